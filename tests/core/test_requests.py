"""By when a request is acted on: working days, days over weekends, no rule, no calendar."""

from datetime import date

import pytest

from taonguon.core.requests import ACKNOWLEDGE, term
from taonguon.rules.loading import national

BOOK = national()


@pytest.mark.parametrize(
    ("asked", "key", "last"),
    [
        (date(2026, 11, 16), ACKNOWLEDGE, date(2026, 11, 18)),  # Monday to Wednesday
        (date(2026, 11, 27), ACKNOWLEDGE, date(2026, 12, 1)),  # Friday over the weekend
        (date(2026, 11, 23), "data.view", date(2026, 12, 3)),
        (date(2026, 11, 25), "data.view", date(2026, 12, 7)),  # 5/12 is a Saturday
        (date(2026, 11, 23), "data.restrict", date(2026, 12, 8)),
        (date(2026, 11, 23), "data.delete", date(2026, 12, 14)),  # 13/12 is a Sunday
        (date(2026, 8, 13), "data.delete", date(2026, 9, 3)),  # 2/9 is a holiday
    ],
)
def test_a_request_is_due(asked, key, last):
    told = term(asked, key, BOOK)
    assert told.last == last
    assert told.rule.key == key


def test_a_kind_without_a_time_and_a_day_before_the_law_have_none():
    assert term(date(2026, 11, 23), "", BOOK) is None
    assert term(date(2025, 12, 31), ACKNOWLEDGE, BOOK) is None


def test_beyond_the_calendar_the_day_is_not_guessed():
    last = BOOK.calendar.last
    assert term(last, ACKNOWLEDGE, BOOK).last is None
    assert term(last, "data.view", BOOK).last is None
