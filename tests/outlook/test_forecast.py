"""Where a year ends: what moves it, what is certain, and what is never told of anybody."""

import pickle
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest

from taonguon.core.courses import STAGES, Calendar, Course
from taonguon.outlook.drawing import Year
from taonguon.outlook.forecast import Asked, Chance, Spread, forecast, limits, spread
from taonguon.outlook.history import History
from taonguon.outlook.survival import fit
from taonguon.rules.outlook import shipped
from tests.outlook.communes import commune

DRAWS = 1500
JUNE = date(2020, 6, 30)
CELL, OTHER, EMPTY = 1, 2, 3
CELLS = dict.fromkeys((CELL, OTHER, EMPTY), date(2000, 1, 1))


@pytest.fixture(scope="module")
def made():
    return commune(7)


def asked(day=JUNE, admitted=None, needed=None, **calendar):
    return Asked(day, admitted or {}, needed or {}, Calendar(**calendar))


def under_way(reached, since="2020-05-10", cell=CELL, earliest=()):
    """Return somebody who reached a stage on a day, and the ones before it the year before."""
    place = STAGES.index(reached)
    day = date.fromisoformat(since)
    before = [day.replace(year=2019) + timedelta(n) for n in range(place)]
    return Course(cell, (*before, day, *[None] * (7 - place)), None, earliest)


def told(*courses, day=JUNE, priors=None, **more):
    history = History(courses, CELLS, date(2020, 12, 31), None)
    return forecast(history, asked(day, **more), priors or shipped(), DRAWS)


def mean(*courses, priors=None, day=JUNE, **calendar):
    """Return the mean number of admissions still to come."""
    history = History(courses, CELLS, date(2020, 12, 31), None)
    cut = history.cut(day)
    fitted = fit(cut, priors or shipped(), history.founded)
    placed = Calendar(calendar.get("class_ends", ()), calendar.get("met", frozenset()))
    drawn = Year(cut, history.courses, fitted, placed).draws(DRAWS, 1)
    return drawn.by_month.sum() / DRAWS


def nobody_new():
    return replace(shipped(), arrivals=1e-9, arrivals_weight=1e6)


def test_the_same_facts_give_the_same_forecast(made):
    history = History(made.courses, made.cells, made.last, made.since)
    one, again = (forecast(history, asked(), shipped(), 500) for _ in range(2))
    assert one == again


def test_cells_and_months_add_up_to_the_commune_in_every_draw(made):
    history = History(made.courses, made.cells, made.last, made.since)
    cut = history.cut(JUNE)
    drawn = Year(cut, history.courses, fit(cut, shipped(), history.founded), Calendar()).draws(
        3000, 1
    )
    assert drawn.by_month.shape == (7, 3000)
    assert (drawn.by_month.sum(axis=0) == drawn.by_cell.sum(axis=0)).all()
    assert (drawn.by_month >= 0).all()
    assert drawn.by_month[0].sum() == 0  # June is over


def test_the_further_somebody_has_come_the_more_are_admitted():
    means = [mean(under_way(stage, "2020-06-20"), priors=nobody_new()) for stage in STAGES]
    assert means[3:] == sorted(means[3:])  # of the first three almost nobody gets there
    assert (max(means[:3]) < 0.1, means[-1] > 0.9, means[-1] <= 1) == (True, True, True)


def test_who_has_waited_long_is_not_who_has_just_come():
    fresh = mean(*[under_way("certified", "2020-05-10")] * 20, priors=nobody_new())
    stuck = mean(*[under_way("certified", "2018-05-10")] * 20, priors=nobody_new())
    assert stuck < fresh


def test_the_law_forbids_a_step_before_its_day():
    next_year = tuple([None] * 5 + [date(2021, 1, 5)] * 3)
    november = tuple([None] * 5 + [date(2020, 11, 5)] * 3)
    free, late, never = (
        mean(*[under_way("permitted", earliest=earliest)] * 20, priors=nobody_new())
        for earliest in ((), november, next_year)
    )
    assert free > late > never == 0


def test_a_class_in_the_calendar_lets_more_through():
    waiting = [under_way("proposed", "2020-06-10")] * 30
    planned = mean(*waiting, priors=nobody_new(), class_ends=(date(2020, 7, 20),))
    assert planned > mean(*waiting, priors=nobody_new())


def test_a_cell_that_has_met_this_month_meets_no_more_in_it():
    day = date(2020, 12, 5)
    ready = [under_way("permitted", "2020-06-10")] * 30
    assert mean(*ready, priors=nobody_new(), day=day) > 0
    met = frozenset({0})
    assert mean(*ready, priors=nobody_new(), day=day, met=met) == 0


def test_people_not_introduced_yet_are_part_of_it():
    many = replace(shipped(), arrivals=40.0, arrivals_weight=1e6)
    january = date(2020, 1, 31)
    assert mean(priors=many, day=january) > 1
    assert mean(priors=nobody_new(), day=january) < 0.01


def test_on_the_last_day_the_year_is_what_it_is():
    found = told(*[under_way("decided")] * 5, day=date(2020, 12, 31), admitted={CELL: 4, None: 1},
                 needed={None: Fraction(5)})  # fmt: skip
    assert found.total == Spread(5, (5, 5), (5, 5))
    assert found.chance == Chance(DRAWS, DRAWS)
    assert found.by_month == (found.total,)


def test_a_year_never_ends_below_what_has_been_admitted():
    found = told(*[under_way("voted")] * 4, admitted={CELL: 3, OTHER: 2})
    assert found.admitted == 5
    assert min(one.wide[0] for one in found.by_month) >= 5
    assert [one.wide[1] for one in found.by_month] == sorted(one.wide[1] for one in found.by_month)


def test_the_plain_count_is_admitted_and_dossiers_voted_on():
    ways = [under_way(stage) for stage in ("permitted", "voted", "voted", "decided")]
    found = told(*ways, admitted={CELL: 13})
    assert (found.admitted, found.in_hand, found.plain, found.open) == (13, 3, 16, 4)


@pytest.mark.parametrize(("needed", "least"), [(Fraction(6), 6), (Fraction(11, 2), 6)])
def test_the_chance_is_the_exact_count_of_draws_that_reach_the_target(needed, least):
    found = told(*[under_way("decided")] * 8, needed={None: needed})
    again = told(*[under_way("decided")] * 8, needed={None: Fraction(least)})
    assert found.chance == again.chance
    assert 0 < found.chance.reached < found.chance.draws == DRAWS
    assert found.chance.share == Fraction(found.chance.reached, DRAWS)


def test_without_a_target_there_is_no_chance_of_it():
    assert told(*[under_way("decided")] * 8).chance is None
    assert told(*[under_way("decided")] * 8, needed={None: Fraction(0)}).chance is None


@pytest.mark.parametrize("many", [0, 1, 2, 3])
def test_of_a_cell_with_one_or_two_under_way_nothing_is_foretold(many):
    found = told(*[under_way("decided")] * many, needed={CELL: Fraction(1), None: Fraction(1)})
    part = next(one for one in found.parts if one.cell == CELL)
    assert part.open == many
    hidden = many in (1, 2)
    assert (part.total is None, part.chance is None) == (hidden, hidden)
    assert (found.chance is None) == hidden


def test_nothing_that_leaves_the_room_is_as_long_as_the_list_of_people(made):
    history = History(made.courses, made.cells, made.last, made.since)
    found = forecast(history, asked(), shipped(), 500)
    assert len(found.parts) == 28
    kept = {type(one).__name__ for one in (found, *found.parts, *found.by_month)}
    assert kept == {"Forecast", "Part", "Spread"}
    assert b"numpy" not in pickle.dumps(found)  # no array of anybody travels along


def test_what_limits_the_year_begins_with_what_costs_most():
    waiting = [under_way("certified", "2020-01-10")] * 25
    history = History(waiting, CELLS, date(2020, 12, 31), None)
    found = limits(history, asked(), nobody_new(), 5000)
    assert [one.more for one in found] == sorted((one.more for one in found), reverse=True)
    assert found[0].stage in {"certified", "permitted"}
    assert next(one.waiting for one in found if one.stage == "certified") == 25
    assert next(one.more for one in found if one.stage == "introduced") < Fraction(1, 2)


def test_on_the_last_day_no_wait_costs_anything():
    history = History([under_way(stage) for stage in STAGES], CELLS, date(2020, 12, 31), None)
    found = limits(history, asked(date(2020, 12, 31)), shipped(), 500)
    assert {one.more for one in found} == {0}


@pytest.mark.parametrize(
    ("values", "middle", "half", "wide"),
    [
        ([4] * 10, 4, (4, 4), (4, 4)),
        ([1, 2, 2, 3, 3, 3, 3, 4, 4, 5], 3, (3, 4), (2, 5)),
        ([0] * 95 + [7] * 5, 0, (0, 0), (0, 0)),
        ([2] * 50 + [3] * 50, 2, (2, 2), (2, 3)),
        ([9, 11], 9, (9, 9), (9, 11)),
    ],
)
def test_ranges_hold_nearest_to_the_half_and_nine_tenths(values, middle, half, wide):
    assert spread(np.array(values)) == Spread(middle, half, wide)
