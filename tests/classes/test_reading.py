"""Rosters as they come back: other headings, other formats, number rows, old fonts, odd days."""

from datetime import date

import pytest

from taonguon.classes import reading
from taonguon.classes.reading import Line
from taonguon.sources.encodings import to_tcvn3
from taonguon.sources.rows import Unreadable
from tests.workbooks.lists import Sheet, write_xlsx

LAN = "Nguyễn Thị Lan"
SHORT = ["STT", "Họ và tên", "Chi bộ", "Kết quả", "Số GCN, ngày cấp"]


def read(folder, *rows):
    return reading.read(write_xlsx(folder / "lop.xlsx", Sheet("DS", [list(row) for row in rows])))


def line(folder, *cells, head=SHORT):
    (found,) = read(folder, head, [1, LAN, *cells])
    return found


@pytest.mark.parametrize(
    ("paper", "number", "on"),
    [
        ("103/GCN-TTCT, 20/11/2026", "103/GCN-TTCT", date(2026, 11, 20)),
        ("103/GCN-TTCT,20/11/2026", "103/GCN-TTCT", date(2026, 11, 20)),
        ("103/GCN-TTCT ngày 20/11/2026", "103/GCN-TTCT", date(2026, 11, 20)),
        ("103/GCN-TTCT; ngày 20.11.2026", "103/GCN-TTCT", date(2026, 11, 20)),
        ("103/GCN-TTCT\n20-11-2026", "103/GCN-TTCT", date(2026, 11, 20)),
        ("103/GCN-TTCT, 1/2/2026 ", "103/GCN-TTCT", date(2026, 2, 1)),
        ("103/GCN-TTCT", "103/GCN-TTCT", None),
        ("20/11/2026", "", date(2026, 11, 20)),
        ("", "", None),
    ],
)
def test_number_and_day_are_read_from_one_cell(tmp_path, paper, number, on):
    found = line(tmp_path, "Chi bộ thôn 1", "Giỏi", paper)
    assert (found.certificate, found.certified_on) == (number, on)
    assert found.wrong == ""


@pytest.mark.parametrize("day", ["31/2/2026", "20/13/2026", "0/1/2026"])
def test_a_day_that_is_none_is_told_as_it_was_typed(tmp_path, day):
    found = line(tmp_path, "", "Giỏi", f"103/GCN, {day}")
    assert (found.wrong, found.certified_on) == (day, None)
    assert found.certificate == "103/GCN"


@pytest.mark.parametrize(
    "head",
    [
        ["TT", "HỌ VÀ TÊN", "ĐƠN VỊ", "XẾP LOẠI", "SỐ GIẤY CHỨNG NHẬN"],
        ["STT", "Họ tên", "Chi bộ (đơn vị)", "Kết quả, xếp loại", "Số GCN"],
        ["Số TT", "Ho va ten", "Chi bo", "Ket qua", "GCN"],
    ],
)
def test_headings_are_known_by_other_words(tmp_path, head):
    found = line(tmp_path, "Chi bộ thôn 1", "Khá", "7/GCN, 1/2/2026", head=head)
    assert (found.unit, found.result, found.certificate) == ("Chi bộ thôn 1", "Khá", "7/GCN")


def test_number_and_day_may_stand_in_two_columns(tmp_path):
    head = ["STT", "Họ và tên", "Kết quả", "Số GCN", "Ngày cấp"]
    days = [date(2026, 11, 20), "20/11/2026", "20.11.2026"]
    for day in days:
        found = line(tmp_path, "Giỏi", "103/GCN-TTCT", day, head=head)
        assert (found.certificate, found.certified_on) == ("103/GCN-TTCT", date(2026, 11, 20))


def test_letterhead_number_row_and_empty_rows_are_passed_over(tmp_path):
    found = read(
        tmp_path,
        ["ĐẢNG BỘ XÃ AN HÒA", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["DANH SÁCH CỬ ĐI HỌC"],
        [],
        SHORT,
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, LAN, "Chi bộ thôn 1", "Giỏi", ""],
        [],
        [2, "Trần Văn Hùng", "", "", ""],
    )
    assert [(one.number, one.name) for one in found] == [(6, LAN), (8, "Trần Văn Hùng")]


@pytest.mark.parametrize(
    ("cells", "born"),
    [
        (["19/5/1999", ""], "1999-05-19"),
        (["", "19/5/1999"], "1999-05-19"),
        (["", date(1999, 5, 19)], "1999-05-19"),
        (["", 1999], "1999"),
        (["", "1999"], "1999"),
        (["", "tháng Năm"], ""),
        (["", ""], ""),
    ],
)
def test_a_birth_stands_under_either_sex_below_a_group_of_headings(tmp_path, cells, born):
    (found,) = read(
        tmp_path,
        ["STT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Kết quả"],
        ["", "", "Nam", "Nữ", ""],
        [1, LAN, *cells, "Giỏi"],
    )
    assert found.born == born
    assert found.result == "Giỏi"


def test_a_name_in_capitals_or_of_two_spaces_is_tidied(tmp_path):
    found = read(tmp_path, SHORT, [1, "NGUYỄN  THỊ LAN"], [2, "  trần văn hùng "])
    assert [one.name for one in found] == [LAN, "Trần Văn Hùng"]


def test_an_old_font_is_read(tmp_path):
    head = [to_tcvn3(word) for word in SHORT]
    rows = [[n, to_tcvn3(f"Nguyễn Thị Hoài Đức {n}"), to_tcvn3("Chi bộ thôn Đông"), to_tcvn3("Giỏi")]
            for n in range(1, 6)]  # fmt: skip
    found = read(tmp_path, head, *rows)
    assert found[0].name.startswith("Nguyễn Thị Hoài Đức")
    assert {one.result for one in found} == {"Giỏi"}


def test_a_table_of_commas_is_read(tmp_path):
    path = tmp_path / "lop.csv"
    path.write_text("STT,Họ và tên,Kết quả\n1,Nguyễn Thị Lan,Giỏi\n2,Lê Thị Mai,\n", "utf-8")
    lan, mai = reading.read(path)
    assert lan == Line(2, LAN, "", "", "Giỏi", "", None)
    assert mai.result == ""


def test_the_first_sheet_with_such_a_list_counts(tmp_path):
    notes = Sheet("Ghi chú", [["Ghi chú"], ["không có gì"]])
    roster = Sheet("Lớp", [SHORT, [1, LAN, "", "Giỏi", ""]])
    (found,) = reading.read(write_xlsx(tmp_path / "hai.xlsx", notes, roster))
    assert found.name == LAN


@pytest.mark.parametrize(
    "head",
    [
        ["STT", "Họ và tên", "Quê quán"],
        ["STT", "Kết quả", "Số GCN"],
        ["a", "b", "c"],
    ],
)
def test_a_list_of_something_else_is_no_roster(tmp_path, head):
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, head, [1, LAN, "x"])
    assert refused.value.code == "no_list"


def test_a_file_larger_than_a_roster_is_refused(tmp_path):
    path = tmp_path / "to.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"0" * (6 * 2**20))
    with pytest.raises(Unreadable) as refused:
        reading.read(path)
    assert refused.value.code == "too_large"


def test_more_rows_than_a_roster_has_are_refused(tmp_path):
    rows = [[n, LAN, "", "", ""] for n in range(10_001)]
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, SHORT, *rows)
    assert refused.value.code == "too_many_rows"
