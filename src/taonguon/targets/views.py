"""Targets of a year: what was assigned, what was passed on, and whether the sum is right."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import targets
from taonguon.core.access import FIGURES, TARGETS
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, may, needs, ranges, visible
from taonguon.people.models import Span
from taonguon.targets import actions
from taonguon.targets.forms import TargetForm
from taonguon.targets.telling import allocation_words, plain, target_row, text

PAPERS, TILES = 30, 4
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
    sums = [_sum(root, units, of_years[year]) for year in years]
    context = {
        "title": _("Chỉ tiêu kết nạp"),
        "lede": root.name,
        "years": years,
        "rows": [_row(unit, years, of_years) for unit in units],
        "sums": sums,
        "tiles": [_tile(year, told) for year, told in zip(years, sums, strict=True)][-TILES:],
        "others": _others(in_force, {unit.pk: unit.name for unit in units}),
        "history": _history(facts, {unit.pk: unit.name for unit in units}),
        "set_url": reverse("target_set") if may(request, TARGETS, root) else "",
    }
    return render(request, "targets/show.html", context)


def _row(unit: Organisation, years: list[int], of_years: dict[int, Any]) -> dict[str, Any]:
    cells = [[text(target) for target in of_years[year].get(unit.pk, [])] for year in years]
    short = unit.name.removeprefix(CELL).strip()
    return {
        "unit": unit,
        "prefix": CELL if short != unit.name else "",
        "short": short,
        "cells": [" · ".join(found) or "–" for found in cells],
    }


def _sum(root: Organisation, units: list[Organisation], found: dict[int, Any]) -> dict[str, Any]:
    parts = [found[u.pk][0] for u in units if u.pk != root.pk and u.pk in found]
    own = found.get(root.pk, [None])[0]
    percent = any(t.form == targets.PERCENT for t in [*parts, own] if t)
    first = own or parts[0] if own or parts else None
    members = _members_before(root, first.start) if percent and first else 0
    told = targets.allocation(own, parts, members)
    return {
        "sum": told.allocated,
        "words": allocation_words(told),
        "own": text(own) if own else "–",
        "mends": bool(told.difference),
    }


def _tile(year: int, told: dict[str, Any]) -> dict[str, Any]:
    """Return one year's headline and how what was passed on adds up to it."""
    words = _("các chi bộ cộng lại %(sum)s · %(words)s")
    return {
        "label": _("Năm %(year)d") % {"year": year},
        "value": told["own"],
        "detail": words % {"sum": plain(told["sum"]), "words": told["words"]},
    }


def _members_before(root: Organisation, day: date) -> int:
    """Return how many were members at the end of the day before."""
    low, high = root.range
    rows = Span.objects.filter(cell__path__gte=low, cell__path__lt=high, start_on__lt=day)
    return rows.exclude(end_on__lt=day).count()


def _others(in_force: dict[Any, targets.Target], names: dict[int, str]) -> list[dict[str, Any]]:
    """Return targets of terms and of categories, which stand in no column of a year."""
    return [
        target_row(target, names.get(target.organisation, ""))
        for target in sorted(in_force.values(), key=lambda t: (t.start, t.end), reverse=True)
        if target.category or target.start.year != target.end.year
    ]


def _history(facts: list[Any], names: dict[int, str]) -> list[dict[str, Any]]:
    """Return the papers that set or amended targets on a day of their own, newest first."""
    told = [target for target in map(targets.read, facts) if target.set_on != target.start]
    told.sort(key=lambda t: (t.set_on, t.fact), reverse=True)
    return [target_row(target, names.get(target.organisation, "")) for target in told[:PAPERS]]


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
