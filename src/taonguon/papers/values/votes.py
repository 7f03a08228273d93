"""What papers say of the votes on a person and of the decision: who was there, exact shares, result."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from taonguon.core import votes
from taonguon.core.assessment.view import by_kind
from taonguon.core.assessment.voting import body_of
from taonguon.core.case import CELL_VOTE, DECISION, Case, Event, standing
from taonguon.core.membership import PROBATIONARY
from taonguon.core.rulebook import Rulebook
from taonguon.people.models import Span

VOTES = (CELL_VOTE, "base_vote", DECISION)
NO_REASON = "không có lý do"


def of(case: Case, book: Rulebook, on: date, steps: Iterable[str] = VOTES) -> dict[str, Any]:
    """Return the values of the last vote of each step taken up to a day, and of the decision."""
    kinds = by_kind(standing(case.until(on).events))
    told: dict[str, Any] = {}
    for step in steps:
        if step in kinds:
            told |= vote(step, kinds[step][-1], book, delegated=case.delegated)
    return told


def vote(name: str, event: Event, book: Rulebook, *, delegated: bool = False) -> dict[str, Any]:
    """Return the values of one recorded vote, named `name.on`, `name.favour`, ….

    `official` are all summoned, `roll` those counted for the majority by the rules of the day. Where
    the votes do not add up, or nobody was to vote, what follows from them is left out.
    """
    voters, tally = votes.read(event.data)
    way = str(event.data.get("form") or "")
    told: dict[str, Any] = {
        "on": event.on,
        "number": event.paper("number"),
        "form": book.word(way, "vi") if way in votes.FORMS else None,
        "approved": event.data.get("approved"),
        "refused": event.refuses or None,
    }
    if voters:
        told |= _attendance(voters, book) | tally._asdict()
        if event.on >= book.begins:
            told |= _result(event, book, delegated)
    return {f"{name}.{key}": value for key, value in told.items() if value not in (None, "")}


def _attendance(voters: list[votes.Voter], book: Rulebook) -> dict[str, Any]:
    away = [_absent(one, book) for one in voters if not one.present]
    return {
        "official": len(voters),
        "present": len(voters) - len(away),
        "absent": len(away),
        "absentees": away,
        "absent_reasons": "; ".join(f"{one['name']} ({one['reason']})" for one in away),
    }


def _result(event: Event, book: Rulebook, delegated: bool) -> dict[str, Any]:
    """Return what the vote came to under the rules of its day. Source: QĐ 294-QĐ/TW, 9.3."""
    voters, tally = votes.read(event.data)
    body = body_of(event.kind, delegated=delegated)
    rule = book.value(body[1], event.on).value
    counted = votes.roll(voters, votes.Excuses(rule["always"], rule["if_absent"]))
    told: dict[str, Any] = {"roll": counted.size, "left_out": len(counted.left_out)}
    majority = votes.majority(book.value(body[0], event.on).value)
    try:
        result = votes.outcome(tally, counted, majority)
    except (votes.DoesNotAddUp, votes.EmptyRoll):
        return told
    return {
        **told,
        "share": Fraction(tally.favour, result.size),
        "against_share": Fraction(tally.against, result.size),
        "needed": result.needed,
        "passed": result.passed,
    }


def _absent(one: votes.Voter, book: Rulebook) -> dict[str, str]:
    return {"name": one.name, "reason": book.word(one.excuse, "vi") if one.excuse else NO_REASON}


def probationary(cell: int | None, on: date) -> int:
    """Return how many probationary members a cell had on a day, in one query."""
    rows = Span.objects.filter(cell=cell, status=PROBATIONARY, start_on__lte=on)
    return int(rows.exclude(end_on__lte=on).count())
