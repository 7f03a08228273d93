"""Where the year will end: admissions as a distribution, for a commune and for each of its cells.

Only counts of draws are given, never a chance of anybody: for a cell with few open courses not even
the chance of its target, which would be that of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from taonguon.core.courses import STAGES, VOTED, Calendar, Priors
from taonguon.outlook.drawing import Drawn, Year
from taonguon.outlook.history import Cut, History, Whole
from taonguon.outlook.survival import Fitted, fit

HALF, NINE_TENTHS = 0.5, 0.9
OF_LIMITS = 5  # the draws for what limits it are this part of all
NOTHING_KNOWN = Calendar()


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution of whole numbers: its median, and the ranges that hold nearest to 50 and 90 %."""

    middle: int
    half: tuple[int, int]
    wide: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chance:
    """How many of all draws reached something, exactly."""

    reached: int
    draws: int

    @property
    def share(self) -> Fraction:
        """Return the share."""
        return Fraction(self.reached, self.draws)


@dataclass(frozen=True, slots=True)
class Part:
    """One cell's year: admitted so far, open courses, dossiers in hand, where it ends.

    `chance` is None without a target, and where so few courses are open that it would be a person's.
    """

    cell: int
    admitted: int
    open: int
    in_hand: int
    total: Spread
    chance: Chance | None


@dataclass(frozen=True, slots=True)
class Limit:
    """A stage, how many wait in it, and how many more would be admitted if nobody had to wait in it."""

    stage: str
    waiting: int
    more: Fraction


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a commune's year ends, as seen at the end of a day.

    `by_month` are the admissions of the whole year by the end of each month, from that of the day on.
    `coming` is the mean number admitted of those not yet introduced. `limits` begin with what costs most.
    """

    day: date
    draws: int
    admitted: int
    open: int
    in_hand: int
    total: Spread
    by_month: tuple[Spread, ...]
    chance: Chance | None
    parts: tuple[Part, ...]
    limits: tuple[Limit, ...]

    @property
    def plain(self) -> int:
        """Return admitted so far and dossiers in hand: what offices count."""
        return self.admitted + self.in_hand


@dataclass(frozen=True, slots=True)
class Asked:
    """What a forecast is asked: as of which day, who was admitted this year so far, who is aimed at.

    `admitted` counts by cell, None for those in no cell yet; `needed` are the targets by cell, None
    for that of the commune.
    """

    day: date
    admitted: Mapping[int | None, int]
    needed: Mapping[int | None, Fraction]
    calendar: Calendar = NOTHING_KNOWN


def forecast(
    history: History, asked: Asked, priors: Priors, draws: int | None = None, limits: bool = True
) -> Forecast:
    """Return where the year of the day will end. Fewer draws may be asked for than the priors say."""
    many = draws or priors.draws
    cut = history.cut(asked.day, asked.calendar.class_ends)
    fitted = fit(cut, priors, history.founded)
    calendar = _placed(asked.calendar, history)
    drawn = Year(cut, history.courses, fitted, calendar).draws(many, priors.seed)
    so_far = sum(asked.admitted.values())
    by_month = np.cumsum(drawn.by_month, axis=0) + so_far
    stages = np.bincount(cut.stage[cut.open], minlength=len(STAGES))
    limiting = _Limits(history, cut, fitted, calendar) if limits else None
    return Forecast(
        day=asked.day,
        draws=many,
        admitted=so_far,
        open=int(stages.sum()),
        in_hand=int(stages[VOTED:].sum()),
        total=spread(by_month[-1]),
        by_month=tuple(spread(row) for row in by_month),
        chance=_chance(by_month[-1], asked.needed.get(None)),
        parts=_parts(history, cut, drawn, asked, priors.fewest_cases),
        limits=limiting.found(max(1, many // OF_LIMITS), priors.seed) if limiting else (),
    )


def _placed(calendar: Calendar, history: History) -> Calendar:
    met = frozenset(history.places[cell] for cell in calendar.met if cell in history.places)
    return Calendar(calendar.class_ends, met)


def _chance(totals: Whole, needed: Fraction | None) -> Chance | None:
    if not needed:
        return None
    least = -(-needed.numerator // needed.denominator)
    return Chance(int((totals >= least).sum()), totals.size)


def _parts(history: History, cut: Cut, drawn: Drawn, asked: Asked, fewest: int) -> tuple[Part, ...]:
    """Return the cells' years; the chance of a target only where many enough are under way."""
    found = []
    for cell, place in history.places.items():
        here = cut.open & (cut.cell == place)
        admitted = asked.admitted.get(cell, 0)
        totals = drawn.by_cell[place] + admitted
        needed = asked.needed.get(cell)
        told = int(here.sum()) >= fewest
        in_hand = int((cut.stage[here] >= VOTED).sum())
        found.append(
            Part(cell, admitted, int(here.sum()), in_hand, spread(totals),
                 _chance(totals, needed) if told else None)
        )  # fmt: skip
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What each wait costs: the year drawn again as if nobody had to wait in one stage."""

    history: History
    cut: Cut
    fitted: Fitted
    calendar: Calendar

    def found(self, draws: int, seed: int) -> tuple[Limit, ...]:
        usual = self._mean(draws, seed, None)
        waiting = np.bincount(self.cut.stage[self.cut.open], minlength=len(STAGES))
        told = [
            Limit(stage, int(waiting[n]), max(Fraction(0), self._mean(draws, seed, n) - usual))
            for n, stage in enumerate(STAGES)
        ]
        return tuple(sorted(told, key=lambda one: -one.more))

    def _mean(self, draws: int, seed: int, free: int | None) -> Fraction:
        year = Year(self.cut, self.history.courses, self.fitted, self.calendar, free)
        return Fraction(int(year.draws(draws, seed).by_month.sum()), draws)


def spread(values: Whole) -> Spread:
    """Return the median of whole numbers and the ranges around it that hold nearest to 50 and 90 %."""
    low = int(values.min())
    counts = np.bincount(values - low)
    middle = int(np.searchsorted(np.cumsum(counts), values.size / 2))
    half, wide = (_range(counts, middle, level * values.size) for level in (HALF, NINE_TENTHS))
    return Spread(middle + low, (half[0] + low, half[1] + low), (wide[0] + low, wide[1] + low))


def _range(counts: Whole, middle: int, wanted: float) -> tuple[int, int]:
    """Return the range around the median whose count is nearest to what is wanted.

    It grows by the likelier neighbour; of whole numbers no range holds exactly the half.
    """
    start = end = middle
    held = int(counts[middle])
    while held < wanted:
        before = int(counts[start - 1]) if start else -1
        after = int(counts[end + 1]) if end + 1 < counts.size else -1
        more = max(before, after)
        if abs(held + more - wanted) >= abs(held - wanted):
            break
        held += more
        start, end = (start - 1, end) if before > after else (start, end + 1)
    return start, end
