"""Half a year of meetings and reviews, drawn at random: what the form offers the rules never refuse.

And what came of them is the same told three ways: by the meetings as drawn, by the list of each
day, and by where each person stands.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.month import Month
from taonguon.meetings import actions, facts, lists, reviewing
from taonguon.meetings.actions import Ruling
from taonguon.meetings.models import Answer, Meeting, Proposal
from taonguon.meetings.resolving import Resolved
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from tests import cast
from tests.acts import few
from tests.cases.conftest import introduced
from tests.cast import HAMLET_1, taken_back
from tests.meetings.conftest import NOW, certify, help_of, hold

pytestmark = pytest.mark.django_db
MONTHS = [Month(2026, 11).back(before) for before in range(6, 0, -1)]
PEOPLE = (301, 302, 303)
CHOICES = ("listed", "off", "helper", "classed", "dossier", "remark", "task", "done")


@st.composite
def half_a_year(draw):
    """Draw for each month whether the cell meets, what is ticked of each person, and what comes of it."""
    ticked = st.sets(st.sampled_from(CHOICES), max_size=4)
    month = st.fixed_dictionaries(
        {
            "meets": st.booleans() | st.just(True),
            "ticked": st.tuples(*[ticked for _ in PEOPLE]),
            "approves": st.booleans(),
            "class_held": st.booleans(),
        }
    )
    return draw(st.lists(month, min_size=len(MONTHS), max_size=len(MONTHS)))


def offered(standing, day):
    """Return what the form offers of somebody."""
    may = {"off", "helper", "remark", "task"}
    may |= {"listed"} if standing.may_list() else set()
    may |= {"classed"} if standing.may_propose(in_use(), day) else set()
    may |= {"dossier"} if standing.may_ask() else set()
    return may | ({"done"} if standing.tasks else set())


def resolved(standing, ticked, day):
    """Return what is ticked of what is offered; what rests upon the list is ticked with it."""
    said = ticked & offered(standing, day)
    if "off" in said:
        return Resolved(person=standing.person, off="inactive")
    listed = "listed" in said
    there = listed or not standing.may_list()
    helper = help_of(standing.person) if there and {"helper", "dossier"} & said else None
    return Resolved(
        person=standing.person,
        listed=listed,
        helper=helper,
        classed=there and "classed" in said,
        dossier=there and "dossier" in said,
        remark="Tốt." if "remark" in said else "",
        task="Dạy hát" if "task" in said else "",
        done=standing.tasks if "done" in said else (),
    )


def meet(month, told, on_list):
    """Hold a month's meeting, and keep who is on the list by reading what was resolved."""
    day = month.first.replace(day=5)
    standings = facts.standings(facts.people([HAMLET_1], day), day)
    by_person = dict(zip(PEOPLE, told["ticked"], strict=True))
    all_ = [resolved(one, by_person[one.person.pk], day) for one in standings]
    hold(*[one for one in all_ if one.says], month=month)
    for one in all_:
        if one.listed:
            on_list.add(one.person.pk)
        elif one.off:
            on_list.discard(one.person.pk)


def review(month, approves):
    """Let the committee answer all that waits."""
    day = month.first.replace(day=20)
    found = reviewing.waiting([HAMLET_1], month, day, in_use())
    lawful = [row for row in found if not row.findings]
    if lawful:
        actions.record_review(
            ruling=Ruling(Organisation.objects.get(pk=cast.COMMUNE), month, day, "21-NQ/ĐU"),
            answers={row.proposal: approves for row in lawful},
            people={row.proposal.person: row.person for row in lawful},
            by=None,
            at=NOW,
        )


def teach(month):
    """Let those come back from the class who were proposed and hold no certificate."""
    rows = Person.objects.filter(
        standing="prospect", prospect__proposed_on__isnull=False, prospect__certified_on=None
    )
    for person in rows:
        certify(person, month.last.isoformat())


def lived(drawn):
    """Live through the months as drawn; return who was on the list at the end of each."""
    on_list, history = set(), {}
    for month, told in zip(MONTHS, drawn, strict=True):
        if told["meets"]:
            meet(month, told, on_list)
        review(month, told["approves"])
        if told["class_held"]:
            teach(month)
        history[month] = set(on_list)
    return history


@few(25)
@given(drawn=half_a_year())
def test_half_a_year_of_meetings_is_told_alike_by_list_and_register(cell, drawn):
    with taken_back():
        for person in PEOPLE:
            introduced(person, "2026-03-08")
        history = lived(drawn)
        found = lists.histories([HAMLET_1])
        for month, expected in history.items():
            assert {one.person for one in lists.on_day(found, month.last)} == expected
        last = set(
            Person.objects.filter(pk__in=PEOPLE, standing="prospect")
            .exclude(prospect__listed_on=None)
            .values_list("pk", flat=True)
        )
        assert last == history[MONTHS[-1]]


@few(15)
@given(drawn=half_a_year())
def test_every_proposal_is_answered_once_and_every_meeting_held_once(cell, drawn):
    with taken_back():
        for person in PEOPLE:
            introduced(person, "2026-03-08")
        lived(drawn)
        assert Meeting.objects.count() == sum(told["meets"] for told in drawn)
        approved = Answer.objects.filter(approved=True, proposal__step="permission")
        permitted = Person.objects.exclude(prospect__permitted_on=None).filter(pk__in=PEOPLE)
        current = {one.pk for one in permitted}
        assert current <= set(approved.values_list("proposal__person", flat=True))
        assert Answer.objects.count() <= Proposal.objects.count()
        assert not reviewing.duty([cell], MONTHS[-1], len(MONTHS) + 6).not_held or not any(
            told["meets"] for told in drawn
        )


def test_the_course_of_the_article_s_woman_from_the_introduction_to_the_permission(cell):
    introduced(301, "2026-03-08", name="Phạm Thị Hải")
    hai = Person.objects.select_related("cell").get(pk=301)
    hold(Resolved(person=hai, listed=True, helper=help_of(hai)), month=Month(2026, 6))
    review(Month(2026, 6), approves=True)
    hold(Resolved(person=hai, classed=True), month=Month(2026, 7))
    review(Month(2026, 7), approves=True)
    certify(hai, "2026-09-15")
    hold(Resolved(person=hai, dossier=True), month=Month(2026, 10))
    review(Month(2026, 10), approves=True)
    hai.prospect.refresh_from_db()
    told = hai.prospect
    assert (told.listed_on, told.proposed_on) == (date(2026, 6, 5), date(2026, 7, 5))
    assert (told.certified_on, told.permitted_on) == (date(2026, 9, 15), date(2026, 10, 20))
    assert told.helper == "Đảng viên 1"
    assert Answer.objects.filter(approved=True).count() == 3
