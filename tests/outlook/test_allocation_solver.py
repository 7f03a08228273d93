"""The method against a solver that knows nothing of it, and why the least largest deviation is not it."""

import random
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from taonguon.outlook.allocation import Claim, allocate

COMMUNES = [(seed, total) for seed in range(6) for total in (18, 28, 45)]


def commune(seed, bounded):
    """Return 28 cells of a commune drawn with a seed."""
    drawn = random.Random(seed)
    return [
        Claim(
            unit,
            {"members": Fraction(drawn.randint(8, 60))},
            low=drawn.choice([0, 0, 1]) if bounded else 0,
            high=drawn.choice([None, 1, 2, 4]) if bounded else None,
            place=unit,
        )
        for unit in range(28)
    ]


def by_solver(asked, total):
    """Return the least sum of a²/s, by a solver that opens one admission after another or none."""
    most = [total if claim.high is None else min(claim.high, total) for claim in asked]
    steps = [(n, k) for n, claim in enumerate(asked) for k in range(claim.low, most[n])]
    points = [float(claim.numbers["members"]) for claim in asked]
    cost = np.array([(2 * k + 1) / points[n] for n, k in steps])
    left = total - sum(claim.low for claim in asked)
    whole = LinearConstraint(np.ones(len(steps)), left, left)
    found = milp(cost, constraints=whole, bounds=Bounds(0, 1), integrality=np.ones(len(steps)))
    return found.fun + sum(claim.low**2 / point for claim, point in zip(asked, points, strict=True))


@pytest.mark.parametrize("bounded", [False, True])
@pytest.mark.parametrize(("seed", "total"), COMMUNES)
def test_no_division_has_a_smaller_weighted_sum_of_squared_relative_deviations(
    seed, total, bounded
):
    asked = commune(seed, bounded)
    told = allocate(asked, {"members": 1}, total)
    ours = sum(
        share.number**2 / float(claim.numbers["members"])
        for claim, share in zip(asked, told.shares, strict=True)
    )
    assert told.left == 0
    assert ours == pytest.approx(by_solver(asked, total), rel=1e-9)


def quotas(members, total):
    return [Fraction(n * total, sum(members)) for n in members]


def largest(numbers, members, total):
    told = zip(numbers, quotas(members, total), strict=True)
    return max(abs(number - quota) / quota for number, quota in told)


def least_largest(members, total):
    """Return the division whose largest relative deviation is the least; it must be the only one."""
    wanted = quotas(members, total)
    ends = sorted({abs(n - quota) / quota for quota in wanted for n in range(total + 1)})
    for end in ends:
        lows = [max(0, ceil(quota * (1 - end))) for quota in wanted]
        highs = [floor(quota * (1 + end)) for quota in wanted]
        if sum(lows) <= total <= sum(highs):
            free = [n for n in range(len(members)) if lows[n] < highs[n]]
            assert total in (sum(lows), sum(highs)) or len(free) < 2
            return lows if total == sum(lows) else highs
    raise AssertionError("nothing adds up")


def test_the_least_largest_deviation_takes_from_a_cell_when_one_is_added():
    members = (17, 10, 10)
    assert least_largest(members, 5) == [3, 1, 1]
    assert least_largest(members, 6) == [2, 2, 2]


def test_ours_gives_way_there_only_as_far_as_it_must():
    members = (17, 10, 10)
    asked = [Claim(n, {"members": Fraction(of)}, place=n) for n, of in enumerate(members)]
    told = [
        [share.number for share in allocate(asked, {"members": 1}, total).shares]
        for total in range(8)
    ]
    for before, after in pairwise(told):
        assert all(old <= new for old, new in zip(before, after, strict=True))
    assert told[5] == [3, 1, 1]
    assert largest(told[5], members, 5) == largest(least_largest(members, 5), members, 5)
