"""Many steps of many people by one act: as if one by one, all of them or none."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from taonguon.cases import actions, facts
from taonguon.cases.actions import ManyBlocked
from taonguon.core.case import Event
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act, Fact
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from tests import cast, dossiers
from tests.cases.conftest import NOW, ON_PAPER, introduced

pytestmark = pytest.mark.django_db
HELPER = {"name": "Đảng viên 1", **dossiers.OFFICIAL}
MONTH = (("listed", {}), ("helper", HELPER), ("class_proposed", {}))


def month(person, on="2021-04-05", steps=MONTH):
    """Return what a meeting resolves about somebody on a day."""
    told = Person.objects.select_related("cell").get(pk=person)
    return [
        (told, Event(kind, date.fromisoformat(on), {**data, "on_paper": ON_PAPER}))
        for kind, data in steps
    ]


def record(steps, at=NOW):
    return actions.record_steps(steps=steps, source="05-NQ/CB", by=None, at=at)


@pytest.fixture
def two(commune):
    """Introduce Lan and Mai to hamlet 1."""
    for person in (cast.LAN, cast.MAI):
        introduced(person, "2021-03-08")
    return cast.LAN, cast.MAI


def kept(person):
    """Return what stands of a person's case but for the ids."""
    events = facts.one(Person.objects.select_related("cell").get(pk=person)).events
    return [(event.kind, event.on, event.data) for event in events]


def test_what_a_meeting_resolved_stands_as_if_recorded_step_by_step(two):
    lan, mai = two
    record(month(lan))
    for someone, event in month(mai):
        actions.record_step(
            person=someone, step=event.kind, on=event.on, data=event.data, by=None, at=NOW
        )
    assert kept(lan) == kept(mai)
    rows = Person.objects.select_related("prospect").in_bulk(two)
    told = {(one.prospect.listed_on, one.prospect.helper) for one in rows.values()}
    assert told == {(date(2021, 4, 5), "Đảng viên 1")}


def test_all_of_it_is_one_act_with_the_assessment_of_each_step_and_one_line_of_journal(two):
    act = record([*month(two[0]), *month(two[1])])
    rows = Fact.objects.filter(act=act)
    assert (act.kind, act.source, rows.count()) == ("case.steps", "05-NQ/CB", 6)
    assert all(row.data["verdict"]["day"] == "2021-04-05" for row in rows)
    assert JournalEntry.objects.get(act="case.steps").details == {"steps": 6}


def test_a_step_may_rest_on_those_given_before_it_and_on_none_given_after(two):
    backwards = month(two[0])[::-1]
    with pytest.raises(ManyBlocked) as blocked:
        record(backwards)
    refused = {(person, step) for person, step, _findings in blocked.value.refused}
    assert refused == {(two[0], "class_proposed"), (two[0], "helper")}


def test_one_refused_step_of_one_person_keeps_everything_unwritten(two):
    before = Fact.objects.count(), Act.objects.count(), JournalEntry.objects.count()
    with pytest.raises(ManyBlocked) as blocked:
        record([*month(two[0]), *month(two[1], steps=MONTH[2:])])
    ((person, step, findings),) = blocked.value.refused
    assert (person, step) == (two[1], "class_proposed")
    assert findings[0].key
    assert (Fact.objects.count(), Act.objects.count(), JournalEntry.objects.count()) == before


def test_a_meeting_to_come_is_not_recorded(two):
    tomorrow = timezone.localdate(NOW) + timedelta(days=1)
    with pytest.raises(Refused, match="tương lai"):
        record(month(two[0], on=tomorrow.isoformat()))
    assert record(month(two[0], on=timezone.localdate(NOW).isoformat()))


@pytest.mark.parametrize("step", ["ceremony", "recognition", "decision_cancelled"])
def test_what_changes_membership_is_recorded_by_itself(two, step):
    with pytest.raises(ValueError, match="by itself"):
        record(month(two[0], steps=((step, {}),)))


def test_the_number_of_queries_does_not_grow_with_the_people(two, django_assert_max_num_queries):
    many = [introduced(300 + n, "2021-03-08").pk for n in range(40)]
    steps = [step for person in many for step in month(person)]
    with django_assert_max_num_queries(30):
        record(steps)
    assert Person.objects.filter(prospect__proposed_on__isnull=False).count() == 40
