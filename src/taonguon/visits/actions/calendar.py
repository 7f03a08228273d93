"""Planning the cells' meetings of a month, and keeping whether each was held, with how many."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.core.visiting import HELD, NOT_HELD, PLANNED
from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.visits.models import Appointment, AppointmentVersion


class Plan(NamedTuple):
    """When, where and how a cell is to meet in a month."""

    cell: Organisation
    on: date
    at: time | None
    place: str
    form: str


class Result(NamedTuple):
    """Whether a cell met, on which day and how; how many came of how many, which minutes.

    `because` says why it was not held, or why an earlier result is mended.
    """

    held: bool
    on: date
    form: str
    summoned: int | None = None
    present: int | None = None
    minutes: str = ""
    because: str = ""


@transaction.atomic
def plan(*, month: Month, plans: Sequence[Plan], by: AbstractBaseUser | None, at: datetime) -> int:
    """Keep when cells meet in a month; those planned so already are left as they are.

    Returns how many were changed. Raises Refused, naming the cell, for a day outside the month or on
    which the cell was not there, and for a meeting whose result is recorded; nothing is written then.
    """
    changed = 0
    for one in plans:
        _may_fall(one.cell, month, one.on)
        row, now = _there(one.cell, month)
        if now is not None and now.state != PLANNED:
            raise Refused(
                _("%(cell)s đã ghi kết quả tháng %(month)s: sửa ở trang buổi sinh hoạt ấy.")
                % {"cell": one.cell.name, "month": month}
            )
        told = {
            "state": PLANNED, "meets_on": one.on, "starts_at": one.at, "place": one.place,
            "form": one.form,
        }  # fmt: skip
        if now is None or any(getattr(now, name) != value for name, value in told.items()):
            _keep(row, told, by, at)
            changed += 1
    if changed:
        _journal("calendar.plan", f"month:{month}", by, at, cells=changed)
    return changed


def _journal(
    act: str, subject: str, by: AbstractBaseUser | None, at: datetime, **details: Any
) -> None:
    told = by.get_username() if by else ""
    record(at=at, by=told, act=act, subject=subject, details=details)


def _may_fall(cell: Organisation, month: Month, on: date) -> None:
    told = {"cell": cell.name, "on": show_day(on), "month": month}
    if not month.contains(on):
        raise Refused(_("%(cell)s: ngày %(on)s không thuộc tháng %(month)s.") % told)
    if on < cell.founded_on or (cell.ended_on is not None and on >= cell.ended_on):
        raise Refused(_("%(cell)s không hoạt động ngày %(on)s: kiểm tra lại ngày.") % told)


def _there(cell: Organisation, month: Month) -> tuple[Appointment, AppointmentVersion | None]:
    """Return the appointment of a cell and month, made if there is none, and what holds of it."""
    Organisation.objects.select_for_update().get(pk=cell.pk)  # one recorder at a time
    row, made = Appointment.objects.get_or_create(cell=cell.pk, month=month.first)
    return row, None if made else row.now


def _keep(
    row: Appointment, told: dict[str, Any], by: AbstractBaseUser | None, at: datetime
) -> None:
    AppointmentVersion.objects.create(appointment=row, recorded_at=at, recorded_by=by, **told)


@transaction.atomic
def record_result(
    *,
    cell: Organisation,
    month: Month,
    result: Result,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Appointment:
    """Keep whether a cell met in a month, planned or not, and with how many; mends what was said.

    Raises Refused for a day to come or outside the month, a meeting without its numbers or with more
    present than summoned, one not held without a reason, and a mended result without one.
    """
    _may_fall(cell, month, result.on)
    if result.on > timezone.localdate(at):
        raise Refused(
            _("Ngày %(on)s còn ở tương lai: ghi kết quả khi đã họp.") % {"on": show_day(result.on)}
        )
    _must_be_counted(result)
    row, now = _there(cell, month)
    if now is not None and now.state != PLANNED and not result.because:
        raise Refused(_("Kết quả đã ghi trước đó: hãy ghi lý do sửa."))
    _keep(row, _as_told(result, now), by, at)
    _journal(
        "calendar.result", f"organisation:{cell.pk}", by, at, month=str(month), held=result.held
    )
    return row


def _must_be_counted(result: Result) -> None:
    if not result.held:
        if not result.because:
            raise Refused(_("Không họp thì hãy ghi lý do, ví dụ: hoãn vì bão, họp ghép tháng sau."))
        return
    if result.present is None or result.summoned is None:
        raise Refused(_("Đã họp thì hãy ghi số triệu tập và số có mặt."))
    if result.present > result.summoned:
        raise Refused(
            _("Số có mặt (%(present)d) không thể nhiều hơn số triệu tập (%(summoned)d).")
            % {"present": result.present, "summoned": result.summoned}
        )


def _as_told(result: Result, now: AppointmentVersion | None) -> dict[str, Any]:
    return {
        "state": HELD if result.held else NOT_HELD,
        "meets_on": result.on,
        "starts_at": now.starts_at if now else None,
        "place": now.place if now else "",
        "form": result.form,
        "summoned": result.summoned if result.held else None,
        "present": result.present if result.held else None,
        "minutes": result.minutes if result.held else "",
        "because": result.because,
    }
