"""A case given as a file: plain data to the core's case, and an assessment to plain data."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from taonguon.core.assessment import Assessment, Deadline, Finding, Open
from taonguon.core.assessment.derivation import derivation
from taonguon.core.assessment.outcome import Expiry, Warned
from taonguon.core.case import Case, Event, Relative
from taonguon.core.rulebook import Rulebook, StepValue, Text, Value

LANGUAGES = ("vi", "en")
SAID_DAYS = ("official_since", "together_since")  # days that an event may tell of
YEAR, LAST_YEAR = 4, 2999  # characters of a year; beyond it nothing can be counted


def read_case(data: Mapping[str, Any]) -> Case:
    """Return the case of a file's data, which fits the schema of cases.

    Raises ValueError for a day that is none, or lies too far off to count from.
    """
    person, place = data["person"], data.get("place", {})
    events = [
        Event(one["step"], _date(one["on"]), _said(one), number)
        for number, one in enumerate(data.get("events", ()), 1)
    ]
    return Case(
        born=_born(person["born"]),
        events=tuple(sorted(events, key=lambda event: event.on)),
        schooling=person.get("schooling", ""),
        youth_union=person.get("youth_union", False),
        youth_union_here=place.get("youth_union", True),
        union_here=place.get("trade_union", False),
        circumstances=frozenset(person.get("circumstances", ())),
        under=tuple(place.get("under", ("commune",))),
        host=place.get("host", "residence"),
        relatives=tuple(Relative(**one) for one in person.get("relatives", ())),
        mass_organisations=tuple(person.get("mass_organisations", ())),
        left_on=_day(person, "left_on"),
        left_ground=person.get("left_ground", ""),
        cleared_on=_day(person, "cleared_on"),
        readmitted_before=person.get("readmitted_before", 0),
        delegated=place.get("delegated", False),
        checked_from=_day(data, "checked_from"),
    )


def _said(one: Mapping[str, Any]) -> dict[str, Any]:
    for name in SAID_DAYS:
        _day(one, name)
    return {name: value for name, value in one.items() if name not in ("step", "on")}


def _day(data: Mapping[str, Any], name: str) -> date | None:
    return _date(data[name]) if data.get(name) else None


def _date(told: str) -> date:
    try:
        day = date.fromisoformat(told)
    except ValueError:
        raise ValueError(told) from None
    if day.year > LAST_YEAR:
        raise ValueError(told)
    return day


def _born(told: str) -> str:
    _date(f"{told}-01-01" if len(told) == YEAR else told)
    return told


def shown(told: Assessment, book: Rulebook) -> dict[str, Any]:
    """Return an assessment as data that JSON keeps: every verdict with clause, value and message."""
    return {
        "day": told.day.isoformat(),
        "stage": told.stage,
        "procedure": told.procedure,
        "ended_on": _iso(told.ended_on),
        "official_from": _iso(told.official_from),
        "done": [
            {
                "step": one.step,
                "on": one.event.on.isoformat(),
                "faults": [_finding(fault, book) for fault in one.faults],
            }
            for one in told.done
        ],
        "next": [_open(one, book) for one in told.next],
        "blocked": [_open(one, book) for one in told.blocked],
        "later": [_open(one, book) for one in told.open if one.state == "later"],
        "deadlines": [_deadline(one, book, told.day) for one in told.deadlines],
        "expiries": [_expiry(one) for one in told.expiries],
        "warnings": [_warning(one) for one in told.warnings],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _both(text: Text) -> dict[str, str]:
    return {language: text.said(language) for language in LANGUAGES}


def _rule(rule: Value | StepValue) -> dict[str, Any]:
    told: dict[str, Any] = {"rule": rule.key}
    if isinstance(rule, Value):
        told["value"] = rule.value
    source = {"instrument": rule.source.instrument, "clause": rule.source.clause}
    return {**told, "from": rule.start.isoformat(), "source": source, "verified": rule.verified}


def _finding(one: Finding, book: Rulebook) -> dict[str, Any]:
    return {
        "key": one.key,
        **_rule(one.rule),
        "actual": one.actual.isoformat() if isinstance(one.actual, date) else one.actual,
        "message": {language: one.message(book, language) for language in LANGUAGES},
    }


def _open(one: Open, book: Rulebook) -> dict[str, Any]:
    return {
        "step": one.step,
        "name": _both(book.steps[one.step].name),
        "actor": one.how.actor,
        "papers": list(one.how.papers),
        "after": list(one.missing),
        **_rule(one.how),
        "findings": [_finding(finding, book) for finding in one.findings],
    }


def _deadline(one: Deadline, book: Rulebook, day: date) -> dict[str, Any]:
    return {
        "step": one.step,
        "since": one.since.isoformat(),
        "counted_from": one.counted_from,
        "due": _iso(one.due),
        "done_on": _iso(one.done_on),
        "late": one.late(day),
        "paused": one.paused,
        "extended": one.extended,
        **_rule(one.rule),
        "derivation": {language: derivation(one, book, language) for language in LANGUAGES},
    }


def _expiry(one: Expiry) -> dict[str, Any]:
    return {"what": one.what, "last": one.last.isoformat(), **_rule(one.rule)}


def _warning(one: Warned) -> dict[str, Any]:
    said = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in one.said.items()
    }
    return {"code": one.code, "said": said}
