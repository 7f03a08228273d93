"""Who reaches a person's case, and which of its steps they may record."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.access import RECORD, RECORD_CELL
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.visibility import ranges
from taonguon.people.models import Person

CELL_ACTORS = frozenset(
    {
        "cell",
        "applicant",
        "sponsor",
        "member",
        "named_helper",
        "mass_organisation",
        "residence_cell",
    }
)


def reached(request: HttpRequest, act: str, pk: int) -> Person:
    """Return a person in whose cell the reader may do `act`. Raises Http404."""
    found = Person.objects.within(ranges(request, act)).select_related("cell")
    person: Person | None = found.filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def may_record(request: HttpRequest, person: Person, book: Rulebook, step: str, day: date) -> bool:
    """Tell whether the reader may record a step: the office every one, a cell its own."""
    path = person.cell.path if person.cell else ""
    if any(low <= path < high for low, high in ranges(request, RECORD)):
        return True
    how = book.at(day).steps.get(step)
    mine = any(low <= path < high for low, high in ranges(request, RECORD_CELL))
    return mine and how is not None and how.actor in CELL_ACTORS


def crumbs(person: Person | None = None) -> list[dict[str, Any]]:
    """Return the way back: the worklist, and the person's case."""
    found = [{"label": _("Hồ sơ"), "url": reverse("cases")}]
    if person is not None:
        found.append({"label": person.name, "url": reverse("case", args=[person.pk])})
    return found
