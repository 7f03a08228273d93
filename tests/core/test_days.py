"""Periods include both their ends; years are full years; a day is never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.days import (
    NotADay,
    NotAPeriod,
    Period,
    age_on,
    birth_year,
    parse_day,
    same_period_last_year,
    show_day,
    years_between,
)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2022, 12, 31), True),
        (date(2023, 1, 1), False),
    ],
)
def test_the_year_2022_contains_its_first_and_last_day_and_no_other_year(day, inside):
    assert Period.year(2022).contains(day) is inside


def test_a_period_of_one_day_is_a_period_but_one_that_ends_before_is_not():
    assert Period(date(2022, 5, 2), date(2022, 5, 2)).contains(date(2022, 5, 2))
    with pytest.raises(NotAPeriod, match="2022-05-02 cannot end on 2022-05-01"):
        Period(date(2022, 5, 2), date(2022, 5, 1))


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2022, 1, 1), date(2022, 1, 1)),
        (date(2022, 6, 30), date(2022, 6, 30)),
        (date(2022, 12, 31), date(2022, 12, 31)),
        (date(2023, 3, 1), date(2022, 12, 31)),
    ],
)
def test_given_the_year_2022_when_cut_on_a_day_then_it_ends_then_or_at_its_own_end(day, end):
    assert Period.year(2022).until(day) == Period(date(2022, 1, 1), end)


def test_given_a_day_before_the_period_then_no_part_of_it_has_been():
    with pytest.raises(NotAPeriod):
        Period.year(2022).until(date(2021, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "start_before", "end_before"),
    [
        (date(2023, 1, 1), date(2023, 6, 30), date(2022, 1, 1), date(2022, 6, 30)),
        (date(2024, 2, 1), date(2024, 2, 29), date(2023, 2, 1), date(2023, 2, 28)),
        (date(2025, 2, 1), date(2025, 2, 28), date(2024, 2, 1), date(2024, 2, 28)),
    ],
)
def test_the_same_period_of_last_year(start, end, start_before, end_before):
    assert same_period_last_year(Period(start, end)) == Period(start_before, end_before)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(1990, 5, 21), date(2020, 5, 20), 29),
        (date(1990, 5, 21), date(2020, 5, 21), 30),
        (date(2000, 2, 29), date(2023, 2, 27), 22),
        (date(2000, 2, 29), date(2023, 2, 28), 23),
        (date(2000, 2, 29), date(2024, 2, 28), 23),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
        (date(2020, 1, 1), date(2019, 1, 1), 0),
        (date(2020, 1, 1), date(2020, 1, 1), 0),
    ],
)
def test_full_years_between_two_days(start, end, years):
    assert years_between(start, end) == years


@given(days, days, days)
def test_full_years_never_fall_as_days_go_by(start, one, two):
    assert years_between(start, min(one, two)) <= years_between(start, max(one, two))


@pytest.mark.parametrize(
    "text", ["21/4/2023", "21.4.2023", "21-04-2023", "2023-04-21", " 21/04/2023 "]
)
def test_the_twenty_first_of_april_is_read_from(text):
    assert parse_day(text) == date(2023, 4, 21)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "4/2023",
        "21/4/23",
        "29/2/2023",
        "31/4/2023",
        "0/4/2023",
        "21/13/2023",
        "21/4.2023",
        "21/4/2023 và 22/4/2023",
        "２１/4/2023",
        "2023-4-21",
        "1/1/0000",
    ],
)
def test_what_names_no_day_is_refused_with_its_text(text):
    with pytest.raises(NotADay) as refused:
        parse_day(text)
    assert refused.value.text == text


def test_a_leap_day_is_a_day_in_a_leap_year():
    assert parse_day("29/2/2024") == date(2024, 2, 29)


def test_a_day_is_shown_without_zeros_in_front():
    assert show_day(date(2023, 4, 2)) == "2/4/2023"


@given(days)
def test_a_day_shown_and_read_again_is_the_same_day(day):
    assert parse_day(show_day(day)) == parse_day(day.isoformat()) == day


@pytest.mark.parametrize(("text", "year"), [("1990", 1990), ("1990-05-21", 1990)])
def test_the_year_of_birth_is_known_from_a_year_or_a_day(text, year):
    assert birth_year(text) == year


@pytest.mark.parametrize(
    "text", ["", "90", "0000", "1990-13-01", "1990-5-21", "21/5/1990", "19901"]
)
def test_a_birth_in_any_other_form_is_refused(text):
    with pytest.raises(NotADay):
        birth_year(text)
    with pytest.raises(NotADay):
        age_on(text, date(2020, 1, 1))


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("2004-07-01", date(2022, 6, 30), 17),
        ("2004-07-01", date(2022, 7, 1), 18),
        ("2004", date(2022, 1, 1), 18),
        ("2004", date(2021, 12, 31), 17),
        ("2004-02-29", date(2022, 2, 28), 18),
        ("2023", date(2022, 1, 1), 0),
        ("2023-01-01", date(2022, 1, 1), 0),
    ],
)
def test_age_on_a_day(birth, day, age):
    assert age_on(birth, day) == age
