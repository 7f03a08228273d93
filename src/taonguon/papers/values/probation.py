"""What papers say of the time from the ceremony to the recognition: probation, votes, the decision."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from taonguon.core.assessment.view import by_kind
from taonguon.core.case import (
    CEREMONY,
    DELETION_PROPOSED,
    RECOGNITION,
    RECOGNITION_VOTE,
    Case,
    Event,
    standing,
)
from taonguon.core.days import add_months
from taonguon.core.facts import Fact
from taonguon.core.membership import course
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.models import Version
from taonguon.papers.values import votes

LENGTH, READMISSION = "probation.length", "readmission"
VOTES = (RECOGNITION_VOTE, "recognition_base", RECOGNITION)
# Steps of which papers tell the day and the number, and the name their values go by.
STEPS = {
    "new_member_class": "new_member_class",
    "self_review": "self_review",
    "helper_remarks": "helper_remarks",
    "probation_opinions": "probation_opinions",
    "recognition_section": "recognition_section",
    DELETION_PROPOSED: "deletion",
}

Kinds = Mapping[str, Sequence[Event]]


def of(case: Case, book: Rulebook, on: date) -> dict[str, Any]:
    """Return the values of a case from its ceremony on, as it stood at the end of a day."""
    kinds: Kinds = by_kind(standing(case.until(on).events))
    told: dict[str, Any] = {
        "probation.readmitted": READMISSION in case.on(on).circumstances or None,
        **_probation(kinds, book),
        **_helper(kinds),
        **votes.of(case, book, on, VOTES),
    }
    for step, name in STEPS.items():
        if step in kinds:
            event = kinds[step][-1]
            told |= {f"{name}.on": event.on, f"{name}.number": event.paper("number")}
    return {key: value for key, value in told.items() if value not in (None, "")}


def ends(began: date, book: Rulebook) -> date | None:
    """Return the day from which who began probation on a day is official; None before the rulebook.

    Source: Điều lệ Đảng, Điều 5.1; QĐ 294-QĐ/TW, 4.2.2.
    """
    if began < book.begins:
        return None
    return add_months(began, int(book.value(LENGTH, began).value))


def _probation(kinds: Kinds, book: Rulebook) -> dict[str, Any]:
    if CEREMONY not in kinds:
        return {}
    began = kinds[CEREMONY][-1].on
    return {
        "ceremony.on": began,
        "probation.begins": began,
        "probation.ends": ends(began, book),
    }


def _helper(kinds: Kinds) -> dict[str, Any]:
    """Return the member who helps the probationer, named at the ceremony. Source: HD 06-HD/TW, 3.8c."""
    if "probation_helper" not in kinds:
        return {}
    event = kinds["probation_helper"][-1]
    since = event.data.get("official_since")
    return {
        "probation_helper.name": str(event.data.get("name") or "").strip(),
        "probation_helper.on": event.on,
        "probation_helper.official_on": date.fromisoformat(str(since)) if since else None,
    }


def ceremony_cell(told: Iterable[Fact], held_on: date | None) -> dict[str, Any]:
    """Return the cell that held a ceremony, by the name it bore then, in one query."""
    span = course(told).on(held_on) if held_on is not None else None
    if span is None or held_on is None:
        return {}
    rows = Version.objects.on(held_on).filter(organisation=span.cell)
    name = rows.values_list("name", flat=True).first()
    return {"ceremony.cell": name} if name else {}
