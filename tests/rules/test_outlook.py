"""The shipped priors of the forecast: read whole, and refused with file and line when they cannot be."""

import pytest

from taonguon.core.courses import STAGES
from taonguon.rules.outlook import FILE, load, shipped
from taonguon.rules.reading import BadRule


def test_the_shipped_priors_speak_of_every_stage_and_every_band():
    told = shipped()
    assert set(told.stages) == set(STAGES)
    assert {len(one.advance) for one in told.stages.values()} == {len(told.bands)}
    assert len(told.pace) == 12
    assert told.draws == 10_000


def test_they_say_that_they_are_our_own_guesses():
    assert 'verified = "ours"' in FILE.read_text("utf-8")


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("bands = [0, 1, 2, 3, 6, 12]", "bands = [1, 2, 3]", "begin with 0"),
        ("bands = [0, 1, 2, 3, 6, 12]", "bands = [0, 2, 1, 3, 6, 12]", "begin with 0"),
        ("advance = [0.25, 0.35,", "advance = [0.25,", "must have 6 numbers"),
        ("advance = [0.25,", "advance = [1.0,", "must have 6 numbers"),
        ("leave = 0.015", "leave = 0", "above 0 and below 1"),
        ("weight = 6.0", "weight = -1", "above 0"),
        ("pace = [0.8,", "pace = [", "must have 12 numbers"),
        ("cell = [1.8, 0.8]", "cell = [1.8]", "two decimals"),
        ("draws = 10000", "draws = 0", "whole number"),
        ("fewest_cases = 3", 'fewest_cases = "3"', "whole number"),
        ("[stages.voted]", "[stages.vote]", "must have 6 numbers"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, good, bad, why):
    text = FILE.read_text("utf-8")
    assert good in text
    path = tmp_path / "outlook.toml"
    path.write_text(text.replace(good, bad, 1), "utf-8")
    with pytest.raises(BadRule, match=why):
        load(path)
