"""Meetings of cells that one committee member cannot both attend, and cells nobody visited for long."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import combinations
from typing import NamedTuple

from taonguon.core.days import add_months

MINUTES = 60
PLANNED, HELD, NOT_HELD = "planned", "held", "not_held"
STATES = (PLANNED, HELD, NOT_HELD)
FORMS = ("together", "online", "groups")  # how a cell meets


class Gathering(NamedTuple):
    """A cell's meeting on a day, at an hour if one is set, and who is in charge of the cell then."""

    cell: int
    on: date
    at: time | None
    member: int | None


class Clash(NamedTuple):
    """Two meetings that one committee member should attend at once."""

    member: int
    first: Gathering
    second: Gathering


def clashes(gatherings: Iterable[Gathering], minutes: int) -> list[Clash]:
    """Return the meetings of one member on one day that begin less than `minutes` apart.

    Of a meeting without an hour nothing is known: it clashes with every other of its day.
    """
    by_member: dict[tuple[int, date], list[Gathering]] = {}
    for one in gatherings:
        if one.member is not None:
            by_member.setdefault((one.member, one.on), []).append(one)
    found = [
        Clash(member, first, second)
        for (member, _on), held in by_member.items()
        for first, second in combinations(sorted(held, key=_early), 2)
        if _near(first.at, second.at, minutes)
    ]
    return sorted(found, key=lambda one: (one.first.on, _early(one.first), one.second.cell))


def _early(one: Gathering) -> tuple[time, int]:
    return one.at or time.min, one.cell


def _near(first: time | None, second: time | None, minutes: int) -> bool:
    if first is None or second is None:
        return True
    apart = abs(_minutes(first) - _minutes(second))
    return apart < minutes


def _minutes(at: time) -> int:
    return at.hour * MINUTES + at.minute


def waiting(since: Mapping[int, date], day: date, months: int) -> list[int]:
    """Return the cells whose last visit lies at least `months` before a day, the longest first.

    Takes for each cell the day of its last visit, or since when it could have been visited.
    """
    long = [(last, cell) for cell, last in since.items() if add_months(last, months) <= day]
    return [cell for _last, cell in sorted(long)]
