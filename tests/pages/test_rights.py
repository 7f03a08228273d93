"""Who may open which page: the stated right of every address, held against core.access."""

from urllib.parse import urlencode

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from taonguon.accounts.models import User
from taonguon.classes import tokens
from taonguon.classes.models import Seat, Session, StudyClass
from taonguon.core import access
from taonguon.core.access import FIGURES, ROLES
from taonguon.ledger.models import Fact
from taonguon.organisations.visibility import grants
from taonguon.people.models import Person
from taonguon.regulations.models import DayChange
from tests import cast
from tests.pages import page
from tests.pages.conftest import USERS

pytestmark = pytest.mark.django_db

# a private address is its own right: nobody signs in for it (see test_cases.py)
PRIVATE = {"case_feed"}
OWN = {
    p.name: p
    for p in get_resolver().url_patterns
    if isinstance(p, URLPattern) and p.name not in PRIVATE
}
# the pages without a stated right, and why
FREE = {"year": "what to do first in an empty register; else the year, which states its own right"}
# the pages about one thing: what they are about, and what else their addresses name
ABOUT = {
    "figure": "cells", "organisation": "unit", "member": "person", "member_event": "person",
    "fact_correct": "fact", "load": "load", "load_progress": "load", "load_write": "load",
    "load_reread": "load", "load_drop": "load", "load_undo": "load", "load_rest": "load",
    "load_headings": "file", "case": "prospect", "case_step": "step", "case_correct": "step fact",
    "rule": "key", "rule_propose": "key", "proposal_decide": "proposal",
    "study_class": "class of cell", "class_session": "session", "class_present": "code",
    "class_code": "code", "class_edit": "class", "class_quotas": "class",
    "class_nominate": "class", "class_approve": "class", "class_sessions": "class",
    "class_sheets": "class", "class_results": "class", "class_certify": "class",
    "class_certificates": "class", "class_export": "class", "class_read": "class",
}  # fmt: skip
CLASSES = {"class", "class of cell", "session", "code"}
ASKING = {"year", "targets"}
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
        if what in {"cells", "unit"}:
            about, asked = ("cells.total", f"?to={cell.pk}") if what == "cells" else (cell.pk, "")
            return reverse(name, args=[about]) + asked, cell.path
        if what in {"load", "file"}:
            commune = units.elsewhere if place == "cell_elsewhere" else units.commune
            return of_load(name, what, preview(commune)), commune.path
        if what in CLASSES:
            return of_class(name, what, units, cell, person_of(cell))
        if what in {"prospect", "step", "step fact"}:
            return of_case(name, what, cell), cell.path
        person = person_of(cell)
        more = [fact_about(person).pk] if what == "fact" else []
        return reverse(name, args=[person.pk, *more]), cell.path

    return told


# pages about something that lies in no cell
NOWHERE = {
    "key": lambda: ["class.validity"],
    "proposal": lambda: ["ngay", DayChange.objects.pending().first().pk],
}


def of_case(name, what, cell):
    """Return the address of a case's page: of a prospect of the cell, introduced for it if none."""
    person = Person.objects.filter(cell=cell, standing="prospect").first()
    if person is None:
        number = Person.objects.order_by("-pk").first().pk + 1000
        cast.record([
            cast.description(number, "2026-01-05"),
            cast.fact("introduction", "2026-01-05", person=number, organisation=cell.pk, by="Đoàn"),
        ])  # fmt: skip
        person = Person.objects.get(pk=number)
    fact = Fact.objects.filter(person=person.pk, kind="introduction").first()
    more = {"prospect": [], "step": ["listed"], "step fact": [fact.pk]}[what]
    return reverse(name, args=[person.pk, *more])


def of_load(name, what, load):
    """Return the address of a page about a load, or about the first sheet of its file."""
    more = [load.files.get().pk, 0] if what == "file" else []
    return reverse(name, args=[load.pk, *more])


def of_class(name, what, units, cell, person):
    """Return the address of a page about a class on whose list somebody of the cell stands."""
    day = timezone.localdate()
    commune = units.elsewhere if cell == units.cell_elsewhere else units.commune
    told = {"kind": "committee", "name": "Lớp thử", "centre": "x", "place": "x"}
    one = StudyClass.objects.create(**told, organisation=commune.pk, start_on=day, end_on=day)
    seat = Seat.objects.create(study_class=one, person=person.pk)
    about = one.pk
    if what == "session":
        about = Session.objects.create(study_class=one, on=day, part=1).pk
    elif what == "code":
        about = tokens.token(seat.pk)
    return reverse(name, args=[about]), (cell if what == "class of cell" else commune).path


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
