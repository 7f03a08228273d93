"""A petition's course: what has happened to it, where it stands, what may follow, what its words give away.

A petition is about a matter. Nothing here, and no row made of it, names a person of the register.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from taonguon.core.names import plain

RECEIVED, ROUTED, ANSWERED, PUBLISHED = "received", "routed", "answered", "published"
TAKEN_DOWN, REOPENED, SET_ASIDE = "taken_down", "reopened", "set_aside"
OPEN = frozenset({RECEIVED, ROUTED, REOPENED})
HANDLED = frozenset({ROUTED, ANSWERED, SET_ASIDE})
# what may follow what: one table, and nothing else decides it
NEXT: Mapping[str, frozenset[str]] = {
    "": frozenset({RECEIVED}),
    RECEIVED: HANDLED,
    ROUTED: HANDLED,
    REOPENED: HANDLED,
    ANSWERED: frozenset({PUBLISHED, REOPENED}),
    PUBLISHED: frozenset({TAKEN_DOWN, REOPENED}),
    TAKEN_DOWN: frozenset({PUBLISHED, REOPENED}),
    SET_ASIDE: frozenset({REOPENED}),
}
CELL, BODY, MEMBER, FORM = "cell", "body", "member", "form"
THROUGH = (CELL, BODY, MEMBER, FORM)

NUMBER, ADDRESS = "number", "address"
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")  # a telephone, a citizen's or a bank's number
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class Entry(NamedTuple):
    """One thing that happened to a petition: what, on which day, where it went, the day due."""

    step: str
    on: date
    to: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a petition stands: its state, who has it, the day due, when answered and when closed."""

    state: str = ""
    to: str = ""
    due: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None


class NotNext(ValueError):
    """A step that may not follow where the petition stands, or is dated before the last one."""


def stand(history: Sequence[Entry]) -> Standing:
    """Return where a petition stands after its history, oldest first. Raises NotNext."""
    told, last = Standing(), date.min
    for one in history:
        if one.step not in NEXT[told.state] or one.on < last:
            raise NotNext(f"{one.step} on {one.on} after {told.state} on {last}")
        told, last = _after(told, one), one.on
    return told


def _after(told: Standing, one: Entry) -> Standing:
    if one.step in (RECEIVED, REOPENED):
        return Standing(one.step, "", one.due)
    if one.step == ROUTED:
        return Standing(ROUTED, one.to, told.due)
    answered = one.on if one.step == ANSWERED else told.answered_on
    return Standing(one.step, told.to, told.due, answered, told.closed_on or one.on)


def may_follow(state: str, step: str) -> bool:
    """Tell whether a step may follow a state."""
    return step in NEXT[state]


def overdue(told: Standing, day: date) -> bool:
    """Tell whether the answer is late on a day: the day due itself is in time."""
    return told.state in OPEN and told.due is not None and told.due < day


def in_time(answered_on: date, due: date | None) -> bool:
    """Tell whether an answer came by the day due; without one it did."""
    return due is None or answered_on <= due


def after_days(day: date, days: int) -> date:
    """Return the last day of a period of so many days that begins the day after `day`."""
    return day + timedelta(days=days)


def bare(text: str) -> str:
    """Return the letters and digits alone, without case and marks: what makes two texts the same."""
    return "".join(sign for sign in plain(text) if sign.isalnum())


def gives_away(text: str, names: Iterable[str] = ()) -> list[str]:
    """Return what in a text may not be made public: kinds of data found, then names found.

    It finds long numbers, mail addresses, and the names it is given, whatever their marks. It
    cannot find a name it is not told: somebody must read the text all the same.
    """
    found = [NUMBER] if _NUMBER.search(text) else []
    found += [ADDRESS] if _MAIL.search(text) else []
    words = f" {' '.join(_WORD.findall(plain(text)))} "
    return found + [name for name in names if name.strip() and f" {plain(name)} " in words]
