"""Forecasting communes whose truth is known: how often the ranges hold, and how far it all errs."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from taonguon.core.days import Period
from taonguon.outlook.backtest import Past, Trial, trials
from taonguon.outlook.history import History
from taonguon.rules.outlook import shipped
from tests.outlook.communes import FIRST, Commune, commune

MONTHS = (3, 6, 9)
LEARNT = 2  # years of facts before the first year forecast


def past(made: Commune) -> Past:
    """Return a commune's admissions by day and cell."""
    told: dict[date, dict[int | None, int]] = {}
    for course in made.courses:
        if course.admitted_on:
            cells = told.setdefault(course.admitted_on, {})
            cells[course.cell] = cells.get(course.cell, 0) + 1
    return Past(told)


def tried(made: Commune, months: Iterable[int] = MONTHS) -> list[Trial]:
    """Return the forecasts of a commune's years, each from what had happened by its day."""
    history = History(made.courses, made.cells, made.last, made.since)
    years = range(FIRST + LEARNT, made.last.year + 1)
    return trials(history, past(made), shipped(), years, months)


def of_communes(numbers: Iterable[int]) -> list[Trial]:
    """Return the forecasts of communes made up from these numbers."""
    return [trial for number in numbers for trial in tried(commune(number))]


def by_rest(made: Past, day: date) -> Fraction:
    """Return a third naive forecast: admitted so far, and what came after that day last year."""
    year, before = Period.year(day.year), Period.year(day.year - 1)
    then = Period(before.start, day.replace(year=day.year - 1))
    return Fraction(made.total(year.until(day)) + made.total(before) - made.total(then))
