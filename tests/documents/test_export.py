"""The book as a workbook: in the order of numbers, with what is left out, cancelled, unnumbered."""

from datetime import date

import openpyxl
import pytest

from taonguon.documents import export, facts
from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from tests import cast
from tests.documents.conftest import begin, issued

pytestmark = pytest.mark.django_db
NAMES = {cast.HAMLET_1: "Chi bộ thôn 1", cast.HAMLET_2: "Chi bộ thôn 2"}
ON = date(2023, 4, 21)


def sheet():
    """Write the book of all documents; return its sheet."""
    documents = list(Document.objects.select_related("series__term").order_by("-on", "-pk"))
    broken = facts.broken(Document.objects.all())
    gaps = facts.gaps(broken)
    printed = {
        (one.pk, number): facts.printed(number, one.type, one.mark, ON)
        for one in broken
        for number in gaps[one.pk]
    }
    told = export.Told("Đảng bộ xã An Hòa", NAMES, gaps, printed)
    return openpyxl.load_workbook(export.book(documents, broken, told, ON)).active


def lines(of):
    return [[cell.value for cell in row] for row in of.iter_rows(min_row=export.FIRST + 1)]


def test_it_opens_with_the_letterhead_and_the_headings_of_the_office(congress):
    told = sheet()
    assert told["A1"].value == "ĐẢNG BỘ XÃ AN HÒA"
    assert told["A2"].value == "*"
    assert told["E1"].value == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert told["A3"].value == "SỔ VĂN BẢN ĐI"
    assert told["A4"].value == "(Tính đến ngày 21/04/2023)"
    assert [cell.value for cell in told[export.FIRST]] == [name for name, _ in export.HEADINGS]
    assert lines(told) == []


def test_the_order_is_that_of_body_term_type_and_number(congress):
    issued(number=3)
    issued(type="BC")
    issued(organisation=cast.HAMLET_2)
    issued(number=1, on=date(2023, 4, 21))
    begin(cast.HAMLET_2, date(2023, 4, 21))
    issued(organisation=cast.HAMLET_2, on=date(2023, 4, 21))
    issued(type="", mark="")
    rows = lines(sheet())
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        (1, "01-BC/CB", "Chi bộ thôn 1", "1/3/2022"),
        (2, "01-NQ/CB", "Chi bộ thôn 1", "1/3/2022"),
        (3, "02-NQ/CB", "Chi bộ thôn 1", "1/3/2022"),
        (4, "03-NQ/CB", "Chi bộ thôn 1", "1/3/2022"),
        (5, "01-NQ/CB", "Chi bộ thôn 2", "1/3/2022"),
        (6, "01-NQ/CB", "Chi bộ thôn 2", "21/4/2023"),
        (7, "", "Chi bộ thôn 1", ""),
    ]
    assert rows[2][2:4] == ["", ""]
    assert rows[2][7] == "Số này chưa có trong sổ"


def test_days_are_days_and_a_cancelled_line_says_why(congress):
    kept = issued()
    keeping.cancel(document=kept, why="ghi nhầm tên", by=None, at=cast.MORNING)
    (row,) = lines(sheet())
    assert row[2].date() == kept.on
    assert row[3] == "Nghị quyết đề nghị kết nạp – Nguyễn Thị Lan"
    assert row[6:] == [kept.seal, "Đã hủy: ghi nhầm tên"]


def test_what_looks_like_a_formula_stays_text(congress):
    issued(about="=1+1")
    keeping.cancel(
        document=Document.objects.get(), why="+CMD|' /C calc'!A0", by=None, at=cast.MORNING
    )
    told = sheet()
    assert told.cell(export.FIRST + 1, 4).data_type == "s"
    assert told.cell(export.FIRST + 1, 8).value == "Đã hủy: +CMD|' /C calc'!A0"
