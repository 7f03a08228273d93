"""Rows to plans backwards: whose class it is, who sits in it, and which goal a case has."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taonguon.cases import facts as cases
from taonguon.classes.actions import holding
from taonguon.classes.actions import planning as classes
from taonguon.classes.models import StudyClass
from taonguon.core.backward import NO_CLASS
from taonguon.core.before import CLASS, TIGHT
from taonguon.core.goals import AGE, CERTIFIED, ENLISTMENT, PAPER, YEAR_END, by_year_end
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from taonguon.reports import planning
from tests import cast

pytestmark = pytest.mark.django_db

DAY = date(2026, 2, 2)
MOMENT = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)
GROWN = {"born": "1999-05-19", "schooling": "12/12"}


def introduced(person, cell=cast.HAMLET_1, *, listed=True, **said):
    """Return the facts of somebody whom the cell listed and proposed for a class."""
    about = {"person": person, "organisation": cell}
    facts = [
        cast.description(person, "2025-03-03", **{**GROWN, **said}),
        cast.fact("introduction", "2025-03-03", by="Hội Phụ nữ", **about),
    ]
    if listed:
        facts += [
            cast.fact(f"case.{step}", "2025-04-07", **about)
            for step in ("listed", "class_proposed")
        ]
    return facts


def opened(organisation=cast.COMMUNE, start=date(2026, 3, 2), kind="awareness"):
    told = {
        "name": "Lớp khóa I", "centre": "Trung tâm", "place": "Hội trường", "places": 40,
        "start_on": start, "end_on": start + timedelta(days=4), "decision_number": "",
        "decision_on": None,
    }  # fmt: skip
    place = Organisation.objects.get(pk=organisation)
    return classes.open_class(kind=kind, organisation=place, told=told, by=None, at=MOMENT)


def people(*ids):
    return list(Person.objects.filter(pk__in=ids).select_related("cell"))


def planned(code=YEAR_END, year=2026, ids=(cast.LAN,), day=DAY):
    return planning.plans(people(*ids), planning.studies(day), in_use(), day, (code, year))


@pytest.fixture
def lan():
    cast.commune()
    cast.record(introduced(cast.LAN))
    return Person.objects.get(pk=cast.LAN)


def test_a_class_of_the_commune_is_open_to_its_cells_and_to_no_other(lan):
    cast.record(introduced(cast.HUNG, cast.OTHER_CELL))
    opened()
    told = planning.studies(DAY)
    here, elsewhere = people(cast.LAN, cast.HUNG)
    assert [one.start for one in planning.days_for(told, here)] == [date(2026, 3, 2)]
    assert planning.days_for(told, elsewhere) == ()


def test_only_classes_for_the_certificate_count_and_none_that_ended_long_ago(lan):
    opened(kind="committee")
    opened(start=date(2024, 3, 4))
    kept = opened()
    assert [one.row.pk for one in planning.studies(DAY)] == [kept.pk]


def test_who_is_on_the_list_sits_there_until_the_result_or_the_certificate(lan):
    one = opened()
    assert not planning.days_for(planning.studies(DAY), lan)[0].seated
    classes.nominate(study_class=one, people=[lan.pk], guests=[], by=None, at=MOMENT)
    assert planning.days_for(planning.studies(DAY), lan)[0].seated
    StudyClass.objects.filter(pk=one.pk).update(start_on="2026-01-05", end_on="2026-01-09")
    classes.approve(study_class=one, number="1-QĐ", on=date(2026, 1, 2), by=None, at=MOMENT)
    one.refresh_from_db()
    seat = one.seats.get()
    holding.grade(study_class=one, grades={seat.pk: "failed"}, by=None, at=MOMENT)
    assert not planning.days_for(planning.studies(DAY), lan)[0].seated
    holding.grade(study_class=one, grades={seat.pk: "good"}, by=None, at=MOMENT)
    assert planning.days_for(planning.studies(DAY), lan)[0].seated
    holding.certify(study_class=one, first="1/GCN", on=date(2026, 1, 20), by=None, at=MOMENT)
    assert not planning.days_for(planning.studies(DAY), lan)[0].seated


def test_without_a_class_in_the_calendar_nobody_is_in_time_and_with_one_they_are(lan):
    (before,) = planned().planned
    assert before.way.state == NO_CLASS
    opened()
    (after,) = planned().planned
    assert after.way.state not in (NO_CLASS,)
    assert after.way.goal == by_year_end(2026)


def test_a_goal_is_a_case_s_own_and_within_the_year(lan):
    assert planned(ENLISTMENT).planned == ()
    about = {"person": cast.LAN, "organisation": cast.HAMLET_1}
    cast.record([cast.fact("enlistment", "2026-01-05", date="2027-02-20", **about)])
    assert planned(ENLISTMENT).planned == ()
    (one,) = planned(ENLISTMENT, 2027).planned
    assert one.way.goal.last == date(2027, 2, 19)
    assert planned(ENLISTMENT, 2027, day=date(2027, 2, 20)).planned == ()


def test_what_expires_within_the_year_is_a_goal(lan):
    about = {"person": cast.LAN, "organisation": cast.HAMLET_1}
    cast.record([cast.fact("certificate", "2021-09-01", number="1/GCN", **about)])
    assert planned(PAPER).planned == ()
    (one,) = planned(CERTIFIED).planned
    assert one.way.goal.last == date(2026, 9, 1)
    assert planned(CERTIFIED, 2025).planned == ()


def test_of_whom_the_year_of_birth_alone_is_known_no_day_of_age_is_told():
    cast.commune()
    cast.record(introduced(cast.LAN, born="1966") + introduced(cast.HUNG, born="1966-05-19"))
    told = planned(AGE, ids=(cast.LAN, cast.HUNG))
    assert [one.person.pk for one in told.planned] == [cast.HUNG]
    assert told.planned[0].way.goal.last == date(2026, 5, 31)
    assert [one.pk for one in told.unknown] == [cast.LAN]
    assert planned(YEAR_END, ids=(cast.LAN,)).unknown == ()


def test_the_nearest_day_comes_first():
    cast.commune()
    cast.record(introduced(cast.LAN, born="1966-08-01") + introduced(cast.HUNG, born="1966-05-19"))
    told = planned(AGE, ids=(cast.LAN, cast.HUNG))
    assert [one.person.pk for one in told.planned] == [cast.HUNG, cast.LAN]


def test_a_newcomer_waits_for_the_class_and_is_not_held_up_by_anything():
    cast.commune()
    opened(start=date(2026, 11, 2))
    path = Organisation.objects.get(pk=cast.COMMUNE).path
    way = planning.newcomer(planning.studies(DAY), path, in_use(), DAY, by_year_end(2026))
    held = {one.step: one for one in way.windows}
    assert (held["certificate"].earliest.day, held["certificate"].earliest.why) == (
        date(2026, 11, 6),
        CLASS,
    )
    assert way.state == TIGHT


@pytest.mark.parametrize("code", [YEAR_END, ENLISTMENT, AGE])
def test_sixty_open_cases_ask_no_more_than_one(code):
    cast.commune()
    ids = range(90_000, 90_060)
    cast.record([fact for person in ids for fact in introduced(person)])
    found = people(*ids)
    told = planning.studies(DAY)
    asked = []
    for some in (found[:1], found):
        with CaptureQueriesContext(connection) as queries:
            planning.plans(some, told, in_use(), DAY, (code, 2026))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_other_goals_of_a_case_are_the_nearest_of_each_kind(lan):
    about = {"person": cast.LAN, "organisation": cast.HAMLET_1}
    cast.record(
        [
            cast.fact("certificate", "2022-09-01", number="1/GCN", **about),
            cast.fact("case.mass_opinion", "2025-11-01", body="youth", **about),
            cast.fact("case.residence_opinion", "2025-10-01", **about),
        ]
    )
    case = cases.one(Person.objects.select_related("cell").get(pk=cast.LAN))
    told = planning.goals_of(case, in_use(), DAY, date(2026, 3, 1))
    assert [(one.code, one.last) for one in told] == [
        (ENLISTMENT, date(2026, 2, 28)),
        (PAPER, date(2026, 10, 1)),
        (CERTIFIED, date(2027, 9, 1)),
    ]
    assert [one.code for one in planning.goals_of(case, in_use(), DAY, DAY)] == [PAPER, CERTIFIED]
