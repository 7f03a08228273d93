"""What papers say of a person: the description of the day, and where the person stood on it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.core.description import described
from taonguon.core.facts import Fact
from taonguon.core.membership import OFFICIAL, course
from taonguon.core.prospects import prospect
from taonguon.people.models import Person
from taonguon.rules.bodies import code_of

# What a list or the case page tells of a person, printed as it was told.
FEATURES = (
    "name", "alias", "hometown", "birthplace", "residence", "ethnicity", "religion", "schooling",
    "qualification", "theory", "occupation", "card", "national_id",
)  # fmt: skip
SEXES = {"male": "Nam", "female": "Nữ"}
FULL_DATE = 10  # characters of an ISO day


def of(person: Person, told: Iterable[Fact], on: date) -> dict[str, Any]:
    """Return the values of a person as they were on a day, from the standing facts; those known.

    `person.born` is a day, or a year where the day is not known. Days of membership still to come
    on that day are left out.
    """
    known = described(told, on)
    values: dict[str, Any] = {
        f"person.{name}": str(known[name]) for name in FEATURES if known.get(name)
    }
    values |= {
        "person.born": born(str(known.get("born") or "")),
        "person.sex": SEXES.get(str(known.get("sex") or "")),
        "person.unit": str(known.get("residence") or ""),
        "person.youth_union": bool(known.get("youth_union")),
        "person.admitted_on": past(person.admitted_on, on),
        "person.official_on": past(person.recognised_on, on),
    }
    return {key: value for key, value in values.items() if value not in (None, "")}


def born(told: str) -> date | str | None:
    """Return a birth as papers write it: a day, the year alone where only that is known, or None."""
    if len(told) == FULL_DATE:
        return date.fromisoformat(told)
    return told or None


def past(day: date | None, on: date) -> date | None:
    """Return a day that had come on another, else None."""
    return day if day is not None and day <= on else None


def cell_on(person: Person, told: Iterable[Fact], on: date) -> int | None:
    """Return the cell in which a person was a member, or on the way to be one, on a day.

    Before the first fact of it, and where no fact says, it is the present one.
    """
    until = [fact for fact in told if fact.happened_on <= on]
    been = course(until)
    span = been.on(on)
    if span is not None:
        return span.cell
    way = prospect(until, been, code_of)
    return way.cell if way is not None else person.cell_id


def members(names: Iterable[str], cell: int | None, on: date) -> dict[str, dict[str, Any]]:
    """Return what is known of official members of a cell by name, in one query.

    Two of one name are told apart by nothing a step keeps, so nothing is told of either.
    """
    rows = Person.objects.filter(cell=cell, name__in=set(names), standing=OFFICIAL)
    found: dict[str, dict[str, Any]] = {}
    twice = set()
    for one in rows:
        if one.name in found:
            twice.add(one.name)
        found[one.name] = {
            "born": born(one.born),
            "hometown": one.hometown,
            "admitted_on": past(one.admitted_on, on),
        }
    return {name: told for name, told in found.items() if name not in twice}
