"""What pages say of people and of the facts about them."""

import pytest
from django.utils import translation

from taonguon.accounts.models import User
from taonguon.core.membership import MEMBERSHIP_KINDS
from taonguon.core.prospects import PROSPECT_KINDS
from taonguon.ledger.models import Fact
from taonguon.people import actions, telling
from taonguon.people.models import Person
from tests import cast

STANDINGS = ["official", "probationary", "former", "prospect"]


@pytest.mark.parametrize("code", STANDINGS)
def test_every_standing_has_its_words(code):
    assert telling.standing(code) not in {code, "–"}


def test_nobody_knows_where_somebody_without_facts_stands():
    assert telling.standing("") == "–"


@pytest.mark.parametrize(
    "kind", sorted(MEMBERSHIP_KINDS | PROSPECT_KINDS | {"description", "withdrawal", "same_person"})
)
def test_every_kind_of_fact_has_a_name(kind):
    assert telling.fact_name(kind) != kind


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("sex", "female", "nữ"),
        ("sex", "male", "nam"),
        ("sex", "", "–"),
        ("born", "1980-05-01", "1/5/1980"),
        ("born", "1980", "1980"),
        ("youth_union", True, "có"),
        ("religion", "", "–"),
        ("religion", "Không", "Không"),
    ],
)
def test_a_feature_is_written_as_on_paper(name, said, words):
    assert telling.value(name, said) == words


def test_people_are_counted_in_the_language_of_the_page():
    assert telling.people_count(1) == "1 người"
    with translation.override("en"):
        assert telling.people_count(1) == "1 person"
        assert telling.people_count(2) == "2 people"


def test_only_what_is_known_of_a_person_is_shown():
    shown = telling.known(Person(name="Lan", sex="female", religion="", card="37.1"))
    assert [row["value"] for row in shown] == ["nữ", "37.1"]


@pytest.fixture
def course(db):
    """Return the facts of Lan: admitted, described, moved; the move corrected by Bình."""
    cast.commune()
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2015-05-19", sex="female"))
    person = Person.objects.get(pk=cast.LAN)
    moved = actions.record_event(
        person=person, kind="move", on=cast.date(2022, 3, 1),
        data={"cell": cast.HAMLET_2, "document": "Giấy giới thiệu số 5"},
        by=None, at=cast.MORNING,
    )  # fmt: skip
    binh = User.objects.create(username="binh", full_name="Lê Văn Bình")
    actions.correct(
        fact=moved, on=cast.date(2022, 2, 1), data=None, because="gõ nhầm tháng", by=binh,
        at=cast.later(),
    )  # fmt: skip
    return Fact.objects.filter(person=cast.LAN).select_related("act__recorded_by").order_by("pk")


def told(course):
    names = {cast.HAMLET_1: "Chi bộ thôn 1", cast.HAMLET_2: "Chi bộ thôn 2"}
    return telling.facts(course, names)


def test_each_fact_tells_where_it_happened_and_by_which_paper(course):
    moved = next(row for row in told(course) if row["fact"].kind == "move")
    assert moved["where"] == "Chi bộ thôn 2"
    assert moved["details"] == "Giấy giới thiệu số 5"


def test_a_corrected_fact_is_shown_as_fallen_and_cannot_be_corrected_again(course):
    moves = [row for row in told(course) if row["fact"].kind == "move"]
    assert [(row["fallen"], row["correctable"]) for row in moves] == [(True, False), (False, True)]


def test_it_is_said_who_recorded_a_fact(course):
    assert [row["by"] for row in told(course) if row["fact"].kind == "move"] == [
        "dòng lệnh", "Lê Văn Bình",
    ]  # fmt: skip


def test_a_description_tells_what_was_written_but_the_name(course):
    described = next(row for row in told(course) if row["fact"].kind == "description")
    assert described["details"] == "Giới tính: nữ"


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("away", {"place": "Bắc Ninh", "visit": "2027-02-01"}, "Bắc Ninh · về tới 1/2/2027"),
        ("away", {"place": "Bắc Ninh", "phone": "0900"}, "Bắc Ninh"),
        ("away", {"back": True, "place": "Bắc Ninh"}, "đã trở về"),
        ("enlistment", {"date": "2027-02-20"}, "ngày 20/2/2027"),
        ("enlistment", {}, "ngày –"),
        ("enlistment", {"called_off": True}, "hoãn, không đi"),
        ("handover", {"state": "sent", "number": "09"}, "gửi đi, chờ tiếp nhận · 09"),
        ("handover", {"state": "refused", "because": "xa"}, "nơi nhận từ chối · xa"),
        ("handover", {"state": "left", "outside": "Quân khu 3"}, "chuyển ra ngoài sổ · Quân khu 3"),
        ("activity", {"title": "Ngày chủ nhật xanh"}, "Ngày chủ nhật xanh"),
        ("introduction", {"by": "Hội Phụ nữ"}, "Hội Phụ nữ"),
        ("certificate", {"number": "12/CN"}, "12/CN"),
        ("remark", {"text": "tốt"}, ""),
    ],
)
def test_what_was_noted_is_told_in_a_line_without_phone_or_remark(kind, said, words):
    assert telling.details(Fact(kind=kind, data=said)) == words


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("withdrew", "rút lại sự đồng ý", "withdrew the agreement"),
        ("", "ra khỏi danh sách", "taken off the list"),
    ],
)
def test_why_a_way_ended_is_told_in_the_language_of_the_page(code, vi, en):
    assert telling.ended(code) == vi
    with translation.override("en"):
        assert telling.ended(code) == en


@pytest.mark.parametrize(("data", "mended_there"), [({}, False), ({"case": 7}, True)])
def test_what_a_case_brought_about_is_mended_there(data, mended_there):
    assert telling.of_case(Fact(kind="admission", data=data)) is mended_there
    assert telling.of_case(Fact(kind="case.listed", data=data))


def test_an_opening_that_tells_of_an_admission_is_one():
    assert telling.event_name(Fact(kind="opening", data={"entry": "admission"})) == "Kết nạp"
    assert telling.event_name(Fact(kind="opening", data={})) == "Có tên khi mở sổ"


def test_a_kind_nobody_knows_is_told_by_its_code():
    assert telling.fact_name("case.unheard_of") == "case.unheard_of"
    assert telling.feature_name("unheard_of") == "unheard_of"
