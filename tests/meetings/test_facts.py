"""What a meeting knows: which cells there were, who is on the way, who may help, what is open."""

from datetime import date

import pytest

from taonguon.core.month import Month
from taonguon.core.organisation import after
from taonguon.ledger.models import Fact
from taonguon.meetings import facts
from taonguon.meetings.facts import Member
from taonguon.meetings.resolving import Resolved
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from tests import cast
from tests.cases.conftest import introduced
from tests.meetings.conftest import NOW, OCTOBER

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def cells(month):
    path = Organisation.objects.get(pk=cast.COMMUNE).path
    return [one.pk for one in facts.cells([(path, after(path))], month)]


def names(until):
    return [one.name for one in facts.people([cast.HAMLET_1], until)]


def test_a_month_has_the_cells_there_were_in_it(commune):
    cast.record([
        cast.fact("dissolve", "2026-09-10", organisation=cast.SCHOOL),
        cast.fact("merge", "2026-09-01", organisation=cast.CREDIT_FUND, into=cast.HAMLET_1),
    ])  # fmt: skip
    assert cells(Month(2026, 8)) == [*cast.CELLS]
    assert cells(Month(2026, 9)) == [cast.HAMLET_1, cast.HAMLET_2, cast.SCHOOL]
    assert cells(OCTOBER) == [cast.HAMLET_1, cast.HAMLET_2]
    assert cells(Month(1999, 12)) == []


def test_the_other_commune_s_cells_are_none_of_ours(commune):
    assert cast.OTHER_CELL not in cells(OCTOBER)


def test_those_introduced_by_the_day_are_on_the_way_by_given_name(cell):
    introduced(301, "2026-03-08", name="Trần Thị Yến")
    introduced(302, "2026-03-08", name="Vũ Văn Anh")
    introduced(303, "2026-10-06", name="Lê Thị Bình")
    assert names(date(2026, 10, 5)) == ["Vũ Văn Anh", "Trần Thị Yến"]
    assert names(date(2026, 10, 6)) == ["Vũ Văn Anh", "Lê Thị Bình", "Trần Thị Yến"]
    assert names(date(2026, 3, 7)) == []


def test_a_past_month_sees_people_as_they_stood_then(ready, meetings):
    assert meetings.standing(ready, date(2026, 10, 4)).may_list()
    then = meetings.standing(ready, date(2026, 10, 19))
    assert (then.may_list(), then.may_ask()) == (False, False)
    assert meetings.standing(ready, date(2026, 10, 20)).may_ask()


def test_who_was_taken_off_is_there_no_more_until_introduced_anew(ready, meetings):
    meetings.hold(Resolved(person=ready, off="inactive"), month=Month(2026, 11), day=3)
    assert meetings.standing(meetings.person(ready.pk)) is None
    cast.record([
        cast.fact("introduction", "2026-11-10", person=ready.pk, organisation=cast.HAMLET_1, by="Đoàn")
    ])  # fmt: skip
    ready.refresh_from_db()
    assert ready.standing == "prospect"


def test_a_helper_back_in_the_cell_has_been_there_since_coming_back(cell):
    cast.record([
        cast.fact("move", "2025-02-03", person=201, organisation=cast.HAMLET_2),
        cast.fact("move", "2026-02-03", person=201, organisation=cast.HAMLET_1),
    ])  # fmt: skip
    since = {one.pk: one.here_since for one in facts.members(cast.HAMLET_1, DAY)}
    assert since[201] == date(2026, 2, 3)
    assert since[202] < date(2025, 1, 1)
    assert 201 not in {one.pk for one in facts.members(cast.HAMLET_1, date(2025, 6, 1))}


def test_a_probationer_cannot_be_chosen_to_help(cell):
    cast.record(cast.admission(cast.THAO, cast.HAMLET_1, "2020-06-01"))
    assert cast.THAO not in {one.pk for one in facts.members(cast.HAMLET_1, DAY)}
    cast.record([cast.fact("recognition", "2020-12-30", person=cast.THAO)])
    told = {one.pk: one for one in facts.members(cast.HAMLET_1, DAY)}[cast.THAO]
    assert told.here_since == date(2020, 6, 1)  # counted from the admission, not the recognition


@pytest.mark.parametrize(
    ("here", "together"), [(date(2020, 1, 1), "2026-03-08"), (date(2026, 5, 5), "2026-05-05")]
)
def test_together_since_the_later_of_both_coming_to_the_cell(lan, meetings, here, together):
    member = Member(201, "Đảng viên 1", date(2010, 5, 19), here)
    told = facts.helper_data(member, meetings.standing(lan))
    assert told["together_since"] == together


def test_a_member_whose_day_is_not_known_is_no_official_helper(lan, meetings):
    member = Member(201, "Đảng viên 1", None, date(2020, 1, 1))
    assert facts.helper_data(member, meetings.standing(lan))["official_since"] is None


def test_a_task_whose_words_were_mended_is_done_all_the_same(lan, meetings):
    meetings.hold(Resolved(person=lan, task="Dạy hat"))
    (task,) = meetings.standing(lan).tasks
    fact = Fact.objects.get(pk=task.fact)
    data = {"text": "Dạy hát", "state": "given"}
    people.correct(fact=fact, on=fact.happened_on, data=data, because="gõ nhầm", by=None, at=NOW)
    (task,) = meetings.standing(lan).tasks
    assert task.text == "Dạy hát"
    meetings.hold(Resolved(person=lan, done=(task,)), month=Month(2026, 11))
    assert meetings.standing(lan).tasks == ()


def test_a_task_withdrawn_is_open_no_more(lan, meetings):
    meetings.hold(Resolved(person=lan, task="Dạy hát"))
    (task,) = meetings.standing(lan).tasks
    fact = Fact.objects.get(pk=task.fact)
    people.correct(fact=fact, on=None, data=None, because="nhầm người", by=None, at=NOW)
    assert meetings.standing(lan).tasks == ()


def test_tasks_are_told_the_oldest_first(lan, meetings):
    meetings.hold(Resolved(person=lan, task="việc sau"), day=9)
    meetings.hold(Resolved(person=lan, task="việc trước"), month=Month(2026, 9))
    assert [task.text for task in meetings.standing(lan).tasks] == ["việc trước", "việc sau"]


def test_the_people_of_a_cell_are_asked_for_in_six_queries(cell, django_assert_max_num_queries):
    for pk in range(301, 330):
        introduced(pk, "2026-03-08")
    found = facts.people([cast.HAMLET_1], DAY)
    with django_assert_max_num_queries(8):
        assert len(facts.standings(found, DAY)) == 29
