"""Rows to plans backwards: the open cases, the classes they may attend, and the goals they have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from taonguon.cases import facts as cases
from taonguon.classes.models import Seat, StudyClass
from taonguon.core import whereabouts
from taonguon.core.assessment import assess
from taonguon.core.backward import Backward, backward
from taonguon.core.before import StudyDays
from taonguon.core.case import CERTIFICATE, Case
from taonguon.core.goals import (
    AGE,
    ENLISTMENT,
    YEAR_END,
    Goal,
    age_unknown,
    before_enlistment,
    by_year_end,
    expiring,
)
from taonguon.core.prospects import ENLISTMENT as ENLISTS
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.models import Organisation
from taonguon.people import facts as people_facts
from taonguon.people.models import Person
from taonguon.prospects import facts as prospects
from taonguon.rules.classes import shipped

A_YEAR = timedelta(days=366)
# a stranger of whom nothing is done: grown up, with the schooling, in no youth union
NEWCOMER = Case(born="1990-01-01", schooling="upper_secondary", youth_union_here=False)


@dataclass(frozen=True, slots=True)
class Study:
    """A class for the certificate: its row, the path of whose it is, and who sits in it."""

    row: StudyClass
    path: str
    seated: frozenset[int]

    def days(self, person: int = 0) -> StudyDays:
        """Return its days as somebody sees them."""
        return StudyDays(self.row.start_on, self.row.end_on, person in self.seated, self.row.pk)

    def open_to(self, path: str) -> bool:
        """Tell whether it is held for a cell: by its own organisation or one above."""
        return bool(self.path) and path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class Planned:
    """One open case and its way to a goal."""

    person: Person
    way: Backward


@dataclass(frozen=True, slots=True)
class Plans:
    """The open cases that have a goal, and who has none because the day of birth is not known."""

    planned: tuple[Planned, ...]
    unknown: tuple[Person, ...]


def studies(day: date) -> list[Study]:
    """Return the classes for the certificate that end from a year before a day on, in four queries.

    Who failed, or holds the certificate of the class already, does not sit in it any more.
    """
    told = shipped()
    kinds = [kind.code for kind in told.kinds.values() if kind.step == CERTIFICATE]
    rows = list(
        StudyClass.objects.filter(kind__in=kinds, end_on__gte=day - A_YEAR).order_by(
            "start_on", "pk"
        )
    )
    units = Organisation.objects.filter(pk__in={row.organisation for row in rows})
    paths, into = dict(units.values_list("pk", "path")), people_facts.doubles()
    failed = [code for code, grade in told.grades.items() if not grade.passes]
    seats = Seat.objects.filter(study_class__in=rows, person__isnull=False, certificate=None)
    seated: dict[int, set[int]] = {}
    for study, person in seats.exclude(grade__in=failed).values_list("study_class", "person"):
        seated.setdefault(study, set()).add(into.get(person, person))
    return [
        Study(row, paths.get(row.organisation, ""), frozenset(seated.get(row.pk, ())))
        for row in rows
    ]


def days_for(told: Iterable[Study], person: Person) -> tuple[StudyDays, ...]:
    """Return the classes somebody may attend: those held for the cell, those of whose list one is."""
    path = person.cell.path if person.cell else ""
    return tuple(
        one.days(person.pk) for one in told if one.open_to(path) or person.pk in one.seated
    )


def newcomer(told: Iterable[Study], path: str, book: Rulebook, day: date, goal: Goal) -> Backward:
    """Return the way of somebody of whom nothing is done yet, in the organisation at a path."""
    classes = tuple(one.days() for one in told if one.open_to(path))
    way = backward(NEWCOMER, book, day, goal, classes)
    assert way is not None
    return way


def plans(
    people: Sequence[Person],
    told: Sequence[Study],
    book: Rulebook,
    day: date,
    asked: tuple[str, int],
) -> Plans:
    """Return the ways of these people to a kind of goal within a year (`asked`), by its day.

    In three queries, and two more for enlistments.
    """
    code, of = asked[0], cases.of(people)
    leaving = enlistments(people) if code == ENLISTMENT else {}
    found, unknown = [], []
    for person in people:
        case = of[person.pk]
        goal = _goal(case, book, day, asked, leaving.get(person.pk))
        way = backward(case, book, day, goal, days_for(told, person)) if goal else None
        if way is not None:
            found.append(Planned(person, way))
        elif code == AGE and age_unknown(case, book, day):
            unknown.append(person)
    found.sort(key=lambda one: (one.way.goal.last, one.person.sort_key, one.person.pk))
    return Plans(tuple(found), tuple(unknown))


def _goal(
    case: Case, book: Rulebook, day: date, asked: tuple[str, int], leaves: date | None
) -> Goal | None:
    """Return the goal of a kind that a case has within the year, the nearest; None without one."""
    code, year = asked
    if code == YEAR_END:
        return by_year_end(year)
    if code == ENLISTMENT:
        goals = [before_enlistment(leaves)] if leaves and leaves > day else []
    else:
        goals = [one for one in expiring(assess(case, book, day)) if one.code == code]
    return next((one for one in goals if one.last.year <= year), None)


def enlistments(people: Sequence[Person]) -> dict[int, date]:
    """Return on which day people are to enlist, by person, in two queries."""
    told = prospects.told([person.pk for person in people], [ENLISTS])
    found = {pk: whereabouts.enlistment(own) for pk, own in told.items()}
    return {pk: one.on for pk, one in found.items() if one is not None}


def goals_of(case: Case, book: Rulebook, day: date, leaves: date | None) -> list[Goal]:
    """Return the other goals a case has within two years: an enlistment, and what expires.

    Of the papers the one that expires first.
    """
    found: dict[str, Goal] = {}
    for one in expiring(assess(case, book, day)):
        found.setdefault(one.code, one)
    if leaves and leaves > day:
        found[ENLISTMENT] = before_enlistment(leaves)
    near = [one for one in found.values() if one.last <= day + 2 * A_YEAR]
    return sorted(near, key=lambda one: one.last)
