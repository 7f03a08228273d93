"""Who may open which page: the stated right of every address, held against core.access."""

from urllib.parse import urlencode

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from taonguon.accounts.models import User
from taonguon.core import access
from taonguon.core.access import FIGURES, ROLES
from taonguon.organisations.visibility import grants
from taonguon.regulations.models import DayChange
from tests.pages import page
from tests.pages.addresses import OF_CELL, WITH_PATH, of_unit, with_path
from tests.pages.conftest import USERS

pytestmark = pytest.mark.django_db

# a private address is its own right: nobody signs in for it (see test_cases.py, test_applicants.py)
PRIVATE = {"duty_feed", "cell_calendar_feed", "own_view", "own_ask", "reminders_stop"}
# open to everybody while a commune has its form open (see test_petition_box.py)
PUBLIC = {"petition_box", "petition_answers"}
# kept on a phone for when there is no signal: they hold nothing of anybody (see test_offline.py)
PUBLIC |= {"offline_shell", "offline_worker"}
OWN = {
    p.name: p
    for p in get_resolver().url_patterns
    if isinstance(p, URLPattern) and p.name not in PRIVATE | PUBLIC
}
# the pages without a stated right, and why
FREE = {"year": "what to do first in an empty register; else the year, which states its own right"}
# the pages about one thing: what they are about, and what else their addresses name
ABOUT = {
    "figure": "unit cells", "organisation": "unit", "organisation_change": "unit act",
    "organisation_correct": "unit fact", "member": "person", "member_event": "person",
    "fact_correct": "fact", "load": "load", "load_progress": "load", "load_write": "load",
    "load_reread": "load", "load_drop": "load", "load_undo": "load", "load_rest": "load",
    "load_headings": "file", "case": "prospect", "case_step": "step", "case_correct": "step fact",
    "introduction": "introduced", "merge_people": "two", "part_people": "double",
    "rule": "key", "target_withdraw": "unit target", "rule_propose": "key", "proposal_decide": "proposal",
    "applicant_sheet": "prospect", "applicant_links": "prospect", "applicant_link_revoke": "link",
    "request_take": "prospect", "request": "request", "person_erase": "prospect",
    "meeting": "unit month", "meeting_record": "unit month", "meeting_correct": "unit month",
    "meeting_sheet": "unit month",
    "prospect_away": "prospect", "prospect_enlistment": "prospect",
    "prospect_enlistment_record": "prospect", "handover_start": "prospect",
    "handover_certificate": "sent", "handover_cancel": "sent", "handover_accept": "asked",
    "handover_refuse": "asked", "activity": "activity", "person_activities": "prospect",
    "study_class": "class of cell", "class_session": "session", "class_present": "code",
    "class_code": "code", "class_edit": "class", "class_quotas": "class",
    "class_nominate": "class", "class_approve": "class", "class_sessions": "class",
    "class_sheets": "class", "class_results": "class", "class_certify": "class",
    "class_certificates": "class", "class_export": "class", "class_read": "class",
    "papers": "papers", "paper": "papers 6-knd", "papers_bulk": "papers", "ballots": "unit",
    "class_papers": "class", "month_papers": "unit", "form": "form", "form_preview": "form",
    "form_picture": "form", "form_edit": "form", "form_back": "form",
    "document": "document", "document_pdf": "document", "document_word": "document",
    "document_cancel": "document", "document_term": "unit term", "batch": "batch",
    "batch_progress": "batch", "batch_stop": "batch", "batch_again": "batch", "batch_file": "batch",
    "cell_profile": "unit", "cell_profile_record": "unit", "cell_profile_correct": "unit number",
    "petition": "petition", "petition_contact": "petition", "petition_publish": "petition",
    "petition_take_down": "petition", "petition_step": "petition step",
    "cell_line_withdraw": "line", "charge_correct": "charge", "committee_change": "seat",
    "cell_post_change": "post",
    "directive": "directive of cell", "directive_correct": "directive", "directive_end": "directive",
    "directive_pass": "directive", "directive_task": "directive", "directive_attach": "directive",
    "directive_task_mend": "asked task", "directive_file": "attached of cell",
    "directive_detach": "attached", "directive_acknowledge": "passing",
    "directive_progress": "told task",
    "difficulty": "difficulty", "difficulty_turn": "difficulty act", "visit": "visit",
    "visit_withdraw": "visit", "visit_brief": "unit", "visit_record": "unit",
    "agreement_answer": "promise", "appointment": "unit month", "appointment_result": "unit month",
}  # fmt: skip
ASKING = {
    "backward_plan", "year", "targets", "forecast", "cell_profiles", "cell_profiles_export", "cell_lines",
    "forecast_known", "allocation", "allocation_terms",
}  # fmt: skip
PLACES = ("hamlet", "next_hamlet", "cell_elsewhere")


@pytest.fixture
def address(units, person_of, fact_about, preview):
    """Return how to name a page about somebody or something of a cell, and the path it lies in."""

    def told(name, place):
        cell = getattr(units, place)
        what = ABOUT.get(name)
        if what is None:
            asked = "?" + urlencode({"to": cell.pk}) if name in ASKING else ""
            return reverse(name) + asked, cell.path if asked else None
        if what in NOWHERE:
            return reverse(name, args=NOWHERE[what]()), None
        if what.startswith("unit"):
            return of_unit(name, what, cell), cell.path
        if what in {"load", "file"}:
            commune = units.elsewhere if place == "cell_elsewhere" else units.commune
            load = preview(commune)
            more = [load.files.get().pk, 0] if what == "file" else []
            return reverse(name, args=[load.pk, *more]), commune.path
        if what in WITH_PATH:
            return with_path(name, what, units, cell, person_of(cell))
        if what in OF_CELL:
            return OF_CELL[what](name, what, cell), cell.path
        person = person_of(cell)
        more = [fact_about(person).pk] if what == "fact" else []
        return reverse(name, args=[person.pk, *more]), cell.path

    return told


# pages about something that lies in no cell
NOWHERE = {
    "key": lambda: ["class.validity"],
    "form": lambda: ["6-knd"],
    "proposal": lambda: ["ngay", DayChange.objects.pending().first().pk],
}


def ask(client, url):
    """Open a page, or press its button where it is only that."""
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer


def expected(role, act, path):
    held = grants(User.objects.get(username=USERS[role]))
    today = timezone.localdate()
    if not access.ranges(held, act, today):
        return {403}
    return {200, 302} if path is None or access.may(held, act, path, today) else {404}


def right(name):
    return FIGURES if name in FREE else OWN[name].callback.needs


@pytest.mark.parametrize("name", OWN)
def test_every_page_states_the_right_it_needs(name):
    assert name in FREE or OWN[name].callback.needs in access.ACTS


def test_no_reason_outlives_its_page():
    assert set(FREE) | set(ABOUT) | ASKING <= set(OWN)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OWN)
def test_a_page_opens_to_those_who_may_and_to_no_other(name, role, signed_in, address):
    client = signed_in(role)
    for place in PLACES:
        url, path = address(name, place)
        assert ask(client, url).status_code in expected(role, right(name), path), (place, url)


@pytest.mark.parametrize("name", OWN)
def test_who_has_not_signed_in_is_led_to_the_sign_in(name, client, address):
    url, _ = address(name, "hamlet")
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator"}))
def test_the_shell_leads_only_to_pages_that_open(role, signed_in):
    client = signed_in(role)
    answer = client.get(reverse("mfa_index"))
    places = [link["href"] for link in page.read(answer).all("a", "place")]
    assert places
    assert {client.get(url).status_code for url in places} <= {200, 302}
