"""A month of a commune replayed: 28 cells, 12 members, and every number of the month against the facts."""

from collections import Counter
from datetime import date, time, timedelta
from random import Random
from types import SimpleNamespace

import pytest

from taonguon.cells import actions as cells
from taonguon.core.difficulty import counts, recurring
from taonguon.core.month import Month
from taonguon.difficulties import actions as difficulties
from taonguon.difficulties import facts as kept
from taonguon.difficulties.actions import Handling, Raised, Said
from taonguon.organisations.models import Organisation
from taonguon.visits import facts, months
from taonguon.visits.actions import calendar
from taonguon.visits.actions import visiting as actions
from taonguon.visits.actions.calendar import Plan, Result
from taonguon.visits.actions.visiting import Promise, Went
from tests import cast
from tests.visits.conftest import NOW

CELLS, MEMBERS = 28, 12
MONTH, END = Month(2026, 10), date(2026, 10, 31)
FIRST_CELL = 300
HOURS = (time(8), time(19, 30), time(20, 30), None)
KINDS = ("youth_away", "no_source", "money")


@pytest.fixture
def month(db):
    """Replay October: return what was done, as plain values, and the cells."""
    chance = Random(2026)
    cast.commune()
    cast.record([
        cast.founding(FIRST_CELL + n, name=f"Chi bộ xóm {n}", kind="cell", parent=cast.COMMUNE)
        for n in range(CELLS)
    ])  # fmt: skip
    units = list(Organisation.objects.filter(pk__gte=FIRST_CELL).order_by("pk"))
    commune = Organisation.objects.get(pk=cast.COMMUNE)
    seats = [
        cells.seat(
            organisation=commune, by=None, at=NOW,
            told=cells.Seat(f"Ủy viên {n}", "", date(2021, 1, 1), None, "1-QĐ", None),
        )
        for n in range(MEMBERS)
    ]  # fmt: skip
    holders = {unit.pk: seats[n % MEMBERS] for n, unit in enumerate(units)}
    for seat in seats:
        own = [pk for pk, held in holders.items() if held == seat]
        cells.charge(
            cells=dict.fromkeys(own, seat.pk), on=date(2026, 1, 1), document="2-TB", by=None, at=NOW
        )
    told = SimpleNamespace(
        units=units, holders=holders, meetings=meet(units, chance), visits=[], raised=[]
    )
    visit(told, chance)
    handle(told, chance)
    return told


def meet(units, chance):
    """Plan most meetings, hold most of those; return cell -> day, hour, present of summoned or None."""
    told = {}
    for unit in units[:-2]:  # two cells have no day
        on, at = date(2026, 10, chance.randint(3, 6)), chance.choice(HOURS)
        plan = Plan(unit, on, at, "Nhà văn hóa", "together")
        calendar.plan(month=MONTH, plans=[plan], by=None, at=NOW)
        told[unit.pk] = [on, at, "planned", None]
        fate = chance.random()
        if fate < 0.7:
            summoned = chance.randint(8, 30)
            present = chance.randint(0, summoned)
            result = Result(True, on, "together", summoned, present, "1-BB")
            told[unit.pk][2:] = ["held", (present, summoned)]
        elif fate < 0.85:
            result = Result(False, on, "together", because="hoãn")
            told[unit.pk][2] = "not_held"
        else:
            continue
        calendar.record_result(cell=unit, month=MONTH, result=result, by=None, at=NOW)
    return told


def visit(told, chance):
    """Let members visit their cells, now and in the months before, and promise something."""
    for unit in told.units:
        for n in range(chance.randint(0, 3)):
            on = END - timedelta(days=chance.randint(0, 200))
            due = on + timedelta(days=chance.randint(0, 60))
            went = Went(unit, told.holders[unit.pk], on, True, "", f"{unit.pk} {n}")
            row = actions.record_visit(
                went=went, raised=[], promises=[Promise("Việc", "Văn phòng", due)], by=None, at=NOW
            )
            done = chance.random() < 0.5
            if done:
                actions.answer(agreement=row.agreements.get(), kept=True, text="", by=None, at=NOW)
            told.visits.append((unit.pk, told.holders[unit.pk].pk, on, due, done))


def handle(told, chance):
    """Raise difficulties, remove some within the month; return cell, kind, raised, due, removed."""
    for unit in told.units:
        for _ in range(chance.randint(0, 2)):
            on = date(2026, 9, 1) + timedelta(days=chance.randint(0, 50))
            due = on + timedelta(days=chance.randint(0, 40))
            raised = Raised(unit, chance.choice(KINDS), "Việc", "Vướng", "", "Bí thư", on)
            row = difficulties.raise_difficulty(
                raised=raised, handling=Handling("Đoàn xã", due, "heavy", "cell"), by=None, at=NOW
            )
            removed = on + timedelta(days=chance.randint(1, 60))
            if removed > date(2026, 11, 20):
                removed = None
            else:
                said = Said(removed, "Đã gỡ")
                difficulties.close(difficulty=row, said=said, by=None, at=NOW)
            told.raised.append((unit.pk, raised.kind, on, due, removed))


def test_the_meetings_of_the_month_come_to_what_was_told(month):
    told = months.of(
        months.cells_of(Organisation.objects.filter(pk__gte=FIRST_CELL), MONTH), MONTH, {}
    )
    held = [one for one in month.meetings.values() if one[2] == "held"]
    assert len(told.lines) == CELLS
    assert told.planned == CELLS - 2 == len(month.meetings)
    assert told.held == len(held) > 10
    assert told.present == tuple(map(sum, zip(*(one[3] for one in held), strict=True)))


def test_every_state_of_a_meeting_is_the_one_told(month):
    told = months.of(month.units, MONTH, {})
    states = Counter(line.state(date(2026, 11, 1)) for line in told.lines)
    expected = Counter(one[2] for one in month.meetings.values())
    expected = {"late": expected["planned"], "none": 2, "held": expected["held"],
                "not_held": expected["not_held"]}  # fmt: skip
    assert dict(states) == expected
    assert min(expected.values()) > 0


def test_every_clash_is_found_by_going_through_all_pairs(month):
    told = months.of(month.units, MONTH, {})
    found = {frozenset((one.first.cell, one.second.cell)) for one in told.clashes}
    there = [(cell, *one[:2]) for cell, one in month.meetings.items() if one[2] != "not_held"]
    expected = {
        frozenset((a, b))
        for a, day_a, hour_a in there
        for b, day_b, hour_b in there
        if a < b
        and month.holders[a] == month.holders[b]
        and day_a == day_b
        and (
            None in (hour_a, hour_b)
            or abs((hour_a.hour - hour_b.hour) * 60 + hour_a.minute - hour_b.minute) < 150
        )
    }
    assert found == expected
    assert expected


def test_the_visits_of_the_year_come_to_what_was_told(month):
    told = facts.year(month.units, END)
    assert len(told.visits) == len(month.visits)
    assert told.visited == len({cell for cell, *_rest in month.visits})
    by_member = Counter(member for _cell, member, *_rest in month.visits)
    assert {seat.pk: len(made) for seat, made in told.by_member().items()} == dict(by_member)
    late = sum(due < END and not done for *_rest, due, done in month.visits)
    assert len(told.late) == late > 0


def test_the_cells_that_wait_too_long_are_those_without_a_visit_since_july(month):
    told = facts.year(month.units, END)
    border = date(2026, 7, 31)  # three months before 31 October
    recent = {cell for cell, _member, on, *_rest in month.visits if on > border}
    assert {unit.pk for unit in told.waiting} == {unit.pk for unit in month.units} - recent
    assert 0 < len(told.waiting) < CELLS


def test_the_difficulties_at_the_end_of_the_month_come_to_what_was_told(month):
    told = kept.of(month.units)
    came = counts([one.course for one in told], MONTH.first, END)
    ended = [r for r in month.raised if r[4] is not None and r[4] <= END]
    still = [r for r in month.raised if r[4] is None or r[4] > END]
    within = sorted((r[4] - r[2]).days for r in ended if r[4] >= MONTH.first)
    middle = len(within) // 2
    median = within[middle] if len(within) % 2 else (within[middle - 1] + within[middle]) / 2
    assert (came.open, came.removed, came.median) == (len(still), len(within), median)
    assert came.late == sum(r[3] < END for r in still) > 0


def test_the_kinds_that_recur_are_counted_by_cell(month):
    told = recurring((one.row.kind, one.unit.pk) for one in kept.of(month.units))
    for one in told:
        those = [r[0] for r in month.raised if r[1] == one.kind]
        assert (one.cells, one.difficulties) == (len(set(those)), len(those))
    assert {one.kind for one in told} == set(KINDS)
