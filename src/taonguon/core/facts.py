"""Facts: what happened, when, recorded when; and which of them stood at a moment."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

WITHDRAWAL = "withdrawal"
SAME_PERSON = "same_person"


class Fact(NamedTuple):
    """One thing that happened, on a day, recorded at a moment.

    `corrects` is the id of the fact whose place it takes. `undone_at` is the moment the whole
    act that recorded it was undone, None while it stands.
    """

    id: int
    kind: str
    happened_on: date
    recorded_at: datetime
    person: int | None = None
    organisation: int | None = None
    data: Mapping[str, Any] = MappingProxyType({})
    corrects: int | None = None
    undone_at: datetime | None = None


def content_key(fact: Fact) -> tuple[str, int, str]:
    """Return what orders facts of one day by what they say, never by when they were typed."""
    said = json.dumps(dict(fact.data), sort_keys=True, ensure_ascii=False, default=str)
    return fact.kind, fact.organisation or 0, said


def known(facts: Iterable[Fact], at: datetime | None) -> list[Fact]:
    """Return the facts that stood at the moment `at` (None: all that stand at present).

    A fact falls when its act was undone, when a later fact corrects it, or when a withdrawal
    names it. Withdrawing a correction brings back what it had corrected.
    """
    heard = [fact for fact in facts if _heard(fact, at)]
    mended_by: dict[int, list[Fact]] = {}
    for fact in heard:
        if fact.corrects is not None:
            mended_by.setdefault(fact.corrects, []).append(fact)
    if not mended_by:
        return heard
    valid: dict[int, bool] = {}
    for fact in sorted(heard, key=lambda f: f.id, reverse=True):
        mends = mended_by.get(fact.id, ())
        valid[fact.id] = not any(m.kind == WITHDRAWAL and valid[m.id] for m in mends)
    return [
        fact
        for fact in heard
        if fact.kind != WITHDRAWAL
        and valid[fact.id]
        and not any(valid[m.id] for m in mended_by.get(fact.id, ()))
    ]


def _heard(fact: Fact, at: datetime | None) -> bool:
    if at is None:
        return fact.undone_at is None
    return fact.recorded_at <= at and (fact.undone_at is None or fact.undone_at > at)


def keepers(facts: Iterable[Fact]) -> dict[int, int]:
    """Return, for each person found to be somebody already known, whose course theirs belongs to.

    Given the facts that stand; of several that name one person the latest recorded holds, and a
    chain of them is followed to its end.
    """
    told = sorted((fact for fact in facts if fact.kind == SAME_PERSON), key=lambda f: f.id)
    into = {fact.person: int(fact.data["into"]) for fact in told if fact.person is not None}
    found = {}
    for person, first in into.items():
        keeper, seen = first, {person}
        while keeper in into and keeper not in seen:
            seen.add(keeper)
            keeper = into[keeper]
        found[person] = keeper
    return found


def merged(facts: Iterable[Fact], into: Mapping[int, int]) -> list[Fact]:
    """Return the facts, those of somebody found to be another now about the other (see `keepers`)."""
    if not into:
        return list(facts)
    return [
        fact._replace(person=into[fact.person]) if fact.person and fact.person in into else fact
        for fact in facts
    ]


def by_person(facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    """Return the facts of each person; facts about no person are left out."""
    people: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.person is not None:
            people.setdefault(fact.person, []).append(fact)
    return people
