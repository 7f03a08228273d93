"""The duties of the reader: the section of the first page, the whole list, one sheet a cell."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.core.access import DUTIES, PEOPLE
from taonguon.core.duties import LATE, LATER, SOON, Shown
from taonguon.duties import engine, telling
from taonguon.duties.forms import DutiesForm
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.views import page_links

SHOWN, FIRST = 100, 3


def section(request: HttpRequest, root: Organisation | None, day: date) -> dict[str, Any]:
    """Return the opening section of a reader's first page: the counts, and the most pressing.

    `root`, where the reader asked for a part of the tree, narrows it to the duties there.
    """
    shown = engine.of_user(request.user, day, within=root.path if root else "")
    asked = f"?{urlencode({'to': root.pk})}" if root and root.kind == "cell" else ""
    here = reverse("duties") + asked
    own = [one for one in shown if one.urgency in (LATE, SOON, LATER)]
    return {
        "tallies": telling.tallies(shown, here),
        "tasks": [telling.task(one) for one in own[:FIRST]],
        "any": bool(shown),
        "url": here,
        "all": _all(len(shown)),
    }


def _all(count: int) -> str:
    return ngettext("Xem cả %(n)d việc", "Xem cả %(n)d việc", count) % {"n": count}


@needs(DUTIES)
def duties(request: HttpRequest) -> HttpResponse:
    """Show what the reader has to do, group by group; of one cell, kind or group."""
    day = timezone.localdate()
    every = engine.of_user(request.user, day)
    form = DutiesForm(
        request.GET,
        cells=_cells(every),
        kinds={one.duty.kind for one in every},
    )
    asked = form.cleaned_data if form.is_valid() else {}
    of_cell = _narrowed(every, asked, "to", "loai")
    shown = _narrowed(of_cell, asked, "loc")
    page = Paginator(shown, SHOWN).get_page(request.GET.get("trang"))
    context = {
        "title": _("Việc cần làm"),
        "lede": _("mỗi việc mở đúng nơi để làm"),
        "as_of": day,
        "form": form,
        "tallies": telling.tallies(of_cell, _here(asked)),
        "groups": telling.groups(page),
        "page": page,
        "pages": page_links(request, page),
        "any": bool(every),
        "links": _links(request),
    }
    return render(request, "duties/duties.html", context)


def _cells(every: Sequence[Shown]) -> list[tuple[int, str]]:
    """Return the organisations with duties, in the tree's order."""
    found = {one.duty.place.path: one.duty.place for one in every if one.duty.place.organisation}
    return [(found[path].organisation or 0, found[path].name) for path in sorted(found)]


def _narrowed(shown: Sequence[Shown], asked: dict[str, Any], *by: str) -> list[Shown]:
    told = {name: asked.get(name) for name in by if asked.get(name)}

    def fits(one: Shown) -> bool:
        has = {"to": one.duty.place.organisation, "loai": one.duty.kind, "loc": one.urgency}
        return all(has[name] == wanted for name, wanted in told.items())

    return [one for one in shown if fits(one)]


def _here(asked: dict[str, Any]) -> str:
    told = {name: asked[name] for name in ("to", "loai") if asked.get(name)}
    return f"{reverse('duties')}?{urlencode(told)}" if told else reverse("duties")


def _links(request: HttpRequest) -> list[dict[str, str]]:
    found = [{"label": _("Nhắc việc qua thư, lịch"), "url": reverse("reminders")}]
    if ranges(request, PEOPLE):
        found.insert(0, {"label": _("Phiếu việc của chi bộ"), "url": reverse("duty_sheets")})
    return found


@needs(PEOPLE)
def duty_sheets(request: HttpRequest) -> HttpResponse:
    """Show one sheet a cell of what its secretary has to do, to print and hand over."""
    day = timezone.localdate()
    units = Organisation.objects.within(ranges(request, PEOPLE)).filter(kind="cell")
    units = list(units.filter(ended_on__isnull=True).select_related("parent").order_by("path"))
    asked = request.GET.get("to", "")
    chosen = [one for one in units if asked in ("", str(one.pk))]
    shown = engine.of_cells([one.path for one in chosen], day)
    sheets = [_sheet(unit, shown) for unit in chosen]
    context = {
        "title": _("Phiếu việc của chi bộ"),
        "lede": _("mỗi chi bộ một tờ, in một lượt"),
        "as_of": day,
        "crumbs": [{"label": _("Việc cần làm"), "url": reverse("duties")}],
        "units": units if len(units) > 1 else [],
        "asked": asked,
        "sheets": [one for one in sheets if one["tasks"]],
        "idle": [one["unit"].name for one in sheets if not one["tasks"]],
    }
    return render(request, "duties/sheets.html", context)


def _sheet(unit: Organisation, shown: Sequence[Shown]) -> dict[str, Any]:
    own = [one for one in shown if one.duty.place.organisation == unit.pk]
    return {"unit": unit, "above": unit.parent, "tasks": telling.groups(own)}
