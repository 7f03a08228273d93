"""Keeping the people's projections in step with the ledger, and correcting a fact."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import router, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import gate
from taonguon.core.days import show_day
from taonguon.core.description import DESCRIPTION
from taonguon.core.facts import WITHDRAWAL
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.membership import (
    ADMISSION,
    MEMBERSHIP_KINDS,
    MOVE,
    OFFICIAL,
    OPENING,
    OUT_OF_PARTY,
    PROBATIONARY,
    TRANSFER_IN,
    course,
)
from taonguon.core.names import search_key
from taonguon.core.organisation import DISSOLVE, MERGE, SEGMENT
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.ledger.models import Fact
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation, Version
from taonguon.people import facts, telling
from taonguon.people.models import Admission, Introduction, Person, Prospect, Span
from taonguon.people.projection import Projected

# A list names the cell of today, also for somebody who came before it was founded.
AS_LISTED = frozenset({OPENING, TRANSFER_IN})


def project(people: Iterable[int]) -> None:
    """Fold the facts of these people anew and replace their rows. Call inside a transaction."""
    ids = list(people)
    forget(ids)
    rows = Projected.empty()
    for person, told in facts.standing(ids).items():
        rows.add(person, told)
    rows.write()


def forget(people: Any) -> None:
    """Remove the projected rows of these people (ids or a subquery); the ledger keeps its facts."""
    for model in (Span, Admission, Prospect, Introduction):
        rows = model.objects.filter(person__in=people)
        rows._raw_delete(router.db_for_write(model))
    Person.objects.filter(pk__in=people)._raw_delete(router.db_for_write(Person))


def _cell_of(person: int) -> int | None:
    return Person.objects.filter(pk=person).values_list("cell", flat=True).first()


class Refused(Exception):
    """A fact may not be written; says why, where and how to mend it in one sentence."""


def first_day_of_use(cell: int | None) -> date:
    """Return the first day of use of the commune above a cell; a day that never comes without."""
    path = Organisation.objects.filter(pk=cell).values_list("path", flat=True).first() or ""
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    days = Organisation.objects.filter(path__in=above, use_begins_on__isnull=False)
    return days.order_by("-path").values_list("use_begins_on", flat=True).first() or date.max


def _pass_gate(kind: str, on: date, cell: int | None) -> None:
    found = gate.finding(kind, on, first_day_of_use(cell))
    if found is not None:
        raise Refused(
            _("Từ ngày bắt đầu dùng sổ (%(first)s), kết nạp và công nhận chính thức chỉ được ghi "
              "cùng hồ sơ theo quy định; ngày %(on)s phải đi qua hồ sơ.")
            % {"first": show_day(found.first_day), "on": show_day(on)}
        )  # fmt: skip


def _not_of_a_case(fact: Fact) -> None:
    """A step of a case, and what it brought about, is mended on the case, where it is assessed."""
    if fact.kind.startswith("case.") or "case" in fact.data:
        raise Refused(_("Ghi chép này thuộc hồ sơ kết nạp: hãy sửa ở trang hồ sơ của người này."))


def _must_stand(fact: Fact) -> None:
    mended = Fact.objects.filter(corrects=fact.pk, act__undone_at__isnull=True).exists()
    if mended or fact.act.undone_at is not None:
        raise Refused(
            _("Ghi chép này đã được sửa hoặc hoàn tác rồi: hãy xem lại ghi chép mới nhất.")
        )


def _must_be_past(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})


def _must_be_there(cell: int, on: date) -> None:
    """A member moves, or comes, to a cell that is there on the day."""
    if not Version.objects.on(on).filter(organisation=cell).exists():
        told = Organisation.objects.get(pk=cell)
        raise Refused(
            _("Ngày %(on)s chưa có hoặc không còn %(cell)s (lập ngày %(founded)s): "
              "kiểm tra lại ngày hoặc chi bộ.")
            % {"on": show_day(on), "cell": told.name, "founded": show_day(told.founded_on)}
        )  # fmt: skip


def comes_before_its_cell(fact: Fact) -> bool:
    """Tell whether a fact brings somebody into a cell on a day before the cell was founded."""
    rows = Organisation.objects.filter(pk=fact.organisation, founded_on__gt=fact.happened_on)
    return fact.kind in AS_LISTED and rows.exists()


def _contradictions(person: int | None) -> list[CoreFact]:
    """Return the standing facts about a person that cannot take effect."""
    if person is None:
        return []
    return list(course(facts.standing([person]).get(person, [])).contradictions)


def _must_undo_nothing(person: int, before: list[CoreFact]) -> None:
    """Refuse what takes the effect of another fact, which its author would not see."""
    known = {fact.id for fact in before}
    for fact in _contradictions(person):
        if fact.id not in known:
            raise Refused(
                _("Không sửa như vậy được: “%(what)s” ngày %(on)s sẽ không còn hiệu lực. "
                  "Xem lại ngày, hoặc sửa ghi chép đó trước.")
                % {"what": telling.fact_name(fact.kind), "on": show_day(fact.happened_on)}
            )  # fmt: skip


def _must_take_effect(person: int, kind: str, on: date) -> None:
    told = _contradictions(person)
    if any(fact.kind == kind and fact.happened_on == on for fact in told):
        raise Refused(
            _("Việc này không thể có hiệu lực vào ngày %(on)s vì trái với các ghi chép khác của "
              "người này: xem lại ngày, hoặc sửa ghi chép kia trước.")
            % {"on": show_day(on)}
        )  # fmt: skip


@transaction.atomic
def record_event(
    *,
    person: Person,
    kind: str,
    on: date,
    data: dict[str, Any],
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    """Append what happened to a member on a day; `data["cell"]` is where a move or return leads.

    Raises Refused when it needs a dossier, lies in the future, or could not take effect.
    """
    _must_be_past(on, at)
    _pass_gate(kind, on, person.cell_id)
    cell = data.pop("cell", None)
    if cell is not None:
        _must_be_there(cell, on)
    if kind == TRANSFER_IN:
        _must_be_a_member_elsewhere(person)
        data["status"] = OFFICIAL if person.recognised_on else PROBATIONARY
    act = ledger.open_act(kind=f"person.{kind}", source=data.get("document", ""), by=by, at=at)
    fact = ledger.append(act=act, kind=kind, on=on, about=(person.pk, cell), data=data)
    _must_take_effect(person.pk, kind, on)
    project([person.pk])
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"person.{kind}",
        subject=f"person:{person.pk}",
    )
    return fact


def _must_be_a_member_elsewhere(person: Person) -> None:
    last = Span.objects.filter(person=person).order_by("start_on", "pk").last()
    if last is not None and last.left in OUT_OF_PARTY:
        raise Refused(
            _("%(name)s đã ra khỏi Đảng theo sổ: phải kết nạp lại qua hồ sơ, không ghi chuyển đến.")
            % {"name": person.name}
        )


@transaction.atomic
def transfer_in(
    *,
    said: dict[str, str],
    cell: Organisation,
    on: date,
    data: dict[str, str],
    by: AbstractBaseUser | None,
    at: datetime,
) -> int:
    """Take in a member the register does not know, on a day; return the person's id.

    `said` describes the person (name, sex, born); `data` holds `admitted_on`, `official_on` when
    official, and the `document` of the transfer. Raises Refused for a day to come, a cell not there
    on it, or somebody the commune already knows.
    """
    _must_be_past(on, at)
    _must_be_there(cell.pk, on)
    _must_be_unknown(said, cell)
    status = {"status": OFFICIAL if data.get("official_on") else PROBATIONARY}
    act = ledger.open_act(
        kind=f"person.{TRANSFER_IN}", source=data.get("document", ""), by=by, at=at
    )
    person = store.reserve(Person, 1)
    ledger.append(act=act, kind=DESCRIPTION, on=on, about=(person, None), data=said)
    ledger.append(act=act, kind=TRANSFER_IN, on=on, about=(person, cell.pk), data=data | status)
    project([person])
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"person.{TRANSFER_IN}",
        subject=f"person:{person}",
    )
    return person


def _must_be_unknown(said: dict[str, str], cell: Organisation) -> None:
    """Refuse somebody of the same name and birth in the same commune: she has a course already."""
    above = [cell.path[:end] for end in range(SEGMENT, len(cell.path) + 1, SEGMENT)]
    commune = Organisation.objects.filter(path__in=above, kind="commune").first() or cell
    rows = Person.objects.within([commune.range]).filter(name_key=search_key(said["name"]))
    for one in rows.select_related("cell"):
        sizes = min(len(one.born), len(said["born"]))
        if one.born[:sizes] == said["born"][:sizes]:
            raise Refused(
                _("%(name)s, sinh %(born)s đã có trong sổ (%(cell)s): mở trang của người đó để ghi "
                  "chuyển đến hoặc chuyển sinh hoạt.")
                % {"name": one.name, "born": telling.value("born", one.born),
                   "cell": one.cell.name if one.cell else "–"}
            )  # fmt: skip


@transaction.atomic
def note(
    *,
    person: int,
    kind: str,
    on: date,
    said: tuple[int | None, dict[str, Any]],
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    """Append what is noted of a person on the way to the Party: an agreement, a remark, a task.

    `said` is the cell, None when it is about none, and what the fact keeps. Steps that rules govern
    go through the case. Raises Refused for a day to come.
    """
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})
    act = ledger.open_act(kind=f"person.{kind}", source="", by=by, at=at)
    fact = ledger.append(act=act, kind=kind, on=on, about=(person, said[0]), data=said[1])
    project([person])
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"person.{kind}",
        subject=f"person:{person}",
        details={"fact": fact.pk},
    )
    return fact


@transaction.atomic
def correct(
    *,
    fact: Fact,
    on: date | None,
    data: dict[str, Any] | None,
    because: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    """Put a fact with another day or content in the place of one about a person or organisation.

    Without day and content the fact is withdrawn. What was known before stays known as of then.
    Raises Refused when the fact stands no longer, the new day needs a dossier or is to come, the
    cell was not there on it, or another fact about the person would lose its effect.
    """
    _must_stand(fact)
    _not_of_a_case(fact)
    if on is not None:
        _must_be_past(on, at)
        _may_happen(fact, on)
    before = _contradictions(fact.person)
    act = ledger.open_act(kind="correction", source=because, by=by, at=at)
    withdrawn = on is None and data is None
    mended = ledger.append(
        act=act,
        kind=WITHDRAWAL if withdrawn else fact.kind,
        on=on or fact.happened_on,
        about=(fact.person, fact.organisation),
        data=fact.data if data is None else data,
        corrects=fact.pk,
    )
    if fact.person is not None:
        _must_undo_nothing(fact.person, before)
        project([fact.person])
    else:
        organisations.project()
    record(
        at=at,
        by=by.get_username() if by else "",
        act="fact.correct",
        subject=f"fact:{fact.pk}",
        details={"because": because},
    )
    return mended


def _may_happen(fact: Fact, on: date) -> None:
    if fact.person is None:
        return
    counts = ADMISSION if fact.kind == OPENING else fact.kind
    _pass_gate(counts, on, fact.organisation or _cell_of(fact.person))
    if fact.kind in MEMBERSHIP_KINDS - AS_LISTED and fact.organisation is not None:
        _must_be_there(fact.organisation, on)


@transaction.atomic
def merge(
    *,
    cell: Organisation,
    into: Organisation,
    on: date,
    by: AbstractBaseUser | None,
    at: datetime,
) -> None:
    """Merge a cell into another on a day: its members move there the same day."""
    inside = list(
        Span.objects.filter(cell=cell, end_on__isnull=True).values_list("person", flat=True)
    )
    act = ledger.open_act(kind="people.move", source=f"{cell.name} → {into.name}", by=by, at=at)
    day = on.isoformat()
    rows = [(MOVE, day, person, into.pk, {"because": MERGE}, None, "") for person in inside]
    ledger.append_many(act=act, rows=rows)
    organisations.change(kind=MERGE, organisation=cell, on=on, data={"into": into.pk}, by=by, at=at)
    project(inside)


@transaction.atomic
def dissolve(*, cell: Organisation, on: date, by: AbstractBaseUser | None, at: datetime) -> None:
    """Dissolve a cell on a day. Raises Refused while it still has members."""
    left = Span.objects.filter(cell=cell, end_on__isnull=True).count()
    if left:
        raise Refused(
            _("%(cell)s còn %(n)d đảng viên: ghi chuyển sinh hoạt cho họ trước khi giải thể.")
            % {"cell": cell.name, "n": left}
        )
    organisations.change(kind=DISSOLVE, organisation=cell, on=on, data={}, by=by, at=at)
