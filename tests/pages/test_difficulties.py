"""The pages of difficulties: the list with its filters, one with its course, the workbook, who sees what."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from taonguon.cells import actions as committee
from taonguon.cells.actions import Seat
from taonguon.core.days import show_day
from taonguon.difficulties import actions
from taonguon.difficulties.actions import Handling, Raised
from taonguon.difficulties.models import Difficulty
from taonguon.journal.models import JournalEntry
from tests.pages import page

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
LIST = "difficulties"


def days(n):
    return TODAY() + timedelta(days=n)


def add(unit, task="Việc thử", due=30, on=-10, kind="money", **whose):
    raised = Raised(unit, kind, task, "Không có tiền", "", "Bí thư chi bộ", days(on))
    handling = Handling("Đoàn xã", days(due), "heavy", whose.get("level", "cell"))
    return actions.raise_difficulty(raised=raised, handling=handling, by=None, at=timezone.now())


def typed(unit, **said):
    return {
        "cell": unit.pk, "kind": "class", "task": "Cử người học lớp", "bottleneck": "Lớp đã đủ",
        "proposal": "", "raised_by": "Bí thư chi bộ", "on": show_day(TODAY()),
        "severity": "heavy", "owner": "Ban xây dựng Đảng", "due": show_day(days(20)),
        "level": "commune", **said,
    }  # fmt: skip


def tasks(answer):
    return [row[0].text for table in page.main(answer).all("table")[:1] for row in page.rows(table)]


def turn(client, row, act, **said):
    whole = {"on": show_day(TODAY()), **said}
    return client.post(reverse("difficulty_turn", args=[row.pk, act]), whole, follow=True)


def whose(**said):
    return {
        "owner": "Hội Phụ nữ", "due": show_day(days(40)), "severity": "stuck", "level": "superior",
        **said,
    }  # fmt: skip


def test_the_sample_has_difficulties_in_every_state_the_longest_overdue_first(office):
    answer = office.get(reverse(LIST))
    assert answer.status_code == 200
    assert "Thẩm tra lý lịch 2 hồ sơ" in tasks(answer)[0]
    tiles = page.tiles(answer)
    assert tiles["Quá hạn"][0] == "3"
    assert tiles["Đã gỡ trong năm"][0] == "2"
    assert "Thanh niên đi làm ăn xa" in page.main(answer).text


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({}, True), ({"tt": "qua-han"}, True), ({"tt": "commune"}, True), ({"tt": "superior"}, False),
        ({"tt": "da-go"}, False), ({"tt": "tat-ca"}, True), ({"loai": "money"}, True),
        ({"loai": "class"}, False), ({"tt": "không", "loai": "không", "to": "không"}, True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(office, units, asked, there):
    add(units.next_hamlet, "Việc quá hạn hai ngày", due=-2)
    answer = office.get(reverse(LIST), asked)
    assert any("Việc quá hạn hai ngày" in one for one in tasks(answer)) is there


def test_the_list_of_one_cell_has_no_other_s(office, units):
    add(units.next_hamlet, "Việc của xóm 7")
    answer = office.get(reverse(LIST), {"to": units.hamlet.pk, "tt": "tat-ca"})
    assert tasks(answer)
    assert not any("Việc của xóm 7" in one for one in tasks(answer))


def test_the_office_raises_one_and_it_stands_with_owner_and_day(office, units):
    answer = office.post(reverse("difficulty_add"), typed(units.hamlet), follow=True)
    assert page.notices(answer) == ["Đã ghi khó khăn của Chi bộ xóm 6."]
    told = page.main(answer).text
    assert "Ban xây dựng Đảng" in told
    assert f"Hạn gỡ: {show_day(days(20))}" in told
    assert JournalEntry.objects.latest("pk").by == "vanphong"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"owner": ""}, "Hãy ghi ai chủ trì"),
        ({"kind": "boats"}, "Hãy chọn một lựa chọn đúng"),
        ({"on": "31/2/2026"}, "không phải là ngày"),
        ({"task": "x" * 151}, "hãy viết gọn lại"),
        ({"cell": "999999"}, "Hãy chọn một lựa chọn đúng"),
        ({"due": "1/1/2020"}, "không thể trước ngày nêu"),
        ({"on": "1/1/2199", "due": "2/1/2199"}, "còn ở tương lai"),
    ],
)
def test_bad_input_is_said_and_nothing_typed_is_lost(office, units, said, words):
    before = Difficulty.objects.count()
    answer = office.post(reverse("difficulty_add"), typed(units.hamlet, **said))
    assert answer.status_code == 200
    assert page.errors(answer)
    if "lựa chọn" not in words:
        assert any(words in one for one in page.errors(answer))
    assert page.typed(answer)["raised_by"] == "Bí thư chi bộ"
    assert Difficulty.objects.count() == before


def test_a_difficulty_goes_its_way_to_the_end_and_back(office, units):
    row = add(units.hamlet)
    answer = turn(office, row, "viec-da-lam", text="Đã xin kinh phí", **whose())
    assert "người chủ trì: Hội Phụ nữ" in page.main(answer).text
    answer = turn(office, row, "go-xong", text="Đã có kinh phí")
    assert "Gỡ xong sau 10 ngày" in page.main(answer).text
    answer = turn(office, row, "mo-lai", text="Lại hết", **whose())
    assert f"Hạn gỡ: {show_day(days(40))}" in page.main(answer).text
    answer = turn(office, row, "rut", text="ghi hai lần")
    assert "Đã rút, không được đếm ở đâu" in page.main(answer).text
    assert not page.main(answer).all("a", href=reverse("difficulty_turn", args=[row.pk, "mo-lai"]))


def test_a_turn_the_state_refuses_is_refused_in_words(office, units):
    row = add(units.hamlet)
    answer = turn(office, row, "mo-lai", text="Lại hết", **whose())
    assert page.errors(answer) == ["Chỉ mở lại được khó khăn đã gỡ: tải lại trang để xem."]
    assert row.turns.count() == 1


def test_a_turn_there_is_none_of_is_not_there(office, units):
    row = add(units.hamlet)
    assert office.get(reverse("difficulty_turn", args=[row.pk, "xoa"])).status_code == 404


def test_a_late_one_says_that_it_rose_by_itself(office, units):
    row = add(units.hamlet, due=-3)
    told = page.main(office.get(reverse("difficulty", args=[row.pk]))).text
    assert "Đảng ủy xã (tự chuyển lên vì quá hạn)" in told
    assert "quá hạn 3 ngày" in told


def test_the_workbook_holds_what_the_filters_leave(office, units):
    add(units.next_hamlet, "Việc ở trong tệp", kind="enterprise")
    answer = office.get(reverse("difficulties_export"), {"loai": "enterprise"})
    body = BytesIO(b"".join(answer.streaming_content))
    rows = CalamineWorkbook.from_filelike(body).get_sheet_by_index(0).to_python()
    told = [row[1] for row in rows[5:]]
    assert "Chi bộ xóm 7: Việc ở trong tệp" in told
    assert len(told) == 2  # and the sample's own
    assert rows[0][0] == "ĐẢNG BỘ XÃ KHÁNH NHẠC"


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [("office", 200, 200), ("deputy", 200, 200), ("committee", 200, 200), ("secretary", 200, 404)],
)
def test_each_role_acts_in_its_own_cells_alone(signed_in, units, role, own, others):
    client = signed_in(role)
    for unit, expected in ((units.hamlet, own), (units.next_hamlet, others),
                           (units.cell_elsewhere, 404)):  # fmt: skip
        row = add(unit)
        for name, args in (("difficulty", []), ("difficulty_turn", ["viec-da-lam"])):
            assert client.get(reverse(name, args=[row.pk, *args])).status_code == expected


def test_a_secretary_cannot_raise_one_of_another_cell(signed_in, units):
    client, before = signed_in("secretary"), Difficulty.objects.count()
    answer = client.post(reverse("difficulty_add"), typed(units.next_hamlet))
    assert page.errors(answer)
    assert Difficulty.objects.count() == before
    assert client.post(reverse("difficulty_add"), typed(units.hamlet)).status_code == 302


@pytest.mark.parametrize("name", ["difficulty_add", "difficulty_turn"])
def test_nobody_of_another_commune_s_committee_is_offered_as_owner(signed_in, units, name):
    told = Seat("Người xã khác", "", TODAY(), None, "thử", None)
    committee.seat(organisation=units.elsewhere, told=told, by=None, at=timezone.now())
    args = [add(units.hamlet).pk, "viec-da-lam"] if name == "difficulty_turn" else []
    answer = signed_in("secretary").get(reverse(name, args=args))
    offered = [one["value"] for one in page.main(answer).one("datalist").all("option")]
    assert "Tạ Hữu Khiêm" in offered
    assert "Người xã khác" not in offered


def offered(answer):
    return [one["value"] for one in page.main(answer).one("datalist").all("option")]


@pytest.mark.parametrize("name", ["difficulty_add", "difficulty_turn", "visit_record"])
def test_members_committees_the_cell_and_mass_organisations_are_offered_as_owners(
    signed_in, units, name
):
    args = {
        "difficulty_add": [],
        "difficulty_turn": [add(units.hamlet).pk, "viec-da-lam"],
        "visit_record": [units.hamlet.pk],
    }[name]
    told = offered(signed_in("office").get(reverse(name, args=args)))
    for one in ("Tạ Hữu Khiêm", units.commune.name, units.hamlet.name, "Hội Phụ nữ"):
        assert one in told, one
    assert len(told) == len(set(told))
    assert (units.next_hamlet.name in told) is (name == "difficulty_add")


def test_an_owner_who_is_on_no_list_is_kept_as_typed(signed_in, units):
    client = signed_in("office")
    client.post(reverse("difficulty_add"), typed(units.hamlet, owner="  Bà con  xóm 6 "))
    row = Difficulty.objects.latest("pk")
    assert row.turns.get().owner == "Bà con xóm 6"


def test_a_member_who_left_is_offered_no_more(signed_in, units):
    told = Seat("Người đã thôi", "", TODAY() - timedelta(days=9), TODAY(), "thử", None)
    committee.seat(organisation=units.commune, told=told, by=None, at=timezone.now())
    assert "Người đã thôi" not in offered(signed_in("office").get(reverse("difficulty_add")))


@pytest.mark.parametrize("role", ["superior", "mass"])
def test_who_may_not_see_people_sees_no_difficulty(signed_in, units, role):
    assert signed_in(role).get(reverse(LIST)).status_code == 403
    if role == "superior":
        answer = signed_in(role).get(reverse("organisation", args=[units.hamlet.pk]))
        assert "Khó khăn đang gỡ" not in page.main(answer).text


def test_the_cell_s_page_shows_its_open_difficulties_as_of_its_day(office, units):
    row = add(units.hamlet, "Việc trên trang chi bộ", on=-5)
    answer = office.get(reverse("organisation", args=[units.hamlet.pk]))
    assert "Việc trên trang chi bộ" in page.main(answer).text
    before = office.get(
        reverse("organisation", args=[units.hamlet.pk]), {"ngay": show_day(days(-6))}
    )
    assert "Việc trên trang chi bộ" not in page.main(before).text
    assert row.turns.count() == 1


def test_the_list_asks_as_many_queries_for_many(office, units):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as told:
            office.get(reverse(LIST), {"tt": "tat-ca"})
        return len(told)

    asked()
    before = asked()
    for n in range(15):
        add(units.hamlet, f"Việc {n}")
    assert asked() == before
