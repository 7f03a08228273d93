"""A file that cannot be read gets one sentence, and nothing is written, of it or beside it."""

import pytest

from taonguon.imports.models import Load, LoadFile
from taonguon.sources.rows import UNREADABLE
from tests.commands.khanh_nhac import BOOKS, COMMUNE
from tests.imports import an_hoa
from tests.workbooks.bad import BAD, make_bad

pytestmark = pytest.mark.django_db

# what each sentence must say: what is the matter, and how to mend it
SAID = {
    "not_found": ("“khong-co.xlsx”", "xem lại đường dẫn"),
    "not_a_workbook": ("“anh.xlsx”", "không phải bảng tính", ".xlsx, .xls, .ods hoặc .csv"),
    "encrypted": ("“co-mat-khau.xlsx”", "có mật khẩu", "bỏ mật khẩu"),
    "truncated": ("“mot-nua.xlsx”", "hỏng hoặc chép thiếu", "chép lại"),
    "too_large": ("“qua-lon.xlsx”", "21 MB", "20 MB", "chia thành nhiều tệp"),
    "too_many_rows": ("“qua-nhieu-dong.xlsx”", "200000 dòng", "chia thành nhiều tệp"),
    "zip_bomb": ("“bung-ra.xlsx”", "không mở", "sang một tệp mới"),
    "empty": ("“trong.xlsx”", "không có gì", "chọn tệp có danh sách"),
    "no_list": ("“cong-van.xlsx”", "trang: Sheet1", "dòng tiêu đề cột"),
}


def written():
    return {**an_hoa.counts(), "LoadFile": LoadFile.objects.count()}


def load(taonguon, *paths):
    return taonguon("load", *paths, "--organisation", COMMUNE, "--yes")


def test_there_is_a_bad_file_of_every_kind():
    assert set(BAD) == set(SAID) == set(UNREADABLE)


@pytest.mark.parametrize("kind", SAID)
def test_a_bad_file_is_refused_in_one_sentence(taonguon, tmp_path, kind):
    before = written()
    answer = load(taonguon, make_bad(kind, tmp_path))
    assert (answer.code, answer.out) == (1, "")
    (sentence,) = answer.err.splitlines()
    assert all(words in sentence for words in SAID[kind]), sentence
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert written() == before


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("place", ["before", "after"])
def test_nothing_of_the_good_files_beside_it_is_written(taonguon, tmp_path, kind, place):
    before, bad = written(), make_bad(kind, tmp_path)
    paths = [bad, *BOOKS] if place == "before" else [*BOOKS, bad]
    answer = load(taonguon, *paths)
    assert (answer.code, len(answer.err.splitlines())) == (1, 1)
    assert written() == before


def test_the_refusal_is_kept_with_its_sentence(taonguon, tmp_path):
    answer = load(taonguon, make_bad("no_list", tmp_path))
    refused = Load.objects.get()
    assert (refused.state, refused.refusal + "\n") == ("refused", answer.err)


def test_a_folder_is_no_list(taonguon, tmp_path):
    answer = load(taonguon, tmp_path)
    assert (answer.code, len(answer.err.splitlines())) == (1, 1)


def test_the_same_file_under_its_good_name_is_taken_afterwards(taonguon, tmp_path):
    assert load(taonguon, make_bad("truncated", tmp_path)).code == 1
    assert load(taonguon, BOOKS[0]).code == 0
