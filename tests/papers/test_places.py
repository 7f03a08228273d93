"""What papers say of the organisations is what they were on the paper's day: names, bodies above, the tree."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from taonguon.classes.actions import holding, planning
from taonguon.core import organisation
from taonguon.organisations.models import Organisation
from taonguon.papers.values import cells, classes, committee, places, subjects
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from tests import cast

pytestmark = pytest.mark.django_db

PROVINCE, DISTRICT, COMMUNE, XOM_3, BASE, SECTION, LINE = 21, 22, 23, 24, 25, 26, 27
NHAI, OF_LINE = 801, 802
LAST_OF_DISTRICTS, COMMUNES_UNDER_PROVINCE = date(2025, 6, 30), date(2025, 7, 1)
BEFORE_RENAME, RENAMED = date(2026, 2, 28), date(2026, 3, 1)
BEFORE_MOVE, MOVED = date(2026, 5, 31), date(2026, 6, 1)
FOUNDINGS = {
    PROVINCE: ("Đảng bộ tỉnh Ninh Bình", "province", None),
    DISTRICT: ("Đảng bộ huyện Yên Khánh", "district", PROVINCE),
    COMMUNE: ("Đảng bộ xã Khánh Thiện", "commune", DISTRICT),
    XOM_3: ("Chi bộ xóm 3", "cell", COMMUNE),
    BASE: ("Đảng bộ Công ty May Hồng Ngọc", "base", COMMUNE),
    SECTION: ("Đảng bộ bộ phận Xưởng 2", "section", BASE),
    LINE: ("Chi bộ Chuyền 3", "cell", SECTION),
}  # fmt: skip


def change(kind, on, number, **data):
    return cast.fact(kind, on, organisation=number, **data)


def found(number):
    name, kind, parent = FOUNDINGS[number]
    told = {"name": name, "kind": kind, "parent": parent}
    return cast.fact(organisation.FOUND, "2000-01-01", organisation=number, **told)


@pytest.fixture(scope="module", autouse=True)
def tree(django_db_setup, django_db_blocker):
    """Record the tree, the end of the district, the commune's new name, and a cell's move below a base."""
    with django_db_blocker.unblock(), cast.taken_back(), translation.override("vi"):
        cast.record(map(found, FOUNDINGS))
        cast.record([
            change(organisation.REPARENT, COMMUNES_UNDER_PROVINCE, COMMUNE, parent=PROVINCE),
            change(organisation.DISSOLVE, COMMUNES_UNDER_PROVINCE, DISTRICT),
            change(organisation.RENAME, RENAMED, COMMUNE, name="Đảng bộ xã Khánh Nhạc"),
            change(organisation.REPARENT, MOVED, XOM_3, parent=BASE),
        ])  # fmt: skip
        for person, cell in ((NHAI, XOM_3), (OF_LINE, LINE)):
            cast.record([
                cast.description(person, "2025-01-05", name="Phạm Thị Nhài", born="1999-05-19"),
                cast.fact("introduction", "2025-01-05", person=person, organisation=cell, by="Đoàn xã"),
            ])  # fmt: skip
        yield


def unit(number):
    return Organisation.objects.get(pk=number)


def of_cell(on, number=XOM_3):
    return places.of(unit(number), on)


@pytest.mark.parametrize(
    ("on", "superior", "line"),
    [
        (LAST_OF_DISTRICTS, "Huyện ủy Yên Khánh",
         "Chi bộ xóm 3, Đảng bộ xã Khánh Thiện, Đảng bộ huyện Yên Khánh, Đảng bộ tỉnh Ninh Bình"),
        (COMMUNES_UNDER_PROVINCE, "Tỉnh ủy Ninh Bình",
         "Chi bộ xóm 3, Đảng bộ xã Khánh Thiện, Đảng bộ tỉnh Ninh Bình"),
    ],
)  # fmt: skip
def test_until_30_june_2025_a_district_stands_over_the_commune(on, superior, line):
    told = of_cell(on)
    assert told["committee.superior"] == superior
    assert told["cell.line"] == line
    assert told["province.name"] == "Đảng bộ tỉnh Ninh Bình"


@pytest.mark.parametrize(
    ("on", "name"), [(BEFORE_RENAME, "Khánh Thiện"), (RENAMED, "Khánh Nhạc")], ids=str
)
def test_a_commune_bears_its_new_name_from_the_day_of_renaming(on, name):
    told = of_cell(on)
    assert told["commune.name"] == f"Đảng bộ xã {name}"
    assert told["committee.name"] == f"Đảng ủy xã {name}"
    assert told["cell.over"] == f"Đảng ủy xã {name}"
    assert told["youth.name"] == f"Ban Chấp hành Đoàn xã {name}"
    assert told["place"] == name


@pytest.mark.parametrize(
    ("on", "over", "base"),
    [
        (BEFORE_MOVE, "Đảng ủy xã Khánh Nhạc", "Đảng ủy xã Khánh Nhạc"),
        (MOVED, "Đảng ủy Công ty May Hồng Ngọc", "Đảng ủy Công ty May Hồng Ngọc"),
    ],
    ids=str,
)
def test_a_cell_reports_to_the_base_from_the_day_it_moved_below_it(on, over, base):
    told = of_cell(on)
    assert (told["cell.over"], told["cell.base"]) == (over, base)
    assert ("base.name" in told) == (on == MOVED)


def test_below_a_section_papers_go_to_the_section_and_then_the_base():
    told = of_cell(MOVED, LINE)
    assert told["cell.over"] == "Đảng ủy bộ phận Xưởng 2"
    assert told["section.superior"] == "Đảng ủy Công ty May Hồng Ngọc"
    assert told["base.superior"] == "Đảng ủy xã Khánh Nhạc"
    assert told["cell.base"] == "Đảng ủy Công ty May Hồng Ngọc"


def test_before_it_was_founded_nothing_is_said():
    assert of_cell(date(1999, 12, 31)) == {"cell.base": ""}
    assert places.of(None, MOVED) == {}


@pytest.mark.parametrize(
    ("over", "superior"),
    [
        ("Đảng bộ tỉnh Ninh Bình", "Tỉnh đoàn Ninh Bình"),
        ("Đảng bộ thành phố Hà Nội", "Thành đoàn Hà Nội"),
        ("Đảng bộ huyện Yên Khánh", None),
    ],
)
def test_over_the_communes_youth_union_stands_that_of_province_or_city(over, superior):
    assert places._youth("Đảng bộ xã Khánh Nhạc", over).get("youth.superior") == superior


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Đảng bộ xã Khánh Nhạc", "Khánh Nhạc"),
        ("Đảng bộ phường Hoa Lư", "Hoa Lư"),
        ("Đảng bộ đặc khu Phú Quốc", "Phú Quốc"),
        ("Đảng bộ thị trấn Yên Ninh", "Yên Ninh"),
        ("Đảng bộ xã", "Đảng bộ xã"),
    ],
)
def test_the_place_of_issue_is_the_name_without_its_kind(name, place):
    assert places.place_of(name) == place


def test_many_places_are_told_in_as_many_queries_as_one():
    paths = list(Organisation.objects.values_list("path", flat=True))
    counts = []
    for asked in (paths[:1], paths):
        with CaptureQueriesContext(connection) as queries:
            assert set(places.of_paths(asked, MOVED)) == set(asked)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_papers_of_a_case_name_the_tree_of_their_day():
    nhai = Person.objects.get(pk=NHAI)
    told = subjects.of_case(nhai, LAST_OF_DISTRICTS)
    assert (told["cell.over"], told["committee.superior"]) == (
        "Đảng ủy xã Khánh Thiện", "Huyện ủy Yên Khánh",
    )  # fmt: skip
    assert subjects.of_case(nhai, MOVED)["sheet.superior"] == "Đảng bộ Công ty May Hồng Ngọc"


@pytest.mark.parametrize(
    ("on", "superior"),
    [
        (LAST_OF_DISTRICTS, "Đảng bộ xã Khánh Thiện"),
        (RENAMED, "Đảng bộ xã Khánh Nhạc"),
        (MOVED, "Đảng bộ Công ty May Hồng Ngọc"),
    ],
    ids=str,
)
def test_the_month_s_sheet_names_what_stood_over_the_cell_that_month(on, superior):
    assert cells.of_cell(unit(XOM_3), on)["sheet.superior"] == superior


@pytest.mark.parametrize(
    ("on", "name", "superior"),
    [
        (LAST_OF_DISTRICTS, "Đảng ủy xã Khánh Thiện", "Huyện ủy Yên Khánh"),
        (COMMUNES_UNDER_PROVINCE, "Đảng ủy xã Khánh Thiện", "Tỉnh ủy Ninh Bình"),
        (RENAMED, "Đảng ủy xã Khánh Nhạc", "Tỉnh ủy Ninh Bình"),
    ],
    ids=str,
)
def test_the_committees_lists_are_headed_by_the_committee_of_their_day(on, name, superior):
    told = committee.of(unit(COMMUNE).path, on, in_use())
    assert (told["committee.name"], told["committee.superior"]) == (name, superior)


def certified(start, end, given):
    """Hold a class in which Nhài was certified; return the class."""
    told = {
        "name": "Lớp nhận thức khóa I", "centre": "Trung tâm chính trị", "place": "Hội trường xã",
        "start_on": start, "end_on": end, "places": None, "decision_number": "", "decision_on": None,
    }  # fmt: skip
    act = {"by": None, "at": cast.later(2000)}
    one = planning.open_class(kind="awareness", organisation=unit(COMMUNE), told=told, **act)
    cast.record([
        cast.fact("case.listed", "2025-02-01", person=NHAI, organisation=XOM_3),
        cast.fact("case.class_proposed", "2025-02-02", person=NHAI, organisation=XOM_3),
    ])  # fmt: skip
    planning.nominate(study_class=one, people=[NHAI], guests=[], **act)
    planning.approve(study_class=one, number="45-QĐ/ĐU", on=start, **act)
    holding.grade(study_class=one, grades={one.seats.get().pk: "fair"}, **act)
    holding.certify(study_class=one, first="103/GCN-TTCT", on=given, **act)
    return one


def test_a_certificate_of_before_july_2025_names_the_district_and_the_old_commune():
    one = certified(date(2025, 6, 9), date(2025, 6, 13), date(2025, 6, 20))
    (told,) = classes.certificates(one).values()
    assert told["cell.line"] == (
        "Chi bộ xóm 3, Đảng bộ xã Khánh Thiện, Đảng bộ huyện Yên Khánh, Đảng bộ tỉnh Ninh Bình"
    )
    assert classes.of_class(one)["committee.name"] == "Đảng ủy xã Khánh Thiện"
    assert classes.of_class(one)["sheet.superior"] == "Đảng ủy xã Khánh Thiện"


def test_a_certificate_given_after_the_tree_changed_names_the_tree_of_its_day():
    one = certified(date(2025, 6, 23), LAST_OF_DISTRICTS, date(2025, 7, 2))
    (told,) = classes.certificates(one).values()
    assert "huyện" not in told["cell.line"]
    assert classes.of_class(one)["committee.superior"] == "Huyện ủy Yên Khánh"
