"""From the register to what a forecast is told: days without people, read in few queries, kept a while."""

import pickle
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taonguon.classes.models import StudyClass
from taonguon.core.courses import STAGES
from taonguon.meetings.models import Meeting
from taonguon.organisations.models import Organisation
from taonguon.regulations.book import in_use
from taonguon.reports import foretelling
from taonguon.reports.outlook import Facts, Looking, is_enough, tried_years
from taonguon.reports.picture import Materials, paint
from taonguon.rules.outlook import shipped
from tests import cast
from tests.outlook import register
from tests.outlook.communes import commune

pytestmark = pytest.mark.django_db

DAY = date(2016, 6, 30)
HAMLET = cast.HAMLET_1


@pytest.fixture(scope="module")
def made():
    return commune(21, cells=8, years=6)


@pytest.fixture
def root(made):
    cache.clear()
    return register.write(made, DAY, target=6)


def looking(root, day=DAY):
    told = Materials(root)
    return Looking(told, paint(told, day, day.year - 1))


def facts(root, day=DAY):
    return Facts(Materials(root), day, in_use())


def test_the_courses_read_are_those_written(made, root):
    read = facts(root)
    written = [one for one in made.courses if made.since <= one.days[0] <= DAY]
    expected = sorted(_until(one, DAY) for one in written)
    assert sorted(_told(one, register.FIRST_CELL) for one in read.courses) == expected


def _told(one, first=0):
    days = tuple(day.isoformat() if day else "" for day in one.days)
    return one.cell - first, days, one.ended_on.isoformat() if one.ended_on else ""


def _until(one, day):
    cell, days, ended = _told(one)
    return (
        cell,
        tuple(on if on <= str(day) else "" for on in days),
        ended if ended <= str(day) else "",
    )


def test_a_forecast_is_made_of_them(made, root):
    found = looking(root).outlook()
    year = made.admitted(date(2016, 1, 1), DAY)
    since = [one for one in made.courses if one.days[0] < made.since]
    early = sum(
        bool(one.admitted_on and date(2016, 1, 1) <= one.admitted_on <= DAY) for one in since
    )
    assert found.plain.admitted == found.told.admitted == year - early
    assert found.told.draws == found.told.chance.draws == 10_000
    assert [part.cell for part in found.told.parts] == list(range(901, 909))
    assert found.plain.total == found.told.plain


def test_it_asks_the_database_as_often_however_many_there_are(root, made):
    def asked(day):
        told = looking(root, day)
        with CaptureQueriesContext(connection) as seen:
            told.outlook()
        return len(seen)

    assert asked(date(2012, 1, 31)) == asked(DAY) <= 12


def test_it_is_made_once_until_something_is_recorded(root, made):
    first = looking(root).outlook()
    with CaptureQueriesContext(connection) as seen:
        again = looking(root).outlook()
    assert again == first
    assert not [query for query in seen if "people_prospect" in query["sql"]
                and "COUNT" not in query["sql"]]  # fmt: skip
    way = next(one for one in made.courses if one.days[0] >= made.since and not one.admitted_on)
    cast.record(register.facts_of(5000, way))
    cast.record([cast.fact("case.cell_vote", DAY, person=register.FIRST_PERSON + 5000,
                           organisation=register.FIRST_CELL)])  # fmt: skip
    assert looking(root).outlook() is not first


def test_what_is_kept_names_nobody(root, made, monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "set", lambda key, value: kept.update({key: pickle.dumps(value)}))
    asking = looking(root)
    asking.outlook(), asking.limits(), asking.tried()
    text = b"".join(kept.values()) + "".join(kept).encode()
    assert len(kept) == 3
    assert "Nghiệm".encode() not in text
    for number in range(len(made.courses)):
        person = register.FIRST_PERSON + number
        assert str(person).encode() not in text
        assert person.to_bytes(4, "little") not in text


def test_past_years_are_tried_when_they_had_facts_enough(root):
    years = tried_years(facts(root), shipped())
    assert years == sorted(years)
    assert years[-1:] == [2015]
    tried = looking(root).tried()
    assert sorted({one.day.year for one in tried}) == years
    assert len(tried) == 11 * len(years)


def test_with_few_facts_only_the_plain_count_is_told_and_why(made):
    cache.clear()
    root = register.write(made, date(2011, 12, 31), target=4)
    found = looking(root, date(2011, 12, 31)).outlook()
    assert found.told is None
    assert "Chưa đủ số liệu để dự báo" in foretelling.too_few(found)
    assert f"cần {shipped().least_admitted}" in foretelling.too_few(found)


def test_so_it_is_when_most_admissions_came_without_their_course(root):
    cache.clear()
    strangers = [
        one
        for n in range(60)
        for one in cast.admission(990_000 + n, register.FIRST_CELL, "2016-02-03")
    ]
    cast.record(strangers)
    found = looking(root).outlook()
    assert not found.enough
    assert "sổ chỉ theo trọn chặng đường của" in foretelling.too_few(found)


@pytest.mark.parametrize(
    ("ever", "known", "admitted", "enough"),
    [(12, 8, 10, True), (11, 8, 10, False), (12, 7, 10, False), (12, 0, 0, True)],
)
def test_what_is_enough(ever, known, admitted, enough):
    assert is_enough(shipped(), ever, known, admitted) is enough


def test_classes_planned_and_meetings_held_this_month_are_read(root):
    for end, organisation in ((date(2016, 9, 9), root.pk), (date(2016, 5, 5), root.pk),
                              (date(2016, 10, 1), 77), (date(2017, 2, 2), root.pk)):  # fmt: skip
        StudyClass.objects.create(kind="awareness", name="Lớp", organisation=organisation,
                                  centre="", place="", start_on=end, end_on=end)  # fmt: skip
    june = Meeting.objects.create(cell=register.FIRST_CELL, month=date(2016, 6, 1))
    late = Meeting.objects.create(cell=register.FIRST_CELL + 1, month=date(2016, 6, 1))
    for meeting, day in ((june, 5), (late, 28)):
        meeting.versions.create(held_on=date(2016, 6, day), recorded_at=register.AT)
    told = facts(root, date(2016, 6, 20)).calendar
    assert told.class_ends == (date(2016, 9, 9),)
    assert told.met == {register.FIRST_CELL}


def way(*steps, person=cast.LAN):
    """Record the way of somebody introduced on 5/1/2024; return the course read of it on 30/6/2024."""
    cast.commune()
    begun = [cast.description(person, "2024-01-05", born="1990-02-02"),
             cast.fact("introduction", "2024-01-05", person=person, organisation=HAMLET)]  # fmt: skip
    cast.record([*begun, *steps])
    (found,) = facts(Organisation.objects.get(pk=cast.COMMUNE), date(2024, 6, 30)).courses
    return found


def step(kind, day, **said):
    return cast.fact(kind, day, person=cast.LAN, organisation=HAMLET, **said)


def reached(course):
    return {stage: str(day) for stage, day in zip(STAGES, course.days, strict=False) if day}


def vote(favour, of=9):
    voters = [{"name": f"Đảng viên {n}", "present": True} for n in range(of)]
    tally = {"favour": favour, "against": of - favour, "blank": 0}
    return {"form": "secret", "voters": voters, "tally": tally}


@pytest.mark.parametrize(("favour", "voted"), [(6, True), (5, False)])
def test_a_vote_counts_when_it_passed(favour, voted):
    course = way(step("case.cell_vote", "2024-05-05", **vote(favour)))
    assert ("voted" in reached(course)) is voted


def test_a_decision_not_to_admit_ends_the_course():
    course = way(step("case.cell_vote", "2024-05-05"),
                 step("case.decision", "2024-06-05", approved=False))  # fmt: skip
    assert str(course.ended_on) == "2024-06-05"
    assert list(reached(course)) == ["introduced", "voted"]


def test_who_is_under_age_may_not_be_voted_on_before_the_law_allows():
    young = cast.description(cast.LAN, "2024-01-06", born="2006-11-20")
    course = way(young)
    earliest = dict(zip((*STAGES, "admitted"), course.earliest, strict=True))
    assert str(earliest["voted"]) == "2024-11-01"
    assert earliest["listed"] <= date(2024, 6, 30)


def test_a_refused_course_is_ended_on_the_first_of_two_days():
    course = way(step("case.decision", "2024-06-05", approved=False),
                 step("case.unlisted", "2024-06-20", reason="other"))  # fmt: skip
    assert str(course.ended_on) == "2024-06-05"


def test_who_is_admitted_ends_no_course_but_completes_it():
    course = way(
        step("case.cell_vote", "2024-05-05"), step("case.decision", "2024-05-20"),
        cast.fact("admission", "2024-06-10", person=cast.LAN, organisation=HAMLET),
    )  # fmt: skip
    assert course.ended_on is None
    assert reached(course) == {
        "introduced": "2024-01-05", "voted": "2024-05-05", "decided": "2024-05-20",
    }  # fmt: skip
    assert str(course.admitted_on) == "2024-06-10"


def test_a_vote_of_before_the_introduction_belongs_to_an_earlier_course():
    course = way(step("case.cell_vote", "2023-12-05"), step("case.decision", "2023-12-20"))
    assert reached(course) == {"introduced": "2024-01-05"}


def test_what_is_recorded_of_later_days_is_not_read_before():
    cast.commune()
    told = {"person": cast.LAN, "organisation": HAMLET}
    cast.record([
        cast.description(cast.LAN, "2024-07-01", born="1990-02-02"),
        cast.fact("introduction", "2024-07-01", **told),
    ])  # fmt: skip
    found = facts(Organisation.objects.get(pk=cast.COMMUNE), date(2024, 6, 30))
    assert found.history.cut(date(2024, 6, 30)).open.sum() == 0
    assert found.in_hand() == 0


@pytest.mark.parametrize(
    ("steps", "in_hand"),
    [
        ([], 0),
        ([("case.cell_vote", "2024-05-05")], 1),
        ([("case.cell_vote", "2024-05-05"), ("case.decision", "2024-06-05")], 1),
        ([("case.cell_vote", "2024-05-05"), ("admission", "2024-06-10")], 0),
    ],
)
def test_a_dossier_is_in_hand_from_the_cells_vote_to_the_ceremony(steps, in_hand):
    way(*(step(kind, day) for kind, day in steps))
    found = facts(Organisation.objects.get(pk=cast.COMMUNE), date(2024, 6, 30))
    assert found.in_hand() == in_hand
