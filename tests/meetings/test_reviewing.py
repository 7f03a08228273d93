"""The committee's review: what waits, what it says, which cells owe their monthly review."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from taonguon.cases import actions as cases
from taonguon.cases.actions import ManyBlocked
from taonguon.cases.facts import one
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.meetings import actions, reviewing
from taonguon.meetings.actions import Ruling
from taonguon.meetings.models import Answer, Proposal, Review
from taonguon.meetings.resolving import Resolved
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.regulations.book import in_use
from tests import cast
from tests.meetings.conftest import NOVEMBER, NOW, OCTOBER

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def waiting(month=NOVEMBER, day=DAY):
    return reviewing.waiting([cast.HAMLET_1, cast.HAMLET_2], month, day, in_use())


def steps(month=NOVEMBER):
    return [(row.person.pk, row.proposal.step) for row in waiting(month)]


def answer(said, on=DAY, month=NOVEMBER):
    """Let the committee answer: `said` tells of each person and step whether it approves."""
    found = {(row.person.pk, row.proposal.step): row for row in waiting(month)}
    commune = Organisation.objects.get(pk=cast.COMMUNE)
    return actions.record_review(
        ruling=Ruling(commune, month, on, "21-NQ/ĐU"),
        answers={found[key].proposal: approved for key, approved in said.items()},
        people={found[key].proposal.person: found[key].person for key in said},
        by=None,
        at=NOW,
    )


@pytest.fixture
def asked(ready, meetings):
    """The cell asks in November that Lan may begin the dossier."""
    meetings.hold(Resolved(person=ready, dossier=True), month=NOVEMBER)
    return ready


def test_what_was_not_answered_waits_on_into_the_next_month(asked):
    assert steps(OCTOBER) == [(asked.pk, "listed")]
    assert steps() == [(asked.pk, "listed"), (asked.pk, "permission")]


def test_approving_the_dossier_is_the_committee_s_step_with_its_resolution(asked):
    review = answer({(asked.pk, "permission"): True, (asked.pk, "listed"): True})
    fact = Fact.objects.get(kind="case.permission")
    assert (fact.act_id, fact.happened_on) == (review.act, DAY)
    paper = fact.data["on_paper"]
    assert (paper["form"], paper["number"]) == ("NQ-ĐU", "21-NQ/ĐU")
    assert paper["issued_by"] == "Đảng bộ xã An Hòa"
    assert one(asked).events[-1].kind == "permission"
    assert steps() == []
    assert JournalEntry.objects.get(act="meeting.review").details == {"answers": 2}


def test_noting_a_change_of_the_list_writes_no_step(asked):
    before = Fact.objects.count()
    review = answer({(asked.pk, "listed"): True})
    assert review.act is None
    assert Fact.objects.count() == before
    assert steps() == [(asked.pk, "permission")]


def test_what_is_given_back_is_told_to_the_cell_and_may_be_asked_again(asked, meetings):
    answer({(asked.pk, "permission"): False})
    told = meetings.standing(meetings.person(asked.pk))
    assert [row.step for row in told.returned] == ["permission"]
    assert (told.asked, told.may_ask()) == (False, True)
    assert "permission" not in [event.kind for event in one(asked).events]


def test_the_class_given_back_may_be_proposed_again(mai, meetings):
    meetings.hold(Resolved(person=mai, listed=True, classed=True))
    assert not meetings.standing(mai).may_propose(in_use(), DAY)
    answer({(mai.pk, "class_proposed"): False})
    assert meetings.standing(mai).may_propose(in_use(), DAY)


def test_what_waits_says_what_the_rules_would_refuse_on_the_day(asked):
    certificate = Fact.objects.get(kind="certificate")
    cases.correct_step(fact=certificate, on=None, because="nhầm người", by=None, at=NOW)
    row = next(row for row in waiting() if row.proposal.step == "permission")
    assert [finding.key for finding in row.findings] == ["step.needs"]
    with pytest.raises(ManyBlocked):
        answer({(asked.pk, "permission"): True, (asked.pk, "listed"): True})
    assert not Review.objects.exists()
    assert not Answer.objects.exists()


def test_a_step_put_on_another_day_waits_still(ready):
    fact = Fact.objects.get(kind="case.listed")
    on = date(2026, 10, 4)
    cases.correct_step(fact=fact, on=on, because="gõ nhầm", by=None, at=NOW)
    assert steps() == [(ready.pk, "listed")]


def test_a_step_withdrawn_since_waits_no_more(ready):
    fact = Fact.objects.get(kind="case.listed")
    cases.correct_step(fact=fact, on=None, because="nhầm người", by=None, at=NOW)
    assert steps() == []


def test_nothing_is_answered_twice_before_the_meeting_or_on_a_day_to_come(asked):
    said = {(asked.pk, "permission"): True}
    for on, why in [(date(2026, 11, 4), "không thể trước đó"), (date(2026, 11, 24), "tương lai")]:
        with pytest.raises(Refused, match=why):
            answer(said, on=on)
    with pytest.raises(Refused, match="Chưa trả lời"):
        answer({})
    (row, *_) = waiting()
    answer({(asked.pk, "listed"): True})
    commune = Organisation.objects.get(pk=cast.COMMUNE)
    with pytest.raises(Refused, match="vừa được trả lời"):
        actions.record_review(
            ruling=Ruling(commune, NOVEMBER, DAY, "22"), answers={row.proposal: True},
            people={row.person.pk: row.person}, by=None, at=NOW,
        )  # fmt: skip


def test_the_database_itself_holds_one_answer_to_a_proposal(asked):
    review = answer({(asked.pk, "listed"): True})
    proposal = Proposal.objects.get(step="listed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(review=review, proposal=proposal, approved=False)


def test_somebody_found_to_be_known_already_is_reviewed_as_that_person(asked, mai):
    cast.record([cast.fact("same_person", "2026-11-21", person=asked.pk, into=mai.pk)])
    assert {row.person.pk for row in waiting()} == {mai.pk}


def test_the_cells_duty_names_who_held_no_meeting_and_who_proposed_nothing(cell, ready, meetings):
    cells = list(Organisation.objects.filter(parent=cast.COMMUNE).order_by("path"))
    told = reviewing.duty(cells, OCTOBER, 1)
    assert cell not in told.not_held
    assert len(told.not_held) == len(cells) - 1
    assert told.nothing == ()
    meetings.hold(month=NOVEMBER, number="")
    assert reviewing.duty(cells, NOVEMBER, 1).nothing == (cell,)


def test_the_duty_looks_back_over_the_months_the_rule_gives(cell, ready):
    assert reviewing.duty([cell], NOVEMBER, 1).not_held == (cell,)
    assert reviewing.duty([cell], NOVEMBER, 2).not_held == ()


def test_the_reviews_of_a_month_are_told_the_latest_first(asked):
    answer({(asked.pk, "listed"): True}, on=date(2026, 11, 15))
    answer({(asked.pk, "permission"): True})
    told = reviewing.reviews([cast.HAMLET_1], NOVEMBER)
    assert [one.held_on.day for one in told] == [20, 15]
    assert reviewing.reviews([cast.HAMLET_1], OCTOBER) == []
    assert reviewing.reviews([cast.HAMLET_2], NOVEMBER) == []
