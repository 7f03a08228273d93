"""What papers say of many people at once to those who decide: who is proposed, who needs a card."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.core.assessment import assess
from taonguon.core.case import (
    APPLICATION,
    CELL_VOTE,
    CEREMONY,
    CERTIFICATE,
    DECISION,
    RECOGNITION,
    RECOGNITION_VOTE,
    Event,
)
from taonguon.core.rulebook import Rulebook
from taonguon.papers.values import gatherings, places, probation, votes
from taonguon.papers.values.gatherings import Row

REPORTED = "result_reported"


def of(path: str, on: date, book: Rulebook) -> dict[str, Any]:
    """Return the values of the committee at a path on a day, and its lists: who is proposed, for a card.

    In a fixed number of queries.
    """
    rows = gatherings.rows(gatherings.with_step((CELL_VOTE, RECOGNITION_VOTE), path), on)
    return places.of_path(path, on) | lists(rows, on, book)


def lists(rows: Iterable[Row], on: date, book: Rulebook) -> dict[str, Any]:
    """Return the lists of these people: their cell voted, and nobody has decided since.

    A vote below its majority is put before those who decide only once it was reported up.
    Source: HD 06-HD/TW, 5.1.
    """
    going = [row for row in rows if not _ended(row, book, on)]
    admissions = [
        _proposed(row, CELL_VOTE, book) for row in going if _waits(row, CELL_VOTE, DECISION, book)
    ]
    waiting = [row for row in going if _waits(row, RECOGNITION_VOTE, RECOGNITION, book)]
    cards = [_card(row, book) for row in going if row in waiting or _without_card(row)]
    return {
        "proposed.admissions": admissions,
        "proposed.admission_count": len(admissions),
        "proposed.recognitions": [_proposed(row, RECOGNITION_VOTE, book) for row in waiting],
        "proposed.recognition_count": len(waiting),
        "proposed.count": len(admissions) + len(waiting) or None,
        "proposed.both": bool(admissions and waiting) or None,
        "cards": cards,
        "cards.count": len(cards) or None,
    }


def _ended(row: Row, book: Rulebook, on: date) -> bool:
    return on >= book.begins and assess(row.case, book, on).ended_on is not None


def _waits(row: Row, vote: str, decision: str, book: Rulebook) -> bool:
    voted = row.last(vote)
    if voted is None or any(one.on >= voted.on for one in row.kinds.get(decision, ())):
        return False
    if votes.vote(vote, voted, book).get(f"{vote}.passed"):
        return True
    return any(one.on >= voted.on for one in row.kinds.get(REPORTED, ()))


def _without_card(row: Row) -> bool:
    """Tell whether the register recorded a recognition and knows no card. Opening entries do not count."""
    event = row.last(RECOGNITION)
    recorded = event is not None and event.id and not event.refuses
    return bool(recorded) and not row.known.get("person.card")


def _proposed(row: Row, step: str, book: Rulebook) -> dict[str, Any]:
    """Return one proposed: the person, the cell's vote, and the days of the dossier."""
    event = row.kinds[step][-1]
    told = votes.vote("vote", event, book)
    base = row.last("base_vote" if step == CELL_VOTE else "recognition_base")
    return {
        **row.tells("name", "born", "sex"),
        "cell": row.cell_name,
        "vote_on": event.on,
        "vote_number": event.paper("number"),
        "votes": _votes(told),
        "share": told.get("vote.share"),
        "base_votes": _votes(votes.vote("vote", base, book)) if base else "",
        "certificate": _number(row.last(CERTIFICATE)),
        "application_on": _on(row.last(APPLICATION)),
        "synthesis_on": _on(row.last("synthesis")),
        "received_on": _on(row.last("dossier_received")),
        "ceremony_on": _on(row.last(CEREMONY)),
        "probation_ends": _ends(row, book),
    }


def _votes(told: dict[str, Any]) -> str:
    if "vote.roll" not in told:
        return ""
    return f"{told['vote.favour']}/{told['vote.roll']}"


def _card(row: Row, book: Rulebook) -> dict[str, Any]:
    """Return one for whom a card is asked; official from the day probation ends."""
    return {
        **row.tells("name", "sex", "born", "hometown", "residence", "national_id"),
        "cell": row.cell_name,
        "admitted_on": _on(row.last(CEREMONY)),
        "official_on": _ends(row, book),
    }


def _ends(row: Row, book: Rulebook) -> date | None:
    ceremony = row.last(CEREMONY)
    return probation.ends(ceremony.on, book) if ceremony is not None else None


def _on(event: Event | None) -> date | None:
    return event.on if event is not None else None


def _number(event: Event | None) -> str:
    return event.paper("number") if event is not None else ""
