"""What becomes of a difficulty: open or removed, whose it is, late since when, how long removing took."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import NamedTuple

RAISED, ACTED, CLOSED, REOPENED, WITHDRAWN = "raised", "acted", "closed", "reopened", "withdrawn"
KINDS_OF_TURN = (RAISED, ACTED, CLOSED, REOPENED, WITHDRAWN)
CELL, COMMUNE, SUPERIOR = "cell", "commune", "superior"
LEVELS = (CELL, COMMUNE, SUPERIOR)  # who has to remove it, the lowest first
SEVERITIES = ("light", "heavy", "stuck")
SEVERAL = 2  # cells with the same kind make it one that recurs


class Turn(NamedTuple):
    """One turn in a difficulty's course: what happened on a day, and whose it is since, until when."""

    kind: str
    on: date
    owner: str
    due: date
    severity: str
    level: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """The turns of one difficulty in the order of their days, the first of them the raising."""

    turns: tuple[Turn, ...]

    @property
    def now(self) -> Turn:
        """The latest turn: what it says of owner, day and level holds."""
        return self.turns[-1]

    @property
    def raised_on(self) -> date:
        """The day it was raised."""
        return self.turns[0].on

    @property
    def open(self) -> bool:
        """Whether it waits to be removed."""
        return self.now.kind not in (CLOSED, WITHDRAWN)

    @property
    def closed_on(self) -> date | None:
        """The day it was removed; None while it is open or when it was never one."""
        return self.now.on if self.now.kind == CLOSED else None

    @property
    def withdrawn(self) -> bool:
        """Whether it was recorded by mistake: it is counted nowhere."""
        return self.now.kind == WITHDRAWN

    @property
    def reopened(self) -> int:
        """How often it came back after it had been removed."""
        return sum(turn.kind == REOPENED for turn in self.turns)

    def until(self, day: date) -> "Course | None":
        """Return the course as it was at the end of a day; None when it was not yet raised.

        What was recorded by mistake never was one, on no day.
        """
        kept = tuple(turn for turn in self.turns if turn.on <= day)
        return Course(kept) if kept and not self.withdrawn else None

    def late(self, day: date) -> int:
        """Return by how many days it is overdue, 0 when it is not or is no longer open."""
        return max((day - self.now.due).days, 0) if self.open else 0

    def level(self, day: date, rises: Mapping[str, int]) -> str:
        """Return who has to remove it on a day: `rises` says after how many days late it goes up.

        An open difficulty rises by itself when it is late, and never sinks by itself.
        """
        late = self.late(day)
        risen = [level for level, days in rises.items() if late and late >= days]
        return max([self.now.level, *risen], key=LEVELS.index)

    def took(self) -> int | None:
        """Return the days from raising to the removal that holds, None when it is not removed."""
        return (self.closed_on - self.raised_on).days if self.closed_on else None


def median_days(courses: Iterable[Course]) -> Fraction | None:
    """Return the median of the days that removing took, exactly; None when none is removed."""
    took = [Fraction(days) for course in courses if (days := course.took()) is not None]
    return median(took) if took else None


class Recurring(NamedTuple):
    """A kind of difficulty that several cells have: how many cells, how many difficulties."""

    kind: str
    cells: int
    difficulties: int


def recurring(those: Iterable[tuple[str, int]]) -> list[Recurring]:
    """Return the kinds that at least two cells have, those of most cells first.

    Takes the kind and the cell of each difficulty.
    """
    found: dict[str, list[int]] = {}
    for kind, cell in those:
        found.setdefault(kind, []).append(cell)
    told = [Recurring(kind, len(set(cells)), len(cells)) for kind, cells in found.items()]
    kept = [one for one in told if one.cells >= SEVERAL]
    return sorted(kept, key=lambda one: (-one.cells, -one.difficulties, one.kind))


class Counts(NamedTuple):
    """How many are open, late, and removed within a period; the median of the days that took."""

    open: int
    late: int
    removed: int
    median: Fraction | None


def counts(courses: Sequence[Course], since: date, day: date) -> Counts:
    """Return what a set of difficulties comes to at the end of a day, removed ones since another."""
    told = [past for one in courses if (past := one.until(day)) is not None]
    removed = [one for one in told if one.closed_on is not None and one.closed_on >= since]
    return Counts(
        open=sum(one.open for one in told),
        late=sum(one.late(day) > 0 for one in told),
        removed=len(removed),
        median=median_days(removed),
    )
