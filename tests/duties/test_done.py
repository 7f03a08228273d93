"""What is done in the room that owns it is no duty any more, and what arises there is one at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.accounts.models import User
from taonguon.applicants import actions as applicants
from taonguon.applicants.models import Request
from taonguon.applicants.telling import terms
from taonguon.cells.models import CommitteeMember
from taonguon.core.month import Month
from taonguon.core.organisation import after
from taonguon.core.prospects import AGREEMENT
from taonguon.core.visiting import FORMS
from taonguon.difficulties import actions as difficulties
from taonguon.difficulties.models import Difficulty
from taonguon.directives.actions import passing as directives
from taonguon.directives.models import Passing, Task
from taonguon.duties import engine
from taonguon.introductions import actions as introductions
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.models import Person
from taonguon.petitions.actions import handling
from taonguon.petitions.models import Petition
from taonguon.regulations import actions as regulations
from taonguon.regulations.book import in_use
from taonguon.regulations.models import DayChange
from taonguon.rules.directives import DONE
from taonguon.visits.actions import calendar, visiting
from taonguon.visits.models import Agreement, Appointment
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(register):
    return timezone.now()


@pytest.fixture
def own(holding, today):
    """Return the keys of a role's duties of one kind, whatever the days of notice."""

    def keys(kind, role="secretary"):
        shown = engine.of(holding(role), today, ahead=True)
        return {one.duty.key for one in shown if one.duty.kind == kind}

    return keys


def gone(own, kind, before):
    """Return what is no duty of a kind any more; nothing else may have changed with it."""
    now = own(kind)
    assert not now - before
    return before - now


def test_an_answered_petition(own, today, now):
    before = own("petition.answer")
    kept = Petition.objects.open().first()
    said = handling.Said(today, text="Đã trả lời tại buổi họp xóm.")
    handling.answer(petition=kept, said=said, by=None, at=now)
    assert gone(own, "petition.answer", before) == {str(kept.pk)}
    again = handling.Said(today, text="Hỏi thêm.")
    handling.reopen(petition=kept, said=again, by=None, at=now)
    assert own("petition.answer") == before


def test_a_difficulty_removed(own, today, now):
    before = own("difficulty.cell") | own("difficulty.commune") | own("difficulty.superior")
    row = Difficulty.objects.get(pk=min(map(int, before)))
    said = difficulties.Said(today, "Đã gỡ xong.")
    difficulties.close(difficulty=row, said=said, by=None, at=now)
    left = own("difficulty.cell") | own("difficulty.commune") | own("difficulty.superior")
    assert before - left == {str(row.pk)}
    difficulties.reopen(difficulty=row, said=said, handling=handled(row, today), by=None, at=now)
    (kind,) = [
        kind
        for kind in ("difficulty.cell", "difficulty.commune", "difficulty.superior")
        if str(row.pk) in own(kind)
    ]
    assert kind == "difficulty.cell"


def handled(row, today):
    turn = row.turns.last()
    return difficulties.Handling(turn.owner, today + timedelta(days=30), turn.severity, "cell")


def test_a_directive_acknowledged_and_its_task_done(own, today, now):
    duties = own("directive.acknowledge"), own("directive.task")
    one = Passing.objects.get(pk=int(min(duties[0]).split("-")[0]))
    answer = directives.Answer(today, "meeting", "")
    directives.acknowledge(passing=one, answer=answer, by=None, at=now)
    assert gone(own, "directive.acknowledge", duties[0]) == {f"{one.pk}-0"}
    passed, number = map(int, min(duties[1]).split("-"))
    told = directives.Told(today, DONE, "")
    task, cell = Task.objects.get(pk=number), Passing.objects.get(pk=passed).cell
    directives.tell_progress(task=task, cell=cell, told=told, by=None, at=now)
    assert gone(own, "directive.task", duties[1]) == {f"{passed}-{number}"}


def test_a_promise_kept(own, now):
    before = own("visit.promise")
    one = Agreement.objects.get(pk=min(map(int, before)))
    visiting.answer(agreement=one, kept=False, text="Chưa kịp.", by=None, at=now)
    assert own("visit.promise") == before
    visiting.answer(agreement=one, kept=True, text="Đã làm.", by=None, at=now)
    assert gone(own, "visit.promise", before) == {str(one.pk)}


def test_a_cell_visited_is_due_again_after_the_months_of_the_setting(cells, holding, today, now):
    def due(unit):
        shown = engine.of(holding("committee"), today, ahead=True)
        (one,) = [
            one.duty
            for one in shown
            if one.duty.kind == "visit.cell" and one.duty.key == str(unit.pk)
        ]
        return one

    unit = next(one for one in cells if due(one).since is None)
    member = CommitteeMember.objects.on(today).first()
    went = visiting.Went(unit, member, today, attended=True, heard="", key="k")
    visiting.record_visit(went=went, raised=[], promises=[], by=None, at=now)
    told = due(unit)
    assert told.since == today
    assert told.due == (today.replace(day=1) + timedelta(days=95)).replace(day=today.day)


def test_an_appointment_with_its_result_asks_for_none(own, today, now):
    before = own("meeting.result")
    row = Appointment.objects.get(pk=min(map(int, before)))
    unit, month = Organisation.objects.get(pk=row.cell), Month.holding(row.month)
    result = calendar.Result(False, row.now.meets_on, FORMS[0], because="mưa bão")
    calendar.record_result(cell=unit, month=month, result=result, by=None, at=now)
    assert gone(own, "meeting.result", before) == {str(row.pk)}
    assert str(unit.pk) in own("meeting.record")  # the meeting on prospects is another matter


def test_who_agreed_is_asked_no_more(own, today, now):
    before = own("prospect.agreement")
    person = Person.objects.get(pk=min(map(int, before)))
    said = {"by": "Chi bộ", "notice": "1"}
    people.note(
        person=person.pk, kind=AGREEMENT, on=today, said=(person.cell_id, said), by=None, at=now
    )
    assert gone(own, "prospect.agreement", before) == {str(person.pk)}
    assert introductions.AGREEMENT == AGREEMENT


def test_who_is_introduced_without_agreement_is_to_be_asked_at_once(own, cells):
    before = own("prospect.agreement")
    unit = cells[1]
    cast.record(
        [
            cast.description(9001, "2026-11-01", name="Người Mới", born="1999"),
            cast.fact(
                "introduction", "2026-11-01", person=9001, organisation=unit.pk, by="Đoàn xã"
            ),
        ]
    )
    assert own("prospect.agreement") - before == {"9001"}


def test_a_confirmed_change_of_the_rules_is_nobody_s_duty(own, now):
    assert len(own("rule.confirm", "deputy")) == 1
    (change,) = DayChange.objects.pending()
    regulations.confirm(change=change, by=User.objects.get(username="phobithu"), at=now)
    assert own("rule.confirm", "deputy") == own("rule.confirm", "office") == set()


def test_a_request_is_first_to_be_acknowledged_then_to_be_answered(holding, today, now):
    def due(pk):
        shown = engine.of(holding("office"), today, ahead=True)
        (one,) = [
            one.duty for one in shown if (one.duty.kind, one.duty.key) == ("data.request", str(pk))
        ]
        return one.due

    Request.objects.update(acknowledged_at=None)
    rows = {row.pk: terms(row, in_use()) for row in Request.objects.waiting()}
    pk = next(pk for pk, (receive, answer) in rows.items() if receive and answer)
    assert due(pk) == rows[pk][0].last
    row, by = Request.objects.get(pk=pk), User.objects.get(username="vanphong")
    applicants.acknowledge(request=row, by=by, at=now)
    assert due(pk) == rows[pk][1].last


def test_another_commune_s_duties_are_not_the_sample_s(register, today, holding):
    before = {one.duty.key for one in engine.of(holding("secretary"), today)}
    cast.record([cast.founding(9101, name="Đảng bộ xã Bên", kind="commune", parent=None),
                 cast.founding(9102, name="Chi bộ Bên", kind="cell", parent=9101)])  # fmt: skip
    other = Organisation.objects.get(pk=9102)
    own = engine.of(holding("secretary", other.path), today)
    assert {one.duty.place.organisation for one in own} == {9102}
    assert {one.duty.key for one in engine.of(holding("secretary"), today)} == before
    assert after(other.path) > other.path
