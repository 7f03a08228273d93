"""What papers say of the steps of a case up to a day: days, numbers, people around it, requests."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from taonguon.core.assessment.view import by_kind
from taonguon.core.case import INTRODUCTION, Case, Event, standing
from taonguon.core.rulebook import Rulebook
from taonguon.core.working import OutOfCalendar

SENT, REPLY = "verify_sent", "verify_reply"
# What papers tell of each step; of one taken several times the last counts, of those of FIRST the first.
STEPS: Mapping[str, tuple[str, ...]] = {
    INTRODUCTION: ("on", "by"),
    "listed": ("on", "number"),
    "class_proposed": ("on", "number"),
    "certificate": ("on", "number", "by"),
    "permission": ("on", "number", "by"),
    "application": ("on",),
    "cv": ("on",),
    "cv_sealed": ("on",),
    "cv_certified": ("on",),
    "union_resolution": ("on", "number", "by"),
    "residence_opinion": ("on",),
    "synthesis": ("on",),
    "section_appraisal": ("on", "number"),
    "appraisal": ("on",),
    "decision_received": ("on",),
    "ceremony": ("on",),
}
FIRST = (INTRODUCTION, "listed")
# Relatives by marriage, said of a wife's or a husband's side once the sex is known.
BY_MARRIAGE = {
    "female": {"spouse": "chồng", "spouse_father": "bố chồng", "spouse_mother": "mẹ chồng"},
    "male": {"spouse": "vợ", "spouse_father": "bố vợ", "spouse_mother": "mẹ vợ"},
}
ORDINALS = {"1": "nhất", "2": "hai", "3": "ba", "4": "tư", "5": "năm"}

Kinds = Mapping[str, Sequence[Event]]


def of(case: Case, book: Rulebook, on: date, sex: str = "") -> dict[str, Any]:
    """Return the values of a case as it stood at the end of a day, the present attempt alone.

    `sex` is the person's, `male` or `female`, by which relatives by marriage are named.
    """
    kinds: Kinds = by_kind(standing(case.until(on).events))
    told: dict[str, Any] = {}
    for step in STEPS:
        told |= _step(step, kinds.get(step, ()))
    told |= _helper(kinds)
    told |= _introducer(kinds, book)
    told["sponsors"] = sponsors(kinds)
    opinions = [_opinion(event, book) for event in kinds.get("mass_opinion", ())]
    told["mass_opinions"] = opinions
    told["mass_organisations"] = [{"name": book.word(one, "vi")} for one in case.mass_organisations]
    told["mass.names"] = ", ".join(one["name"] for one in told["mass_organisations"] or opinions)
    told["relatives"] = [{"relation": relation(one.key, book, sex)} for one in case.relatives]
    told["verify_requests"] = requests = verifications(kinds, book, sex)
    told["verify_unanswered"] = [one for one in requests if one["unanswered"]]
    return {key: value for key, value in told.items() if value not in (None, "")}


def _step(step: str, events: Sequence[Event]) -> dict[str, Any]:
    if not events:
        return {}
    event = events[0] if step in FIRST else events[-1]
    told = {
        "on": event.on,
        "number": event.paper("number"),
        "by": event.paper("by") or event.paper("issued_by"),
    }
    return {f"{step}.{part}": told[part] for part in STEPS[step]}


def _introducer(kinds: Kinds, book: Rulebook) -> dict[str, Any]:
    """Return which union introduced by resolution: its code is not printed, its words are."""
    resolved = kinds.get("union_resolution", ())
    body = str(resolved[-1].data.get("body") or "") if resolved else ""
    return {"union_resolution.body": book.word(body, "vi") if body else None}


def _helper(kinds: Kinds) -> dict[str, Any]:
    helpers = kinds.get("helper", ())
    if not helpers:
        return {}
    return {f"helper.{key}": value for key, value in _member(helpers[-1]).items()}


def _member(event: Event) -> dict[str, Any]:
    """Return a member named in a step: the name, the day, official and together since when."""
    return {
        "name": str(event.data.get("name") or ""),
        "on": event.on,
        "official_on": _day(event, "official_since"),
        "together_on": _day(event, "together_since"),
    }


def _day(event: Event, name: str) -> date | None:
    told = event.data.get(name)
    return date.fromisoformat(str(told)) if told else None


def sponsors(kinds: Kinds) -> list[dict[str, Any]]:
    """Return who vouches, each with the latest paper; before any paper, the helper who is to write it.

    `helped_on` is the day the cell named that member to help.
    """
    helped = {_name(event): event.on for event in kinds.get("helper", ())}
    papers = {_name(event): _member(event) for event in kinds.get("sponsor_paper", ())}
    if not papers:
        papers = {
            _name(event): {**_member(event), "on": None} for event in kinds.get("helper", ())[-1:]
        }
    return [{**one, "helped_on": helped.get(name)} for name, one in papers.items()]


def _name(event: Event) -> str:
    return str(event.data.get("name") or "").strip()


def _opinion(event: Event, book: Rulebook) -> dict[str, Any]:
    body = str(event.data.get("body") or "")
    return {"name": book.word(body, "vi") if body else "", "on": event.on}


def relation(key: str, book: Rulebook, sex: str = "") -> str:
    """Return the words for a relative's key: `child_2` is the second child."""
    code, _dash, number = key.rpartition("_")
    if number.isdecimal():
        return f"{book.word(code, 'vi')} thứ {ORDINALS.get(number, number)}"
    return BY_MARRIAGE.get(sex, {}).get(key) or book.word(key, "vi")


def verifications(kinds: Kinds, book: Rulebook, sex: str = "") -> list[dict[str, Any]]:
    """Return each request for verification: to whom, about whom, when it is due, what is unanswered.

    Nothing of what was asked or answered is kept, and so nothing is told.
    """
    replies = kinds.get(REPLY, ())
    return [_request(sent, replies, book, sex) for sent in kinds.get(SENT, ())]


def _request(sent: Event, replies: Iterable[Event], book: Rulebook, sex: str) -> dict[str, Any]:
    about = list(sent.data.get("about", ()))
    waiting, answered = _waiting(sent, about, replies)
    days = _days(sent, book)
    return {
        "to": str(sent.data.get("to") or ""),
        "on": sent.on,
        "number": sent.paper("number"),
        "about": ", ".join(relation(one, book, sex) for one in about),
        "people": [{"relation": relation(one, book, sex)} for one in about],
        "days": days,
        "due": _due(book, sent.on, days),
        "unanswered": ", ".join(relation(one, book, sex) for one in waiting),
        "waiting": [{"relation": relation(one, book, sex)} for one in waiting],
        "answered_on": answered,
    }


def _waiting(
    sent: Event, about: Sequence[str], replies: Iterable[Event]
) -> tuple[list[str], date | None]:
    """Return who was asked about and not answered yet, and the day on which nobody was left."""
    waiting = list(about)
    for answer in replies:
        if answer.on < sent.on:
            continue
        waiting = [one for one in waiting if one not in answer.data.get("about", ())]
        if not waiting:
            return [], answer.on
    return waiting, None


def _days(sent: Event, book: Rulebook) -> int | None:
    """Return in how many working days the answer is due. Source: HD 06-HD/TW, 3.4d."""
    if sent.on < book.begins:
        return None
    key = "verify.reply.abroad" if sent.data.get("abroad") else "verify.reply.domestic"
    return int(book.value(key, sent.on).value)


def _due(book: Rulebook, since: date, days: int | None) -> date | None:
    if days is None:
        return None
    try:
        return book.calendar.add(since, days)
    except OutOfCalendar:
        return None
