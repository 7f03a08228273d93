"""Where the year will end: admissions as a distribution, for a commune and for each of its cells.

Only counts of draws are given, never a chance of anybody: for a cell in which somebody is under way but few
are, not even where it ends, for that would be what is thought of a person.
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

    `total` and `chance` are None where so few courses are open that they would be a person's.
    """

    cell: int
    admitted: int
    open: int
    in_hand: int
    total: Spread | None
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


def forecast(history: History, asked: Asked, priors: Priors, draws: int | None = None) -> Forecast:
    """Return where the year of the day will end. Fewer draws may be asked for than the priors say."""
    many = draws or priors.draws
    known = _known(history, asked, priors)
    drawn = known.year().draws(many, priors.seed)
    so_far = sum(asked.admitted.values())
    by_month = np.cumsum(drawn.by_month, axis=0) + so_far
    stages = known.waiting()
    told = stages.sum() == 0 or stages.sum() >= priors.fewest_cases
    return Forecast(
        day=asked.day,
        draws=many,
        admitted=so_far,
        open=int(stages.sum()),
        in_hand=int(stages[VOTED:].sum()),
        total=spread(by_month[-1]),
        by_month=tuple(spread(row) for row in by_month),
        chance=_chance(by_month[-1], asked.needed.get(None)) if told else None,
        parts=_parts(known, drawn, asked, priors.fewest_cases),
    )


def limits(
    history: History, asked: Asked, priors: Priors, draws: int | None = None
) -> tuple[Limit, ...]:
    """Return what each wait costs, the dearest first: the year drawn as if nobody waited there."""
    many = max(1, (draws or priors.draws) // OF_LIMITS)
    known = _known(history, asked, priors)
    usual, waiting = known.mean(many, priors.seed), known.waiting()
    found = [
        Limit(stage, int(waiting[n]), max(Fraction(0), known.mean(many, priors.seed, n) - usual))
        for n, stage in enumerate(STAGES)
    ]
    return tuple(sorted(found, key=lambda one: -one.more))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known on a day, ready to be drawn from."""

    history: History
    cut: Cut
    fitted: Fitted
    calendar: Calendar

    def year(self, free: int | None = None) -> Year:
        return Year(self.cut, self.history.courses, self.fitted, self.calendar, free)

    def waiting(self) -> Whole:
        found: Whole = np.bincount(self.cut.stage[self.cut.open], minlength=len(STAGES))
        return found

    def mean(self, draws: int, seed: int, free: int | None = None) -> Fraction:
        return Fraction(int(self.year(free).draws(draws, seed).by_month.sum()), draws)


def _known(history: History, asked: Asked, priors: Priors) -> _Known:
    cut = history.cut(asked.day, asked.calendar.class_ends)
    fitted = fit(cut, priors, history.founded)
    return _Known(history, cut, fitted, _placed(asked.calendar, history))


def _placed(calendar: Calendar, history: History) -> Calendar:
    met = frozenset(history.places[cell] for cell in calendar.met if cell in history.places)
    return Calendar(calendar.class_ends, met)


def _chance(totals: Whole, needed: Fraction | None) -> Chance | None:
    if not needed:
        return None
    least = -(-needed.numerator // needed.denominator)
    return Chance(int((totals >= least).sum()), totals.size)


def _parts(known: _Known, drawn: Drawn, asked: Asked, fewest: int) -> tuple[Part, ...]:
    """Return the cells' years; where they end only where none is under way, or many enough are."""
    found, cut = [], known.cut
    for cell, place in known.history.places.items():
        here = cut.open & (cut.cell == place)
        admitted, many = asked.admitted.get(cell, 0), int(here.sum())
        totals = drawn.by_cell[place] + admitted
        told = many == 0 or many >= fewest
        found.append(
            Part(
                cell, admitted, many, int((cut.stage[here] >= VOTED).sum()),
                spread(totals) if told else None,
                _chance(totals, asked.needed.get(cell)) if told else None,
            )
        )  # fmt: skip
    return tuple(found)


def spread(values: Whole) -> Spread:
    """Return the median of whole numbers and the ranges around it that hold nearest to 50 and 90 %."""
    low = int(values.min())
    counts = np.bincount(values - low)
    middle = int(np.searchsorted(np.cumsum(counts), values.size / 2))
    half, wide = (_range(counts, middle, level * values.size) for level in (HALF, NINE_TENTHS))
    return Spread(middle + low, (half[0] + low, half[1] + low), (wide[0] + low, wide[1] + low))


def _range(counts: Whole, middle: int, wanted: float) -> tuple[int, int]:
    """Return the range around the median whose count is nearest to what is wanted.

    It grows by the likelier neighbour, and of two ranges as near it is the wider.
    """
    start = end = middle
    held = int(counts[middle])
    while held < wanted:
        before = int(counts[start - 1]) if start else -1
        after = int(counts[end + 1]) if end + 1 < counts.size else -1
        more = max(before, after)
        if abs(held + more - wanted) > abs(held - wanted):
            break
        held += more
        start, end = (start - 1, end) if before > after else (start, end + 1)
    return start, end
