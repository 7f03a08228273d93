"""Who sits on the cells' committees, how they are trained, and table 6 with its workbook."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from taonguon.cells import actions as cells
from taonguon.cells.models import CommitteeMember
from taonguon.classes import coverage
from taonguon.classes.actions import holding, planning
from taonguon.classes.models import Seat
from taonguon.core.days import Period, show_day
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def secretary(signed_in):
    return signed_in("secretary")


def table(answer, within):
    found = page.main(answer).one(id=within).one("table")
    return {row[0]: row[1:] for row in page.texts(found)}


def trained(client, **asked):
    return client.get(reverse("training_coverage"), {"tu": "1/1/2020", **asked})


def passed(kind, *people, grade="passed", ago=5):
    """Let people pass a class of a kind that ended some days ago."""
    now, end = {"by": None, "at": timezone.now()}, TODAY() - ago * DAY
    place = Person.objects.get(pk=people[0]).cell.parent
    told = {
        "name": "Lớp", "centre": "Trung tâm", "place": "Xã", "places": None, "start_on": end,
        "end_on": end, "decision_number": "", "decision_on": None,
    }  # fmt: skip
    one = planning.open_class(kind=kind, organisation=place, told=told, **now)
    planning.nominate(study_class=one, people=list(people), guests=[], **now)
    planning.approve(study_class=one, number="1-QĐ/ĐU", on=end, **now)
    seats = Seat.objects.filter(study_class=one).values_list("pk", flat=True)
    holding.grade(study_class=one, grades=dict.fromkeys(seats, grade), **now)


def of_hamlet(units):
    return {one.post: one for one in CommitteeMember.objects.of([units.hamlet.pk])}


def test_the_register_shows_who_sits_where_by_cell_and_post(office):
    answer = office.get(reverse("cell_posts"))
    told = page.texts(page.main(answer).all("table")[0])
    own = [row for row in told if row[2] == "Chi bộ xóm 6"]
    assert [row[1] for row in own] == ["Bí thư", "Phó bí thư", "Chi ủy viên"]
    assert page.tiles(answer)["Chi bộ có bí thư"][0] == "27/28"
    assert "Chi bộ Quỹ tín dụng nhân dân" in page.main(answer).all(of="panel")[0].text


def test_a_secretary_sees_the_own_cell_alone_and_changes_nothing(secretary, units):
    answer = secretary.get(reverse("cell_posts"))
    assert {row[2] for row in page.texts(page.main(answer).one("table"))} == {"Chi bộ xóm 6"}
    held = of_hamlet(units)["secretary"]
    assert secretary.get(reverse("cell_post_change", args=[held.pk])).status_code == 403


def test_somebody_is_entered_and_leaves(office, units):
    last = units.commune.children.filter(kind="cell", ended_on=None).order_by("path").last()
    person = Person.objects.filter(cell=last, standing="official").first()
    told = {
        "organisation": last.pk, "name": person.name, "person": person.pk, "post": "secretary",
        "since": "1/3/2026", "document": "31-QĐ/ĐU",
    }  # fmt: skip
    answer = office.post(reverse("cell_post_add"), told, follow=True)
    assert page.notices(answer) == [f"Đã ghi {person.name}."]
    assert page.tiles(answer)["Chi bộ có bí thư"][0] == "28/28"
    held = CommitteeMember.objects.get(organisation=last.pk)
    assert held.person == person.pk
    url = reverse("cell_post_change", args=[held.pk])
    answer = office.post(url, {**told, "until": "1/4/2026"}, follow=True)
    assert page.tiles(answer)["Chi bộ có bí thư"][0] == "27/28"
    assert "1/3/2026–1/4/2026" in page.texts(page.main(answer).all("table")[1])[0]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"post": "secretary"}, "đang ghi là bí thư từ"),
        ({"post": ""}, "Hãy chọn chức vụ"),
        ({"post": "chairman"}, "chairman"),
        ({"since": "1/1/2199"}, "tương lai"),
        ({"until": "1/1/2020"}, "phải sau ngày"),
        ({"document": ""}, "số, ngày văn bản"),
        ({"organisation": ""}, "Hãy chọn chi bộ"),
    ],
)
def test_what_cannot_be_is_refused(office, units, changed, words):
    count = CommitteeMember.objects.count()
    told = {
        "organisation": units.hamlet.pk, "name": "Người Không Có Trong Sổ", "post": "member",
        "since": "1/3/2026", "document": "31-QĐ/ĐU", **changed,
    }  # fmt: skip
    assert words in " ".join(page.errors(office.post(reverse("cell_post_add"), told)))
    assert CommitteeMember.objects.count() == count


def test_a_new_secretary_begins_on_the_day_the_old_one_leaves(units):
    old, now = of_hamlet(units)["secretary"], {"by": None, "at": timezone.now()}
    left = TODAY() - 10 * DAY

    def seat(since, until=None, name="Người Mới"):
        told = cells.Seat(name, "secretary", since, until, "x", None)
        return cells.seat(organisation=units.hamlet, told=told, **now)

    told = cells.Seat(old.name, old.post, old.since_on, left, old.document, old.person)
    cells.reseat(member=old, told=told, **now)
    with pytest.raises(cells.Refused, match="đang ghi là bí thư"):
        seat(left - DAY)
    with pytest.raises(cells.Refused, match="đang ghi là bí thư"):
        seat(old.since_on - DAY, old.since_on + DAY)
    assert seat(left).pk
    assert seat(old.since_on - 9 * DAY, old.since_on, "Người Trước").pk


def test_the_coverage_by_post_and_cell_adds_up(office):
    answer = trained(office)
    taught, of = page.tiles(answer)["Đã bồi dưỡng nghiệp vụ"][0].split("/")
    for within in ("posts", "cells"):
        pairs = [
            row[1] for row in table(answer, within).values() if len(row) > 2 - (within == "posts")
        ]
        counts = [tuple(map(int, pair.split("/"))) for pair in pairs]
        assert (sum(n for n, _ in counts), sum(n for _, n in counts)) == (int(taught), int(of))
    assert 0 < int(taught) < int(of)


def test_a_class_passed_counts_and_one_failed_or_without_a_result_does_not(office, units):
    other = next(
        one
        for one in CommitteeMember.objects.filter(post="deputy")
        if not Seat.objects.filter(person=one.person).exists()
    )

    def counted():
        found = coverage.sitting([units.hamlet, Person.objects.get(pk=other.person).cell],
                                 Period(TODAY() - 30 * DAY, TODAY()))  # fmt: skip
        return any(one.person == other.person and "party_work" in one.columns for one in found)

    assert not counted()
    passed("committee", other.person, grade="failed")
    assert not counted()
    passed("refresher", other.person)
    assert not counted()
    passed("committee", other.person)
    assert counted()


def test_only_classes_that_ended_within_the_days_count(office):
    ended = TODAY() - 38 * DAY  # the sample's class
    taught = "Đã bồi dưỡng nghiệp vụ"
    after = trained(office, tu=show_day(ended + DAY))
    on_it = trained(office, tu=show_day(ended))
    assert page.tiles(after)[taught][0].startswith("0/")
    assert not page.tiles(on_it)[taught][0].startswith("0/")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"den": "1/1/2199"}, "tương lai"),
        ({"den": "khong"}, "không phải là ngày"),
        ({"den": "1/1/2019"}, "trước ngày đầu"),
    ],
)
@pytest.mark.parametrize("name", ["training_coverage", "training_table"])
def test_days_that_cannot_be_are_said_and_the_page_still_stands(office, name, asked, words):
    answer = office.get(reverse(name), {"tu": "1/1/2020", **asked})
    assert answer.status_code == 200
    assert words in " ".join(page.errors(answer))
    assert page.main(answer).all("table")


def test_who_is_in_no_register_of_people_is_told_apart(office, units):
    told = cells.Seat("Người Không Có Trong Sổ", "member", TODAY(), None, "x", None)
    before = int(page.tiles(trained(office))["Chưa nối với sổ đảng viên"][0])
    cells.seat(organisation=units.hamlet, told=told, by=None, at=timezone.now())
    answer = trained(office)
    assert int(page.tiles(answer)["Chưa nối với sổ đảng viên"][0]) == before + 1
    assert "Người Không Có Trong Sổ (chi ủy viên)" in table(answer, "cells")["Chi bộ xóm 6"][-1]


def sheet(client):
    answer = client.get(reverse("training_table_export"), {"tu": "1/1/2020"})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    return book.get_sheet_by_name("Biểu 6").to_python()


def test_table_6_counts_each_committee_member_once_by_the_type_of_the_cell(office):
    answer = office.get(reverse("training_table"), {"tu": "1/1/2020"})
    told = {row[0]: row[1:] for row in page.texts(page.main(answer).one("table"))}
    assert len(told) == 9
    counts = {name: [int(word) for word in row] for name, row in told.items()}
    every = counts.pop("Cộng")
    assert [sum(column) for column in zip(*counts.values(), strict=True)] == every
    assert counts["Thôn, tổ dân phố"][0] > counts["Đơn vị sự nghiệp"][0] > 0
    assert counts["Công an"] == [0] * 13
    sitting = CommitteeMember.objects.filter(post__in=["secretary", "deputy", "member"])
    assert every[0] == sitting.values("person").distinct().count()
    schooled = Person.objects.filter(pk__in=sitting.values("person"), qualification="Trung cấp")
    assert every[3] == schooled.count()


def test_a_class_of_each_kind_counts_in_its_own_column(office, units):
    person = of_hamlet(units)["secretary"].person

    def every():
        answer = office.get(reverse("training_table"), {"tu": "1/1/2020"})
        return [int(word) for word in page.texts(page.main(answer).one("table"))[-1][1:]]

    kinds = ["mass_work", "administration", "language", "computing", "refresher", "defence"]
    for place, kind in enumerate(kinds, 7):
        before = every()
        passed(kind, person)
        after = every()
        changed = [
            column for column, (a, b) in enumerate(zip(before, after, strict=True)) if a != b
        ]
        assert changed == [place], kind


def test_the_workbook_says_what_the_page_says(office):
    answer = office.get(reverse("training_table"), {"tu": "1/1/2020"})
    told = page.texts(page.main(answer).one("table"))
    rows = [row for row in sheet(office) if row[1] in [name for name, *_rest in told]]
    assert [[row[1], *map(int, row[2:])] for row in rows] == [
        [name, *map(int, counts)] for name, *counts in told
    ]
    words = [word for row in sheet(office) for word in row]
    assert {"Biểu số 6", "Đào tạo chuyên môn", "Bồi dưỡng", "NGƯỜI LẬP BIỂU"} <= set(words)


def test_a_secretary_counts_the_own_cell_alone(secretary):
    answer = secretary.get(reverse("training_table"), {"tu": "1/1/2020"})
    assert page.texts(page.main(answer).one("table"))[-1][1] == "3"
    assert list(table(trained(secretary), "cells")) == ["Chi bộ xóm 6"]


@pytest.mark.parametrize("name", ["cell_posts", "training_coverage", "training_table"])
def test_a_page_asks_as_much_of_many_as_of_few(office, units, name):
    url = reverse(name)

    def count():
        with CaptureQueriesContext(connection) as asked:
            assert office.get(url).status_code == 200
        return len(asked)

    count()
    few = count()
    people = Person.objects.filter(cell=units.hamlet, standing="official").order_by("-sort_key")
    for person in people[:8]:
        told = cells.Seat(person.name, "member", TODAY(), None, "x", person.pk)
        cells.seat(organisation=units.hamlet, told=told, by=None, at=timezone.now())
    passed("committee", *[person.pk for person in people[:8]])
    assert count() == few
