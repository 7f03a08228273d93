"""A month: read as typed, with its days, the months around it."""

from datetime import date

import pytest

from taonguon.core.month import Month, NotAMonth


@pytest.mark.parametrize("text", ["11/2026", "2026-11", " 11.2026 ", "11-2026"])
def test_a_month_is_read_as_people_type_it(text):
    assert Month.read(text) == Month(2026, 11)


@pytest.mark.parametrize(
    "text", ["", "13/2026", "0/2026", "2026", "11/26", "1/1/2026", "xx", "5/0001"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(NotAMonth):
        Month.read(text)


@pytest.mark.parametrize(
    ("month", "last"), [(Month(2026, 2), 28), (Month(2028, 2), 29), (Month(2026, 12), 31)]
)
def test_a_month_has_its_first_and_last_day(month, last):
    assert month.first.day == 1
    assert month.last.day == last
    assert month.contains(month.last)
    assert not month.contains(month.after.first)


def test_the_months_around_cross_the_year():
    assert Month(2026, 1).before == Month(2025, 12)
    assert Month(2025, 12).after == Month(2026, 1)
    assert Month(2026, 3).back(3) == Month(2025, 12)
    assert Month(2026, 3).back(0) == Month(2026, 3)


def test_a_month_is_written_as_on_paper_and_holds_its_days():
    assert str(Month.holding(date(2026, 9, 30))) == "9/2026"
