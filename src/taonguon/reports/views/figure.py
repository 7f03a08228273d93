"""The rows behind a number: every figure opens on the people, or cells, it counted."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import figures
from taonguon.core.access import FIGURES, PEOPLE
from taonguon.core.breakdowns import BREAKDOWNS, breakdown
from taonguon.core.days import NotADay, NotAPeriod, Period, parse_day, show_day
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, needs
from taonguon.people.views import page_links
from taonguon.reports import engine, wordings
from taonguon.reports.knowledge import AsStored
from taonguon.reports.scope import Scope
from taonguon.reports.views.tiles import organisation_url

SHOWN = 50


@needs(FIGURES)
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a figure counted in an organisation, as of a day, in a period."""
    definition = figures.DEFINITIONS.get(code)
    if definition is None:
        raise Http404
    over_cells = definition.over == figures.CELLS
    root = chosen(request, FIGURES if over_cells else PEOPLE)
    as_of, period = asked(request)
    scope = Scope(root)
    name = getattr(definition, wordings.tongue())
    context: dict[str, Any] = {
        "title": f"{name} · {root.name}",
        "crumbs": [{"label": _("Bức tranh năm"), "url": reverse("year")}],
        "as_of": as_of,
        "period": period if definition.by_period else None,
        "lede": _period_words(period) if definition.by_period else "",
    }
    if over_cells:
        rows = sorted(scope.cells(as_of), key=lambda cell: cell.path)
        cells = [{"cell": one, "url": organisation_url(one.organisation_id, as_of)} for one in rows]
        return render(request, "reports/figure_cells.html", {**context, "cells": cells})
    rows = engine.rows(definition, scope, as_of, period)
    rows = rows.select_related("person", "cell").order_by("person__sort_key", "person")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("trang"))
    if definition.over == figures.ADMISSIONS:
        context["breakdowns"] = breakdowns(definition, root, as_of, period)
    context |= {"page": page, "over": definition.over, "pages": page_links(request, page)}
    return render(request, "reports/figure.html", context)


def breakdowns(
    definition: figures.Definition, root: Organisation, as_of: date, period: Period
) -> list[dict[str, Any]]:
    """Return the admissions counted, divided by each feature as it was on the day."""
    told = AsStored(root).admissions(as_of, period)
    counted = [a for a in told if all(figures.holds(c, a, as_of) for c in definition.where)]
    place = 0 if wordings.tongue() == "vi" else 1
    return [
        {
            "name": names[place],
            "rows": [
                (wordings.feature(by, value), len(people))
                for value, people in breakdown(counted, by).items()
            ],
        }
        for by, names in BREAKDOWNS.items()
    ]


def asked(request: HttpRequest) -> tuple[date, Period]:
    """Return the day and the period an address names. Raises Http404 when they make no sense."""
    today = timezone.localdate()
    try:
        as_of = parse_day(request.GET["ngay"]) if request.GET.get("ngay") else today
        if as_of > today:
            raise Http404
        start = parse_day(request.GET["tu"]) if request.GET.get("tu") else date(as_of.year, 1, 1)
        end = parse_day(request.GET["den"]) if request.GET.get("den") else as_of
        return as_of, Period(start, end).until(as_of)
    except (NotADay, NotAPeriod):
        raise Http404 from None


def _period_words(period: Period) -> str:
    return _("từ %(start)s đến %(end)s") % {
        "start": show_day(period.start),
        "end": show_day(period.end),
    }
