"""Meetings that one committee member cannot both attend, and cells nobody visited for long."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.visiting import Gathering, clashes, waiting

DAY = date(2026, 11, 3)
LONG = 150


def meets(cell, at="19:30", member=1, on=DAY):
    return Gathering(cell, on, time.fromisoformat(at) if at else None, member)


def pairs(*those, minutes=LONG):
    return [(one.first.cell, one.second.cell) for one in clashes(those, minutes)]


@pytest.mark.parametrize(
    ("at", "clash"), [("19:30", True), ("21:59", True), ("22:00", False), ("17:00", False),
                      ("17:01", True)],
)  # fmt: skip
def test_two_meetings_clash_when_they_begin_less_than_so_many_minutes_apart(at, clash):
    assert bool(pairs(meets(1), meets(2, at))) is clash


def test_a_meeting_without_an_hour_clashes_with_every_other_of_its_day():
    assert pairs(meets(1), meets(2, None)) == [(2, 1)]


@pytest.mark.parametrize(
    "other", [meets(2, member=2), meets(2, member=None), meets(2, on=date(2026, 11, 4))]
)
def test_another_member_nobody_or_another_day_clashes_not(other):
    assert pairs(meets(1), other) == []


def test_three_at_once_are_three_pairs():
    assert pairs(meets(1), meets(2), meets(3)) == [(1, 2), (1, 3), (2, 3)]


def test_who_is_in_charge_of_nothing_clashes_with_nothing():
    assert pairs(meets(1, member=None), meets(2, member=None)) == []


HELD = st.builds(
    Gathering, st.integers(1, 9), st.dates(date(2026, 11, 1), date(2026, 11, 4)),
    st.one_of(st.none(), st.times()), st.one_of(st.none(), st.integers(1, 3)),
)  # fmt: skip


@given(st.lists(HELD, max_size=12), st.integers(1, 600))
def test_every_clash_is_of_one_member_and_day_and_the_order_of_reading_is_nothing(those, minutes):
    told = clashes(those, minutes)
    assert all(
        one.first.member == one.second.member == one.member and one.first.on == one.second.on
        for one in told
    )
    assert len(clashes(those[::-1], minutes)) == len(told)


@pytest.mark.parametrize(
    ("last", "long"),
    [("2026-08-25", True), ("2026-08-26", False), ("2026-11-25", False), ("2020-01-01", True)],
)
def test_a_cell_waits_too_long_when_its_last_visit_is_so_many_months_back(last, long):
    found = waiting({7: date.fromisoformat(last)}, date(2026, 11, 25), 3)
    assert bool(found) is long


def test_a_visit_on_the_last_of_a_long_month_counts_by_the_calendar():
    assert waiting({7: date(2026, 11, 30)}, date(2027, 2, 27), 3) == []
    assert waiting({7: date(2026, 11, 30)}, date(2027, 2, 28), 3) == [7]


def test_who_waits_longest_comes_first():
    since = {1: date(2026, 3, 1), 2: date(2025, 3, 1), 3: date(2026, 11, 1)}
    assert waiting(since, date(2026, 11, 25), 3) == [2, 1]
