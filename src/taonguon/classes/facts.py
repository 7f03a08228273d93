"""Rows to what the pages and actions of classes ask: rosters, candidates, places, papers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from taonguon.cases import facts as cases
from taonguon.classes.eligibility import ELSEWHERE, Why, why_not
from taonguon.classes.models import Attendance, Certificate, Seat, StudyClass
from taonguon.core.assessment import assess
from taonguon.core.case import Event, standing
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.models import Organisation
from taonguon.people import facts as people
from taonguon.people.models import Person, PersonQuerySet
from taonguon.rules.classes import Kind, shipped

Ranges = Iterable[tuple[str, str]]
GUESTS_LAST = "~"  # behind every path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a roster: the seat and whose it is; `person` is None for a guest."""

    number: int
    seat: Seat
    person: Person | None

    @property
    def name(self) -> str:
        """The name of the person or guest."""
        return self.person.name if self.person else self.seat.name

    @property
    def unit(self) -> str:
        """The present cell, or the guest's unit."""
        return self.person.cell.name if self.person and self.person.cell else self.seat.unit

    @property
    def born(self) -> str:
        """The birth as kept, empty for a guest."""
        return self.person.born if self.person else ""

    @property
    def certificate(self) -> Certificate | None:
        """The certificate given, if any."""
        return getattr(self.seat, "certificate", None)

    @property
    def passes(self) -> bool:
        """Tell whether the result entitles to a certificate."""
        grade = shipped().grades.get(self.seat.grade)
        return grade is not None and grade.passes


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be sent to a class, and why not, if so."""

    person: Person
    why: Why | None


def kind_of(study_class: StudyClass) -> Kind:
    """Return the kind of a class."""
    return shipped().kinds[study_class.kind]


def roster(study_class: StudyClass, ranges: Ranges | None = None) -> list[Row]:
    """Return the list of a class by cell and name, guests last; within ranges, those people alone.

    Somebody found to be another is shown as the other; whoever is in the register no more is left
    out. In three queries.
    """
    seats = list(study_class.seats.select_related("certificate").order_by("pk"))
    return rows_of(seats, ranges)


def rows_of(seats: Sequence[Seat], ranges: Ranges | None = None) -> list[Row]:
    """Return seats with the people who sit there, numbered in the order of a roster."""
    into = people.doubles()
    ids = {seat.pk: into.get(seat.person, seat.person) for seat in seats if seat.person}
    asked = Person.objects.filter(pk__in=set(ids.values())).select_related("cell")
    found = {one.pk: one for one in (asked if ranges is None else asked.within(ranges))}
    told: list[tuple[Any, Seat, Person | None]] = []
    for seat in seats:
        person = found.get(ids.get(seat.pk, 0))
        if person is not None:
            path = person.cell.path if person.cell else ""
            told.append(((path, person.sort_key, seat.pk), seat, person))
        elif seat.person is None and ranges is None:
            told.append(((GUESTS_LAST + seat.unit, "", seat.pk), seat, None))
    told.sort(key=lambda one: one[0])
    return [Row(number, seat, person) for number, (_, seat, person) in enumerate(told, 1)]


def candidates(study_class: StudyClass, book: Rulebook, on: date) -> list[Candidate]:
    """Return everybody of the organisation who could attend, those who may first, then by cell.

    Judged as of a day, or the class's first when that is later.
    """
    kind = kind_of(study_class)
    place = Organisation.objects.filter(pk=study_class.organisation).first()
    asked = Q(standing__in=kind.attend)
    if kind.proposal:
        asked |= Q(standing="unlisted", prospect__proposed_on__isnull=False)
    rows = Person.objects.within([place.range] if place else []).filter(asked)
    found = list(rows.select_related("cell", "prospect").order_by("cell__path", "sort_key", "pk"))
    told = cases.of(found) if kind.step else {}
    day, elsewhere = max(on, study_class.start_on), _elsewhere(study_class, on)
    listed = [
        Candidate(
            one,
            (why_not(told[one.pk], book, kind, day) if kind.step else None)
            or elsewhere.get(one.pk),
        )
        for one in found
    ]
    return sorted(listed, key=lambda one: one.why is not None)


def _elsewhere(study_class: StudyClass, on: date) -> dict[int, Why]:
    """Return who is on the list of another class of the kind that has not ended by a day."""
    into = people.doubles()
    others = Seat.objects.filter(
        person__isnull=False, study_class__kind=study_class.kind, study_class__end_on__gte=on
    )
    rows = others.exclude(study_class=study_class).values_list("person", "study_class__name")
    return {into.get(person, person): Why(ELSEWHERE, {"name": name}) for person, name in rows}


def places_of(study_class: StudyClass) -> dict[int | str, int]:
    """Return the places kept for each cell by id, and for each unit of a neighbour by name."""
    rows = study_class.quotas.values_list("cell", "unit", "places")
    return {cell or unit: places for cell, unit, places in rows}


def presence(study_class: StudyClass) -> Counter[int]:
    """Return in how many sessions each seat was marked as there."""
    rows = Attendance.objects.filter(session__study_class=study_class)
    return Counter(rows.values_list("seat", flat=True))


def proposals(rows: Sequence[Row], kind: Kind) -> dict[int, Event]:
    """Return, by person, the cell's latest proposal for the class."""
    own = [row.person for row in rows if row.person]
    if not kind.proposal:
        return {}
    return {
        pk: found[-1]
        for pk, case in cases.of(own).items()
        if (found := [one for one in standing(case.events) if one.kind == kind.proposal])
    }


def running_out(
    asked: PersonQuerySet, kind: Kind, book: Rulebook, day: date
) -> list[tuple[Person, date]]:
    """Return people with the last day of their certificate, those first; not once it has served."""
    rows = asked.select_related("cell", "prospect").order_by("sort_key", "pk")
    people = list(rows)
    told = cases.of(people)
    found = [
        (one, held.last)
        for one in people
        for held in assess(told[one.pk], book, day).expiries
        if held.what == kind.step
    ]
    return sorted(found, key=lambda pair: pair[1])


def introducers(rows: Sequence[Row]) -> dict[int, str]:
    """Return, by person, who introduced."""
    ids = [row.person.pk for row in rows if row.person]
    asked = Person.objects.filter(pk__in=ids, prospect__isnull=False)
    return dict(asked.values_list("pk", "prospect__introduced_by"))
