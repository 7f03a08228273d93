"""The members as a workbook: the office's headings, days as days, everything as it was."""

from datetime import date

import openpyxl
import pytest

from taonguon.people import export
from taonguon.people.models import Person
from taonguon.sources.reading import read
from tests import cast

pytestmark = pytest.mark.django_db

DAY = date(2023, 4, 21)


@pytest.fixture
def members():
    """Return two members: Lan, official, born on a day; Hùng, probationary, born in a year."""
    cast.commune()
    cast.record(
        [
            *cast.admission(
                cast.LAN, cast.HAMLET_1, "2015-05-19", sex="female", born="1980-05-01",
                religion="Không", ethnicity="Kinh", card="037000101",
            ),
            cast.fact("recognition", "2016-05-19", person=cast.LAN),
            *cast.admission(cast.HUNG, cast.HAMLET_2, "2022-09-02", sex="male", born="1991"),
        ]
    )  # fmt: skip
    return Person.objects.order_by("sort_key").select_related("cell")


@pytest.fixture
def path(members, tmp_path):
    """Return the path of the written workbook."""
    written = tmp_path / "dang-vien.xlsx"
    written.write_bytes(export.members(members, "Đảng bộ xã An Hòa", DAY).getvalue())
    return written


@pytest.fixture
def sheet(path):
    """Return the sheet as somebody opens it."""
    return openpyxl.load_workbook(path).active


def test_it_opens_with_the_organisation_the_title_and_the_day(sheet):
    assert sheet["A1"].value == "ĐẢNG BỘ XÃ AN HÒA"
    assert sheet["A3"].value == "DANH SÁCH ĐẢNG VIÊN"
    assert "21/04/2023" in sheet["A4"].value


def test_headings_of_two_rows_are_joined_as_the_office_joins_them(sheet):
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"C5:D5", "H5:J5", "L5:M5", "A5:A6", "O5:O6"} <= merged
    assert [sheet["C6"].value, sheet["D6"].value] == ["Nam", "Nữ"]


def test_the_birth_stands_in_the_column_of_the_sex(sheet):
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=7)}
    hung, lan = rows["Trần Văn Hùng"], rows["Nguyễn Thị Lan"]
    assert (hung[2].value, hung[3].value or "") == ("1991", "")
    assert (lan[2].value or "", lan[3].value.date()) == ("", date(1980, 5, 1))


def test_days_are_days_and_numbers_keep_their_zeros(sheet):
    lan = next(row for row in sheet.iter_rows(min_row=7) if row[1].value == "Nguyễn Thị Lan")
    assert [lan[11].value.date(), lan[12].value.date()] == [date(2015, 5, 19), date(2016, 5, 19)]
    assert lan[11].number_format == "dd/mm/yyyy"
    assert lan[13].value == "037000101"


def test_a_probationer_has_no_day_of_recognition(sheet):
    hung = next(row for row in sheet.iter_rows(min_row=7) if row[1].value == "Trần Văn Hùng")
    assert hung[11].value.date() == date(2022, 9, 2)
    assert not hung[12].value


def test_rows_are_numbered_from_one(sheet):
    assert [row[0].value for row in sheet.iter_rows(min_row=7)] == [1, 2]


def test_the_workbook_prints_on_a_landscape_a4_with_its_headings_on_each_page(sheet):
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$5:$6"


def test_what_was_given_out_is_read_again_as_the_same_people(path):
    rows = [row for row in read(path) if row.verdict == "accepted"]
    told = {row.record["name"]: row.record for row in rows}
    assert told["Nguyễn Thị Lan"]["born"] == "1980-05-01"
    assert told["Nguyễn Thị Lan"]["official_on"] == "2016-05-19"
    assert told["Trần Văn Hùng"]["sex"] == "male"
    assert told["Trần Văn Hùng"]["cell"] == "Chi bộ thôn 2"


def test_nobody_makes_an_empty_list_with_its_headings(tmp_path):
    written = tmp_path / "trong.xlsx"
    written.write_bytes(export.members([], "", DAY).getvalue())
    sheet = openpyxl.load_workbook(written).active
    assert sheet["B5"].value == "Họ và tên"
    assert sheet.max_row == 6
