"""Difficulties in words, on a line, and in the five columns that offices use."""

from fractions import Fraction

import pytest
from python_calamine import CalamineWorkbook

from taonguon.difficulties import export, telling
from tests import cast


@pytest.mark.parametrize(
    ("today", "status", "words"),
    [
        ("2026-11-01", "wait", "đang gỡ"),
        ("2026-11-24", "due", "còn 7 ngày"),
        ("2026-12-01", "due", "đến hạn hôm nay"),
        ("2026-12-04", "late", "quá hạn 3 ngày"),
    ],
)
def test_the_pill_says_how_far_the_day_is(do, today, status, words):
    told = do.told(do.add())
    assert telling.pill(told.course, do.day(today)) == {"status": status, "words": words}


def test_what_is_removed_is_never_said_to_be_late(do):
    row = do.add(due="2026-10-10")
    do.close(row, "2026-11-20")
    told = telling.pill(do.told(row).course, do.day("2026-11-25"))
    assert told == {"status": "ok", "words": "đã gỡ"}


def test_a_line_says_that_a_late_difficulty_rose_by_itself(do):
    told = do.told(do.add(due="2026-11-20"))
    before = telling.line(told, do.day("2026-11-20"))
    after = telling.line(told, do.day("2026-11-25"))
    assert (before["level"], before["risen"]) == ("Chi bộ", False)
    assert (after["level"], after["risen"]) == ("Đảng ủy xã", True)


def test_a_turn_says_only_what_it_changed(do):
    row = do.add()
    do.act(row, "2026-10-05", owner="Hội Phụ nữ")
    first, second = do.told(row).course.turns
    assert telling.changes(None, first) == [
        "người chủ trì: Đoàn xã", "hạn: 1/12/2026", "cấp gỡ: Chi bộ", "mức: cần hỗ trợ",
    ]  # fmt: skip
    assert telling.changes(first, second) == ["người chủ trì: Hội Phụ nữ"]


@pytest.mark.parametrize(
    ("value", "words"), [(Fraction(4), "4"), (Fraction(51, 2), "25,5"), (Fraction(0), "0")]
)
def test_a_median_is_written_as_an_office_writes_it(value, words):
    assert telling.decimal(value) == words


def test_a_kind_no_longer_in_the_list_is_called_by_its_code():
    assert telling.kind("boats") == "boats"
    assert telling.kind("money") == "Thiếu kinh phí"


def read(those, do):
    book = CalamineWorkbook.from_filelike(
        export.workbook("Đảng bộ xã", those, do.day("2026-11-25"))
    )
    return book.get_sheet_by_index(0).to_python()


def test_the_workbook_holds_the_five_columns_in_the_order_offices_use(do):
    rows = read([do.told(do.add())], do)
    assert rows[4][1:] == [
        "Nhiệm vụ", "Thời hạn", "Điểm nghẽn, khó khăn, vướng mắc", "Giải pháp đề xuất",
        "Đơn vị, cá nhân chủ trì",
    ]  # fmt: skip
    assert rows[5] == [
        1, "Chi bộ thôn 1: Kết nạp 1 người", "1/12/2026", "Thanh niên đi làm xa", "Gặp dịp Tết",
        "Đoàn xã",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "@SUM(1)", "+84 912"])
def test_what_somebody_typed_is_text_and_never_a_formula(do, text):
    rows = read([do.told(do.add(bottleneck=text, cell=cast.HAMLET_2))], do)
    assert rows[5][3] == text
