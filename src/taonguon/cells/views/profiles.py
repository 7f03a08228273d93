"""The profiles of all cells in one table, and one cell's by year with its sources and its history."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import export, facts, telling
from taonguon.cells.forms import CellsForm
from taonguon.cells.models import CommitteeMember
from taonguon.cells.views.ways import work_of
from taonguon.core.access import FIGURES, PEOPLE, RECORD_CELL, TARGETS
from taonguon.core.facts import Fact
from taonguon.core.organisation import after
from taonguon.core.profile import SHARE, YOUTH_AWAY, Line, Number, Profile, by_year, numbers
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, may, needs, ranges, visible
from taonguon.rules.profile import fields

SHOWN = ("households", "population", SHARE, "youth_present", YOUTH_AWAY, "industrial_workers")
PICTURED = (SHARE, YOUTH_AWAY)
YEARS = 5
BARS = 10
SPECIAL, UNKNOWN = "dac-thu", "chua-co"


class Seen:
    """What a reader asked to see: the cells below an organisation as of a day, and their profiles."""

    def __init__(self, request: HttpRequest) -> None:
        """Read the address, then everything in a fixed number of queries."""
        self.today = timezone.localdate()
        self.root = chosen(request, FIGURES)
        above = Organisation.objects.within(ranges(request, FIGURES)).exclude(kind="cell")
        names = dict(above.order_by("path").values_list("pk", "name"))
        given = request.GET if "loai" in request.GET or "ngay" in request.GET else None
        first = {"to": self.root.pk, "ngay": self.today}
        self.form = CellsForm(given, units=names, today=self.today, initial=first)
        asked = self.form.cleaned_data if self.form.is_bound and self.form.is_valid() else {}
        self.on: date = asked.get("ngay") or self.today
        self.which: str = asked.get("loai") or ""
        rows = Organisation.objects.within([(self.root.path, after(self.root.path))])
        self.cells = [
            unit
            for unit in rows.filter(kind="cell", founded_on__lte=self.on).order_by("path")
            if unit.ended_on is None or unit.ended_on > self.on
        ]
        self.profiles = facts.profiles([unit.pk for unit in self.cells], self.on)
        self.special = facts.special(self.cells, self.profiles, self.on)

    def chosen(self) -> list[Organisation]:
        """Return the cells to be shown: all, the special ones, or those without any number."""
        kept = {
            SPECIAL: lambda unit: unit.pk in self.special,
            UNKNOWN: lambda unit: unit.pk not in self.profiles,
        }.get(self.which, lambda unit: True)
        return [unit for unit in self.cells if kept(unit)]


@needs(FIGURES)
def cell_profiles(request: HttpRequest) -> HttpResponse:
    """Show the profile of each cell as of a day, and which are special ones and why."""
    seen = Seen(request)
    here = urlencode({"to": seen.root.pk, "ngay": seen.on.strftime("%d/%m/%Y"), "loai": seen.which})
    context = {
        "title": _("Hồ sơ các chi bộ"),
        "lede": seen.root.name,
        "as_of": seen.on,
        "form": seen.form,
        "tiles": _tiles(seen),
        "heads": [telling.field_name(code) for code in SHOWN],
        "rows": [_row(unit, seen) for unit in seen.chosen()],
        "pictures": [_picture(code, seen) for code in PICTURED],
        "links": [
            {"label": _("Tải Excel"), "url": f"{reverse('cell_profiles_export')}?{here}"},
            {"label": _("Mức đặc thù"),
             "url": f"{reverse('cell_lines')}?{urlencode({'to': seen.root.pk})}"},
        ],
    }  # fmt: skip
    if ranges(request, PEOPLE):
        told = {"label": _("Phân công phụ trách"), "url": reverse("charges")}
        context["links"].append(told)
    return render(request, "cells/profiles.html", context)


def _tiles(seen: Seen) -> list[dict[str, Any]]:
    counted = (
        (_("Số hộ"), "households"),
        (_("Số nhân khẩu"), "population"),
        (_("Thanh niên đi làm ăn xa"), YOUTH_AWAY),
    )
    every = len(seen.cells)
    told = [{"label": _("Chi bộ đặc thù"), "value": len(seen.special), "of": every, "detail": ""}]
    for label, code in counted:
        known = [v for one in seen.profiles.values() if (v := one.value(code)) is not None]
        detail = _("cộng từ %(n)d/%(every)d chi bộ có số") % {"n": len(known), "every": every}
        value = telling.plain(sum(known, Fraction(0))) if known else "–"
        told.append({"label": label, "value": value, "of": None, "detail": detail})
    return told


def _row(unit: Organisation, seen: Seen) -> dict[str, Any]:
    profile = seen.profiles.get(unit.pk)
    told = [(code, profile.value(code) if profile else None) for code in SHOWN]
    marks = seen.special.get(unit.pk, ())
    marked = {one.code for one in marks}
    return {
        "unit": unit,
        "values": [
            {"code": code, "name": telling.field_name(code), "marked": code in marked,
             "words": telling.short(code, value) if value is not None else "",
             "text": telling.said(code, value) if value is not None else "–"}
            for code, value in told
        ],
        "bare": profile is None,
        "why": telling.marked(marks),
    }  # fmt: skip


def _picture(code: str, seen: Seen) -> dict[str, Any]:
    """Return the bars of one number, the largest first, with the mark of its line."""
    told = [
        (unit, value)
        for unit in seen.cells
        if unit.pk in seen.profiles and (value := seen.profiles[unit.pk].value(code))
    ]
    told.sort(key=lambda one: -one[1])
    field = fields()[code]
    held = _line(seen, code)
    top = max([value for _unit, value in told], default=Fraction(1))
    whole = Fraction(100) if field.percent else max(top, held.above * 2 if held else top)
    return {
        "title": telling.field_name(code),
        "line": telling.line_words(held) if held else "",
        "mark": min(99, int(held.above / whole * 100)) if held else None,
        "bars": [
            {"unit": unit, "share": int(value / whole * 100), "text": telling.said(code, value),
             "words": telling.short(code, value)}
            for unit, value in told[:BARS]
        ],
        "more": _("%(n)d chi bộ có số lớn nhất trong %(all)d") % {"n": BARS, "all": len(told)}
        if len(told) > BARS
        else "",
    }  # fmt: skip


def _line(seen: Seen, code: str) -> Line | None:
    """Return the line of a number that holds at the root, None when there is none."""
    held = facts.drawn([seen.root], seen.on)[seen.root.pk]
    return next((one for one in held if one.code == code), None)


@needs(FIGURES)
def cell_profiles_export(request: HttpRequest) -> FileResponse:
    """Give the profiles as a workbook, which loading a list reads again."""
    seen = Seen(request)
    told = export.workbook(seen.root, seen.chosen(), seen.profiles, seen.special, seen.on)
    return FileResponse(told, as_attachment=True, filename=f"ho-so-chi-bo-{seen.on:%Y-%m-%d}.xlsx")


@needs(FIGURES)
def cell_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one cell's profile: now, by year, why it is special, each number recorded, its charges."""
    unit, today = visible(request, FIGURES, pk), timezone.localdate()
    told = facts.told([pk])
    section = of_cell(request, unit, today)
    years = by_year(told, today)
    shown = sorted(years, reverse=True)[:YEARS][::-1]
    context = {
        "title": _("Hồ sơ %(cell)s") % {"cell": unit.name},
        "crumbs": [
            {"label": _("Hồ sơ các chi bộ"), "url": reverse("cell_profiles")},
            {"label": unit.name, "url": reverse("organisation", args=[pk])},
        ],
        **section,
        "years": shown,
        "by_year": _by_year(years, shown),
        "history": _history(told, may(request, RECORD_CELL, unit)),
        "charges": _charges(request, unit, today),
        "work": work_of(request, unit, today),
    }
    return render(request, "cells/profile.html", context)


def of_cell(request: HttpRequest, unit: Organisation, on: date) -> dict[str, Any]:
    """Return what the section on a cell's area wants: four queries."""
    found = facts.profiles([unit.pk], on)
    marks = facts.special([unit], found, on).get(unit.pk, ())
    opens = may(request, RECORD_CELL, unit) and unit.ended_on is None
    return {
        "unit": unit,
        "features": telling.features(found.get(unit.pk)),
        "reasons": [telling.reason(one) for one in marks],
        "more_url": reverse("cell_profile", args=[unit.pk]),
        "record_url": reverse("cell_profile_record", args=[unit.pk]) if opens else "",
    }


def _by_year(
    years: Mapping[int, Mapping[str, Number]], shown: Sequence[int]
) -> list[dict[str, Any]]:
    """Return a row for each number, with its value in each year; the latest of the year counts."""
    rows = []
    told_of = [Profile(0, years[year]) for year in shown]
    for code, field in fields().items():
        values = [one.value(code) for one in told_of]
        worth = not field.derived or any(telling.worked_out(one) for one in told_of)
        if worth and any(value is not None for value in values):
            told = [telling.said(code, v) if v is not None else "–" for v in values]
            rows.append({"name": telling.field_name(code), "values": told})
    return rows


def _history(told: Sequence[Fact], may_mend: bool) -> list[dict[str, Any]]:
    """Return each number as recorded, the latest day first."""
    facts_ = sorted(told, key=lambda fact: (fact.happened_on, fact.id), reverse=True)
    return [
        {
            "fact": fact,
            "source": fact.data.get("source") or "–",
            "numbers": _numbers(fact, may_mend),
        }
        for fact in facts_
    ]


def _numbers(fact: Fact, may_mend: bool) -> list[dict[str, Any]]:
    return [
        {"text": f"{telling.field_name(code)}: {telling.said(code, one.value)}",
         "url": reverse("cell_profile_correct", args=[fact.organisation, fact.id, code])
         if may_mend and code in fields() else ""}
        for code, one in numbers(fact).items()
    ]  # fmt: skip


def _charges(request: HttpRequest, unit: Organisation, today: date) -> list[dict[str, Any]]:
    """Return who has been in charge of a cell, the latest first; nothing to who may not see people."""
    if not may(request, PEOPLE, unit):
        return []
    found = facts.charges([unit.pk]).get(unit.pk, ())
    names = dict(
        CommitteeMember.objects.filter(pk__in=[one.member for one in found]).values_list(
            "pk", "name"
        )
    )
    mends = may(request, TARGETS, unit)
    return [
        {"charge": one, "name": names.get(one.member, ""), "now": one.covers(today),
         "url": reverse("charge_correct", args=[one.fact]) if mends else ""}
        for one in reversed(found)
    ]  # fmt: skip
