"""Communes that never were, with a known truth: 28 cells, ten years, everybody's whole course.

The truth is made by days and by other shapes than the forecast's: gamma and log-normal waits that
lengthen or shorten with the cell and with the person, meetings that fall out at Tết, classes with a
limited number of seats, ceremonies gathered on the feasts, a rush at the year's end, people who leave for
work after Tết, introductions in batches and in waves over the years.
"""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from taonguon.core.courses import Course

CELLS, FIRST, YEARS, EARLIER = 28, 2011, 10, 4
FEASTS = ((2, 3), (5, 19), (9, 2), (11, 7), (12, 22))
MONTHLY = np.array([0.7, 0.4, 1.3, 1.1, 1.6, 1.1, 1.0, 1.1, 1.0, 1.1, 0.9, 0.7])
DAY = timedelta(days=1)
# How much is done in a day: little around Tết, more towards the end of the year.
PACE = (0.7, 0.6, 1.0, 1.0, 1.0, 1.0, 0.9, 0.9, 1.1, 1.3, 1.5, 1.2)


def worked(pace, day, days):
    """Return the day on which so many days' work is done, begun on a day, at each month's pace."""
    while True:
        following = (day.replace(day=28) + 5 * DAY).replace(day=1)
        here = (following - day).days * pace[day.month - 1]
        if days < here:
            return day + int(days / pace[day.month - 1]) * DAY
        day, days = following, days - here


class Commune(NamedTuple):
    """A commune that was made up: its cells with their first days, and all courses to the last day."""

    cells: dict[int, date]
    courses: list[Course]
    since: date
    last: date

    def admitted(self, start, end):
        """Return how many were admitted from a day to a day."""
        return sum(1 for one in self.courses if one.admitted_on and start <= one.admitted_on <= end)

    def by_cell(self, start, end):
        """Return the admissions of a period by cell."""
        told = dict.fromkeys(self.cells, 0)
        for one in self.courses:
            if one.admitted_on and start <= one.admitted_on <= end:
                told[one.cell] += 1
        return told


class Truth:
    """How things go in one commune; nothing of it is told to the forecast."""

    def __init__(self, seed, cells=CELLS, years=YEARS):
        self.rng = rng = np.random.default_rng(seed)
        self.first, self.last = date(FIRST - EARLIER, 1, 1), date(FIRST + years - 1, 12, 31)
        self.rate = rng.lognormal(np.log(rng.uniform(0.7, 1.4)), 0.6, cells)
        self.speed = rng.lognormal(0, 0.25, cells)
        self.meets_on = rng.integers(1, 11, cells)
        self.general = rng.lognormal(0, 0.15)
        trend = rng.normal(0, 0.04)
        self.wave = [
            float(np.exp(trend * n) * rng.lognormal(0, 0.2)) for n in range(EARLIER + years + 1)
        ]
        strength = rng.uniform(0.2, 1.6)
        self.pace = [one**strength * rng.lognormal(0, 0.1) for one in PACE]
        self.leaves = rng.uniform(0.15, 0.4)
        self.classes = self._classes()
        self.seats = {day: int(rng.integers(14, 30)) for day in self.classes}
        self.skipped = {
            (cell, year, month)
            for cell in range(cells)
            for year in range(self.first.year, self.last.year + 2)
            for month in range(1, 13)
            if rng.random() < (0.5 if month == 2 else 0.06)
        }

    def _classes(self):
        return [
            date(year, month, int(self.rng.integers(1, 29)))
            for year in range(self.first.year, self.last.year + 2)
            for month in (4, 6, 9, 11)
            if self.rng.random() < 0.75
        ]

    def meeting(self, cell, day):
        """Return the first meeting of a cell on a day or later."""
        while True:
            held = day.replace(day=int(self.meets_on[cell]))
            if held >= day and (cell, day.year, day.month) not in self.skipped:
                return held
            day = (day.replace(day=28) + 5 * DAY).replace(day=1)

    def committee(self, day):
        """Return the first meeting of the standing committee on a day or later."""
        held = day.replace(day=25)
        return held if held >= day else (held + 10 * DAY).replace(day=25)

    def feast(self, day):
        """Return the day of the ceremony: the next feast if it is near, else some days later."""
        days = [date(year, *feast) for year in (day.year, day.year + 1) for feast in FEASTS]
        near = next(one for one in days if one >= day)
        if (near - day).days <= 35:
            return near
        return day + int(self.rng.gamma(3, 5)) * DAY

    def seat(self, day):
        """Return the end of the first class on a day or later that has a seat and is attended."""
        for held in self.classes:
            if held >= day and self.seats[held] > 0 and self.rng.random() < 0.85:
                self.seats[held] -= 1
                return held + int(self.rng.integers(5, 20)) * DAY
        return date.max - 4000 * DAY

    def course(self, cell, begun):
        """Return the whole course of somebody introduced in a cell on a day."""
        rng = self.rng
        slow = self.general * self.speed[cell] * rng.lognormal(0, 0.3)

        def after(day, days):
            return worked(self.pace, day, days * slow)

        days = [begun]
        days.append(self.meeting(cell, after(begun, rng.gamma(1.5, 30))))
        days.append(self.meeting(cell, after(days[-1], rng.lognormal(np.log(140), 0.7))))
        days.append(self.seat(days[-1] + 7 * DAY))
        days.append(self.committee(after(days[-1], rng.gamma(2, 40))))
        days.append(self.meeting(cell, after(days[-1], rng.lognormal(np.log(100), 0.6))))
        days.append(self.committee(after(days[-1], rng.gamma(4, 11))))
        days.append(self.feast(days[-1] + 2 * DAY))
        return Course(cell, *self._ended(days))

    def _ended(self, days):
        """Cut a course where its person leaves: some for work after Tết, some at any time."""
        left = date.max
        if self.rng.random() < self.leaves:
            left = days[0] + int(self.rng.weibull(0.9) * 500) * DAY
            if self.rng.random() < 0.5:
                left = date(left.year + 1, 2, 1) + int(self.rng.integers(0, 60)) * DAY
        if left >= days[-1]:
            return tuple(days), None
        return tuple(day if day <= left else None for day in days), left


def commune(seed, cells=CELLS, years=YEARS):
    """Return a commune made up from a number."""
    truth = Truth(seed, cells, years)
    rng, begun = truth.rng, []
    for cell in range(cells):
        for n, wave in enumerate(truth.wave[: EARLIER + years]):
            year = truth.first.year + n
            for month in range(1, 13):
                expected = truth.rate[cell] * wave * MONTHLY[month - 1] / 12 / 1.25
                for _ in range(rng.poisson(expected)):
                    day = date(year, month, int(rng.integers(1, 29)))
                    begun += [(day, cell)] * (2 if rng.random() < 0.25 else 1)
    courses = [truth.course(cell, day) for day, cell in sorted(begun)]
    since = date(FIRST, 1, 1)
    return Commune(dict.fromkeys(range(cells), truth.first), courses, since, truth.last)
