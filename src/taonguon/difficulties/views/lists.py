"""The difficulties of the cells one sees, those overdue first; the five columns as a workbook."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import DIFFICULTIES, PEOPLE
from taonguon.core.difficulty import COMMUNE, SUPERIOR, counts, recurring
from taonguon.difficulties import export, facts, telling
from taonguon.difficulties.facts import Told
from taonguon.difficulties.forms import ALL, LATE, OPEN, REMOVED, DifficultiesForm
from taonguon.organisations.models import Organisation, OrganisationQuerySet
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.views import page_links

SHOWN = 50


def seen(request: HttpRequest, act: str = PEOPLE) -> OrganisationQuerySet:
    """Return the cells in which the reader may do `act`, in the tree's order."""
    rows = Organisation.objects.within(ranges(request, act)).filter(kind="cell")
    return rows.order_by("path")


def state_of(told: Told, state: str, day: date) -> bool:
    """Tell whether a difficulty belongs to what the list shows."""
    if state == ALL:
        return True
    if state == REMOVED:
        return told.course.closed_on is not None
    if state == LATE:
        return told.late(day) > 0
    if state in (COMMUNE, SUPERIOR):
        return told.course.open and told.level(day) == state
    return told.course.open


class Chosen:
    """What the reader sees and asked for: every difficulty in reach, and those the filters leave."""

    def __init__(self, request: HttpRequest, day: date) -> None:
        """Read the filters and the difficulties; three queries whatever their number."""
        self.cells = list(seen(request))
        names = [(unit.pk, unit.name) for unit in self.cells]
        self.form = DifficultiesForm(request.GET, cells=names)
        self.asked = self.form.cleaned_data if self.form.is_valid() else {}
        where = self.asked.get("to")
        self.all = [one for one in facts.of(self.cells) if where in (None, one.unit.pk)]
        self.state = self.asked.get("tt") or OPEN
        self.kind = self.asked.get("loai") or ""
        found = [one for one in self.all if state_of(one, self.state, day)]
        found = [one for one in found if self.kind in ("", one.row.kind)]
        self.shown = sorted(found, key=lambda one: (not one.course.open, _due(one), one.row.pk))

    @property
    def narrowed(self) -> bool:
        """Whether a filter is set."""
        return any(self.asked.values())


def _due(one: Told) -> date | int:
    """Return what a list is sorted by: the day due of an open one, the latest removed first."""
    return one.course.now.due.toordinal() if one.course.open else -one.course.now.on.toordinal()


@needs(PEOPLE)
def difficulties(request: HttpRequest) -> HttpResponse:
    """Show what stands in the cells' way, the longest overdue first, and which kinds recur."""
    day = timezone.localdate()
    chosen = Chosen(request, day)
    page = Paginator(chosen.shown, SHOWN).get_page(request.GET.get("trang"))
    export_url = reverse("difficulties_export")
    asked = request.GET.urlencode()
    context = {
        "title": _("Khó khăn, vướng mắc của chi bộ"),
        "lede": _("việc gì vướng, ai gỡ, đến ngày nào"),
        "as_of": day,
        "form": chosen.form,
        "opened": chosen.narrowed,
        "tiles": _tiles(chosen.all, day),
        "recurring": _recurring(chosen.all) if not chosen.asked.get("to") else [],
        "rows": telling.lines(page, day),
        "page": page,
        "pages": page_links(request, page),
        "any": bool(chosen.all),
        "add_url": reverse("difficulty_add") if ranges(request, DIFFICULTIES) else "",
        "links": [
            {
                "label": _("Xuất 5 cột (Excel)"),
                "url": f"{export_url}?{asked}" if asked else export_url,
            },
            {
                "label": _("Mang theo khi không có sóng"),
                "url": f"{reverse('offline_prepare')}?viec=difficulties",
            },
        ],
    }
    return render(request, "difficulties/difficulties.html", context)


def _tiles(those: Sequence[Told], day: date) -> list[dict[str, Any]]:
    told = counts([one.course for one in those], day.replace(month=1, day=1), day)
    median = telling.decimal(told.median) if told.median is not None else "–"
    return [
        {"label": _("Đang mở"), "value": told.open, "url": "?"},
        {"label": _("Quá hạn"), "value": told.late, "url": f"?tt={LATE}"},
        {"label": _("Đã gỡ trong năm"), "value": told.removed, "url": f"?tt={REMOVED}"},
        {
            "label": _("Số ngày để gỡ"),
            "value": median,
            "url": f"?tt={REMOVED}",
            "detail": _("trung vị, gỡ trong năm nay"),
        },
    ]


def _recurring(those: Sequence[Told]) -> list[dict[str, Any]]:
    """Return the kinds that several cells have now, with how many."""
    told = recurring((one.row.kind, one.unit.pk) for one in those if one.course.open)
    return [
        {"name": telling.kind(one.kind), "cells": one.cells, "count": one.difficulties,
         "url": f"?loai={one.kind}"}
        for one in told
    ]  # fmt: skip


@needs(PEOPLE)
def difficulties_export(request: HttpRequest) -> FileResponse:
    """Give the difficulties the filters leave as a workbook of the five columns."""
    day = timezone.localdate()
    chosen = Chosen(request, day)
    top = Organisation.objects.within(ranges(request, PEOPLE)).order_by("path").first()
    told = export.workbook(top.name if top else "", chosen.shown, day)
    name = f"kho-khan-vuong-mac-{day:%Y-%m-%d}.xlsx"
    return FileResponse(told, as_attachment=True, filename=name)
