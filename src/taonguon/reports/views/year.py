"""The year's picture: one page for the commune as of any day."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import DUTIES, FIGURES, LOAD, PEOPLE
from taonguon.core.days import show_day
from taonguon.core.ratio import Rounding
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, may, needs, ranges
from taonguon.outlook.forecast import Forecast
from taonguon.reports import charts, profile, wordings
from taonguon.reports.asking import YearForm
from taonguon.reports.picture import CellRow, Materials, Measured, Picture, paint
from taonguon.reports.urgency import by_urgency, concerned, is_open
from taonguon.reports.views.attention import attention, chosen_matter
from taonguon.reports.views.forecast import month_head, month_rows, on_the_year
from taonguon.reports.views.opening import default_day
from taonguon.reports.views.tiles import figure_url, organisation_url, targets_url, tiles
from taonguon.targets.telling import target_row
from taonguon.visits import picture as visits

Duties = Callable[[HttpRequest, Organisation | None, date], Mapping[str, Any]]


def nothing_due(_request: HttpRequest, _root: Organisation | None, _day: date) -> Mapping[str, Any]:
    """Return that no room tells of duties."""
    return {}


def start(request: HttpRequest, duties: Duties = nothing_due) -> HttpResponse:
    """Show the year's picture, what to do first in an empty register, or the duties of who sees no figures.

    `duties` makes the section on what the reader has to do: it asks rooms that this one may not know.
    """
    if not ranges(request, FIGURES) and not Organisation.objects.exists():
        return _empty(request)
    if not request.GET and not ranges(request, FIGURES) and ranges(request, DUTIES):
        return redirect("duties")
    return year(request, duties)


def _empty(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/empty.html", {"title": _("Bức tranh năm")})


@needs(FIGURES)
def year(request: HttpRequest, duties: Duties = nothing_due) -> HttpResponse:
    """Show the year's picture as of the day asked for; unasked, the reader's duties of today first."""
    root = chosen(request, FIGURES)
    told, today = Materials(root), timezone.localdate()
    if not any(version.kind == "cell" for version in told.scope.versions):
        return _empty(request)
    form = YearForm(request.GET or None, today=today)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    as_of, why = (asked["ngay"], "") if asked.get("ngay") else default_day(told, today)
    since = min(asked.get("tu") or as_of.year - 2, as_of.year)
    picture = paint(told, as_of, since)
    ahead = on_the_year(told, picture)
    shown = wordings.rounding(asked.get("le") or "")
    context = {
        "title": _("Bức tranh năm %(year)d") % {"year": picture.year},
        "crumbs": crumbs(root, as_of),
        "lede": _("theo những gì đã ghi vào sổ đến hôm nay"),
        "as_of": as_of,
        "form": _filled(form, as_of, since, request),
        "why_this_day": why,
        "not_whole": not_whole(told, as_of),
        "today_url": _today_url(request, root, today),
        "picture": picture,
        "early": wordings.early(picture.early),
        "tiles": tiles(picture, shown, may(request, PEOPLE, root)),
        "attention": attention(request, picture),
        "duties": {} if asked.get("ngay") else duties(request, _narrowed(request, root), today),
        **ahead,
        **_charts(picture, ahead.get("told")),
        "opens": may(request, PEOPLE, root),
        "rows": [
            cell_row(row, picture, shown) for row in concerned(picture, request.GET.get("xem", ""))
        ],
        "matter": chosen_matter(request, picture),
        "measured": measured_rows(picture, shown, may(request, PEOPLE, root)),
        "today": today_mark(picture),
        "load_url": reverse("imports") if may(request, LOAD, root) else "",
        "links": ahead_of(root),
        "visits": _visits(request, root, as_of),
    }
    return render(request, "reports/year.html", context)


def _today_url(request: HttpRequest, root: Organisation, today: date) -> str:
    return "?" + urlencode({**request.GET.dict(), "ngay": show_day(today), "to": root.pk})


def _narrowed(request: HttpRequest, root: Organisation) -> Organisation | None:
    return root if request.GET.get("to") else None


def _visits(request: HttpRequest, root: Organisation, as_of: date) -> dict[str, Any] | None:
    """Return what the year says of visits; a cell's stand on its own page, and name committee members."""
    if root.kind == "cell" or not may(request, PEOPLE, root):
        return None
    return visits.of([root.range], as_of)


def ahead_of(root: Organisation) -> list[dict[str, str]]:
    """Return the pages that look ahead from a year's picture, of the same organisation."""
    names = ((_("Dự báo"), "forecast"), (_("Kế hoạch ngược"), "backward_plan"))
    return [{"label": label, "url": f"{reverse(name)}?to={root.pk}"} for label, name in names]


def _filled(form: YearForm, as_of: date, since: int, request: HttpRequest) -> YearForm:
    to = request.GET.get("to")
    told = {"ngay": as_of, "tu": since, "le": request.GET.get("le", "2"), "to": to}
    if form.is_bound and not form.is_valid():
        typed = {name: said for name, said in form.data.items() if said}
        shown = {name: form.fields[name].prepare_value(said) for name, said in told.items()}
        return YearForm({**shown, **typed}, today=form.today)
    return YearForm(initial=told, today=form.today)


def crumbs(organisation: Organisation, as_of: date) -> list[dict[str, str]]:
    """Return the way to an organisation as of the day."""
    return [{"label": organisation.name, "url": organisation_url(organisation.pk, as_of)}]


def not_whole(told: Materials, as_of: date) -> str:
    """Say that before the register's first lists only those still on them are counted."""
    first = told.first_sure_day()
    if first is None or as_of >= first:
        return ""
    words = _("Trước ngày %(first)s sổ chỉ có những người còn trong các danh sách đã nạp: ai đã chuyển "
              "đi, từ trần hoặc ra khỏi Đảng trước đó không được tính.")  # fmt: skip
    return words % {"first": show_day(first)}


def _counted_url(picture: Picture, told: Measured) -> str:
    """Return the address of those who count for a target so far."""
    start, end = told.target.start, min(told.target.end, picture.as_of)
    code = f"admitted.{told.target.category or 'total'}"
    return figure_url(picture, code, tu=show_day(start), den=show_day(end))


def measured_rows(picture: Picture, shown: Rounding, opens: bool = False) -> list[dict[str, Any]]:
    """Return one result against each target that runs: assigned, resolved, by category, by term."""
    rows = [
        {
            **target_row(told.target, picture.root.name),
            "fraction": wordings.fraction(told.goal) if told.goal else "–",
            "url": _counted_url(picture, told) if opens and told.goal else "",
            "words": wordings.attainment(told.goal, shown)
            if told.goal
            else _("chưa tách đếm được"),
        }
        for told in picture.measured
    ]
    return rows if len(rows) > 1 else []


def _charts(picture: Picture, ahead: Forecast | None) -> dict[str, Any]:
    rows = by_urgency(picture)
    drawn = any(row.goal.admitted or row.goal.needed for row in rows)
    return {
        "year_chart": _drawings(picture, partial(charts.year, told=ahead)),
        "ahead_head": month_head(),
        "ahead": month_rows(ahead),
        "cells_chart": _drawings(picture, charts.cells, charts.BROAD) if drawn else [],
        "months": _months(picture),
        "month_head": [_("Tháng"), _("Trong tháng"), _("Cộng dồn")],
        "bar_head": [_("Chi bộ"), _("Kết nạp"), _("Chỉ tiêu")],
        "bars": [[row.name, row.goal.admitted, wordings.number(row.goal)] for row in rows],
    }


def _drawings(picture: Picture, spec: Any, *broader: int) -> list[dict[str, Any]]:
    widths = (charts.NARROW, charts.MIDDLE, charts.WIDE, *broader)
    return [{"width": width, "svg": charts.draw(spec(picture, width))} for width in widths]


def _months(picture: Picture) -> list[list[Any]]:
    rows, total = [], 0
    for month, people in enumerate(picture.by_month, 1):
        total += people
        rows.append([_("Tháng %(n)d") % {"n": month}, people, total])
    return rows


def today_mark(picture: Picture) -> int:
    """Return how much of the year is gone on the day, in percent, below 100."""
    gone = picture.as_of.timetuple().tm_yday
    return min(99, gone * 100 // 366)


def cell_row(row: CellRow, picture: Picture, shown: Rounding) -> dict[str, Any]:
    """Return one cell as the table shows it."""
    value = row.goal.ratio.value
    return {
        "row": row,
        "fraction": wordings.fraction(row.goal),
        "share": wordings.share(row.goal, shown),
        "open": is_open(row),
        "prospects_url": figure_url(picture, "prospects.total", to=row.id),
        "width": min(100, int(value * 100)) if value is not None else 0,
        "url": organisation_url(row.id, picture.as_of),
        "target": wordings.headline(row.goal),
        "target_url": targets_url(row.id) if row.goal.target else "",
        "profile": profile.features(row.profile, row.marks),
        "long": row.long_without(picture.as_of),
        "years": row.years_since(picture.as_of),
        "admitted_url": figure_url(
            picture, "admitted.total", to=row.id,
            tu=show_day(date(picture.year, 1, 1)), den=show_day(picture.as_of),
        ),
        "last_url": figure_url(
            picture, "admitted.total", to=row.id, tu=show_day(row.last_on), den=show_day(row.last_on)
        ) if row.last_on else "",
    }  # fmt: skip
