"""Which committee member is in charge of which cell, from the facts: one at a time, from a day to a day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from taonguon.core.facts import Fact

CHARGE = "charge"  # from a day on a cell is in somebody's charge, or in nobody's


class Charge(NamedTuple):
    """A cell in the charge of one committee member, from `start` up to but not including `end`."""

    cell: int
    member: int
    start: date
    end: date | None
    document: str
    fact: int

    def covers(self, day: date) -> bool:
        """Tell whether the member is in charge on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


def charges(facts: Iterable[Fact]) -> dict[int, tuple[Charge, ...]]:
    """Return the charges of each cell in their order; each ends when the next begins.

    Takes the facts that stand. Of two of one day the one recorded last counts; one without a member
    leaves the cell in nobody's charge.
    """
    told: dict[int, dict[date, Fact]] = {}
    for fact in sorted(facts, key=lambda one: (one.happened_on, one.id)):
        if fact.kind == CHARGE and fact.organisation is not None:
            told.setdefault(fact.organisation, {})[fact.happened_on] = fact
    return {cell: tuple(_periods(cell, list(days.values()))) for cell, days in told.items()}


def _periods(cell: int, facts: list[Fact]) -> Iterable[Charge]:
    ends = [*(fact.happened_on for fact in facts[1:]), None]
    for fact, end in zip(facts, ends, strict=True):
        member = fact.data.get("member")
        if member is not None:
            said = str(fact.data.get("document") or "")
            yield Charge(cell, int(member), fact.happened_on, end, said, fact.id)


def ended(told: Iterable[Charge], leaving: dict[int, date]) -> list[Charge]:
    """Return the charges cut on the day on which each member left the committee.

    What would begin on that day or later is left out.
    """
    found = []
    for one in told:
        left = leaving.get(one.member)
        if left is None or (one.end is not None and one.end <= left):
            found.append(one)
        elif one.start < left:
            found.append(one._replace(end=left))
    return found
