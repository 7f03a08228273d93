"""The book of outgoing documents as a workbook: letterhead and headings as the office keeps it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from taonguon.core.days import show_day
from taonguon.documents.models import Document, Series
from taonguon.forms.sheets import PLAIN

HEADINGS = (
    ("STT", 6), ("Số, ký hiệu", 16), ("Ngày ban hành", 13), ("Tên loại và trích yếu", 48),
    ("Nơi ban hành", 26), ("Nhiệm kỳ từ", 13), ("Mã kiểm tra", 16), ("Ghi chú", 34),
)  # fmt: skip
FIRST = 6  # the first line of documents, counted from 0
NOT_HERE = "Số này chưa có trong sổ"


@dataclass(frozen=True, slots=True)
class Told:
    """What the book says beyond its documents: whose it is, names, the numbers left out by series."""

    organisation: str
    names: Mapping[int, str]
    gaps: Mapping[int, list[int]] = field(default_factory=dict)
    printed: Mapping[tuple[int, int], str] = field(default_factory=dict)


def book(documents: Iterable[Document], series: Iterable[Series], told: Told, on: date) -> BytesIO:
    """Return a workbook with a line for each document, and one for each number left out."""
    kept = BytesIO()
    made = xlsxwriter.Workbook(kept, PLAIN)
    sheet = made.add_worksheet("Sổ văn bản đi")
    form = _formats(made)
    for column, (heading, width) in enumerate(HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write(FIRST - 1, column, heading, form["head"])
    _letterhead(sheet, form, told.organisation, on)
    lines = [*map(_line, documents), *_left_out(series, told)]
    for number, line in enumerate(sorted(lines, key=lambda one: one["order"]), 1):
        _row(sheet, form, number, line, told)
    sheet.freeze_panes(FIRST, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 1)
    made.close()
    kept.seek(0)
    return kept


def _formats(made: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1, "text_wrap": True}
    return {
        "plain": made.add_format(cell),
        "day": made.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy"}),
        "head": made.add_format({**cell, "bold": True, "align": "center"}),
        "title": made.add_format({**font, "bold": True, "font_size": 14, "align": "center"}),
        "letter": made.add_format({**font, "bold": True, "align": "center"}),
        "centre": made.add_format({**font, "italic": True, "align": "center"}),
    }


def _letterhead(sheet: Any, form: dict[str, Any], organisation: str, on: date) -> None:
    last = len(HEADINGS) - 1
    sheet.merge_range(0, 0, 0, 3, organisation.upper(), form["letter"])
    sheet.merge_range(1, 0, 1, 3, "*", form["letter"])
    sheet.merge_range(0, last - 3, 0, last, "ĐẢNG CỘNG SẢN VIỆT NAM", form["letter"])
    sheet.merge_range(2, 0, 2, last, "SỔ VĂN BẢN ĐI", form["title"])
    sheet.merge_range(3, 0, 3, last, f"(Tính đến ngày {on:%d/%m/%Y})", form["centre"])


def _line(one: Document) -> dict[str, Any]:
    series, what = one.series, [part for part in (one.title, one.about) if part]
    note = ""
    if one.cancelled_at is not None:
        note = f"Đã hủy: {one.cancelled_why}"
    return {
        "order": _order(series, one.number or 0, one.on),
        "printed": one.printed,
        "on": one.on,
        "what": " – ".join(what),
        "organisation": one.organisation,
        "since": series.term.begins_on if series else None,
        "seal": one.seal,
        "note": note,
    }


def _order(series: Series | None, number: int, on: date) -> tuple[Any, ...]:
    """Return the place in the book: by organisation, term, type and number; without number last."""
    if series is None:
        return (1, 0, date.min, "", "", 0, on)
    term = series.term
    return (0, term.organisation, term.begins_on, series.type, series.mark, number, on)


def _left_out(series: Iterable[Series], told: Told) -> Iterable[dict[str, Any]]:
    for one in series:
        for number in told.gaps.get(one.pk, ()):
            yield {
                "order": _order(one, number, date.min),
                "printed": told.printed[one.pk, number],
                "on": None,
                "what": "",
                "organisation": one.term.organisation,
                "since": one.term.begins_on,
                "seal": "",
                "note": NOT_HERE,
            }


def _row(sheet: Any, form: dict[str, Any], number: int, line: dict[str, Any], told: Told) -> None:
    at = FIRST + number - 1
    since = show_day(line["since"]) if line["since"] else ""
    name = told.names.get(line["organisation"], "")
    sheet.write_number(at, 0, number, form["plain"])
    values = (line["printed"], line["on"], line["what"], name, since, line["seal"], line["note"])
    for column, value in enumerate(values, 1):
        if isinstance(value, date):
            sheet.write_datetime(at, column, value, form["day"])
        else:
            sheet.write_string(at, column, value or "", form["plain"])
