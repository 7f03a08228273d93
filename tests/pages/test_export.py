"""The members' list taken away as a workbook: whole, in the office's form, good to load again."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.imports import actions
from taonguon.imports.models import LoadRow
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from tests.workbooks import lists

pytestmark = pytest.mark.django_db

FIRST = 7  # the first row of people


@pytest.fixture
def workbook(office):
    """Return how to take the list away as the address asks."""
    return lambda **asked: office.get(reverse("members_export"), asked).getvalue()


def sheet(content):
    return openpyxl.load_workbook(BytesIO(content)).active


def people(content):
    headings = [head.value for head in sheet(content)[5]]
    rows = sheet(content).iter_rows(min_row=FIRST, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def load(path, commune):
    begun = actions.begin(organisation=commune.name, by=None, at=timezone.now())
    return actions.preview(load=begun, paths=[path], at=timezone.now())


def test_it_comes_as_a_file_with_a_name(office):
    answer = office.get(reverse("members_export"))
    assert answer["Content-Disposition"] == 'attachment; filename="danh-sach-dang-vien.xlsx"'
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_it_holds_everybody_with_a_letterhead_of_the_commune(workbook):
    content = workbook()
    assert sheet(content)["A1"].value == "ĐẢNG BỘ XÃ KHÁNH NHẠC"
    assert sheet(content)["A3"].value == "DANH SÁCH ĐẢNG VIÊN"
    assert sorted(one["Họ và tên"] for one in people(content)) == sorted(
        one["name"] for one in lists.members()
    )
    assert [one["STT"] for one in people(content)] == list(range(1, 601))


def test_days_are_days_and_cards_keep_every_sign(workbook, units):
    Person.objects.filter(cell=units.hamlet).update(card="007.100")
    (row, *_) = people(workbook(to=units.hamlet.pk))
    assert isinstance(row["Ngày vào Đảng"], datetime)
    assert row["Số thẻ đảng viên"] == "007.100"


def test_it_holds_what_the_list_shows_and_no_more(workbook, units):
    assert len(people(workbook(to=units.hamlet.pk))) == 28
    assert len(people(workbook(loai="probationary"))) == 13
    assert people(workbook(q="khong ai ten the")) == []


def test_loaded_again_it_brings_nothing_new(workbook, units, tmp_path):
    path, before = tmp_path / "xuat.xlsx", Fact.objects.count()
    path.write_bytes(workbook())
    told = load(path, units.commune)
    assert told.state == "ready", told.refusal
    rows = LoadRow.objects.filter(file__load=told)
    assert rows.filter(verdict="doubtful").count() == 0
    assert set(rows.filter(kind="members").exclude(effect="").values_list("effect")) == {("known",)}
    assert rows.filter(effect="known").count() == 600
    actions.write(load=told, by=None, at=timezone.now())
    assert Fact.objects.count() == before


def test_in_english_too_it_is_the_office_s_own_form(office, units, tmp_path):
    office.cookies["django_language"] = "en"
    path = tmp_path / "xuat.xlsx"
    path.write_bytes(office.get(reverse("members_export")).getvalue())
    assert (
        LoadRow.objects.filter(file__load=load(path, units.commune), effect="known").count() == 600
    )


@pytest.mark.parametrize(
    "told", [{"sex": ""}, {"sex": "", "born": ""}, {"born": ""}, {"born": "1970"}]
)
def test_what_is_not_known_is_not_made_up_on_the_way(workbook, units, tmp_path, told):
    Person.objects.filter(cell=units.hamlet).update(**told)
    path = tmp_path / "xuat.xlsx"
    path.write_bytes(workbook(to=units.hamlet.pk))
    rows = LoadRow.objects.filter(file__load=load(path, units.commune), verdict="accepted")
    assert set(rows.values_list("effect", flat=True)) == {"known"}
    assert rows.count() == 28
