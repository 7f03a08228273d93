"""Dividing a number of admissions among cells: whole numbers that add up, within bounds, and why.

Each next admission goes to the cell whose standing is the largest against what it has: its points
over 2k + 1, with k asked of it already. That is rounding to the nearest at one common rate of
admissions for a point. Why this and nothing else: docs/decisions/0016.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

LOW, HIGH = "low", "high"
HALF = Fraction(1, 2)


class TooManyAtLeast(Exception):
    """The least numbers of the cells come to more than there is to divide."""

    def __init__(self, asked: int, total: int) -> None:
        """Keep both numbers for the sentence that says so."""
        super().__init__(asked, total)
        self.asked, self.total = asked, total


@dataclass(frozen=True, slots=True)
class Terms:
    """What a committee has set: the weight of each criterion, and between which numbers cells may be asked.

    `minimum` holds for every cell. `allowance` is how many a cell may be asked for beyond its prospects
    who can still make it. `lows` and `highs` are those of single cells.
    """

    weights: Mapping[str, int]
    minimum: int = 0
    allowance: int = 0
    lows: Mapping[int, int] = field(default_factory=dict)
    highs: Mapping[int, int] = field(default_factory=dict)

    def bounds(self, unit: int, in_time: int | None) -> tuple[int, int | None]:
        """Return the least and the most a cell may be asked for; the most goes before the least.

        `in_time` is how many of its prospects can still be admitted within the year, None where
        that is not looked at. None for the most where nothing holds the cell.
        """
        reach = None if in_time is None else in_time + self.allowance
        ends = [end for end in (reach, self.highs.get(unit)) if end is not None]
        high = min(ends) if ends else None
        low = max(self.minimum, self.lows.get(unit, 0))
        return (low if high is None else min(low, high)), high


@dataclass(frozen=True, slots=True)
class Claim:
    """What speaks for one cell: its number by criterion, and between which numbers it may be asked.

    A number of None is not known: the average of those known stands for it. A criterion that is not
    named does not concern the cell. Of cells that stand equal the one with the lower `place` goes first.
    """

    unit: int
    numbers: Mapping[str, Fraction | None]
    low: int = 0
    high: int | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion gives a cell: its number, its share of the whole, and the points it is worth."""

    code: str
    number: Fraction | None
    share: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """What one cell is to be asked for, and why.

    `claim` is what its points come to at the common rate, before rounding. `held` is LOW or HIGH where
    a bound decided. `tied` names the cells that stood equal when the last admission was given.
    """

    unit: int
    number: int
    points: Fraction
    parts: tuple[Part, ...]
    claim: Fraction
    held: str = ""
    tied: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The shares in the order of the claims; `left` found no place; `idle` criteria had no number."""

    shares: tuple[Share, ...]
    total: int
    left: int
    idle: tuple[str, ...]

    @property
    def by_unit(self) -> Mapping[int, Share]:
        """Return each cell's share."""
        return {share.unit: share for share in self.shares}


def standing(
    claims: Sequence[Claim], weights: Mapping[str, int]
) -> tuple[Mapping[int, tuple[Part, ...]], tuple[str, ...]]:
    """Return what each criterion gives each cell, and the criteria that nobody has a number for.

    The points of all cells come to 1. Raises ValueError for a weight or a number below 0.
    """
    told = {code: _shares(claims, code) for code, weight in weights.items() if weight}
    if min([0, *weights.values()]) < 0:
        raise ValueError("a weight is 0 or more")
    whole = sum(weights[code] for code, shares in told.items() if shares)
    parts: dict[int, tuple[Part, ...]] = {}
    for claim in claims:
        parts[claim.unit] = tuple(
            Part(code, claim.numbers[code], share, share * Fraction(weights[code], whole))
            for code, shares in told.items()
            if (share := shares.get(claim.unit)) is not None
        )
    return parts, tuple(code for code, shares in told.items() if not shares)


def _shares(claims: Iterable[Claim], code: str) -> dict[int, Fraction]:
    """Return each cell's share in a criterion; none where nobody has a number above 0."""
    concerned = [claim for claim in claims if code in claim.numbers]
    known = {
        claim.unit: number for claim in concerned if (number := claim.numbers[code]) is not None
    }
    if min([Fraction(0), *known.values()]) < 0:
        raise ValueError(f"a number of {code} is below 0")
    whole = sum(known.values(), Fraction(0))
    if not whole:
        return {}
    average = Fraction(1, len(concerned))
    return {
        claim.unit: known[claim.unit] / whole * len(known) * average
        if claim.unit in known
        else average
        for claim in concerned
    }


def allocate(claims: Sequence[Claim], weights: Mapping[str, int], total: int) -> Proposal:
    """Divide `total` among the cells; what they may not be asked for stays `left`.

    Without any criterion that has numbers all stand equal. One more to divide takes from no cell; a
    cell whose standing rises against every other is asked for no fewer. Raises TooManyAtLeast where
    the least numbers come to more than `total`.
    """
    parts, idle = standing(claims, weights)
    equal = Fraction(1, len(claims)) if claims and not any(parts.values()) else Fraction(0)
    points = {unit: sum((part.points for part in told), equal) for unit, told in parts.items()}
    filled = _fill(claims, points, total)
    rate = _rate(claims, points, filled)
    tied = _tied(claims, points, filled)
    shares = tuple(
        Share(
            unit=claim.unit,
            number=filled.numbers[claim.unit],
            points=points[claim.unit],
            parts=parts[claim.unit],
            claim=rate * points[claim.unit],
            held=_held(claim, filled.numbers[claim.unit], rate * points[claim.unit]),
            tied=tied.get(claim.unit, ()),
        )
        for claim in claims
    )
    return Proposal(shares, total, total - sum(filled.numbers.values()), idle)


@dataclass(slots=True)
class _Filled:
    """The numbers given, the priority of the last one given, and that of the first one not given."""

    numbers: dict[int, int]
    given: Fraction | None = None
    waiting: Fraction | None = None


def _low(claim: Claim) -> int:
    return claim.low if claim.high is None else min(claim.low, claim.high)


def _fill(claims: Sequence[Claim], points: Mapping[int, Fraction], total: int) -> _Filled:
    """Give everybody the least, then one admission after another to the highest priority."""
    filled = _Filled({claim.unit: _low(claim) for claim in claims})
    asked = sum(filled.numbers.values())
    if asked > total:
        raise TooManyAtLeast(asked, total)
    queue: list[tuple[Fraction, int, int]] = []
    for order, claim in enumerate(claims):
        _wait(queue, order, claim, filled.numbers[claim.unit], points[claim.unit])
    for _ in range(total - asked):
        if not queue:
            break
        priority, _place, order = heapq.heappop(queue)
        claim = claims[order]
        filled.numbers[claim.unit] += 1
        filled.given = -priority
        _wait(queue, order, claim, filled.numbers[claim.unit], points[claim.unit])
    filled.waiting = -queue[0][0] if queue else None
    return filled


def _wait(
    queue: list[tuple[Fraction, int, int]], order: int, claim: Claim, has: int, points: Fraction
) -> None:
    """Let a cell wait for one more, unless it stands for nothing or may not be asked for more."""
    if points and (claim.high is None or has < claim.high):
        heapq.heappush(queue, (-points / (2 * has + 1), claim.place, order))


def _rate(claims: Sequence[Claim], points: Mapping[int, Fraction], filled: _Filled) -> Fraction:
    """Return the admissions for a point: the proportional rate, as near as rounding at it allows.

    At any rate between the two ends every number is the nearest to its claim that the bounds allow.
    """
    told = [claim for claim in claims if points[claim.unit]]
    whole = sum(filled.numbers[claim.unit] for claim in told)
    start = HALF / filled.given if filled.given else Fraction(0)
    rate = max(_proportional(told, points, whole), start)
    return min(rate, HALF / filled.waiting) if filled.waiting else rate


def _proportional(claims: Sequence[Claim], points: Mapping[int, Fraction], whole: int) -> Fraction:
    """Return the rate at which the claims, each held within its bounds, come to the whole."""

    def come_to(rate: Fraction) -> Fraction:
        return sum((_within(one, rate * points[one.unit]) for one in claims), Fraction(0))

    bends = sorted(
        {
            Fraction(end) / points[one.unit]
            for one in claims
            for end in (_low(one), one.high)
            if end is not None
        }
    )
    bends = bends or [Fraction(0)]
    place = bisect_left(bends, Fraction(whole), key=come_to)
    if place == len(bends):  # beyond the last bend only those without a most go on rising
        rising = sum((points[one.unit] for one in claims if one.high is None), Fraction(0))
        return bends[-1] + ((whole - come_to(bends[-1])) / rising if rising else 0)
    if place == 0:
        return bends[0]
    low, high = bends[place - 1], bends[place]
    return low + (high - low) * (whole - come_to(low)) / (come_to(high) - come_to(low))


def _within(claim: Claim, said: Fraction) -> Fraction:
    """Return a claim held within the bounds of its cell."""
    most = said if claim.high is None else min(said, Fraction(claim.high))
    return max(most, Fraction(_low(claim)))


def _held(claim: Claim, number: int, said: Fraction) -> str:
    if number == claim.high and said > number + HALF:
        return HIGH
    return LOW if number == _low(claim) and said < number - HALF else ""


def _tied(
    claims: Sequence[Claim], points: Mapping[int, Fraction], filled: _Filled
) -> dict[int, tuple[int, ...]]:
    """Return, for those who stood equal for the last admission, with whom: given against not given."""
    if filled.given is None or filled.given != filled.waiting:
        return {}
    with_it, without = [], []
    for claim in claims:
        number, said = filled.numbers[claim.unit], points[claim.unit]
        if number > _low(claim) and said / (2 * number - 1) == filled.given:
            with_it.append(claim.unit)
        elif (claim.high is None or number < claim.high) and said / (
            2 * number + 1
        ) == filled.given:
            without.append(claim.unit)
    return dict.fromkeys(with_it, tuple(without)) | dict.fromkeys(without, tuple(with_it))
