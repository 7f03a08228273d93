"""From staged rows to facts: what each kind of list says of people, cells and targets."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.core.description import DESCRIPTION
from taonguon.core.membership import (
    ADMISSION,
    OFFICIAL,
    OPENING,
    PROBATIONARY,
    RECOGNITION,
    TRANSFER_IN,
)
from taonguon.core.organisation import FOUND, PROFILE
from taonguon.core.prospects import CERTIFICATE, INTRODUCTION
from taonguon.core.targets import ASSIGNED, TARGET
from taonguon.imports.compare import PROFILE as PROFILE_FEATURES
from taonguon.imports.compare import transferred
from taonguon.people.projection import FEATURES

Row = tuple[Any, ...]
DESCRIBED = ("name", "alias", "residence", "birthplace", *FEATURES)


def place(file: str, sheet: str, number: int) -> str:
    """Return where in which file a fact was read, as the ledger keeps it."""
    return f"{file[:60]} · {sheet[:40]}!{number}"


def described(record: dict[str, Any]) -> dict[str, Any]:
    """Return the features a record states, as a description keeps them."""
    told = {name: value for name in DESCRIBED if (value := record.get(name))}
    if record.get("youth_union"):
        told["youth_union"] = True
    return told


def member(record: dict[str, Any], cell: int, on: str) -> Iterable[Row]:
    """Give kind, day, cell and data of each fact about a member a list has for the first time.

    `on` is the list's day. Without a day of admission the member enters on that day as what the
    list says: official when it has a day of recognition. Who came from elsewhere enters on the
    day of the transfer and was not admitted here.
    """
    yield DESCRIPTION, on, None, described(record)
    admitted, official = record.get("admitted_on"), record.get("official_on")
    if transferred(record):
        yield from _transfer(record, cell)
    elif admitted:
        yield OPENING, admitted, cell, {"entry": ADMISSION}
        if official:
            yield RECOGNITION, official, None, {}
    else:
        status = {"status": OFFICIAL, "official_on": official} if official else {}
        yield OPENING, on, cell, {"entry": "presence", **status}


def _transfer(record: dict[str, Any], cell: int) -> Iterable[Row]:
    came, official = record["came_on"], record.get("official_on")
    there = bool(official and official <= came)
    told = {"admitted_on": record.get("admitted_on"), "official_on": official if there else None}
    status = OFFICIAL if there else PROBATIONARY
    yield TRANSFER_IN, came, cell, {"status": status} | {k: v for k, v in told.items() if v}
    if official and not there:
        yield RECOGNITION, official, None, {}


def changed_member(changes: dict[str, Any], on: str) -> Iterable[Row]:
    """Give the facts that bring a known member in step with a list."""
    features = {name: value for name, value in changes.items() if name != "official_on"}
    if features:
        yield DESCRIPTION, on, None, features
    if changes.get("official_on"):
        yield RECOGNITION, changes["official_on"], None, {}


def prospect(record: dict[str, Any], cell: int, on: str) -> Iterable[Row]:
    """Give the facts about a prospect a list has for the first time."""
    yield DESCRIPTION, on, None, described(record)
    yield (
        INTRODUCTION,
        record.get("introduced_on") or on,
        cell,
        {"by": record["introduced_by"]} if record.get("introduced_by") else {},
    )
    if record.get("certificate") or record.get("certified_on"):
        yield certificate(record, on)


def changed_prospect(record: dict[str, Any], changes: dict[str, Any], on: str) -> Iterable[Row]:
    """Give the facts that bring a known prospect in step with a list."""
    features = {name: value for name, value in changes.items() if name in FEATURES}
    if features:
        yield DESCRIPTION, on, None, features
    if changes.get("certified_on") or changes.get("certificate"):
        yield certificate(record, on)


def certificate(record: dict[str, Any], on: str) -> Row:
    """Return the fact of a class certificate."""
    number = record.get("certificate")
    return CERTIFICATE, record.get("certified_on") or on, None, {"number": number} if number else {}


def cell(record: dict[str, Any], commune: int, on: str, *, is_new: bool) -> Iterable[Row]:
    """Give the facts about a cell: its founding when it is new, and its profile."""
    if is_new:
        data = {
            "name": record["name"],
            "kind": "cell",
            "category": record.get("category") or "",
            "parent": commune,
        }
        yield FOUND, record.get("founded_on") or on, data
    profile = {name: record[name] for name in PROFILE_FEATURES if record.get(name) is not None}
    if profile:
        yield PROFILE, on, profile


def target(value: dict[str, Any], document: str) -> Row:
    """Return kind, day and data of a year's target; it is in force from the year's first day."""
    start, end = date(value["year"], 1, 1), date(value["year"], 12, 31)
    data = {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "category": value.get("category") or "",
        "source": ASSIGNED,
        "form": value["form"],
        "low": value["low"],
        "document": document,
    }
    if value.get("high"):
        data["high"] = value["high"]
    return TARGET, start.isoformat(), data
