"""A file that is no list, given on the page: one clear sentence, nothing written, nothing kept."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from taonguon.imports.models import Load, LoadFile, LoadRow
from taonguon.ledger.models import Act, Fact
from tests.commands.test_bad_files import SAID
from tests.pages import page
from tests.workbooks.bad import make_bad
from tests.workbooks.lists import GIVEN

pytestmark = pytest.mark.django_db

# a file that is not there cannot be chosen on a page
KINDS = sorted(set(SAID) - {"not_found"})


@pytest.fixture
def upload(office):
    """Return how to give files to load; gives the page that follows."""

    def posted(*paths):
        files = [path.open("rb") for path in paths]
        try:
            told = {"organisation": "Đảng bộ xã Khánh Nhạc", "files": files}
            return office.post(reverse("imports"), told, follow=True)
        finally:
            for file in files:
                file.close()

    return posted


def written():
    return [model.objects.count() for model in (Act, Fact, LoadFile, LoadRow)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_is_refused_in_one_sentence(upload, tmp_path, kind):
    before = written()
    answer = upload(make_bad(kind, tmp_path))
    (sentence,) = page.notices(answer)
    assert all(words in sentence for words in SAID[kind]), sentence
    assert sentence.count(". ") == 0
    assert "Không có gì được ghi vào sổ." in page.main(answer).text
    assert (written(), Load.objects.latest("pk").state) == (before, "refused")


@pytest.mark.parametrize("kind", KINDS)
def test_it_takes_the_good_files_beside_it_along(upload, tmp_path, kind):
    before = written()
    upload(*sorted(GIVEN.glob("*.xlsx")), make_bad(kind, tmp_path))
    assert written() == before


def test_a_refused_file_is_not_kept(upload, tmp_path, settings):
    upload(make_bad("truncated", tmp_path))
    assert not [one for one in Path(settings.UPLOADS).rglob("*") if one.is_file()]


def test_a_file_of_no_bytes_is_refused_by_the_form(upload, tmp_path):
    nothing = tmp_path / "rong.xlsx"
    nothing.touch()
    answer = upload(nothing)
    assert page.errors(answer) == ["Có tệp không có gì bên trong: hãy chọn tệp có danh sách."]


def test_a_refused_load_stays_on_the_list_with_its_state(upload, tmp_path, office):
    upload(make_bad("no_list", tmp_path))
    (row, *_) = page.texts(page.main(office.get(reverse("imports"))).one("table"))
    assert row[-1] == "không đọc được"


@pytest.mark.parametrize("name", ["../../thoat.xlsx", "a/b.xlsx", ".xlsx", "tên có dấu & <b>.xlsx"])
def test_a_strange_name_leads_nowhere(office, settings, name, tmp_path):
    bad = SimpleUploadedFile("a.xlsx", make_bad("empty", tmp_path).read_bytes())
    bad._name = name  # as a browser may send it
    told = {"organisation": "Đảng bộ xã Khánh Nhạc", "files": [bad]}
    assert office.post(reverse("imports"), told, follow=True).status_code == 200
    outside = [p for p in tmp_path.rglob("*.xlsx") if not p.is_relative_to(settings.UPLOADS)]
    assert [path.name for path in outside] == ["trong.xlsx"]
