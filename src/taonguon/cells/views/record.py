"""Telling the numbers of a cell's area, and mending one of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import actions, facts, telling
from taonguon.cells.actions import Said
from taonguon.cells.forms import BecauseForm, MendForm, ProfileForm
from taonguon.core.access import RECORD_CELL
from taonguon.core.days import show_day
from taonguon.core.organisation import PROFILE, SOURCE
from taonguon.core.profile import number
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, visible
from taonguon.people.actions import Refused
from taonguon.rules.profile import fields

WITHDRAW = "rut"  # the button that takes a number away


def _of(request: HttpRequest, pk: int) -> Organisation:
    """Return a cell whose profile the reader may record; Http404 for what is none."""
    unit = visible(request, RECORD_CELL, pk)
    if unit.kind != "cell":
        raise Http404
    return unit


def _crumbs(unit: Organisation) -> list[dict[str, str]]:
    return [
        {"label": _("Hồ sơ các chi bộ"), "url": reverse("cell_profiles")},
        {"label": unit.name, "url": reverse("cell_profile", args=[unit.pk])},
    ]


@needs(RECORD_CELL)
def cell_profile_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record numbers of one day from one source; those left empty are not told."""
    unit, today, refusals = _of(request, pk), timezone.localdate(), []
    known = facts.profiles([pk], today).get(pk)
    form = ProfileForm(request.POST or None, known=known, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_profile(
                cell=unit,
                on=form.cleaned_data["on"],
                numbers=form.numbers(),
                source=form.cleaned_data["source"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã ghi số liệu của %(unit)s.") % {"unit": unit.name})
            return redirect("cell_profile", pk)
    context = {
        "title": _("Ghi số liệu của chi bộ"),
        "lede": unit.name,
        "crumbs": _crumbs(unit),
        "form": form,
        "refusals": refusals,
        "back": reverse("cell_profile", args=[pk]),
    }
    return render(request, "cells/record.html", context)


@needs(RECORD_CELL)
def cell_profile_correct(request: HttpRequest, pk: int, fact: int, code: str) -> HttpResponse:
    """Put another number in the place of one, or take it away, and say why."""
    unit, refusals = _of(request, pk), []
    row = _standing(pk, fact, code)
    withdraws = request.method == "POST" and WITHDRAW in request.POST
    first = _first(row, code)
    mend = MendForm(
        request.POST if request.method == "POST" and not withdraws else None,
        field=fields()[code],
        initial=first,
    )
    drop = BecauseForm(request.POST if withdraws else None, prefix=WITHDRAW)
    sent = drop if withdraws else mend
    if sent.is_bound and sent.is_valid():
        told = None if withdraws else _said(mend)
        try:
            actions.mend_number(
                fact=row,
                code=code,
                told=told,
                because=sent.cleaned_data["because"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã sửa. Ghi chép cũ và lý do vẫn được giữ."))
            return redirect("cell_profile", pk)
    context = {
        "title": _("Sửa: %(what)s") % {"what": telling.field_name(code)},
        "lede": unit.name,
        "crumbs": _crumbs(unit),
        "answers": _answers(row, code, first["source"]),
        "form": mend,
        "drop": drop,
        "sent": sent,
        "refusals": refusals,
        "back": reverse("cell_profile", args=[pk]),
    }
    return render(request, "cells/correct.html", context)


def _standing(unit: int, fact: int, code: str) -> Fact:
    """Return a fact of this cell's profile that stands and tells this number; else Http404."""
    rows = Fact.objects.select_related("act").filter(kind=PROFILE, organisation=unit, pk=fact)
    row = rows.first()
    told = {one.id: one for one in facts.told([unit])}
    if row is None or code not in fields() or code not in told.get(fact, row).data:
        raise Http404
    if fact not in told:
        raise Http404
    return row


def _first(row: Fact, code: str) -> dict[str, Any]:
    value = number(row.data[code])
    text = telling.plain(value) if value is not None else str(row.data[code])
    source = str(row.data.get(SOURCE) or row.place)
    return {"value": text, "on": row.happened_on, "source": source[:150]}


def _said(form: MendForm) -> Said:
    return Said(form.value(), form.cleaned_data["on"], form.cleaned_data["source"])


def _answers(row: Fact, code: str, source: str) -> list[dict[str, str]]:
    value = number(row.data[code])
    return [
        {"label": _("Đang ghi"), "value": telling.said(code, value) if value is not None else "–"},
        {"label": _("Ngày"), "value": show_day(row.happened_on)},
        {"label": _("Nguồn số liệu"), "value": source},
    ]
