"""How the committees of cells are trained: the coverage by post and cell, and the table of statistics."""

from itertools import groupby
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.fields import language
from taonguon.cells import telling as cells_telling
from taonguon.classes import coverage, statistics
from taonguon.classes.coverage import Line
from taonguon.classes.forms import PeriodForm
from taonguon.classes.views.reach import crumbs
from taonguon.core.access import PEOPLE
from taonguon.core.days import Period, show_day
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, needs, ranges
from taonguon.rules.training import shipped


class Asked:
    """What a page on training asks: within which days, of the cells the reader sees."""

    def __init__(self, request: HttpRequest) -> None:
        """Read the days from the address, and who sits on the committees on the last of them."""
        today = timezone.localdate()
        usual = coverage.since_new_year(today)
        first = {"tu": usual.start, "den": usual.end}
        told = {name: request.GET.get(name) or show_day(day) for name, day in first.items()}
        self.form = PeriodForm(told, today=today)
        said = self.form.cleaned_data if self.form.is_valid() else first
        self.period = Period(said["tu"], said["den"])
        rows = Organisation.objects.within(ranges(request, PEOPLE)).filter(
            kind="cell", founded_on__lte=self.period.end
        )
        self.cells = [
            unit
            for unit in rows.order_by("path")
            if unit.ended_on is None or unit.ended_on > self.period.end
        ]
        self.found = coverage.sitting(self.cells, self.period)
        self.query = f"?tu={show_day(self.period.start)}&den={show_day(self.period.end)}"

    @property
    def lede(self) -> str:
        """The days in a line."""
        told = {"tu": show_day(self.period.start), "den": show_day(self.period.end)}
        return _("lớp kết thúc từ %(tu)s đến %(den)s, kết quả đạt trở lên") % told


@needs(PEOPLE)
def training_coverage(request: HttpRequest) -> HttpResponse:
    """Show how many of the cells' committees were taught, by post and by cell, and who was not."""
    asked = Asked(request)
    every = coverage.everybody(asked.found)
    names = {str(unit.pk): unit for unit in asked.cells}
    unknown = sum(one.person is None for one in every.sitting)
    context = {
        "title": _("Bồi dưỡng cấp ủy chi bộ"),
        "lede": asked.lede,
        "crumbs": crumbs(),
        "form": asked.form,
        "any": bool(every.sitting),
        "tiles": [
            {"label": _("Đã bồi dưỡng nghiệp vụ"), "value": _taught(every),
             "of": len(every.sitting)},
            {"label": _("Chi bộ có cấp ủy học đủ"),
             "value": sum(bool(line.sitting) and not line.untaught
                          for line in coverage.by_cell(asked.found, asked.cells)),
             "of": len(asked.cells)},
            {"label": _("Chưa nối với sổ đảng viên"), "value": unknown,
             "detail": _("không đếm được lớp đã học")},
        ],
        "posts": [_line(cells_telling.post(line.key), line)
                  for line in coverage.by_post(asked.found)],
        "cells": [{**_line(names[line.key].name, line), "unit": names[line.key]}
                  for line in coverage.by_cell(asked.found, asked.cells)],
        "links": [
            {"label": _("Biểu 6"), "url": reverse("training_table") + asked.query},
            {"label": _("Cấp ủy các chi bộ"), "url": reverse("cell_posts")},
        ],
    }  # fmt: skip
    return render(request, "classes/coverage.html", context)


def _taught(line: Line) -> int:
    return line.of(shipped().taught.code)


def _line(name: str, line: Line) -> dict[str, Any]:
    told = {"n": _taught(line), "of": len(line.sitting)}
    return {
        "name": name,
        "taught": told["n"],
        "of": told["of"],
        "share": line.share,
        "words": _("%(n)d/%(of)d người đã bồi dưỡng") % told,
        "untaught": [
            f"{one.seat.name} ({cells_telling.post(one.seat.post).lower()})"
            for one in line.untaught
        ],
    }  # fmt: skip


@needs(PEOPLE)
def training_table(request: HttpRequest) -> HttpResponse:
    """Show table 6: committee members by the type of their cell, their schooling and classes."""
    asked, told = Asked(request), shipped()
    names = {row.code: row.name.said(language()) for row in told.rows}
    rows = [_counts(names[line.key], line) for line in coverage.by_type(asked.found)]
    heads = [
        {"name": told.heads[head].said(language()), "span": len(list(own))}
        for head, own in groupby(told.columns, lambda one: one.head)
    ]
    context = {
        "title": _("Biểu 6: đào tạo, bồi dưỡng cấp ủy viên"),
        "lede": asked.lede,
        "crumbs": crumbs(),
        "form": asked.form,
        "heads": heads,
        "columns": [one.name.said(language()) for one in told.columns],
        "rows": [*rows, _counts(_("Cộng"), coverage.everybody(asked.found))],
        "links": [
            {"label": _("Tải Excel"), "url": reverse("training_table_export") + asked.query},
            {"label": _("Bồi dưỡng cấp ủy"), "url": reverse("training_coverage") + asked.query},
        ],
    }
    return render(request, "classes/table.html", context)


def _counts(name: str, line: Line) -> dict[str, Any]:
    told = shipped()
    counts = [
        {"label": f"{told.heads[one.head].said(language())}, {one.name.said(language())}",
         "n": line.of(one.code)}
        for one in told.columns
    ]  # fmt: skip
    return {"name": name, "count": len(line.sitting), "counts": counts}


@needs(PEOPLE)
def training_table_export(request: HttpRequest) -> FileResponse:
    """Give table 6 as a workbook."""
    asked = Asked(request)
    place = chosen(request, PEOPLE)
    told = statistics.workbook(
        place.name,
        coverage.by_type(asked.found),
        coverage.everybody(asked.found),
        asked.period,
    )
    return FileResponse(told, as_attachment=True, filename="bieu-6-cap-uy-vien.xlsx")
