"""Recording a cell's meeting, mending what its papers say, and the committee's review."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions as cases
from taonguon.cases.actions import ManyBlocked
from taonguon.cases.facts import kind_of
from taonguon.core.case import PERMISSION, Event
from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.core.prospects import REMARK, TASK
from taonguon.journal.actions import record
from taonguon.ledger.models import Act, Fact
from taonguon.meetings import resolving
from taonguon.meetings.facts import CLASS, DONE, GIVEN, LISTED
from taonguon.meetings.models import Answer, Meeting, Proposal, Review, Version
from taonguon.meetings.resolving import Resolved, Sitting
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.regulations.book import in_use

PROPOSED = (LISTED, "unlisted", CLASS)
PAPER_OF_COMMITTEE = "NQ-ĐU"


class Ruling(NamedTuple):
    """A review that was held: whose, of which month, on which day, by which resolution."""

    commune: Organisation
    month: Month
    held_on: date
    resolution: str


@transaction.atomic
def record_meeting(
    *, sitting: Sitting, resolved: Sequence[Resolved], by: AbstractBaseUser | None, at: datetime
) -> Meeting:
    """Keep a cell's meeting: its papers, the steps it took as one act, its proposals and notes.

    Raises ManyBlocked with all that the rules refuse, Refused for a second meeting of the month, a
    day outside it or to come, or a decision without a resolution's number; nothing is written then.
    """
    _may_be_held(sitting, resolved, at)
    taken = resolving.steps(sitting, resolved)
    asked = [one.person for one in resolved if one.dossier]
    found = resolving.refused(taken, asked, sitting.held_on, in_use())
    if found:
        raise ManyBlocked(found)
    source = _("Sinh hoạt chi bộ tháng %(month)s") % {"month": sitting.month}
    number = f" · {sitting.resolution}" if sitting.resolution else ""
    act = cases.record_steps(steps=taken, source=source + number, by=by, at=at) if taken else None
    meeting = Meeting.objects.create(
        cell=sitting.cell.pk, month=sitting.month.first, act=act.pk if act else None
    )
    _keep_version(meeting, sitting, "", by, at)
    _propose(meeting, act, asked)
    for one in resolved:
        _note(sitting, one, by, at)
    record(
        at=at,
        by=by.get_username() if by else "",
        act="meeting.record",
        subject=f"meeting:{meeting.pk}",
        details={"cell": sitting.cell.pk, "month": sitting.month.first.isoformat()},
    )
    return meeting


@transaction.atomic
def add_to_meeting(
    *,
    meeting: Meeting,
    sitting: Sitting,
    resolved: Sequence[Resolved],
    because: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Keep what the record of a meeting lacks: other papers, further steps, proposals and notes.

    What was recorded stays; a later version says why. Raises ManyBlocked with all that the rules
    refuse, Refused for a day outside the month or to come, a decision without a resolution's number,
    a proposal this meeting made already, and when there is nothing to add; nothing is written then.
    """
    kept = Meeting.objects.select_for_update().get(pk=meeting.pk)  # one recorder at a time
    _may_fall_on(sitting, at)
    now, papers = kept.now, (sitting.held_on, sitting.resolution, sitting.minutes)
    if not resolved and papers == (now.held_on, now.resolution, now.minutes):
        raise Refused(_("Không có gì khác với buổi đã ghi trên máy chủ: không cần gửi thêm."))
    if any(one.decides for one in resolved) and not sitting.resolution:
        raise Refused(_("Có việc cần nghị quyết của chi bộ: hãy ghi số nghị quyết."))
    taken = resolving.steps(sitting, resolved)
    asked = [one.person for one in resolved if one.dossier]
    found = resolving.refused(taken, asked, sitting.held_on, in_use())
    if found:
        raise ManyBlocked(found)
    _proposed_once(kept, taken, asked)
    source = _("Sinh hoạt chi bộ tháng %(month)s, ghi bổ sung") % {"month": sitting.month}
    act = cases.record_steps(steps=taken, source=source, by=by, at=at) if taken else None
    _keep_version(kept, sitting, because, by, at)
    _propose(kept, act, asked)
    for one in resolved:
        _note(sitting, one, by, at)
    told = {"because": because, "people": len(resolved)}
    name = by.get_username() if by else ""
    record(at=at, by=name, act="meeting.add", subject=f"meeting:{kept.pk}", details=told)


def _proposed_once(
    meeting: Meeting, taken: Sequence[resolving.Step], asked: Sequence[Person]
) -> None:
    wanted = {(person.pk, event.kind) for person, event in taken if event.kind in PROPOSED}
    wanted |= {(person.pk, PERMISSION) for person in asked}
    there = wanted & set(meeting.proposals.values_list("person", "step"))
    names = {person.pk: person.name for person in [*(one for one, _e in taken), *asked]}
    if there:
        told = ", ".join(sorted({names[pk] for pk, _step in there}))
        raise Refused(_("Buổi này đã có đề nghị ấy về %(names)s: bỏ bớt.") % {"names": told})


def _may_be_held(sitting: Sitting, resolved: Sequence[Resolved], at: datetime) -> None:
    """Refuse what cannot be: a second meeting, a wrong day, a decision without a number."""
    Organisation.objects.select_for_update().get(pk=sitting.cell.pk)  # one recorder at a time
    there = Meeting.objects.filter(cell=sitting.cell.pk, month=sitting.month.first).first()
    if there is not None:
        raise Refused(
            _("%(cell)s đã ghi buổi sinh hoạt tháng %(month)s (ngày %(on)s): hãy mở buổi đã ghi.")
            % {
                "cell": sitting.cell.name,
                "month": sitting.month,
                "on": show_day(there.now.held_on),
            }
        )
    _may_fall_on(sitting, at)
    if any(one.decides for one in resolved) and not sitting.resolution:
        raise Refused(_("Có việc cần nghị quyết của chi bộ: hãy ghi số nghị quyết."))


def _may_fall_on(sitting: Sitting, at: datetime) -> None:
    told = {"on": show_day(sitting.held_on), "month": sitting.month}
    if not sitting.month.contains(sitting.held_on):
        raise Refused(
            _("Ngày %(on)s không thuộc tháng %(month)s: sửa ngày, hoặc chọn tháng khác.") % told
        )
    if sitting.held_on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % told)


def _keep_version(
    meeting: Meeting, sitting: Sitting, because: str, by: AbstractBaseUser | None, at: datetime
) -> None:
    Version.objects.create(
        meeting=meeting,
        held_on=sitting.held_on,
        resolution=sitting.resolution,
        minutes=sitting.minutes,
        because=because,
        recorded_at=at,
        recorded_by=by,
    )


def _propose(meeting: Meeting, act: Act | None, asked: Sequence[Person]) -> None:
    """Keep what the committee is to review: changes of the list, the class, the dossier."""
    kinds = {kind_of(step): step for step in PROPOSED}
    rows = Fact.objects.filter(act=act, kind__in=list(kinds)) if act else []
    Proposal.objects.bulk_create(
        [
            Proposal(meeting=meeting, person=row.person or 0, step=kinds[row.kind], fact=row.pk)
            for row in rows
        ]
        + [Proposal(meeting=meeting, person=one.pk, step=PERMISSION) for one in asked]
    )


def _note(sitting: Sitting, one: Resolved, by: AbstractBaseUser | None, at: datetime) -> None:
    """Note the month's remark, the tasks done and the task given."""
    noted: list[tuple[str, dict[str, object]]] = [
        (TASK, {"state": DONE, "given": task.fact, "text": task.text}) for task in one.done
    ]
    if one.remark:
        noted.append((REMARK, {"text": one.remark, "by": one.remark_by}))
    if one.task:
        noted.append((TASK, {"state": GIVEN, "text": one.task}))
    for kind, data in noted:
        people.note(
            person=one.person.pk, kind=kind, on=sitting.held_on, said=(sitting.cell.pk, data),
            by=by, at=at,
        )  # fmt: skip


@transaction.atomic
def correct_meeting(
    *, meeting: Meeting, sitting: Sitting, because: str, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Put other papers or another day in the place of a meeting's; the earlier version stays.

    The steps it took are mended on each person's case. Raises Refused for a day outside the month
    or to come, and when nothing is changed.
    """
    _may_fall_on(sitting, at)
    now = meeting.now
    told = (sitting.held_on, sitting.resolution, sitting.minutes)
    if told == (now.held_on, now.resolution, now.minutes):
        raise Refused(_("Chưa có gì khác với buổi đã ghi: sửa ngày hoặc số văn bản rồi ghi."))
    _keep_version(meeting, sitting, because, by, at)
    record(
        at=at,
        by=by.get_username() if by else "",
        act="meeting.correct",
        subject=f"meeting:{meeting.pk}",
        details={"because": because},
    )


@transaction.atomic
def record_review(
    *,
    ruling: Ruling,
    answers: Mapping[Proposal, bool],
    people: Mapping[int, Person],
    by: AbstractBaseUser | None,
    at: datetime,
) -> Review:
    """Keep what the committee said to proposals; permissions it gave are steps, taken as one act.

    `people` are those whom the proposals are about, with their cells. Raises ManyBlocked with the
    permissions that the rules refuse, Refused for a proposal answered already or a day to come;
    nothing is written then.
    """
    locked = Proposal.objects.select_for_update().filter(pk__in=[one.pk for one in answers])
    list(locked)  # one recorder at a time
    may_be_answered(ruling=ruling, answers=list(answers), at=at)
    paper = {
        "form": PAPER_OF_COMMITTEE, "number": ruling.resolution,
        "issued_by": ruling.commune.name, "kept_at": "",
    }  # fmt: skip
    permitted = Event(PERMISSION, ruling.held_on, {"on_paper": paper})
    steps = [
        (people[one.person], permitted)
        for one, approved in answers.items()
        if approved and one.step == PERMISSION
    ]
    source = f"{PAPER_OF_COMMITTEE} {ruling.resolution}"
    act = cases.record_steps(steps=steps, source=source, by=by, at=at) if steps else None
    review = Review.objects.create(
        commune=ruling.commune.pk, month=ruling.month.first, held_on=ruling.held_on,
        resolution=ruling.resolution, act=act.pk if act else None, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    Answer.objects.bulk_create(
        [Answer(review=review, proposal=one, approved=said) for one, said in answers.items()]
    )
    record(
        at=at,
        by=by.get_username() if by else "",
        act="meeting.review",
        subject=f"review:{review.pk}",
        details={"answers": len(answers)},
    )
    return review


def may_be_answered(*, ruling: Ruling, answers: Sequence[Proposal], at: datetime) -> None:
    """Raise Refused when these proposals may not be answered so: none, again, too early, to come."""
    if not answers:
        raise Refused(_("Chưa trả lời đề nghị nào: chọn ở ít nhất một người."))
    if Answer.objects.filter(proposal__in=[one.pk for one in answers]).exists():
        raise Refused(_("Có đề nghị vừa được trả lời ở nơi khác: mở lại trang rà soát rồi ghi."))
    told = {"on": show_day(ruling.held_on)}
    if ruling.held_on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % told)
    last = max(one.meeting.now.held_on for one in answers)
    if ruling.held_on < last:
        raise Refused(
            _("Chi bộ đề nghị ngày %(last)s: ngày rà soát %(on)s không thể trước đó.")
            % {**told, "last": show_day(last)}
        )
