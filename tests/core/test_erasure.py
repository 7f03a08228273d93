"""What remains of a fact once erased, and from which day."""

from datetime import date

import pytest

from taonguon.core.erasure import ERASED, due_on, remains
from taonguon.core.rulebook import BeforeRulebook
from taonguon.rules.loading import national

BOOK, TODAY = national(), date(2026, 11, 23)


def women(_data):
    return "women"


@pytest.mark.parametrize(
    ("kind", "data", "left"),
    [
        ("description", {"name": "Lan", "religion": "Công giáo"}, {"name": ERASED}),
        ("introduction", {"by": "Hội Phụ nữ"}, {"body": "women"}),
        ("case.unlisted", {"reason": "moved", "on_paper": {"number": "5"}}, {"reason": "moved"}),
        ("same_person", {"into": 7, "note": "x"}, {"into": 7}),
        ("remark", {"text": "Tốt"}, {}),
        ("case.cell_vote", {"voters": [{"name": "A"}]}, {}),
        ("agreement_withdrawn", {}, {}),
    ],
)
def test_of_a_fact_remains_what_the_counts_need(kind, data, left):
    assert remains(kind, data, women) == left


def test_an_introduction_by_nobody_known_keeps_nothing():
    assert remains("introduction", {"by": "ông Ba"}, lambda _data: "") == {}


@pytest.mark.parametrize(
    ("ended", "why", "due"),
    [
        (date(2026, 11, 3), "withdrew", date(2026, 11, 23)),
        (date(2025, 11, 23), "moved", date(2026, 11, 23)),
        (date(2025, 11, 23), "died", date(2026, 11, 23)),
        (date(2025, 11, 23), "admitted", None),
        (None, "", None),
    ],
)
def test_data_is_due(ended, why, due):
    assert due_on(ended, why, BOOK, TODAY) == due


def test_before_the_law_no_day_is_guessed():
    with pytest.raises(BeforeRulebook):
        due_on(date(2025, 1, 1), "withdrew", BOOK, date(2025, 12, 31))
