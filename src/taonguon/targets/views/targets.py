"""Targets of a year: what was assigned, what was passed on, and whether the sum is right."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import targets
from taonguon.core.access import FIGURES, TARGETS
from taonguon.core.days import day_before
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, may, needs, ranges, visible
from taonguon.people.views import page_links
from taonguon.targets import actions
from taonguon.targets.facts import members
from taonguon.targets.forms import TargetForm, WithdrawalForm
from taonguon.targets.papers import papers
from taonguon.targets.telling import allocation_words, plain, target_row, text

PAPERS, TILES = 30, 4
ALL = "tat-ca"
CELL = "Chi bộ"


@needs(FIGURES)
def show(request: HttpRequest) -> HttpResponse:
    """Show each organisation's targets, year by year, and the sum against the headline."""
    root = chosen(request, FIGURES)
    units = list(Organisation.objects.below(root.path).order_by("path"))
    rows = Fact.objects.filter(
        organisation__in=[u.pk for u in units], kind__in=[targets.TARGET, WITHDRAWAL]
    )
    facts = known(rows.values_for_core(), None)
    in_force = targets.in_force(facts, date.max)
    years = sorted({t.start.year for t in in_force.values() if t.start.year == t.end.year})[-5:]
    of_years = {year: targets.of_year(in_force, year) for year in years}
    sums = [{**_sum(root, units, of_years[year]), "year": year} for year in years]
    names, sets = {unit.pk: unit.name for unit in units}, may(request, TARGETS, root)
    whole = ALL in request.GET or len(units) == 1
    told = papers(rows, facts, names, whole=whole)
    page = Paginator(told, PAPERS).get_page(request.GET.get("trang"))
    context = {
        "title": _("Chỉ tiêu kết nạp"),
        "lede": root.name,
        "years": years,
        "rows": [_row(unit, years, of_years) for unit in units],
        "sums": sums,
        "tiles": [_tile(year, told) for year, told in zip(years, sums, strict=True)][-TILES:],
        "others": _others(in_force, names),
        "page": page,
        "pages": page_links(request, page),
        "all_url": "" if whole else f"?{urlencode({'to': root.pk, ALL: 1})}#van-ban",
        "may_withdraw": sets,
        "set_url": reverse("target_set") if sets else "",
        "tools": [
            {
                "label": _("Phân bổ cho chi bộ"),
                "url": reverse("allocation") + "?" + urlencode({"to": root.pk}),
            }
        ]
        if sets and len(units) > 1
        else [],
    }
    return render(request, "targets/show.html", context)


def _row(unit: Organisation, years: list[int], of_years: dict[int, Any]) -> dict[str, Any]:
    cells = [
        {"year": year, "targets": _of_cell(unit, of_years[year].get(unit.pk, []))} for year in years
    ]
    short = unit.name.removeprefix(CELL).strip()
    return {
        "unit": unit,
        "prefix": CELL if short != unit.name else "",
        "short": short,
        "cells": cells,
        "bare": not any(cell["targets"] for cell in cells),
    }


def _of_cell(unit: Organisation, found: list[targets.Target]) -> list[dict[str, Any]]:
    """Return the targets of one organisation and year; each names its source where it must."""
    told = [target_row(target, unit.name) for target in found]
    plain_ = len(found) == 1 and found[0].source == targets.ASSIGNED
    return [{**one, "source": ""} for one in told] if plain_ else told


def _sum(root: Organisation, units: list[Organisation], found: dict[int, Any]) -> dict[str, Any]:
    parts = _passed_on(root, units, found)
    own = found.get(root.pk, [None])[0]
    percent = any(t.form == targets.PERCENT for t in [*parts, own] if t)
    first = own or parts[0] if own or parts else None
    held = members(root, day_before(first.start)) if percent and first else {}
    told = targets.allocation(own, parts, held)
    return {
        "sum": plain(told.allocated),
        "words": allocation_words(told),
        "own": text(own) if own else "–",
        "mends": bool(told.difference),
    }


def _passed_on(
    root: Organisation, units: list[Organisation], found: dict[int, Any]
) -> list[targets.Target]:
    """Return the first target of each organisation below; what it passed on itself is within its own."""
    parts: list[targets.Target] = []
    above = "-"
    for unit in units:  # in the order of the tree
        if unit.pk != root.pk and unit.pk in found and not unit.path.startswith(above):
            parts.append(found[unit.pk][0])
            above = unit.path
    return parts


def _tile(year: int, told: dict[str, Any]) -> dict[str, Any]:
    """Return one year's headline and how what was passed on adds up to it."""
    words = _("các chi bộ cộng lại %(sum)s · %(words)s")
    return {
        "label": _("Năm %(year)d") % {"year": year},
        "value": told["own"],
        "detail": words % {"sum": told["sum"], "words": told["words"]},
    }


def _others(in_force: dict[Any, targets.Target], names: dict[int, str]) -> list[dict[str, Any]]:
    """Return targets of terms and of categories, which stand in no column of a year."""
    return [
        target_row(target, names.get(target.organisation, ""))
        for target in sorted(in_force.values(), key=lambda t: (t.start, t.end), reverse=True)
        if target.category or target.start.year != target.end.year
    ]


@needs(TARGETS)
def set_target(request: HttpRequest) -> HttpResponse:
    """Set or amend one target."""
    units = Organisation.objects.within(ranges(request, TARGETS)).order_by("path")
    offered = list(units.values_list("pk", "name"))
    initial = {"first": timezone.localdate().year, "set_on": timezone.localdate()}
    form = TargetForm(request.POST or None, units=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        unit = visible(request, TARGETS, form.cleaned_data["unit"])
        actions.set_target(
            organisation=unit.pk,
            on=form.cleaned_data["set_on"],
            data=form.data_of_fact(),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Đã ghi chỉ tiêu của %(unit)s.") % {"unit": unit.name})
        return redirect("targets")
    context = {
        "title": _("Giao hoặc sửa chỉ tiêu"),
        "crumbs": [{"label": _("Chỉ tiêu kết nạp"), "url": reverse("targets")}],
        "form": form,
    }
    return render(request, "targets/set.html", context)


@needs(TARGETS)
def target_withdraw(request: HttpRequest, fact: int) -> HttpResponse:
    """Withdraw a target that never was, with the reason; what it amended is in force again."""
    row = Fact.objects.filter(pk=fact, kind=targets.TARGET, act__undone_at__isnull=True).first()
    if row is None or row.corrected_by.filter(act__undone_at__isnull=True).exists():
        raise Http404
    unit = visible(request, TARGETS, row.organisation or 0)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.withdraw(
            fact=row, because=form.cleaned_data["because"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("Đã rút chỉ tiêu của %(unit)s.") % {"unit": unit.name})
        return redirect("targets")
    (core,) = Fact.objects.filter(pk=fact).values_for_core()
    told = target_row(targets.read(core), unit.name)
    names = {
        "unit": _("Tổ chức"),
        "period": _("Kỳ"),
        "text": _("Chỉ tiêu"),
        "category": _("Tính cho"),
        "source": _("Loại"),
    }
    context = {
        "title": _("Rút chỉ tiêu"),
        "crumbs": [{"label": _("Chỉ tiêu kết nạp"), "url": reverse("targets")}],
        "answers": [{"label": label, "value": told[name]} for name, label in names.items()]
        + [{"label": _("Văn bản, tệp"), "value": told["target"].document}],
        "form": form,
    }
    return render(request, "targets/withdraw.html", context)
