"""The sample shows every state of difficulties, visits and meetings, and is the same each time."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone, translation

from taonguon.commands import sample
from taonguon.core.month import Month
from taonguon.difficulties import facts as difficulties
from taonguon.difficulties.models import Difficulty
from taonguon.organisations.models import Organisation
from taonguon.visits import facts, months
from taonguon.visits.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the sample once for the module; all is taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("vi"):
        sample.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cells(loaded):
    return list(Organisation.objects.filter(kind="cell").order_by("path"))


def today():
    return timezone.localdate(datetime.now(tz=UTC))


def test_there_is_a_difficulty_in_every_state(cells):
    told = difficulties.of(cells)
    late = [one for one in told if one.late(today())]
    assert {one.level(today()) for one in late} == {"commune", "superior"}
    assert any(one.course.closed_on for one in told)
    assert any(one.course.reopened and one.course.open for one in told)


def test_hamlet_6_has_open_difficulties_and_promises_to_read_before_a_visit(cells):
    (hamlet,) = [one for one in cells if one.name == "Chi bộ xóm 6"]
    assert len(difficulties.pressing(difficulties.of([hamlet]), today())) >= 2
    assert facts.unkept(facts.promises([hamlet]))


def test_some_cells_were_visited_lately_some_long_ago_some_never(cells):
    told = facts.year(cells, today())
    never = [unit for unit in told.waiting if unit.pk not in told.last]
    assert 0 < len(never) < len(told.waiting) < len(cells)
    assert told.late


def test_no_visit_was_made_by_who_was_not_in_charge(cells):
    holders = facts.holders(cells, today())
    assert all(holders[one.cell] == one.member_id for one in Visit.objects.all())


def test_the_last_month_has_meetings_held_not_held_and_not_told(cells):
    told = months.of(cells, Month.holding(today()).before, {})
    states = {line.state(today()) for line in told.lines}
    assert {"held", "not_held", "late"} <= states
    assert told.clashes


def test_the_month_to_come_is_planned_and_nothing_of_it_told(cells):
    told = months.of(cells, Month.holding(today()).after, {})
    assert {line.state(today()) for line in told.lines} == {"planned"}


def test_every_visit_has_a_key_of_its_own(loaded):
    keys = list(Visit.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) > 40
    assert Difficulty.objects.count() >= 10
