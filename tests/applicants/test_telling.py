"""What a person is told: steps in their order, papers there or not, own data veiled, days left."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from taonguon.applicants import actions, telling
from taonguon.applicants.models import Request
from taonguon.core.assessment import Assessment, Finding, Open
from taonguon.core.assessment.outcome import BLOCKED
from taonguon.ledger.models import Fact
from taonguon.people import actions as people
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from tests import dossiers
from tests.cases.conftest import MEMBERS, NOW, walk

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def told(person, day=DAY):
    rows = Person.objects.select_related("cell", "prospect")
    return telling.own(rows.get(pk=person.pk), in_use(), day)


def titles(rows):
    return [one["title"] for one in rows]


def remark(person, on, text):
    people.note(
        person=person.pk, kind="remark", on=date.fromisoformat(on),
        said=(person.cell_id, {"text": text}), by=None, at=NOW,
    )  # fmt: skip


def test_who_was_introduced_has_one_step_done_and_the_list_before_them(lan):
    found = told(lan)
    assert [(one["title"], one["on"]) for one in found["done"]] == [
        ("Giới thiệu cho chi bộ", date(2021, 3, 8))
    ]
    assert titles(found["next"])[0] == "Chi bộ đưa vào danh sách cảm tình Đảng"
    assert found["next"][0]["detail"].startswith("Ai làm: chi bộ")


def test_what_follows_the_admission_is_told_only_when_it_is_behind(lan):
    assert told(lan)["later"][-1] == "Lễ kết nạp"
    walk(lan, dossiers.TO_2025, upto="ceremony")
    after = told(lan)
    assert "Lễ kết nạp" in titles(after["done"])
    assert "Công bố quyết định tại kỳ sinh hoạt chi bộ" in [*after["later"], *titles(after["next"])]


def test_steps_beside_the_course_are_not_told(lan):
    walk(lan, dossiers.TO_2025, upto="cell_vote")
    found = told(lan)
    names = [*titles(found["done"]), *titles(found["next"]), *found["later"]]
    assert not [name for name in names if "hẩm tra" in name and "Ban" not in name]


def held(*findings):
    """Return what is told of the vote when these hold it up."""
    book = in_use()
    vote = Open("cell_vote", BLOCKED, book.at(DAY).steps["cell_vote"], findings)
    stands = Assessment(DAY, "vote", "", (), (vote,), (), (), ())
    (one,) = telling.steps(stands, book, going=True)["next"]
    return one


def found(key, actual=None):
    return Finding(key, in_use().value(key, DAY), actual, DAY)


def test_what_is_missing_of_oneself_is_told_in_words():
    one = held(found("class.required"))
    assert one["detail"] == "Chưa có giấy chứng nhận đã học lớp bồi dưỡng nhận thức về Đảng."
    assert one["status"] == "wait"


def test_a_step_held_up_by_somebody_else_names_nobody_and_says_whom_to_ask():
    told_of = held(found("helper.official", "Ông Ba"))["detail"]
    assert "Ba" not in told_of
    assert "bí thư chi bộ" in told_of
    both = held(found("helper.official", "Ông Ba"), found("class.required"))["detail"]
    assert "Ba" not in both
    assert "giấy chứng nhận" in both


def test_a_paper_is_there_once_its_step_is_taken(lan):
    def there():
        return [one["form"] for one in told(lan)["papers"] if one["there"]]

    assert there() == []
    walk(lan, dossiers.TO_2025, upto="cv")
    assert there() == ["CN-NTVĐ", "1-KNĐ", "2-KNĐ"]


def test_papers_and_rights_are_told_in_the_language_of_the_page(lan):
    with translation.override("en"):
        found = told(lan)
    assert found["papers"][1]["name"] == "Application to join the Party"
    assert found["rights"][0]["name"] == "To know"
    assert told(lan)["rights"][0]["name"] == "Được biết"


def test_times_name_days_and_where_they_are_written():
    found = telling.times(in_use(), DAY)
    assert [one["days"] for one in found] == [
        "2 ngày làm việc", "10 ngày", "10 ngày", "15 ngày", "20 ngày",
    ]  # fmt: skip
    assert all("356/2025" in one["cite"] and "theo nguồn thứ ba" in one["cite"] for one in found)
    assert telling.times(in_use(), date(2025, 12, 31)) == []


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("national_id", "037094001234", "•••••••••234"),
        ("phone", "0912345678", "•••••••678"),
        ("card", "12", "12"),
    ],
)
def test_of_a_number_the_last_digits_are_shown(lan, name, said, shown):
    setattr(lan, name, said)
    values = [one["value"] for one in telling.known(lan)]
    assert shown in values
    assert len(said) < 4 or said not in values


def test_what_is_not_known_is_not_listed(lan):
    labels = [one["label"] for one in telling.known(lan)]
    assert "Họ và tên" in labels
    assert "Tôn giáo" not in labels


def test_remarks_are_read_the_latest_first_and_empty_ones_not(lan):
    remark(lan, "2026-10-05", "Chăm chỉ")
    remark(lan, "2026-11-05", "Nhận việc mới")
    remark(lan, "2026-11-06", "")
    assert [one["text"] for one in told(lan)["remarks"]] == ["Nhận việc mới", "Chăm chỉ"]


def test_a_remark_taken_back_is_read_no_more(lan):
    remark(lan, "2026-10-05", "Viết nhầm người")
    fact = Fact.objects.get(kind="remark", person=lan.pk)
    people.correct(fact=fact, on=None, data=None, because="nhầm người", by=None, at=NOW)
    assert told(lan)["remarks"] == []


def test_whom_to_ask_is_the_cell_and_the_helper_by_name(lan):
    assert told(lan)["whom"] == {"cell": "Chi bộ thôn 1", "helper": ""}
    walk(lan, dossiers.TO_2025, upto="helper")
    assert told(lan)["whom"]["helper"]


def test_an_ended_way_has_nothing_next_and_a_day_from_which_it_is_erased(lan):
    assert told(lan)["end"] == {}
    people.note(
        person=lan.pk, kind="agreement_withdrawn", on=date(2026, 11, 1), said=(lan.cell_id, {}),
        by=None, at=NOW,
    )  # fmt: skip
    found = told(lan)
    assert found["end"]["erased_on"] == date(2026, 11, 21)
    assert "1/11/2026" in found["end"]["words"]
    assert (found["next"], found["later"], found["whom"]["helper"]) == ([], [], "")
    before_the_law = telling.ending(
        Person.objects.select_related("prospect").get(pk=lan.pk), in_use(), date(2025, 12, 31)
    )
    assert before_the_law["erased_on"] is None


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("prospect", {"see", "correction", "complaint", "withdrawal", "delete"}),
        ("unlisted", {"see", "correction", "complaint", "delete"}),
        ("official", {"see", "correction", "complaint"}),
    ],
)
def test_what_one_may_ask_for_depends_on_where_one_stands(commune, who, kinds):
    person = Person(standing=who)
    assert set(telling.kinds_for(person)) == kinds
    assert Person.objects.get(pk=MEMBERS[0]).standing == "official"


@pytest.mark.parametrize(
    ("days", "status", "words"),
    [(-1, "late", "quá 1 ngày"), (0, "due", "hạn hôm nay"), (1, "due", "còn 1 ngày")],
)
def test_a_pill_says_how_many_days_are_left(days, status, words):
    assert telling.pill(DAY + timedelta(days=days), DAY) == {"status": status, "words": words}


def test_without_a_day_the_pill_says_that_the_law_names_none():
    assert telling.pill(None, DAY)["status"] == "none"


def test_a_request_is_told_with_its_days_until_it_is_answered(lan):
    kept = actions.ask(link=None, person=lan, kind="delete", text="", by=None, at=NOW)
    found = telling.asked(kept, in_use(), DAY)
    assert (found["on"], found["due"]) == (DAY, date(2026, 12, 14))
    assert (found["outcome"], found["receive_by"]) == ({}, None)
    actions.answer(request=kept, outcome="refused", ground="Đang xem xét", by=None, at=NOW)
    after = telling.asked(Request.objects.get(), in_use(), DAY)
    assert (after["outcome"]["words"], after["ground"]) == ("từ chối", "Đang xem xét")


def test_a_request_through_the_link_is_to_be_acknowledged_in_two_working_days(lan):
    link, _key = actions.make_link(person=lan, days=7, by=None, at=NOW)
    kept = actions.ask(link=link, person=lan, kind="see", text="", by=None, at=NOW)
    asked = telling.asked(kept, in_use(), DAY)
    assert asked["receive_by"] == in_use().calendar.add(DAY, 2)
    assert asked["through"] == "qua liên kết riêng"
