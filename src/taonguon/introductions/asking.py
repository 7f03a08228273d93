"""Which introductions a reader sees: those of the mass organisations acted for, within their part."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest

from taonguon.core.access import INTRODUCE
from taonguon.core.names import words
from taonguon.core.prospects import FUNNEL
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import bodies, ranges
from taonguon.people.models import Introduction, Person

_ADMITTED = Q(person__admitted_on__gte=F("on"))
_DOSSIER = Q(person__prospect__permitted_on__isnull=False) | _ADMITTED
_CLASS = Q(person__prospect__certified_on__isnull=False) | _DOSSIER
_LISTED = Q(person__prospect__listed_on__isnull=False) | _CLASS
# who came so far, or further
REACHED: Mapping[str, Q] = dict(
    zip(FUNNEL, (Q(), _LISTED, _CLASS, _DOSSIER, _ADMITTED), strict=True)
)


def seen(request: HttpRequest) -> QuerySet[Introduction]:
    """Return the introductions the reader may see, with the person and the cell."""
    inside = Q(pk__in=[])
    for low, high in ranges(request, INTRODUCE):
        inside |= Q(cell__path__gte=low, cell__path__lt=high)
    rows = Introduction.objects.filter(inside)
    held = bodies(request, INTRODUCE)
    if held is not None:
        rows = rows.filter(body__in=held)
    return rows.select_related("person__prospect", "person__cell", "cell")


def narrowed(rows: QuerySet[Introduction], asked: Mapping[str, Any]) -> QuerySet[Introduction]:
    """Return those that a filter asks for: name, mass organisation, year, stage reached."""
    for word in words(asked.get("q") or ""):
        rows = rows.filter(person__name_key__contains=f" {word}")
    if asked.get("doan_the"):
        rows = rows.filter(body=asked["doan_the"])
    if asked.get("nam"):
        rows = rows.filter(on__year=asked["nam"])
    return rows.filter(REACHED[asked.get("den") or "introduced"])


def introduced(request: HttpRequest, pk: int) -> Person:
    """Return a person whom the reader's mass organisations introduced. Raises Http404."""
    row = seen(request).filter(person=pk).first()
    if row is None:
        raise Http404
    return row.person


def cells(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the cells to which the reader may introduce."""
    rows = Organisation.objects.within(ranges(request, INTRODUCE))
    return list(
        rows.filter(kind="cell", ended_on__isnull=True).order_by("path").values_list("pk", "name")
    )
