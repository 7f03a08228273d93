"""Numbers of a cell's area as offices type them, and what its form refuses."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from taonguon.cells.forms import MendForm, NumberField, ProfileForm
from taonguon.core.profile import Number, Profile
from taonguon.rules.profile import fields
from tests.cast import HAMLET_1

SAID = {"on": "31/12/2022", "source": "Thống kê xã"}
YEARS_END = date(2022, 12, 31)


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


def known(**numbers):
    told = {
        code: Number(Fraction(value), YEARS_END, "Thống kê xã", 1)
        for code, value in numbers.items()
    }
    return Profile(HAMLET_1, told)


def filled(before=None, **said):
    return ProfileForm({**SAID, **said}, known=before)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("259", "259"), ("1.250", "1250"), ("1.250.000", "1250000"), (" 1 250 ", "1250"),
        ("12,5", "12.5"), ("12.5", "12.5"), ("12,5%", "12.5"), ("45 %", "45"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_offices_type_it(typed, number):
    assert NumberField(max_value=10_000_000).clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("households", "nhiều", "Ghi bằng chữ số, ví dụ 259"),
        ("households", "-1", "Số không nhỏ hơn 0."),
        ("households", "10.000.001", "Số không quá 10000000"),
        ("households", "12,5", "Nhiều nhất 0 số lẻ."),
        ("catholic_percent", "101", "Số không quá 100"),
        ("catholic_percent", "12,55", "Nhiều nhất 1 số lẻ."),
        ("source", "", "Hãy ghi nguồn"),
        ("on", "31/11/2022", "ngày"),
    ],
)
def test_what_is_no_such_number_is_refused_beside_its_field(code, typed, words):
    form = filled(**{code: typed})
    assert not form.is_valid()
    (told,) = form.errors.values()
    assert list(form.errors) == [code]
    assert words in told[0]


def test_what_is_left_empty_is_not_told_and_nought_is():
    form = filled(households="", youth_away="0", population="1.250", catholic_percent="12,5")
    assert form.is_valid()
    assert form.numbers() == {"youth_away": "0", "population": "1250", "catholic_percent": "12.5"}


def test_what_is_worked_out_is_never_asked():
    asked = set(filled().fields) - set(SAID)
    assert asked == {code for code, field in fields().items() if not field.derived}


@pytest.mark.parametrize(
    ("before", "said", "valid"),
    [
        (None, {"religious": "932", "population": "932"}, True),
        (None, {"religious": "933", "population": "932"}, False),
        (known(population=932), {"religious": "933"}, False),
        (known(population=932), {"religious": "933", "population": "940"}, True),
        (None, {"religious": "933"}, True),
    ],
)
def test_no_more_people_have_a_religion_than_live_there(before, said, valid):
    form = filled(before, **said)
    assert form.is_valid() is valid
    assert ("religious" in form.errors) is not valid


def test_the_number_told_last_stands_beside_with_its_day():
    form = ProfileForm(known=known(households=259, catholic_percent=Fraction(25, 2)))
    assert form.fields["households"].help_text == "Lần trước: 259 (31/12/2022)."
    assert form.fields["catholic_percent"].help_text.startswith("Lần trước: 12,5")
    assert form.fields["population"].help_text == ""


def test_a_number_is_mended_with_its_value_day_source_and_reason():
    told = {**SAID, "value": "1.262", "because": "gõ nhầm"}
    form = MendForm(told, field=fields()["households"])
    assert form.is_valid()
    assert (form.value(), form.cleaned_data["on"]) == ("1262", YEARS_END)
    assert list(form.fields) == ["value", "on", "source", "because"]


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("value", "Hãy ghi số đúng, hoặc rút số này."),
        ("because", "Hãy ghi lý do"),
        ("source", "Hãy ghi nguồn"),
    ],
)
def test_nothing_is_mended_without_value_source_and_reason(missing, words):
    told = {**SAID, "value": "262", "because": "gõ nhầm", missing: ""}
    form = MendForm(told, field=fields()["households"])
    assert words in form.errors[missing][0]
