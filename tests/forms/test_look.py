"""The format of documents is data with days: measures, numbers, days, issuers; a bad file is refused."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.forms import look, vocabulary
from taonguon.forms.loading import PLACEHOLDER, SPELLED
from taonguon.rules.reading import BadRule

FORMATS = look.shipped()
NEW = date(2026, 1, 9)
BEFORE, AFTER = FORMATS.on(NEW - timedelta(days=1)), FORMATS.on(NEW)
COMMITTEES = ("cell", "section", "base", "committee", "standing")


def test_the_format_changes_on_the_ninth_of_january_2026():
    assert (BEFORE.start, BEFORE.source.instrument) == (date(2018, 4, 3), "36-HD/VPTW")
    assert (AFTER.start, AFTER.source.instrument) == (NEW, "399-QĐ/TW")


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(1995, 1, 1), date(2018, 4, 3)), (date(2018, 4, 3), date(2018, 4, 3)), (NEW, NEW),
     (date(2040, 1, 1), NEW)],
)  # fmt: skip
def test_a_paper_is_set_in_the_format_of_its_day(day, start):
    assert FORMATS.on(day).start == start


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 9, 5), "05/9/2026", "ngày 05 tháng 9 năm 2026"),
        (date(2026, 2, 10), "10/02/2026", "ngày 10 tháng 02 năm 2026"),
        (date(2026, 1, 9), "09/01/2026", "ngày 09 tháng 01 năm 2026"),
        (date(2026, 3, 31), "31/3/2026", "ngày 31 tháng 3 năm 2026"),
        (date(2026, 12, 1), "01/12/2026", "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_are_padded(day, short, long):
    assert (AFTER.short(day), AFTER.long(day)) == (short, long)
    assert (BEFORE.short(day), BEFORE.long(day)) == (short, long)


@given(st.dates(date(1930, 2, 3), date(2100, 12, 31)))
def test_a_day_is_read_back_from_how_it_is_printed(day):
    d, m, y = AFTER.short(day).split("/")
    assert date(int(y), int(m), int(d)) == day
    assert AFTER.long(day) == f"ngày {d} tháng {m} năm {y}"
    assert (len(d), len(m)) == (2, 2 if day.month < 3 or day.month > 9 else 1)


@pytest.mark.parametrize(
    ("number", "kind", "mark", "printed"),
    [(5, "NQ", "ĐU", "05-NQ/ĐU"), (9, "QĐ", "CB", "09-QĐ/CB"), (123, "TB", "BXDĐ", "123-TB/BXDĐ"),
     (7, "CN", "", "07/CN")],
)  # fmt: skip
def test_a_number_is_printed_with_two_digits_its_type_and_mark(number, kind, mark, printed):
    assert AFTER.number(number, kind, mark) == printed


def test_the_word_for_number_bears_no_colon():
    assert {one.label for one in FORMATS.dated} == {"Số "}


def test_the_sheets_of_paper_are_those_of_the_world():
    sizes = {name: FORMATS.measures(NEW, name) for name in FORMATS.sheets}
    assert {name: (one["width"], one["height"]) for name, one in sizes.items()} == {
        "A4": (210, 297), "A4-ngang": (297, 210), "A5": (148, 210), "A5-ngang": (210, 148),
    }  # fmt: skip


def test_a_page_of_a4_has_the_margins_of_the_rule():
    told = FORMATS.measures(NEW, "A4")
    assert [told[side] for side in ("top", "bottom", "left", "right")] == [20, 20, 30, 15]
    assert (told["body"], told["head"], told["title"]) == (14, 14, 15)


def test_on_every_sheet_every_measure_is_there_and_leaves_room_for_words():
    wanted = set(FORMATS.measures(NEW, "A4"))
    for one, name in itertools.product(FORMATS.dated, FORMATS.sheets):
        told = FORMATS.measures(one.start, name)
        assert wanted <= set(told)
        assert told["width"] - told["left"] - told["right"] >= 100
        assert told["line"] > told["body"]


@pytest.mark.parametrize("code", COMMITTEES)
def test_a_committee_signs_for_the_collective_never_for_its_head(code):
    issuer = FORMATS.issuers[code]
    assert issuer.authority.startswith("T/M ")
    assert issuer.keep.startswith("Lưu ")
    assert issuer.keep.endswith(".")


def test_neither_cell_nor_section_has_a_seal():
    assert {code for code in COMMITTEES if not FORMATS.issuers[code].seal} == {"cell", "section"}


def test_only_cells_and_committees_decide():
    for code, issuer in FORMATS.issuers.items():
        assert "QĐ" not in issuer.types or code in ("cell", "base", "committee", "standing")


def test_the_heads_of_papers_name_values_there_are():
    for issuer in FORMATS.issuers.values():
        for line in issuer.left:
            for inside in PLACEHOLDER.findall(line):
                assert vocabulary.shipped().has(SPELLED.fullmatch(inside)["key"])


FILE = look.FILE.read_text("utf-8")
BROKEN = (
    ("key", 'keep = "Lưu Chi bộ."', 'keep = "Lưu Chi bộ."\ncolour = "red"', "colour", "colour"),
    ("gone", 'keep = "Lưu Chi bộ."\n', "", "thiếu keep", "keep missing"),
    ("head", 'head = "youth"', 'head = "army"', "không có tiêu đề “army”", "no head “army”"),
    ("source", '"399-QĐ/TW"', '"000-QĐ/TW"', "000-QĐ/TW", "000-QĐ/TW"),
    ("from", "from = 2026-01-09", 'from = "mai"', "from", "from"),
)


@pytest.mark.parametrize(("part", "was", "now", "vi", "en"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_bad_format_is_refused_with_file_and_line(tmp_path, part, was, now, vi, en):
    path = tmp_path / "format.toml"
    path.write_text(FILE.replace(was, now, 1), "utf-8")
    with pytest.raises(BadRule) as told:
        look.load(path)
    assert told.value.file.endswith("format.toml")
    assert told.value.line > 1
    assert vi in told.value.why.vi
    assert en in told.value.why.en
