"""What papers are made of: one person's case, a class, a cell, a committee; whose they are and their values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from taonguon.classes.models import StudyClass
from taonguon.classes.telling import in_class as called
from taonguon.core.organisation import SEGMENT
from taonguon.documents.models import Document
from taonguon.meetings.models import Meeting
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person

SUBJECT = "document.subject"  # of what a kept paper was made: `case:12`
CASE, VOTE, CEREMONY, MEETING = "case", "vote", "ceremony", "meeting"
CELL, CLASS, COMMITTEE = "cell", "class", "committee"
Values = dict[str, Any]
# Kinds of organisation that issue for an issuer of forms; the nearest above the matter is taken.
ISSUING: Mapping[str, tuple[str, ...]] = {
    "section": ("section",),
    "base": ("base",),
    "committee": ("commune",),
    "standing": ("commune",),
    "board": ("commune",),
    "centre": ("commune",),
}


@dataclass(frozen=True)
class Matter:
    """One thing papers are made of, where it lies in the tree, and the page it has."""

    subject: str
    pk: int
    title: str
    path: str
    url: str
    place: Organisation
    cell: Organisation | None = None
    person: Person | None = None
    above: Mapping[str, int] = field(default_factory=dict)  # organisations over it by kind

    def issues(self, issuer: str) -> bool:
        """Tell whether a body of this kind stands here or above."""
        return any(kind in self.above for kind in ISSUING.get(issuer, ("cell", "commune")))

    def issuing(self, issuer: str) -> int:
        """Return the organisation that issues: the cell itself, or what stands above it.

        Raises LookupError where no such organisation stands above.
        """
        kinds = ISSUING.get(issuer, ("cell", "commune"))
        found = next((self.above[kind] for kind in kinds if kind in self.above), None)
        if found is None:
            raise LookupError(issuer)
        return found


def above(path: str) -> dict[str, int]:
    """Return the organisations at and above a path by kind, the nearest of a kind, in one query."""
    prefixes = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = Organisation.objects.filter(path__in=prefixes).order_by("path")
    return dict(rows.values_list("kind", "pk"))


def case(pk: int) -> Matter | None:
    """Return the matter of one person's case; None where there is no such person in a cell."""
    return _of_person(CASE, pk)


def _of_person(subject: str, pk: int) -> Matter | None:
    person = Person.objects.select_related("cell").filter(pk=pk, cell__isnull=False).first()
    if person is None or person.cell is None:
        return None
    url = reverse("case", args=[pk])
    cell = person.cell
    return Matter(subject, pk, person.name, cell.path, url, cell, cell, person, above(cell.path))


def _of_cell(pk: int) -> Matter | None:
    cell = Organisation.objects.filter(pk=pk, kind="cell").first()
    return None if cell is None else _of_place(CELL, pk, cell.name, cell)


def _of_place(subject: str, pk: int, title: str, place: Organisation, url: str = "") -> Matter:
    cell = place if place.kind == "cell" else None
    url = url or reverse("organisation", args=[place.pk])
    return Matter(subject, pk, title, place.path, url, place, cell, None, above(place.path))


def _of_meeting(pk: int) -> Matter | None:
    meeting = Meeting.objects.prefetch_related("versions").filter(pk=pk).first()
    cell = Organisation.objects.filter(pk=meeting.cell).first() if meeting else None
    if meeting is None or cell is None:
        return None
    title = f"{cell.name}, {meeting.month.month}/{meeting.month.year}"
    return _of_place(
        MEETING,
        pk,
        title,
        cell,
        reverse("meeting", args=[cell.pk, meeting.month.year, meeting.month.month]),
    )


def _of_class(pk: int) -> Matter | None:
    one = StudyClass.objects.filter(pk=pk).first()
    place = Organisation.objects.filter(pk=one.organisation).first() if one else None
    if one is None or place is None:
        return None
    return _of_place(CLASS, pk, called(one), place, reverse("study_class", args=[pk]))


def _of_committee(pk: int) -> Matter | None:
    place = Organisation.objects.filter(pk=pk, kind="commune").first()
    return None if place is None else _of_place(COMMITTEE, pk, place.name, place)


FINDERS: Mapping[str, Callable[[int], Matter | None]] = {
    CASE: case,
    VOTE: lambda pk: _of_person(VOTE, pk),
    CEREMONY: lambda pk: _of_person(CEREMONY, pk),
    MEETING: _of_meeting,
    CELL: _of_cell,
    CLASS: _of_class,
    COMMITTEE: _of_committee,
}


def find(subject: str, pk: int) -> Matter | None:
    """Return a matter by its subject and number; None for what there is not."""
    finder = FINDERS.get(subject)
    return finder(pk) if finder else None


def kept(matter: Matter) -> list[Document]:
    """Return the documents made of a matter, the newest first, in one query."""
    rows = Document.objects.filter(cell=matter.cell.pk if matter.cell else None)
    told = {f"values__{SUBJECT}": f"{matter.subject}:{matter.pk}"}
    return list(rows.filter(**told).order_by("-pk"))
