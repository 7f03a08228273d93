"""Introducing people with their agreement, remarks on them, and the mass organisations themselves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions as cases
from taonguon.core.case import Event
from taonguon.core.days import show_day
from taonguon.core.description import DESCRIPTION
from taonguon.core.facts import SAME_PERSON, WITHDRAWAL
from taonguon.core.membership import OFFICIAL, PROBATIONARY, course
from taonguon.core.names import plain
from taonguon.core.prospects import AGREEMENT, INTRODUCTION
from taonguon.introductions.models import Declined, MassOrganisation, MassUnit
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people import facts
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.rules.bodies import CELL, called, shipped

CODE_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a person agreed to be considered: when, who asked, which notice was handed over."""

    on: date
    asked_by: str
    notice: str

    def data(self) -> dict[str, Any]:
        """Return what the fact keeps."""
        return {"asked_by": self.asked_by, "notice": self.notice}


@dataclass(frozen=True, slots=True)
class Introduced:
    """One introduction: into which cell, on which day, by whom (code and words), of whom.

    `unit` is the unit of the mass organisation, `about` what describes somebody new.
    """

    cell: Organisation
    on: date
    body: str
    by: str
    unit: str = ""
    about: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def introduce(
    *,
    told: Introduced,
    agreement: Agreement,
    known: int | None,
    by: AbstractBaseUser | None,
    at: datetime,
) -> int:
    """Introduce somebody who agreed, new or `known` already; return the person's id.

    Raises Refused for a day to come, an agreement given after the introduction or somebody who is a
    member already, ManyBlocked when the rules of the day refuse it.
    """
    if agreement.on > told.on:
        raise Refused(
            _("Người được giới thiệu phải đồng ý trước: ngày đồng ý %(agreed)s sau ngày giới thiệu "
              "%(on)s. Sửa lại một trong hai ngày.")
            % {"agreed": show_day(agreement.on), "on": show_day(told.on)}
        )  # fmt: skip
    if told.on > timezone.localdate(at):
        raise Refused(
            _("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(told.on)}
        )
    _is_no_member(known, told.on)
    number = store.reserve(Person, 1) if known is None else known
    act = ledger.open_act(kind="person.agreement", source=agreement.notice, by=by, at=at)
    if known is None:
        ledger.append(act=act, kind=DESCRIPTION, on=told.on, about=(number, None), data=told.about)
    ledger.append(
        act=act, kind=AGREEMENT, on=agreement.on, about=(number, told.cell.pk),
        data=agreement.data(),
    )  # fmt: skip
    said = {"by": told.by, "body": told.body, "unit": told.unit, "cell": told.cell.pk}
    event = Event(INTRODUCTION, told.on, {name: value for name, value in said.items() if value})
    someone = Person(pk=number, cell=told.cell)
    cases.record_steps(steps=[(someone, event)], source=told.by, by=by, at=at)
    _journal("person.agreement", f"person:{number}", by, at)
    return number


def _is_no_member(known: int | None, on: date) -> None:
    """Refuse a member of that day; an older introduction may be recorded after the admission."""
    members = Person.objects.filter(pk=known, standing__in=(OFFICIAL, PROBATIONARY))
    member = members.exclude(admitted_on__gt=on).select_related("cell").first()
    if member is not None:
        raise Refused(
            _("Ngày %(on)s %(name)s đã là đảng viên (nay ở %(cell)s): không giới thiệu nữa.")
            % {
                "on": show_day(on),
                "name": member.name,
                "cell": member.cell.name if member.cell else "–",
            }
        )


def _journal(act: str, subject: str, by: AbstractBaseUser | None, at: datetime) -> None:
    record(at=at, by=by.get_username() if by else "", act=act, subject=subject)


@transaction.atomic
def decline(
    *, body: str, cell: Organisation, on: date, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Count somebody who was asked and did not agree; nothing about the person is kept."""
    Declined.objects.create(body=body, cell=cell, on=on)
    _journal("introduction.decline", f"organisation:{cell.pk}", by, at)


@transaction.atomic
def agree(
    *, people_: Iterable[int], agreement: Agreement, by: AbstractBaseUser | None, at: datetime
) -> int:
    """Record that several people of an older list agreed, by one act; return how many.

    Raises Refused for a day to come.
    """
    if agreement.on > timezone.localdate(at):
        raise Refused(
            _("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(agreement.on)}
        )
    ids = list(people_)
    act = ledger.open_act(kind="person.agreement", source=agreement.notice, by=by, at=at)
    day, data = agreement.on.isoformat(), agreement.data()
    rows = [(AGREEMENT, day, person, None, data, None, "") for person in ids]
    ledger.append_many(act=act, rows=rows)
    people.project(ids)
    _journal("person.agreement", f"act:{act.pk}", by, at)
    return len(ids)


@transaction.atomic
def add_body(*, name: str, by: AbstractBaseUser | None, at: datetime) -> MassOrganisation:
    """Add a mass organisation. Raises Refused when there is one of that name, and for no name."""
    added = {plain(one) for one in MassOrganisation.objects.values_list("name", flat=True)}
    known = added | {plain(body.name.vi) for body in shipped().values()} | set(shipped())
    if plain(name) in known or called(name) == CELL:
        raise Refused(_("Đã có đoàn thể “%(name)s” trong danh sách.") % {"name": name})
    code = _code(name)
    found = MassOrganisation.objects.create(code=code, name=name)
    _journal("introduction.body", f"body:{code}", by, at)
    return found


def _code(name: str) -> str:
    """Return a code that nobody else has: the plain name, numbered where another has it already."""
    base = re.sub(r"[^a-z0-9]+", "_", plain(name)).strip("_")
    if not base:
        raise Refused(_("Tên đoàn thể phải có chữ: ghi tên đầy đủ."))
    taken = {CELL, *MassOrganisation.objects.values_list("code", flat=True)}
    code, number = base[:CODE_LENGTH], 1
    while code in taken:
        number += 1
        code = f"{base[: CODE_LENGTH - 3]}_{number}"
    return code


@transaction.atomic
def add_unit(
    *, body: str, cell: Organisation, name: str, by: AbstractBaseUser | None, at: datetime
) -> MassUnit:
    """Add a unit of a mass organisation in a cell's area. Raises Refused for one that is there."""
    if MassUnit.objects.filter(body=body, cell=cell, name=name).exists():
        raise Refused(
            _("%(cell)s đã có “%(name)s”: không cần thêm nữa.") % {"cell": cell.name, "name": name}
        )
    found = MassUnit.objects.create(body=body, cell=cell, name=name)
    _journal("introduction.unit", f"unit:{found.pk}", by, at)
    return found


@transaction.atomic
def recognise(
    *, double: int, keeper: int, by: AbstractBaseUser | None, at: datetime, because: str
) -> Fact:
    """Say that two entries are one person: the facts of `double` are `keeper`'s from now on.

    No fact is rewritten, so `tell_apart` restores both. Raises Refused when their courses in the
    Party cannot be one life, or either is no entry of its own.
    """
    told = facts.standing([double, keeper])
    if double == keeper or len(told) != 2:
        raise Refused(_("Hai mục này không còn là hai người riêng: hãy tải lại trang."))
    both = course([*told[double], *told[keeper]])
    alone = [*course(told[double]).contradictions, *course(told[keeper]).contradictions]
    if len(both.contradictions) > len(alone):
        raise Refused(
            _("Quá trình của hai mục trái nhau (ví dụ cùng là đảng viên ở hai nơi): không thể là một "
              "người; hãy kiểm tra lại từng mục trước.")
        )  # fmt: skip
    cell = Person.objects.values_list("cell", flat=True).get(pk=keeper)
    act = ledger.open_act(kind="person.recognise", source=because, by=by, at=at)
    fact = ledger.append(
        act=act,
        kind=SAME_PERSON,
        on=timezone.localdate(at),
        about=(double, cell),
        data={"into": keeper},
    )
    people.project([double, keeper])
    record(
        at=at,
        by=by.get_username() if by else "",
        act="person.recognise",
        subject=f"person:{keeper}",
        details={"double": double, "fact": fact.pk},
    )
    return fact


@transaction.atomic
def tell_apart(*, fact: Fact, by: AbstractBaseUser | None, at: datetime, because: str) -> None:
    """Take back that two entries are one person: each has its own facts again.

    Raises Refused when that was taken back already.
    """
    if fact.corrected_by.exists():
        raise Refused(_("Hai người này đã được tách lại rồi: hãy tải lại trang."))
    act = ledger.open_act(kind="person.tell_apart", source=because, by=by, at=at)
    ledger.append(
        act=act, kind=WITHDRAWAL, on=fact.happened_on, about=(fact.person, fact.organisation),
        data=fact.data, corrects=fact.pk,
    )  # fmt: skip
    people.project([fact.person or 0, int(fact.data["into"])])
    record(
        at=at,
        by=by.get_username() if by else "",
        act="person.tell_apart",
        subject=f"person:{fact.data['into']}",
        details={"double": fact.person, "because": because},
    )
