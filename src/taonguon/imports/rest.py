"""The rows not accepted, as a workbook an office corrects and loads again."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from taonguon.forms.sheets import PLAIN
from taonguon.imports import columns, telling
from taonguon.imports.models import Load, LoadRow
from taonguon.sources import units
from taonguon.sources.plans import FIELDS
from taonguon.sources.rows import Column, Layout

REASON = "Lý do chưa nhận"
# The sheets' names are read again with the headings: they say what kind of list it is.
SHEETS = {
    "cells": "Chi bộ",
    "members": "Đảng viên",
    "csdl": "CSDL đảng viên",
    "targets": "Chỉ tiêu",
    "prospects": "Nguồn",
}
PARTS = {
    "women": "Nữ",
    "religious": "Có đạo",
    "before_enlistment": "Nhập ngũ",
    "enterprise": "Doanh nghiệp",
}
SEXES = {"male": "Nam", "female": "Nữ"}

Typed = Mapping[str, str]


def workbook(load: Load) -> BytesIO:
    """Return one sheet for each kind of list, the reasons in the last column."""
    told = BytesIO()
    book = xlsxwriter.Workbook(told, PLAIN)
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
    sheet = book.add_worksheet(SHEETS[kind])
    said = [_aims(row) if kind == "targets" else _entry(row) for row in rows]
    with override("vi"):
        headings = _target_headings(said) if kind == "targets" else _headings(kind)
    for place, heading in enumerate([*headings.values(), REASON]):
        sheet.write_string(0, place, heading, head)
        sheet.set_column(place, place, 18 if heading != REASON else 70)
    for number, (row, told) in enumerate(zip(rows, said, strict=True), 1):
        for place, name in enumerate(headings):
            sheet.write_string(number, place, told.get(name, ""))
        sheet.write_string(number, len(headings), " ".join(telling.sentences(row)))


def _headings(kind: str) -> dict[str, str]:
    """Return field -> heading, for every field that rows of the kind keep."""
    fields = [name for name in columns.OF_KIND[kind] if name in FIELDS[kind]]
    own = {"name": "Tên chi bộ"} if kind == "cells" else {}
    return {name: own.get(name) or columns.label(name) for name in fields}


def _entry(row: LoadRow) -> Typed:
    """Return a row's values by field as an office writes them; what was typed wrong stays so."""
    said = {name: _shown(name, value) for name, value in row.record.items()}
    at = {column.letter: column.field or "" for column in _layout(row).columns}
    for _code, letter, value, _params in row.reasons:
        field = at.get(letter or "", "")
        if field and value:
            said[_kept(field)] = value
            if field in SEXES and not said.get("sex"):
                said["sex"] = SEXES[field]
    return said


def _kept(field: str) -> str:
    """Return under which field a row keeps what stands in a column."""
    if field in SEXES:
        return "born"
    if field == "class_period":
        return "class_opened_on"
    return field.removesuffix("_marked").removesuffix("_detail").removesuffix("_province")


def _layout(row: LoadRow) -> Layout:
    for told in row.file.layouts:
        if told["sheet"][:80] == row.sheet:
            return Layout(**{**told, "columns": tuple(Column(**one) for one in told["columns"])})
    raise LookupError(row.sheet)


def _target_headings(said: list[Typed]) -> dict[str, str]:
    years = sorted({name for told in said for name in told if name != "unit"})
    return {"unit": "Đơn vị", **{name: f"Năm {name}" for name in years}}


def _aims(row: LoadRow) -> Typed:
    """Return a row of targets as an office writes it, by year and part."""
    said = {"unit": row.record.get("unit") or ""}
    for value in row.record.get("values", ()):
        said[_aimed(value["year"], value["category"])] = _target(value)
    title = f"{row.file.letterhead.get('title') or ''} {row.sheet}"
    at = {aim.letter: _aimed(aim.year, aim.category) for aim in units.aims(_layout(row), title)}
    for _code, letter, value, _params in row.reasons:
        if letter in at:
            said[at[letter]] = value or ""
    return said


def _aimed(year: int, category: str | None) -> str:
    return f"{year} / {PARTS[category]}" if category else str(year)


def _target(value: Mapping[str, Any]) -> str:
    low, high = value["low"], value.get("high")
    told = f"{low} - {high}" if high else str(low)
    if value["form"] == "percent":
        return f"{told}%"
    return f"ít nhất {told}" if value["form"] == "at_least" else told


def _shown(name: str, value: Any) -> str:
    if value in (None, "", False):
        return ""
    if value is True:
        return "x"
    if name == "sex":
        return SEXES.get(str(value), str(value))
    text = str(value)
    if (name.endswith("_on") or name == "born") and len(text) == 10 and text[4:5] == "-":
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return text
