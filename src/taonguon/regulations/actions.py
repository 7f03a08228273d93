"""Changing a rule or a day of the calendar: one officer proposes, another confirms or refuses."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.rulebook import TEXT, BeforeRulebook, Rule, Rulebook, Value
from taonguon.core.working import ANNOUNCED, NotACalendar, OutOfCalendar
from taonguon.journal.actions import record
from taonguon.regulations.book import fits, in_use
from taonguon.regulations.models import DayChange, ValueChange
from taonguon.rules.building import STARTS, UNITS, codes

Change = ValueChange | DayChange


class Refused(Exception):
    """A change may not be made; says why and how to mend it in one sentence."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The instrument and clause behind a change, and how well they were seen.

    Name and day are for an instrument that is new.
    """

    instrument: str
    clause: str
    name: str = ""
    on: date | None = None
    verified: str = TEXT
    note: str = ""


class Next(NamedTuple):
    """What a rule is to say from a day on; a deadline also from which step its days are counted.

    Without a step it counts from what it counted before.
    """

    value: Any
    start_on: date
    counted_from: str = ""


@transaction.atomic
def propose_value(
    *, key: str, what: Next, cited: Cited, by: AbstractBaseUser, at: datetime
) -> ValueChange:
    """Propose that a rule has another value from a day on. Raises Refused.

    The value in force is closed the day before; the past keeps its own.
    """
    book = in_use()
    rule = book.rules.get(key)
    if rule is None:
        raise Refused(_("Không có quy định “%(key)s”.") % {"key": key})
    if not _speaks(book, rule, what.value):
        told = {"value": what.value}
        raise Refused(_("Giá trị “%(value)s” không hợp đơn vị của quy định.") % told)
    if what.counted_from and not (rule.step and counts_from(book, what.counted_from)):
        raise Refused(_("Thời hạn của quy định này không tính từ bước như vậy được."))
    if not cited.instrument or not cited.clause:
        raise Refused(_("Phải ghi văn bản và điều khoản làm căn cứ."))
    if cited.instrument not in book.instruments and (not cited.name or cited.on is None):
        raise Refused(_("Văn bản mới: ghi thêm tên và ngày ban hành."))
    _differs(rule, what, cited)
    known = cited.instrument in book.instruments
    change = ValueChange.objects.create(
        key=key, value=what.value, counted_from=what.counted_from, start_on=what.start_on,
        instrument=cited.instrument,
        instrument_name="" if known else cited.name, instrument_on=None if known else cited.on,
        clause=cited.clause, verified=cited.verified, note=cited.note, proposed_by=by, proposed_at=at,
    )  # fmt: skip
    _journal(change, "rules.propose", by, at)
    return change


def _speaks(book: Rulebook, rule: Rule, value: Any) -> bool:
    """Tell whether the value fits the rule's unit and uses only codes that are known to it."""
    if not UNITS[rule.unit](value):
        return False
    if rule.unit == "option":
        return value in [one.value for one in rule.values]
    return all(code in book.words or code in book.steps for code in codes(rule.unit, value))


def counts_from(book: Rulebook, code: str) -> bool:
    """Tell whether a deadline's days may be counted from this: a step, or a day that is worked out."""
    return code in book.steps or code in STARTS


def _differs(rule: Rule, what: Next, cited: Cited) -> None:
    """Refuse what stands already, what waits already, and a day before the rule begins."""
    try:
        standing = rule.on(what.start_on)
    except BeforeRulebook:
        raise Refused(
            _("Quy định này bắt đầu từ %(day)s: chọn ngày từ đó trở đi.")
            % {"day": show_day(rule.values[0].start)}
        ) from None
    source = (cited.instrument, cited.clause)
    if standing is not None and tuple(standing.source) == source and _says(standing, what):
        raise Refused(_("Giá trị này đang có hiệu lực rồi: không có gì để thay."))
    waiting = ValueChange.objects.pending().filter(key=rule.key, start_on=what.start_on)
    if any((one.value, one.counted_from) == (what.value, what.counted_from) for one in waiting):
        raise Refused(_("Đã có đề nghị như vậy đang chờ xác nhận."))


def _says(standing: Value, what: Next) -> bool:
    """Tell whether a value says already what is proposed."""
    return standing.value == what.value and what.counted_from in ("", standing.counted_from)


@transaction.atomic
def propose_day(
    *, on: date, kind: str, name: str, document: str, by: AbstractBaseUser, at: datetime
) -> DayChange:
    """Propose that a day is off, worked or ordinary, or that a year is announced. Raises Refused."""
    change = DayChange(
        on=on, kind=kind, name=name, document=document, proposed_by=by, proposed_at=at
    )
    if not document:
        raise Refused(_("Phải ghi thông báo làm căn cứ, ví dụ số và ngày văn bản."))
    if kind == "off" and not name:
        raise Refused(_("Phải ghi lý do nghỉ, ví dụ: nghỉ bù Quốc khánh."))
    _try_day(change)
    change.save()
    _journal(change, "calendar.propose", by, at)
    return change


def _try_day(change: DayChange) -> None:
    calendar = in_use().calendar
    try:
        calendar.is_working(change.on)
        if change.kind != ANNOUNCED:
            calendar.with_day(change.on, change.kind, change.name)
        elif change.on.year > calendar.announced.year + 1:
            told = {"year": calendar.announced.year + 1}
            raise Refused(_("Ghi lịch đã công bố của năm %(year)d trước.") % told)
    except OutOfCalendar:
        told = {"first": show_day(calendar.first), "last": show_day(calendar.last)}
        raise Refused(_("Lịch chỉ có từ %(first)s đến %(last)s.") % told) from None
    except NotACalendar:
        raise Refused(
            _(
                "Ngày %(day)s không thể như vậy: cuối tuần thì không ghi nghỉ, và chỉ cuối tuần mới làm bù."
            )
            % {"day": show_day(change.on)}
        ) from None


@transaction.atomic
def confirm(*, change: Change, by: AbstractBaseUser, at: datetime) -> None:
    """Let a proposal take effect. Raises Refused for one's own, and for one decided already."""
    change = _waiting(change)
    if change.proposed_by_id == by.pk:
        raise Refused(_("Người đề nghị không tự xác nhận: cần một cán bộ khác."))
    if isinstance(change, DayChange):
        _try_day(change)
    elif not fits(in_use(), change):
        raise Refused(_("Không có quy định “%(key)s”.") % {"key": change.key})
    change.confirmed_by, change.confirmed_at = by, at
    change.save(update_fields=["confirmed_by", "confirmed_at"])
    _journal(change, "rules.confirm", by, at)


@transaction.atomic
def refuse(*, change: Change, because: str, by: AbstractBaseUser, at: datetime) -> None:
    """Set a proposal aside with the reason. Raises Refused for one decided already."""
    change = _waiting(change)
    if not because:
        raise Refused(_("Phải ghi lý do không đồng ý."))
    change.refused_by, change.refused_at, change.refused_because = by, at, because
    change.save(update_fields=["refused_by", "refused_at", "refused_because"])
    _journal(change, "rules.refuse", by, at)


def _waiting(change: Change) -> Change:
    """Return the proposal as it stands now, held until the transaction ends."""
    found: Change = type(change).objects.select_for_update(of=("self",)).get(pk=change.pk)
    if not found.is_pending:
        raise Refused(_("Đề nghị này đã được quyết định rồi."))
    return found


def _journal(change: Change, act: str, by: AbstractBaseUser, at: datetime) -> None:
    subject = f"rule:{change.key}" if isinstance(change, ValueChange) else f"day:{change.on}"
    record(at=at, by=by.get_username(), act=act, subject=subject, details={"change": change.pk})
