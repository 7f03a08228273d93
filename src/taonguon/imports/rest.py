"""The rows not accepted, as a workbook an office corrects and loads again."""

from collections import defaultdict
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from taonguon.imports import columns, telling
from taonguon.imports.models import Load, LoadRow

REASON = "Lý do chưa nhận"


def workbook(load: Load) -> BytesIO:
    """Return one sheet for each kind of list, the reasons in the last column."""
    told = BytesIO()
    book = xlsxwriter.Workbook(told, {"in_memory": True})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
    rows: dict[str, list[LoadRow]] = defaultdict(list)
    doubtful = LoadRow.objects.filter(file__load=load, verdict="doubtful").select_related("file")
    for row in doubtful.order_by("pk"):
        rows[row.kind].append(row)
    for kind, found in rows.items():
        _sheet(book, head, kind, found)
    if not rows:
        book.add_worksheet(_("Trống"))
    book.close()
    told.seek(0)
    return told


def _sheet(book: Any, head: Any, kind: str, rows: list[LoadRow]) -> None:
    sheet = book.add_worksheet(kind)
    with override("vi"):
        fields, headings = _headings(kind, rows)
    for place, heading in enumerate([*headings, REASON]):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, 18 if heading != REASON else 70)
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(_values(row, fields)):
            sheet.write_string(number, place, value)
        sheet.write_string(number, len(fields), "; ".join(telling.sentences(row)))


def _headings(kind: str, rows: list[LoadRow]) -> tuple[list[str], list[str]]:
    if kind == "targets":
        years = sorted({v["year"] for row in rows for v in row.record.get("values", ())})
        return ["unit", *map(str, years)], ["Đơn vị", *(f"Năm {year}" for year in years)]
    fields = list(columns.OF_KIND[kind])
    headings = [columns.label(name) for name in fields]
    if kind == "cells":
        headings[fields.index("name")] = "Tên chi bộ"
    return fields, headings


def _values(row: LoadRow, fields: list[str]) -> list[str]:
    said = dict(row.record)
    for value in said.get("values", ()):
        said[str(value["year"])] = value["low"]
    said |= _as_typed(row)
    return [_shown(name, said.get(name)) for name in fields]


def _as_typed(row: LoadRow) -> dict[str, str]:
    """Return, by field, what stood in the columns that could not be read."""
    at = {
        column["letter"]: column["field"]
        for layout in row.file.layouts
        if layout["sheet"] == row.sheet
        for column in layout["columns"]
    }
    typed = {at.get(column): value for _code, column, value, _params in row.reasons if column}
    return {_base(name): value or "" for name, value in typed.items() if name}


def _base(field: str) -> str:
    return "born" if field.startswith("born") else field


def _shown(name: str, value: Any) -> str:
    if value in (None, "", False):
        return ""
    if value is True:
        return "x"
    if name == "sex":
        return {"male": "Nam", "female": "Nữ"}.get(str(value), str(value))
    text = str(value)
    if (name.endswith("_on") or name == "born") and len(text) == 10 and text[4:5] == "-":
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return text
