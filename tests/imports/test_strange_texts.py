"""Texts that a database or a page would choke on are kept, cleaned or doubted, never a crash."""

import pytest

from taonguon.people.rebuilding import rebuild
from tests.imports import an_hoa
from tests.imports.an_hoa import LAN
from tests.workbooks.lists import write_csv, write_xls

pytestmark = pytest.mark.django_db

TEXTS = {
    "a zero byte": "Giáo\x00 viên",
    "a control sign": "Giáo\x07 viên",
    "a line break": "Giáo\nviên",
    "quotes and a backslash": "Giáo \"viên\" \\N 'x'",
    "a tab": "Giáo\tviên",
    "a sign beyond the first plane": "Giáo viên 🌾",
    "markup": "<b>Giáo viên</b> {{ x }}",
    "a formula": '=HYPERLINK("http://a")',
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_strange_text_is_loaded_once_and_known_the_second_time(begun, tmp_path, text):
    made = an_hoa.sheet("members", {**LAN, "Nghề nghiệp": text, "Ghi chú": text})
    path = write_xls(tmp_path / "dv.xls", made)
    first = an_hoa.load(path)
    assert [row.verdict for row in an_hoa.rows(first)][-1] == "accepted"
    kept = an_hoa.person("Nguyễn Thị Lan").occupation
    assert "viên" in kept or kept.startswith("=")
    assert "\x00" not in kept
    assert an_hoa.load(path).act is None
    assert rebuild(write=False) == {}


@pytest.mark.parametrize("sign", ["\x00", "\x07"])
def test_a_text_file_with_signs_no_text_has_is_refused(begun, tmp_path, sign):
    made = an_hoa.sheet("members", {**LAN, "Nghề nghiệp": f"Giáo{sign} viên"})
    load = an_hoa.preview(write_csv(tmp_path / "dv.csv", made))
    assert (load.state, an_hoa.rows(load)) == ("refused", [])
    assert "không phải bảng tính" in load.refusal


@pytest.mark.parametrize(
    "field", ["Họ và tên", "Chi bộ", "Quê quán", "Số thẻ đảng viên", "Ngày sinh"]
)
def test_a_zero_byte_anywhere_in_a_row_crashes_no_database(begun, tmp_path, field):
    made = an_hoa.sheet("members", {**LAN, field: f"{LAN.get(field, 'Khánh Nhạc')}\x00"})
    load = an_hoa.load(write_xls(tmp_path / "dv.xls", made))
    assert load.state == "written"
    assert len(an_hoa.rows(load)) == 4
