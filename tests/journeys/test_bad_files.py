"""A file that cannot be read gets one sentence on the page, and nothing is written."""

import pytest

from tests.journeys import walker
from tests.workbooks.bad import BAD, make_bad
from tests.workbooks.lists import Sheet, write_xlsx

# What each sentence must say; a file that is not there is one that was not chosen.
SAID = {
    "not_a_workbook": ("“anh.xlsx”", "không phải bảng tính"),
    "encrypted": ("“co-mat-khau.xlsx”", "bỏ mật khẩu"),
    "truncated": ("“mot-nua.xlsx”", "hỏng hoặc chép thiếu"),
    "too_large": ("“qua-lon.xlsx”", "quá mức 20 MB"),
    "too_many_rows": ("“qua-nhieu-dong.xlsx”", "hơn 200000 dòng"),
    "zip_bomb": ("“bung-ra.xlsx”", "bung ra lớn bất thường"),
    "empty": ("“trong.xlsx”", "không có gì bên trong"),
    "no_list": ("“cong-van.xlsx”", "Không nhận ra danh sách nào"),
}

NEW_MEMBER = Sheet("DS", [
    ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức"],
    [1, "Nguyễn Văn Mới", "2/9/1990", "Nam", "Chi bộ xóm 6", "3/2/2020", "3/2/2021"],
])  # fmt: skip


def figures(page, address):
    """Return how many members each cell has, every target, and how many people the lists count."""
    told = []
    for path in ("/to-chuc/", "/chi-tieu/", "/dang-vien/", "/nguon/"):
        page.goto(address + path)
        told.append(walker.text(page))
    return told


@pytest.fixture(scope="module")
def before(open_page, office, sample):
    page = open_page(storage_state=office)
    told = figures(page, sample.address)
    page.context.close()
    return told


def test_every_kind_of_bad_file_is_walked():
    assert {*SAID, "not_found"} == set(BAD)


@pytest.mark.parametrize("kind", SAID)
def test_a_bad_file_is_refused_in_one_sentence(page, sample, before, tmp_path, kind):
    walker.upload(page, sample.address, make_bad(kind, tmp_path))
    page.get_by_text("Không có gì được ghi vào sổ.").wait_for()
    (sentence,) = page.get_by_role("status").all_inner_texts()
    assert all(words in sentence for words in SAID[kind]), sentence
    assert sentence.endswith(".")
    assert len(sentence.splitlines()) == 1
    assert "Traceback" not in page.content()
    assert figures(page, sample.address) == before


def test_a_good_file_beside_a_bad_one_is_not_written_either(page, sample, before, tmp_path):
    good = write_xlsx(tmp_path / "moi.xlsx", NEW_MEMBER)
    walker.upload(page, sample.address, good, make_bad("truncated", tmp_path))
    page.get_by_text("Không có gì được ghi vào sổ.").wait_for()
    assert page.get_by_role("status").count() == 1
    assert figures(page, sample.address) == before


def test_no_file_chosen_is_told_beside_the_question(page, sample):
    walker.upload(page, sample.address)
    summary = page.get_by_role("alert")
    assert len(summary.get_by_role("listitem").all()) == 1
    summary.get_by_role("link").click()
    assert page.locator("input[name=files]").evaluate("one => one === document.activeElement")


def test_a_refused_file_can_be_followed_by_another(page, sample, tmp_path):
    walker.upload(page, sample.address, make_bad("empty", tmp_path))
    page.get_by_role("link", name="Chọn tệp khác").click()
    assert page.locator("input[name=files]").is_visible()
