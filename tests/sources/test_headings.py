"""Headings of forms seen in use are matched to the fields they mean."""

from pathlib import Path

import pytest

from taonguon.sources.headings import match
from taonguon.sources.layouts import is_number_row
from taonguon.sources.reading import read
from tests.workbooks.lists import Sheet, write_xlsx

PROSPECTS = [
    "STT", "Mã GV/SV", "Họ và tên", "SĐT", "Giới tính", "Ngày, tháng, năm sinh", "Dân tộc", "Quê quán",
    "Chức vụ", "Lớp", "Tên chi bộ công nhận", "Ngày họp CB công nhận đối tượng cảm tình Đảng",
    "Đảng viên được giúp đỡ",
    "Ngày QĐ mở lớp", "Thời gian lớp bồi dưỡng CC ĐT Đảng", "Ngày cấp CC BĐ", "Số QĐ của CC BD", "Kết nạp Đảng",
]  # fmt: skip
NGA = [
    None, "SV01", "Vũ Hồng  Nga", 912345678, "Nữ", None, "kinh", None, "Lớp trưởng", "K45", "Chi bộ 2",
    "7/02/2022", "Lê Văn Bình", "1/9/2022", "09/9/2022 - 18/9/2022", "20/9/2022", "360/GCN", "Đã kết nạp Đảng",
]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Sinh ngày * (dd/mm/yyyy)", "born"), ("Ngày vào Đảng chính thức* (dd/mm/yyyy)", "official_on"),
        ("Ngày vào Đảng / Ngày kết nạp", "admitted_on"), ("Ngày vào Đảng / Ngày chính thức", "official_on"),
        ("NGÀY, THÁNG, NĂM SINH / NỮ", "female"), ("Giới tính / Nam", "male"), ("Chi bộ nơi cư trú", "-"),
        ("Nơi đăng ký khai sinh - Tỉnh *", "birthplace_province"), ("Số thẻ đảng viên/Số lý lịch", "card"),
        ("Trình độ LLCT / Cao cấp", "theory"), ("TRÌNH ĐỘ / HỌC VẤN", "schooling"), ("Tuổi Đảng", "-"),
        ("Số thẻ theo Đảng quyết định 85", "-"), ("Màu sắc ưa thích", None),
    ],
)  # fmt: skip
def test_a_heading_means(heading: str, field: str | None):
    assert match("person", tuple(heading.split(" / "))).field == field


def test_a_school_s_list_of_prospects_is_read_without_its_numbers_and_statuses(tmp_path: Path):
    *_, nga = read(write_xlsx(tmp_path / "2022.xlsx", Sheet("2022", [PROSPECTS, NGA])))

    told = {name: value for name, value in nga.record.items() if value is not None}

    assert (nga.kind, nga.verdict) == ("prospects", "accepted")
    assert told == {
        "name": "Vũ Hồng Nga", "phone": "0912345678", "sex": "female", "ethnicity": "Kinh", "cell": "Chi bộ 2",
        "introduced_on": "2022-02-07", "helper": "Lê Văn Bình", "class_opened_on": "2022-09-09",
        "certified_on": "2022-09-20", "certificate": "360/GCN",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row", [["(1)", "(2)", "", "(4)"], ["A", "1", "2", "3 (=4+5)"], ["1", "2", "3"]]
)
def test_a_row_of_column_numbers_is_known(row: list[str]):
    assert is_number_row(row)


@pytest.mark.parametrize("row", [["1", "Lê Văn Bình", "3"], ["12", "7", "3"], ["1", "2"]])
def test_a_row_of_figures_is_no_row_of_column_numbers(row: list[str]):
    assert not is_number_row(row)


def test_a_table_of_what_was_done_sets_no_targets(tmp_path: Path):
    done = [
        ["STT", "Chi bộ", "Chỉ tiêu năm 2023", "Kết nạp trong kỳ", "Lũy kế"],
        [1, "Xóm 1", 2, 1, 1],
    ]
    people = Sheet("DS", [PROSPECTS, NGA])
    reading = read(write_xlsx(tmp_path / "b.xlsx", Sheet("Kết quả", done), people))
    assert [layout.sheet for layout in reading.layouts] == ["DS"]
