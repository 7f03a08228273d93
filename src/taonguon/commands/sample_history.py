"""The sample's past: how those admitted of late came to the Party, and who gave up on the way.

Told as older papers tell it, from before the first day of use: days and numbers, no assessment.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from taonguon.applicants import actions as applicants
from taonguon.core.days import add_months
from taonguon.core.description import DESCRIPTION
from taonguon.core.prospects import CERTIFICATE, INTRODUCTION, LISTED, PERMITTED, PROPOSED, UNLISTED
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.models import Person

COMMUNE = "Đảng bộ xã Khánh Nhạc"
SINCE, UNTIL = date(2018, 1, 1), date(2023, 4, 21)
PAPER = "sổ nghị quyết các chi bộ 2016–2023 (mẫu)"
VOTE, DECISION = "case.cell_vote", "case.decision"
CLASS_MONTHS = (3, 6, 9, 12)  # the months in which the district's class ended
# how many months each wait lasted, from the shortest to the longest
WAITS = {"listed": (1, 5), "proposed": (2, 7), "permitted": (1, 5), "voted": (2, 6)}
TO_DECISION, TO_CEREMONY = (20, 50), (6, 24)  # days
SCHOOLS = ("Trường", "Trạm")
# Invented names. Who gave up: cell, sex, born, introduced, months until listed (0: never), class
# certificate, until taken off the list or out of sight, and why.
GAVE_UP = (
    ("Lưu Văn Khoát", "Chi bộ xóm 2", "male", 1991, date(2018, 2, 14), 3, 0, 17, "moved_away"),
    ("Kiều Thị Dậu", "Chi bộ xóm 5", "female", 1988, date(2018, 5, 9), 2, 8, 20, "inactive"),
    ("Thạch Văn Bưởi", "Chi bộ xóm 9", "male", 1994, date(2018, 9, 20), 4, 0, 11, "withdrew"),
    ("Mạc Thị Nhãn", "Chi bộ xóm 14", "female", 1990, date(2018, 11, 6), 2, 7, 25, "moved_away"),
    ("Khổng Đình Ổi", "Chi bộ phố 1", "male", 1987, date(2019, 1, 18), 5, 0, 14, "inactive"),
    ("Giáp Thị Mít", "Chi bộ xóm 16", "female", 1995, date(2019, 3, 25), 3, 9, 16, "withdrew"),
    ("Ninh Văn Cau", "Chi bộ xóm 1", "male", 1992, date(2019, 7, 3), 2, 0, 9, "moved_away"),
    ("Từ Thị Sim", "Chi bộ xóm 7", "female", 1996, date(2019, 10, 11), 4, 11, 22, "moved_away"),
    ("Vương Bá Trám", "Chi bộ xóm 3", "male", 1989, date(2020, 2, 7), 3, 0, 13, "not_qualified"),
    ("Lục Thị Chanh", "Chi bộ xóm 17", "female", 1993, date(2020, 5, 28), 2, 6, 15, "moved_away"),
    ("Đoàn Văn Quất", "Chi bộ xóm 12", "male", 1997, date(2020, 9, 15), 5, 0, 18, "inactive"),
    ("Lã Thị Bồng", "Chi bộ xóm 4", "female", 1998, date(2020, 12, 2), 3, 0, 12, "moved_away"),
    ("Quách Văn Roi", "Chi bộ xóm 18", "male", 1990, date(2021, 2, 22), 2, 9, 21, "withdrew"),
    ("Tạ Thị Lựu", "Chi bộ xóm 13", "female", 1994, date(2021, 5, 17), 4, 0, 10, "moved_away"),
    ("Kiều Văn Thị", "Chi bộ phố 2", "male", 1999, date(2021, 8, 30), 3, 8, 16, "inactive"),
    ("Mạc Văn Duối", "Chi bộ xóm 8", "male", 1996, date(2022, 1, 10), 2, 0, 9, "moved_away"),
    ("Thạch Thị Na", "Chi bộ xóm 11", "female", 2000, date(2022, 4, 4), 3, 0, 11, "moved_away"),
)  # fmt: skip

Row = tuple[Any, ...]


def load(at: datetime) -> None:
    """Record the courses of those admitted since 2018 and of who gave up, and that these are all."""
    act = ledger.open_act(kind="sample", source=PAPER, by=None, at=at)
    admitted = Person.objects.filter(
        admitted_on__gte=SINCE, admitted_on__lte=UNTIL, cell__isnull=False
    )
    rows: list[Row] = []
    for number, person in enumerate(
        admitted.select_related("cell").order_by("admitted_on", "pk"), 1
    ):
        rows += _course(person, number)
    first = store.reserve(Person, len(GAVE_UP))
    cells = dict(Organisation.objects.filter(kind="cell").values_list("name", "pk"))
    for place, told in enumerate(GAVE_UP):
        rows += _gave_up(first + place, cells[told[1]], told)
    ledger.append_many(act=act, rows=rows)
    people.project({row[2] for row in rows})
    for place in range(len(GAVE_UP)):  # the days for which the law lets their data be kept are over
        applicants.erase(person=first + place, by=None, at=at)
    commune = Organisation.objects.get(name=COMMUNE)
    organisations.know_courses(organisation=commune, since=SINCE, document=PAPER, by=None, at=at)


def _course(person: Person, number: int) -> list[Row]:
    """Return the steps of an admission, counted back from its day, each wait drawn anew."""
    drawn, cell = Random(number), person.cell
    if cell is None or person.admitted_on is None:
        return []
    decided = _working(person.admitted_on - timedelta(days=drawn.randint(*TO_CEREMONY)))
    voted = _meeting(decided - timedelta(days=drawn.randint(*TO_DECISION)), cell.pk)
    permitted = _meeting(add_months(voted, -drawn.randint(*WAITS["voted"])), cell.pk)
    certified = _class_end(add_months(permitted, -drawn.randint(*WAITS["permitted"])))
    proposed = _meeting(certified - timedelta(days=drawn.randint(35, 95)), cell.pk)
    listed = _meeting(add_months(proposed, -drawn.randint(*WAITS["proposed"])), cell.pk)
    introduced = add_months(listed, -drawn.randint(*WAITS["listed"])) + timedelta(
        days=drawn.randint(0, 20)
    )
    resolved = _paper(f"{number % 20 + 1:02}-NQ/CB", cell.name)
    decision = _paper(f"{300 + number}-QĐ/HU", "Huyện ủy Yên Khánh")
    told: list[tuple[str, date, dict[str, Any]]] = [
        (INTRODUCTION, introduced, {"by": _introducer(person, drawn)}),
        (LISTED, listed, {"on_paper": resolved}),
        (PROPOSED, proposed, {}),
        (CERTIFICATE, certified, {"number": f"{number}/GCN-TTCT"}),
        (PERMITTED, permitted, {}),
        (VOTE, voted, {"on_paper": resolved}),
        (DECISION, decided, {"on_paper": decision}),
    ]
    return [(kind, on.isoformat(), person.pk, cell.pk, data, None, "") for kind, on, data in told]


def _paper(number: str, issuer: str) -> dict[str, str]:
    return {
        "form": "",
        "number": number,
        "issued_by": issuer,
        "kept_at": "tủ hồ sơ số 2, văn phòng",
    }


def _introducer(person: Person, drawn: Random) -> str:
    """Return the mass organisation that is likely to have introduced somebody of that age and place."""
    cell = person.cell.name if person.cell else ""
    if any(word in cell for word in SCHOOLS):
        return "Công đoàn"
    age = (person.admitted_on.year if person.admitted_on else 0) - int(person.born[:4] or 0)
    likely = ["Đoàn Thanh niên"] * 2 if age <= 30 else ["Hội Nông dân"]
    return drawn.choice([*likely, "Hội Phụ nữ" if person.sex == "female" else "Hội Cựu chiến binh"])


def _meeting(day: date, cell: int) -> date:
    """Return the last meeting of the cell on or before a day: once a month, on a day of its own."""
    of_cell = 3 + cell % 6
    month = day if day.day >= of_cell else add_months(day.replace(day=1), -1)
    return month.replace(day=of_cell)


def _class_end(day: date) -> date:
    """Return the day the last class on or before a day ended."""
    month = day.replace(day=1)
    while month.month not in CLASS_MONTHS or month.replace(day=24) > day:
        month = add_months(month, -1)
    return _working(month.replace(day=24))


def _working(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _gave_up(person: int, cell: int, told: Row) -> list[Row]:
    """Return what the papers tell of somebody who was taken off the list."""
    name, _, sex, born, on, listed, certified, ended, why = told
    said = [
        (DESCRIPTION, on, {"name": name, "sex": sex, "born": str(born)}),
        (INTRODUCTION, on, {"by": "Đoàn Thanh niên" if on.year - born <= 30 else "Hội Nông dân"}),
        (LISTED, _meeting(add_months(on, listed), cell), {}),
    ]
    if certified:
        said.append((CERTIFICATE, _class_end(add_months(on, certified)), {}))
    said.append((UNLISTED, _meeting(add_months(on, ended), cell), {"reason": why}))
    return [
        (kind, day.isoformat(), person, None if kind == DESCRIPTION else cell, data, None, "")
        for kind, day, data in said
    ]
