"""Rows to core values: the course of each difficulty, with the cell it is of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from taonguon.core.difficulty import Course
from taonguon.core.difficulty import Turn as CoreTurn
from taonguon.difficulties.models import Difficulty, Turn
from taonguon.organisations.models import Organisation
from taonguon.rules.visits import limits


@dataclass(frozen=True, slots=True)
class Told:
    """A difficulty with its cell and its course."""

    row: Difficulty
    unit: Organisation
    course: Course

    def late(self, day: date) -> int:
        """Return by how many days it is overdue on a day."""
        return self.course.late(day)

    def level(self, day: date) -> str:
        """Return who has to remove it on a day, the levels it rose to by itself among them."""
        return self.course.level(day, limits().rises)


def turn(row: Turn) -> CoreTurn:
    """Return a turn as the core knows it."""
    return CoreTurn(
        row.kind, row.happened_on, row.owner, row.due_on, row.severity, row.level, row.text
    )


def course(row: Difficulty) -> Course:
    """Return the course of a difficulty, from the turns that were read with it."""
    return Course(tuple(turn(one) for one in row.turns.all()))


def of(cells: QuerySet[Organisation] | Sequence[Organisation]) -> list[Told]:
    """Return the difficulties of these cells, recorded mistakes left out; three queries at most."""
    units = {unit.pk: unit for unit in cells}
    told = [Told(row, units[row.cell], course(row)) for row in Difficulty.objects.of(list(units))]
    return [one for one in told if not one.course.withdrawn]


def as_of(those: Iterable[Told], day: date) -> list[Told]:
    """Return these difficulties as they were at the end of a day, those raised later left out."""
    return [
        replace(told, course=past) for told in those if (past := told.course.until(day)) is not None
    ]


def one(cells: QuerySet[Organisation], pk: int) -> Told | None:
    """Return a difficulty of one of these cells, mistakes among them; None for any other."""
    row = Difficulty.objects.filter(pk=pk).prefetch_related("turns__recorded_by").first()
    unit = cells.filter(pk=row.cell).first() if row else None
    return Told(row, unit, course(row)) if row and unit else None


def pressing(those: Iterable[Told], day: date) -> list[Told]:
    """Return the open ones, those longest overdue or due first ahead."""
    waiting = [told for told in those if told.course.open]
    return sorted(waiting, key=lambda told: (told.course.now.due, told.row.pk))
