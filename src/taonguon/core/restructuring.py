"""Whether the tree may change as asked on a day: every reason against it, told by a code."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from taonguon.core import names
from taonguon.core.organisation import (
    DISSOLVE,
    FOUND,
    KINDS,
    MERGE,
    RECEIVE,
    RENAME,
    REPARENT,
    SPLIT,
    Version,
    on,
)

Told = Mapping[int, tuple[Version, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to happen to the tree on a day.

    `organisation` is None for one that begins; `name` and `unit_kind` are what it will be. `other`
    is the parent it will stand under, or the cell it is merged into.
    """

    kind: str
    on: date
    organisation: int | None = None
    name: str = ""
    unit_kind: str = ""
    other: int | None = None
    founded_on: date | None = None


class Objection(NamedTuple):
    """One reason against a change: its code, and the name it speaks of."""

    code: str
    name: str = ""


def objections(told: Told, change: Change) -> list[Objection]:
    """Return every reason against a change of the tree, none when it may be recorded."""
    if change.organisation is not None and change.organisation not in on(told, change.on):
        return [Objection("not_there")]
    return _CHECKS[change.kind](told, change)


def kinds_below(kind: str) -> tuple[str, ...]:
    """Return the kinds of organisation that may stand under one of a kind."""
    return KINDS[KINDS.index(kind) + 1 :] if kind in KINDS and kind != "cell" else ()


def _beginning(told: Told, change: Change) -> list[Objection]:
    found = [
        *_parent(told, change, change.unit_kind),
        *_taken(told, change, {(change.other, change.name)}),
    ]
    if change.founded_on is not None and change.founded_on > change.on:
        found.append(Objection("received_before_founded"))
    return found


def _renaming(told: Told, change: Change) -> list[Objection]:
    now = _now(told, change)
    if names.tidy(change.name) == now.name:
        return [Objection("same_name")]
    beside = {(v.parent, change.name) for v in _from_then(told, change)}
    return [*_same_day(told, change, "name"), *_taken(told, change, beside)]


def _moving(told: Told, change: Change) -> list[Objection]:
    now = _now(told, change)
    if change.other == now.parent:
        return [Objection("same_parent", _name(told, change.other))]
    beside = {(change.other, v.name) for v in _from_then(told, change)}
    return [
        *_same_day(told, change, "parent"),
        *_parent(told, change, now.kind),
        *_taken(told, change, beside),
    ]


def _merging(told: Told, change: Change) -> list[Objection]:
    if change.other == change.organisation:
        return [Objection("into_itself")]
    found = _ending(told, change)
    into = on(told, change.on).get(change.other or 0)
    if into is None:
        return [*found, Objection("into_not_there", _name(told, change.other))]
    return found if into.kind == "cell" else [*found, Objection("into_no_cell", into.name)]


def _ending(told: Told, change: Change) -> list[Objection]:
    """Return what hinders an end: what stands below then or later, what happened to it later."""
    below = [
        v
        for versions in told.values()
        for v in versions
        if v.parent == change.organisation and (v.end is None or v.end > change.on)
    ]
    found = [Objection("has_below", below[0].name)] if below else []
    later = any(v.start > change.on for v in told[change.organisation or 0])
    return [*found, Objection("changed_later")] if later else found


def _now(told: Told, change: Change) -> Version:
    return on(told, change.on)[change.organisation or 0]


def _from_then(told: Told, change: Change) -> list[Version]:
    """Return what the organisation is from the day of the change on, by all that is recorded."""
    own = told[change.organisation or 0]
    return [v for v in own if v.end is None or v.end > change.on]


def _name(told: Told, organisation: int | None) -> str:
    versions = told.get(organisation or 0, ())
    return versions[-1].name if versions else ""


def _same_day(told: Told, change: Change, field: str) -> list[Objection]:
    """Return that the same has been changed on this very day: which came last would be a guess."""
    versions = told[change.organisation or 0]
    for before, then in pairwise(versions):
        if then.start == change.on and getattr(before, field) != getattr(then, field):
            return [Objection("same_day", then.name)]
    return []


def _parent(told: Told, change: Change, kind: str) -> list[Objection]:
    if change.other is None:
        return []
    over = on(told, change.on).get(change.other)
    if over is None or told[change.other][-1].end is not None:
        return [Objection("parent_not_there", _name(told, change.other))]
    return [] if kind in kinds_below(over.kind) else [Objection("parent_rank", over.name)]


def _taken(told: Told, change: Change, beside: Iterable[tuple[int | None, str]]) -> list[Objection]:
    """Return who bears such a name under such a parent on the day or later.

    Lists find cells by their names.
    """
    wanted = {(parent, names.plain(name)) for parent, name in beside}
    for organisation, versions in told.items():
        for v in versions:
            stands = v.end is None or v.end > change.on
            same = (v.parent, names.plain(v.name)) in wanted
            if stands and same and organisation != change.organisation:
                return [Objection("name_taken", v.name)]
    return []


_CHECKS: Mapping[str, Callable[[Told, Change], list[Objection]]] = {
    FOUND: _beginning,
    SPLIT: _beginning,
    RECEIVE: _beginning,
    RENAME: _renaming,
    REPARENT: _moving,
    MERGE: _merging,
    DISSOLVE: _ending,
}
