"""A day typed as on paper: taken, or refused in one sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from taonguon.organisations.forms import DayField


@pytest.mark.parametrize("typed", ["21/4/2023", "21/04/2023", " 21.4.2023 ", "2023-04-21"])
def test_a_day_is_taken_however_it_is_typed(typed):
    assert DayField().clean(typed) == date(2023, 4, 21)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hôm qua", "không phải là ngày"),
        ("31/2/2023", "không phải là ngày"),
        ("21/4/1929", "không hợp lý"),
        ("1/1/2200", "không hợp lý"),
        ("", "Hãy ghi ngày"),
    ],
)
def test_what_is_no_day_of_a_register_is_refused_in_one_sentence(typed, words):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    (sentence,) = refused.value.messages
    assert words in sentence


@pytest.mark.parametrize("typed", ["3/2/1930", "31/12/2199"])
def test_the_first_and_the_last_year_are_taken(typed):
    assert DayField().clean(typed)


def test_a_day_that_is_not_asked_for_may_be_left_empty():
    assert DayField(required=False).clean("") is None


def test_a_day_is_written_as_on_paper_and_a_typing_error_as_typed():
    field = DayField()
    assert field.prepare_value(date(2023, 4, 1)) == "1/4/2023"
    assert field.prepare_value("31/2/2023") == "31/2/2023"
