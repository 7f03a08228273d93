"""Who is in charge of which cell, by cell and by member; giving cells, and mending a charge."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import actions, facts, telling
from taonguon.cells.charging import ChargeForm, ChargeMendForm
from taonguon.cells.forms import BecauseForm
from taonguon.cells.models import CommitteeMember
from taonguon.cells.views.committee import committees
from taonguon.cells.views.record import WITHDRAW
from taonguon.core.access import PEOPLE, TARGETS
from taonguon.core.charge import CHARGE, Charge
from taonguon.core.days import show_day
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges, visible
from taonguon.people.actions import Refused
from taonguon.rules.assignment import start


def living(request: HttpRequest, act: str) -> list[Organisation]:
    """Return the cells that are there, with which the reader may do `act`, in the tree's order."""
    rows = Organisation.objects.within(ranges(request, act)).filter(kind="cell")
    return list(rows.filter(ended_on__isnull=True).order_by("path"))


def sitting(request: HttpRequest, act: str, on: date) -> list[CommitteeMember]:
    """Return who sits on a day on the committees with which the reader may do `act`."""
    return list(
        CommitteeMember.objects.on(on).of(committees(request, act).values_list("pk", flat=True))
    )


class Charged:
    """Who is in charge of the cells a reader may see today; a fixed number of queries."""

    def __init__(self, request: HttpRequest) -> None:
        """Read the cells, their charges, the members, and what weighs on each."""
        self.today = timezone.localdate()
        self.cells = living(request, PEOPLE)
        ids = [unit.pk for unit in self.cells]
        self.charges = facts.charges(ids)
        self.members = facts.members(ids, self.today)
        found = facts.profiles(ids, self.today)
        self.special = facts.special(self.cells, found, self.today)
        self.seats = {one.pk: one for one in sitting(request, PEOPLE, self.today)}
        told = {one.member for one in self.now().values()} - set(self.seats)
        self.seats |= {one.pk: one for one in CommitteeMember.objects.filter(pk__in=told)}

    def now(self) -> dict[int, Charge]:
        """Return the charge of today of each cell that has one."""
        return {
            cell: one
            for cell, told in self.charges.items()
            for one in told
            if one.covers(self.today)
        }


@needs(PEOPLE)
def charges(request: HttpRequest) -> HttpResponse:
    """Show who is in charge of each cell today, what each member has, and cells without anybody."""
    told = Charged(request)
    now, most = told.now(), start().most
    held: dict[int, list[Organisation]] = {pk: [] for pk in told.seats}
    for unit in told.cells:
        if unit.pk in now:
            held[now[unit.pk].member].append(unit)
    people = [_member(seat, held[pk], told, most) for pk, seat in told.seats.items()]
    without = [unit for unit in told.cells if unit.pk not in now]
    gives = bool(ranges(request, TARGETS))
    context = {
        "title": _("Phân công phụ trách chi bộ"),
        "as_of": told.today,
        "tiles": _tiles(told, now, held),
        "without": without,
        "rows": [_cell(unit, now, told) for unit in told.cells],
        "people": people,
        "most": most,
        "give_url": reverse("charge_set") if gives else "",
        "links": _links(gives),
    }
    return render(request, "cells/charges.html", context)


def _links(gives: bool) -> list[dict[str, str]]:
    told = [
        {"label": _("Cấp ủy viên"), "url": reverse("committee")},
        {"label": _("Cấp ủy các chi bộ"), "url": reverse("cell_posts")},
        {"label": _("Hồ sơ các chi bộ"), "url": reverse("cell_profiles")},
    ]
    if gives:
        told.insert(0, {"label": _("Đề xuất phân công"), "url": reverse("charge_proposal")})
    return told


def _tiles(
    told: Charged, now: Mapping[int, Charge], held: Mapping[int, list[Organisation]]
) -> list[dict[str, Any]]:
    counts = [len(units) for units in held.values()]
    idle = sum(not count for count in counts)
    return [
        {"label": _("Chi bộ có người phụ trách"), "value": len(now), "of": len(told.cells)},
        {"label": _("Chi bộ chưa có ai"), "value": len(told.cells) - len(now)},
        {"label": _("Cấp ủy viên"), "value": len(held),
         "detail": _("%(n)d người chưa phụ trách chi bộ nào") % {"n": idle} if idle else ""},
        {"label": _("Nhiều nhất một người"), "value": max(counts, default=0)},
    ]  # fmt: skip


def _cell(unit: Organisation, now: Mapping[int, Charge], told: Charged) -> dict[str, Any]:
    one = now.get(unit.pk)
    return {
        "unit": unit,
        "name": told.seats[one.member].name if one else "",
        "since": one.start if one else None,
        "document": one.document if one else "",
        "members": told.members.get(unit.pk, 0),
        "why": telling.marked(told.special.get(unit.pk, ())),
        "before": len(told.charges.get(unit.pk, ())) - (1 if one else 0),
    }


def _member(
    seat: CommitteeMember, units: list[Organisation], told: Charged, most: int
) -> dict[str, Any]:
    return {
        "seat": seat,
        "units": units,
        "members": sum(told.members.get(unit.pk, 0) for unit in units),
        "special": sum(unit.pk in told.special for unit in units),
        "too_many": len(units) > most,
        "count": telling.cells_count(len(units)),
    }


@needs(TARGETS)
def charge_set(request: HttpRequest) -> HttpResponse:
    """Put cells in the charge of a committee member, or of nobody, from a day by a paper."""
    cells, today, refusals = living(request, TARGETS), timezone.localdate(), []
    seats = sitting(request, TARGETS, today)
    now = facts.charges([unit.pk for unit in cells])
    names = {one.pk: one.name for one in seats}
    form = ChargeForm(
        request.POST or None,
        members=[(str(one.pk), one.name) for one in seats],
        cells=[(unit.pk, _offered(unit, now.get(unit.pk, ()), names, today)) for unit in cells],
        initial={"on": today, "cells": request.GET.getlist("chi_bo")},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            count = actions.charge(
                cells=dict.fromkeys(said["cells"], form.taker()),
                on=said["on"],
                document=said["document"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            refusals.append(str(refused))
        else:
            words = _("Đã ghi phân công %(cells)s.") % {"cells": telling.cells_count(count)}
            messages.success(request, words)
            return redirect("charges")
    context = {
        "title": _("Giao chi bộ"),
        "crumbs": [{"label": _("Phân công phụ trách chi bộ"), "url": reverse("charges")}],
        "form": form,
        "refusals": refusals,
        "act": _("Ghi phân công"),
        "back": reverse("charges"),
        "why": _("Người đang phụ trách thôi từ ngày người mới nhận; lịch sử vẫn được giữ.")
        if seats
        else _("Chưa có ai trong danh sách cấp ủy viên: hãy thêm ở trang Cấp ủy viên trước."),
    }
    return render(request, "cells/form.html", context)


def _offered(
    unit: Organisation, told: tuple[Charge, ...], names: Mapping[int, str], today: date
) -> str:
    held = facts.holder(told, today)
    return f"{unit.name} ({names[held] if held in names else _('chưa có ai')})"


@needs(TARGETS)
def charge_correct(request: HttpRequest, fact: int) -> HttpResponse:
    """Mend one charge, or take it away when it never was, and say why."""
    row = Fact.objects.select_related("act").filter(pk=fact, kind=CHARGE).first()
    if row is None:
        raise Http404
    unit, refusals = visible(request, TARGETS, row.organisation or 0), []
    told = next(
        (one for one in facts.charges([unit.pk]).get(unit.pk, ()) if one.fact == fact), None
    )
    if told is None:
        raise Http404
    withdraws = request.method == "POST" and WITHDRAW in request.POST
    seats = CommitteeMember.objects.of(committees(request, TARGETS).values_list("pk", flat=True))
    mend = ChargeMendForm(
        request.POST if request.method == "POST" and not withdraws else None,
        members=[(str(one.pk), one.name) for one in seats],
        initial={"member": str(told.member), "on": told.start, "document": told.document},
    )
    drop = BecauseForm(request.POST if withdraws else None, prefix=WITHDRAW)
    sent = drop if withdraws else mend
    if sent.is_bound and sent.is_valid():
        try:
            _mend(request, row, mend if not withdraws else None, sent.cleaned_data["because"])
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã sửa. Ghi chép cũ và lý do vẫn được giữ."))
            return redirect("cell_profile", unit.pk)
    names = {one.pk: one.name for one in seats}
    context = {
        "title": _("Sửa phân công"),
        "lede": unit.name,
        "crumbs": [{"label": _("Phân công phụ trách chi bộ"), "url": reverse("charges")}],
        "answers": _answers(told, names.get(told.member, "")),
        "form": mend,
        "drop": drop,
        "sent": sent,
        "refusals": refusals,
        "back": reverse("cell_profile", args=[unit.pk]),
    }
    return render(request, "cells/charge_correct.html", context)


def _mend(request: HttpRequest, row: Fact, form: ChargeMendForm | None, because: str) -> None:
    by, at = request.user, timezone.now()
    if form is None:
        actions.withdraw(fact=row, because=because, by=by, at=at)
    else:
        actions.mend_charge(fact=row, told=form.given(), because=because, by=by, at=at)


def _answers(told: Charge, name: str) -> list[dict[str, str]]:
    until = f"–{show_day(told.end)}" if told.end else ""
    return [
        {"label": _("Đang ghi"), "value": name},
        {"label": _("Phụ trách từ ngày"), "value": f"{show_day(told.start)}{until}"},
        {"label": _("Số, ký hiệu văn bản"), "value": told.document},
    ]
