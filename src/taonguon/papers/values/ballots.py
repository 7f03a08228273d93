"""What papers say of the vote a case is at, of the result to notify, and of the dossier's papers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from taonguon.core.assessment.view import by_kind
from taonguon.core.case import (
    CELL_VOTE,
    CEREMONY,
    DECISION,
    RECOGNITION,
    RECOGNITION_VOTE,
    Case,
    Event,
    standing,
)
from taonguon.core.rulebook import Rulebook
from taonguon.core.votes import OPEN
from taonguon.core.votes import read as votes_of
from taonguon.forms import loading
from taonguon.papers.values import votes

# The papers of a dossier in the order of its index, for admission and for recognition.
ADMISSION_PAPERS = (
    "certificate", "application", "cv_certified", "sponsor_paper", "union_resolution", "synthesis",
    CELL_VOTE, "section_appraisal", "base_vote",
)  # fmt: skip
RECOGNITION_PAPERS = (
    DECISION, "new_member_class", "self_review", "helper_remarks", "probation_opinions",
    RECOGNITION_VOTE, "recognition_section", "recognition_base",
)  # fmt: skip
BALLOT = (
    "on",
    "official",
    "roll",
    "blank",
    "favour",
    "against",
    "share",
    "against_share",
    "passed",
)
RESULT = ("on", "number", "roll", "favour", "share")
EACH = ("sponsor_paper",)  # one paper for each such step; of the others the last counts

Kinds = Mapping[str, Sequence[Event]]


def of(case: Case, book: Rulebook, on: date) -> dict[str, Any]:
    """Return the values of the vote that a case is at on a day, the last result, and its papers.

    From the ceremony on the vote is on recognition, before it on admission. Of an open vote no
    ballots are told.
    """
    kinds: Kinds = by_kind(standing(case.until(on).events))
    told = _ballot(kinds, book) | _result(kinds, book, delegated=case.delegated)
    told["dossier.papers"] = papers(kinds, book)
    return {key: value for key, value in told.items() if value not in (None, "")}


def _ballot(kinds: Kinds, book: Rulebook) -> dict[str, Any]:
    step = RECOGNITION_VOTE if CEREMONY in kinds else CELL_VOTE
    told: dict[str, Any] = {f"ballot.{_matter(step)}": True}
    if step not in kinds:
        return told
    event = kinds[step][-1]
    told |= _some("ballot", BALLOT, votes.vote("ballot", event, book))
    passed = told.get("ballot.passed")
    told["ballot.failed"] = True if passed is False else None
    if event.data.get("form") != OPEN and event.data.get("voters"):
        tally = votes_of(event.data)[1]
        told |= {"ballot.issued": sum(tally), "ballot.collected": sum(tally)}
        told["ballot.valid"] = tally.favour + tally.against
    return told


def _some(name: str, parts: Iterable[str], told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what papers name of a vote."""
    return {key: told[key] for part in parts if (key := f"{name}.{part}") in told}


def _matter(step: str) -> str:
    return "recognition" if step in (RECOGNITION, RECOGNITION_VOTE) else "admission"


def _result(kinds: Kinds, book: Rulebook, *, delegated: bool) -> dict[str, Any]:
    """Return the last decision, agreed or refused. Source: QĐ 294-QĐ/TW, 4.3.1."""
    decided = [*kinds.get(DECISION, ()), *kinds.get(RECOGNITION, ())]
    if not decided:
        return {}
    event = decided[-1]
    told = _some("result", RESULT, votes.vote("result", event, book, delegated=delegated))
    told[f"result.{_matter(event.kind)}"] = True
    told["result.refused"] = event.refuses or None
    agreed = {"admission": "admitted", "recognition": "recognised"}[_matter(event.kind)]
    told[f"result.{f'not_{agreed}' if event.refuses else agreed}"] = True
    return told


def papers(kinds: Kinds, book: Rulebook) -> list[dict[str, Any]]:
    """Return the papers of the dossier a case is at: name, number and day of each that is there."""
    wanted = RECOGNITION_PAPERS if CEREMONY in kinds else ADMISSION_PAPERS
    found: list[Event] = []
    for step in wanted:
        events = kinds.get(step, ())
        found += events if step in EACH else events[-1:]
    return [
        {"name": _name(event, book), "number": event.paper("number"), "on": event.on}
        for event in found
    ]


def _name(event: Event, book: Rulebook) -> str:
    """Return what the paper of a step is called: its official form, else the step."""
    codes = [event.paper("form")]
    if event.on >= book.begins and event.kind in book.at(event.on).steps:
        codes += book.at(event.on).steps[event.kind].papers[:1]
    form = next((loading.shipped()[code] for code in codes if code in loading.shipped()), None)
    return f"{form.name.vi} ({form.code})" if form else book.steps[event.kind].name.vi
