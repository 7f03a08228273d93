"""How much and how long a phone keeps is data, and a bad file is refused."""

import pytest

from taonguon.rules import offline
from taonguon.rules.offline import Limits, limits
from taonguon.rules.reading import BadRule


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """Return how to ship another file instead."""

    def told(**said):
        numbers = dict.fromkeys(Limits._fields, 3) | said
        path = tmp_path / "offline.toml"
        lines = [f"{key} = {value}" for key, value in numbers.items() if value is not None]
        path.write_text('["offline"]\n' + "\n".join(lines) + "\n", "utf-8")
        monkeypatch.setattr(offline, "FILE", path)
        limits.cache_clear()
        return limits()

    yield told
    limits.cache_clear()


def test_the_shipped_numbers_guard_a_phone():
    told = limits()
    assert told.pin >= 6
    assert told.rounds >= 600_000
    assert told.tries <= 10
    assert told.hours <= 24 * told.unsent_days


def test_an_office_may_ship_other_numbers(shipped):
    assert shipped(hours=24).hours == 24


@pytest.mark.parametrize("said", [{"hours": 0}, {"pin": "true"}, {"tries": None}, {"boats": 3}])
def test_a_number_that_is_none_is_refused_with_its_file(shipped, said):
    with pytest.raises(BadRule, match=r"offline\.toml"):
        shipped(**said)
