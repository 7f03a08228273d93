"""The criteria of dividing a target are data, and a bad file is refused."""

import pytest

from taonguon.rules import allocation
from taonguon.rules.allocation import criteria
from taonguon.rules.reading import BadRule

ONE = """
["boats"]
name = { vi = "Số thuyền", en = "Boats" }
help = { vi = "theo hồ sơ chi bộ", en = "by the cell's profile" }
weight = 15
area = true
"""


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """Return how to ship another file instead."""

    def told(text):
        path = tmp_path / "allocation.toml"
        path.write_text(text, "utf-8")
        monkeypatch.setattr(allocation, "FILE", path)
        criteria.cache_clear()
        return criteria()

    yield told
    criteria.cache_clear()


def test_the_criteria_of_the_committee_are_there_in_the_order_of_the_page():
    assert list(criteria()) == [
        "members", "households", "youth_present", "certified", "admitted", "special",
    ]  # fmt: skip


def test_each_is_named_in_both_languages_and_weighs_nothing_or_more():
    for one in criteria().values():
        assert one.name.vi != one.name.en
        assert one.help.vi != one.help.en
        assert one.weight >= 0
    assert any(one.weight for one in criteria().values())


def test_numbers_of_the_area_and_of_several_years_are_told_apart():
    assert [one.code for one in criteria().values() if one.area] == ["households", "youth_present"]
    assert {one.code: one.years for one in criteria().values() if one.years} == {"admitted": 3}


def test_another_criterion_is_read_as_it_stands(shipped):
    (one,) = shipped(ONE).values()
    assert (one.code, one.name.en, one.weight, one.area, one.years) == (
        "boats",
        "Boats",
        15,
        True,
        0,
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [(ONE + "colour = 3\n", 2), (ONE.replace('vi = "Số thuyền", ', ""), 2)],
)
def test_a_bad_file_is_refused_with_its_line(shipped, text, line):
    with pytest.raises(BadRule) as refusal:
        shipped(text)
    assert (refusal.value.file, refusal.value.line) == ("allocation.toml", line)
