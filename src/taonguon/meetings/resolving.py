"""What a meeting resolved of each person, as steps of the procedure, and what the rules refuse of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from taonguon.cases import facts as cases
from taonguon.core.assessment import Finding, check
from taonguon.core.case import PERMISSION, UNLISTED, Event
from taonguon.core.month import Month
from taonguon.core.rulebook import Rulebook
from taonguon.meetings.facts import CLASS, HELPER, LISTED, Task
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person

Step = tuple[Person, Event]
Refused = tuple[int, str, tuple[Finding, ...]]


class Sitting(NamedTuple):
    """A meeting that was held: whose, which month's, on which day, by which papers."""

    cell: Organisation
    month: Month
    held_on: date
    resolution: str = ""
    minutes: str = ""

    @property
    def paper(self) -> dict[str, str]:
        """The cell's resolution as a step keeps it."""
        return {
            "form": "NQ-CB",
            "number": self.resolution,
            "issued_by": self.cell.name,
            "kept_at": "",
        }


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a meeting resolved and noted of one person; `off` is the code of the reason."""

    person: Person
    listed: bool = False
    off: str = ""
    helper: Mapping[str, Any] | None = None
    classed: bool = False
    dossier: bool = False
    remark: str = ""
    remark_by: str = ""
    task: str = ""
    done: tuple[Task, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether a resolution of the cell is needed for it."""
        return bool(self.listed or self.off or self.helper or self.classed or self.dossier)

    @property
    def says(self) -> bool:
        """Whether there is anything to record."""
        return bool(self.decides or self.remark or self.task or self.done)


def steps(sitting: Sitting, resolved: Iterable[Resolved]) -> list[Step]:
    """Return the steps the cell itself takes, in the order in which one rests upon another."""
    return [(one.person, event) for one in resolved for event in _events(sitting, one)]


def _events(sitting: Sitting, one: Resolved) -> list[Event]:
    taken: list[tuple[str, Mapping[str, Any]]] = []
    if one.listed:
        taken.append((LISTED, {}))
    if one.helper:
        taken.append((HELPER, one.helper))
    if one.classed:
        taken.append((CLASS, {}))
    if one.off:
        taken.append((UNLISTED, {"reason": one.off}))
    return [
        Event(step, sitting.held_on, {**said, "on_paper": sitting.paper}) for step, said in taken
    ]


def refused(
    taken: Sequence[Step], asked: Iterable[Person], on: date, book: Rulebook
) -> list[Refused]:
    """Return what the rules refuse: of the steps each after those before it, then of what is asked.

    `asked` are those for whom the dossier is asked of the committee: the permission must be lawful
    after the meeting. The people come with their cells.
    """
    asked = list(asked)
    there = {person.pk: person for person in [*(one for one, _event in taken), *asked]}
    known = cases.of(list(there.values()))
    found: list[Refused] = []
    for person, event in [*taken, *((one, Event(PERMISSION, on)) for one in asked)]:
        findings = check(known[person.pk], book, event)
        if findings:
            found.append((person.pk, event.kind, findings))
        if event.kind != PERMISSION:
            known[person.pk] = known[person.pk].with_event(event)
    return found
