"""The difficulties in the five columns that offices use: task, deadline, bottleneck, solution, owner."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from taonguon.core.days import show_day
from taonguon.difficulties.facts import Told
from taonguon.forms.sheets import PLAIN

FIRST = 4  # row of the headings
HEADS = (
    ("TT", 5),
    ("Nhiệm vụ", 34),
    ("Thời hạn", 13),
    ("Điểm nghẽn, khó khăn, vướng mắc", 44),
    ("Giải pháp đề xuất", 44),
    ("Đơn vị, cá nhân chủ trì", 24),
)


def workbook(root: str, those: Sequence[Told], on: date) -> BytesIO:
    """Return a workbook with one row for each difficulty; what is typed is kept as text, never counted."""
    told = BytesIO()
    book = xlsxwriter.Workbook(told, PLAIN)
    sheet = book.add_worksheet("Khó khăn, vướng mắc")
    form = _formats(book)
    sheet.write_string(0, 0, root.upper(), form["letter"])
    title = "DANH MỤC KHÓ KHĂN, VƯỚNG MẮC CẦN THÁO GỠ"
    sheet.merge_range(1, 0, 1, len(HEADS) - 1, title, form["title"])
    as_of = f"(Tính đến ngày {show_day(on)})"
    sheet.merge_range(2, 0, 2, len(HEADS) - 1, as_of, form["centre"])
    for column, (head, width) in enumerate(HEADS):
        sheet.write_string(FIRST, column, head, form["head"])
        sheet.set_column(column, column, width)
    for number, one in enumerate(those, 1):
        sheet.write_number(FIRST + number, 0, number, form["plain"])
        for column, words in enumerate(_columns(one), 1):
            sheet.write_string(FIRST + number, column, words, form["plain"])
    sheet.freeze_panes(FIRST + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST)
    book.close()
    told.seek(0)
    return told


def _columns(one: Told) -> tuple[str, str, str, str, str]:
    row, now = one.row, one.course.now
    task = f"{one.unit.name}: {row.task}"
    return task, show_day(now.due), row.bottleneck, row.proposal, now.owner


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    head = {"border": 1, "bold": True, "align": "center", "text_wrap": True}
    return {
        "plain": book.add_format({**font, "border": 1, "text_wrap": True}),
        "head": book.add_format({**font, **head}),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center"}),
        "letter": book.add_format({**font, "bold": True}),
        "centre": book.add_format({**font, "italic": True, "align": "center"}),
    }
