"""The sample's visits and its calendar of meetings: invented, the days counted back from the start."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from taonguon.cells.models import CommitteeMember
from taonguon.core.month import Month
from taonguon.difficulties.actions import Handling, Raised
from taonguon.organisations.models import Organisation
from taonguon.visits import facts
from taonguon.visits.actions import calendar
from taonguon.visits.actions import visiting as actions
from taonguon.visits.actions.calendar import Plan, Result
from taonguon.visits.actions.visiting import Promise, Went
from taonguon.visits.models import Visit

COMMUNE = "Đảng bộ xã Khánh Nhạc"
DAYS = (3, 3, 4, 4, 5, 5, 6)  # of the month: on which the cells meet, in turn
HOURS = (time(19, 30), time(19, 30), time(8, 0), time(19, 0), time(20, 0))
HAMLET_6 = 5  # its place in the list of cells
UNVISITED = 5  # every fifth cell was last visited long ago
NOT_HELD, UNTOLD = 9, 13  # every so many-th cell did not meet, has not said whether it did
HEARD = (
    "Chi bộ họp đủ nội dung, bàn việc giúp đỡ nguồn và thu đảng phí.",
    "Bàn làm đường xóm; giao đảng viên phụ trách nhóm hộ.",
    "Rà soát danh sách cảm tình Đảng, phân công người giúp đỡ.",
)
PROMISES = (
    Promise("Xin thêm chỗ học lớp nhận thức cho chi bộ", "Ban xây dựng Đảng", date.max),
    Promise("Đoàn xã về xóm gặp thanh niên dịp nghỉ lễ", "Đoàn xã", date.max),
)


def load(at: datetime) -> None:
    """Record the visits of the year and the calendar of three months, the present one half told."""
    today = timezone.localdate(at)
    commune = Organisation.objects.get(name=COMMUNE)
    rows = Organisation.objects.filter(kind="cell", ended_on__isnull=True)
    cells = [unit for unit in rows.order_by("path") if unit.path.startswith(commune.path)]
    seats = {seat.pk: seat for seat in facts.seats(cells, today)}
    holders = facts.holders(cells, today)
    for place, unit in enumerate(cells):
        member = seats.get(holders.get(unit.pk, 0))
        if member is not None:
            _visit_often(unit, member, place, today, at)
    _answer(today, at)
    month = Month.holding(today)
    for when in (month.back(2), month.before, month, month.after):
        _plan(cells, when, at)
    for when in (month.back(2), month.before, month):
        _results(cells, when, today, at)


def _visit_often(
    unit: Organisation, member: CommitteeMember, place: int, today: date, at: datetime
) -> None:
    long_ago = place % UNVISITED == UNVISITED - 1
    for n, ago in enumerate((150 + place,) if long_ago else (110 + place, 20 + place)):
        _visit(unit, member, today - timedelta(days=ago), (place, n), at)


def _visit(
    unit: Organisation, member: CommitteeMember, on: date, place: tuple[int, int], at: datetime
) -> Visit:
    which, n = place
    went = Went(
        unit,
        member,
        on,
        (which + n) % 3 != 2,
        HEARD[(which + n) % len(HEARD)],
        f"mau-{unit.pk}-{n}",
    )
    promised = PROMISES[(which + n) % 2]
    promises = (
        [promised._replace(due=on + timedelta(days=30))]
        if which % 2 == 0 or which == HAMLET_6
        else []
    )
    raised = []
    if which % 7 == 3 and n:
        told = Raised(unit, "no_source", "Giới thiệu nguồn trong năm",
                      "Hai năm liền chưa giới thiệu được ai", "", member.name, on)  # fmt: skip
        raised = [(told, Handling(member.name, on + timedelta(days=60), "heavy", "cell"))]
    return actions.record_visit(went=went, raised=raised, promises=promises, by=None, at=at)


def _answer(today: date, at: datetime) -> None:
    """Say of two in three promises due that they were kept."""
    cells = Organisation.objects.filter(kind="cell")
    due = [one for one in facts.promises(list(cells)) if one.due_on < today]
    for n, one in enumerate(due):
        if n % 3:
            actions.answer(agreement=one, kept=True, text="", by=None, at=at)


def _plan(cells: list[Organisation], month: Month, at: datetime) -> None:
    plans = [
        Plan(
            unit,
            month.first.replace(day=DAYS[place % len(DAYS)]),
            HOURS[place % len(HOURS)],
            f"Nhà văn hóa {unit.name.removeprefix('Chi bộ ')}" if "xóm" in unit.name else "Trụ sở cơ quan",
            "together" if place % 11 else "online",
        )
        for place, unit in enumerate(cells)
        if unit.founded_on <= month.first
    ]  # fmt: skip
    calendar.plan(month=month, plans=plans, by=None, at=at)


def _results(cells: list[Organisation], month: Month, today: date, at: datetime) -> None:
    for place, unit in enumerate(cells):
        on = month.first.replace(day=DAYS[place % len(DAYS)])
        if on > today or unit.founded_on > month.first or place % UNTOLD == UNTOLD - 1:
            continue
        summoned = 12 + place * 5 % 17
        told = Result(
            True, on, "together", summoned, summoned - place % 4, f"{month.month:02}-BB/CB"
        )
        if place % NOT_HELD == NOT_HELD - 1:
            told = Result(False, on, "together", because="Hoãn vì bão, họp ghép tháng sau")
        calendar.record_result(cell=unit, month=month, result=told, by=None, at=at)
