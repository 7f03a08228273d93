"""What few facts say, leaning on the commune and on the priors; and much, standing on its own."""

from datetime import date, timedelta

import numpy as np
import pytest

from taonguon.core.courses import STAGES, Calendar, Course, month_of
from taonguon.outlook.history import History
from taonguon.outlook.survival import band_of, class_chances, fit, pooled
from taonguon.rules.outlook import shipped

FIRST, LAST = date(2015, 1, 1), date(2024, 12, 31)
EVEN = (1.8, 0.8)


def fitted(courses=(), cells=3, until=LAST):
    history = History(courses, dict.fromkeys(range(cells), FIRST), until, FIRST)
    return fit(history.cut(until), shipped(), history.founded)


def chances(told, stage):
    """Return the mean chance to go on in a month, by band."""
    mean = told.advance[0] / (told.advance[0] + told.advance[1])
    return mean.reshape(len(STAGES), -1)[STAGES.index(stage)]


def listed_after(months, cell=0, start=0):
    """Return a course introduced in some month and listed so many months later."""
    begun = date(2015 + start // 12, start % 12 + 1, 5)
    end = month_of(begun) + months
    return Course(cell, (begun, date(end // 12, end % 12 + 1, 5), *[None] * 6), LAST)


def test_without_facts_the_priors_stand():
    told = fitted()
    for stage in STAGES:
        assert chances(told, stage) == pytest.approx(shipped().stages[stage].advance)
    assert told.cell.mean == pytest.approx(1)
    assert (
        told.arrivals[0] / told.arrivals[1] < shipped().arrivals / 12
    )  # ten years without anybody


def test_many_facts_outweigh_the_priors():
    told = fitted([listed_after(1, n % 3, n % 100) for n in range(300)])
    never, at_once = chances(told, "introduced")[:2]
    assert never < 0.02
    assert at_once > 0.97


def test_few_facts_move_the_priors_a_little():
    prior = shipped().stages["introduced"].advance[1]
    assert prior < chances(fitted([listed_after(1)]), "introduced")[1] < 0.6


def test_bands_hold_their_months():
    waits = np.array([0, 1, 2, 3, 5, 6, 11, 12, 40])
    assert band_of(waits, np.array([0, 1, 2, 3, 6, 12])).tolist() == [0, 1, 2, 3, 3, 4, 4, 5, 5]


def test_places_that_are_alike_are_pooled_harder_than_those_that_are_not():
    expected = np.full(10, 20.0)
    alike = pooled(np.full(10, 20.0), expected, EVEN)
    unlike = pooled(np.array([2.0, 38.0] * 5), expected, EVEN)
    assert alike.rate[0] - 20 > 5 * (unlike.rate[0] - 20)
    assert unlike.mean[0] < 0.25
    assert unlike.mean[1] > 1.6


def test_a_place_without_facts_leans_on_the_others_whole():
    told = pooled(np.array([30.0, 0.0]), np.array([20.0, 0.0]), EVEN)
    assert told.mean[1] == 1
    assert 1 < told.mean[0] < 1.5


def test_a_slow_cell_is_told_from_a_quick_one():
    quick = [listed_after(0, 0, n) for n in range(0, 110, 3)]
    slow = [listed_after(9, 1, n) for n in range(0, 100, 3)]
    told = fitted([*quick, *slow])
    assert told.cell.mean[0] > 1.2
    assert told.cell.mean[1] < 0.8
    assert told.cell.mean[2] == 1


def test_months_without_a_class_hold_nothing_against_those_who_wait_for_one():
    days = (date(2020, 1, 5), date(2020, 1, 6), date(2020, 1, 7))
    waiting = [Course(0, (*days, *[None] * 5)) for _ in range(20)]
    certified = [Course(0, (*days, date(2024, 11, 20), *[None] * 4)) for _ in range(20)]
    told = chances(fitted([*waiting, *certified]), "proposed")
    assert told[:5] == pytest.approx(shipped().stages["proposed"].advance[:5])
    assert told[5] == pytest.approx((6 * 0.3 + 20) / (6 + 40))


def test_a_class_in_the_calendar_is_sure():
    months = np.arange(month_of(date(2025, 3, 1)), month_of(date(2025, 3, 1)) + 3)
    alpha, beta = class_chances(fitted(), Calendar([date(2025, 4, 28)]), months)
    chance = alpha / (alpha + beta)
    assert chance[1] > 0.999999
    assert chance[0] == chance[2] < 0.3


def test_who_gives_up_is_counted_in_the_stage_they_were_in():
    gone = [
        Course(0, (FIRST + timedelta(n), *[None] * 7), FIRST + timedelta(n + 200))
        for n in range(40)
    ]
    alpha, beta = fitted(gone).leave
    assert (alpha / (alpha + beta))[0] > 0.08
    assert (alpha / (alpha + beta))[1] == pytest.approx(shipped().stages["listed"].leave)
