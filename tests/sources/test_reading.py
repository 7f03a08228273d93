"""What lists look like in life: groups, totals in the middle, ticks, repeated headings, mistakes."""

from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.sources.reading import read
from taonguon.sources.rows import KINDS, Reading
from tests.workbooks.lists import GIVEN, STEMS, Sheet, write_csv, write_xlsx

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày vào Đảng", "Ngày chính thức", "Chi bộ"]
HUE = [1, "Trần Thị Huệ", "18/3/1940", "Nữ", "23/11/1972", "23/11/1973", "Xóm 1"]


def reading_of(folder: Path, rows: list[list[Any]], *more: Sheet) -> Reading:
    return read(write_xlsx(folder / "danh-sach.xlsx", Sheet("DS", rows), *more))


def one(folder: Path, **changes: Any):
    row = [changes.get(name, value) for name, value in zip(HEAD, HUE, strict=True)]
    return list(reading_of(folder, [HEAD, row]))[1]


def test_every_row_of_the_given_lists_is_accounted_for():
    for stem in STEMS:
        path = GIVEN / f"{stem}.xlsx"
        filled = [
            number
            for number, row in enumerate(openpyxl.load_workbook(path).worksheets[0].values, 1)
            if any(value is not None for value in row)
        ]
        assert [row.number for row in read(path)] == filled


def test_a_group_row_names_the_cell_of_the_rows_below(tmp_path: Path):
    head = HEAD[:-1]
    rows = [
        head,
        ["I. CHI BỘ XÓM SÁU"],
        HUE[:-1],
        ["Cộng", "1 đảng viên"],
        ["II", "Chi bộ Quân sự"],
        HUE[:-1],
    ]
    read_rows = list(reading_of(tmp_path, rows))
    people = [row.record["cell"] for row in read_rows if row.verdict == "accepted"]
    assert people == ["Chi bộ xóm sáu", "Chi bộ Quân sự"]
    assert [row.reasons[0].code for row in read_rows if row.reasons] == [
        "header",
        "group",
        "total",
        "group",
    ]


def test_what_stands_under_a_list_is_passed_over(tmp_path: Path):
    end = [
        ["Tổng cộng: 1 đảng viên"], [None] * 4 + ["Khánh Nhạc, ngày 21 tháng 4 năm 2023"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "T/M ĐẢNG ỦY"], [None, "Nguyễn Văn A", None, None, "Lê Thị B"],
    ]  # fmt: skip
    rows = list(reading_of(tmp_path, [HEAD, HUE, [2], [3, None, "…"], HEAD, *end]))
    told = ["header", "blank_form_row", "blank_form_row", "header", "total", *["signature"] * 3]
    assert [row.reasons[0].code for row in rows if row.verdict == "ignored"] == told
    assert sum(row.verdict == "accepted" for row in rows) == 1


def test_a_family_named_tong_is_no_total(tmp_path: Path):
    row = one(tmp_path, **{"STT": None, "Họ và tên": "Tống Văn Cộng"})
    assert (row.verdict, row.record["name"]) == ("accepted", "Tống Văn Cộng")


def test_sex_may_be_a_tick_in_one_of_two_columns(tmp_path: Path):
    top = [
        "STT",
        "Họ và tên",
        "Giới tính",
        None,
        "Ngày sinh",
        "Ngày vào Đảng",
        "Chi bộ",
        "Trình độ LLCT",
        None,
    ]
    low = [None, None, "Nam", "Nữ", None, None, None, "Trung cấp", "Sơ cấp"]
    numbers = [f"({n})" for n in range(1, 10)]
    row = [1, "Trần Thị Huệ", None, "X", "1940", "23/11/1972", "Xóm 1", None, "x"]
    both = [2, "Lê Văn Bình", "x", "x", "1950", "23/11/1972", "Xóm 1", "x", None]
    *_, hue, unclear = reading_of(tmp_path, [top, low, numbers, row, both])
    assert (hue.record["sex"], hue.record["born"], hue.record["theory"]) == (
        "female",
        "1940",
        "Sơ cấp",
    )
    assert [reason.code for reason in unclear.reasons] == ["sex_unclear"]


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Ngày sinh", "31/02/1940", "date_impossible"), ("Ngày vào Đảng", "năm 72", "date_unreadable"),
        ("Ngày vào Đảng", "1/1/1972 - 2/1/1972", "date_range"), ("Họ và tên", None, "name_missing"),
        ("Ngày sinh", "23/11/1980", "born_after_admission"), ("Giới tính", "nhập", "sex_unclear"),
        ("Ngày chính thức", "23/11/1971", "recognised_before_admission"), ("Chi bộ", None, "cell_missing"),
        ("Ngày sinh", "#REF!", "formula_error"),
    ],
)  # fmt: skip
def test_a_mistake_keeps_the_row_in_doubt_with_its_reason(heading, value, code, tmp_path: Path):
    row = one(tmp_path, **{heading: value})
    assert (row.verdict, [reason.code for reason in row.reasons]) == ("doubtful", [code])


def test_a_formula_gone_wrong_is_seen_in_its_cell(tmp_path: Path):
    path = write_xlsx(tmp_path / "hong.xlsx", Sheet("DS", [HEAD, HUE]))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["E2"].value = "#N/A"
    book.save(path)
    reason = list(read(path))[1].reasons[0]
    assert (reason.code, reason.column, reason.value) == ("formula_error", "E", "#N/A")


def test_hidden_sheets_and_letters_are_passed_over_with_the_reason(tmp_path: Path):
    more = [Sheet("TINH", [["Ninh Bình"]], hidden=True), Sheet("Công văn", [["Kính gửi"]])]
    rows = list(reading_of(tmp_path, [HEAD, HUE], *more))
    assert [row.reasons[0].code for row in rows[2:]] == ["hidden_sheet", "not_a_list"]


def test_a_corrected_heading_is_used_for_the_next_file_of_that_shape(tmp_path: Path):
    head = [*HEAD, "Mục lục"]
    path = write_xlsx(tmp_path / "a.xlsx", Sheet("DS", [head, [*HUE, "0912345678"]]))
    (layout,) = read(path).layouts
    assert layout.columns[7].field is None

    again = read(path, mappings={layout.shape: {7: "phone", 3: None}})

    record = list(again)[1].record
    assert (record["phone"], record["sex"]) == ("0912345678", None)


def test_the_kind_may_be_said(tmp_path: Path):
    (layout,) = reading_of(tmp_path, [HEAD, HUE]).layouts
    (said,) = read(tmp_path / "danh-sach.xlsx", kinds={layout.shape: "prospects"}).layouts
    assert (layout.kind, said.kind) == ("members", "prospects")


def test_shape_depends_on_the_headings_alone(tmp_path: Path):
    shouted = [heading.upper() + " *" for heading in HEAD]
    shapes = {reading_of(tmp_path, [head, HUE]).layouts[0].shape for head in (HEAD, shouted)}
    others = reading_of(tmp_path, [[*HEAD[:-1], "Tổ"], HUE]).layouts[0].shape
    assert len(shapes | {others}) == 2


def test_a_prospects_class_period_gives_its_opening_and_the_certificate_stays_in_doubt(
    tmp_path: Path,
):
    head = ["STT", "Họ và tên", "Chi bộ", "Thời gian lớp bồi dưỡng", "Số GCN", "Ngày cấp GCN"]
    period = "09/9/2022 - 18/9/2022"
    good = [1, "Trần Thị Huệ", "Xóm 1", period, "360/GCN", "20/9/2022"]
    _, huge, bad = reading_of(tmp_path, [head, good, [2, *good[1:-1], period]])
    assert (huge.kind, huge.record["class_opened_on"]) == ("prospects", "2022-09-09")
    assert [reason.code for reason in bad.reasons] == ["date_range"]


TYPED = [*HEAD, *map(str, HUE), "Cộng", "(1)", "T/M ĐẢNG ỦY", "Chi bộ xóm 2", " ", "#REF!"]
CELL = st.one_of(
    st.none(),
    st.sampled_from(TYPED),
    st.integers(0, 50_000),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(grid=st.lists(st.lists(CELL, max_size=9), max_size=12))
def test_accepted_doubtful_and_ignored_add_up_for_any_grid(grid, tmp_path: Path):
    path = write_csv(tmp_path / "bat-ky.csv", Sheet("DS", [HEAD, HUE, *grid]))
    filled = sum(any(str("" if c is None else c).strip() for c in row) for row in grid) + 2
    rows = list(read(path))
    assert Counter(row.verdict for row in rows).total() == len(rows) == filled
    assert len({row.number for row in rows}) == filled
    assert {row.kind for row in rows} <= set(KINDS)
