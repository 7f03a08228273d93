"""Targets: who is to reach what, in which period, by which paper; and the sum against the headline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from taonguon.core.days import Period
from taonguon.core.facts import Fact, content_key

TARGET = "target"
EXACT, AT_LEAST, RANGE, PERCENT = "exact", "at_least", "range", "percent"
FORMS = (EXACT, AT_LEAST, RANGE, PERCENT)
ASSIGNED, RESOLVED, REGISTERED = "assigned", "resolved", "registered"
SOURCES = (ASSIGNED, RESOLVED, REGISTERED)
CATEGORIES = ("", "women", "religious", "youth_union", "before_enlistment", "enterprise")


@dataclass(frozen=True, slots=True)
class Target:
    """What an organisation is to reach from `start` to `end`, both days included.

    `low` and `high` are people, or percent of the members at the end of the day before `start`.
    `category` is empty for all admissions together. `set_on` is the day of its paper.
    """

    organisation: int
    start: date
    end: date
    category: str
    source: str
    form: str
    low: Fraction
    high: Fraction | None
    set_on: date
    document: str = ""
    fact: int = 0

    @property
    def exceedable(self) -> bool:
        """Tell whether reports say `vượt` above it: a minimum and a range are only reached."""
        return self.form not in {AT_LEAST, RANGE}

    def needed(self, members_at_start: int) -> Fraction:
        """Return how many admissions reach it; a percentage is of the members at the start."""
        return self.low * members_at_start / 100 if self.form == PERCENT else self.low

    def verdict(self, counted: int, members_at_start: int) -> str:
        """Return `below`, `reached` or `exceeded` for a count of admissions.

        An exact target or a percentage is exceeded above its number; a minimum cannot be exceeded
        for it has no upper end; a range only above its upper end.
        """
        needed = self.needed(members_at_start)
        if counted < needed:
            return "below"
        if self.form == AT_LEAST:
            return "reached"
        upper = self.high if self.form == RANGE and self.high is not None else needed
        return "exceeded" if counted > upper else "reached"


@dataclass(frozen=True, slots=True)
class Allocation:
    """The headline of an organisation against the sum of what it passed on below."""

    headline: Fraction | None
    allocated: Fraction

    @property
    def difference(self) -> Fraction | None:
        """Return headline less sum: above 0 is kept in reserve, below 0 is over-allocated."""
        return None if self.headline is None else self.headline - self.allocated


def read(fact: Fact) -> Target:
    """Return the target that a fact sets. Raises ValueError for a malformed number."""
    data = fact.data
    high = data.get("high")
    return Target(
        organisation=fact.organisation or 0,
        start=date.fromisoformat(data["start"]),
        end=date.fromisoformat(data["end"]),
        category=str(data.get("category") or ""),
        source=str(data.get("source") or ASSIGNED),
        form=str(data.get("form") or EXACT),
        low=Fraction(str(data["low"])),
        high=None if high in (None, "") else Fraction(str(high)),
        set_on=fact.happened_on,
        document=str(data.get("document") or ""),
        fact=fact.id,
    )


Key = tuple[int, date, date, str, str]


def in_force(facts: Iterable[Fact], on: date) -> dict[Key, Target]:
    """Return, for each organisation, period, category and source, what is in force on a day.

    A later paper amends an earlier one from its own day on; both stay in the ledger.
    """
    told: dict[Key, Target] = {}
    for fact in sorted(facts, key=lambda f: (f.happened_on, content_key(f))):
        if fact.kind == TARGET and fact.happened_on <= on:
            target = read(fact)
            key = (
                target.organisation,
                target.start,
                target.end,
                target.category,
                target.source,
            )
            told[key] = target
    return told


def of_year(
    targets: Mapping[Key, Target], year: int, category: str = ""
) -> dict[int, list[Target]]:
    """Return each organisation's targets for exactly that year, assigned ones first."""
    return of_period(targets, Period.year(year), category)


def of_period(
    targets: Mapping[Key, Target], period: Period, category: str = ""
) -> dict[int, list[Target]]:
    """Return each organisation's targets for exactly that period, assigned ones first."""
    found: dict[int, list[Target]] = {}
    for target in targets.values():
        if target.category == category and Period(target.start, target.end) == period:
            found.setdefault(target.organisation, []).append(target)
    for rows in found.values():
        rows.sort(key=lambda t: SOURCES.index(t.source))
    return found


def measured_by(period: Period) -> Period:
    """Return the period whose target the admissions of `period` are held against.

    Within a year that is the year; a longer period is held against a target of its very days.
    """
    one_year = period.start.year == period.end.year
    return Period.year(period.start.year) if one_year else period


def allocation(
    headline: Target | None, parts: Iterable[Target], members: Mapping[int, int]
) -> Allocation:
    """Check, in people, the sum of what was passed on against the headline.

    A percentage is of the members that its own organisation had at the start: `members` by organisation,
    none for whom it does not name.
    """

    def people(one: Target) -> Fraction:
        return one.needed(members.get(one.organisation, 0))

    allocated = sum((people(part) for part in parts), Fraction(0))
    return Allocation(None if headline is None else people(headline), allocated)
