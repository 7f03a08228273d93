"""Shares are exact; what is printed says how it was rounded; the press is checked against us."""

import csv
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.ratio import (
    ROUNDINGS,
    WORDS,
    Ratio,
    Rounding,
    check_published,
    compared,
    exceeded,
    exceeded_by,
    fraction_text,
    percent,
    percent_text,
    reached,
    say,
)

CUT = Rounding(0, "cut")
WHOLE = Rounding(0)
ONE = Rounding(1)
counts = st.integers(0, 10**7)
totals = st.integers(1, 10**7)

TABLE = Path(__file__).parents[1] / "scenarios" / "published-figures.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
RIGHT = [row for row in ROWS if "SOURCE ERROR" not in row["status"]]
WRONG = [row for row in ROWS if "SOURCE ERROR" in row["status"]]
WAYS = {
    "truncate0": {CUT},
    "truncate1": {Rounding(1, "cut")},
    "half_up0": {WHOLE},
    "half_up1": {ONE},
    "half_up2": {Rounding(2)},
    "exact": set(ROUNDINGS),
}


def checked(row):
    return check_published(int(row["numerator"]), int(row["denominator"]), row["printed"])


def told(row):
    return f"{row['id']} {row['unit']} {row['indicator']}"


@pytest.mark.parametrize("row", RIGHT, ids=told)
def test_a_published_figure_comes_out_with_its_rounding(row):
    check = checked(row)
    assert not check.source_error
    assert set(check.roundings) >= WAYS[row["mode"]]


@pytest.mark.parametrize("row", WRONG, ids=told)
def test_a_published_figure_that_no_rounding_gives_is_told_as_an_error_of_the_source(row):
    check = checked(row)
    assert check.source_error
    assert check.own == Fraction(1000, 41)
    assert (check.own_text(), check.own_text("en")) == ("24,39%", "24.39%")


def test_the_table_of_published_figures_is_all_here():
    assert (len(RIGHT), len(WRONG)) == (22, 1)


@pytest.mark.parametrize(
    ("printed", "own", "ways"),
    [
        ("vượt 62%", Fraction(125, 2), {CUT}),
        ("vượt 63%", Fraction(125, 2), {WHOLE}),
        ("vượt 62,5%", Fraction(125, 2), set(ROUNDINGS) - {CUT, WHOLE}),
        ("162.5%", Fraction(325, 2), set(ROUNDINGS) - {CUT, WHOLE}),
        ("162%", Fraction(325, 2), {CUT}),
        ("62%", Fraction(325, 2), set()),
        ("giảm 62%", Fraction(-125, 2), set()),
    ],
)
def test_given_thirteen_of_eight_a_print_is_read_in_its_own_sense(printed, own, ways):
    check = check_published(13, 8, printed)
    assert (check.own, set(check.roundings)) == (own, ways)


def test_given_nothing_to_divide_by_then_whatever_is_printed_is_an_error_of_the_source():
    check = check_published(2, 0, "200%")
    assert check.source_error
    assert check.own_text() == "–"


def test_a_print_without_a_percentage_cannot_be_checked():
    with pytest.raises(ValueError, match="no percentage"):
        check_published(13, 8, "vượt 5 chỉ tiêu")


@pytest.mark.parametrize("denominator", [0, None, Fraction(0)])
def test_given_no_target_then_there_is_nothing_to_say_but_a_dash(denominator):
    ratio = Ratio(3, denominator)
    assert ratio.value is None
    assert percent(ratio) == say(reached(ratio)) == say(exceeded(ratio)) == "–"
    assert say(exceeded_by(3, denominator)) == say(compared(3, denominator)) == "–"
    assert percent_text(ratio) == ""
    assert fraction_text(ratio) == "3/–"


@pytest.mark.parametrize("number", [0.5, "1", Decimal(1)])
def test_a_ratio_of_anything_but_exact_numbers_is_refused(number):
    with pytest.raises(TypeError):
        Ratio(number, 8)
    with pytest.raises(TypeError):
        Ratio(8, number)


@pytest.mark.parametrize(("places", "mode"), [(-1, "cut"), (3, "cut"), (1, "half_even")])
def test_a_rounding_we_do_not_know_is_refused(places, mode):
    with pytest.raises(ValueError, match="no such rounding"):
        Rounding(places, mode)


@pytest.mark.parametrize(
    ("ratio", "rounding", "shown", "fixed"),
    [
        (Ratio(13, 8), Rounding(2), "162,5%", "162,50%"),
        (Ratio(13, 8), CUT, "162%", "162%"),
        (Ratio(13, 8), WHOLE, "163%", "163%"),
        (Ratio(288, 815), Rounding(2), "35,34%", "35,34%"),
        (Ratio(288, 815), Rounding(2, "cut"), "35,33%", "35,33%"),
        (Ratio(8, 8), Rounding(2), "100%", "100,00%"),
        (Ratio(0, 8), ONE, "0%", "0,0%"),
        (Ratio(2, 1), ONE, "200%", "200,0%"),
        (Ratio(1, 1000), ONE, "0,1%", "0,1%"),
        (Ratio(-1, 3), ONE, "-33,3%", "-33,3%"),
        (Ratio(-1, 10**6), ONE, "0%", "0,0%"),
    ],
)
def test_a_percentage_is_shown(ratio, rounding, shown, fixed):
    assert percent(ratio, rounding) == shown
    assert percent(ratio, rounding, fixed=True) == fixed
    assert percent(ratio, rounding, language="en") == shown.replace(",", ".")


@pytest.mark.parametrize(("places", "text"), [(0, "163"), (1, "162.5"), (2, "162.50")])
def test_a_percentage_for_machines_keeps_every_place(places, text):
    assert percent_text(Ratio(13, 8), places) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Ratio(13, 8), "13/8"),
        (Ratio(0, None), "0/–"),
        (Ratio(13, Fraction(15, 2)), "13/7,5"),
        (Ratio(13, Fraction(20, 3)), "13/(20/3)"),
    ],
)
def test_the_two_numbers_are_written(ratio, text):
    assert fraction_text(ratio) == text


@pytest.mark.parametrize(
    ("phrase", "vi", "en"),
    [
        (reached(Ratio(13, 8)), "đạt 162,5%", "reached 162.5%"),
        (exceeded(Ratio(13, 8)), "vượt 62,5%", "exceeded by 62.5%"),
        (exceeded(Ratio(13, 8), CUT), "vượt 62%", "exceeded by 62%"),
        (exceeded(Ratio(8, 8)), "đạt 100%", "reached 100%"),
        (exceeded(Ratio(1003, 1000), WHOLE), "đạt 100%", "reached 100%"),
        (exceeded(Ratio(1, 6)), "đạt 16,67%", "reached 16.67%"),
        (exceeded_by(13, 8), "vượt 5 chỉ tiêu", "exceeded the target by 5"),
        (exceeded_by(9, Fraction(15, 2)), "vượt 1,5 chỉ tiêu", "exceeded the target by 1.5"),
        (exceeded_by(8, 8), "đạt 100%", "reached 100%"),
        (exceeded_by(7, 8), "đạt 87,5%", "reached 87.5%"),
        (compared(192, 170, ONE), "tăng 12,9%", "up 12.9%"),
        (compared(170, 192, ONE), "giảm 11,5%", "down 11.5%"),
        (compared(0, 5), "giảm 100%", "down 100%"),
        (compared(5, 5), "bằng", "the same"),
        (compared(1003, 1000, WHOLE), "gần bằng", "nearly the same"),
        (compared(1005, 1000, WHOLE), "tăng 1%", "up 1%"),
    ],
)
def test_a_report_says(phrase, vi, en):
    assert say(phrase) == vi
    assert say(phrase, "en") == en


def test_every_phrase_is_known_in_both_languages():
    assert all(set(texts) == {"vi", "en"} and all(texts.values()) for texts in WORDS.values())


@given(counts, totals)
def test_a_ratio_is_exact(numerator, denominator):
    assert Ratio(numerator, denominator).value * denominator == numerator


@given(counts, totals, st.sampled_from((0, 1, 2)))
def test_half_up_agrees_with_decimal_and_is_never_the_bankers(numerator, denominator, places):
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    step = Decimal(1).scaleb(-places)
    halves = Ratio(2 * numerator + 1, 2 * 10 ** (places + 2))
    assert percent_text(halves, places) == str((Decimal(numerator + 1) / 10**places).quantize(step))
    shown = Decimal(percent_text(Ratio(numerator, denominator), places))
    assert shown == exact.quantize(step, ROUND_HALF_UP)
    assert Rounding(places, "cut").of(Fraction(exact)) == Fraction(exact.quantize(step, ROUND_DOWN))


@given(counts, totals, st.sampled_from((0, 1, 2)))
def test_cut_is_never_above_half_up_and_both_are_within_a_step(numerator, denominator, places):
    number = Fraction(numerator, denominator)
    cut, half_up = Rounding(places, "cut").of(number), Rounding(places).of(number)
    assert cut <= half_up
    assert cut <= number < cut + Fraction(1, 10**places)
    assert abs(half_up - number) <= Fraction(1, 2 * 10**places)


@given(totals, st.sampled_from(ROUNDINGS))
def test_the_whole_is_always_a_hundred_percent(number, rounding):
    assert percent(Ratio(number, number), rounding) == "100%"


@given(counts, totals, st.sampled_from(ROUNDINGS))
def test_what_we_print_ourselves_is_never_an_error_of_the_source(numerator, denominator, rounding):
    ratio = Ratio(numerator, denominator)
    for printed in (percent(ratio, rounding), say(exceeded(ratio, rounding))):
        assert rounding in check_published(numerator, denominator, printed).roundings
