"""How the committees of cells are trained: who of them passed which classes, by post, cell and type."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from taonguon.cells.models import CommitteeMember
from taonguon.classes.models import Seat
from taonguon.core.days import Period
from taonguon.organisations.models import Organisation
from taonguon.people import facts as people
from taonguon.people.models import Person
from taonguon.rules.classes import shipped as classes
from taonguon.rules.training import Training, shipped


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who sits on a cell's committee: the seat, the cell, the person if in the register.

    `columns` are those of the table in which the person counts.
    """

    seat: CommitteeMember
    cell: Organisation
    person: int | None
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of counts: what it is about, those who sit, and of them those who count in a column."""

    key: str
    sitting: tuple[Sitting, ...]

    def of(self, column: str) -> int:
        """Return how many count in a column."""
        return sum(column in one.columns for one in self.sitting)

    @property
    def share(self) -> int:
        """The part that was taught what every committee member is to be taught, 0 to 100."""
        count = len(self.sitting)
        return 100 * self.of(shipped().taught.code) // count if count else 0

    @property
    def untaught(self) -> list[Sitting]:
        """Those who were not."""
        return [one for one in self.sitting if shipped().taught.code not in one.columns]


def sitting(cells: Sequence[Organisation], period: Period) -> list[Sitting]:
    """Return who sits on these cells' committees on the last day of a period; four queries.

    Classes count that ended within the period, with a result that passes; schooling as the register
    has it now. Somebody in two posts is there twice.
    """
    units = {unit.pk: unit for unit in cells}
    seats = list(CommitteeMember.objects.on(period.end).of(units))
    into = people.doubles()
    whose = {one.pk: into.get(one.person, one.person) for one in seats if one.person}
    found = Person.objects.in_bulk(set(whose.values()))
    passed = _passed(set(whose.values()), into, period)
    told, posts = shipped(), list(shipped().posts)

    def place(one: CommitteeMember) -> tuple[str, int, str]:
        post = posts.index(one.post) if one.post in posts else len(posts)
        return units[one.organisation].path, post, one.sort_key

    return [
        _sitting(one, units[one.organisation], found.get(whose.get(one.pk, 0)), passed, told)
        for one in sorted(seats, key=place)
    ]


def _sitting(
    seat: CommitteeMember,
    cell: Organisation,
    person: Person | None,
    passed: dict[int, set[str]],
    told: Training,
) -> Sitting:
    if person is None:
        return Sitting(seat, cell, None, frozenset())
    features = {"qualification": person.qualification, "theory": person.theory}
    columns = told.columns_of(features, passed.get(person.pk, set()))
    return Sitting(seat, cell, person.pk, columns)


def _passed(wanted: set[int], into: dict[int, int], period: Period) -> dict[int, set[str]]:
    """Return the kinds of classes that each of these people passed within a period."""
    grades = [code for code, grade in classes().grades.items() if grade.passes]
    ids = wanted | {double for double, keeper in into.items() if keeper in wanted}
    rows = Seat.objects.filter(
        person__in=ids,
        grade__in=grades,
        study_class__end_on__gte=period.start,
        study_class__end_on__lte=period.end,
    )
    found: dict[int, set[str]] = {}
    for person, kind in rows.values_list("person", "study_class__kind"):
        found.setdefault(into.get(person, person), set()).add(kind)
    return found


def by_post(found: Iterable[Sitting]) -> list[Line]:
    """Return a line for each post, in their order; somebody in one post of two cells counts once."""
    return _lines(found, lambda one: one.seat.post, shipped().posts)


def by_cell(found: Iterable[Sitting], cells: Sequence[Organisation]) -> list[Line]:
    """Return a line for each cell, those without anybody among them."""
    return _lines(found, lambda one: str(one.cell.pk), [str(unit.pk) for unit in cells])


def by_type(found: Iterable[Sitting]) -> list[Line]:
    """Return a line for each type of cell."""
    told = shipped()
    codes = [row.code for row in told.rows]
    return _lines(found, lambda one: told.row_of(one.cell.category), codes)


def everybody(found: Iterable[Sitting]) -> Line:
    """Return the line of all, each counted once."""
    return Line("", _once(found))


def _lines(
    found: Iterable[Sitting], key: Callable[[Sitting], str], order: Iterable[str]
) -> list[Line]:
    groups: dict[str, list[Sitting]] = {code: [] for code in order}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return [Line(code, _once(told)) for code, told in groups.items()]


def _once(found: Iterable[Sitting]) -> tuple[Sitting, ...]:
    """Return each person once, in whichever seat stands first; who is not in the register by the seat."""
    told: dict[tuple[str, int], Sitting] = {}
    for one in found:
        key = ("person", one.person) if one.person else ("seat", one.seat.pk)
        told.setdefault(key, one)
    return tuple(told.values())


def since_new_year(today: date) -> Period:
    """Return the period from the first day of a year to a day."""
    return Period(date(today.year, 1, 1), today)
