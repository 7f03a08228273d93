"""The numbers of a profile and the start of a proposal are data, and a bad file is refused."""

from fractions import Fraction

import pytest

from taonguon.core.profile import SHARE
from taonguon.outlook.assignment import Weights
from taonguon.rules import assignment, profile
from taonguon.rules.profile import fields, shipped_lines
from taonguon.rules.reading import BadRule

ONE = """
["boats"]
name = { vi = "Số thuyền", en = "Boats" }
short = { vi = "%(n)s thuyền", en = "%(n)s boats" }
above = 12.5
"""


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """Return how to ship another file instead."""

    def told(text):
        path = tmp_path / "profile.toml"
        path.write_text(text, "utf-8")
        monkeypatch.setattr(profile, "FILE", path)
        fields.cache_clear()
        return fields()

    yield told
    fields.cache_clear()


def test_the_numbers_of_the_article_and_of_the_lists_are_there():
    asked = {
        "households", "population", "catholic_percent", "youth_present", "youth_away",
        "industrial_workers", "religious",
    }  # fmt: skip
    assert asked <= set(fields())
    assert not any(fields()[code].derived for code in asked)


def test_only_a_derived_number_is_worked_out_and_shares_are_percents():
    assert [code for code, one in fields().items() if one.derived] == [SHARE]
    assert {code for code, one in fields().items() if one.percent} == {SHARE, "catholic_percent"}


def test_every_number_has_its_words_in_both_languages_with_a_place_for_it():
    for one in fields().values():
        for language in ("vi", "en"):
            assert one.name.said(language)
            assert "7" in one.short.said(language) % {"n": "7"}


def test_the_lines_of_the_issue_hold_while_no_committee_has_drawn_its_own():
    assert {one.code: one.above for one in shipped_lines()} == {SHARE: 30, "youth_away": 20}
    assert all(one.organisation is None for one in shipped_lines())


def test_no_number_is_about_a_household_or_a_person():
    said = [one.name.vi.lower() for one in fields().values()]
    assert not any(word in " ".join(said) for word in ("hộ nào", "họ tên", "chủ hộ", "gia đình"))


def test_a_province_adds_a_number_as_data(shipped):
    (boats,) = shipped(ONE).values()
    assert (boats.code, boats.name.vi, boats.line, boats.above) == (
        "boats", "Số thuyền", True, Fraction(25, 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ONE.replace("above", "abvoe"), "abvoe"),
        (ONE.replace(', en = "Boats"', ""), "name"),
        (ONE.replace("short = { vi", "shrt = { vi"), "shrt"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(shipped, text, named):
    with pytest.raises(BadRule, match=named):
        shipped(text)


def test_a_proposal_starts_with_a_weight_for_each_thing_and_bounds_that_can_be_kept():
    told = assignment.start()
    assert set(told.weights) == set(Weights.__slots__)
    assert all(0 <= weight <= told.heaviest_weight for weight in told.weights.values())
    assert 0 <= told.least <= told.most
    assert told.years_without > 0
