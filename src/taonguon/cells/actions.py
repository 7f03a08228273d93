"""Recording what a cell's area is like, the lines that mark one, the committee, and who is in charge."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import facts, telling
from taonguon.cells.models import CommitteeMember
from taonguon.core.charge import CHARGE
from taonguon.core.days import show_day
from taonguon.core.facts import WITHDRAWAL
from taonguon.core.names import sort_key, tidy
from taonguon.core.organisation import PROFILE, SOURCE
from taonguon.core.profile import LINE, number
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation, Version
from taonguon.people.actions import Refused
from taonguon.rules.profile import fields
from taonguon.rules.training import SECRETARY


class Said(NamedTuple):
    """One number of a profile as typed: its value as text, the day it describes, its source."""

    value: str
    on: date
    source: str


class Drawn(NamedTuple):
    """A line as typed: above which number, as text, a code marks a cell, from a day, by a paper."""

    code: str
    above: str
    on: date
    document: str


class Given(NamedTuple):
    """A charge as typed: to which committee member, None for nobody, from a day, by a paper."""

    member: int | None
    on: date
    document: str


class Seat(NamedTuple):
    """Somebody's seat on a committee: since and until when, by which paper; the person if known."""

    name: str
    post: str
    since: date
    until: date | None
    document: str
    person: int | None


def _must_be_past(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})


def _journal(
    act: str, subject: str, by: AbstractBaseUser | None, at: datetime, **details: Any
) -> None:
    told = by.get_username() if by else ""
    record(at=at, by=told, act=act, subject=subject, details=details)


@transaction.atomic
def record_profile(
    *,
    cell: Organisation,
    on: date,
    numbers: Mapping[str, str],
    source: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    """Append the numbers, by code, that describe a cell's area on a day, from one source.

    Raises Refused for a day to come, for no number, and for a number already told of that day.
    """
    _must_be_past(on, at)
    if not numbers:
        raise Refused(_("Chưa có số nào để ghi: hãy nhập ít nhất một số."))
    before = facts.profiles([cell.pk], on).get(cell.pk)
    for code in numbers:
        held = before.numbers.get(code) if before else None
        if held is not None and held.on == on:
            raise Refused(
                _("%(name)s ngày %(on)s đã ghi là %(value)s: mở hồ sơ chi bộ, bấm “Sửa” ở số đó.")
                % {
                    "name": telling.field_name(code),
                    "on": show_day(on),
                    "value": telling.said(code, held.value),
                }
            )
    act = ledger.open_act(kind="cell.profile", source=source, by=by, at=at)
    told = {**{code: _kept(code, text) for code, text in numbers.items()}, SOURCE: source}
    fact = ledger.append(act=act, kind=PROFILE, on=on, about=(None, cell.pk), data=told)
    _journal("cell.profile", f"organisation:{cell.pk}", by, at, fact=fact.pk)
    return fact


def _kept(code: str, text: str) -> int | str:
    """Return a number as lists keep it, so that a list which says the same changes nothing."""
    field = fields().get(code)
    counts = field is None or not field.percent
    return int(text) if counts and text.isdecimal() else text


@transaction.atomic
def mend_number(
    *,
    fact: Fact,
    code: str,
    told: Said | None,
    because: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Put another value, day or source in the place of one number of a profile; None takes it away.

    The other numbers of the fact stay as they are; what was known before stays known as of then.
    One taken away is not known even where the fact had corrected another: what that one said was
    wrong. Raises Refused when the number stands no longer or the day is to come.
    """
    _must_stand(fact)
    if code not in fact.data or code == SOURCE:
        raise Refused(_("Ghi chép này không có số ấy: hãy xem lại hồ sơ chi bộ."))
    if told is not None:
        _must_be_past(told.on, at)
    rest = {name: value for name, value in fact.data.items() if name != code}
    act = ledger.open_act(kind="correction", source=because, by=by, at=at)
    new = {code: _kept(code, told.value), SOURCE: told.source} if told is not None else None
    alone = not any(number(value) is not None for name, value in rest.items() if name != SOURCE)
    if alone and (told is not None or fact.corrects_id is None):
        _replace(act, fact, told.on if told else None, new)
    else:
        day, about = fact.happened_on.isoformat(), (None, fact.organisation)
        ledger.append_many(act=act, rows=[(PROFILE, day, *about, rest, fact.pk, fact.place)])
        if told is not None:
            ledger.append(act=act, kind=PROFILE, on=told.on, about=about, data=new)
    _journal("fact.correct", f"fact:{fact.pk}", by, at, because=because, code=code)


def _must_stand(fact: Fact) -> None:
    mended = Fact.objects.filter(corrects=fact.pk, act__undone_at__isnull=True).exists()
    if mended or fact.act.undone_at is not None:
        raise Refused(
            _("Ghi chép này đã được sửa hoặc hoàn tác rồi: hãy xem lại ghi chép mới nhất.")
        )


def _replace(act: Act, fact: Fact, on: date | None, data: dict[str, Any] | None) -> Fact:
    """Append what takes the place of a fact, without data what takes it away."""
    return ledger.append(
        act=act,
        kind=WITHDRAWAL if data is None else fact.kind,
        on=on or fact.happened_on,
        about=(fact.person, fact.organisation),
        data=fact.data if data is None else data,
        corrects=fact.pk,
    )


@transaction.atomic
def set_line(
    *, organisation: Organisation, told: Drawn, by: AbstractBaseUser | None, at: datetime
) -> Fact:
    """Draw the line above which a number marks a cell, from a day, by a paper; empty takes it away.

    A line of the same number and day is corrected by this. Raises Refused for a day to come.
    """
    _must_be_past(told.on, at)
    same = [
        fact.id
        for fact in facts.line_facts(organisation)
        if fact.organisation == organisation.pk
        and (fact.data["code"], fact.happened_on) == (told.code, told.on)
    ]
    act = ledger.open_act(kind="cell.line", source=told.document, by=by, at=at)
    fact = ledger.append(
        act=act,
        kind=LINE,
        on=told.on,
        about=(None, organisation.pk),
        data={"code": told.code, "above": told.above, "document": told.document},
        corrects=same[0] if same else None,
    )
    said = {"code": told.code, "above": told.above}
    _journal("cell.line", f"organisation:{organisation.pk}", by, at, **said)
    return fact


@transaction.atomic
def withdraw(*, fact: Fact, because: str, by: AbstractBaseUser | None, at: datetime) -> None:
    """Take away a line or a charge that never was; what it had replaced is in force again.

    Raises Refused when it stands no longer.
    """
    _must_stand(fact)
    act = ledger.open_act(kind="correction", source=because, by=by, at=at)
    _replace(act, fact, None, None)
    _journal("fact.correct", f"fact:{fact.pk}", by, at, because=because)


@transaction.atomic
def seat(
    *, organisation: Organisation, told: Seat, by: AbstractBaseUser | None, at: datetime
) -> CommitteeMember:
    """Enter somebody into the register of an organisation's committee.

    Raises Refused for days that cannot be, or somebody of that name who sits there already.
    """
    _may_sit(told, at)
    _alone(organisation.pk, told, None)
    held = CommitteeMember.objects.filter(
        organisation=organisation.pk, sort_key=sort_key(told.name)
    )
    if held.filter(until_on__isnull=True, person=told.person).exists():
        raise Refused(
            _("%(name)s đã có trong danh sách cấp ủy này: mở tên đó để sửa.") % {"name": told.name}
        )
    member = CommitteeMember.objects.create(
        organisation=organisation.pk, noted_at=at, **_columns(told)
    )
    _journal("committee.add", f"committee:{member.pk}", by, at)
    return member


@transaction.atomic
def reseat(
    *, member: CommitteeMember, told: Seat, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Change what the register says of a committee member, the day of leaving among it.

    The journal keeps what it said before. Raises Refused for days that cannot be.
    """
    _may_sit(told, at)
    _alone(member.organisation, told, member.pk)
    new = _columns(told)
    before = {name: str(getattr(member, name) or "") for name in new if name != "sort_key"}
    for name, value in new.items():
        setattr(member, name, value)
    member.save(update_fields=list(new))
    _journal("committee.change", f"committee:{member.pk}", by, at, before=before)


def _alone(organisation: int, told: Seat, but: int | None) -> None:
    """Refuse a second secretary of a cell on any day of one who is."""
    rows = CommitteeMember.objects.filter(organisation=organisation, post=SECRETARY)
    rows = rows.exclude(pk=but).filter(Q(until_on__isnull=True) | Q(until_on__gt=told.since))
    if told.until is not None:
        rows = rows.filter(since_on__lt=told.until)
    held = rows.first() if told.post == SECRETARY else None
    if held is not None:
        raise Refused(
            _("%(name)s đang ghi là bí thư từ %(since)s: ghi ngày thôi của người đó trước.")
            % {"name": held.name, "since": show_day(held.since_on)}
        )


def _may_sit(told: Seat, at: datetime) -> None:
    _must_be_past(told.since, at)
    if told.until is not None and told.until <= told.since:
        raise Refused(
            _("Ngày thôi (%(until)s) phải sau ngày vào cấp ủy (%(since)s): kiểm tra lại hai ngày.")
            % {"until": show_day(told.until), "since": show_day(told.since)}
        )


def _columns(told: Seat) -> dict[str, Any]:
    name = tidy(told.name)
    return {
        "name": name,
        "sort_key": sort_key(name),
        "post": told.post,
        "since_on": told.since,
        "until_on": told.until,
        "document": told.document,
        "person": told.person,
    }


@transaction.atomic
def charge(
    *,
    cells: Mapping[int, int | None],
    on: date,
    document: str,
    because: str = "",
    by: AbstractBaseUser | None,
    at: datetime,
) -> int:
    """Put cells in the charge of committee members, or of nobody, from a day, by a paper; one act.

    Takes the member by cell; `because` is kept when a proposal was adopted. Cells that have that
    member already are left as they are. Returns how many were changed. Raises Refused when none
    is, for a day to come, a cell or member not there on the day, or a charge already told of it.
    """
    _must_be_past(on, at)
    held = facts.charges(cells)
    changed = {
        cell: member
        for cell, member in cells.items()
        if facts.holder(held.get(cell, ()), on) != member
    }
    if not changed:
        raise Refused(_("Không có gì thay đổi: các chi bộ này đã được phân công đúng như vậy."))
    _may_be_charged(changed, on)
    for cell in changed:
        if any(one.start == on for one in held.get(cell, ())):
            raise Refused(
                _(
                    "%(cell)s đã có phân công từ ngày %(on)s: mở lịch sử của chi bộ để sửa ghi chép đó."
                )
                % {"cell": Organisation.objects.get(pk=cell).name, "on": show_day(on)}
            )
    act = ledger.open_act(kind="cell.charge", source=document, by=by, at=at)
    day, told = on.isoformat(), {"document": document}
    rows = [
        (CHARGE, day, None, cell, {**told, "member": member}, None, "")
        for cell, member in changed.items()
    ]
    ledger.append_many(act=act, rows=rows)
    _journal("cell.charge", f"act:{act.pk}", by, at, cells=len(changed), because=because)
    return len(changed)


def _may_be_charged(cells: Mapping[int, int | None], on: date) -> None:
    there = set(
        Version.objects.on(on).filter(organisation__in=cells).values_list("organisation", flat=True)
    )
    for cell in cells:
        if cell not in there:
            raise Refused(
                _("Ngày %(on)s chưa có hoặc không còn %(cell)s: kiểm tra lại ngày hoặc chi bộ.")
                % {"on": show_day(on), "cell": Organisation.objects.get(pk=cell).name}
            )
    _must_sit([member for member in cells.values() if member is not None], on)


def _must_sit(members: Sequence[int], on: date) -> None:
    sitting = set(
        CommitteeMember.objects.on(on).filter(pk__in=members).values_list("pk", flat=True)
    )
    for member in members:
        if member not in sitting:
            raise Refused(
                _(
                    "Ngày %(on)s %(name)s không ở trong cấp ủy: kiểm tra lại ngày hoặc người phụ trách."
                )
                % {"on": show_day(on), "name": CommitteeMember.objects.get(pk=member).name}
            )


@transaction.atomic
def mend_charge(
    *, fact: Fact, told: Given, because: str, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Put another member, day or paper in the place of one charge.

    Raises Refused when it stands no longer, and for what `charge` refuses.
    """
    _must_stand(fact)
    _must_be_past(told.on, at)
    cell = fact.organisation or 0
    _may_be_charged({cell: told.member}, told.on)
    others = [one for one in facts.charges([cell]).get(cell, ()) if one.fact != fact.pk]
    if any(one.start == told.on for one in others):
        raise Refused(
            _("Ngày %(on)s chi bộ đã có một phân công khác: kiểm tra lại ngày.")
            % {"on": show_day(told.on)}
        )
    act = ledger.open_act(kind="correction", source=because, by=by, at=at)
    _replace(act, fact, told.on, {"member": told.member, "document": told.document})
    _journal("fact.correct", f"fact:{fact.pk}", by, at, because=because)
