"""Names of cells: every spelling of one cell shares a key, and two cells never do."""

import pytest

from taonguon.sources.cells import cell_key, is_cell_name, tidy_cell
from tests.workbooks.lists import members


@pytest.mark.parametrize(
    "name",
    ["Xóm 6", "xóm Sáu", "Chi bộ xóm 6", "CHI BỘ XÓM 6", "6. Chi bộ xóm 6", "I. CHI BỘ XÓM SÁU", "XOM SAU",
     "Chi bộ xóm VI", "Chi bộ xóm 06 (28 đảng viên)", "Chi bộ xóm 6 - Đảng bộ xã Khánh Nhạc", "xóm số 6",
     "CB xóm 6"],
)  # fmt: skip
def test_every_spelling_of_hamlet_six_shares_a_key(name: str):
    assert cell_key(name) == "xom 6"


@pytest.mark.parametrize(
    ("name", "key"),
    [("xóm mười", "xom 10"), ("xóm Mười lăm", "xom 15"), ("xóm hai mươi mốt", "xom 21"),
     ("xóm ba mươi", "xom 30"), ("phố Hai", "pho 2"), ("Khu XIV", "khu 14"), ("Tổ dân phố số 3", "tdp 3"),
     ("HTX nông nghiệp", "hop tac xa nong nghiep")],
)  # fmt: skip
def test_numbers_spelled_out_or_roman_are_digits(name: str, key: str):
    assert cell_key(name) == key


def test_the_cells_of_the_sample_have_keys_of_their_own():
    names = {member["cell"] for member in members()}
    assert len({cell_key(name) for name in names}) == len(names) == 28


@pytest.mark.parametrize(
    ("name", "kept"),
    [("1. Chi bộ xóm 1", "Chi bộ xóm 1"), ("II. CHI BỘ TRƯỜNG THCS", "Chi bộ trường THCS"),
     ("Chi bộ  Quân sự: 14 đ/c", "Chi bộ Quân sự")],
)  # fmt: skip
def test_a_name_is_kept_without_list_number_count_and_capitals(name: str, kept: str):
    assert tidy_cell(name) == kept


def test_a_person_or_a_heading_is_no_cell():
    assert is_cell_name("3. Xóm 3")
    assert not any(map(is_cell_name, ("Tô Văn Bản", "Danh sách ĐV", "Chi bộ", "Nguyễn Công An")))
