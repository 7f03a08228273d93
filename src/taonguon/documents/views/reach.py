"""Which documents a reader reaches, and whose papers the reader may issue and cancel."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import Http404, HttpRequest

from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.documents.models import Batch, Document, DocumentQuerySet
from taonguon.organisations.models import Organisation, OrganisationQuerySet
from taonguon.organisations.visibility import ranges

CELL = "cell"


def seen(request: HttpRequest) -> DocumentQuerySet:
    """Return the documents the reader sees: issued by, or about a cell of, the reader's part."""
    return Document.objects.within(ranges(request, PEOPLE))


def one_seen(request: HttpRequest, pk: int) -> Document:
    """Return a document the reader sees. Raises Http404."""
    rows = seen(request).select_related("series__term", "made_by", "cancelled_by")
    found: Document | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def issuers(request: HttpRequest) -> OrganisationQuerySet:
    """Return the organisations whose papers the reader may issue: a secretary those of the cell."""
    all_of = Organisation.objects.within(ranges(request, RECORD)).values("pk")
    cells = Organisation.objects.within(ranges(request, RECORD_CELL)).filter(kind=CELL).values("pk")
    return Organisation.objects.filter(Q(pk__in=all_of) | Q(pk__in=cells))


def may_issue(request: HttpRequest, organisation: int) -> bool:
    """Tell whether the reader may issue the papers of an organisation."""
    return issuers(request).filter(pk=organisation).exists()


def one_issued(request: HttpRequest, pk: int) -> Document:
    """Return a document of an organisation whose papers the reader may issue. Raises Http404."""
    found: Document | None = Document.objects.filter(
        pk=pk, organisation__in=issuers(request).values("pk")
    ).first()
    if found is None:
        raise Http404
    return found


def batch(request: HttpRequest, pk: int) -> Batch:
    """Return a batch for an organisation the reader sees people of. Raises Http404."""
    inside = Organisation.objects.within(ranges(request, PEOPLE)).values("pk")
    found = (
        Batch.objects.filter(pk=pk, organisation__in=inside).select_related("started_by").first()
    )
    if found is None:
        raise Http404
    return found


def names(organisations: Iterable[int | None]) -> dict[int, str]:
    """Return the names of organisations, in one query."""
    rows = Organisation.objects.filter(pk__in={one for one in organisations if one})
    return dict(rows.values_list("pk", "name"))
