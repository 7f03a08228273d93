"""The funnel of introductions, by mass organisation and by year, as a picture and as a table."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.cases.fields import language
from taonguon.core import funnel as core
from taonguon.core.access import INTRODUCE
from taonguon.core.prospects import FUNNEL
from taonguon.core.ratio import Ratio, percent_text
from taonguon.introductions import asking, bodies
from taonguon.introductions.forms import FilterForm
from taonguon.introductions.models import Declined
from taonguon.organisations.visibility import needs
from taonguon.people import telling
from taonguon.people.models import Introduction
from taonguon.reports import charts

OTHER = "other_reason"  # taken off before reasons were given


@needs(INTRODUCE)
def funnel(request: HttpRequest) -> HttpResponse:
    """Show how far those came whom the mass organisations introduced."""
    rows, named = asking.seen(request), bodies.names(language())
    own = dict(bodies.choices(request, language()))
    years = [day.year for day in rows.dates("on", "year", order="DESC")]
    form = FilterForm(request.GET, bodies=list(own.items()), years=years)
    for name in ("q", "den"):  # of the list alone
        del form.fields[name]
    asked = form.cleaned_data if form.is_valid() else {}
    chosen = asking.narrowed(rows, asked)
    told = [_reached(one) for one in chosen]
    by_body, by_year = core.funnel(told, "body"), core.funnel(told, "year")
    whole = by_body[0]
    context = {
        "title": _("Phễu giới thiệu"),
        "lede": _("mỗi người đếm một lần; ai đến bước sau thì đã qua các bước trước"),
        "crumbs": [{"label": _("Giới thiệu"), "url": reverse("introductions")}],
        "form": form,
        "any": bool(told),
        "drawings": [
            {"width": width, "svg": charts.draw(charts.funnel(_bars(whole), width))}
            for width in (charts.NARROW, charts.MIDDLE, charts.WIDE)
        ],
        "head": [_("Bước"), _("Số người")],
        "table": [[bar["stage"], bar["n"]] for bar in _bars(whole)],
        "heads": [stage_name(stage) for stage in FUNNEL],
        "parts": [
            {"title": _("Theo đoàn thể"), "rows": _lines(by_body, "doan_the", asked, named)},
            {"title": _("Theo năm giới thiệu"), "rows": _lines(by_year, "nam", asked, {})},
        ],
        "stopped": [
            {"why": telling.ended(why), "n": len(ids)} for why, ids in whole.stopped.items()
        ],
        "declined": _declined(request, asked),
    }
    return render(request, "reports/funnel.html", context)


def stage_name(code: str) -> str:
    """Return the words for a stage of the funnel."""
    return {
        "introduced": _("Được giới thiệu"),
        "listed": _("Vào danh sách"),
        "class": _("Xong lớp"),
        "dossier": _("Được làm hồ sơ"),
        "admitted": _("Kết nạp"),
    }[code]


def _reached(one: Introduction) -> core.Reached:
    told = getattr(one.person, "prospect", None)
    days = (told.listed_on, told.certified_on, told.permitted_on) if told else (None,) * 3
    admitted = one.person.admitted_on is not None and one.person.admitted_on >= one.on
    reached = (True, *(on is not None for on in days), admitted)
    furthest = FUNNEL[max(place for place, there in enumerate(reached) if there)]
    ended = told is not None and told.ended_on is not None
    why = (told.ended_why or OTHER) if ended else ""
    return core.Reached(one.person_id, one.body, one.on.year, furthest, why)


def _bars(row: core.Row) -> list[dict[str, Any]]:
    first = row.number(FUNNEL[0])
    return [
        {
            "stage": stage_name(stage),
            "n": row.number(stage),
            "words": _share(row.number(stage), first),
        }
        for stage in FUNNEL
    ]


def _share(number: int, of: int) -> str:
    return f"{number} ({percent_text(Ratio(number, of), 0)}%)" if of else str(number)


def _lines(
    rows: Iterable[core.Row], name: str, asked: dict[str, Any], named: Any
) -> list[dict[str, Any]]:
    kept = {key: value for key, value in asked.items() if key in {"doan_the", "nam"} and value}
    found = []
    for row in rows:
        own = {**kept, name: row.key} if row.key else kept
        label = named.get(row.key, row.key) if row.key else _("Tất cả")
        found.append(
            {
                "label": label or _("chưa rõ"),
                "cells": [
                    {
                        "head": stage_name(stage),
                        "n": row.number(stage),
                        "url": reverse("introductions") + "?" + urlencode({**own, "den": stage}),
                    }
                    for stage in FUNNEL
                ],
            }
        )
    return found


def _declined(request: HttpRequest, asked: dict[str, Any]) -> int:
    own = [code for code, _name in bodies.choices(request, language())]
    rows = Declined.objects.filter(
        body__in=own, cell__in=[pk for pk, _name in asking.cells(request)]
    )
    if asked.get("doan_the"):
        rows = rows.filter(body=asked["doan_the"])
    if asked.get("nam"):
        rows = rows.filter(on__year=asked["nam"])
    return rows.count()
