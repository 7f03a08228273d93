"""A cell's meeting: what it writes, what it refuses, how its papers are mended."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from taonguon.cases import actions as cases
from taonguon.cases.actions import ManyBlocked
from taonguon.cases.facts import one
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act, Fact
from taonguon.meetings import actions, facts
from taonguon.meetings.models import Meeting, Proposal, Version
from taonguon.meetings.resolving import Resolved, Sitting
from taonguon.people.actions import Refused
from tests.meetings.conftest import NOVEMBER, NOW, OCTOBER

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


def written():
    return (
        Fact.objects.count(),
        Act.objects.count(),
        Meeting.objects.count(),
        Version.objects.count(),
    )


def kinds(of):
    return [event.kind for event in one(of).events]


def refused(blocked):
    return {
        (person, step, finding.key) for person, step, found in blocked.refused for finding in found
    }


def test_listed_helped_and_proposed_in_one_meeting_are_steps_of_one_act(lan, meetings):
    held = meetings.hold(
        Resolved(person=lan, listed=True, helper=meetings.help_of(lan), classed=True)
    )
    assert kinds(lan) == ["introduction", "listed", "helper", "class_proposed"]
    steps = Fact.objects.filter(act=held.act).order_by("pk")
    assert [row.happened_on for row in steps] == [DAY] * 3
    assert {row.data["on_paper"]["number"] for row in steps} == {"09-NQ/CB"}
    assert {row.data["on_paper"]["issued_by"] for row in steps} == {"Chi bộ thôn 1"}
    assert all(row.data["verdict"]["rules"] is not None for row in steps)


def test_the_helper_is_kept_by_id_with_the_time_both_were_in_the_cell(lan, meetings):
    meetings.hold(Resolved(person=lan, listed=True, helper=meetings.help_of(lan)))
    data = Fact.objects.get(kind="case.helper").data
    assert (data["name"], data["person"]) == ("Đảng viên 1", 201)
    assert data["official_since"] == "2010-05-19"
    assert data["together_since"] == "2026-03-08"  # when Lan was introduced; the helper was there


def test_the_reason_for_taking_off_is_kept_as_its_code(ready, meetings):
    meetings.hold(Resolved(person=ready, off="moved_away"), month=NOVEMBER)
    assert Fact.objects.get(kind="case.unlisted").data["reason"] == "moved_away"
    ready.refresh_from_db()
    assert ready.standing == "unlisted"


def test_changes_the_class_and_the_dossier_are_put_before_the_committee(ready, mai, meetings):
    proposed = set(Proposal.objects.values_list("step", flat=True))
    assert proposed == {"listed"}  # naming a helper is the cell's own
    meetings.hold(
        Resolved(person=ready, dossier=True),
        Resolved(person=mai, listed=True, classed=True),
        month=NOVEMBER,
    )
    rows = Proposal.objects.filter(meeting__month=NOVEMBER.first)
    told = {(row.person, row.step): row.fact for row in rows}
    assert set(told) == {
        (ready.pk, "permission"), (mai.pk, "listed"), (mai.pk, "class_proposed"),
    }  # fmt: skip
    assert told[ready.pk, "permission"] is None
    assert Fact.objects.get(pk=told[mai.pk, "listed"]).kind == "case.listed"


def test_asking_for_the_dossier_is_not_yet_the_permission(ready, meetings):
    meetings.hold(Resolved(person=ready, dossier=True), month=NOVEMBER)
    assert "permission" not in kinds(ready)
    assert meetings.standing(meetings.person(ready.pk)).asked


def test_what_the_rules_refuse_is_named_for_each_person_and_nothing_is_written(lan, mai, meetings):
    before = written()
    with pytest.raises(ManyBlocked) as blocked:
        meetings.hold(
            Resolved(person=lan, listed=True, dossier=True),
            Resolved(person=mai, classed=True, remark="Chăm chỉ."),
        )
    assert refused(blocked.value) == {
        (lan.pk, "permission", "step.needs"), (mai.pk, "class_proposed", "step.needs"),
    }  # fmt: skip
    assert written() == before


def test_who_was_not_yet_official_on_the_day_cannot_help(lan, meetings):
    helper = {**meetings.help_of(lan), "official_since": "2026-10-06"}
    with pytest.raises(ManyBlocked) as blocked:
        meetings.hold(Resolved(person=lan, listed=True, helper=helper))
    assert refused(blocked.value) == {(lan.pk, "helper", "helper.official")}


def test_a_certificate_held_makes_the_class_superfluous(ready, meetings):
    with pytest.raises(ManyBlocked) as blocked:
        meetings.hold(Resolved(person=ready, classed=True), month=NOVEMBER)
    assert refused(blocked.value) == {(ready.pk, "class_proposed", "step.not_needed")}


def test_a_second_meeting_of_the_month_is_refused_with_the_first_one_s_day(lan, meetings):
    meetings.hold(Resolved(person=lan, listed=True))
    before = written()
    with pytest.raises(Refused, match=r"đã ghi buổi sinh hoạt tháng 10/2026 \(ngày 5/10/2026\)"):
        meetings.hold(day=12)
    assert written() == before


def test_the_database_itself_holds_one_meeting_of_a_cell_and_month(cell):
    Meeting.objects.create(cell=cell.pk, month=OCTOBER.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(cell=cell.pk, month=OCTOBER.first)
    Meeting.objects.create(cell=cell.pk, month=NOVEMBER.first)


@pytest.mark.parametrize(("step", "fact"), [("permission", 1), ("listed", None)])
def test_only_the_dossier_is_proposed_without_a_fact(cell, step, fact):
    held = Meeting.objects.create(cell=cell.pk, month=OCTOBER.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(meeting=held, person=1, step=step, fact=fact)


@pytest.mark.parametrize(
    ("on", "why"), [("2026-11-24", "tương lai"), ("2026-10-31", "không thuộc")]
)
def test_a_day_to_come_or_outside_the_month_is_refused(cell, on, why):
    sitting = Sitting(cell, NOVEMBER, date.fromisoformat(on))
    with pytest.raises(Refused, match=why):
        actions.record_meeting(sitting=sitting, resolved=[], by=None, at=NOW)
    assert not Meeting.objects.exists()


def test_a_decision_needs_the_number_of_a_resolution_and_a_remark_does_not(lan, meetings):
    with pytest.raises(Refused, match="số nghị quyết"):
        meetings.hold(Resolved(person=lan, listed=True), number="")
    meetings.hold(Resolved(person=lan, remark="Chăm chỉ."), number="")
    assert Meeting.objects.get().act is None


def test_a_meeting_without_changes_is_a_meeting(cell, meetings):
    held = meetings.hold(number="")
    assert (held.cell, held.now.held_on, held.now.minutes) == (cell.pk, DAY, "10-BB/CB")
    (line,) = JournalEntry.objects.filter(act="meeting.record")
    assert line.details == {"cell": cell.pk, "month": "2026-10-01"}


def test_a_remark_and_a_task_are_noted_with_who_says_so(lan, meetings):
    meetings.hold(Resolved(person=lan, remark="Chăm chỉ.", remark_by="Đảng viên 1", task="Dạy hát"))
    remark, task = Fact.objects.filter(kind__in=["remark", "task"]).order_by("kind")
    assert remark.data == {"text": "Chăm chỉ.", "by": "Đảng viên 1"}
    assert task.data == {"text": "Dạy hát", "state": "given"}
    assert {remark.happened_on, task.happened_on} == {DAY}


def test_a_task_stays_open_until_a_meeting_notes_it_done(lan, meetings):
    meetings.hold(Resolved(person=lan, task="Dạy hát"))
    (task,) = meetings.standing(lan).tasks
    assert (task.text, task.on) == ("Dạy hát", DAY)
    assert meetings.standing(lan, DAY - timedelta(days=1)).tasks == ()
    meetings.hold(Resolved(person=lan, done=(task,)), month=NOVEMBER)
    assert meetings.standing(lan).tasks == ()
    assert meetings.standing(lan, OCTOBER.last).tasks == (task,)  # as October saw it


def test_the_papers_are_mended_by_a_later_version_and_the_earlier_stays(cell, meetings):
    held = meetings.hold()
    sitting = Sitting(cell, OCTOBER, date(2026, 10, 6), "09a-NQ/CB", "10-BB/CB")
    actions.correct_meeting(meeting=held, sitting=sitting, because="gõ nhầm", by=None, at=NOW)
    held = Meeting.objects.get()
    assert (held.now.held_on, held.now.resolution) == (date(2026, 10, 6), "09a-NQ/CB")
    assert [one.because for one in held.versions.all()] == ["", "gõ nhầm"]
    assert JournalEntry.objects.filter(act="meeting.correct").count() == 1


@pytest.mark.parametrize(
    ("on", "why"), [(date(2026, 10, 5), "Chưa có gì khác"), (date(2026, 9, 30), "không thuộc")]
)
def test_a_correction_changes_something_within_the_month(cell, meetings, on, why):
    held = meetings.hold()
    sitting = Sitting(cell, OCTOBER, on, "09-NQ/CB", "10-BB/CB")
    with pytest.raises(Refused, match=why):
        actions.correct_meeting(meeting=held, sitting=sitting, because="x", by=None, at=NOW)
    assert Version.objects.count() == 1


def test_a_step_of_the_meeting_is_mended_on_the_case(lan, meetings):
    meetings.hold(Resolved(person=lan, listed=True))
    fact = Fact.objects.get(kind="case.listed")
    cases.correct_step(fact=fact, on=None, because="nhầm người", by=None, at=NOW)
    assert meetings.standing(meetings.person(lan.pk)).may_list()


def test_the_members_are_told_with_the_time_since_they_came_to_the_cell(cell):
    member = facts.members(cell.pk, DAY)[0]
    assert (member.name, member.official_since) == ("Đảng viên 1", date(2010, 5, 19))
    assert member.here_since <= date(2020, 12, 31)
    assert len(facts.members(cell.pk, DAY)) == 9
