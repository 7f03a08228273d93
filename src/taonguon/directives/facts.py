"""Where cells stand with directives: acknowledged or not, their tasks, and what is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from taonguon.directives.models import Passing, Progress, Task
from taonguon.rules.directives import DONE, shipped


class Duty(NamedTuple):
    """What a cell still owes: to acknowledge a directive (`task` is None) or a task of it, by a day."""

    cell: int
    passing: Passing
    task: Task | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Sum:
    """Counts over passings: how many, acknowledged; tasks to be done by cells, done; duties overdue."""

    passed: int
    acknowledged: int
    tasks: int
    done: int
    late: int

    @property
    def share(self) -> int:
        """The part of the tasks that is done, or of the acknowledgements where there are none; 0 to 100."""
        count, of = (self.done, self.tasks) if self.tasks else (self.acknowledged, self.passed)
        return 100 * count // of if of else 0

    @property
    def whole(self) -> bool:
        """Tell whether all is acknowledged and done."""
        return self.acknowledged == self.passed and self.done == self.tasks


class Roll:
    """Some passings with the tasks of their directives and what their cells told last; three queries."""

    def __init__(self, passings: Iterable[Passing]) -> None:
        """Read the passings, the tasks, and the latest word of each cell on each task."""
        self.passings = list(passings)
        about = {one.directive_id for one in self.passings}
        self.tasks: dict[int, list[Task]] = {pk: [] for pk in about}
        for task in Task.objects.filter(directive__in=about):
            self.tasks[task.directive_id].append(task)
        cells = {one.cell for one in self.passings}
        told = Progress.objects.filter(task__directive__in=about, cell__in=cells)
        self.said: dict[tuple[int, int], Progress] = {(one.task_id, one.cell): one for one in told}

    def of(self, passing: Passing) -> list[tuple[Task, Progress | None]]:
        """Return the tasks of a passing, each with what the cell told last."""
        return [
            (task, self.said.get((task.pk, passing.cell)))
            for task in self.tasks[passing.directive_id]
        ]

    def owed(self, passing: Passing) -> list[Duty]:
        """Return what a cell still owes of a passing, whatever the day."""
        found = [
            Duty(passing.cell, passing, task, task.due_on)
            for task, said in self.of(passing)
            if said is None or said.state != DONE
        ]
        if passing.acknowledged_on is None:
            found.insert(0, Duty(passing.cell, passing, None, passing.answer_by))
        return found

    def late(self, passing: Passing, on: date) -> list[Duty]:
        """Return what was to be done before a day and is not; nothing of a directive that has ended."""
        if ended(passing, on):
            return []
        return [one for one in self.owed(passing) if one.due_on is not None and one.due_on < on]

    def sum(self, passings: Iterable[Passing], on: date) -> Sum:
        """Return the counts over some of the passings."""
        told = list(passings)
        tasks = [said for one in told for _task, said in self.of(one)]
        return Sum(
            passed=len(told),
            acknowledged=sum(one.acknowledged_on is not None for one in told),
            tasks=len(tasks),
            done=sum(said is not None and said.state == DONE for said in tasks),
            late=sum(len(self.late(one, on)) for one in told),
        )

    def by_cell(self) -> Mapping[int, list[Passing]]:
        """Return the passings of each cell."""
        found: dict[int, list[Passing]] = {}
        for one in self.passings:
            found.setdefault(one.cell, []).append(one)
        return found


def ended(passing: Passing, on: date) -> bool:
    """Tell whether the directive is no longer in effect on a day."""
    until = passing.directive.until_on
    return until is not None and until <= on


def due(cells: Iterable[int], on: date) -> list[Duty]:
    """Return what these cells owe that is overdue or soon due, the earliest first; three queries."""
    rows = Passing.objects.filter(cell__in=list(cells)).select_related("directive")
    roll, last = Roll(rows), on + timedelta(days=shipped().soon)
    found = [
        duty
        for one in roll.passings
        if not ended(one, on)
        for duty in roll.owed(one)
        if duty.due_on is not None and duty.due_on <= last
    ]
    return sorted(found, key=lambda one: (one.due_on or on, one.passing.pk, one.task is not None))
