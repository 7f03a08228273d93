"""The private calendar of meetings: what a phone reads of it, for whom, and what it never tells."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from taonguon.accounts.models import User
from taonguon.cases.models import Reminder
from taonguon.cells.models import CommitteeMember
from taonguon.core.month import Month
from taonguon.people.models import Person
from taonguon.visits.actions import calendar
from taonguon.visits.actions.calendar import Plan, Result
from taonguon.visits.models import Appointment, AppointmentVersion
from tests.pages import page

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
WHO = {"by": None}
OCTETS = 75  # the longest line of a calendar, its ending left out


def address(user="vanphong"):
    return reverse("cell_calendar_feed", args=[Reminder.objects.get(user__username=user).key])


@pytest.fixture
def keyed(signed_in):
    """Let the office and the secretary ask for a private address."""
    for role in ("office", "secretary"):
        signed_in(role).post(reverse("reminders"), {"calendar": ""})


def body(user="vanphong", **asked):
    answer = Client().get(address(user), asked)
    assert answer.status_code == 200
    return answer.content


def events(user="vanphong", **asked):
    return Calendar.from_ical(body(user, **asked)).walk("VEVENT")


def event(unit, month, user="vanphong"):
    """Return the event of a cell's meeting of a month."""
    pk = Appointment.objects.get(cell=unit.pk, month=month.first).pk
    (found,) = [one for one in events(user) if one["uid"] == f"appointment-{pk}@taonguon"]
    return found


def plan(unit, on, at=time(19, 30), place="Nhà văn hóa xóm 6"):
    month = Month.holding(on)
    told = [Plan(unit, on, at, place, "together")]
    calendar.plan(month=month, plans=told, at=timezone.now(), **WHO)
    return month


def fresh():
    """Return a day two months on, for which the sample has no plan."""
    return Month.holding(TODAY()).after.after.first.replace(day=8)


def test_it_holds_every_meeting_from_two_months_back_to_three_ahead(keyed):
    now = Month.holding(TODAY())
    shown = {now.back(n).first for n in range(-3, 3)}
    rows = Appointment.objects.filter(month__in=shown)
    assert {one["uid"] for one in events()} == {f"appointment-{row.pk}@taonguon" for row in rows}
    assert rows.count() > 28
    days = {row.pk: row.now.meets_on for row in rows}
    for one in events():
        begins = one.decoded("dtstart")
        day = begins.astimezone(HANOI).date() if isinstance(begins, datetime) else begins
        assert day == days[int(one["uid"].split("@")[0].split("-")[1])]


def test_an_hour_of_the_office_is_the_same_moment_on_every_phone(keyed, units):
    month = plan(units.hamlet, fresh())
    one = event(units.hamlet, month)
    begins, ends = one.decoded("dtstart"), one.decoded("dtend")
    assert begins == datetime.combine(fresh(), time(12, 30), UTC)
    assert begins.astimezone(HANOI).time() == time(19, 30)
    assert ends - begins == timedelta(minutes=90)
    assert one["location"] == "Nhà văn hóa xóm 6"
    assert one["summary"] == f"Chi bộ xóm 6: sinh hoạt tháng {month}"


def test_without_an_hour_it_takes_the_whole_day(keyed, units):
    month = plan(units.hamlet, fresh(), at=None)
    begins = event(units.hamlet, month).decoded("dtstart")
    assert begins == fresh()
    assert not isinstance(begins, datetime)


def test_moved_it_is_the_same_event_with_the_next_number(keyed, units):
    month = plan(units.hamlet, fresh())
    before = event(units.hamlet, month)
    plan(units.hamlet, fresh() + timedelta(days=2), place="Trường học")
    after = event(units.hamlet, month)
    assert after["uid"] == before["uid"]
    assert int(after["sequence"]) == int(before["sequence"]) + 1
    assert after.decoded("dtstart") - before.decoded("dtstart") == timedelta(days=2)
    assert after["location"] == "Trường học"


def test_put_off_it_goes_from_the_phone(keyed, units):
    month = Month.holding(TODAY()).back(2)
    row = Appointment.objects.filter(cell=units.hamlet.pk, month=month.first).first()
    on = row.now.meets_on if row else month.first
    told = Result(False, on, "together", because="hoãn vì bão")
    calendar.record_result(cell=units.hamlet, month=month, result=told, at=timezone.now(), **WHO)
    assert event(units.hamlet, month)["status"] == "CANCELLED"


def test_it_names_nobody(keyed):
    text = body().decode().replace("\r\n ", "")
    names = {*CommitteeMember.objects.values_list("name", flat=True)}
    names |= {*Person.objects.filter(standing="prospect").values_list("name", flat=True)}
    assert names
    assert [name for name in names if name in text] == []


def test_a_line_is_no_longer_than_a_calendar_allows_and_ends_as_it_must(keyed, units):
    plan(units.hamlet, fresh(), place="Nhà văn hóa xóm 6, cạnh đình làng, đường vào cánh đồng " * 2)
    told = body()
    lines = told.split(b"\r\n")
    assert max(map(len, lines)) <= OCTETS
    assert b"\n" not in told.replace(b"\r\n", b"")
    assert lines[0] == b"BEGIN:VCALENDAR"
    for line in lines:
        line.decode()  # no letter is cut in two


def test_signs_that_mean_something_in_a_calendar_stay_words(keyed, units):
    place = "Nhà A; phòng 2, tầng \\ 1\nEND:VEVENT"
    month = plan(units.hamlet, fresh(), place=place)
    assert str(event(units.hamlet, month)["location"]) == place
    assert sum(one["uid"].startswith("appointment") for one in events()) == len(events())


def test_a_secretary_s_calendar_is_of_the_own_cell(keyed):
    assert {one["summary"].split(":")[0] for one in events("bithu6")} == {"Chi bộ xóm 6"}


def test_who_holds_no_role_any_more_reads_no_meeting(keyed):
    user = User.objects.get(username="vanphong")
    user.grants.update(start_on=TODAY() - timedelta(days=9), end_on=TODAY())
    assert events() == []


def test_who_may_no_longer_sign_in_has_no_calendar(keyed):
    there = address()
    User.objects.filter(username="vanphong").update(is_active=False)
    assert Client().get(there).status_code == 404


@pytest.mark.parametrize("who", ["x", "-1", "", "9" * 30, "1;drop", "١٢"])
def test_a_member_there_is_none_of_breaks_nothing(keyed, who):
    assert Client().get(address(), {"nguoi": who}).status_code == 200


def test_the_page_shows_the_address_only_to_its_owner_and_the_address_opens(keyed, signed_in):
    shown = {}
    for role in ("office", "secretary"):
        answer = signed_in(role).get(reverse("cell_calendar"))
        shown[role] = page.main(answer).one("p", "address").one("a")["href"]
    assert shown["office"] != shown["secretary"]
    for link in shown.values():
        answer = Client().get(link.split("testserver")[-1])
        assert answer["content-type"].startswith("text/calendar")


def test_it_sets_no_cookie_and_writes_nothing(keyed):
    client, before = Client(), Appointment.objects.count()
    client.get(address())
    assert not client.cookies
    assert Appointment.objects.count() == before


def test_a_year_without_meetings_is_an_empty_calendar(keyed):
    AppointmentVersion.objects.all().delete()
    Appointment.objects.all().delete()
    told = Calendar.from_ical(body())
    assert told["version"] == "2.0"
    assert told.walk("VEVENT") == []


def test_days_of_the_feed_are_days_of_the_calendar_page(keyed, office, units):
    month = plan(units.hamlet, fresh())
    table = page.main(office.get(reverse("cell_calendar"), {"thang": str(month)})).all("table")[-1]
    (row,) = [row for row in page.texts(table) if row[0] == "Chi bộ xóm 6"]
    day: date = fresh()
    assert row[1] == f"{day.day}/{day.month}/{day.year}, 19:30"
