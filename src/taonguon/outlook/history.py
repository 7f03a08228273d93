"""Courses taken apart: month by month, in which stage each was and whether it went on or ended there.

A month is the unit, for cells meet once in it. A row is nobody's: it holds a cell, a stage and months.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from taonguon.core.courses import CLASS_STAGE, REACHED, Course, month_of
from taonguon.core.days import add_months

STAY, ADVANCE, LEAVE = 0, 1, 2
NEVER = date.max.toordinal()
LAST = len(REACHED) - 1
Whole = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in one stage: from a day to the day it went on or ended; `until` None while it lasts."""

    course: int
    stage: int
    since: date
    until: date | None
    outcome: int


def spells(number: int, course: Course) -> list[Spell]:
    """Return the times a course spent in each stage, the furthest reached being the stage it is in."""
    first = course.days[0]
    if first is None:
        return []
    steps = sorted(
        (max(on, first), stage) for stage, on in enumerate(course.days[1:], 1) if on is not None
    )
    found, stage, since = [], 0, first
    for on, reached in steps:
        if reached > stage and (course.ended_on is None or on <= course.ended_on):
            found.append(Spell(number, stage, since, on, ADVANCE))
            stage, since = reached, on
    if stage < LAST:
        left = course.ended_on is not None
        found.append(Spell(number, stage, since, course.ended_on, LEAVE if left else STAY))
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a history was known on a day: a row for each month of each time in a stage.

    `waited` are the months since the stage was reached; `exposure` is how much of the month could be
    seen; `course` is the place of the course in what the history was made of. `open` marks the rows
    of those still there at the end of the day. `arrived` counts the introductions by cell and month
    from `first` on; `classes` are the months in which a class ended.
    """

    day: date
    first: int
    stage: Whole
    cell: Whole
    month: Whole
    waited: Whole
    outcome: Whole
    exposure: Real
    course: Whole
    open: NDArray[np.bool_]
    arrived: Real
    classes: frozenset[int]


class History:
    """The courses of a commune up to a day, read once and cut at any earlier day.

    `cells` are the cells with their first days; `since` is the first day from which all courses are
    known: what was before counts for nothing, for who had given up by then is not in the register.
    """

    def __init__(
        self, courses: Sequence[Course], cells: Mapping[int, date], until: date, since: date | None
    ) -> None:
        """Take the courses apart; those of cells not named are left out."""
        self.places = {cell: place for place, cell in enumerate(sorted(cells))}
        self.courses = [one for one in courses if one.cell in self.places]
        self.until = until
        told = [one.days[0] for one in self.courses if one.days[0] is not None]
        self.since = since or min(told, default=until)
        self.founded = np.array([month_of(cells[cell]) for cell in sorted(cells)], dtype=np.int64)
        self._rows(spell for n, one in enumerate(self.courses) for spell in spells(n, one))

    def _rows(self, found: Iterable[Spell]) -> None:
        kept = [one for one in found if one.since <= self.until]
        begun = np.array([month_of(one.since) for one in kept], dtype=np.int64)
        ends = [min(one.until or self.until, self.until) for one in kept]
        last = np.array([month_of(day) for day in ends], dtype=np.int64)
        lasted = last - begun + 1
        which = np.repeat(np.arange(len(kept)), lasted)
        within = np.arange(which.size) - np.repeat(np.cumsum(lasted) - lasted, lasted)
        self.stage = _taken([one.stage for one in kept], which)
        self.course = _taken([one.course for one in kept], which)
        self.cell = _taken([self.places[self.courses[one.course].cell] for one in kept], which)
        self.waited = within
        self.month = begun[which] + within if which.size else within
        since = _taken([one.since.toordinal() for one in kept], which)
        firsts = _first_days(self.month)
        self.begun = np.maximum(since, firsts)
        until = _taken([one.until.toordinal() if one.until else NEVER for one in kept], which)
        final = self.month == (last[which] if which.size else within)
        self.event = np.where(final, until, NEVER)
        self.outcome = _taken([one.outcome for one in kept], which)

    def cut(self, day: date, class_ends: Iterable[date] = ()) -> Cut:
        """Return what was known at the end of a day, no later than the history's own."""
        now, first = month_of(day), month_of(self.since)
        seen = (self.begun <= day.toordinal()) & (self.month >= first)
        happened = self.event[seen] <= day.toordinal()
        outcome = np.where(happened, self.outcome[seen], STAY)
        month, stage = self.month[seen], self.stage[seen]
        going = (month == now) & (outcome == STAY)
        certified = (stage == CLASS_STAGE) & (outcome == ADVANCE)
        classes = {month_of(one) for one in class_ends if one <= day}
        return Cut(
            day=day,
            first=first,
            stage=stage,
            cell=self.cell[seen],
            month=month,
            waited=self.waited[seen],
            outcome=outcome,
            exposure=np.where(going, gone(day), 1.0),
            course=self.course[seen],
            open=going,
            arrived=self._arrived(day, first),
            classes=frozenset(classes | set(month[certified].tolist())),
        )

    def _arrived(self, day: date, first: int) -> Real:
        found = np.zeros((len(self.places), max(0, month_of(day) - first + 1)))
        for one in self.courses:
            on = one.days[0]
            if on is not None and self.since <= on <= day:
                found[self.places[one.cell], month_of(on) - first] += 1
        return found


def gone(day: date) -> float:
    """Return how much of its month is over at the end of a day."""
    return day.day / (add_months(day.replace(day=1), 1) - day.replace(day=1)).days


def counted(place: Whole, weights: Real, places: int) -> Real:
    """Return the sum of the weights at each place."""
    found: Real = np.bincount(place, weights=weights, minlength=places).astype(np.float64)
    return found


def _taken(values: Sequence[int], which: Whole) -> Whole:
    return np.array(values, dtype=np.int64)[which] if values else np.zeros(0, dtype=np.int64)


def _first_days(months: Whole) -> Whole:
    """Return the ordinal of the first day of each month."""
    if not months.size:
        return months
    low = int(months.min())
    days = [
        date(month // 12, month % 12 + 1, 1).toordinal()
        for month in range(low, int(months.max()) + 1)
    ]
    return np.array(days, dtype=np.int64)[months - low]
