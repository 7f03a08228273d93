"""Each source against the room that owns the matter: the same things, on the same day, as late as there."""

from datetime import date, timedelta

import pytest

from taonguon.applicants import due as erasing
from taonguon.applicants.models import Request
from taonguon.cases import worklist
from taonguon.classes.models import StudyClass
from taonguon.core.month import Month
from taonguon.core.targets import TARGET
from taonguon.difficulties import facts as difficulties
from taonguon.directives import facts as directives
from taonguon.duties.sources import admission, committee, prospects
from taonguon.duties.sources import cells as in_cells
from taonguon.ledger.models import Fact
from taonguon.meetings import facts as meetings
from taonguon.meetings import reviewing
from taonguon.people.models import Person
from taonguon.petitions.models import Petition
from taonguon.prospects import facts as whereabouts
from taonguon.regulations.models import DayChange
from taonguon.visits import facts as visits
from taonguon.visits import months

pytestmark = pytest.mark.django_db
FROM_NOW = [timedelta(days=days) for days in (-30, 0, 1, 6, 45, 120)]


def of_kind(found, *kinds):
    return [one for one in found if one.kind in kinds]


def late(found, on):
    return {one.key for one in found if one.late(on)}


@pytest.mark.parametrize("later", FROM_NOW)
def test_deadlines_of_cases_are_those_of_the_worklist(scope, today, later):
    on = today + later
    rows = worklist.rows(scope.people, scope.book, on)
    steps = of_kind(admission.cases(scope, on), "case.cell", "case.committee", "case.reply")
    told = sorted((row.person.pk, due.due or date.max) for row in rows for due in row.told.due())
    assert sorted((one.opens.args[0], one.due or date.max) for one in steps) == told
    assert {one.opens.args[0] for one in steps if one.late(on)} == {
        row.person.pk for row in rows if row.is_so(worklist.LATE)
    }
    replies = {one.opens.args[0] for one in steps if one.kind == "case.reply"}
    assert replies == {row.person.pk for row in rows if row.is_so(worklist.WAITING)}


def test_a_case_tells_who_takes_the_step_and_why_it_is_due(scope, today):
    found = admission.cases(scope, today)
    votes = [one for one in of_kind(found, "case.cell") if "biểu quyết" in one.title]
    assert votes
    assert all("ngày làm việc sau" in one.why and one.cite for one in votes)
    assert all(one.personal and not one.typed for one in found)
    running = of_kind(found, "case.expiring")
    assert {one.opens.args[0] for one in running if one.due <= today + worklist.SOON} == {
        row.person.pk
        for row in worklist.rows(scope.people, scope.book, today)
        if row.is_so(worklist.EXPIRING)
    }


@pytest.mark.parametrize("later", FROM_NOW)
def test_directives_petitions_difficulties_are_due_and_late_as_their_rooms_say(
    scope, cells, today, later
):
    on = today + later
    owed = directives.due([one.pk for one in cells], on)
    found = in_cells.directives(scope, on)
    assert [one.due for one in found] == [one.due_on for one in owed]
    assert len(late(found, on)) == sum(one.due_on < on for one in owed)
    waiting = Petition.objects.within(scope.ranges).open()
    asked = in_cells.petitions(scope, on)
    assert {int(one.key) for one in asked} == set(
        waiting.filter(received_on__lte=on).values_list("pk", flat=True)
    )
    overdue = waiting.filter(received_on__lte=on).overdue(on)
    assert late(asked, on) == {str(pk) for pk in overdue.values_list("pk", flat=True)}
    told = difficulties.of(cells)
    hard = in_cells.difficulties(scope, on)
    assert {one.key for one in hard} == {str(one.row.pk) for one in told if one.course.open}
    assert late(hard, on) == {str(one.row.pk) for one in told if one.late(on)}
    levels = {str(one.row.pk): one.level(on) for one in told}
    assert all(one.kind == f"difficulty.{levels[one.key]}" for one in hard)


@pytest.mark.parametrize("later", FROM_NOW[1:])
def test_cells_long_not_visited_and_promises_are_those_of_the_visits(scope, cells, today, later):
    on = today + later
    year, found = visits.year(cells, on), in_cells.visits(scope, on)
    to_visit = of_kind(found, "visit.cell")
    assert {int(one.key) for one in to_visit if one.due <= on} == {one.pk for one in year.waiting}
    assert late(of_kind(found, "visit.promise"), on) == {str(one.pk) for one in year.late}
    assert all(one.typed for one in of_kind(found, "visit.promise"))
    never = [one for one in to_visit if one.since is None]
    assert {one.title for one in never} == {"Dự sinh hoạt: chưa có ai đến lần nào"}
    assert all(one.due >= today - timedelta(days=1) for one in never)  # used since today


@pytest.mark.parametrize("back", [0, 1, 2])
def test_meetings_to_be_recorded_are_those_the_review_misses(scope, cells, today, back):
    month = Month.holding(today).back(-back)
    months_ = int(scope.book.value(in_cells.REVIEW, today).value)
    missed = {one.pk for one in reviewing.duty(cells, month, months_).not_held}
    found = of_kind(in_cells.meetings(scope, month.last), "meeting.record")
    assert {int(one.key) for one in found if one.due <= month.last} == missed
    assert len(found) == len(cells)
    after = month.last + timedelta(days=1)
    assert late(of_kind(in_cells.meetings(scope, after), "meeting.record"), after) == {
        str(pk) for pk in missed
    }


def test_results_to_be_told_are_the_late_ones_of_the_calendar(scope, cells, today):
    found = of_kind(in_cells.meetings(scope, today), "meeting.result")
    now, ids = Month.holding(today), [one.pk for one in cells]
    told = set()
    for month in (now.before, now):
        lines = months.of(cells, month, meetings.recorded(ids, month)).lines
        told |= {(one.unit.pk, one.on) for one in lines if one.state(today) == months.LATE}
    assert {(one.place.organisation, one.since) for one in found} == told
    assert all(one.due == one.since + timedelta(days=2) for one in found)


def test_what_the_cells_proposed_waits_for_the_review_by_the_end_of_its_month(scope, cells, today):
    waiting = reviewing.waiting([one.pk for one in cells], Month.holding(today), today, scope.book)
    found = committee.review(scope, today)
    assert sorted(one.key for one in found) == sorted(str(one.proposal.pk) for one in waiting)
    assert all(one.due == Month.holding(one.due).last for one in found)


def test_requests_and_erasures_are_due_as_the_office_s_lists_say(scope, today):
    asked = admission.requests(scope, today)
    assert {int(one.key) for one in asked} == set(
        Request.objects.waiting().values_list("pk", flat=True)
    )
    on = today + timedelta(days=400)
    ended = erasing.ended(scope.ranges, on, scope.book)
    assert ended
    assert [(one.key, one.due) for one in admission.erasures(scope, on)] == [
        (str(one.person.pk), one.on) for one in ended
    ]
    assert admission.erasures(scope, date(1990, 1, 1)) == []  # before the law


def test_classes_ask_for_their_decision_and_then_for_their_results(scope, today):
    found = {one.key: one for one in committee.classes(scope, today)}
    listed = StudyClass.objects.filter(approved_at__isnull=True)
    assert {key for key, one in found.items() if one.kind == "class.approve"} == {
        str(one.pk) for one in listed
    }
    far = today + timedelta(days=400)
    over = of_kind(committee.classes(scope, far), "class.results")
    by_pk = StudyClass.objects.in_bulk(int(one.key) for one in over)
    assert over
    assert all(one.due == by_pk[int(one.key)].end_on + timedelta(days=15) for one in over)


def test_who_is_away_enlists_or_is_handed_over(scope, today):
    found = prospects.moving(scope, today)
    people = Person.objects.within(scope.ranges).filter(standing="prospect")
    told = whereabouts.told(people.values("pk"))
    assert {one.opens.args[0] for one in of_kind(found, "prospect.meet")} <= set(told)
    assert of_kind(found, "prospect.meet")
    assert of_kind(found, "prospect.enlist")
    (sent, *_more) = of_kind(found, "handover.wait")
    assert sent.outside
    assert sent.due == sent.since + timedelta(days=15)


def test_a_handover_is_a_duty_of_the_receiver_and_a_wait_of_the_sender(scope, today):
    sent = {one.key: one for one in of_kind(prospects.moving(scope, today), "handover.wait")}
    coming = {one.key: one for one in prospects.arriving(scope, today)}
    both = sent.keys() & coming.keys()
    assert both
    assert all(sent[key].place.organisation != coming[key].place.organisation for key in both)


def test_who_did_not_agree_yet_is_to_be_asked_by_the_cell(scope, today):
    found = prospects.agreements(scope, today)
    people = Person.objects.within(scope.ranges).filter(standing="prospect")
    unasked = people.filter(prospect__agreed_on__isnull=True)
    assert {int(one.key) for one in found} == set(unasked.values_list("pk", flat=True))


def test_a_year_without_any_target_asks_for_one(scope, commune, today):
    assert committee.targets(scope, today) == []  # the sample has targets of this year
    (one,) = committee.targets(scope, today.replace(year=today.year + 3, month=1, day=5))
    assert one.due == date(today.year + 3, 2, 1)
    assert one.place.organisation == commune.pk
    assert Fact.objects.filter(kind=TARGET).exists()


def test_a_change_of_the_rules_waits_for_another_than_who_proposed_it(scope, today):
    (pending,) = DayChange.objects.pending()
    (one,) = committee.rules(scope, today)
    assert one.not_for == pending.proposed_by_id
    assert one.place.path == ""
    assert one.due == one.since + timedelta(days=7)
