"""What stands beside a cell's name: all that is above nothing, and in bold what marks the cell."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation

from taonguon.core.profile import SHARE, Line, Profile, marks, numbers
from taonguon.reports.profile import Feature, features
from tests import cast

DAY = date(2023, 1, 1)
LINES = (
    Line(SHARE, Fraction(30), DAY, "05-NQ/ĐU"),
    Line("youth_away", Fraction(20), DAY, "05-NQ/ĐU"),
    Line("industrial_workers", Fraction(40), DAY, "05-NQ/ĐU"),
)


def told(**said):
    fact = cast.fact("profile", DAY, organisation=cast.HAMLET_1, **said)
    profile = Profile(cast.HAMLET_1, numbers(fact))
    return features(profile, marks(profile, LINES))


def words(**said):
    return [one.words for one in told(**said)]


def test_all_that_is_above_nothing_is_said():
    assert words(catholic_percent="45", youth_away=27) == ["45% Công giáo", "27 thanh niên đi xa"]
    assert words(catholic_percent="3") == ["3% Công giáo"]


@pytest.mark.parametrize(
    "said", [{}, {"catholic_percent": "0", "youth_away": 0}, {"catholic_percent": "không rõ"}]
)
def test_what_is_nothing_or_not_known_is_not_said(said):
    assert told(**said) == []


def test_a_cell_without_a_profile_says_nothing():
    assert features(None, ()) == []


@pytest.mark.parametrize(("listed", "said"), [("12,5", "12,5% Công giáo"), ("7%", "7% Công giáo")])
def test_a_number_is_read_as_offices_write_it(listed, said):
    assert words(catholic_percent=listed) == [said]


def test_a_share_that_was_counted_is_of_all_religions():
    assert words(religious=30, population=200) == ["15% có đạo"]


@pytest.mark.parametrize(
    ("name", "on_it", "above"), [("catholic_percent", 30, 31), ("youth_away", 20, 21)]
)
def test_a_feature_marks_above_the_line_of_the_committee(name, on_it, above):
    assert [one.special for one in told(**{name: on_it})] == [False]
    assert [one.special for one in told(**{name: above})] == [True]


def test_another_number_is_said_where_it_marks():
    assert words(industrial_workers=40) == []
    assert told(industrial_workers=41) == [Feature("41 công nhân khu công nghiệp", True)]


def test_it_is_said_in_english_too():
    with translation.override("en"):
        assert words(youth_away=27) == ["27 youth away"]
