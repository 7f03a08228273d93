"""Who may be sent to a class on a day, and why somebody may not: from the case and the rules alone."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from taonguon.core.assessment import assess
from taonguon.core.case import Case, Event, standing
from taonguon.core.days import add_months
from taonguon.core.rulebook import Rulebook
from taonguon.rules.classes import Kind

ENDED, HOLDS, ATTENDED, NOT_PROPOSED, ELSEWHERE = (
    "ended", "holds", "attended", "not_proposed", "elsewhere",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody may not be sent: a code of the above, and what its sentence names."""

    code: str
    said: dict[str, Any] = field(default_factory=dict)


def last_day(kind: Kind, book: Rulebook, certified_on: date, on: date) -> date | None:
    """Return the last day a certificate holds by the rule of a day; None when it holds for good."""
    if not kind.validity:
        return None
    return add_months(certified_on, int(book.value(kind.validity, on).value))


def why_not(case: Case, book: Rulebook, kind: Kind, on: date) -> Why | None:
    """Return why a person of the register may not attend a class beginning on a day; None if so.

    The way has ended, a certificate still holds, or the cell has not proposed since the last one
    ran out. Sources: HD 38-HD/BTCTW, I.1.1; HD 06-HD/TW, 5.4b.
    """
    if not kind.step:
        return None
    ended = assess(case, book, on).ended_on
    if ended is not None:
        return Why(ENDED, {"day": ended})
    events = standing(event for event in case.events if event.on <= on)
    held = _last(events, kind.step)
    if held is not None:
        until = last_day(kind, book, held.on, on)
        number = str(held.data.get("number") or "")
        if until is None:
            return Why(ATTENDED, {"day": held.on, "number": number})
        if on <= until:
            return Why(HOLDS, {"day": until, "number": number})
    proposed = _last(events, kind.proposal) if kind.proposal else None
    if kind.proposal and (proposed is None or (held is not None and proposed.on < held.on)):
        return Why(NOT_PROPOSED)
    return None


def _last(events: tuple[Event, ...], kind: str) -> Event | None:
    return next((event for event in reversed(events) if event.kind == kind), None)
