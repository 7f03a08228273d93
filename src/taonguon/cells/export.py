"""The profiles of cells as a workbook whose headings, in Vietnamese, the loading of lists reads again."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from taonguon.cells import telling
from taonguon.core.profile import Mark, Profile
from taonguon.forms.sheets import PLAIN
from taonguon.organisations.models import Organisation
from taonguon.rules.profile import fields

FIRST = 4  # row of the headings


def workbook(
    root: Organisation,
    units: Sequence[Organisation],
    found: Mapping[int, Profile],
    special: Mapping[int, tuple[Mark, ...]],
    on: date,
) -> BytesIO:
    """Return a workbook with one row for each cell: its numbers, and why it is a special one."""
    told = BytesIO()
    book = xlsxwriter.Workbook(told, PLAIN)
    sheet = book.add_worksheet("Hồ sơ chi bộ")
    form = _formats(book)
    codes = list(fields())
    heads = ["STT", "Chi bộ", *(fields()[code].name.vi for code in codes)]
    heads.append("Đặc thù")
    sheet.write(0, 0, root.name.upper(), form["letter"])
    sheet.merge_range(1, 0, 1, len(heads) - 1, "DANH SÁCH CHI BỘ", form["title"])
    as_of = f"(Tính đến ngày {on:%d/%m/%Y})"
    sheet.merge_range(2, 0, 2, len(heads) - 1, as_of, form["centre"])
    for column, head in enumerate(heads):
        sheet.write(FIRST, column, head, form["head"])
    for number, unit in enumerate(units, 1):
        why = telling.marked(special.get(unit.pk, ()))
        _row(sheet, form["plain"], number, unit.name, [_of(found.get(unit.pk), codes), why])
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, len(heads) - 2, 13)
    sheet.set_column(len(heads) - 1, len(heads) - 1, 36)
    sheet.freeze_panes(FIRST + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST)
    book.close()
    told.seek(0)
    return told


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    head = {"border": 1, "bold": True, "align": "center", "text_wrap": True}
    return {
        "plain": book.add_format({**font, "border": 1, "text_wrap": True}),
        "head": book.add_format({**font, **head}),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center"}),
        "letter": book.add_format({**font, "bold": True}),
        "centre": book.add_format({**font, "italic": True, "align": "center"}),
    }


def _of(profile: Profile | None, codes: Sequence[str]) -> list[float | None]:
    told = [profile.value(code) if profile else None for code in codes]
    return [round(float(value), 1) if value is not None else None for value in told]


def _row(sheet: Any, form: Any, number: int, name: str, told: list[Any]) -> None:
    values, why = told
    row = FIRST + number
    sheet.write(row, 0, number, form)
    sheet.write(row, 1, name, form)
    for column, value in enumerate(values, 2):
        if value is None:
            sheet.write_blank(row, column, None, form)
        else:
            sheet.write_number(row, column, value, form)
    sheet.write(row, 2 + len(values), why, form)
