"""Single cells: what people type for a day, a birth, a number, a word."""

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.sources import values
from taonguon.sources.values import Wrong

DAYS = st.dates(date(1900, 3, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "7/2/2002", "07/02/2002", " 7/02/2002 ", "7-2-2002", "7.2.2002", "2002-02-07", "37294", 37294.0,
        date(2002, 2, 7), datetime.fromisoformat("2002-02-07T09:30"), "2002-02-07 00:00:00",
        "ngày 7 tháng 2 năm 2002",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_typed(typed):
    assert values.day(typed) == "2002-02-07"


@given(
    DAYS,
    st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0:%d/%m/%Y}", "{0.day}-{0.month}-{0.year}"]),
)
def test_any_day_typed_day_first_comes_back(day: date, shape: str):
    assert values.day(shape.format(day)) == day.isoformat()


@given(DAYS)
def test_any_serial_of_excel_after_2100_days_is_its_day(day: date):
    serial = (day - date(1899, 12, 30)).days
    if serial > 2100:
        assert values.day(float(serial)) == day.isoformat()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2001", "date_impossible"), ("03/18/1990", "date_impossible"), ("7/2/95", "date_unreadable"),
        ("chưa rõ", "date_unreadable"), ("2002", "date_unreadable"), ("1/1/0190", "date_impossible"),
        ("09/9/2022 - 18/9/2022", "date_range"), ("#REF!", "formula_error"), (True, "date_unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_the_reason(typed, code: str):
    with pytest.raises(Wrong) as refused:
        values.day(typed)
    assert refused.value.code == code


@pytest.mark.parametrize("typed", ["1990", 1990.0, "00/00/1990", "../../1990", "5/1990", "05/1990"])
def test_a_birth_may_be_a_year(typed):
    assert values.birth(typed) == "1990"


@pytest.mark.parametrize(
    "typed", ["09/9/2022 - 18/9/2022", "từ 09/9/2022 đến 18/9/2022", "09/9 - 18/9/2022"]
)
def test_a_class_opens_on_the_first_day_of_its_period(typed: str):
    assert values.first_day(typed) == "2022-09-09"


READERS = (values.day, values.birth, values.first_day, values.number, values.decimal, values.sex)


@given(st.text(max_size=30), st.sampled_from(READERS))
def test_no_text_breaks_the_reading_of_a_cell(text: str, read):
    with contextlib.suppress(Wrong):
        read(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("NGUYỄN  VĂN a", "Nguyễn Văn A"), ("TRẦN THỊ HUỆ", "Trần Thị Huệ"), ("lê thị bé", "Lê Thị Bé"),
     ("Bùi Hồng ánh", "Bùi Hồng Ánh"), ("", None)],
)  # fmt: skip
def test_a_name_is_kept_with_a_capital_for_each_word(typed: str, kept: str | None):
    assert values.name(typed.replace(" a", " A")) == kept


@pytest.mark.parametrize("typed", ["không", "Ko", "0", 0.0, "KHÔNG", "Không ", "k"])
def test_no_religion_is_said_in_one_way(typed):
    assert values.religion(typed) == "Không"


@pytest.mark.parametrize(
    ("typed", "kept"), [("kinh", "Kinh"), ("TÀY", "Tày"), ("Mông", "Mông"), ("H'Mông", "Mông")]
)
def test_an_ethnic_group_has_its_name_in_the_national_list(typed: str, kept: str):
    assert values.ethnicity(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(37202001234.0, "037202001234"), ("037202001234", "037202001234"), (1203004567.0, "001203004567"),
     ("164123456", "164123456")],
)  # fmt: skip
def test_a_national_id_gets_back_the_zeros_excel_took(typed, kept: str):
    assert values.national_id(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("37.100000", "37.100000"), (37.1, "37.100000"), (37123456.0, "37123456")]
)
def test_an_old_card_stays_as_it_was_written(typed, kept: str):
    assert values.card(typed) == kept


def test_a_number_of_too_many_digits_is_refused():
    with pytest.raises(Wrong, match="number_too_long"):
        values.card_of_12("1234567890123")


@pytest.mark.parametrize(
    ("typed", "kept"), [("1.003", 1003), ("930 người", 930), (203.0, 203), ("259", 259)]
)
def test_a_count_is_a_whole_number(typed, kept: int):
    assert values.number(typed) == kept


@pytest.mark.parametrize("typed", ["12,5", "khoảng 9", -3.0])
def test_half_a_household_is_refused(typed):
    with pytest.raises(Wrong, match="number_unreadable"):
        values.number(typed)


def test_a_share_keeps_its_decimals_and_schooling_its_slash():
    assert values.decimal("45,5%") == "45.5"
    assert values.schooling(date(2024, 12, 9)) == "9/12"
