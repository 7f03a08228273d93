"""Everything due in the cells one sees: a row per open case, the most pressing first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser

from taonguon.cases import facts
from taonguon.core import access
from taonguon.core.assessment import Assessment, Deadline, Open, assess
from taonguon.core.case import PERMISSION
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.visibility import grants
from taonguon.people.models import Person

OPEN = ("prospect", "probationary")
WAITED_FOR = "verify_reply"  # a step that somebody elsewhere takes
WEEK, SOON = timedelta(days=7), timedelta(days=90)
LATE, DUE, BLOCKED, WAITING, EXPIRING, FAULTS = (
    "late", "week", "blocked", "waiting", "expiring", "faults",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One open case: the person, the assessment of the day, and the nearest deadline."""

    person: Person
    told: Assessment
    due: Deadline | None

    def is_so(self, what: str) -> bool:
        """Tell whether the case belongs to one of the worklist's parts; any does to none."""
        if what in (LATE, DUE, WAITING):
            return bool(self.dues(what))
        return {
            "": True,
            BLOCKED: bool(holding(self.told)),
            EXPIRING: any(one.last <= self.told.day + SOON for one in self.told.expiries),
            FAULTS: bool(self.told.faults),
        }[what]

    def dues(self, what: str) -> tuple[Deadline, ...]:
        """Return the waiting deadlines that belong to a part, the earliest first; all to no part."""
        day = self.told.day
        belongs: dict[str, Callable[[Deadline], bool]] = {
            LATE: lambda one: one.due is not None and one.due < day,
            DUE: lambda one: one.due is not None and day <= one.due <= day + WEEK,
            WAITING: lambda one: one.step == WAITED_FOR,
        }
        return tuple(filter(belongs.get(what), self.told.due()))


def holding(told: Assessment) -> tuple[Open, ...]:
    """Return the steps a rule holds up in earnest: once a dossier may be made, or when next in turn.

    Before that an assessment foresees what would hold up the vote of somebody merely introduced.
    """
    permitted = all(one.step != PERMISSION for one in told.open)
    return tuple(one for one in told.blocked if permitted or not one.missing)


def of_user(user: AbstractBaseUser, book: Rulebook, day: date) -> list[Row]:
    """Return the open cases in the cells a user sees on a day."""
    seen = access.ranges(grants(user), access.PEOPLE, day)
    people = Person.objects.within(seen).filter(standing__in=OPEN).select_related("cell")
    return rows(list(people), book, day)


def rows(people: Sequence[Person], book: Rulebook, day: date) -> list[Row]:
    """Return the open cases of these people, those due first by day, then the others by name."""
    cases = facts.of(people)
    found = []
    for person in people:
        told = assess(cases[person.pk], book, day)
        if told.ended_on is None:
            waiting = told.due()
            found.append(Row(person, told, waiting[0] if waiting else None))
    return sorted(found, key=_pressing)


def _pressing(row: Row) -> tuple[date, str, int]:
    due = row.due.due if row.due and row.due.due else date.max
    return due, row.person.sort_key, row.person.pk


def counts(found: Iterable[Row]) -> dict[str, int]:
    """Return how many cases belong to each part."""
    listed = list(found)
    parts = (LATE, DUE, BLOCKED, WAITING, EXPIRING, FAULTS)
    return {part: sum(row.is_so(part) for row in listed) for part in parts}
