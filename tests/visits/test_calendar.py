"""The calendar of the cells' meetings: planned, moved, held or not, mended, and where somebody clashes."""

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from taonguon.core.month import Month
from taonguon.core.visiting import HELD, NOT_HELD, PLANNED
from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.visits import feed, months
from taonguon.visits.models import Appointment, AppointmentVersion
from tests import cast


def cells():
    return months.cells_of(Organisation.objects.filter(kind="cell", parent=cast.COMMUNE), NOVEMBER)


NOVEMBER = Month(2026, 11)


def month(recorded=None):
    return months.of(cells(), NOVEMBER, recorded or {})


def line(cell=cast.HAMLET_1, recorded=None):
    return next(one for one in month(recorded).lines if one.unit.pk == cell)


def test_given_a_plan_then_the_cell_has_a_day_and_no_result(do):
    assert do.plan() == 1
    told = line()
    assert (told.on, told.held) == (do.day("2026-11-05"), False)
    assert told.state(do.day("2026-11-05")) == PLANNED
    assert told.state(do.day("2026-11-06")) == "late"


def test_the_same_plan_again_changes_nothing(do):
    do.plan()
    assert do.plan() == 0
    assert AppointmentVersion.objects.count() == 1
    assert JournalEntry.objects.filter(act="calendar.plan").count() == 1


def test_a_meeting_moved_keeps_when_it_was_to_be(do):
    do.plan()
    assert do.plan("2026-11-08", at=None) == 1
    kept = Appointment.objects.get().versions.all()
    assert [one.meets_on.day for one in kept] == [5, 8]
    assert line().on == do.day("2026-11-08")


@pytest.mark.parametrize("on", ["2026-10-31", "2026-12-01"])
def test_a_day_outside_the_month_is_refused_with_the_cell_named(do, on):
    with pytest.raises(Refused, match="Chi bộ thôn 1: ngày"):
        do.plan(on)
    assert not Appointment.objects.exists()


def test_a_cell_not_founded_yet_does_not_meet(do):
    with pytest.raises(Refused, match="không hoạt động"):
        do.plan("1999-11-05", month=Month(1999, 11))


def test_given_it_was_held_then_present_of_summoned_and_minutes_stand(do):
    do.plan()
    do.result(minutes="11-BB/CB")
    told = line()
    assert told.held
    assert told.minutes == "11-BB/CB"
    assert month().present == (18, 20)
    assert told.version.place == "Nhà văn hóa"  # the plan's


def test_a_meeting_nobody_planned_may_be_told(do):
    do.result("2026-11-12")
    assert line().on == do.day("2026-11-12")


def test_given_it_was_not_held_then_the_reason_stands_and_it_is_not_counted(do):
    do.plan()
    do.result(held=False, because="Hoãn vì bão")
    told = line()
    assert told.state(do.day("2026-11-25")) == NOT_HELD
    assert (month().planned, month().held) == (1, 0)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": "2026-11-26"}, "còn ở tương lai"),
        ({"on": "2026-10-30"}, "không thuộc tháng"),
        ({"present": 21}, "không thể nhiều hơn số triệu tập"),
        ({"present": None}, "hãy ghi số triệu tập và số có mặt"),
        ({"held": False}, "hãy ghi lý do"),
    ],
)
def test_a_result_that_cannot_be_is_refused(do, said, words):
    with pytest.raises(Refused, match=words):
        do.result(**said)
    assert not AppointmentVersion.objects.exists()


@pytest.mark.parametrize("present", [0, 20])
def test_nobody_and_everybody_may_come(do, present):
    do.result(present=present)
    assert month().present == (present, 20)


def test_a_result_is_mended_only_with_a_reason_and_the_first_stays(do):
    do.result()
    with pytest.raises(Refused, match="hãy ghi lý do sửa"):
        do.result(present=17)
    do.result(present=17, because="đếm lại")
    assert [one.present for one in Appointment.objects.get().versions.all()] == [18, 17]


def test_what_has_a_result_is_planned_no_more(do):
    do.result()
    with pytest.raises(Refused, match="đã ghi kết quả"):
        do.plan("2026-11-20")


def test_given_the_meeting_on_prospects_was_recorded_then_the_cell_has_met(do):
    do.plan()
    recorded = {cast.HAMLET_1: (do.day("2026-11-06"), "10-BB/CB")}
    told = line(recorded=recorded)
    assert (told.state(do.day("2026-11-25")), told.on) == (HELD, do.day("2026-11-06"))
    assert told.minutes == "10-BB/CB"
    assert line(cast.HAMLET_2, recorded).state(do.day("2026-11-25")) == "none"


def test_what_the_calendar_says_itself_holds_over_the_other_room(do):
    do.result(held=False, because="không đủ người")
    told = line(recorded={cast.HAMLET_1: (do.day("2026-11-06"), "10-BB/CB")})
    assert not told.held


def test_who_has_two_cells_that_meet_at_once_is_named(do, hoa):
    do.charge(hoa, cast.HAMLET_1, cast.HAMLET_2)
    do.plan()
    do.plan(cell=cast.HAMLET_2, at="20:00")
    (one,) = month().clashes
    assert (one.member, {one.first.cell, one.second.cell}) == (
        hoa.pk, {cast.HAMLET_1, cast.HAMLET_2},
    )  # fmt: skip


def test_one_put_off_clashes_no_more(do, hoa):
    do.charge(hoa, cast.HAMLET_1, cast.HAMLET_2)
    do.plan()
    do.plan(cell=cast.HAMLET_2, at="20:00")
    do.result(cell=cast.HAMLET_2, held=False, because="hoãn")
    assert month().clashes == ()


def test_who_is_in_charge_on_the_day_of_the_meeting_is_who_clashes(do, hoa):
    tam = do.seat("Lý Văn Tám")
    do.charge(hoa, cast.HAMLET_1, cast.HAMLET_2)
    do.charge(tam, cast.HAMLET_2, on="2026-11-05")
    do.plan()
    do.plan(cell=cast.HAMLET_2)
    assert month().clashes == ()
    do.plan("2026-11-04")
    do.plan("2026-11-04", cell=cast.HAMLET_2)
    assert len(month().clashes) == 1


@pytest.mark.parametrize(
    "said", [{"state": "held"}, {"state": "held", "summoned": 3, "present": 4}, {"form": "party"}]
)
def test_the_rows_themselves_refuse_a_meeting_held_without_its_numbers(do, said):
    row = Appointment.objects.create(cell=cast.HAMLET_1, month=NOVEMBER.first)
    whole = {"state": "planned", "meets_on": NOVEMBER.first, "form": "online", **said}
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentVersion.objects.create(appointment=row, recorded_at=do.now, **whole)


def test_a_month_is_read_in_as_many_queries_for_all_cells(do, hoa, django_assert_max_num_queries):
    do.charge(hoa, *cast.CELLS)
    for cell in cast.CELLS:
        do.plan(cell=cell)
        do.result(cell=cell)
    units = cells()
    with django_assert_max_num_queries(5):
        assert months.of(units, NOVEMBER, {}).held == len(cast.CELLS)


def events(do):
    rows = [(do.unit(row.cell), row) for row in months.versions(cast.CELLS, [NOVEMBER])]
    return Calendar.from_ical(feed.calendar(rows, "Lịch", do.now)).walk("VEVENT")


def test_the_calendar_of_a_phone_has_the_hour_in_the_office_s_own_time(do):
    do.plan()
    (one,) = events(do)
    assert one["summary"] == "Chi bộ thôn 1: sinh hoạt tháng 11/2026"
    assert one["dtstart"].dt.isoformat() == "2026-11-05T12:30:00+00:00"
    assert (one["location"], one["sequence"]) == ("Nhà văn hóa", 0)


def test_without_an_hour_it_is_the_whole_day(do):
    do.plan(at=None)
    (one,) = events(do)
    assert one["dtstart"].dt == do.day("2026-11-05")


def test_one_moved_keeps_its_name_and_one_put_off_is_cancelled(do):
    do.plan()
    (before,) = events(do)
    do.plan("2026-11-08")
    do.result("2026-11-08", held=False, because="hoãn")
    (after,) = events(do)
    assert after["uid"] == before["uid"]
    assert (after["sequence"], after["status"]) == (2, "CANCELLED")
