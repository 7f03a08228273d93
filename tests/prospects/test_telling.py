"""What the pages say of a prospect: the marks, the days left, the certificate."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from taonguon.core.before import DONE, FITS, HELD, LATE, TIGHT, Reach
from taonguon.core.whereabouts import Enlistment, Handover
from taonguon.people.models import Person, Prospect
from taonguon.prospects import facts, telling
from taonguon.rules.loading import national
from tests import cast
from tests.cases.conftest import record

DAY = date(2026, 11, 25)
BOOK = national()


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def own(**changed):
    said = {"introduced_on": date(2026, 1, 5), "agreed_on": date(2026, 1, 5), **changed}
    return Prospect(**said)


def words(told):
    return [mark["words"] for mark in told]


def after(days):
    return DAY + timedelta(days=days)


def test_who_agreed_is_home_and_waits_for_nothing_has_no_mark():
    assert telling.marks(own(), [], 60, DAY) == []


def test_a_missing_agreement_is_marked():
    assert words(telling.marks(own(agreed_on=None), [], 60, DAY)) == ["chưa có bản đồng ý"]


@pytest.mark.parametrize(
    ("visit", "said"),
    [("2026-11-25", "đi xa, về 25/11/2026"), ("2026-11-24", "đi xa"), (None, "đi xa")],
)
def test_a_visit_that_is_past_is_not_promised(visit, said):
    gone = cast.fact("away", "2026-02-01", person=1, place="Huế", visit=visit)
    assert words(telling.marks(own(), [gone], 60, DAY)) == [said]


def test_a_hand_over_is_marked_while_it_waits():
    sent = cast.fact("handover", "2026-11-01", person=1, turn=1, state="sent")
    answered = cast.fact("handover", "2026-11-02", person=1, turn=1, state="refused")
    assert words(telling.marks(own(), [sent], 60, DAY)) == ["chờ nơi khác tiếp nhận"]
    assert telling.marks(own(), [sent, answered], 60, DAY) == []


@pytest.mark.parametrize(
    ("days", "status", "said"),
    [
        (-1, "late", "đã đến ngày nhập ngũ 24/11/2026"),
        (0, "late", "nhập ngũ hôm nay"),
        (1, "due", "nhập ngũ sau 1 ngày"),
        (90, "due", "nhập ngũ sau 90 ngày"),
        (91, "wait", "nhập ngũ sau 91 ngày"),
    ],
)
def test_the_days_before_an_enlistment_are_counted(days, status, said):
    told = telling.days_left(Enlistment(after(days), DAY), DAY)
    assert told == {"status": status, "words": said}


@pytest.mark.parametrize(
    ("days", "status", "said"),
    [
        (None, "none", "chưa biết ngày về"),
        (-1, "late", "đã qua, hỏi lại ngày về"),
        (0, "due", "còn 0 ngày"),
        (90, "due", "còn 90 ngày"),
        (91, "wait", "còn 91 ngày"),
    ],
)
def test_the_days_before_a_visit_are_counted(days, status, said):
    on = after(days) if days is not None else None
    assert telling.visit(on, DAY) == {"status": status, "words": said}


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ({}, "introduced"),
        ({"listed_on": DAY}, "listed"),
        ({"certified_on": DAY}, "certified"),
        ({"listed_on": DAY, "permitted_on": DAY}, "permitted"),
    ],
)
def test_the_stage_is_the_furthest_and_since_its_day(days, stage):
    told = own(**days)
    assert told.stage == stage
    assert telling.since(told) == (DAY if days else date(2026, 1, 5))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (DONE, "đã xong"),
        (FITS, "kịp"),
        (TIGHT, "kịp nếu làm gấp"),
        (HELD, "đang vướng"),
        (LATE, "không kịp"),
    ],
)
def test_whether_a_step_fits_is_said_in_plain_words(state, said):
    assert telling.fits(Reach("cell_vote", state))["words"] == said


def test_a_step_of_the_plan_says_its_days_and_the_clause():
    rule = BOOK.value("decide.deadline.admit", DAY)
    one = Reach("decision", TIGHT, DAY, after(70), (rule,))
    (told,) = telling.plan([one], BOOK)
    assert told["title"] == "Quyết định kết nạp"
    assert told["detail"] == "Sớm nhất 25/11/2026 · nếu mỗi nơi dùng hết hạn: 3/2/2027"
    assert told["cite"].startswith("QĐ 208")


def test_a_day_beyond_the_calendar_is_said_not_to_be_known():
    (told,) = telling.plan([Reach("decision", TIGHT, DAY, None)], BOOK)
    assert "chưa tính được ngày" in told["detail"]


@pytest.mark.parametrize("state", ["sent", "accepted", "refused", "cancelled", "left", "received"])
def test_every_state_of_a_hand_over_has_words_and_a_sign(state):
    told = telling.handover_state(Handover(1, "01", DAY, state))
    assert told["words"]
    assert told["status"] in {"ok", "wait", "late", "none"}


@pytest.mark.django_db
def test_the_certificate_holds_process_facts_and_no_opinion(helped):
    cast.record([cast.fact("remark", "2026-05-04", person=helped.pk, text="ngoan, chăm")])
    lines = telling.certificate(helped, facts.one(helped.pk), {cast.HAMLET_1: "Chi bộ thôn 1"})
    told = {line["label"]: line["value"] for line in lines}
    assert told["Được giới thiệu"] == "8/3/2021, Hội Phụ nữ"
    assert told["Vào danh sách cảm tình Đảng"] == (
        "5/4/2021, nghị quyết số 05-NQ/CB · Chi bộ thôn 1"
    )
    assert told["Đảng viên giúp đỡ"] == "Đảng viên 1, từ 5/4/2021"
    assert told["Giấy chứng nhận lớp nhận thức"] == "16/7/2021, 21/CN"
    assert told["Bước đã đến"] == "Được làm hồ sơ"
    assert told["Sổ đã ghi"].startswith("1 nhận xét tháng")
    assert "ngoan" not in str(told)


@pytest.mark.django_db
def test_what_was_not_reached_is_said_so(lan):
    person = Person.objects.select_related("prospect").get(pk=lan.pk)
    lines = telling.certificate(person, facts.one(lan.pk), {})
    told = {line["label"]: line["value"] for line in lines}
    assert told["Vào danh sách cảm tình Đảng"] == "chưa"
    assert told["Đảng viên giúp đỡ"] == "chưa cử"


@pytest.mark.django_db
def test_the_helper_named_last_stands_on_the_certificate(helped):
    record(helped, "helper", "2026-02-02", name="Đảng viên 3", official_since="2012-05-19")
    lines = telling.certificate(helped, facts.one(helped.pk), {})
    told = {line["label"]: line["value"] for line in lines}
    assert told["Đảng viên giúp đỡ"] == "Đảng viên 3, từ 2/2/2026"
