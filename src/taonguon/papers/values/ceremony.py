"""What papers of a ceremony say: who is admitted there, by which decision, and who helps from then on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.core.case import CEREMONY, DECISION, Event
from taonguon.core.rulebook import Rulebook
from taonguon.papers.values import gatherings, probation, subjects
from taonguon.papers.values.gatherings import Row

HELPER = "probation_helper"


def of(cell: int, held_on: date | None, on: date, book: Rulebook) -> dict[str, Any]:
    """Return the values of the ceremony a cell held on a day; of the one to come where none is given.

    The one to come is for whom `on` finds decided on and waiting. In a fixed number of queries.
    """
    day = held_on or on
    rows = gatherings.rows(gatherings.with_step((DECISION,)), day)
    return subjects.place(cell, day) | admitted(
        [row for row in rows if row.cell == cell], held_on, book
    )


def admitted(rows: Iterable[Row], held_on: date | None, book: Rulebook) -> dict[str, Any]:
    """Return who was admitted on a day, or, for none given, who is decided on and waits for it."""
    found = [_item(row, book) for row in rows if _there(row, held_on)]
    told: dict[str, Any] = {
        "ceremony.admitted": found,
        "ceremony.several": True if len(found) > 1 else None,
        "ceremony.held_on": held_on,
    }
    return {key: value for key, value in told.items() if value is not None}


def _there(row: Row, held_on: date | None) -> bool:
    held, decision = row.last(CEREMONY), row.last(DECISION)
    if held_on is not None:
        return held is not None and held.on == held_on
    return held is None and decision is not None and not decision.refuses


def _item(row: Row, book: Rulebook) -> dict[str, Any]:
    decision, held, helper = row.last(DECISION), row.last(CEREMONY), row.last(HELPER)
    return {
        **row.tells("name", "born", "sex"),
        "decision_number": _paper(decision),
        "decision_on": decision.on if decision is not None else None,
        "helper": str(helper.data.get("name") or "") if helper is not None else "",
        "probation_ends": probation.ends(held.on, book) if held is not None else None,
    }


def _paper(event: Event | None) -> str:
    return event.paper("number") if event is not None else ""
