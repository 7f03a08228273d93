"""The kinds of difficulties and the limits of visits are data, and a bad file is refused."""

import pytest

from taonguon.core.difficulty import COMMUNE, SUPERIOR
from taonguon.rules import difficulties, visits
from taonguon.rules.difficulties import kinds
from taonguon.rules.reading import BadRule
from taonguon.rules.visits import limits

GOOD = '["visits"]\nmonths = 4\nminutes = 90\n["rises"]\ncommune = 2\nsuperior = 20\n'


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """Return how to ship another file of limits instead."""

    def told(text):
        path = tmp_path / "visits.toml"
        path.write_text(text, "utf-8")
        monkeypatch.setattr(visits, "FILE", path)
        limits.cache_clear()
        return limits()

    yield told
    limits.cache_clear()


def test_the_kinds_offices_name_are_there_in_both_languages():
    asked = {
        "youth_away", "no_source", "religious_area", "enterprise", "verification", "class",
        "elderly_committee", "money", "other",
    }  # fmt: skip
    assert set(kinds()) == asked
    assert list(kinds())[-1] == "other"
    assert all(one.vi and one.en for one in kinds().values())


def test_a_kind_without_a_name_is_refused(monkeypatch, tmp_path):
    path = tmp_path / "difficulties.toml"
    path.write_text('["boats"]\nname = { vi = "Thuyền" }\n', "utf-8")
    monkeypatch.setattr(difficulties, "FILE", path)
    kinds.cache_clear()
    with pytest.raises(BadRule, match="boats"):
        kinds()
    kinds.cache_clear()


def test_the_shipped_limits_let_a_late_difficulty_rise_first_to_the_commune():
    told = limits()
    assert told.months == 3
    assert told.rises[COMMUNE] < told.rises[SUPERIOR]


def test_another_file_changes_the_limits(shipped):
    told = shipped(GOOD)
    assert (told.months, told.minutes, dict(told.rises)) == (4, 90, {COMMUNE: 2, SUPERIOR: 20})


@pytest.mark.parametrize(
    ("old", "new"),
    [("months = 4", "months = 0"), ("minutes = 90", 'minutes = "90"'), ("commune = 2", ""),
     ("superior = 20", "superior = true"), ("months = 4", "months = 4\nweeks = 1")],
)  # fmt: skip
def test_a_limit_that_is_none_is_refused_with_its_place(shipped, old, new):
    with pytest.raises(BadRule, match=r"visits\.toml:\d"):
        shipped(GOOD.replace(old, new))
