"""Where the year will end: the forecast of a commune and its cells, with how past ones did."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import FIGURES, LOAD
from taonguon.core.days import show_day
from taonguon.organisations import actions
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, may, needs
from taonguon.outlook.backtest import scores
from taonguon.outlook.forecast import Forecast
from taonguon.reports import charts, foretelling
from taonguon.reports.asking import CoursesKnownForm, DayForm
from taonguon.reports.fan import between, told_months
from taonguon.reports.outlook import ABOVE, Looking, Outlook
from taonguon.reports.picture import Materials, Picture, paint
from taonguon.reports.views.opening import default_day
from taonguon.reports.views.tiles import organisation_url
from taonguon.rules.outlook import shipped

CELL = "cell"


class ForecastForm(DayForm):
    """The day the forecast is seen from, and of which organisation."""

    to = forms.IntegerField(required=False, widget=forms.HiddenInput)


@needs(FIGURES)
def forecast(request: HttpRequest) -> HttpResponse:
    """Show where the year will end as seen on a day, or why that cannot be told."""
    root, today = chosen(request, FIGURES), timezone.localdate()
    whole = root.parent if root.kind == CELL and root.parent is not None else root
    told = Materials(whole)
    cells = any(version.kind == CELL for version in told.scope.versions)
    form = ForecastForm(request.GET if "ngay" in request.GET else None, today=today)
    asked = form.cleaned_data.get("ngay") if form.is_bound and form.is_valid() else None
    as_of, why = (asked, "") if asked else default_day(told, today)
    context: dict[str, Any] = {
        "title": _("Dự báo năm %(year)d") % {"year": as_of.year},
        "lede": root.name,
        "as_of": as_of,
        "why_this_day": why,
        "today_url": "?" + urlencode({"ngay": show_day(today), "to": root.pk}),
        "known_url": _known_url(request, whole),
        "crumbs": [{"label": _("Bức tranh năm"), "url": _year_url(root, as_of)}],
        "form": form if form.errors else _shown(root, as_of, today),
        "kind": "above" if root.kind in ABOVE else "" if cells else "empty",
    }
    if cells and root.kind not in ABOVE:
        picture = paint(told, as_of, as_of.year - 1)
        context |= _told(told, picture, root if root.kind == CELL else None)
    return render(request, "reports/forecast.html", context)


def _known_url(request: HttpRequest, whole: Organisation) -> str:
    """Return where to say since when all courses are known, empty for who does not load lists."""
    if whole.kind in ABOVE or not may(request, LOAD, whole):
        return ""
    return f"{reverse('forecast_known')}?to={whole.pk}"


@needs(LOAD)
def forecast_known(request: HttpRequest) -> HttpResponse:
    """Say since when the register has all courses, after older papers were entered whole."""
    asked, today = chosen(request, LOAD), timezone.localdate()
    root = asked.parent if asked.kind == CELL and asked.parent is not None else asked
    form = CoursesKnownForm(request.POST if request.method == "POST" else None, today=today)
    back = f"{reverse('forecast')}?to={root.pk}"
    if form.is_bound and form.is_valid():
        actions.know_courses(
            organisation=root, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Đã ghi; dự báo tính từ những chặng đường kể từ ngày ấy."))
        return redirect(back)
    context = {
        "title": _("Sổ có mọi chặng đường từ ngày nào"),
        "lede": root.name,
        "crumbs": [{"label": _("Dự báo"), "url": back}],
        "form": form,
        "act": _("Ghi ngày này"),
        "back": back,
    }
    return render(request, "reports/courses_known.html", context)


def _shown(root: Organisation, as_of: date, today: date) -> ForecastForm:
    return ForecastForm(initial={"ngay": as_of, "to": root.pk}, today=today)


def _year_url(root: Organisation, as_of: date) -> str:
    return reverse("year") + "?" + urlencode({"ngay": show_day(as_of), "to": root.pk})


def _told(told: Materials, picture: Picture, cell: Organisation | None) -> dict[str, Any]:
    asking = Looking(told, picture)
    outlook = asking.outlook()
    if cell is not None:
        return _of_cell(outlook, picture, cell)
    limits = asking.limits() if outlook.enough else ()
    trials = asking.tried() if outlook.enough else ()
    return {
        "outlook": outlook,
        "why_none": "" if outlook.enough else foretelling.too_few(outlook),
        "tiles": foretelling.tiles(outlook, picture, limits[0] if limits else None),
        "chart": drawings(picture, outlook.told) if outlook.enough else [],
        "month_head": month_head(),
        "months": month_rows(outlook.told),
        "limits": foretelling.limit_rows(limits),
        "scores": foretelling.score_rows(scores(trials)),
        "years": sorted({one.day.year for one in trials}),
        **_linked(outlook, picture, None),
        "fewest": shipped().fewest_cases,
    }


def _of_cell(outlook: Outlook, picture: Picture, cell: Organisation) -> dict[str, Any]:
    """Return one cell's own row, and nothing of the other cells."""
    return {
        "outlook": outlook,
        "why_none": "" if outlook.enough else foretelling.too_few(outlook),
        **_linked(outlook, picture, cell.pk),
        "fewest": shipped().fewest_cases,
        "only": True,
    }


def _linked(outlook: Outlook, picture: Picture, only: int | None) -> dict[str, Any]:
    """Return the rows of the cells something is known of, and how many others there are."""
    rows = foretelling.part_rows(outlook, picture, only)
    shown = [row for row in rows if only or not row["idle"]]
    return {
        "parts": [{**row, "url": organisation_url(row["id"], picture.as_of)} for row in shown],
        "idle": len(rows) - len(shown),
    }


def month_head() -> list[str]:
    """Return the headings of the months still to come."""
    return [_("Đến cuối tháng"), _("Giữa"), _("Một nửa số lần"), _("Chín phần mười")]


def month_rows(told: Forecast | None) -> list[list[Any]]:
    """Return where the year may stand at the end of each month still to come."""
    if told is None:
        return []
    return [
        [_("Tháng %(n)d") % {"n": month}, one.middle, between(one.half), between(one.wide)]
        for month, one in told_months(told)
    ]


def drawings(picture: Picture, told: Forecast | None) -> list[dict[str, Any]]:
    """Return the year's chart with the fan, for each width it is shown at."""
    spec = partial(charts.year, told=told)
    return [
        {"width": width, "svg": charts.draw(spec(picture, width))}
        for width in (charts.NARROW, charts.MIDDLE, charts.WIDE, charts.BROAD)
    ]


def on_the_year(told: Materials, picture: Picture) -> dict[str, Any]:
    """Return what the year's picture says of its end: nothing of a cell alone, or above a commune."""
    if told.root.kind in {*ABOVE, CELL}:
        return {}
    outlook = Looking(told, picture).outlook()
    address = (
        reverse("forecast") + "?" + urlencode({"ngay": show_day(picture.as_of), "to": told.root.pk})
    )
    lines = [{"label": _("Cách đếm thường dùng"), "words": foretelling.plain(outlook.plain)}]
    if outlook.told is not None:
        total = outlook.told.total
        words = _("%(middle)d, khoảng %(wide)s") % {
            "middle": total.middle, "wide": between(total.wide),
        }  # fmt: skip
        lines.append(
            {"label": _("Dự báo đến 31/12/%(year)d") % {"year": picture.year}, "words": words}
        )
    if outlook.told is not None and outlook.told.chance is not None:
        chance = outlook.told.chance
        words = f"{foretelling.share(chance)} ({foretelling.out_of(chance)})"
        lines.append({"label": _("Khả năng đạt chỉ tiêu"), "words": words})
    return {"outlook_lines": lines, "outlook_url": address, "told": outlook.told}
