"""Files that must not be opened are refused with the reason, and every reason has its sentence."""

import struct
from pathlib import Path

import pytest

from taonguon.imports.wording import REFUSALS, SENTENCES, refusal, sentence
from taonguon.sources.reading import read
from taonguon.sources.rows import DOUBTS, IGNORING, UNREADABLE, Limits, Reason, Unreadable
from tests.workbooks.bad import BAD, make_bad
from tests.workbooks.lists import GIVEN, MEMBERS, Sheet, write_xls, write_xlsx


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_is_refused_with_its_reason(code: str, tmp_path: Path):
    with pytest.raises(Unreadable) as refused:
        read(make_bad(code, tmp_path))
    assert refused.value.code == code


def test_there_is_a_bad_file_for_every_reason():
    assert set(BAD) == set(UNREADABLE) == set(REFUSALS)


@pytest.mark.parametrize("code", BAD)
def test_a_refusal_names_the_file_in_one_sentence(code: str, tmp_path: Path):
    path = make_bad(code, tmp_path)
    with pytest.raises(Unreadable) as refused:
        read(path)
    said = refusal(refused.value)
    assert path.name in said
    assert said.endswith(".")
    assert "%(" not in said


@pytest.mark.parametrize("code", [*DOUBTS, *IGNORING])
def test_every_reason_of_a_row_has_a_sentence(code: str):
    params = {"field": "born", "admitted_on": "2020-01-31", "length": "12"}
    said = sentence(Reason(code, "C", "31/02/2001", params))
    assert code in SENTENCES
    assert said.endswith(".")
    assert not {"%(", "–:", "born"} & set(said.split())


def test_a_sentence_says_where_what_and_how_to_mend():
    said = sentence(Reason("date_impossible", "D", "31/02/2001", {"field": "admitted_on"}))
    assert (
        said == "Cột D: ngày vào Đảng “31/02/2001” không có trong lịch; xem lại ngày, tháng, năm."
    )


def test_an_old_workbook_with_a_password_is_refused(tmp_path: Path):
    path = write_xls(tmp_path / "cu.xls", Sheet("DS", [["Họ và tên", "Ngày vào Đảng"]]))
    data = bytearray(path.read_bytes())
    start = data.index(struct.pack("<HH", 0x0809, 16)) + 20
    data[start : start + 2] = struct.pack("<H", 0x2F)
    path.write_bytes(data)

    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.code == "encrypted"


@pytest.mark.parametrize("kept", [100, 600, 1500, 3000, 6000])
def test_an_old_workbook_cut_short_never_breaks_the_reader(kept: int, tmp_path: Path):
    rows = [
        ["Họ và tên", "Ngày vào Đảng", "Chi bộ"],
        *[["Trần Thị Huệ", "1/2/2003", "Xóm 1"]] * 200,
    ]
    path = write_xls(tmp_path / "cu.xls", Sheet("DS", rows))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(Unreadable):
        read(path)


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"<html><table>", b"{\\rtf1"])
def test_other_documents_are_no_workbooks(start: bytes, tmp_path: Path):
    path = tmp_path / "tep.xls"
    path.write_bytes(start)
    with pytest.raises(Unreadable, match="not_a_workbook"):
        read(path)


def test_rows_beyond_the_limit_are_refused(tmp_path: Path):
    path = write_xlsx(tmp_path / "dai.xlsx", Sheet("DS", [["Họ và tên", "Ngày vào Đảng"]] * 11))
    with pytest.raises(Unreadable, match="too_many_rows"):
        read(path, limits=Limits(max_rows=10))


def test_the_given_lists_are_within_the_limits():
    assert read(GIVEN / f"{MEMBERS}.xlsx").total_rows >= 640
