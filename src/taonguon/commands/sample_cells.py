"""The sample's profiles of cells, the lines drawn, the committees, and who has which cells."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from taonguon.cells import actions, facts
from taonguon.cells.actions import Drawn, Seat
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.rules.training import SECRETARY
from taonguon.rules.training import shipped as training

COMMUNE = "Đảng bộ xã Khánh Nhạc"
TERM = "45-QĐ/HU chỉ định cấp ủy (mẫu)"
RESOLVED = "05-NQ/ĐU (mẫu)"
LINES = (("religious_share", "30"), ("youth_away", "50"), ("industrial_workers", "40"))
PAPER = "12-TB/ĐU phân công phụ trách (mẫu)"
# Invented names. The cells each has by their place in the list of cells; the last has too many.
COMMITTEE = (
    ("Lã Quang Thiệu", "Bí thư đảng ủy", (27, 26)),
    ("Tạ Hữu Khiêm", "Phó bí thư thường trực", (5, 0)),
    ("Đoàn Thị Mơ", "Phó bí thư, chủ tịch UBND", (1, 25)),
    ("Quách Đình Lượng", "Ủy viên ban thường vụ", (2, 3)),
    ("Mạc Thị Duyên", "Ủy viên ban thường vụ", (4, 6)),
    ("Kiều Văn Tỏ", "Đảng ủy viên", (7, 8)),
    ("Thạch Thị Nhài", "Đảng ủy viên", (9, 10)),
    ("Ninh Bá Trực", "Đảng ủy viên", (11,)),
    ("Giáp Văn Sửu", "Đảng ủy viên", (12, 13)),
    ("Từ Thị Mận", "Đảng ủy viên", (14, 15)),
    ("Vương Đắc Hợi", "Đảng ủy viên", (16, 17, 18, 19, 20)),
    ("Lục Thị Hiên", "Đảng ủy viên", ()),
)
APPROVED = "31-QĐ/ĐU chuẩn y cấp ủy chi bộ (mẫu)"
LEFT = ("Khổng Minh Ước", "Đảng ủy viên", (11, 21, 22))
BEFORE, SINCE = 800, 320  # days ago: the first assignment, and the present one


def load(at: datetime) -> None:
    """Record profiles, a line, the committee and its cells, the days counted back from `at`."""
    day = timezone.localdate(at)
    cells = list(Organisation.objects.filter(kind="cell", ended_on__isnull=True).order_by("path"))
    commune = Organisation.objects.get(name=COMMUNE)
    cells = [unit for unit in cells if unit.path.startswith(commune.path)]
    _profiles(cells, day, at)
    for code, above in LINES:
        told = Drawn(code, above, day - timedelta(days=300), RESOLVED)
        actions.set_line(organisation=commune, told=told, by=None, at=at)
    _charges(commune, cells, day, at)
    _posts(cells, day, at)


def _profiles(cells: list[Organisation], day: date, at: datetime) -> None:
    """Describe each hamlet at the end of the last years: from the list of cells, and a little more."""
    ends = [date(year, 12, 31) for year in (day.year - 2, day.year - 1)]
    listed = facts.profiles([unit.pk for unit in cells], day)
    for place, unit in enumerate(cells):
        known = listed.get(unit.pk)
        if known is None or not known.people or not known.households:
            continue
        for n, on in enumerate(ends):
            away = (known.youth_away or 0) + n
            numbers = {
                "distance": str(1 + place % 7),
                "households": str(known.households + n),
                "population": str(known.people + 2 * n),
                "youth_present": str(18 + place * 5 % 23 - n),
                "youth_away": str(away),
                "industrial_workers": str(12 + place * 7 % 31 + 2 * n),
            }
            if on > unit.founded_on:
                _record(unit, on, numbers, at)


def _record(unit: Organisation, on: date, numbers: dict[str, str], at: datetime) -> None:
    source = f"Thống kê xã, biểu dân số {on.day}/{on.month}/{on.year} (mẫu)"
    actions.record_profile(cell=unit, on=on, numbers=numbers, source=source, by=None, at=at)


def _charges(commune: Organisation, cells: list[Organisation], day: date, at: datetime) -> None:
    first, now = day - timedelta(days=BEFORE), day - timedelta(days=SINCE)
    gone = _seat(commune, LEFT, first, now, at)
    _give(cells, gone, LEFT[2], first, at)
    for told in COMMITTEE:
        member = _seat(commune, told, first, None, at)
        _give(cells, member, told[2], now, at)


def _posts(cells: list[Organisation], day: date, at: datetime) -> None:
    """Seat three members on each cell's committee, in a small cell one; the last has nobody yet."""
    since = day - timedelta(days=SINCE)
    for unit in cells[:-1]:
        rows = Person.objects.filter(cell=unit, standing="official").order_by("sort_key", "pk")
        people = list(rows[:9])
        posts = list(training().posts) if len(people) == 9 else [SECRETARY]
        for person, post in zip(people[:3], posts, strict=False):
            told = Seat(person.name, post, since, None, APPROVED, person.pk)
            actions.seat(organisation=unit, told=told, by=None, at=at)


def _seat(
    commune: Organisation,
    told: tuple[str, str, tuple[int, ...]],
    since: date,
    until: date | None,
    at: datetime,
) -> int:
    seat = Seat(told[0], told[1], since, until, TERM, None)
    return actions.seat(organisation=commune, told=seat, by=None, at=at).pk


def _give(
    cells: list[Organisation], member: int, places: tuple[int, ...], on: date, at: datetime
) -> None:
    given = {
        cells[place].pk: member
        for place in places
        if place < len(cells) and cells[place].founded_on <= on
    }
    if given:
        actions.charge(cells=given, on=on, document=PAPER, by=None, at=at)
