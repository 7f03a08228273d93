"""A proposal of who takes which cell: each cell once, bounds kept, balanced, and kept where asked."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.outlook.assignment import (
    POINTS,
    Cell,
    Impossible,
    Weights,
    loads,
    points,
    propose,
)

SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ONLY_CELLS = Weights(cells=1, members=0, distance=0, difficulty=0, continuity=0)
MEMBERS = (11, 12, 13)


@st.composite
def tasks(draw, members=3):
    """Give up to seven cells with what weighs on each, some of them held."""
    held = st.one_of(st.none(), st.sampled_from(MEMBERS[:members]))
    numbers = st.tuples(st.integers(0, 60), st.integers(0, 9), st.integers(0, 3), held)
    told = draw(st.lists(numbers, min_size=members, max_size=7))
    return [Cell(n, *one) for n, one in enumerate(told, 1)]


weighings = st.builds(Weights, *[st.integers(0, 5)] * 5)


def spread(proposal):
    return max(proposal.loads.values()) - min(proposal.loads.values())


def changes(cells, proposal):
    return sum(one.holder is not None and proposal.chosen[one.id] != one.holder for one in cells)


@SOME
@given(tasks(), weighings, st.integers(0, 1), st.integers(3, 7))
def test_each_cell_is_in_the_charge_of_exactly_one_within_the_bounds(cells, weights, least, most):
    found = propose(cells, MEMBERS, weights, least, most)
    assert [one.cell for one in found.shares] == [one.id for one in cells]
    counts = [sum(one.member == member for one in found.shares) for member in MEMBERS]
    assert sum(counts) == len(cells)
    assert all(least <= count <= most for count in counts)


@SOME
@given(tasks(), weighings)
def test_the_loads_are_the_points_of_the_cells_and_nothing_is_lost(cells, weights):
    found = propose(cells, MEMBERS, weights, 0, 7)
    worth = points(cells, weights)
    assert found.loads == loads(worth, found.chosen, MEMBERS)
    assert sum(found.loads.values()) == sum(worth.values())
    assert {one.cell: one.points for one in found.shares} == worth


@SOME
@given(tasks(members=2), weighings)
def test_no_other_way_is_better(cells, weights):
    found = propose(cells, MEMBERS[:2], weights, 0, 7)
    held = sum(one.holder is not None for one in cells)
    worth = points(cells, weights)
    average = Fraction(max(sum(worth.values()), 1), 2)
    change = weights.continuity * average / held if held else 0

    def cost(chosen):
        told = loads(worth, chosen, MEMBERS[:2]).values()
        moved = sum(one.holder not in (None, chosen[one.id]) for one in cells)
        return max(told) - min(told) + change * moved

    ids = [one.id for one in cells]
    every = (dict(zip(ids, way, strict=True)) for way in product(MEMBERS[:2], repeat=len(ids)))
    assert found.proved
    assert cost(found.chosen) == min(map(cost, every))


@SOME
@given(tasks(), weighings, st.integers(1, 5))
def test_more_weight_on_keeping_never_changes_more(cells, weights, more):
    less = propose(cells, MEMBERS, weights, 0, 7)
    held = {name: getattr(weights, name) for name in ("cells", "members", "distance", "difficulty")}
    kept = propose(cells, MEMBERS, Weights(**held, continuity=weights.continuity + more), 0, 7)
    assert less.proved
    assert kept.proved
    assert changes(cells, kept) <= changes(cells, less)
    assert spread(kept) >= spread(less) or changes(cells, kept) == changes(cells, less)


@SOME
@given(tasks(), weighings)
def test_the_same_question_has_the_same_answer(cells, weights):
    assert propose(cells, MEMBERS, weights, 0, 7) == propose(cells, MEMBERS, weights, 0, 7)


@SOME
@given(tasks(), weighings)
def test_a_tie_is_as_good_and_named_once(cells, weights):
    found = propose(cells, MEMBERS, weights, 0, 7)
    for one in found.shares:
        assert one.member not in one.ties
        assert list(one.ties) == sorted(set(one.ties), key=MEMBERS.index)
        assert one.kept == (one.member == cells[one.cell - 1].holder)


def test_the_points_are_shares_of_the_average_cell_times_the_weight():
    cells = [Cell(1, members=10), Cell(2, members=30)]
    assert points(cells, ONLY_CELLS) == {1: POINTS, 2: POINTS}
    assert points(cells, Weights(0, 1, 0, 0, 0)) == {1: POINTS // 2, 2: POINTS * 3 // 2}
    assert points(cells, Weights(0, 0, 5, 5, 5)) == {1: 0, 2: 0}


def test_alike_cells_go_in_their_order_to_the_members_in_theirs_and_it_is_said():
    found = propose([Cell(n) for n in (1, 2, 3)], MEMBERS, ONLY_CELLS, 1, 1)
    assert found.chosen == {1: 11, 2: 12, 3: 13}
    assert [one.ties for one in found.shares] == [(12, 13), (11, 13), (11, 12)]


def test_a_heavy_cell_is_taken_alone():
    cells = [Cell(1, 20), Cell(2, 10), Cell(3, 10)]
    found = propose(cells, MEMBERS[:2], Weights(0, 1, 0, 0, 0), 0, 4)
    assert found.chosen == {1: 11, 2: 12, 3: 12}
    assert spread(found) == 0


def test_who_has_the_cells_keeps_them_when_that_is_what_weighs():
    cells = [Cell(n, holder=13) for n in range(1, 5)]
    kept = propose(cells, MEMBERS, Weights(1, 0, 0, 0, 9), 0, 4)
    assert set(kept.chosen.values()) == {13}
    assert all(one.kept for one in kept.shares)
    shared = propose(cells, MEMBERS, ONLY_CELLS, 0, 4)
    assert len(set(shared.chosen.values())) == 3


def test_a_holder_who_is_not_to_be_chosen_holds_nothing_back():
    found = propose([Cell(1, holder=99), Cell(2)], MEMBERS[:2], Weights(1, 0, 0, 0, 9), 1, 1)
    assert found.chosen == {1: 11, 2: 12}
    assert not any(one.kept for one in found.shares)


@pytest.mark.parametrize(
    ("cells", "members", "least", "most", "why"),
    [
        (0, 3, 0, 4, Impossible.NOTHING),
        (3, 0, 0, 4, Impossible.NOBODY),
        (3, 3, 3, 2, Impossible.REVERSED),
        (7, 3, 0, 2, Impossible.TOO_MANY),
        (2, 3, 1, 4, Impossible.TOO_FEW),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(cells, members, least, most, why):
    with pytest.raises(Impossible) as refused:
        propose([Cell(n) for n in range(cells)], MEMBERS[:members], ONLY_CELLS, least, most)
    assert refused.value.why == why


@pytest.mark.parametrize(("cells", "least", "most"), [(6, 2, 2), (6, 0, 2), (3, 1, 4)])
def test_what_just_can_be_is_proposed(cells, least, most):
    found = propose([Cell(n) for n in range(cells)], MEMBERS, ONLY_CELLS, least, most)
    assert sorted(found.loads.values()) == [cells // 3 * POINTS] * 3
