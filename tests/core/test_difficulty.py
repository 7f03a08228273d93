"""What becomes of a difficulty: open, late, at which level, how long removing took, which kinds recur."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.difficulty import (
    ACTED,
    CELL,
    CLOSED,
    COMMUNE,
    RAISED,
    REOPENED,
    SUPERIOR,
    WITHDRAWN,
    Course,
    Turn,
    counts,
    median_days,
    recurring,
)  # fmt: skip

DAY = date(2026, 11, 2)
RISES = {COMMUNE: 1, SUPERIOR: 30}


def day(n):
    return DAY + timedelta(days=n)


def turn(kind, n, due=10, level=CELL, **said):
    return Turn(kind, day(n), said.get("owner", "Đoàn xã"), day(due), "heavy", level, "")


def course(*turns):
    return Course((turn(RAISED, 0), *turns))


def removed(days):
    return course(turn(CLOSED, days))


@pytest.mark.parametrize(
    ("turns", "is_open", "closed"),
    [
        ((), True, None),
        (((ACTED, 3),), True, None),
        (((CLOSED, 4),), False, day(4)),
        (((CLOSED, 4), (REOPENED, 6)), True, None),
        (((CLOSED, 4), (REOPENED, 6), (CLOSED, 9)), False, day(9)),
        (((WITHDRAWN, 2),), False, None),
    ],
)
def test_a_difficulty_is_open_until_its_last_turn_ends_it(turns, is_open, closed):
    told = course(*(turn(*one) for one in turns))
    assert told.open is is_open
    assert told.closed_on == closed


@pytest.mark.parametrize(("n", "late"), [(9, 0), (10, 0), (11, 1), (40, 30)])
def test_it_is_late_from_the_day_after_its_day(n, late):
    assert course().late(day(n)) == late


def test_what_is_removed_is_not_late_whatever_its_day_was():
    assert removed(20).late(day(60)) == 0


def test_a_later_day_given_by_a_turn_is_the_one_that_counts():
    assert course(turn(ACTED, 5, due=30)).late(day(20)) == 0


@pytest.mark.parametrize(("n", "level"), [(10, CELL), (11, COMMUNE), (39, COMMUNE), (40, SUPERIOR)])
def test_an_overdue_difficulty_rises_by_itself(n, level):
    assert course().level(day(n), RISES) == level


def test_it_never_sinks_below_whom_it_was_given_to():
    told = course(turn(ACTED, 1, level=SUPERIOR))
    assert told.level(day(11), RISES) == SUPERIOR


def test_what_is_removed_rises_no_more():
    assert removed(20).level(day(90), RISES) == CELL


def test_how_often_it_came_back_is_counted():
    told = course(turn(CLOSED, 1), turn(REOPENED, 2), turn(CLOSED, 3), turn(REOPENED, 4))
    assert told.reopened == 2


def test_removing_took_from_the_raising_to_the_removal_that_holds():
    told = course(turn(CLOSED, 4), turn(REOPENED, 6), turn(CLOSED, 9))
    assert told.took() == 9
    assert course().took() is None


def test_as_of_a_day_the_later_turns_have_not_happened():
    told = course(turn(ACTED, 3), turn(CLOSED, 8))
    assert told.until(day(-1)) is None
    assert told.until(day(7)).open
    assert told.until(day(8)).closed_on == day(8)


def test_what_was_recorded_by_mistake_never_was_one():
    assert course(turn(WITHDRAWN, 9)).until(day(3)) is None


@pytest.mark.parametrize(
    ("took", "median"),
    [((), None), ((5,), Fraction(5)), ((1, 9, 4), Fraction(4)), ((3, 6), Fraction(9, 2))],
)
def test_the_median_is_exact(took, median):
    assert median_days([removed(days) for days in took]) == median


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30))
def test_as_many_took_no_longer_than_the_median_as_took_no_less(took):
    middle = median_days([removed(days) for days in took])
    assert 2 * sum(days <= middle for days in took) >= len(took)
    assert 2 * sum(days >= middle for days in took) >= len(took)


def test_a_kind_recurs_when_two_cells_have_it():
    told = recurring([("money", 1), ("money", 1), ("class", 1), ("class", 2), ("other", 3)])
    assert [(one.kind, one.cells, one.difficulties) for one in told] == [("class", 2, 2)]


def test_the_kind_of_most_cells_comes_first():
    told = recurring([("money", 1), ("money", 2), ("class", 1), ("class", 2), ("class", 3)])
    assert [one.kind for one in told] == ["class", "money"]


def test_a_set_comes_to_how_many_open_late_and_removed_since_a_day():
    those = [course(), course(turn(ACTED, 2, due=30)), removed(4), removed(9),
             course(turn(WITHDRAWN, 3))]  # fmt: skip
    told = counts(those, day(5), day(12))
    assert (told.open, told.late, told.removed, told.median) == (2, 1, 1, Fraction(9))


def test_as_of_an_earlier_day_the_same_set_comes_to_what_it_was_then():
    told = counts([course(), removed(4)], day(0), day(3))
    assert (told.open, told.late, told.removed, told.median) == (2, 0, 0, None)
