"""The reasons for taking somebody off the list are data, in both languages, their codes kept for good."""

import pytest

from taonguon.core.prospects import WITHDREW
from taonguon.rules.unlisting import FILE, reasons


def test_the_codes_that_the_ledger_may_hold_are_never_taken_away():
    assert list(reasons()) == ["withdrew", "moved_away", "inactive", "not_qualified", "other"]
    assert WITHDREW in reasons()


@pytest.mark.parametrize("code", list(reasons()))
def test_each_reason_has_its_words_in_both_languages(code):
    name = reasons()[code]
    assert name.said("vi") != name.said("en")
    assert len(code) <= 24  # as long as the register keeps


def test_no_reason_speaks_of_belief_or_opinion():
    text = FILE.read_text("utf-8").lower()
    assert not [word for word in ("tôn giáo", "chính trị", "religio", "politic") if word in text]
