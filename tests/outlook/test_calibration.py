"""On communes whose truth is known the ranges hold and the naive forecasts err more; kept figures too."""

import re
from pathlib import Path

import pytest

from taonguon.outlook.backtest import scores
from tests.outlook.calibrating import MONTHS, of_communes
from tests.outlook.communes import commune

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
ROW = re.compile(r"\| (\w+) \| (\d+) \| (\d+) = [\d.]+ % \| (\d+) = [\d.]+ % \|(.*)\|")


@pytest.fixture(scope="module")
def tried():
    """Forecast the years of a few communes; `make calibrate` takes many more."""
    return scores(of_communes(range(2000, 2008)))


def test_the_ranges_hold_about_as_often_as_they_say(tried):
    for one in tried:
        assert one.years == 64
        assert 0.78 <= one.in_wide / one.years <= 0.99, one  # 90 %, within three standard errors
        assert 0.32 <= one.in_half / one.years <= 0.68, one


def test_neither_naive_forecast_errs_less(tried):
    assert [one.month for one in tried] == list(MONTHS)
    assert all(one.best for one in tried)


def test_the_truth_is_made_anew_alike_and_holds_every_kind_of_end():
    made = commune(5)
    assert made.courses == commune(5).courses != commune(6).courses
    ended = sum(one.ended_on is not None for one in made.courses)
    admitted = sum(one.admitted_on is not None for one in made.courses)
    assert 0.1 < ended / len(made.courses) < 0.5 < admitted / len(made.courses)
    reached = [[day for day in one.days if day] for one in made.courses]
    assert all(days == sorted(days) for days in reached)


def kept():
    return [
        (month, int(years), int(wide), int(half), [float(error) for error in rest.split("|")])
        for month, years, wide, half, rest in ROW.findall(PAGE.read_text("utf-8"))
    ]


def test_the_figures_kept_with_their_day_meet_the_goals():
    assert re.search(r"Measured on \d{4}-\d\d-\d\d", PAGE.read_text("utf-8"))
    rows = kept()
    assert [month for month, *_ in rows] == ["March", "June", "September"]
    for _month, years, wide, half, (ours, *naive) in rows:
        assert years >= 300
        assert 0.85 <= wide / years <= 0.95
        assert 0.42 <= half / years <= 0.58
        assert ours < min(naive)
