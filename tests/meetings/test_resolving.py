"""What a meeting resolved, as steps in the order in which they rest upon one another."""

from datetime import date

import pytest

from taonguon.meetings import resolving
from taonguon.meetings.facts import Task
from taonguon.meetings.resolving import Resolved, Sitting
from taonguon.regulations.book import in_use
from tests.meetings.conftest import OCTOBER

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)
TASK = Task(7, DAY, "Dạy hát")


@pytest.fixture
def sitting(cell):
    return Sitting(cell, OCTOBER, DAY, "09-NQ/CB", "10-BB/CB")


def refused(taken, asked=(), on=DAY):
    return [
        (person, step, [finding.key for finding in findings])
        for person, step, findings in resolving.refused(taken, asked, on, in_use())
    ]


def test_the_steps_of_each_person_come_in_the_order_of_the_procedure(sitting, lan, mai, meetings):
    helper = meetings.help_of(lan)
    told = resolving.steps(
        sitting,
        [
            Resolved(person=lan, classed=True, helper=helper, listed=True),
            Resolved(person=mai, off="other"),
        ],
    )
    assert [(person.pk, event.kind) for person, event in told] == [
        (lan.pk, "listed"), (lan.pk, "helper"), (lan.pk, "class_proposed"), (mai.pk, "unlisted"),
    ]  # fmt: skip
    assert {event.on for _person, event in told} == {DAY}


def test_every_step_carries_the_cell_s_resolution_and_its_own_words(sitting, lan, meetings):
    helper = meetings.help_of(lan)
    told = resolving.steps(sitting, [Resolved(person=lan, helper=helper, off="inactive")])
    data = {event.kind: event.data for _person, event in told}
    paper = {"form": "NQ-CB", "number": "09-NQ/CB", "issued_by": "Chi bộ thôn 1", "kept_at": ""}
    assert data["helper"] == {**helper, "on_paper": paper}
    assert data["unlisted"] == {"reason": "inactive", "on_paper": paper}


def test_the_dossier_is_no_step_of_the_cell(sitting, lan):
    assert resolving.steps(sitting, [Resolved(person=lan, dossier=True)]) == []


@pytest.mark.parametrize(
    ("said", "decides", "says"),
    [
        ({}, False, False),
        ({"remark": "Tốt."}, False, True),
        ({"task": "Dạy hát"}, False, True),
        ({"done": (TASK,)}, False, True),
        ({"remark_by": "Ông Hùng"}, False, False),
        ({"listed": True}, True, True),
        ({"off": "other"}, True, True),
        ({"helper": {"name": "A"}}, True, True),
        ({"classed": True}, True, True),
        ({"dossier": True}, True, True),
    ],
)
def test_what_needs_a_resolution_and_what_is_only_noted(lan, said, decides, says):
    one = Resolved(person=lan, **said)
    assert (one.decides, one.says) == (decides, says)


def test_a_step_rests_upon_those_before_it_in_the_same_meeting(sitting, lan, meetings):
    both = [Resolved(person=lan, listed=True, helper=meetings.help_of(lan))]
    assert refused(resolving.steps(sitting, both)) == []
    alone = [Resolved(person=lan, helper=meetings.help_of(lan))]
    assert refused(resolving.steps(sitting, alone)) == [(lan.pk, "helper", ["step.needs"])]


def test_the_dossier_is_judged_after_all_that_the_meeting_resolved(sitting, lan, meetings):
    meetings.certify(lan, "2026-10-01")
    taken = resolving.steps(
        sitting, [Resolved(person=lan, listed=True, helper=meetings.help_of(lan))]
    )
    assert refused(taken, [lan]) == []
    assert refused(taken[:1], [lan]) == [(lan.pk, "permission", ["step.needs"])]


def test_the_rules_of_the_meeting_s_day_decide(sitting, lan, meetings):
    taken = resolving.steps(sitting, [Resolved(person=lan, listed=True)])
    early = [(person, event._replace(on=date(2026, 3, 7))) for person, event in taken]
    assert refused(early) == [(lan.pk, "listed", ["step.needs"])]  # introduced the day after


def test_one_person_s_refusal_is_not_another_s(sitting, lan, mai):
    taken = resolving.steps(
        sitting, [Resolved(person=lan, listed=True), Resolved(person=mai, classed=True)]
    )
    assert [person for person, _step, _keys in refused(taken)] == [mai.pk]
