"""Recording a visit with what was raised and promised, what came of a promise, taking a visit away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells.models import CommitteeMember
from taonguon.core.days import show_day
from taonguon.core.names import tidy
from taonguon.difficulties import actions as difficulties
from taonguon.difficulties.actions import Handling, Raised
from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.visits.models import Agreement, Answer, Visit


class Went(NamedTuple):
    """A visit: to which cell, who, on which day, whether at its meeting, what was heard.

    `key` is drawn when the form is opened; a form sent twice has the same.
    """

    cell: Organisation
    member: CommitteeMember
    on: date
    attended: bool
    heard: str
    key: str


class Promise(NamedTuple):
    """What was agreed: what is to be done, by whom, by which day."""

    text: str
    owner: str
    due: date


@transaction.atomic
def record_visit(
    *,
    went: Went,
    raised: Sequence[tuple[Raised, Handling]],
    promises: Sequence[Promise],
    by: AbstractBaseUser | None,
    at: datetime,
) -> Visit:
    """Keep a visit, the difficulties raised there and what was agreed; all or nothing.

    A visit sent a second time is written once: the first is returned. Raises Refused for a day to
    come, on which the cell or the member's seat was not there, or a promise due before the visit.
    """
    Organisation.objects.select_for_update().get(pk=went.cell.pk)  # one recorder at a time
    there = Visit.objects.filter(key=went.key, cell=went.cell.pk).first()
    if there is not None:
        return there
    _may_have_been(went, at)
    for one in promises:
        _may_be_due(one, went.on)
    visit = Visit.objects.create(
        cell=went.cell.pk,
        member=went.member,
        visited_on=went.on,
        attended=went.attended,
        heard=went.heard,
        key=went.key,
        recorded_at=at,
        recorded_by=by,
    )
    rows = [
        difficulties.raise_difficulty(raised=told, handling=handling, by=by, at=at)
        for told, handling in raised
    ]
    visit.difficulties.add(*rows)
    Agreement.objects.bulk_create(
        [Agreement(visit=visit, text=p.text, owner=tidy(p.owner), due_on=p.due) for p in promises]
    )
    details = {"cell": went.cell.pk, "difficulties": len(rows), "promises": len(promises)}
    _journal("visit.record", f"visit:{visit.pk}", (by, at), **details)
    return visit


def _journal(
    act: str, subject: str, who: tuple[AbstractBaseUser | None, datetime], **details: object
) -> None:
    by, at = who
    told = by.get_username() if by else ""
    record(at=at, by=told, act=act, subject=subject, details=details)


def _may_have_been(went: Went, at: datetime) -> None:
    told = {"on": show_day(went.on), "cell": went.cell.name, "name": went.member.name}
    if went.on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: ghi khi đã dự.") % told)
    cell, seat = went.cell, went.member
    if went.on < cell.founded_on or (cell.ended_on is not None and went.on >= cell.ended_on):
        raise Refused(
            _("Ngày %(on)s %(cell)s không hoạt động: kiểm tra lại ngày hoặc chi bộ.") % told
        )
    if went.on < seat.since_on or (seat.until_on is not None and went.on >= seat.until_on):
        raise Refused(
            _("Ngày %(on)s đồng chí %(name)s không ở trong cấp ủy: sửa ngày hoặc chọn người khác.")
            % told
        )


def _may_be_due(one: Promise, on: date) -> None:
    if one.due < on:
        raise Refused(
            _("Việc đã hứa “%(text)s” có hạn %(due)s trước ngày dự %(on)s: sửa hạn.")
            % {"text": one.text, "due": show_day(one.due), "on": show_day(on)}
        )


@transaction.atomic
def answer(
    *, agreement: Agreement, kept: bool, text: str, by: AbstractBaseUser | None, at: datetime
) -> Answer:
    """Keep whether a promise was kept, told on the day of `at`; it holds over an earlier answer."""
    row = Answer.objects.create(
        agreement=agreement,
        kept=kept,
        told_on=timezone.localdate(at),
        text=text,
        recorded_at=at,
        recorded_by=by,
    )
    _journal("visit.answer", f"agreement:{agreement.pk}", (by, at), kept=kept)
    return row


@transaction.atomic
def withdraw(*, visit: Visit, because: str, by: AbstractBaseUser | None, at: datetime) -> None:
    """Take away a visit that was recorded by mistake; it is counted no more, its difficulties stay.

    Raises Refused when it was taken away already.
    """
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.withdrawn_at is not None:
        raise Refused(_("Lần dự này đã rút rồi: tải lại trang để xem."))
    row.withdrawn_at, row.because = at, because
    row.save(update_fields=["withdrawn_at", "because"])
    _journal("visit.withdraw", f"visit:{visit.pk}", (by, at), because=because)
