"""What waits for the committee's review in a month, what it said, and which cells sent nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from taonguon.cases import facts as cases
from taonguon.cases.facts import kind_of
from taonguon.core.assessment import Finding, check
from taonguon.core.case import PERMISSION, Event
from taonguon.core.facts import Fact
from taonguon.core.month import Month
from taonguon.core.rulebook import Rulebook
from taonguon.meetings.models import Answer, Meeting, Proposal, Review
from taonguon.organisations.models import Organisation
from taonguon.people import facts
from taonguon.people.models import Person

ORDER = ("listed", "unlisted", "class_proposed", PERMISSION)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal not yet answered, the person, and what the rules would say of it on the day."""

    proposal: Proposal
    person: Person
    findings: tuple[Finding, ...] = ()


def waiting(cells: Iterable[int], month: Month, day: date, book: Rulebook) -> list[Waiting]:
    """Return what these cells proposed up to a month and nobody answered, by cell, person and kind.

    A proposal whose step was withdrawn since waits no more. Permissions are assessed on `day`.
    """
    rows = Proposal.objects.filter(
        meeting__cell__in=list(cells), meeting__month__lte=month.first, answer__isnull=True
    ).select_related("meeting")
    rows = list(rows.prefetch_related("meeting__versions"))
    into = facts.doubles()
    keeper = {row.person: into.get(row.person, row.person) for row in rows}
    told = facts.standing(keeper.values())
    people = Person.objects.select_related("cell").in_bulk(set(keeper.values()))
    asked = {keeper[row.person] for row in rows if row.step == PERMISSION}
    known = cases.of([one for pk, one in people.items() if pk in asked])
    found = []
    for row in rows:
        person = people.get(keeper[row.person])
        if person is None or not _stands(row, told.get(person.pk, ())):
            continue
        ask = row.step == PERMISSION
        findings = check(known[person.pk], book, Event(PERMISSION, day)) if ask else ()
        found.append(Waiting(row, person, findings))
    return sorted(found, key=_place)


def _place(one: Waiting) -> tuple[int, str, int, int]:
    step = ORDER.index(one.proposal.step)
    return one.proposal.meeting.cell, one.person.sort_key, one.person.pk, step


def _stands(row: Proposal, told: Iterable[Fact]) -> bool:
    """Tell whether the step stands as recorded, or as it was corrected later."""
    if row.fact is None:
        return True
    kind = kind_of(row.step)
    return any(
        one.id == row.fact or (one.corrects is not None and one.id > row.fact)
        for one in told
        if one.kind == kind
    )


def reviews(cells: Iterable[int], month: Month) -> list[Review]:
    """Return the reviews of a month with their answers to these cells, the latest first."""
    inside = list(cells)
    answers = Answer.objects.filter(proposal__meeting__cell__in=inside)
    answers = answers.select_related("proposal__meeting").order_by("pk")
    rows = Review.objects.filter(pk__in=answers.values("review"), month=month.first)
    return list(rows.prefetch_related(Prefetch("answers", answers)).order_by("-held_on", "-pk"))


@dataclass(frozen=True, slots=True)
class Duty:
    """What the cells' monthly duty came to: those without a meeting, those who proposed nothing."""

    not_held: tuple[Organisation, ...]
    nothing: tuple[Organisation, ...]


def duty(cells: Sequence[Organisation], month: Month, months: int) -> Duty:
    """Return which cells held no meeting in the last `months` up to a month, and which sent nothing.

    Source: HD 38-HD/BTCTW, I.1.1 b–d (symp.list.review).
    """
    since = month.back(months - 1)
    rows = Meeting.objects.filter(
        cell__in=[one.pk for one in cells], month__gte=since.first, month__lte=month.first
    )
    held = set(rows.values_list("cell", flat=True))
    sent = set(rows.filter(proposals__isnull=False).values_list("cell", flat=True))
    return Duty(
        tuple(one for one in cells if one.pk not in held),
        tuple(one for one in cells if one.pk in held - sent),
    )
