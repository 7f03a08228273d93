"""By when a request is acted on: working days, days over weekends, no rule, no calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.requests import ACKNOWLEDGE, WORKING, term
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


ONE = timedelta(days=1)
BEGINS = date(2026, 1, 1)
REACH = (BOOK.calendar.last - BEGINS).days - 60
ASKED = st.integers(0, REACH).map(lambda after: BEGINS + timedelta(days=after))
IN_DAYS = ("data.view", "data.restrict", "data.delete")


@given(ASKED)
def test_an_acknowledgement_is_due_after_exactly_its_working_days(asked):
    """Counted by hand: the day of asking is none of them, the last one is worked."""
    told = term(asked, ACKNOWLEDGE, BOOK)
    days = [asked + n * ONE for n in range(1, (told.last - asked).days + 1)]
    worked = [day for day in days if BOOK.calendar.is_working(day)]
    assert BOOK.rules[ACKNOWLEDGE].unit == WORKING
    assert len(worked) == int(told.rule.value)
    assert worked[-1] == told.last


@given(ASKED, st.sampled_from(IN_DAYS))
def test_an_answer_in_days_ends_on_the_first_working_day_once_they_are_over(asked, key):
    told = term(asked, key, BOOK)
    over = asked + timedelta(days=int(told.rule.value))
    between = [over + n * ONE for n in range((told.last - over).days)]
    assert BOOK.calendar.is_working(told.last)
    assert told.last >= over
    assert not [day for day in between if BOOK.calendar.is_working(day)]


@given(ASKED, st.sampled_from((ACKNOWLEDGE, *IN_DAYS)))
def test_who_asks_a_day_later_is_never_answered_sooner(asked, key):
    assert term(asked, key, BOOK).last <= term(asked + ONE, key, BOOK).last


@given(ASKED)
def test_to_show_one_s_data_takes_no_longer_than_to_restrict_nor_that_than_to_delete(asked):
    told = [term(asked, key, BOOK).last for key in IN_DAYS]
    assert told == sorted(told)


def test_on_the_first_day_of_the_law_the_times_run_already():
    assert term(BEGINS, ACKNOWLEDGE, BOOK).last == date(2026, 1, 5)  # Friday, Monday
    assert term(BEGINS - ONE, "data.delete", BOOK) is None


def test_a_rule_nobody_knows_is_no_time_to_act_in():
    with pytest.raises(KeyError):
        term(BEGINS, "data.unheard", BOOK)
