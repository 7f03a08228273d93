"""Targets: by year, by part, as a minimum, a range, a share; and the headline from above."""

from pathlib import Path

import pytest

from taonguon.sources.reading import read
from taonguon.sources.units import target
from taonguon.sources.values import Wrong
from tests.workbooks.lists import GIVEN, TARGETS, Sheet, write_xlsx


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("3", ("exact", "3", None)), ("3 đảng viên", ("exact", "3", None)), ("≥ 4", ("at_least", "4", None)),
        ("từ 4 trở lên", ("at_least", "4", None)), ("ít nhất 4", ("at_least", "4", None)),
        ("từ 2 đến 3", ("range", "2", "3")), ("90-100", ("range", "90", "100")), ("3%", ("percent", "3", None)),
        ("3-4%", ("percent", "3", "4")), ("2,5%", ("percent", "2.5", None)),
    ],
)  # fmt: skip
def test_a_target_is_read_as_it_is_worded(typed: str, told: tuple[str, str, str | None]):
    found = target(typed, typed)
    assert found is not None
    assert (found["form"], found["low"], found["high"]) == told


def test_a_share_kept_by_excel_as_a_part_of_one_is_percent():
    assert target(0.03, "0.03") == {"form": "percent", "low": "3", "high": None}


@pytest.mark.parametrize("typed", ["", "-", "0"])
def test_no_target_is_none(typed: str):
    assert target(typed, typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("vài", "number_unreadable"), ("3-2", "range_reversed"), ("#REF!", "formula_error")],
)
def test_what_is_no_target_is_refused(typed: str, code: str):
    with pytest.raises(Wrong, match=code):
        target(typed, typed)


def test_the_given_targets_have_their_headline_and_years():
    records = [row.record for row in read(GIVEN / f"{TARGETS}.xlsx") if row.verdict == "accepted"]
    assert [record["unit"] for record in records if record["headline"]] == ["Huyện giao xã"]
    assert [(v["year"], v["low"]) for v in records[0]["values"]] == [
        (2020, "7"), (2021, "8"), (2022, "8"), (2023, "18")
    ]  # fmt: skip
    assert sum(int(v["low"]) for r in records[1:] for v in r["values"] if v["year"] == 2022) == 8


def test_parts_of_a_target_have_their_category_and_the_year_before_them(tmp_path: Path):
    top = [
        "STT",
        "Chi bộ",
        "Loại hình",
        "Tổng số đảng viên đầu kỳ",
        "Chỉ tiêu năm 2023",
        "Trong đó",
        None,
        None,
    ]
    low = [*[None] * 5, "Nữ", "Có đạo", "Chuẩn bị nhập ngũ"]
    rows = [
        top,
        low,
        [1, "Chi bộ xóm 6", "Xóm", 28, "≥ 2", 1, 1, None],
        [None, "Cộng", None, 600, 18, 5, 2, 1],
    ]
    path = write_xlsx(tmp_path / "chi-tieu.xlsx", Sheet("2023", rows, [(1, 6, 1, 8)]))

    *_, six, total = read(path)

    assert [(v["year"], v["category"], v["form"], v["low"]) for v in six.record["values"]] == [
        (2023, None, "at_least", "2"), (2023, "women", "exact", "1"), (2023, "religious", "exact", "1"),
    ]  # fmt: skip
    assert total.reasons[0].code == "total"
