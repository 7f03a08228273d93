"""Table 6 as a workbook: how the committee members of cells are trained, by the type of cell."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

import xlsxwriter

from taonguon.classes.coverage import Line
from taonguon.core.days import Period, show_day
from taonguon.forms.sheets import PLAIN
from taonguon.rules.training import shipped

HEADS = 6  # row of the heads over the columns, counted from 0
TITLE = "THỐNG KÊ KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG ĐỘI NGŨ CẤP ỦY VIÊN CƠ SỞ"


def workbook(organisation: str, lines: Sequence[Line], every: Line, period: Period) -> BytesIO:
    """Return a workbook with a row for each type of cell and one of all, in Vietnamese."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, PLAIN)
    sheet = book.add_worksheet("Biểu 6")
    form, told = _formats(book), shipped()
    last = 2 + len(told.columns)
    sheet.merge_range(0, 0, 0, 4, organisation.upper(), form["letter"])
    sheet.merge_range(1, 0, 1, 4, "*", form["letter"])
    sheet.merge_range(0, last - 5, 0, last, "ĐẢNG CỘNG SẢN VIỆT NAM", form["letter"])
    sheet.merge_range(2, 0, 2, last, TITLE, form["title"])
    days = f"(Từ {show_day(period.start)} đến {show_day(period.end)})"
    sheet.merge_range(3, 0, 3, last, days, form["centre"])
    sheet.write(4, last, "Biểu số 6", form["centre"])
    _headings(sheet, form)
    names = {row.code: row.name.vi for row in told.rows}
    for number, line in enumerate(lines, 1):
        _row(sheet, form["plain"], HEADS + 2 + number, [str(number), names[line.key]], line)
    under = HEADS + 3 + len(lines)
    _row(sheet, form["bold"], under, ["", "Cộng"], every)
    sheet.merge_range(under + 2, 0, under + 2, 4, "NGƯỜI LẬP BIỂU", form["letter"])
    sheet.merge_range(under + 2, last - 5, under + 2, last, "DUYỆT BIỂU", form["letter"])
    _set(sheet, last)
    book.close()
    kept.seek(0)
    return kept


def _headings(sheet: Any, form: dict[str, Any]) -> None:
    told = shipped()
    for column, words in enumerate(("TT", "Loại hình chi bộ", "Tổng số cấp ủy viên")):
        sheet.merge_range(HEADS, column, HEADS + 1, column, words, form["head"])
        sheet.write(HEADS + 2, column, column + 1, form["head"])
    at = 3
    for head, columns in groupby(told.columns, lambda one: one.head):
        own = list(columns)
        if len(own) > 1:
            sheet.merge_range(
                HEADS, at, HEADS, at + len(own) - 1, told.heads[head].vi, form["head"]
            )
        else:
            sheet.write(HEADS, at, told.heads[head].vi, form["head"])
        for one in own:
            sheet.write(HEADS + 1, at, one.name.vi, form["head"])
            sheet.write(HEADS + 2, at, at + 1, form["head"])
            at += 1


def _row(sheet: Any, form: Any, row: int, words: Sequence[str], line: Line) -> None:
    for column, word in enumerate(words):
        sheet.write(row, column, word, form)
    counts = [len(line.sitting), *(line.of(one.code) for one in shipped().columns)]
    for column, count in enumerate(counts, 2):
        sheet.write_number(row, column, count, form)


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1, "text_wrap": True}
    return {
        "plain": book.add_format(cell),
        "bold": book.add_format({**cell, "bold": True}),
        "head": book.add_format({**cell, "bold": True, "align": "center"}),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center"}),
        "letter": book.add_format({**font, "bold": True, "align": "center"}),
        "centre": book.add_format({**font, "italic": True, "align": "center"}),
    }


def _set(sheet: Any, last: int) -> None:
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 32)
    sheet.set_column(2, last, 11)
    sheet.freeze_panes(HEADS + 3, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
