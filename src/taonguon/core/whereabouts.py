"""Where a prospect is and is about to go, from the facts: away, about to enlist, handed over."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from taonguon.core.facts import Fact
from taonguon.core.prospects import AWAY, ENLISTMENT, HANDOVER

SENT, ACCEPTED, REFUSED, CANCELLED = "sent", "accepted", "refused", "cancelled"
LEFT, RECEIVED = "left", "received"
ANSWERS = (ACCEPTED, REFUSED, CANCELLED)


class Away(NamedTuple):
    """Somebody working away: where, how to be reached, when home next, who should meet them then."""

    since: date
    place: str
    phone: str = ""
    visit: date | None = None
    meets: str = ""


class Enlistment(NamedTuple):
    """The day on which somebody is to enlist, and the day on which that was told."""

    on: date
    told_on: date


class Handover(NamedTuple):
    """One hand-over of a person by certificate number, given on a day.

    `state` is SENT while the receiver has not answered, one of ANSWERS after; LEFT for one to an
    organisation outside the register, RECEIVED for one from there: `outside` names it then. `turn`
    numbers the hand-overs of a person; `sender` and `receiver` are organisations of the register.
    """

    turn: int
    number: str
    on: date
    state: str
    sender: int | None = None
    receiver: int | None = None
    outside: str = ""
    answered_on: date | None = None
    because: str = ""


def away(facts: Iterable[Fact]) -> Away | None:
    """Return where one person works away by the latest fact told of it; None when home."""
    told = _last(facts, AWAY)
    if told is None or told.data.get("back"):
        return None
    said = told.data
    return Away(
        _day(said.get("since")) or told.happened_on,
        str(said.get("place") or ""),
        str(said.get("phone") or ""),
        _day(said.get("visit")),
        str(said.get("meets") or ""),
    )


def back_on(facts: Iterable[Fact]) -> date | None:
    """Return the day on which one person last came back home for good, None when never."""
    days = [one.happened_on for one in facts if one.kind == AWAY and one.data.get("back")]
    return max(days, default=None)


def enlistment(facts: Iterable[Fact]) -> Enlistment | None:
    """Return the day of enlistment that was told last; None when none, or when called off."""
    told = _last(facts, ENLISTMENT)
    on = _day(told.data.get("date")) if told is not None else None
    return Enlistment(on, told.happened_on) if told is not None and on is not None else None


def handovers(facts: Iterable[Fact]) -> list[Handover]:
    """Return the hand-overs of one person in their turns, each with its answer."""
    told = [fact for fact in facts if fact.kind == HANDOVER]
    answers = {int(fact.data["turn"]): fact for fact in told if fact.data.get("state") in ANSWERS}
    begun = [fact for fact in told if fact.data.get("state") not in ANSWERS]
    found = [_handover(fact, answers.get(int(fact.data["turn"]))) for fact in begun]
    return sorted(found, key=lambda one: one.turn)


def pending(facts: Iterable[Fact]) -> Handover | None:
    """Return the hand-over of one person that still waits for its receiver, None when none does."""
    return next((one for one in handovers(facts) if one.state == SENT), None)


def _handover(fact: Fact, answer: Fact | None) -> Handover:
    said = fact.data
    return Handover(
        turn=int(said["turn"]),
        number=str(said.get("number") or ""),
        on=fact.happened_on,
        state=str(answer.data["state"]) if answer is not None else str(said["state"]),
        sender=said.get("from"),
        receiver=said.get("to"),
        outside=str(said.get("outside") or ""),
        answered_on=answer.happened_on if answer is not None else None,
        because=str(answer.data.get("because") or "") if answer is not None else "",
    )


def _last(facts: Iterable[Fact], kind: str) -> Fact | None:
    told = [fact for fact in facts if fact.kind == kind]
    return max(told, key=lambda fact: (fact.happened_on, fact.id), default=None)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
