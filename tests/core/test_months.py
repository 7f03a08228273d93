"""Months as the regulations count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.days import add_months, months_by_calendar

DAYS = st.dates(date(1930, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 3, 31), 6, date(2025, 9, 30)),
        (date(2022, 2, 28), 12, date(2023, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 1, 15), 0, date(2025, 1, 15)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
    ],
)
def test_the_same_day_some_months_on(start, months, end):
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2007, 8, 31), date(2025, 8, 1), 216),
        (date(2007, 9, 1), date(2025, 8, 31), 215),
        (date(1965, 8, 1), date(2025, 8, 31), 720),
        (date(2025, 8, 1), date(2025, 7, 31), -1),
        (date(2025, 8, 1), date(2025, 8, 31), 0),
    ],
)
def test_months_are_counted_by_the_calendar(start, end, months):
    assert months_by_calendar(start, end) == months


@given(start=DAYS, months=st.integers(0, 800))
def test_adding_months_and_counting_them_agree(start, months):
    assert months_by_calendar(start, add_months(start, months)) == months


@given(start=DAYS, months=st.integers(0, 800))
def test_the_day_of_the_month_is_kept_where_it_is_there(start, months):
    end = add_months(start, months)
    assert end.day == start.day or end.day < start.day <= 31
    assert end >= start
