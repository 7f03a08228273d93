"""Dividing a target: it adds up, keeps within bounds, never turns against who has more; and why."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taonguon.outlook.allocation import HIGH, LOW, Claim, Terms, TooManyAtLeast, allocate, standing

PROPERTY = settings(max_examples=150, deadline=None)
CRITERIA = ("members", "households", "youth_present")
NUMBER = st.one_of(st.none(), st.integers(0, 400).map(Fraction))


@st.composite
def claims(draw, most=9):
    """Draw cells with numbers, some not known or not theirs, bounds, and places among equals."""
    count = draw(st.integers(1, most))
    found = []
    for unit in range(count):
        numbers = {code: draw(NUMBER) for code in CRITERIA if draw(st.integers(0, 4))}
        low = draw(st.integers(0, 2))
        high = draw(st.one_of(st.none(), st.integers(0, 6)))
        found.append(Claim(unit, numbers, low, high, draw(st.integers(0, 3))))
    return found


WEIGHTS = st.fixed_dictionaries({code: st.integers(0, 5) for code in CRITERIA})


def least(asked):
    return sum(low_of(claim) for claim in asked)


def low_of(claim):
    return claim.low if claim.high is None else min(claim.low, claim.high)


def numbers(proposal):
    return [share.number for share in proposal.shares]


def simple(*members, **bounds):
    return [Claim(unit, {"members": Fraction(n)}, **bounds) for unit, n in enumerate(members)]


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 40))
def test_it_adds_up_and_keeps_within_bounds(asked, weights, more):
    total = least(asked) + more
    told = allocate(asked, weights, total)
    assert sum(numbers(told)) + told.left == total
    for claim, number in zip(asked, numbers(told), strict=True):
        assert number >= low_of(claim)
        assert claim.high is None or number <= claim.high


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 40))
def test_nothing_is_left_while_somebody_who_stands_for_anything_may_be_asked_for_more(
    asked, weights, more
):
    told = allocate(asked, weights, least(asked) + more)
    free = [
        claim
        for claim, share in zip(asked, told.shares, strict=True)
        if share.points and (claim.high is None or share.number < claim.high)
    ]
    assert not (told.left and free)


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 30))
def test_one_more_to_divide_takes_from_no_cell(asked, weights, more):
    total = least(asked) + more
    before, after = (numbers(allocate(asked, weights, n)) for n in (total, total + 1))
    assert all(old <= new for old, new in zip(before, after, strict=True))


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 30), st.data())
def test_a_higher_number_in_a_criterion_never_gives_a_cell_fewer(asked, weights, more, data):
    which = data.draw(st.integers(0, len(asked) - 1))
    code = data.draw(st.sampled_from(CRITERIA))
    claim = asked[which]
    if claim.numbers.get(code) is None:
        return
    higher = {**claim.numbers, code: claim.numbers[code] + data.draw(st.integers(1, 300))}
    after = [*asked]
    after[which] = Claim(claim.unit, higher, claim.low, claim.high, claim.place)
    total = least(asked) + more
    old, new = (numbers(allocate(one, weights, total))[which] for one in (asked, after))
    assert new >= old


def leaning(told, code, weights):
    """Return how much of each cell's standing rests on a criterion; None for who has no standing."""
    return {
        unit: sum(part.points for part in parts if part.code == code) / whole if whole else None
        for unit, parts in told.items()
        for whole in (sum(part.points for part in parts),)
    }


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 30), st.sampled_from(CRITERIA), st.integers(1, 9))
def test_more_weight_on_a_criterion_takes_from_no_cell_for_one_that_leans_on_it_less(
    asked, weights, more, code, added
):
    weights = {**weights, code: weights[code] or 1}
    total = least(asked) + more
    old = numbers(allocate(asked, weights, total))
    new = numbers(allocate(asked, {**weights, code: weights[code] + added}, total))
    lean = leaning(standing(asked, weights)[0], code, weights)
    lost = [n for n in range(len(asked)) if new[n] < old[n] and lean[n] is not None]
    won = [n for n in range(len(asked)) if new[n] > old[n] and lean[n] is not None]
    assert not any(lean[a] >= lean[b] for a in lost for b in won)


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 30), st.sampled_from(CRITERIA), st.integers(1, 9))
def test_more_weight_on_its_criterion_never_gives_the_cell_that_leans_on_it_most_fewer(
    asked, weights, more, code, added
):
    weights = {**weights, code: weights[code] or 1}
    total = least(asked) + more
    lean = leaning(standing(asked, weights)[0], code, weights)
    told = [unit for unit, share in lean.items() if share is not None]
    if not told:
        return
    most = max(told, key=lambda unit: lean[unit])
    old = numbers(allocate(asked, weights, total))[most]
    assert numbers(allocate(asked, {**weights, code: weights[code] + added}, total))[most] >= old


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 30))
def test_every_number_is_the_nearest_to_its_claim_that_the_bounds_allow(asked, weights, more):
    total = least(asked) + more
    told = allocate(asked, weights, total)
    for claim, share in zip(asked, told.shares, strict=True):
        if share.points:
            top = total + 1 if claim.high is None else claim.high
            best = min(abs(n - share.claim) for n in range(low_of(claim), top + 1))
            assert abs(share.number - share.claim) == best


@PROPERTY
@given(claims(), WEIGHTS, st.integers(0, 30))
def test_a_bound_is_named_where_it_decided_and_nowhere_else(asked, weights, more):
    half = Fraction(1, 2)
    for share in allocate(asked, weights, least(asked) + more).shares:
        told = {
            HIGH: share.claim > share.number + half,
            LOW: share.claim < share.number - half,
            "": abs(share.claim - share.number) <= half,
        }
        assert told[share.held]


@PROPERTY
@given(claims(), WEIGHTS)
def test_the_points_of_all_come_to_one(asked, weights):
    told, idle = standing(asked, weights)
    counted = {code for code, weight in weights.items() if weight} - set(idle)
    whole = sum(part.points for parts in told.values() for part in parts)
    assert whole == (1 if counted else 0)


@pytest.mark.parametrize(
    ("members", "total", "expected"),
    [
        ((60, 30, 10), 10, [6, 3, 1]),
        ((28, 26, 24, 22), 4, [1, 1, 1, 1]),
        ((50, 26, 24), 4, [2, 1, 1]),
        ((17, 10, 10), 6, [3, 2, 1]),
        ((17, 10, 10), 5, [3, 1, 1]),
        ((90, 5, 5), 3, [3, 0, 0]),
    ],
)
def test_shares_by_one_criterion(members, total, expected):
    asked = simple(*members)
    assert numbers(allocate(asked, {"members": 1}, total)) == expected


def test_nothing_to_divide_asks_for_nobody():
    assert numbers(allocate(simple(20, 30), {"members": 1}, 0)) == [0, 0]
    assert allocate([], {"members": 1}, 3).left == 3


def test_who_cannot_be_asked_for_more_leaves_it_to_the_others_in_proportion():
    asked = [
        Claim(0, {"m": Fraction(60)}, high=1),
        *[Claim(n, {"m": Fraction(20)}) for n in (1, 2)],
    ]
    told = allocate(asked, {"m": 1}, 7)
    assert numbers(told) == [1, 3, 3]
    assert (told.shares[0].held, told.shares[0].claim) == (HIGH, 9)


def test_the_least_is_given_first_and_the_rest_by_standing():
    asked = [Claim(0, {"m": Fraction(2)}, low=1), Claim(1, {"m": Fraction(98)})]
    told = allocate(asked, {"m": 1}, 5)
    assert (numbers(told), told.shares[0].held) == ([1, 4], LOW)


def test_more_at_least_than_there_is_is_refused_with_both_numbers():
    with pytest.raises(TooManyAtLeast) as refusal:
        allocate(simple(20, 20, low=2), {"members": 1}, 3)
    assert (refusal.value.asked, refusal.value.total) == (4, 3)


def test_of_equals_the_one_placed_first_goes_first_and_both_name_the_other():
    asked = [Claim(7, {"m": Fraction(20)}, place=2), Claim(8, {"m": Fraction(20)}, place=1)]
    told = allocate(asked, {"m": 1}, 3)
    assert numbers(told) == [1, 2]
    assert [share.tied for share in told.shares] == [(8,), (7,)]


def test_who_does_not_stand_equal_is_told_of_no_tie():
    assert all(share.tied == () for share in allocate(simple(30, 20), {"members": 1}, 3).shares)


def test_a_number_not_known_counts_as_the_average_of_those_known():
    asked = [
        Claim(0, {"h": Fraction(300)}), Claim(1, {"h": Fraction(100)}), Claim(2, {"h": None}),
    ]  # fmt: skip
    shares = [parts[0].share for parts in standing(asked, {"h": 1})[0].values()]
    assert shares == [Fraction(1, 2), Fraction(1, 6), Fraction(1, 3)]


def test_a_criterion_that_does_not_concern_a_cell_gives_it_nothing():
    asked = [Claim(0, {"m": Fraction(20), "h": Fraction(5)}), Claim(1, {"m": Fraction(20)})]
    told = standing(asked, {"m": 1, "h": 1})[0]
    assert [part.code for part in told[1]] == ["m"]
    assert numbers(allocate(asked, {"m": 1, "h": 1}, 4)) == [3, 1]


@pytest.mark.parametrize("numbers_of_h", [(None, None), (Fraction(0), None), (Fraction(0),) * 2])
def test_a_criterion_that_nobody_has_a_number_for_is_named_and_leaves_its_weight(numbers_of_h):
    asked = [
        Claim(unit, {"m": Fraction(30 - 20 * unit), "h": h}) for unit, h in enumerate(numbers_of_h)
    ]
    told = allocate(asked, {"m": 1, "h": 99}, 4)
    assert (told.idle, numbers(told)) == (("h",), [3, 1])


def test_without_any_number_all_stand_equal():
    told = allocate([Claim(unit, {}) for unit in range(3)], {"m": 1}, 6)
    assert numbers(told) == [2, 2, 2]


@pytest.mark.parametrize(("weights", "number"), [({"members": -1}, 5), ({"members": 1}, -5)])
def test_nothing_counts_less_than_nothing(weights, number):
    with pytest.raises(ValueError, match="0"):
        allocate(simple(10, number), weights, 1)


@pytest.mark.parametrize(
    ("terms", "in_time", "expected"),
    [
        (Terms({}), None, (0, None)),
        (Terms({}), 2, (0, 2)),
        (Terms({}, allowance=1), 2, (0, 3)),
        (Terms({}, minimum=1), 2, (1, 2)),
        (Terms({}, minimum=1), 0, (0, 0)),
        (Terms({}, minimum=1, lows={5: 3}), 4, (3, 4)),
        (Terms({}, highs={5: 1}), 4, (0, 1)),
        (Terms({}, highs={5: 9}), 4, (0, 4)),
        (Terms({}, highs={5: 2}), None, (0, 2)),
        (Terms({}, lows={6: 3}, highs={6: 1}), 4, (0, 4)),
    ],
)
def test_the_most_is_what_can_be_reached_and_goes_before_the_least(terms, in_time, expected):
    assert terms.bounds(5, in_time) == expected
