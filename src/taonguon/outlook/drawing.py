"""Drawing the rest of a year: everybody on the way and everybody still to come, month by month.

All draws of a month are done at once. Nothing of one course leaves this file: what is given back are
counts of admissions by draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from taonguon.core.courses import (
    AT_A_MEETING,
    CLASS_STAGE,
    STAGES,
    Calendar,
    Course,
    month_of,
)
from taonguon.outlook.history import LAST, Cut, Real, Whole, gone
from taonguon.outlook.survival import Fitted, class_chances

AT_ONCE = 2_000  # draws done together: what they need stays in the processor's cache
SETS = 500  # sets of parameters, each used for several draws
MET = np.array([stage in AT_A_MEETING for stage in STAGES])
CERTAIN = 1e6
Single = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Admissions still to come, counted by draw: by month (the first that of the day) and by cell."""

    by_month: Whole
    by_cell: Whole


@dataclass(slots=True)
class _Sets:
    """Sets of parameters drawn; rates of a month are minus the logarithm of the chance to stay."""

    advance: Single
    leave: Single
    cell: Single
    arrivals: Real


@dataclass(slots=True)
class _Crowd:
    """Everybody under way in all draws of a batch, one entry for each course and draw."""

    row: NDArray[np.int32]
    draw: NDArray[np.int32]
    cell: NDArray[np.int32]
    stage: NDArray[np.int32]
    entered: NDArray[np.int32]

    def joined(self, other: "_Crowd") -> "_Crowd":
        """Return both together."""
        return _Crowd(
            *(np.concatenate(pair) for pair in zip(self._all(), other._all(), strict=True))
        )

    def kept(self, those: NDArray[np.bool_]) -> "_Crowd":
        """Return those that a mark keeps."""
        return _Crowd(*(one[those] for one in self._all()))

    def _all(self) -> tuple[NDArray[np.int32], ...]:
        return self.row, self.draw, self.cell, self.stage, self.entered


class Year:
    """The rest of one year as it can be drawn: who is where on the day, and what is known of waits.

    `free` names a stage nobody has to wait in, to see how much its wait costs.
    """

    def __init__(
        self,
        cut: Cut,
        courses: Sequence[Course],
        fitted: Fitted,
        calendar: Calendar,
        free: int | None = None,
    ) -> None:
        """Take what is known on the day of the cut."""
        self.fitted, self.free = fitted, free
        self.now = month_of(cut.day)
        self.months = np.arange(self.now, self.now - self.now % 12 + 12)
        self.left = 1.0 - gone(cut.day)
        self.classes = class_chances(fitted, calendar, self.months)
        order = np.flatnonzero(cut.open)
        self.stage, self.cell = cut.stage[order], cut.cell[order]
        self.entered = cut.month[order] - cut.waited[order]
        self.cells = cut.arrived.shape[0]
        self.earliest = _earliest([courses[n] for n in cut.course[order].tolist()])
        self.limited = bool((self.earliest > self.now).any())
        self.met = np.isin(np.arange(self.cells), list(calendar.met))

    def draws(self, times: int, seed: int) -> Drawn:
        """Return so many draws; the same seed gives the same."""
        rng = np.random.Generator(np.random.SFC64(seed))
        sets = min(SETS, times)
        drawn = self._sets(rng, sets)
        told = [
            _Batch(self, drawn, rng).done(min(AT_ONCE, times - start), sets)
            for start in range(0, times, AT_ONCE)
        ]
        return Drawn(
            np.concatenate([one.by_month for one in told], axis=1),
            np.concatenate([one.by_cell for one in told], axis=1),
        )

    def _sets(self, rng: np.random.Generator, sets: int) -> _Sets:
        """Return sets of parameters: the rates by set, month, stage and band of waiting."""
        fitted, calendar = self.fitted, self.months % 12
        bands, stages = fitted.bands.size, len(STAGES)
        chance = rng.beta(*fitted.advance, size=(sets, stages * bands))
        rates = -np.log1p(-chance.reshape(sets, 1, stages, bands))
        own = fitted.stage_season.drawn(rng, sets).reshape(sets, stages, 12)
        season = (own * fitted.season.drawn(rng, sets)[:, None, :])[:, :, calendar]
        by_gate = season.transpose(0, 2, 1).copy()  # set, month, stage
        held = rng.random((sets, calendar.size)) < rng.beta(
            *self.classes, size=(sets, calendar.size)
        )
        by_gate[:, :, CLASS_STAGE] = held
        year = fitted.year.drawn(rng, sets) * rng.gamma(fitted.doubt, 1 / fitted.doubt, (sets, 1))
        part = np.ones((1, calendar.size, 1, 1))
        part[:, 0] = self.left
        advance = (rates * by_gate[..., None] * year[:, :, None, None] * part).astype(np.float32)
        leaving = -np.log1p(-rng.beta(*fitted.leave, size=(sets, stages)))
        leave = (leaving[:, None, :] * part[..., 0]).astype(np.float32)
        if self.free is not None:
            advance[:, :, self.free] = np.where(
                part[:, :, 0] > 0, CERTAIN, 0
            )  # not on a day gone by
            leave[:, :, self.free] = 0
        return _Sets(
            advance, leave, fitted.cell.drawn(rng, sets).astype(np.float32),
            self._arriving(rng, sets, part[0, :, 0, 0]),
        )  # fmt: skip

    def _arriving(self, rng: np.random.Generator, sets: int, part: Real) -> Real:
        """Return how many introductions to expect, by set, month and cell."""
        fitted = self.fitted
        shape, rate = fitted.arrivals
        base = rng.gamma(shape, size=sets) / rate * fitted.arrivals_year.drawn(rng, sets)[:, 0]
        by_month = fitted.arrivals_season.drawn(rng, sets)[:, self.months % 12] * part
        by_cell = fitted.arrivals_cell.drawn(rng, sets)
        arriving: Real = base[:, None, None] * by_month[:, :, None] * by_cell[:, None, :]
        return arriving


def _earliest(courses: Sequence[Course]) -> Whole:
    """Return the first month the rules allow for each stage of each course, 0 for no wait.

    The last row is that of whoever comes new.
    """
    found = np.zeros((len(courses) + 1, LAST + 1), dtype=np.int64)
    for place, course in enumerate(courses):
        for stage, day in enumerate(course.earliest):
            found[place, stage] = month_of(day) if day is not None else 0
    return found


class _Batch:
    """Some draws done together."""

    def __init__(self, year: Year, sets: _Sets, rng: np.random.Generator) -> None:
        self.year, self.sets, self.rng = year, sets, rng
        self.bands = year.fitted.bands
        longest = int(year.months[-1] - year.entered.min(initial=year.now)) + 1
        self.band = (np.searchsorted(self.bands, np.arange(longest + 1), side="right") - 1).astype(
            np.int32
        )

    def done(self, draws: int, sets: int) -> Drawn:
        """Draw the rest of the year so many times."""
        year = self.year
        self.draws = draws
        self.used = (np.arange(draws) % sets).astype(np.int32)
        self.by_month = np.zeros((year.months.size, draws), dtype=np.int64)
        self.by_cell = np.zeros(year.cells * draws, dtype=np.int64)
        crowd = self._begun()
        for place, month in enumerate(year.months.tolist()):
            crowd = crowd.joined(self._newcomers(place, month))
            crowd = self._month(crowd, place, month)
        return Drawn(self.by_month, self.by_cell.reshape(year.cells, draws))

    def _begun(self) -> _Crowd:
        year, many = self.year, self.year.stage.size
        drawn = np.tile(np.arange(self.draws, dtype=np.int32), many)
        rows = np.arange(many)
        each = [np.repeat(one, self.draws).astype(np.int32)
                for one in (rows, year.cell, year.stage, year.entered)]  # fmt: skip
        return _Crowd(each[0], drawn, *each[1:])

    def _newcomers(self, place: int, month: int) -> _Crowd:
        """Return who is introduced in a month, in each draw."""
        expected = self.sets.arrivals[:, place, :][self.used]
        many = self.rng.poisson(expected.sum(1))
        drawn = np.repeat(np.arange(self.draws, dtype=np.int32), many)
        chosen = np.cumsum(expected, axis=1)
        point = self.rng.random(drawn.size) * chosen[drawn, -1]
        cell = (chosen[drawn] < point[:, None]).sum(1)
        alike = [np.full(drawn.size, value, dtype=np.int32)
                 for value in (self.year.stage.size, 0, month)]  # fmt: skip
        return _Crowd(alike[0], drawn, cell.astype(np.int32), *alike[1:])

    def _month(self, crowd: _Crowd, place: int, month: int) -> _Crowd:
        """Let everybody try to go on in a month, again at once after each step; return who is left."""
        trying = np.arange(crowd.draw.size)
        gone_ = np.zeros(crowd.draw.size, dtype=bool)
        advance = np.ascontiguousarray(self.sets.advance[:, place]).reshape(-1)
        leave = np.ascontiguousarray(self.sets.leave[:, place]).reshape(-1)
        whole = True
        while trying.size:
            moved, left = self._tried(crowd, None if whole else trying, (advance, leave), month)
            gone_[left] = True
            crowd.stage[moved] += 1
            crowd.entered[moved] = month
            there = crowd.stage[moved] == LAST
            self._count(crowd, moved[there], place)
            gone_[moved[there]] = True
            trying, whole = moved[~there], False
        return crowd.kept(~gone_)

    def _tried(
        self, crowd: _Crowd, those: Whole | None, rates: tuple[Single, Single], month: int
    ) -> tuple[Whole, Whole]:
        """Return who of those goes on, and who drops out."""
        who: Whole | slice = slice(None) if those is None else those
        stage, draw, cell = crowd.stage[who], self.used[crowd.draw[who]], crowd.cell[who]
        at = draw * len(STAGES) + stage
        on = rates[0].take(at * self.bands.size + self.band.take(month - crowd.entered[who]))
        on *= self.sets.cell.reshape(-1).take(draw * self.year.cells + cell)
        if month == self.year.now and self.year.met.any():
            on *= ~(self.year.met[cell] & MET[stage])
        whole = on + rates[1].take(at)
        out = np.flatnonzero(self.rng.standard_exponential(whole.size, dtype=np.float32) < whole)
        goes = self.rng.random(out.size, dtype=np.float32) * whole[out] < on[out]
        found = out if those is None else those[out]
        moved = found[goes]
        if self.year.limited and moved.size:
            first = self.year.earliest[crowd.row[moved], crowd.stage[moved] + 1]
            moved = moved[first <= month]
        return moved, found[~goes]

    def _count(self, crowd: _Crowd, admitted: Whole, place: int) -> None:
        draw = crowd.draw[admitted]
        self.by_month[place] += np.bincount(draw, minlength=self.draws)
        self.by_cell += np.bincount(
            crowd.cell[admitted] * self.draws + draw, minlength=self.by_cell.size
        )
