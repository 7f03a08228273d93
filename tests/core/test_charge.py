"""Who is in charge of a cell: one at a time, from a day to a day."""

from datetime import date
from itertools import pairwise

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


CHARGES = st.lists(
    st.tuples(st.dates(FIRST, THIRD), st.one_of(st.none(), st.integers(1, 4))),
    min_size=1,
    max_size=8,
)


def given_to(said):
    return [gave(day, member) for day, member in said]


@given(CHARGES)
def test_charges_follow_each_other_and_only_the_last_is_open(said):
    found = charges(given_to(said))[HAMLET_1]
    for one, after in pairwise(found):
        assert one.start < one.end <= after.start
    last = max(day for day, _member in said)
    assert all(one.end is not None for one in found if one.start < last)


@given(CHARGES, st.randoms())
def test_the_order_in_which_charges_reach_us_changes_nothing(said, random):
    facts = given_to(said)
    shuffled = random.sample(facts, len(facts))
    assert charges(shuffled) == charges(facts)


@given(CHARGES, st.dates(FIRST, THIRD))
def test_a_charge_from_a_day_on_changes_nothing_before_it(said, day):
    facts = given_to(said)
    more = [*facts, gave(day, 9)]

    def held(told, on):
        return [one.member for one in told if one.covers(on)]

    before, after = charges(facts)[HAMLET_1], charges(more)[HAMLET_1]
    for on in {one for one, _member in said} | {FIRST}:
        if on < day:
            assert held(before, on) == held(after, on)
    assert held(after, day) == [9]


@given(CHARGES, st.dictionaries(st.integers(1, 4), st.dates(FIRST, THIRD)))
def test_nobody_is_in_charge_from_the_day_of_leaving_and_others_keep_theirs(said, leaving):
    found = charges(given_to(said))[HAMLET_1]
    cut = ended(found, leaving)
    for one in cut:
        assert one.member not in leaving or (one.end is not None and one.end <= leaving[one.member])
        assert one.end is None or one.start < one.end
    stay = [one for one in found if one.member not in leaving]
    assert [one for one in cut if one.member not in leaving] == stay


@given(CHARGES)
def test_cells_have_their_charges_apart(said):
    here = given_to(said)
    there = [gave(day, member, HAMLET_2) for day, member in reversed(said)]
    assert charges([*here, *there])[HAMLET_1] == charges(here)[HAMLET_1]
