"""How earlier forecasts would have done: past years forecast as of each month, held against their end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from taonguon.core.courses import Calendar, Priors
from taonguon.core.days import Period, same_period_last_year
from taonguon.outlook.forecast import Asked, forecast
from taonguon.outlook.history import History

DRAWS = 500
MONTHS = tuple(range(1, 12))
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trial:
    """One forecast of one past year as of a day, and what became of it.

    `by_share` and `by_hand` are the naive forecasts: last year's share of its admissions by that day,
    and admitted so far with the dossiers in hand.
    """

    day: date
    middle: int
    half: tuple[int, int]
    wide: tuple[int, int]
    by_share: Fraction
    by_hand: int
    actual: int


@dataclass(frozen=True, slots=True)
class Score:
    """How the forecasts of several years did as of one month: counts of hits and mean errors."""

    month: int
    years: int
    in_half: int
    in_wide: int
    error: Fraction
    error_by_share: Fraction
    error_by_hand: Fraction

    @property
    def best(self) -> bool:
        """Tell whether neither naive forecast erred less."""
        return self.error <= min(self.error_by_share, self.error_by_hand)


@dataclass(frozen=True, slots=True)
class Past:
    """The admissions of past years: by day, with their cell, None for those in no cell then."""

    admitted: Mapping[date, Mapping[int | None, int]]

    def within(self, period: Period) -> dict[int | None, int]:
        """Return the admissions of a period by cell."""
        told: dict[int | None, int] = {}
        for day, cells in self.admitted.items():
            if period.contains(day):
                for cell, n in cells.items():
                    told[cell] = told.get(cell, 0) + n
        return told

    def total(self, period: Period) -> int:
        """Return the admissions of a period."""
        return sum(self.within(period).values())


def by_share(past: Past, day: date) -> Fraction:
    """Return the year's admissions if the same share of them has come as by that day last year.

    Last year's own number where none had come by that day.
    """
    year = Period.year(day.year)
    so_far, before = year.until(day), Period.year(day.year - 1)
    then = past.total(same_period_last_year(so_far))
    whole = past.total(before)
    return Fraction(past.total(so_far) * whole, then) if then else Fraction(whole)


def trial(history: History, past: Past, priors: Priors, day: date) -> Trial:
    """Return the forecast of a past year as of a day from what had happened by then, and its end."""
    year = Period.year(day.year)
    asked = Asked(day, past.within(year.until(day)), {}, Calendar())
    told = forecast(history, asked, priors, DRAWS)
    return Trial(
        day, told.total.middle, told.total.half, told.total.wide,
        by_share(past, day), told.plain, past.total(year),
    )  # fmt: skip


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def trials(
    history: History,
    past: Past,
    priors: Priors,
    years: Iterable[int],
    months: Iterable[int] = MONTHS,
) -> list[Trial]:
    """Return the forecasts of past years as of the ends of months."""
    months = tuple(months)
    return [
        trial(history, past, priors, month_end(year, month)) for year in years for month in months
    ]


def scores(found: Iterable[Trial]) -> tuple[Score, ...]:
    """Return how the forecasts did, month by month."""
    by_month: dict[int, list[Trial]] = {}
    for one in found:
        by_month.setdefault(one.day.month, []).append(one)
    return tuple(_score(month, told) for month, told in sorted(by_month.items()))


def _score(month: int, told: list[Trial]) -> Score:
    def error(of: str) -> Fraction:
        return sum(
            (abs(Fraction(getattr(one, of)) - one.actual) for one in told), Fraction(0)
        ) / len(told)

    return Score(
        month=month,
        years=len(told),
        in_half=sum(one.half[0] <= one.actual <= one.half[1] for one in told),
        in_wide=sum(one.wide[0] <= one.actual <= one.wide[1] for one in told),
        error=error("middle"),
        error_by_share=error("by_share"),
        error_by_hand=error("by_hand"),
    )
