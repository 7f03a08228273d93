"""The year's visits: by member, cells long not visited, promises overdue, each visit."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells.models import CommitteeMember
from taonguon.core.access import PEOPLE, VISIT
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.views import page_links
from taonguon.rules.visits import limits
from taonguon.visits import facts, picture, telling
from taonguon.visits.facts import Year
from taonguon.visits.forms import VisitsForm, years
from taonguon.visits.models import Visit
from taonguon.visits.views.reach import seen

SHOWN, LATE_SHOWN = 30, 12


@needs(PEOPLE)
def visits(request: HttpRequest) -> HttpResponse:
    """Show the year's visits, who made how many, and the cells that wait too long for one."""
    today, units = timezone.localdate(), list(seen(request, PEOPLE))
    seats = facts.seats(units, today)
    first = Visit.objects.of([one.pk for one in units]).aggregate(first=Min("visited_on"))["first"]
    form = VisitsForm(
        {"nam": today.year, **request.GET.dict()},
        years=years(today, first.year if first else None),
        members=[(one.pk, one.name) for one in seats],
        cells=[(unit.pk, unit.name) for unit in units],
    )
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = asked.get("nam") or today.year
    on = today if wanted == today.year else date(wanted, 12, 31)
    told, holders = facts.year(units, on), facts.holders(units, on)
    shown = _asked(told.visits, asked)
    page = Paginator(shown, SHOWN).get_page(request.GET.get("trang"))
    may_visit = bool(ranges(request, VISIT))
    context = {
        "title": _("Dự sinh hoạt chi bộ"),
        "lede": _("cấp ủy viên dự sinh hoạt, nắm việc và gỡ khó cho chi bộ"),
        "as_of": on,
        "form": form,
        "opened": bool(asked.get("nguoi") or asked.get("to")),
        "tiles": picture.tiles(told, f"?nam={on.year}"),
        "here": f"?nam={on.year}",
        "months": limits().months,
        "waiting": _waiting(told, holders, seats, may_visit),
        "people": picture.people(told, holders, seats),
        "late": [_late(one, told) for one in told.late[:LATE_SHOWN]],
        "late_more": max(len(told.late) - LATE_SHOWN, 0),
        "rows": [_row(one, told.units) for one in page],
        "page": page,
        "pages": page_links(request, page),
        "may": may_visit,
        "links": [
            {"label": _("Lịch sinh hoạt"), "url": reverse("cell_calendar")},
            {"label": _("Khó khăn"), "url": reverse("difficulties")},
        ],
    }
    return render(request, "visits/visits.html", context)


def _asked(those: Sequence[Visit], asked: Mapping[str, Any]) -> list[Visit]:
    who, where = asked.get("nguoi"), asked.get("to")
    return [one for one in those if who in (None, one.member_id) and where in (None, one.cell)]


def _waiting(
    told: Year, holders: Mapping[int, int], seats: Sequence[CommitteeMember], may_visit: bool
) -> list[dict[str, Any]]:
    names = {seat.pk: seat.name for seat in seats}
    return [
        {**one, "holder": names.get(holders.get(one["unit"].pk, 0), ""),
         "url": reverse("visit_brief" if may_visit else "cell_profile", args=[one["unit"].pk])}
        for one in picture.waiting(told)
    ]  # fmt: skip


def _late(one: Any, told: Year) -> dict[str, Any]:
    unit = told.units.get(one.visit.cell)
    return {**telling.promise(one, told.on), "unit": unit}


def _row(one: Visit, units: Mapping[int, Organisation]) -> dict[str, Any]:
    unit = units.get(one.cell)
    return {
        "visit": one,
        "cell": unit.name if unit else "",
        "kind": telling.kind_of(one),
        "difficulties": len(one.difficulties.all()),
        "promises": len(one.agreements.all()),
    }
