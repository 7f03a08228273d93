"""Which cells, visits and months a page is about, and the ways back."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.month import Month, NotAMonth
from taonguon.organisations.models import Organisation, OrganisationQuerySet
from taonguon.organisations.visibility import ranges, visible
from taonguon.visits.models import Visit


def seen(request: HttpRequest, act: str) -> OrganisationQuerySet:
    """Return the cells in which the reader may do `act`, in the tree's order."""
    rows = Organisation.objects.within(ranges(request, act)).filter(kind="cell")
    return rows.order_by("path")


def cell_of(request: HttpRequest, act: str, pk: int) -> Organisation:
    """Return a cell in which the reader may do `act`. Raises Http404."""
    found = visible(request, act, pk)
    if found.kind != "cell":
        raise Http404
    return found


def month_of(year: int, month: int) -> Month:
    """Return the month named by an address. Raises Http404."""
    try:
        return Month.of(year, month)
    except NotAMonth:
        raise Http404 from None


def visit_of(request: HttpRequest, act: str, pk: int) -> tuple[Visit, Organisation]:
    """Return a visit to a cell in which the reader may do `act`, and the cell. Raises Http404."""
    visit = Visit.objects.select_related("member", "recorded_by").filter(pk=pk).first()
    unit = seen(request, act).filter(pk=visit.cell).first() if visit else None
    if visit is None or unit is None:
        raise Http404
    return visit, unit


def crumbs() -> list[dict[str, Any]]:
    """Return the way back to the visits."""
    return [{"label": _("Dự sinh hoạt"), "url": reverse("visits")}]


def calendar_crumbs(month: Month) -> list[dict[str, Any]]:
    """Return the way back to the calendar of a month."""
    label = _("Lịch sinh hoạt %(month)s") % {"month": month}
    return [{"label": label, "url": f"{reverse('cell_calendar')}?thang={month}"}]
