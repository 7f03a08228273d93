"""What the minutes of a cell's meeting say of the votes held there, one person at a time."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.core.case import CELL_VOTE, RECOGNITION_VOTE, Event
from taonguon.core.rulebook import Rulebook
from taonguon.papers.values import gatherings, subjects, votes
from taonguon.papers.values.gatherings import Row

LISTS = {CELL_VOTE: "vote_meeting.admissions", RECOGNITION_VOTE: "vote_meeting.recognitions"}
ROW = (
    "official", "present", "absent", "roll", "favour", "against", "blank", "share",
    "against_share", "passed",
)  # fmt: skip


def of(cell: int, held_on: date, book: Rulebook) -> dict[str, Any]:
    """Return the values of the votes a cell held on a day, and of the cell as it stood then.

    Who was voted on may be in another cell of the register by now. In a fixed number of queries.
    """
    rows = gatherings.rows(gatherings.with_step(LISTS), held_on)
    told = subjects.place(cell, held_on) | voted(rows, cell, held_on, book)
    if "vote_meeting.on" in told:
        told["vote_meeting.probationary"] = votes.probationary(cell, held_on)
    return told


def voted(rows: Iterable[Row], cell: int, held_on: date, book: Rulebook) -> dict[str, Any]:
    """Return who was voted on in a cell on a day, and who was there; empty where no vote was held."""
    told: dict[str, Any] = {name: [] for name in LISTS.values()}
    first: dict[str, Any] = {}
    for row in rows:
        for event in _held(row, cell, held_on):
            one = votes.vote("one", event, book)
            told[LISTS[event.kind]].append(_item(row, one))
            first = first or _attendance(one, event)
    if not first:
        return {}
    both = all(told[name] for name in LISTS.values()) or None
    return {**told, **first, "vote_meeting.both": both}


def _held(row: Row, cell: int, held_on: date) -> list[Event]:
    """Return the votes on a person held in a cell on a day."""
    if row.cell != cell:
        return []
    return [one for step in LISTS for one in row.kinds.get(step, ()) if one.on == held_on]


def _item(row: Row, one: dict[str, Any]) -> dict[str, Any]:
    return {**row.tells("name", "born"), **{key: one.get(f"one.{key}") for key in ROW}}


def _attendance(one: dict[str, Any], event: Event) -> dict[str, Any]:
    """Return who was there, as the first vote of the meeting tells it."""
    named = ("official", "present", "absent", "absentees", "form")
    told = {f"vote_meeting.{key}": one.get(f"one.{key}") for key in named}
    return {**told, "vote_meeting.on": event.on}
