"""What is known of a cell's area as of a day, each number with its source, and what marks a cell."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.profile import (
    LINE,
    SHARE,
    Line,
    Mark,
    Number,
    Profile,
    by_year,
    lines,
    marks,
    number,
    numbers,
    profiles,
)
from tests.cast import COMMUNE, HAMLET_1, HAMLET_2, fact, renumbered

THEN, LATER = date(2024, 12, 31), date(2025, 12, 31)


def told(day, organisation=HAMLET_1, **said):
    return fact("profile", day, organisation=organisation, **said)


def of(*facts, on=LATER):
    return profiles(facts, on)[HAMLET_1]


def drew(code, above, day, organisation=COMMUNE):
    said = {"code": code, "above": above, "document": "05-NQ/ĐU"}
    return fact(LINE, day, organisation=organisation, **said)


def profile(**said):
    return of(told(LATER, **said))


def test_each_number_is_the_latest_told_with_its_day_and_source():
    seen = of(
        told(THEN, households=259, population=932, source="Thống kê xã"),
        told(LATER, households="262", source="Trưởng xóm"),
    )
    assert (seen.households, seen.people) == (262, 932)
    assert seen.numbers["households"][:3] == (262, LATER, "Trưởng xóm")
    assert seen.numbers["population"][:3] == (932, THEN, "Thống kê xã")


def test_a_day_before_has_the_numbers_of_then():
    facts = [told(THEN, households=259), told(LATER, households=262, youth_away=27)]
    assert of(*facts, on=date(2025, 12, 30)).households == 259
    assert of(*facts, on=date(2025, 12, 30)).youth_away is None
    assert of(*facts).households == 262


def test_who_has_no_number_has_no_profile():
    assert profiles([told(THEN, source="Thống kê xã")], LATER) == {}
    assert profiles([told(LATER, households=1)], THEN) == {}


def test_each_cell_has_its_own():
    facts = [told(THEN, households=1), told(THEN, HAMLET_2, households=2)]
    assert {unit: one.households for unit, one in profiles(facts, LATER).items()} == {
        HAMLET_1: 1, HAMLET_2: 2,
    }  # fmt: skip


def test_what_a_province_adds_stands_beside_the_others():
    seen = of(told(THEN, boats="14"))
    assert seen.value("boats") == 14
    assert seen.value("households") is None
    assert seen.whole("households") is None


def test_every_number_has_its_name():
    seen = profile(households=1, population=2, youth_present=3, youth_away=4, industrial_workers=5)
    assert (
        seen.households, seen.people, seen.youth_present, seen.youth_away, seen.industrial_workers,
    ) == (1, 2, 3, 4, 5)  # fmt: skip


def test_a_correction_takes_the_place_of_a_number_and_a_withdrawal_takes_it_away():
    first = told(THEN, households=259)
    mended = told(THEN, households=295)._replace(corrects=first.id)
    gone = fact(WITHDRAWAL, THEN, organisation=HAMLET_1)._replace(corrects=mended.id)
    assert of(*known([first, mended], None)).households == 295
    assert of(*known([first, mended, gone], None)).households == 259


def test_of_one_day_the_number_recorded_last_counts():
    assert of(told(THEN, households=2), told(THEN, households=1)).households == 1


@given(st.permutations(range(3)))
def test_facts_of_different_days_fold_the_same_in_any_order(order):
    facts = [told(date(2020 + n, 1, 1), households=n, population=9 - n) for n in range(3)]
    shuffled = profiles([facts[n] for n in order], LATER)
    assert shuffled == profiles(facts, LATER)
    renamed = profiles(renumbered(facts, order), LATER)[HAMLET_1]
    assert (renamed.households, renamed.people) == (2, 7)


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ({}, None),
        ({"catholic_percent": "45"}, 45),
        ({"religious": 30, "population": 200}, 15),
        ({"religious": 30}, None),
        ({"religious": 30, "population": 0}, None),
        ({"religious": 30, "population": 200, "catholic_percent": "12,5"}, 15),
        ({"religious": 30, "catholic_percent": "12,5"}, Fraction(25, 2)),
        ({"religious": 1, "population": 3}, Fraction(100, 3)),
    ],
)
def test_the_religious_share_is_counted_where_it_can_be_else_as_stated(said, share):
    seen = Profile(HAMLET_1, numbers(told(LATER, **said)))
    assert seen.religious_share == share
    assert seen.value(SHARE) == share


def test_a_share_stated_later_than_the_count_is_the_one_that_counts():
    seen = of(told(THEN, religious=30, population=200), told(LATER, catholic_percent="20"))
    assert seen.religious_share == 20


@pytest.mark.parametrize(
    ("text", "value"),
    [("259", 259), (259, 259), ("12,5", Fraction(25, 2)), ("7%", 7), (" 7 % ", 7), ("0", 0)],
)
def test_a_number_is_read_as_offices_write_it(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["", None, "không rõ", "1/0", "12 hộ"])
def test_what_is_no_number_is_none(text):
    assert number(text) is None


def test_a_fact_tells_its_numbers_and_not_its_source():
    one = told(THEN, households=259, note="x", source="Thống kê xã")
    assert numbers(one) == {"households": Number(Fraction(259), THEN, "Thống kê xã", one.id)}


def test_by_year_the_last_number_of_each_year_stands():
    facts = [
        told(date(2024, 3, 1), households=250, youth_away=20),
        told(THEN, households=259),
        told(LATER, households=262),
    ]
    seen = by_year(facts, date(2025, 6, 30))
    assert set(seen) == {2024}
    assert {code: one.value for code, one in seen[2024].items()} == {
        "households": 259, "youth_away": 20,
    }  # fmt: skip
    assert by_year(facts, LATER)[2025]["households"].value == 262


def test_a_line_holds_from_its_day_until_another_is_drawn_or_it_is_taken_away():
    facts = [
        drew("youth_away", "20", date(2024, 1, 1)),
        drew("youth_away", "30", date(2025, 1, 1)),
        drew("youth_away", "", date(2026, 1, 1)),
    ]
    assert lines(facts, date(2023, 12, 31)) == {}
    assert lines(facts, date(2024, 12, 31))[COMMUNE]["youth_away"].above == 20
    assert lines(facts, date(2025, 1, 1))[COMMUNE]["youth_away"] == Line(
        "youth_away", Fraction(30), date(2025, 1, 1), "05-NQ/ĐU", COMMUNE
    )
    assert lines(facts, date(2026, 1, 1)) == {COMMUNE: {"youth_away": None}}


@pytest.mark.parametrize(("away", "marked"), [(20, False), (21, True), (0, False)])
def test_a_cell_is_marked_above_the_line_and_not_on_it(away, marked):
    line = Line("youth_away", Fraction(20), THEN, "05-NQ/ĐU", COMMUNE)
    found = marks(profile(youth_away=away), [line])
    assert found == ((Mark("youth_away", Fraction(away), line),) if marked else ())


def test_a_number_that_nobody_told_marks_nothing_and_the_share_marks_too():
    youth = Line("youth_away", Fraction(20), THEN, "")
    share = Line(SHARE, Fraction(30), THEN, "")
    assert [one.code for one in marks(profile(catholic_percent="45"), [youth, share])] == [SHARE]


DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31))
CODES = st.sampled_from(["households", "population", "youth_away"])
TOLD = st.lists(st.tuples(DAYS, CODES, st.integers(0, 5000)), max_size=8)
TEXT = "12-NQ/ĐU"


def area(said):
    return [told(day, **{code: value}) for day, code, value in said]


@given(TOLD, DAYS)
def test_each_number_as_of_a_day_is_one_told_by_then_and_none_told_later_is_nearer(said, on):
    seen = profiles(area(said), on).get(HAMLET_1)
    for code in ("households", "population", "youth_away"):
        days = [day for day, one, _value in said if one == code and day <= on]
        held = seen.numbers.get(code) if seen else None
        assert (held.on if held else None) == max(days, default=None)
        if held:
            assert (held.on, code, held.value) in said


@given(TOLD, DAYS)
def test_what_is_told_of_later_days_changes_no_day_before(said, on):
    facts = area(said)
    early = [one for one in facts if one.happened_on <= on]
    assert profiles(facts, on) == profiles(early, on)


@given(TOLD)
def test_withdrawing_the_last_fact_is_as_if_it_had_never_been_told(said):
    facts = area([*said, (LATER, "households", 259)])
    gone = fact(WITHDRAWAL, LATER, organisation=HAMLET_1, corrects=facts[-1].id)
    assert profiles(known([*facts, gone], None), LATER) == profiles(facts[:-1], LATER)


@given(TOLD, DAYS)
def test_the_years_hold_together_what_the_profile_says(said, on):
    facts = area(said)
    years = by_year(facts, on)
    latest = {}
    for year in sorted(years):
        latest |= years[year]
    seen = profiles(facts, on).get(HAMLET_1)
    assert latest == (seen.numbers if seen else {})
    assert all(one.on.year == year for year, found in years.items() for one in found.values())


@given(TOLD)
def test_cells_do_not_mix_their_numbers(said):
    here = area(said)
    there = [one._replace(organisation=HAMLET_2, id=one.id + 10**9) for one in here]
    beside = profiles([*here, *there], LATER)
    assert beside.get(HAMLET_1) == profiles(here, LATER).get(HAMLET_1)


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_a_lower_line_never_marks_fewer_and_the_line_itself_marks_nobody(above, lower):
    seen = profile(youth_away=27)
    low, high = sorted((lower, above))
    marked = [
        bool(marks(seen, [Line("youth_away", Fraction(at), THEN, TEXT)])) for at in (low, high)
    ]
    assert marked == [low < 27, high < 27]
    assert marked[0] >= marked[1]


@given(st.fractions(0, 100, max_denominator=10), st.sampled_from(["", "%", " %"]))
def test_whatever_an_office_writes_with_a_comma_is_read_back_the_same(value, unit):
    tenths = Fraction(round(value * 10), 10)
    written = f"{float(tenths):.1f}".replace(".", ",") + unit
    assert number(written) == tenths


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_counted_share_is_exact(religious, people):
    share = profile(religious=religious, population=people).religious_share
    assert share * people == religious * 100
