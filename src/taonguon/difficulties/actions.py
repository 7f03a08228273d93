"""Raising a difficulty, saying what was done, removing it, taking it up again, or taking it away."""

from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.difficulty import ACTED, CLOSED, RAISED, REOPENED, WITHDRAWN
from taonguon.core.names import tidy
from taonguon.difficulties import facts
from taonguon.difficulties.models import Difficulty, Turn
from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused


class Raised(NamedTuple):
    """A difficulty as raised: of which cell and kind, what it holds up and how, by whom, on a day."""

    cell: Organisation
    kind: str
    task: str
    bottleneck: str
    proposal: str
    raised_by: str
    on: date


class Handling(NamedTuple):
    """Whose a difficulty is: who removes it by which day, how grave it is, at which level."""

    owner: str
    due: date
    severity: str
    level: str


class Said(NamedTuple):
    """What happened on a day, in a few words."""

    on: date
    text: str


@transaction.atomic
def raise_difficulty(
    *, raised: Raised, handling: Handling, by: AbstractBaseUser | None, at: datetime
) -> Difficulty:
    """Keep a difficulty of a cell, and who is to remove it by which day.

    Raises Refused for a day to come, before the cell was founded or after it ended, and for a day
    due before it was raised.
    """
    _must_be_past(raised.on, at)
    _must_be_of(raised.cell, raised.on)
    if handling.due < raised.on:
        raise Refused(
            _("Hạn gỡ (%(due)s) không thể trước ngày nêu (%(on)s): sửa một trong hai ngày.")
            % {"due": show_day(handling.due), "on": show_day(raised.on)}
        )
    row = Difficulty.objects.create(
        cell=raised.cell.pk,
        kind=raised.kind,
        task=raised.task,
        bottleneck=raised.bottleneck,
        proposal=raised.proposal,
        raised_by=tidy(raised.raised_by),
        raised_on=raised.on,
    )
    _turn(row, RAISED, Said(raised.on, ""), handling, (by, at))
    return row


def _must_be_past(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})


def _must_be_of(cell: Organisation, on: date) -> None:
    if on < cell.founded_on or (cell.ended_on is not None and on >= cell.ended_on):
        raise Refused(
            _("Ngày %(on)s %(cell)s không hoạt động: kiểm tra lại ngày hoặc chi bộ.")
            % {"on": show_day(on), "cell": cell.name}
        )


def _turn(
    row: Difficulty,
    kind: str,
    said: Said,
    handling: Handling,
    who: tuple[AbstractBaseUser | None, datetime],
) -> None:
    by, at = who
    Turn.objects.create(
        difficulty=row,
        kind=kind,
        happened_on=said.on,
        owner=tidy(handling.owner),
        due_on=handling.due,
        severity=handling.severity,
        level=handling.level,
        text=said.text,
        recorded_at=at,
        recorded_by=by,
    )
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"difficulty.{kind}",
        subject=f"difficulty:{row.pk}",
        details={"on": said.on.isoformat()},
    )


def _now(difficulty: Difficulty, said: Said, at: datetime) -> Difficulty:
    """Return the difficulty with its turns, locked; refuse what a day cannot be."""
    row = Difficulty.objects.select_for_update().get(pk=difficulty.pk)  # one recorder at a time
    last = facts.course(row).now.on
    _must_be_past(said.on, at)
    if said.on < last:
        raise Refused(
            _("Lần ghi trước là ngày %(last)s: ngày %(on)s không thể trước đó.")
            % {"last": show_day(last), "on": show_day(said.on)}
        )
    return row


def _must_be_open(row: Difficulty) -> None:
    if not facts.course(row).open:
        raise Refused(_("Khó khăn này không còn mở: tải lại trang để xem kết quả đã ghi."))


@transaction.atomic
def act(
    *,
    difficulty: Difficulty,
    said: Said,
    handling: Handling,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Keep what was done about a difficulty, and whose it is from now on.

    Raises Refused when it is no longer open, for a day to come or before the last turn, and for a
    day due before the day of this turn unless it stays as it was.
    """
    row = _now(difficulty, said, at)
    _must_be_open(row)
    _may_be_due(row, handling.due, said.on)
    _turn(row, ACTED, said, handling, (by, at))


def _may_be_due(row: Difficulty, due: date, on: date) -> None:
    if due < on and due != facts.course(row).now.due:
        raise Refused(
            _("Hạn mới (%(due)s) không thể trước ngày %(on)s: giữ hạn cũ hoặc đặt hạn muộn hơn.")
            % {"due": show_day(due), "on": show_day(on)}
        )


def _as_it_was(row: Difficulty) -> Handling:
    now = facts.course(row).now
    return Handling(now.owner, now.due, now.severity, now.level)


@transaction.atomic
def close(*, difficulty: Difficulty, said: Said, by: AbstractBaseUser | None, at: datetime) -> None:
    """Keep that a difficulty was removed, and with what result.

    Raises Refused when it is no longer open, for a day to come or before the last turn.
    """
    row = _now(difficulty, said, at)
    _must_be_open(row)
    _turn(row, CLOSED, said, _as_it_was(row), (by, at))


@transaction.atomic
def reopen(
    *,
    difficulty: Difficulty,
    said: Said,
    handling: Handling,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Take a removed difficulty up again, and say why and who removes it by which day.

    Raises Refused when it is not removed, for a day to come or before it was removed, and for a day
    due before it is taken up again.
    """
    row = _now(difficulty, said, at)
    if facts.course(row).closed_on is None:
        raise Refused(_("Chỉ mở lại được khó khăn đã gỡ: tải lại trang để xem."))
    if handling.due < said.on:
        raise Refused(
            _("Hạn gỡ (%(due)s) không thể trước ngày mở lại (%(on)s): đặt hạn muộn hơn.")
            % {"due": show_day(handling.due), "on": show_day(said.on)}
        )
    _turn(row, REOPENED, said, handling, (by, at))


@transaction.atomic
def withdraw(
    *, difficulty: Difficulty, because: str, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Take away a difficulty that was recorded by mistake; it stays to be read, and counts nowhere.

    Raises Refused when it was taken away already.
    """
    said = Said(timezone.localdate(at), because)
    row = _now(difficulty, said, at)
    if facts.course(row).withdrawn:
        raise Refused(_("Khó khăn này đã rút rồi: tải lại trang để xem."))
    _turn(row, WITHDRAWN, said, _as_it_was(row), (by, at))
