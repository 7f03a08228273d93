"""Rows to the core's cases: the only translator, one way, for many people in a few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from taonguon.core.case import (
    CEREMONY,
    CERTIFICATE,
    DECISION,
    INTRODUCTION,
    PROFILE,
    RECOGNITION,
    Case,
    Event,
    standing,
)
from taonguon.core.description import NO_RELIGION, described
from taonguon.core.facts import Fact
from taonguon.core.membership import OFFICIAL, OUT_OF_PARTY, Course, course
from taonguon.core.organisation import SEGMENT
from taonguon.core.schooling import level
from taonguon.organisations.models import Organisation
from taonguon.people import facts
from taonguon.people.models import Person, Span
from taonguon.people.projection import END_OF_TIME

PREFIX = "case."
OWN_KIND = (INTRODUCTION, CERTIFICATE)
CHINESE = "Hoa"
OPENED = date(1930, 2, 3)  # the founding of the Party: no opening entry lies before


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: the kinds of committees above it and the first day of use."""

    under: tuple[str, ...]
    first_day: date | None


def kind_of(step: str) -> str:
    """Return the kind of fact that keeps a step."""
    return step if step in OWN_KIND else PREFIX + step


def step_of(kind: str) -> str:
    """Return the step that a kind of fact keeps, empty for facts of other matters."""
    if kind in OWN_KIND:
        return kind
    return kind.removeprefix(PREFIX) if kind.startswith(PREFIX) else ""


def of(people: Sequence[Person]) -> dict[int, Case]:
    """Return the case of each person, in three queries. The people come with their cells."""
    told = facts.standing([person.pk for person in people])
    places = _places({person.cell.path for person in people if person.cell})
    nowhere = Place(("commune",), None)
    return {
        person.pk: build(
            told.get(person.pk, []), places[person.cell.path] if person.cell else nowhere
        )
        for person in people
    }


def one(person: Person) -> Case:
    """Return one person's case."""
    return of([person])[person.pk]


def _places(paths: set[str]) -> dict[str, Place]:
    above = {path: [path[:end] for end in range(SEGMENT, len(path), SEGMENT)] for path in paths}
    wanted = {prefix for prefixes in above.values() for prefix in prefixes} | paths
    rows = {
        path: (kind, first)
        for path, kind, first in Organisation.objects.filter(path__in=wanted).values_list(
            "path", "kind", "use_begins_on"
        )
    }
    return {path: _place(path, above[path], rows) for path in paths}


def _place(path: str, above: list[str], rows: Mapping[str, tuple[str, date | None]]) -> Place:
    kinds: list[str] = []
    first = rows[path][1]
    for prefix in reversed(above):
        kind, begins = rows[prefix]
        first = first or begins
        kinds.append(kind)
        if kind == "commune":
            break
    return Place(tuple(kinds), first)


def build(told: Iterable[Fact], place: Place) -> Case:
    """Return the case that the standing facts of one person come to.

    It says what the profiles of the case say up to now; `Case.on` says it as of an earlier day.
    """
    told = list(told)
    known = described(told, END_OF_TIME)
    events = sorted([*_events(told), *_entered(told)], key=lambda event: (event.on, event.id))
    listed = Case(
        born=str(known.get("born") or ""),
        schooling=level(str(known.get("schooling") or "")),
        youth_union=bool(known.get("youth_union")),
        circumstances=_circumstances(known),
        under=place.under or ("commune",),
        checked_from=place.first_day,
    )
    return replace(listed, events=tuple(events), listed=listed).on(END_OF_TIME)


def _circumstances(known: Mapping[str, Any]) -> frozenset[str]:
    found = set()
    if str(known.get("religion") or "") not in NO_RELIGION:
        found.add("religious")
    if known.get("ethnicity") == CHINESE:
        found.add("chinese_origin")
    return frozenset(found)


def _events(told: Sequence[Fact]) -> list[Event]:
    """Return the steps; introduced anew after leaving the Party, those of the attempt since then."""
    steps = [
        Event(step_of(fact.kind), fact.happened_on, fact.data, fact.id)
        for fact in told
        if step_of(fact.kind)
    ]
    left = max((fact.happened_on for fact in told if fact.kind in OUT_OF_PARTY), default=None)
    if left is None or not any(one.kind == INTRODUCTION and one.on >= left for one in steps):
        return steps
    return [one for one in steps if one.on >= left or one.kind in (CERTIFICATE, PROFILE)]


def _entered(told: Sequence[Fact]) -> list[Event]:
    """Return the steps that a membership from before the register stands for, not one of the case."""
    kinds = {fact.kind for fact in told}
    if PREFIX + CEREMONY in kinds:
        return []
    been: Course = course(fact for fact in told if not fact.data.get("case"))
    if not been.spans or been.spans[-1].end is not None:
        return []
    since = been.admitted_on or min(been.spans[0].start, OPENED)
    events = [Event(DECISION, since), Event(CEREMONY, since)]
    if been.spans[-1].status == OFFICIAL and PREFIX + RECOGNITION not in kinds:
        events.append(Event(RECOGNITION, been.recognised_on or since))
    return events


def current(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events of the present attempt."""
    return standing(events)


def roll(cell: int | None, on: date) -> list[tuple[int, str, date | None]]:
    """Return the official members of a cell on a day: id, name, official since; by given name."""
    rows = Span.objects.filter(cell=cell, status=OFFICIAL, start_on__lte=on)
    rows = rows.exclude(end_on__lte=on).select_related("person").order_by("person__sort_key")
    return [
        (row.person_id, row.person.name, row.person.recognised_on or row.start_on) for row in rows
    ]
