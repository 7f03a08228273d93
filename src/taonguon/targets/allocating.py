"""The proposal for dividing a year's target: the whole, and what of it each category is to have."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from taonguon.outlook.allocation import Claim, Proposal, TooManyAtLeast, allocate
from taonguon.targets.facts import COUNTED, Ground, Materials

OWN = "own"


@dataclass(frozen=True, slots=True)
class Divided:
    """The proposal for the whole and for each category that has a target; `refused` why there is none."""

    whole: Proposal
    categories: Mapping[str, Proposal]
    refused: TooManyAtLeast | None = None


def claims(told: Materials) -> list[Claim]:
    """Return what speaks for each organisation; of equals who was asked for less last year goes first."""
    asked = sorted(told.grounds, key=lambda one: one.last_needed or Fraction(0))
    place = {one.unit.pk: n for n, one in enumerate(asked)}
    found = []
    for one in told.grounds:
        low, high = bounds(told, one)
        found.append(Claim(one.unit.pk, one.numbers, low, high, place[one.unit.pk]))
    return found


def bounds(told: Materials, one: Ground) -> tuple[int, int | None]:
    """Return the least and the most that an organisation may be asked for."""
    in_time = None if one.reach is None else one.reach.in_time.get("", 0)
    return told.held.terms.bounds(one.unit.pk, in_time)


def divide(told: Materials, total: int) -> Divided:
    """Propose how to divide a total, and the targets of categories within it.

    Where the least numbers come to more than the total, the proposal is those of everybody.
    """
    asked, refused = claims(told), None
    try:
        whole = allocate(asked, told.held.terms.weights, total)
    except TooManyAtLeast as too_many:
        refused = too_many
        whole = allocate(asked, told.held.terms.weights, too_many.asked)
    numbers = {share.unit: share.number for share in whole.shares}
    return Divided(whole, of_categories(told, numbers), refused)


def of_categories(told: Materials, numbers: Mapping[int, int]) -> dict[str, Proposal]:
    """Propose, within these numbers, how the target of each category is divided.

    By the prospects of the category who can still make it; of a year that is over by the numbers.
    """
    return {
        code: allocate(
            [_of_category(told, one, code, numbers[one.unit.pk]) for one in told.grounds],
            {OWN: 1},
            headline,
        )
        for code, headline in told.headlines.items()
        if code in COUNTED
    }


def _of_category(told: Materials, one: Ground, code: str, number: int) -> Claim:
    if one.reach is None:
        return Claim(one.unit.pk, {OWN: Fraction(number)}, high=number)
    in_time = one.reach.in_time.get(code, 0)
    high = min(number, in_time + told.held.terms.allowance)
    return Claim(one.unit.pk, {OWN: Fraction(in_time)}, high=high)
