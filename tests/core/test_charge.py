"""Who is in charge of a cell: one at a time, from a day to a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.charge import CHARGE, Charge, charges, ended
from tests.cast import HAMLET_1, HAMLET_2, fact

FIRST, SECOND, THIRD = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)


def gave(day, member, cell=HAMLET_1):
    return fact(CHARGE, day, organisation=cell, member=member, document="12-QĐ/ĐU")


def periods(*facts, cell=HAMLET_1):
    return [(one.member, one.start, one.end) for one in charges(facts)[cell]]


def test_a_charge_ends_when_the_next_begins():
    assert periods(gave(SECOND, 2), gave(FIRST, 1)) == [(1, FIRST, SECOND), (2, SECOND, None)]


def test_given_to_nobody_the_charge_ends_and_none_begins():
    assert periods(gave(FIRST, 1), gave(SECOND, None)) == [(1, FIRST, SECOND)]
    assert periods(gave(FIRST, 1), gave(SECOND, None), gave(THIRD, 1))[-1] == (1, THIRD, None)


def test_each_cell_has_its_own_and_keeps_paper_and_fact():
    one, other = gave(FIRST, 1), gave(FIRST, 2, HAMLET_2)
    assert charges([one, other]) == {
        HAMLET_1: (Charge(HAMLET_1, 1, FIRST, None, "12-QĐ/ĐU", one.id),),
        HAMLET_2: (Charge(HAMLET_2, 2, FIRST, None, "12-QĐ/ĐU", other.id),),
    }


def test_of_one_day_the_one_recorded_last_counts():
    assert periods(gave(FIRST, 1), gave(FIRST, 2)) == [(2, FIRST, None)]


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2023, 12, 31), False), (FIRST, True), (date(2024, 12, 31), True), (SECOND, False)],
)
def test_the_first_day_is_in_and_the_last_is_out(day, held):
    (one,) = charges([gave(FIRST, 1), gave(SECOND, None)])[HAMLET_1]
    assert one.covers(day) is held


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (None, [(1, FIRST, SECOND), (2, SECOND, None)]),
        (SECOND, [(1, FIRST, SECOND), (2, SECOND, None)]),
        (date(2024, 6, 1), [(1, FIRST, date(2024, 6, 1)), (2, SECOND, None)]),
        (FIRST, [(2, SECOND, None)]),
    ],
)
def test_who_leaves_the_committee_is_in_charge_no_longer(left, told):
    found = charges([gave(FIRST, 1), gave(SECOND, 2)])[HAMLET_1]
    cut = ended(found, {1: left} if left else {})
    assert [(one.member, one.start, one.end) for one in cut] == told


@given(st.dictionaries(st.dates(FIRST, THIRD), st.one_of(st.none(), st.integers(1, 4)), min_size=1))
def test_on_every_day_at_most_one_is_in_charge(days):
    found = charges([gave(day, member) for day, member in days.items()])[HAMLET_1]
    for day in days:
        held = [one.member for one in found if one.covers(day)]
        assert held == ([days[day]] if days[day] is not None else [])
