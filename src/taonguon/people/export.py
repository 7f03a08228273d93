"""The members as a workbook: letterhead and headings as the office keeps them."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from taonguon.forms.sheets import PLAIN
from taonguon.people.models import Person

HEADINGS = (
    ("STT", 6), ("Họ và tên", 26), ("Nam", 12), ("Nữ", 12), ("Dân tộc", 10), ("Tôn giáo", 12),
    ("Quê quán", 34), ("Văn hóa", 10), ("Chuyên môn", 16), ("LLCT", 12), ("Nghề nghiệp", 18),
    ("Dự bị", 12), ("Chính thức", 12), ("Số thẻ đảng viên", 16), ("Chi bộ", 28),
)  # fmt: skip
GROUPS = {2: ("Ngày, tháng, năm sinh", 2), 7: ("Trình độ", 3), 11: ("Ngày vào Đảng", 2)}
# Read again, a birth in the column of a sex tells the sex: where that is not known it stands here.
BIRTH_ALONE = ("Ngày sinh", 12)
BIRTHS = (2, 3, len(HEADINGS))


def members(people: Iterable[Person], organisation: str, on: date) -> BytesIO:
    """Return a workbook with one row for each person, dates as dates."""
    told = BytesIO()
    book = xlsxwriter.Workbook(told, PLAIN)
    sheet = book.add_worksheet("Danh sách ĐV")
    form = _formats(book)
    for column, (_heading, width) in enumerate((*HEADINGS, BIRTH_ALONE)):
        sheet.set_column(column, column, width)
    _letterhead(sheet, form, organisation, on)
    _headings(sheet, form)
    sexless = False
    for number, person in enumerate(people, 1):
        _row(sheet, form, number, person)
        sexless = sexless or bool(person.born and not person.sex)
    if sexless:
        last = len(HEADINGS)
        sheet.merge_range(4, last, 5, last, BIRTH_ALONE[0], form["head"])
    sheet.freeze_panes(6, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4, 5)
    book.close()
    told.seek(0)
    return told


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    return {
        "plain": book.add_format({**font, "border": 1, "text_wrap": True}),
        "day": book.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy"}),
        "head": book.add_format(
            {**font, "border": 1, "bold": True, "align": "center", "text_wrap": True}
        ),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center"}),
        "letter": book.add_format({**font, "bold": True}),
        "centre": book.add_format({**font, "italic": True, "align": "center"}),
    }


def _letterhead(sheet: Any, form: dict[str, Any], organisation: str, on: date) -> None:
    last = len(HEADINGS) - 1
    sheet.write(0, 0, organisation.upper(), form["letter"])
    sheet.write(0, last - 3, "ĐẢNG CỘNG SẢN VIỆT NAM", form["letter"])
    sheet.merge_range(2, 0, 2, last, "DANH SÁCH ĐẢNG VIÊN", form["title"])
    as_of = _("(Tính đến ngày %(day)s)") % {"day": f"{on:%d/%m/%Y}"}
    sheet.merge_range(3, 0, 3, last, as_of, form["centre"])


def _headings(sheet: Any, form: dict[str, Any]) -> None:
    column = 0
    while column < len(HEADINGS):
        if column in GROUPS:
            text, width = GROUPS[column]
            sheet.merge_range(4, column, 4, column + width - 1, text, form["head"])
            for inner in range(column, column + width):
                sheet.write(5, inner, HEADINGS[inner][0], form["head"])
            column += width
        else:
            sheet.merge_range(4, column, 5, column, HEADINGS[column][0], form["head"])
            column += 1


def _row(sheet: Any, form: dict[str, Any], number: int, person: Person) -> None:
    at = number + 5
    born = {person.sex: person.born}
    cell = person.cell.name if person.cell else ""
    values = [
        number, person.name, born.get("male", ""), born.get("female", ""),
        person.ethnicity, person.religion, person.hometown, person.schooling,
        person.qualification, person.theory, person.occupation, person.admitted_on,
        person.recognised_on, person.card, cell, born.get("", ""),
    ]  # fmt: skip
    for column, value in enumerate(values):
        if column in BIRTHS and len(str(value)) == 10:
            sheet.write_datetime(at, column, date.fromisoformat(str(value)), form["day"])
        elif isinstance(value, date):
            sheet.write_datetime(at, column, value, form["day"])
        elif column == 0:
            sheet.write_number(at, column, value, form["plain"])
        elif value or column < len(HEADINGS):
            sheet.write_string(at, column, str(value or ""), form["plain"])
