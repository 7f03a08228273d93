"""Admissions held against a target, wherever a page, a chart or a command shows them."""

from dataclasses import dataclass
from fractions import Fraction

from taonguon.core.ratio import Ratio
from taonguon.core.targets import Target


@dataclass(frozen=True, slots=True)
class Goal:
    """Admissions against one target of their period."""

    admitted: int
    target: Target | None
    needed: Fraction | None

    @property
    def ratio(self) -> Ratio:
        """Return admitted over needed, exact; nothing to divide by without a target."""
        return Ratio(self.admitted, self.needed or None)


def goals(found: list[Target], admitted: int, members_before: int) -> tuple[Goal, ...]:
    """Return the admissions against each target, or against none.

    `members_before` are those on the last day before the period, for targets in percent.
    """
    told = tuple(Goal(admitted, target, target.needed(members_before)) for target in found)
    return told or (Goal(admitted, None, None),)
