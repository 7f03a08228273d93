"""What marks a cell: all of its profile is said, and what makes it special is data."""

import pytest
from django.utils import translation

from taonguon.reports import profile
from taonguon.reports.profile import Feature, features


def words(**said):
    return [one.words for one in features(said)]


def test_all_that_is_above_nothing_is_said():
    assert words(catholic_percent="45", youth_away=27) == ["45% Công giáo", "27 thanh niên đi xa"]
    assert words(catholic_percent="3") == ["3% Công giáo"]


@pytest.mark.parametrize(
    "said", [{}, {"catholic_percent": "0", "youth_away": 0}, {"catholic_percent": "không rõ"}]
)
def test_what_is_nothing_or_not_known_is_not_said(said):
    assert features(said) == []


@pytest.mark.parametrize(("listed", "words"), [("12,5", "12,5% Công giáo"), ("7%", "7% Công giáo")])
def test_a_number_is_read_as_offices_write_it(listed, words):
    assert features({"catholic_percent": listed}) == [Feature(words, False)]


@pytest.mark.parametrize(
    ("name", "below", "reached"), [("catholic_percent", 19, 20), ("youth_away", 49, 50)]
)
def test_a_cell_is_special_from_the_number_of_the_data_on(name, below, reached):
    assert [one.special for one in features({name: below})] == [False]
    assert [one.special for one in features({name: reached})] == [True]


def test_the_lines_are_data(monkeypatch):
    monkeypatch.setattr(profile, "lines", lambda: {"youth_away": 20})
    assert features({"youth_away": 27, "catholic_percent": 45}) == [
        Feature("27 thanh niên đi xa", True)
    ]


def test_it_is_said_in_english_too():
    with translation.override("en"):
        assert words(youth_away=27) == ["27 youth away"]
