"""Targets: which paper is in force on a day, what it asks, and whether the sum is right."""

from datetime import date
from fractions import Fraction

import pytest

from taonguon.core.targets import Target, allocation, in_force, of_year, read
from tests.cast import COMMUNE, HAMLET_1, HAMLET_2, fact

JANUARY = date(2022, 1, 10)


def paper(low, *, day=JANUARY, unit=COMMUNE, year=2022, **data):
    """Make the fact of a paper that sets a target for a year."""
    said = {"start": f"{year}-01-01", "end": f"{year}-12-31", "low": str(low), **data}
    return fact("target", day, organisation=unit, **said)


def target(low, **data):
    return read(paper(low, **data))


def test_a_paper_is_read_with_its_exact_numbers():
    told = target("4.5", form="percent", source="resolved", category="women", document="NQ 12")
    assert told.low == Fraction(9, 2)
    assert (told.form, told.source, told.category) == ("percent", "resolved", "women")
    assert (told.start, told.end, told.set_on) == (date(2022, 1, 1), date(2022, 12, 31), JANUARY)


def test_a_paper_that_says_no_more_assigns_an_exact_number_of_all_admissions():
    told = target(8)
    assert (told.form, told.source, told.category, told.high) == ("exact", "assigned", "", None)


@pytest.mark.parametrize("nonsense", ["tám", "", "8 người"])
def test_a_number_that_is_none_is_refused(nonsense):
    with pytest.raises(ValueError, match="Fraction"):
        target(nonsense)


@pytest.mark.parametrize(
    ("form", "low", "high", "counted", "verdict"),
    [
        ("exact", 8, None, 7, "below"),
        ("exact", 8, None, 8, "reached"),
        ("exact", 8, None, 9, "exceeded"),
        ("at_least", 8, None, 7, "below"),
        ("at_least", 8, None, 8, "reached"),
        ("at_least", 8, None, 13, "reached"),
        ("range", 5, 8, 4, "below"),
        ("range", 5, 8, 5, "reached"),
        ("range", 5, 8, 8, "reached"),
        ("range", 5, 8, 9, "exceeded"),
        ("percent", 3, None, 17, "below"),
        ("percent", 3, None, 18, "reached"),
        ("percent", 3, None, 19, "exceeded"),
    ],
)
def test_a_count_is_below_reaches_or_exceeds(form, low, high, counted, verdict):
    told = target(low, form=form, high=high)
    assert told.verdict(counted, members_at_start=600) == verdict


@pytest.mark.parametrize(("counted", "verdict"), [(1, "below"), (2, "exceeded")])
def test_a_percentage_that_falls_between_two_people_is_not_rounded(counted, verdict):
    told = target(3, form="percent")
    assert told.needed(50) == Fraction(3, 2)
    assert told.verdict(counted, 50) == verdict


def test_only_a_percentage_asks_for_the_number_of_members():
    assert target(8).needed(600) == 8
    assert target(8, form="percent").needed(600) == 48


def numbers(facts, day):
    return [told.low for told in in_force(facts, day).values()]


def test_a_target_is_in_force_from_the_day_of_its_paper():
    assert numbers([paper(8)], date(2022, 1, 9)) == []
    assert numbers([paper(8)], JANUARY) == [8]


def test_a_later_paper_amends_from_its_own_day_whatever_the_order_of_recording():
    papers = [paper(10, day=date(2022, 7, 1)), paper(8)]
    assert numbers(papers, date(2022, 6, 30)) == [8]
    assert numbers(papers, date(2022, 7, 1)) == [10]


@pytest.mark.parametrize(
    "other",
    [{"category": "women"}, {"source": "registered"}, {"unit": HAMLET_1}, {"year": 2023}],
)
def test_a_paper_about_something_else_amends_nothing(other):
    assert numbers([paper(8), paper(3, day=date(2022, 7, 1), **other)], date(2023, 1, 1)) == [8, 3]


def test_other_facts_set_no_target():
    assert in_force([fact("profile", JANUARY, organisation=HAMLET_1, people=930)], JANUARY) == {}


def test_a_year_has_the_targets_of_exactly_that_year_the_assigned_one_first():
    told = in_force(
        [
            paper(9, source="registered"),
            paper(8, source="assigned"),
            paper(30, end="2025-12-31"),
            paper(18, year=2023),
            paper(2, category="women"),
        ],
        date(2023, 12, 31),
    )
    assert [one.low for one in of_year(told, 2022)[COMMUNE]] == [8, 9]
    assert [one.low for one in of_year(told, 2022, "women")[COMMUNE]] == [2]
    assert of_year(told, 2021) == {}


@pytest.mark.parametrize(
    ("parts", "difference"),
    [((5, 3), 0), ((5, 2), 1), ((5, 4), -1), ((), 8)],
)
def test_what_was_passed_on_is_checked_against_the_headline(parts, difference):
    told = allocation(target(8), [target(low, unit=HAMLET_2) for low in parts], {COMMUNE: 600})
    assert told.difference == difference


def test_without_a_headline_there_is_a_sum_and_no_difference():
    told = allocation(None, [target(5), target(3)], {})
    assert (told.allocated, told.difference) == (8, None)


def test_a_percentage_is_of_the_members_of_its_own_organisation():
    parts = [target(3, unit=HAMLET_1, form="percent"), target(1, unit=HAMLET_2)]
    told = allocation(target(3, form="percent"), parts, {COMMUNE: 600, HAMLET_1: 50, HAMLET_2: 30})
    assert (told.headline, told.allocated) == (18, Fraction(5, 2))


def test_cells_at_the_percentage_of_the_commune_come_to_what_the_commune_is_asked_for():
    held = {unit: 20 + unit for unit in range(2, 30)}
    cells = [target(3, unit=unit, form="percent") for unit in held]
    whole = sum(held.values())
    told = allocation(target(3, form="percent"), cells, {**held, COMMUNE: whole})
    assert told.difference == 0
    assert told.allocated == Fraction(3 * whole, 100)


def test_an_organisation_without_members_asks_for_nobody_by_a_percentage():
    told = allocation(target(2), [target(50, unit=HAMLET_1, form="percent")], {COMMUNE: 600})
    assert (told.allocated, told.difference) == (0, 2)


def test_a_target_remembers_its_fact():
    one = paper(8)
    assert isinstance(read(one), Target)
    assert read(one).fact == one.id
