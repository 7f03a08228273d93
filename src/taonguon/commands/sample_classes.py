"""The sample's classes: one being drawn up, one under way, a committee training that is over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from taonguon.cases import actions as cases
from taonguon.cells.models import CommitteeMember
from taonguon.classes import facts
from taonguon.classes.actions import holding, planning
from taonguon.classes.models import AFTERNOON, MORNING, Session, StudyClass
from taonguon.core.case import Event
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.regulations.book import in_use

CENTRE, HALL = "Trung tâm chính trị xã Khánh Nhạc", "Hội trường Đảng ủy xã"
FIRST_CELL = "Chi bộ xóm 6"
PROPOSED, TRAINED = 8, 24
SUBJECTS = ("Khai giảng, bài 1", "Bài 1, thảo luận", "Bài 2", "Bài 3")
GUESTS = [("Phạm Thị Hằng", "Đảng bộ xã Khánh Hội"), ("Đỗ Văn Quyết", "Đảng bộ xã Khánh Hội")]


def load(at: datetime) -> None:
    """Open the sample's classes, their days counted back from `at`."""
    place = Organisation.objects.filter(kind="commune").order_by("path").first()
    if place is None:
        return
    today = timezone.localdate(at)
    _propose(place, today, at)
    coming = _open(place, "awareness", "Lớp nhận thức về Đảng khóa II", (today, 12, 16), at)
    going = _open(place, "awareness", "Lớp nhận thức về Đảng khóa I", (today, -2, 2), at)
    able = [each.person for each in facts.candidates(going, in_use(), today) if not each.why]
    half = len(able) // 2
    _list(going, able[:half], at, guests=GUESTS)
    _hold(going, today, at)
    _list(coming, able[half:], at)
    _train(place, today, at)


def _open(
    place: Organisation, kind: str, name: str, days: tuple[date, int, int], at: datetime
) -> StudyClass:
    today, first, last = days
    told = {
        "name": f"{name} năm {today.year}", "centre": CENTRE, "place": HALL, "places": 40,
        "start_on": today + timedelta(days=first), "end_on": today + timedelta(days=last),
        "decision_number": "", "decision_on": None,
    }  # fmt: skip
    return planning.open_class(kind=kind, organisation=place, told=told, by=None, at=at)


def _propose(place: Organisation, today: date, at: datetime) -> None:
    """Let some cells list and propose their prospects, hamlet 6 first."""
    rows = Person.objects.within([place.range]).filter(
        standing="prospect", prospect__certified_on__isnull=True, prospect__listed_on__isnull=True
    )
    people = list(rows.select_related("cell").order_by("cell__path", "sort_key"))
    people.sort(key=lambda one: one.cell.name != FIRST_CELL if one.cell else True)
    steps = []
    for person in people[:PROPOSED]:
        for step, ago in (("listed", 75), ("class_proposed", 20)):
            paper = {"form": "NQ-CB", "number": "09-NQ/CB", "kept_at": "tủ hồ sơ số 2",
                     "issued_by": person.cell.name if person.cell else ""}  # fmt: skip
            steps.append((person, Event(step, today - timedelta(days=ago), {"on_paper": paper})))
    cases.record_steps(steps=steps, source="lớp mẫu", by=None, at=at)


def _list(
    one: StudyClass, people: Sequence[Person], at: datetime, guests: Sequence[Any] = ()
) -> None:
    ids = [person.pk for person in people]
    planning.nominate(study_class=one, people=ids, guests=guests, by=None, at=at)


def _hold(one: StudyClass, today: date, at: datetime) -> None:
    """Approve the list, plan two days and mark who was there."""
    on = one.start_on - timedelta(days=5)
    planning.approve(study_class=one, number="45-QĐ/ĐU", on=on, by=None, at=at)
    days = [
        (one.start_on + timedelta(days=n), part) for n in (0, 2) for part in (MORNING, AFTERNOON)
    ]
    told = [(day, part, said) for (day, part), said in zip(days, SUBJECTS, strict=True)]
    planning.plan_sessions(study_class=one, sessions=told, by=None, at=at)
    seats = [row.seat.pk for row in facts.roster(one)]
    for number, session in enumerate(Session.objects.filter(study_class=one, on__lt=today)):
        there = seats[number:]
        holding.mark_session(session=session, present=there, before=[], by=None, at=at)


def _train(place: Organisation, today: date, at: datetime) -> None:
    """A training of committee members that is over, graded and certified but for one."""
    one = _open(place, "committee", "Bồi dưỡng nghiệp vụ cấp ủy chi bộ", (today, -40, -38), at)
    cells = Organisation.objects.below(place.path).filter(kind="cell").values("pk")
    seated = CommitteeMember.objects.filter(organisation__in=cells).values("person")
    members = Person.objects.filter(pk__in=seated).order_by("cell__path", "sort_key")
    people = [one for place, one in enumerate(members) if place % 4 != 1][:TRAINED]
    _list(one, people, at)
    _hold(one, today, at)
    seats = [row.seat.pk for row in facts.roster(one)]
    grades = dict.fromkeys(seats, "passed") | dict.fromkeys(seats[:6], "good")
    grades[seats[-1]] = "failed"
    holding.grade(study_class=one, grades=grades, by=None, at=at)
    on = one.end_on + timedelta(days=3)
    holding.certify(study_class=one, first="01/GCN-BDCU", on=on, by=None, at=at)
