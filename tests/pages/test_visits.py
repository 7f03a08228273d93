"""The pages of visits and of the calendar: preparing, recording, promises, a month, its results, the feed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from taonguon.cases.models import Reminder
from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.difficulties.models import Difficulty
from taonguon.journal.models import JournalEntry
from taonguon.meetings.models import Meeting
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.visits import picture
from taonguon.visits.models import Agreement, Appointment, Visit
from tests.pages import page

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
MONTH = Month.holding(TODAY())


def days(n):
    return TODAY() + timedelta(days=n)


@pytest.fixture
def visitor(signed_in):
    return signed_in("committee")


def record(client, unit, **said):
    """Fill in the form as the page gives it, and send it."""
    url = reverse("visit_record", args=[unit.pk])
    return client.post(url, {**page.typed(client.get(url)), **said}, follow=True)


def raised(n=1, **said):
    told = {
        "kind": "class", "task": "Cử người học lớp", "bottleneck": "Lớp đã đủ chỗ",
        "owner": "Ban xây dựng Đảng", "due": show_day(days(20)), "level": "commune", **said,
    }  # fmt: skip
    return {f"kk{n}-{name}": value for name, value in told.items()}


def promised(n=1, **said):
    told = {"text": "Xin thêm chỗ", "owner": "Văn phòng", "due": show_day(days(9)), **said}
    return {f"hua{n}-{name}": value for name, value in told.items()}


def panel(answer, title):
    """Return the panel under a heading."""
    (found,) = [
        one for one in page.main(answer).all(of="panel") if title in [h.text for h in one.all("h2")]
    ]
    return found


def test_before_a_visit_one_page_says_all(visitor, units):
    answer = visitor.get(reverse("visit_brief", args=[units.hamlet.pk]))
    assert answer.status_code == 200
    assert "Mở rộng nguồn ở xóm giáo" in panel(answer, "Khó khăn đang gỡ").text
    assert "Xin thêm chỗ học lớp" in panel(answer, "Đã hứa lần trước").text
    assert "Chi bộ đặc thù" in panel(answer, "Địa bàn").text
    assert "Tạ Hữu Khiêm" in panel(answer, "Chi bộ").text
    names = [
        row[0] for row in page.texts(panel(answer, "Người đang trên đường vào Đảng").one("table"))
    ]
    own = Person.objects.filter(cell=units.hamlet, standing__in=["prospect", "probationary"])
    assert set(names) <= set(own.values_list("name", flat=True))
    assert names


def test_nobody_of_another_cell_is_on_the_page(visitor, units):
    told = page.main(visitor.get(reverse("visit_brief", args=[units.next_hamlet.pk]))).text
    others = Person.objects.filter(cell=units.hamlet, standing="prospect")
    assert not any(name in told for name in others.values_list("name", flat=True))


def test_the_form_begins_with_who_is_in_charge_today(visitor, units):
    answer = visitor.get(reverse("visit_record", args=[units.hamlet.pk]))
    (chosen,) = [one for one in page.main(answer).one("select", name="member").all("option")
                 if "selected" in one.attributes]  # fmt: skip
    assert chosen.text == "Tạ Hữu Khiêm"
    assert page.typed(answer)["on"] == show_day(TODAY())


def test_given_a_visit_with_two_difficulties_and_a_promise_then_all_is_kept_and_shown(
    visitor, units
):
    said = {**raised(1), **raised(2, task="In tài liệu", kind="money"), **promised()}
    answer = record(visitor, units.hamlet, heard="Bàn việc làm đường xóm", **said)
    assert page.notices(answer) == ["Đã ghi lần dự Chi bộ xóm 6."]
    assert "Bàn việc làm đường xóm" in panel(answer, "Nghe được gì").text
    rows = page.texts(panel(answer, "Khó khăn chi bộ nêu").one("table"))
    assert {(row[0], row[3]) for row in rows} == {
        ("Cử người học lớp Lớp đã đủ chỗ", "Đảng ủy xã"),
        ("In tài liệu Lớp đã đủ chỗ", "Đảng ủy xã"),
    }
    assert "Xin thêm chỗ" in panel(answer, "Việc đã thống nhất").text
    brief = visitor.get(reverse("visit_brief", args=[units.hamlet.pk]))
    assert "Xin thêm chỗ" in panel(brief, "Đã hứa lần trước").text
    assert JournalEntry.objects.filter(act="visit.record").latest("pk").by == "uyvien"


def test_given_the_same_page_sent_twice_then_one_visit_is_written(visitor, units):
    url = reverse("visit_record", args=[units.hamlet.pk])
    said = {**page.typed(visitor.get(url)), **raised(), **promised()}
    before = (Visit.objects.count(), Difficulty.objects.count(), Agreement.objects.count())
    first, again = visitor.post(url, said), visitor.post(url, said)
    assert first.url == again.url
    after = (Visit.objects.count(), Difficulty.objects.count(), Agreement.objects.count())
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": "31/2/2026"}, "không phải là ngày"),
        ({"on": "1/1/2199"}, "còn ở tương lai"),
        ({"member": ""}, "Hãy chọn cấp ủy viên đã dự."),
        ({"heard": "x" * 601}, "hãy viết gọn lại"),
        ({"kk1-task": "Chỉ có nhiệm vụ"}, "Khó khăn 1: Hãy chọn loại khó khăn."),
        ({"hua2-owner": "Ai đó"}, "Việc thống nhất 2: Hãy ghi việc đã thống nhất."),
        (promised(3, due="1/1/2020"), "trước ngày dự"),
    ],
)
def test_what_cannot_be_recorded_is_said_with_its_place_and_what_was_typed_stays(
    visitor, units, said, words
):
    before = Visit.objects.count()
    answer = record(visitor, units.hamlet, **{"heard": "Giữ lại", **said})
    assert any(words in one for one in page.errors(answer)), page.errors(answer)
    assert Visit.objects.count() == before
    assert "Giữ lại" in page.main(answer).text or "heard" in said


def test_a_promise_kept_is_said_and_no_longer_asked(visitor, units):
    record(visitor, units.hamlet, **promised())
    one = Agreement.objects.latest("pk")
    answer = visitor.post(
        reverse("agreement_answer", args=[one.pk]), {"kept": "yes", "text": "đủ 3 chỗ"}, follow=True
    )
    told = panel(answer, "Việc đã thống nhất")
    assert "đủ 3 chỗ" in told.text
    assert "đã làm" in told.text
    assert not told.all("a", href=reverse("agreement_answer", args=[one.pk]))


def test_a_promise_needs_a_yes_or_a_no(visitor, units):
    record(visitor, units.hamlet, **promised())
    one = Agreement.objects.latest("pk")
    answer = visitor.post(reverse("agreement_answer", args=[one.pk]), {"text": "x"})
    assert page.errors(answer) == ["Hãy chọn đã làm hay chưa."]
    assert not one.answers.exists()


def test_a_visit_taken_away_is_counted_no_more_and_can_still_be_read(visitor, units):
    record(visitor, units.hamlet)
    visit = Visit.objects.latest("pk")
    before = page.tiles(visitor.get(reverse("visits")))["Lần dự trong năm"][0]
    url = reverse("visit_withdraw", args=[visit.pk])
    assert page.errors(visitor.post(url, {"because": ""}))
    visitor.post(url, {"because": "ghi nhầm chi bộ"})
    after = page.tiles(visitor.get(reverse("visits")))["Lần dự trong năm"][0]
    assert int(before) - int(after) == 1
    told = page.main(visitor.get(reverse("visit", args=[visit.pk]))).text
    assert "đã rút, không được đếm: ghi nhầm chi bộ" in told
    assert page.errors(visitor.post(url, {"because": "nữa"})) == [
        "Lần dự này đã rút rồi: tải lại trang để xem."
    ]


def test_a_cell_just_visited_waits_no_more(visitor):
    unit = Organisation.objects.get(name="Chi bộ Trạm Y tế")
    before = panel(visitor.get(reverse("visits")), "Quá 3 tháng chưa có ai dự")
    assert "Chi bộ Trạm Y tế" in before.text
    member = page.main(visitor.get(reverse("visit_record", args=[unit.pk]))).one(
        "select", name="member"
    )
    record(visitor, unit, member=member.all("option")[1]["value"])
    after = panel(visitor.get(reverse("visits")), "Quá 3 tháng chưa có ai dự")
    assert "Chi bộ Trạm Y tế" not in after.text


def test_the_visits_are_narrowed_to_a_member_and_a_cell(visitor, units):
    answer = visitor.get(reverse("visits"), {"to": units.hamlet.pk})
    names = [row[0] for row in page.texts(panel(answer, "Các lần dự, mới nhất trước").one("table"))]
    assert set(names) == {"Chi bộ xóm 6"}
    member = Visit.objects.filter(cell=units.hamlet.pk).first().member
    answer = visitor.get(reverse("visits"), {"nguoi": member.pk})
    rows = page.texts(panel(answer, "Các lần dự, mới nhất trước").one("table"))
    assert {row[2] for row in rows} == {member.name}


@pytest.mark.parametrize("asked", [{"nam": "1800"}, {"nam": "x", "to": "y", "nguoi": "z"}])
def test_a_year_or_filter_there_is_none_of_shows_this_year(visitor, asked):
    assert visitor.get(reverse("visits"), asked).status_code == 200


def test_a_secretary_reads_the_visits_of_the_own_cell_and_records_none(signed_in, units):
    client = signed_in("secretary")
    own = Visit.objects.of([units.hamlet.pk]).first()
    other = Visit.objects.of([units.next_hamlet.pk]).first()
    assert client.get(reverse("visit", args=[own.pk])).status_code == 200
    assert client.get(reverse("visit", args=[other.pk])).status_code == 404
    assert client.get(reverse("visit_record", args=[units.hamlet.pk])).status_code == 403
    shown = panel(client.get(reverse("visits")), "Các lần dự, mới nhất trước").one("table")
    assert {row[0] for row in page.texts(shown)} == {"Chi bộ xóm 6"}


def test_the_picture_of_the_year_counts_as_the_page_does(visitor, units):
    told = picture.of([units.commune.range], TODAY())
    shown = page.tiles(visitor.get(reverse("visits")))
    assert {one["label"]: str(one["value"]) for one in told["tiles"]} == {
        label: value.split("/")[0].strip() for label, (value, _detail) in shown.items()
    }
    assert len(told["waiting"]) + told["more"] == told["tiles"][2]["value"]


def queries(client, name, **asked):
    url = reverse(name)
    client.get(url, asked)
    with CaptureQueriesContext(connection) as told:
        assert client.get(url, asked).status_code == 200
    return len(told)


def test_the_pages_ask_as_many_queries_for_many(visitor, units):
    before = queries(visitor, "visits"), queries(visitor, "cell_calendar")
    for _ in range(6):
        record(visitor, units.hamlet, **raised(), **promised(due=show_day(TODAY())))
    assert (queries(visitor, "visits"), queries(visitor, "cell_calendar")) == before


def calendar(client, **asked):
    return client.get(reverse("cell_calendar"), {"thang": str(MONTH), **asked})


def test_the_month_stands_as_a_calendar_and_cell_by_cell(office):
    answer = calendar(office)
    table = panel(answer, "Từng chi bộ").one("table")
    assert len(page.rows(table)) == 28
    days_ = panel(answer, "Cả tháng").one("ol").all("li")
    assert len(days_) == (MONTH.last - MONTH.first).days + 1
    assert f"at-{MONTH.first.isoweekday()}" in days_[0].classes
    tiles = page.tiles(answer)
    assert tiles["Chi bộ đã có lịch"][0] == "28/28"


def test_the_numbers_of_the_page_are_those_of_its_rows(office):
    answer = calendar(office, thang=str(MONTH.before))
    rows = page.texts(panel(answer, "Từng chi bộ").one("table"))
    came = [row[4].split("/") for row in rows if "/" in row[4]]
    tiles = page.tiles(answer)
    held = sum(row[-1].startswith("đã họp") for row in rows)
    assert tiles["Đã họp"][0] == f"{held}/28"
    assert tiles["Có mặt"][0] == f"{sum(int(a) for a, _ in came)}/{sum(int(b) for _, b in came)}"


def test_who_must_be_at_two_meetings_is_named(office):
    answer = calendar(office, thang=str(MONTH.before))
    count = int(page.tiles(answer)["Một người phải dự hai nơi"][0])
    assert len(panel(answer, "Một người phải dự hai nơi").all("li")) == count > 0


@pytest.mark.parametrize("asked", [{"thang": "13/2026"}, {"thang": "x", "nguoi": "y"}])
def test_a_month_that_is_none_is_said_and_the_present_one_shown(office, asked):
    answer = office.get(reverse("cell_calendar"), asked)
    assert f"tháng {MONTH}" in page.main(answer).one("h1").text
    assert page.errors(answer)


def plan(client, unit, month, **said):
    """Send the table with one cell's row filled in, the others as they are."""
    url = f"{reverse('calendar_plan')}?thang={month}"
    held = page.typed(client.get(url))
    return client.post(url, {**held, **{f"{k}_{unit.pk}": v for k, v in said.items()}}, follow=True)


def test_a_month_is_planned_as_the_last_one_and_one_cell_otherwise(office, units):
    month = MONTH.after.after
    on = month.first.replace(day=20)
    answer = plan(office, units.hamlet, month, on=show_day(on), at="20h15", place="Trường học")
    assert page.notices(answer) == ["Đã ghi lịch của 28 chi bộ."]
    now = Appointment.objects.get(cell=units.hamlet.pk, month=month.first).now
    assert (now.meets_on, f"{now.starts_at:%H:%M}", now.place) == (on, "20:15", "Trường học")
    assert page.notices(plan(office, units.hamlet, month, place="Trường học")) == [
        "Đã ghi lịch của 0 chi bộ."
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": "1/1/2020"}, "không thuộc tháng"),
        ({"on": "32/1"}, "không phải là ngày"),
        ({"at": "25:00"}, "không phải là giờ"),
        ({"on": "", "at": "19:30"}, "có giờ mà chưa có ngày"),
    ],
)
def test_a_wrong_day_or_hour_is_said_and_nothing_is_planned(office, units, said, words):
    month = MONTH.after.after
    answer = plan(office, units.hamlet, month, **said)
    assert any(words in one for one in page.errors(answer)), page.errors(answer)
    assert not Appointment.objects.filter(month=month.first).exists()


def test_a_secretary_plans_the_own_cell_alone(signed_in, units):
    client, month = signed_in("secretary"), MONTH.after.after
    answer = client.get(f"{reverse('calendar_plan')}?thang={month}")
    assert [row[0].text.split(" như")[0] for row in page.rows(page.main(answer).one("table"))] == [
        "Chi bộ xóm 6"
    ]
    said = {f"on_{units.next_hamlet.pk}": show_day(month.first.replace(day=4))}
    client.post(f"{reverse('calendar_plan')}?thang={month}", {**page.typed(answer), **said})
    assert set(Appointment.objects.filter(month=month.first).values_list("cell", flat=True)) == {
        units.hamlet.pk
    }


def result(client, unit, month, **said):
    url = reverse("appointment_result", args=[unit.pk, month.year, month.month])
    told = {
        "held": "yes", "on": show_day(month.first.replace(day=7)), "form": "together",
        "summoned": "20", "present": "18", "minutes": "3-BB", "because": "", **said,
    }  # fmt: skip
    return client.post(url, told, follow=True)


def test_the_result_is_recorded_then_mended_with_a_reason(signed_in, units):
    client, month = signed_in("secretary"), MONTH.back(5)
    answer = result(client, units.hamlet, month)
    assert "18/20" in panel(answer, "Buổi sinh hoạt").text
    again = result(client, units.hamlet, month, present="17")
    assert page.errors(again) == ["Kết quả đã ghi trước đó: hãy ghi lý do sửa."]
    answer = result(client, units.hamlet, month, present="17", because="đếm lại")
    assert "17/20" in panel(answer, "Buổi sinh hoạt").text
    assert len(panel(answer, "Từng lần ghi, mới nhất trước").all("li")) == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"held": ""}, "Hãy chọn đã họp hay không họp."),
        ({"present": "21"}, "không thể nhiều hơn số triệu tập"),
        ({"present": "-1"}, "không nhỏ hơn 0"),
        ({"present": "mười"}, "chữ số"),
        ({"held": "no"}, "hãy ghi lý do"),
        ({"on": "1/1/2020"}, "không thuộc tháng"),
    ],
)
def test_a_result_that_cannot_be_is_said(office, units, said, words):
    month = MONTH.back(5)
    answer = result(office, units.hamlet, month, **said)
    assert any(words in one for one in page.errors(answer)), page.errors(answer)
    assert not Appointment.objects.filter(month=month.first).exists()


def test_the_meeting_recorded_on_the_other_page_counts_as_held(office, units):
    month = MONTH.back(5)
    held = Meeting.objects.create(cell=units.hamlet.pk, month=month.first)
    held.versions.create(
        held_on=month.first.replace(day=9), minutes="77-BB", recorded_at=timezone.now()
    )
    table = panel(calendar(office, thang=str(month)), "Từng chi bộ").one("table")
    (row,) = [one for one in page.texts(table) if one[0] == "Chi bộ xóm 6"]
    assert (row[1], row[5], row[6]) == (f"9/{month}", "77-BB", "đã họp")
    address = reverse("appointment", args=[units.hamlet.pk, month.year, month.month])
    assert "77-BB" in panel(office.get(address), "Buổi sinh hoạt").text


def feed(user="vanphong", **asked):
    key = Reminder.objects.get(user__username=user).key
    answer = Client().get(reverse("cell_calendar_feed", args=[key]), asked)
    assert answer["content-type"].startswith("text/calendar")
    return [one["summary"] for one in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_the_private_calendar_holds_the_cells_of_its_owner_and_no_name_of_a_person(signed_in):
    for role in ("office", "secretary"):
        signed_in(role).post(reverse("reminders"), {"calendar": "1"})
    told = feed()
    assert sum(one.endswith(f"tháng {MONTH}") for one in told) == 28
    assert {one.split(":")[0] for one in feed("bithu6")} == {"Chi bộ xóm 6"}


def test_the_private_calendar_can_be_of_one_member_s_cells(signed_in, units):
    client = signed_in("office")
    client.post(reverse("reminders"), {"calendar": "1"})
    member = Visit.objects.filter(cell=units.hamlet.pk).first().member
    names = {one.split(":")[0] for one in feed(nguoi=str(member.pk))}
    assert "Chi bộ xóm 6" in names
    assert len(names) == 2
    told = panel(calendar(client, nguoi=member.pk), "Lịch trên điện thoại").text
    assert f"?nguoi={member.pk}" in told


@pytest.mark.parametrize("key", ["khong-co", "0"])
def test_a_wrong_key_opens_no_calendar(key):
    assert Client().get(reverse("cell_calendar_feed", args=[key])).status_code == 404
