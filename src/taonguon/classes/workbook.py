"""The roster of a class as a workbook: letterhead and headings as the office keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from taonguon.classes.facts import Row
from taonguon.classes.models import StudyClass
from taonguon.core.case import Event
from taonguon.core.days import show_day
from taonguon.forms.sheets import PLAIN
from taonguon.rules.classes import shipped

HEADINGS = (
    ("STT", 6), ("Họ và tên", 26), ("Nam", 12), ("Nữ", 12), ("Dân tộc", 10), ("Tôn giáo", 12),
    ("Trình độ", 11), ("Nghề nghiệp, đơn vị", 22), ("Chi bộ", 24), ("Tổ chức giới thiệu", 18),
    ("NQ chi bộ số, ngày", 18), ("Kết quả", 13), ("Số GCN, ngày cấp", 24),
)  # fmt: skip
MALE, FEMALE = 2, 3
# A birth in the column of a sex tells the sex: where that is not known it stands here.
BIRTH_ALONE = ("Ngày sinh", 12)
FIRST = 7  # the first line of people, counted from 0


@dataclass(frozen=True, slots=True)
class Told:
    """What a roster says beyond its rows: the organisation, who introduced, the cells' resolutions."""

    organisation: str
    introduced_by: Mapping[int, str] = field(default_factory=dict)
    proposals: Mapping[int, Event] = field(default_factory=dict)


def roster(study_class: StudyClass, rows: Sequence[Row], told: Told) -> BytesIO:
    """Return a workbook with one row for each person on the list, births as dates."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, PLAIN)
    sheet = book.add_worksheet("Danh sách lớp")
    form = _formats(book)
    for column, (_heading, width) in enumerate((*HEADINGS, BIRTH_ALONE)):
        sheet.set_column(column, column, width)
    _letterhead(sheet, form, study_class, told.organisation)
    _headings(sheet, form, any(row.born and not _sex(row) for row in rows))
    for line, row in enumerate(rows):
        _row(sheet, form, FIRST + line, _values(row, told))
    sheet.freeze_panes(FIRST, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 2, FIRST - 1)
    book.close()
    kept.seek(0)
    return kept


def _formats(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**font, "border": 1, "text_wrap": True}
    return {
        "plain": book.add_format(cell),
        "day": book.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy"}),
        "head": book.add_format({**cell, "bold": True, "align": "center"}),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center"}),
        "letter": book.add_format({**font, "bold": True, "align": "center"}),
        "centre": book.add_format({**font, "italic": True, "align": "center"}),
    }


def _letterhead(
    sheet: Any, form: dict[str, Any], study_class: StudyClass, organisation: str
) -> None:
    last = len(HEADINGS) - 1
    sheet.merge_range(0, 0, 0, 4, organisation.upper(), form["letter"])
    sheet.merge_range(1, 0, 1, 4, "*", form["letter"])
    sheet.merge_range(0, last - 4, 0, last, "ĐẢNG CỘNG SẢN VIỆT NAM", form["letter"])
    sheet.merge_range(2, 0, 2, last, "DANH SÁCH CỬ ĐI HỌC", form["title"])
    named = f"{study_class.name}, {show_day(study_class.start_on)} – {show_day(study_class.end_on)}"
    sheet.merge_range(3, 0, 3, last, named, form["title"])
    if study_class.decision_on:
        day = f"{study_class.decision_on:%d/%m/%Y}"
        decided = f"(Kèm theo Quyết định số {study_class.decision_number}, ngày {day})"
        sheet.merge_range(4, 0, 4, last, decided, form["centre"])


def _headings(sheet: Any, form: dict[str, Any], sexless: bool) -> None:
    top, low = FIRST - 2, FIRST - 1
    for column, (heading, _width) in enumerate(HEADINGS):
        if column in (MALE, FEMALE):
            sheet.write(low, column, heading, form["head"])
        else:
            sheet.merge_range(top, column, low, column, heading, form["head"])
    sheet.merge_range(top, MALE, top, FEMALE, "Ngày, tháng, năm sinh", form["head"])
    if sexless:
        last = len(HEADINGS)
        sheet.merge_range(top, last, low, last, BIRTH_ALONE[0], form["head"])


def _sex(row: Row) -> str:
    return row.person.sex if row.person else ""


def _values(row: Row, told: Told) -> list[Any]:
    """Return the cells of a row, in Vietnamese whatever the language of the page."""
    person, held = row.person, row.certificate
    pk = person.pk if person else 0
    born = {_sex(row): row.born}
    grade = shipped().grades.get(row.seat.grade)
    return [
        row.number,
        row.name,
        born.get("male", ""),
        born.get("female", ""),
        person.ethnicity if person else "",
        person.religion if person else "",
        (person.schooling or person.qualification) if person else "",
        person.occupation if person else "",
        row.unit,
        told.introduced_by.get(pk, ""),
        _resolution(told.proposals.get(pk)),
        grade.name.vi if grade else "",
        f"{held.number}, {show_day(held.on)}" if held else "",
        born.get("", ""),
    ]


def _resolution(event: Event | None) -> str:
    if event is None:
        return ""
    paper = event.data.get("on_paper", {})
    number = str(paper.get("number") or "")
    return ", ".join(part for part in (number, show_day(event.on)) if part)


def _row(sheet: Any, form: dict[str, Any], at: int, values: Sequence[Any]) -> None:
    births = (MALE, FEMALE, len(HEADINGS))
    for column, value in enumerate(values):
        if column in births and len(str(value)) == 10:
            sheet.write_datetime(at, column, date.fromisoformat(str(value)), form["day"])
        elif column == 0:
            sheet.write_number(at, column, value, form["plain"])
        elif value or column < len(HEADINGS):
            sheet.write_string(at, column, str(value), form["plain"])
