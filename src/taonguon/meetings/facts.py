"""Rows to what a meeting needs to know: where each person of a cell stands, what is still open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from taonguon.cases import facts as cases
from taonguon.core.case import CERTIFICATE, INTRODUCTION, PERMISSION, UNLISTED, Case, Event
from taonguon.core.days import add_months
from taonguon.core.facts import Fact
from taonguon.core.month import Month
from taonguon.core.prospects import TASK
from taonguon.core.rulebook import Rulebook
from taonguon.meetings.models import Meeting, Proposal
from taonguon.organisations.models import Organisation
from taonguon.people import facts
from taonguon.people.models import Person, Span

LISTED, HELPER, CLASS = "listed", "helper", "class_proposed"
GIVEN, DONE = "given", "done"


class Task(NamedTuple):
    """A task given and not yet done: the fact that gave it, when, and what it is."""

    fact: int
    on: date
    text: str


class Member(NamedTuple):
    """An official member of a cell, who may help: official since, in the cell since."""

    pk: int
    name: str
    official_since: date | None
    here_since: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands at the end of a day, and what of earlier meetings is still open.

    `last` is the latest step of each kind of the present way; `asked` tells that the dossier was
    asked for and the committee has not answered; `returned` are the proposals it gave back.
    """

    person: Person
    case: Case
    last: Mapping[str, Event]
    tasks: tuple[Task, ...] = ()
    asked: bool = False
    returned: tuple[Proposal, ...] = field(default=())

    @property
    def ended(self) -> bool:
        """Whether the cell has taken the person off, and nobody introduced them anew."""
        return UNLISTED in self.last

    @property
    def helper(self) -> str:
        """The name of who helps now, empty for nobody."""
        told = self.last.get(HELPER)
        return str(told.data.get("name") or "") if told else ""

    def may_list(self) -> bool:
        """Tell whether the cell can put the person on its list."""
        return LISTED not in self.last

    def may_propose(self, book: Rulebook, day: date) -> bool:
        """Tell whether the class is still to be proposed: no valid certificate, not proposed."""
        held = self.last.get(CERTIFICATE)
        if held is not None:
            months = int(book.value("class.validity", day).value)
            return day > add_months(held.on, months)
        given_back = any(one.step == CLASS for one in self.returned)
        return CLASS not in self.last or given_back

    def may_ask(self) -> bool:
        """Tell whether the dossier can be asked for: certified, not permitted, not asked before."""
        return CERTIFICATE in self.last and PERMISSION not in self.last and not self.asked


def cells(ranges: Iterable[tuple[str, str]], month: Month) -> list[Organisation]:
    """Return the cells in these ranges of paths that there were in a month, in the tree's order."""
    rows = Organisation.objects.within(ranges).filter(kind="cell", founded_on__lte=month.last)
    return list(
        rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=month.first)).order_by("path")
    )


def people(cells: Iterable[int], until: date) -> list[Person]:
    """Return the prospects of cells who were introduced by a day, by cell and Vietnamese given name."""
    rows = Person.objects.filter(
        cell__in=list(cells), standing="prospect", prospect__introduced_on__lte=until
    )
    return list(rows.select_related("cell", "prospect").order_by("cell__path", "sort_key", "pk"))


def standings(people: Sequence[Person], day: date) -> list[Standing]:
    """Return where these people stand at the end of a day, in the order given; six queries."""
    known, told = cases.of(people), facts.standing([one.pk for one in people])
    asked, returned = _answers([one.pk for one in people])
    found = []
    for person in people:
        case = known[person.pk].until(day)
        found.append(
            Standing(
                person=person,
                case=case,
                last={event.kind: event for event in cases.current(case.events)},
                tasks=open_tasks(told.get(person.pk, ()), day),
                asked=person.pk in asked,
                returned=tuple(returned.get(person.pk, ())),
            )
        )
    return [one for one in found if not one.ended]


def _answers(people: Sequence[int]) -> tuple[set[int], dict[int, list[Proposal]]]:
    """Return whose dossier waits for the committee, and what it gave back last of each person."""
    rows = Proposal.objects.filter(person__in=people).select_related("answer__review", "meeting")
    last: dict[tuple[int, str], Proposal] = {}
    for row in rows.order_by("meeting__month", "pk"):
        last[row.person, row.step] = row
    asked, returned = set(), {}
    for (person, step), row in last.items():
        answer = getattr(row, "answer", None)
        if answer is None and step == PERMISSION:
            asked.add(person)
        elif answer is not None and not answer.approved:
            returned.setdefault(person, []).append(row)
    return asked, returned


def open_tasks(told: Iterable[Fact], day: date) -> tuple[Task, ...]:
    """Return the tasks given to somebody by a day and not done by then, the oldest first."""
    noted = [one for one in told if one.kind == TASK and one.happened_on <= day]
    done = {one.data.get("given") for one in noted if one.data.get("state") == DONE}
    found = [
        Task(one.id, one.happened_on, str(one.data.get("text") or ""))
        for one in noted
        if one.data.get("state") == GIVEN and not done & {one.id, one.corrects or one.id}
    ]
    return tuple(sorted(found, key=lambda task: (task.on, task.fact)))


def members(cell: int, on: date) -> list[Member]:
    """Return a cell's official members on a day, by given name, each with the time in the cell."""
    since: dict[int, date] = {}
    ended: dict[int, date | None] = {}
    for person, start, end in (
        Span.objects.filter(cell=cell, start_on__lte=on)
        .order_by("start_on")
        .values_list("person", "start_on", "end_on")
    ):
        if ended.get(person) != start:
            since[person] = start
        ended[person] = end
    return [
        Member(pk, name, official_since, since.get(pk, on))
        for pk, name, official_since in cases.roll(cell, on)
    ]


def helper_data(member: Member, standing: Standing) -> dict[str, object]:
    """Return what a helper's step keeps. Together since both were in the cell, by the register."""
    introduced = standing.last.get(INTRODUCTION)
    here = introduced.on if introduced else member.here_since
    since = member.official_since
    return {
        "name": member.name,
        "person": member.pk,
        "official_since": since.isoformat() if since else None,
        "together_since": max(member.here_since, here).isoformat(),
    }


def recorded(cells: Iterable[int], month: Month) -> dict[int, tuple[date, str]]:
    """Return on which day each cell met in a month, and the number of its minutes; two queries."""
    rows = Meeting.objects.filter(cell__in=list(cells), month=month.first)
    found = {row.cell: row.now for row in rows.prefetch_related("versions")}
    return {cell: (version.held_on, version.minutes) for cell, version in found.items()}
