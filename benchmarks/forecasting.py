"""Forecasting on one core, against a plain NumPy draw of the same size: waits and leavings, added up."""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import numpy as np

from benchmarks.databases import Databases
from benchmarks.telling import Section, table
from taonguon.core.courses import STAGES, Course
from taonguon.outlook.forecast import Asked, forecast
from taonguon.outlook.history import History
from taonguon.rules.outlook import shipped

CELLS, OPEN, DRAWS, COMMUNES, ROUNDS = 28, 60, 10_000, 130, 3
FEW = 3  # communes of the small province
GOAL, SEED = 5.0, 28
FIRST, DAY = date(2017, 1, 1), date(2026, 1, 31)  # the whole year is still to come
WAITS = (40, 150, 120, 90, 130, 45, 30)


@dataclass(frozen=True, slots=True)
class Made:
    """A commune for the benchmark: its history and how many are under way on the day."""

    history: History
    open: int


def commune(seed: int) -> Made:
    """Return a commune of 28 cells with nine years of courses and 60 of them open."""
    rng, found, open_ = np.random.default_rng(seed), [], 0
    while open_ < OPEN:
        course = _course(rng, int(rng.integers(CELLS)))
        found.append(course)
        open_ += course.admitted_on is None and course.ended_on is None
        if open_ == OPEN:
            break
    cells = dict.fromkeys(range(CELLS), FIRST)
    return Made(History(found, cells, DAY, FIRST), open_)


def _course(rng: np.random.Generator, cell: int) -> Course:
    day = FIRST + timedelta(int(rng.integers((DAY - FIRST).days)))
    days: list[date | None] = [day]
    for wait in WAITS:
        day += timedelta(int(rng.gamma(2, wait / 2)))
        days.append(day if day <= DAY else None)
    if days[-1] is None and rng.random() < 0.3:
        last = max(one for one in days if one)
        return Course(cell, tuple(days), min(last + timedelta(60), DAY))
    return Course(cell, tuple(days))


def ours(made: Made) -> int:
    """Forecast a commune's year as the page does; return the median."""
    return forecast(made.history, Asked(DAY, {}, {}), shipped(), DRAWS).total.middle


def plain(made: Made) -> int:
    """Draw as many waits and leavings of as many people with NumPy alone; return a median.

    As many people: those under way. The newcomers, whom ours draws too, are left out here.
    """
    rng = np.random.default_rng(SEED)
    size = (DRAWS, made.open, len(STAGES))
    days = np.cumsum(rng.lognormal(4.0, 0.7, size), axis=2)[:, :, -1]
    stays = rng.random(size).min(axis=2) > 0.05
    return int(np.median(((days < 334) & stays).sum(axis=1)))


def measure(databases: Databases, *, small: bool) -> Iterator[Section]:
    """Forecast one commune and a province of them, in turn with the plain draw."""
    rows, goals = [], []
    for name, count in (("one commune", 1), ("a province", FEW if small else COMMUNES)):
        found = [commune(SEED + number) for number in range(count)]
        rounds = 1 if small or count > 1 else ROUNDS
        told = [(_seconds(found, ours), _seconds(found, plain)) for _ in range(rounds)]
        ratio = median(one / floor for one, floor in told)
        for way, place in (("forecast", 0), ("plain NumPy draw", 1)):
            spent = median(pair[place] for pair in told)
            rows.append([f"{name} ({count}): {way}", f"{spent:.2f}", f"{1000 * spent / count:.0f}"])
        goals.append(
            (f"{name}: at most {GOAL:g} times a plain draw", f"{ratio:.2f} times", ratio <= GOAL)
        )
    title = f"Forecast of a commune: {CELLS} cells, {OPEN} open cases, {DRAWS:,} draws, one core"
    yield Section(title, table(["what", "CPU s", "ms a commune"], rows), goals)


def _seconds(found: list[Made], work: Callable[[Made], object]) -> float:
    gc.collect()
    begun = time.process_time()
    for one in found:
        work(one)
    return time.process_time() - begun
