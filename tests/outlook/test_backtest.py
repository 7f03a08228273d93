"""Past years forecast from what was known then; the naive forecasts; and how all of them are scored."""

from datetime import date
from fractions import Fraction

import pytest

from taonguon.core.courses import Course
from taonguon.core.days import Period
from taonguon.outlook.backtest import (
    Past,
    Score,
    Trial,
    by_share,
    month_end,
    scores,
    trial,
    trials,
)
from taonguon.outlook.history import History
from taonguon.rules.outlook import shipped
from tests.outlook.calibrating import by_rest, past
from tests.outlook.communes import commune

LAST_YEAR = {date(2022, 2, 3): {1: 2}, date(2022, 9, 2): {1: 4, None: 2}}


def of(this_year):
    return Past({**LAST_YEAR, **this_year})


@pytest.mark.parametrize(
    ("this_year", "day", "share", "rest"),
    [
        ({date(2023, 3, 1): {1: 3}}, date(2023, 3, 31), 12, 9),
        ({date(2023, 3, 1): {1: 1}}, date(2023, 9, 30), 1, 1),
        ({}, date(2023, 1, 31), 8, 8),  # nobody by that day last year: last year's own number
        ({}, date(2023, 6, 30), 0, 6),
        ({date(2023, 3, 1): {1: 1}, date(2023, 12, 1): {1: 9}}, date(2023, 3, 31), 4, 7),
    ],
)
def test_the_naive_forecasts(this_year, day, share, rest):
    assert by_share(of(this_year), day) == share
    assert by_rest(of(this_year), day) == rest


def test_admissions_are_counted_in_their_period_and_cell():
    assert of({}).within(Period.year(2022)) == {1: 6, None: 2}
    assert of({}).total(Period(date(2022, 9, 2), date(2022, 9, 2))) == 6


@pytest.mark.parametrize(
    ("month", "last"), [(2, "2024-02-29"), (11, "2024-11-30"), (12, "2024-12-31")]
)
def test_a_month_ends_on_its_last_day(month, last):
    assert month_end(2024, month) == date.fromisoformat(last)


def test_a_trial_knows_nothing_of_what_came_later():
    made = commune(11, cells=6, years=6)
    day = date(2015, 6, 30)
    known = [_until(one, day) for one in made.courses if one.days[0] <= day]
    early = History(known, made.cells, day, made.since)
    whole = History(made.courses, made.cells, made.last, made.since)
    then, now = (trial(one, past(made), shipped(), day) for one in (early, whole))
    assert then == now
    assert now.actual == made.admitted(date(2015, 1, 1), date(2015, 12, 31))


def _until(course, day):
    days = tuple(on if on and on <= day else None for on in course.days)
    ended = course.ended_on if course.ended_on and course.ended_on <= day else None
    return Course(course.cell, days, ended)


def test_trials_stand_at_the_end_of_each_month_of_each_year():
    made = commune(12, cells=2, years=3)
    history = History(made.courses, made.cells, made.last, made.since)
    found = trials(history, past(made), shipped(), [2012, 2013], [3, 11])
    assert [str(one.day) for one in found] == [
        "2012-03-31",
        "2012-11-30",
        "2013-03-31",
        "2013-11-30",
    ]


def test_scores_count_hits_and_mean_errors_month_by_month():
    found = [
        Trial(date(2022, 3, 31), 10, (9, 11), (7, 13), Fraction(15), 4, 11),
        Trial(date(2023, 3, 31), 10, (9, 11), (7, 13), Fraction(25, 2), 6, 14),
        Trial(date(2023, 6, 30), 12, (12, 12), (12, 12), Fraction(12), 12, 12),
    ]
    march, june = scores(found)
    assert march == Score(3, 2, 1, 1, Fraction(5, 2), Fraction(11, 4), Fraction(15, 2))
    assert march.best
    assert (june.in_half, june.in_wide, june.error) == (1, 1, 0)


def test_a_forecast_that_errs_more_than_a_naive_one_is_not_the_best():
    assert not Score(3, 1, 1, 1, Fraction(3), Fraction(2), Fraction(9)).best
    assert Score(3, 1, 1, 1, Fraction(2), Fraction(2), Fraction(9)).best
