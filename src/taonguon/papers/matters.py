"""What papers are made of: one person's case, a class, a cell, a committee; whose they are and their values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from taonguon.core.organisation import SEGMENT
from taonguon.documents.models import Document
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person

SUBJECT = "document.subject"  # of what a kept paper was made: `case:12`
CASE = "case"
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
    cell: Organisation | None = None
    person: Person | None = None
    since: date | None = None
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
    person = Person.objects.select_related("cell").filter(pk=pk, cell__isnull=False).first()
    if person is None or person.cell is None:
        return None
    return Matter(
        CASE, pk, person.name, person.cell.path, reverse("case", args=[pk]),
        cell=person.cell, person=person, above=above(person.cell.path),
    )  # fmt: skip


FINDERS: dict[str, Callable[[int], Matter | None]] = {CASE: case}


def find(subject: str, pk: int) -> Matter | None:
    """Return a matter by its subject and number; None for what there is not."""
    finder = FINDERS.get(subject)
    return finder(pk) if finder else None


def kept(matter: Matter) -> list[Document]:
    """Return the documents made of a matter, the newest first, in one query."""
    rows = Document.objects.filter(cell=matter.cell.pk if matter.cell else None)
    told = {f"values__{SUBJECT}": f"{matter.subject}:{matter.pk}"}
    return list(rows.filter(**told).order_by("-pk"))
