"""The fan on the year's chart: from what was admitted to where the year may end, and no further back."""

from datetime import date

import pytest

from taonguon.core.courses import STAGES
from taonguon.outlook.forecast import Chance, Forecast, Spread
from taonguon.reports import fan, foretelling

AXES = ({"field": "m"}, {"field": "n"})
MONTHS = tuple(Spread(5 + n, (5 + n, 6 + n), (5, 7 + 2 * n)) for n in range(4))


def told(month=9, by_month=MONTHS):
    return Forecast(date(2023, month, 20), 100, 5, 9, 2, by_month[-1], by_month, None, ())


def layers(one):
    return fan.layers(one, AXES, ("#a67a14", "#a3231d"))


def test_it_opens_at_what_was_admitted_and_ends_in_december():
    wide, half, line, words = layers(told())
    points = line["data"]["values"]
    assert [one["m"] for one in points] == [9, 10, 11, 12]
    assert {points[0][name] for name in ("n", "w0", "w1", "h0", "h1")} == {5}
    assert (points[-1]["n"], points[-1]["w0"], points[-1]["w1"]) == (8, 5, 13)
    assert wide["encoding"]["y2"] == {"field": "w1"}
    assert half["encoding"]["y2"] == {"field": "h1"}
    assert words["data"]["values"][0]["t"] == "5–13"


def test_where_it_ends_is_told_above_it_when_it_may_end_at_nothing():
    nothing = (*MONTHS[:-1], Spread(1, (0, 1), (0, 2)))
    words = layers(told(by_month=nothing))[-1]
    assert words["data"]["values"] == [{"m": 12, "n": 2, "t": "0–2"}]
    assert words["mark"]["dy"] < 0 < layers(told())[-1]["mark"]["dy"]


@pytest.mark.parametrize("one", [None, told(12, MONTHS[:1])])
def test_without_a_forecast_and_in_december_there_is_none(one):
    assert layers(one) == []


def test_the_fan_is_told_apart_without_colour():
    wide, half, *_ = layers(told())
    assert wide["mark"]["opacity"] < half["mark"]["opacity"]
    assert layers(told())[2]["mark"]["strokeDash"]


def test_the_chart_is_high_enough_for_it():
    assert fan.top(None) == 0
    assert fan.top(told()) == 13


@pytest.mark.parametrize(("range_", "words"), [((15, 19), "15–19"), ((17, 17), "17")])
def test_a_range_of_one_number_is_that_number(range_, words):
    assert fan.between(range_) == words


@pytest.mark.parametrize(
    ("reached", "draws", "share", "count"),
    [
        (8214, 10_000, "82%", "8.214 trong 10.000 lần tính"),
        (9999, 10_000, "trên 99%", "9.999 trong 10.000 lần tính"),
        (3, 10_000, "dưới 1%", "3 trong 10.000 lần tính"),
        (0, 10_000, "0%", "0 trong 10.000 lần tính"),
        (10_000, 10_000, "100%", "10.000 trong 10.000 lần tính"),
        (125, 1000, "13%", "125 trong 1.000 lần tính"),
    ],
)
def test_a_chance_is_never_told_as_certain_when_it_is_not(reached, draws, share, count):
    assert foretelling.share(Chance(reached, draws)) == share
    assert foretelling.out_of(Chance(reached, draws)) == count


def test_every_wait_has_its_words():
    waits = [foretelling.wait(stage) for stage in STAGES]
    assert len(set(waits)) == 7
