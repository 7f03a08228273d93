"""Every workbook of the work in the cells: read back by two readers, counted, and never a formula."""

import ast
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

import taonguon
from taonguon.cells import actions as cells
from taonguon.cells.models import CommitteeMember
from taonguon.core.days import show_day
from taonguon.difficulties import actions as difficulties
from taonguon.difficulties.actions import Handling, Raised
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests.pages import page
from tests.pages.test_training import passed

pytestmark = pytest.mark.django_db
PACKAGE = Path(taonguon.__file__).parent
TODAY = timezone.localdate
EVIL = (
    '=HYPERLINK("http://x.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|'/c calc'!A0",
    "http://x.example",
)
EXPORTS = ("cell_profiles_export", "difficulties_export", "training_table_export")
FIVE = [
    "TT", "Nhiệm vụ", "Thời hạn", "Điểm nghẽn, khó khăn, vướng mắc", "Giải pháp đề xuất",
    "Đơn vị, cá nhân chủ trì",
]  # fmt: skip


def content(client, name, args=(), **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    assert answer["content-disposition"].startswith("attachment;")
    return b"".join(answer.streaming_content)


def by_openpyxl(told):
    """Return the cells of the first sheet, and those of them that are formulas or links."""
    sheet = openpyxl.load_workbook(BytesIO(told)).worksheets[0]
    every = [one for row in sheet.iter_rows() for one in row if one.value is not None]
    counted = [one.coordinate for one in every if one.data_type == "f" or one.hyperlink]
    return [one.value for one in every], counted


def by_calamine(told):
    book = CalamineWorkbook.from_filelike(BytesIO(told))
    return book.get_sheet_by_name(book.sheet_names[0]).to_python()


def hostile(units, words):
    """Let everything that somebody types in the cells be what a sheet could take for a formula."""
    now = {"by": None, "at": timezone.now()}
    Organisation.objects.filter(pk=units.hamlet.pk).update(name=words)
    unit = Organisation.objects.get(pk=units.hamlet.pk)
    raised = Raised(unit, "money", words, words, words, words, TODAY())
    handling = Handling(words, TODAY() + timedelta(days=9), "heavy", "cell")
    difficulties.raise_difficulty(raised=raised, handling=handling, **now)


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("words", EVIL)
def test_what_somebody_typed_is_text_in_every_workbook(office, units, name, words):
    hostile(units, words)
    Organisation.objects.filter(pk=units.commune.pk).update(name=words)
    told = content(office, name)
    every, counted = by_openpyxl(told)
    assert counted == []
    for read in (every, [value for row in by_calamine(told) for value in row]):
        assert any(words.upper() in str(value).upper() for value in read)


def test_every_workbook_of_the_product_is_opened_so_that_text_stays_text():
    opened = [
        (path.relative_to(PACKAGE).as_posix(), ast.unparse(node.args[1]))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "xlsxwriter.Workbook"
    ]
    assert len(opened) >= 6
    assert {options for _path, options in opened} == {"PLAIN"}


def test_the_five_columns_hold_what_the_list_shows_in_its_order(office):
    told = by_calamine(content(office, "difficulties_export"))
    head = next(n for n, row in enumerate(told) if row[0] == "TT")
    assert told[head] == FIVE
    rows = told[head + 1 :]
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    answer = office.get(reverse("difficulties"))
    shown = page.texts(page.main(answer).all("table")[-1])
    assert len(rows) == len(shown) == int(page.tiles(answer)["Đang mở"][0])
    for row, line in zip(rows, shown, strict=True):
        cell, _colon, task = row[1].partition(": ")
        assert task in line[0]
        assert cell in " ".join(line)
        assert row[2] in " ".join(line)


@pytest.mark.parametrize(
    "asked", [{"tt": "tat-ca"}, {"tt": "qua-han"}, {"tt": "da-go"}, {"loai": "money"}]
)
def test_the_five_columns_follow_the_filters(office, asked):
    told = by_calamine(content(office, "difficulties_export", **asked))
    rows = [row for row in told if isinstance(row[0], float | int) and row[0]]
    tables = page.main(office.get(reverse("difficulties"), asked)).all("table")
    assert len(rows) == (len(page.texts(tables[-1])) if tables else 0)


def test_the_profiles_hold_every_cell_with_the_numbers_of_the_page(office):
    told = by_calamine(content(office, "cell_profiles_export"))
    head = next(n for n, row in enumerate(told) if row[0] == "STT")
    named = dict(zip(told[head], range(len(told[head])), strict=True))
    rows = {row[1]: row for row in told[head + 1 :] if row[1]}
    shown = page.texts(page.main(office.get(reverse("cell_profiles"))).all("table")[-1])
    assert set(rows) == {row[0] for row in shown}
    households = [
        value for row in rows.values() if (value := row[named["Số hộ"]]) not in ("", None)
    ]
    tile = page.tiles(office.get(reverse("cell_profiles")))["Số hộ"][0]
    assert int(tile.replace(".", "")) == sum(int(value) for value in households)


def test_table_6_has_its_letterhead_numbers_of_columns_and_feet(office):
    told = content(office, "training_table_export", tu="1/1/2020")
    sheet = openpyxl.load_workbook(BytesIO(told)).worksheets[0]
    rows = [[one.value for one in row] for row in sheet.iter_rows()]
    numbered = next(row for row in rows if row[0] == 1 and row[1] == 2)
    assert numbered == list(range(1, len(numbered) + 1))
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert len(merged) >= 10
    text = " ".join(str(value) for row in rows for value in row if value)
    for words in ("ĐẢNG CỘNG SẢN VIỆT NAM", "Biểu số 6", "NGƯỜI LẬP BIỂU", "DUYỆT BIỂU", "#"):
        assert (words in text) is (words != "#")  # no broken reference


@pytest.mark.parametrize(
    ("name", "roles"),
    [(name, {"office", "deputy", "committee", "secretary"}) for name in EXPORTS],
)
@pytest.mark.parametrize("role", ["office", "deputy", "committee", "secretary", "superior", "mass"])
def test_a_workbook_is_for_those_who_see_its_page(signed_in, name, roles, role):
    status = signed_in(role).get(reverse(name)).status_code
    sees = role in roles or (role == "superior" and name == "cell_profiles_export")
    assert status == (200 if sees else 403)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_secretary_s_workbook_tells_of_the_own_cell_alone(signed_in, units, name):
    text = str(by_calamine(content(signed_in("secretary"), name)))
    assert units.next_hamlet.name not in text
    assert units.cell_elsewhere.name not in text


def test_table_6_counts_a_committee_reckoned_by_hand(office, units):
    """A cell of a school, three on its committee: what each learnt, and where that counts."""
    now, start = {"by": None, "at": timezone.now()}, TODAY() - timedelta(days=300)
    unit = Organisation.objects.get(name="Chi bộ Trạm Y tế")
    CommitteeMember.objects.filter(organisation__isnull=False).exclude(
        organisation=units.commune.pk
    ).update(until_on=start)
    people = list(Person.objects.filter(cell=unit, standing="official").order_by("pk")[:3])
    schooling = [("Thạc sĩ y khoa", "Cao cấp"), ("Đại học Y", "Trung cấp"), ("Trung cấp", "Sơ cấp")]
    for person, post, (school, theory) in zip(
        people, ("secretary", "deputy", "member"), schooling, strict=True
    ):
        Person.objects.filter(pk=person.pk).update(qualification=school, theory=theory)
        seat = cells.Seat(person.name, post, start, None, "1-QĐ", person.pk)
        cells.seat(organisation=unit, told=seat, **now)
    learn("committee", people[:2])
    learn("computing", people[:1])
    learn("committee", people[2:], ago=700)  # ended before the days asked for
    answer = office.get(reverse("training_table"), {"tu": show_day(TODAY() - timedelta(days=200))})
    told = {row[0]: [int(n) for n in row[1:]] for row in page.texts(page.main(answer).one("table"))}
    #       all  postgraduate university vocational | high middle | party mass state tongue machine news arms
    by_hand = [3, 1, 1, 1, 1, 1, 2, 0, 0, 0, 1, 0, 0]
    assert told["Đơn vị sự nghiệp"] == by_hand
    assert told["Cộng"] == by_hand
    assert (
        sum(sum(row) for name, row in told.items() if name not in {"Cộng", "Đơn vị sự nghiệp"}) == 0
    )
    posts = page.main(office.get(reverse("training_coverage"), {"tu": show_day(start)}))
    rows = {row[0]: row for row in page.texts(posts.one(id="posts").one("table"))}
    assert "1/1" in " ".join(rows["Bí thư"])
    assert "0/1" in " ".join(rows["Chi ủy viên"])


def learn(kind, people, ago=20):
    """Let people pass a class of a kind that ended some days ago."""
    passed(kind, *[person.pk for person in people], ago=ago)
