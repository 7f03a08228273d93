"""The printed sheet for a cell's meeting, filled with what is known; one cell's, or all in one print."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, RECORD
from taonguon.core.month import Month
from taonguon.core.organisation import SEGMENT
from taonguon.core.rulebook import Rulebook
from taonguon.meetings import facts, telling
from taonguon.meetings.facts import Standing
from taonguon.meetings.forms import PersonForm
from taonguon.meetings.views.reach import crumbs, reached, reckoned
from taonguon.meetings.views.review import month_asked
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.regulations.book import in_use
from taonguon.rules.unlisting import reasons


@needs(PEOPLE)
def meeting_sheet(request: HttpRequest, cell: int, year: int, month: int) -> HttpResponse:
    """Show the sheet of one cell and month, to print."""
    unit, when = reached(request, PEOPLE, cell, (year, month))
    context = {
        "title": _("Phiếu sinh hoạt tháng %(month)s") % {"month": when},
        "lede": unit.name,
        "crumbs": crumbs(unit, when),
        **_sheets([unit], when),
    }
    return render(request, "meetings/sheets.html", context)


@needs(RECORD)
def meeting_sheets(request: HttpRequest) -> HttpResponse:
    """Show the sheets of all cells for a month, each on paper of its own."""
    when = month_asked(request)
    units = facts.cells(ranges(request, RECORD), when)
    context = {
        "title": _("Phiếu sinh hoạt tháng %(month)s của mọi chi bộ") % {"month": when},
        "lede": _("%(n)d chi bộ, mỗi chi bộ một phiếu") % {"n": len(units)},
        "crumbs": crumbs(month=when),
        "bound_url": _bound_url(request, when),
        **_sheets(units, when),
    }
    return render(request, "meetings/sheets.html", context)


def _bound_url(request: HttpRequest, when: Month) -> str:
    """Return where the sheets are bound as one file; empty for a month that has not begun."""
    top = Organisation.objects.within(ranges(request, RECORD)).order_by("path").first()
    if top is None or when.first > timezone.localdate():
        return ""
    return reverse("month_papers", args=[top.pk])


def _sheets(units: Sequence[Organisation], when: Month) -> dict[str, Any]:
    book, day = in_use(), reckoned(when, timezone.localdate())
    standings = facts.standings(facts.people([one.pk for one in units], day), day)
    above = _above(units)
    found: dict[int, list[dict[str, Any]]] = {one.pk: [] for one in units}
    for one in standings:
        found[one.person.cell_id].append(_line(one, book, day))
    return {
        "month": when,
        "sheets": [
            {"cell": one, "above": above.get(one.path, ""), "people": found[one.pk]}
            for one in units
        ],
        "reasons": [name.said("vi") for name in reasons().values()],
    }


def _above(units: Sequence[Organisation]) -> dict[str, str]:
    """Return the name of the committee above each cell, by the cell's path."""
    paths = {one.path: one.path[:-SEGMENT] for one in units}
    names = dict(
        Organisation.objects.filter(path__in=set(paths.values())).values_list("path", "name")
    )
    return {path: names.get(above, "") for path, above in paths.items()}


def _line(one: Standing, book: Rulebook, day: date) -> dict[str, Any]:
    """Return one person on the sheet: the same questions as the form, in its order."""
    form = PersonForm(None, standing=one, members=[], book=book, day=day)
    return {
        "person": one.person,
        "state": telling.state(one),
        "returned": telling.returned(one),
        "form": form,
        "helper": one.helper,
        "tasks": one.tasks,
    }
