"""Changing the tree by a paper: checked, recorded with the people it moves, in one transaction."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.membership import MOVE
from taonguon.core.organisation import (
    DISSOLVE,
    FOUND,
    MERGE,
    RECEIVE,
    RENAME,
    REPARENT,
    SPLIT,
    history,
)
from taonguon.core.restructuring import Change, objections
from taonguon.ledger.models import Fact
from taonguon.organisations import actions as organisations
from taonguon.organisations import facts
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person, Prospect, Span
from taonguon.structure import telling

By = AbstractBaseUser | None


def check(change: Change, at: datetime) -> None:
    """Raise Refused with one sentence for each reason against a change of the tree."""
    if change.on > timezone.localdate(at):
        words = _("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.")
        raise Refused(words % {"on": show_day(change.on)})
    found = objections(history(facts.standing()), change)
    if found:
        raise Refused(" ".join(telling.objection(one, change) for one in found))


def check_leaving(cell: Organisation, on: date) -> None:
    """Raise Refused while a cell that is to end has what an end would leave in the air.

    That is whoever came or left after that day, and prospects: their cases name the cell.
    """
    told = {"cell": cell.name, "on": show_day(on)}
    later = Span.objects.filter(Q(start_on__gt=on) | Q(end_on__gt=on), cell=cell)
    if n := later.values("person").distinct().count():
        raise Refused(
            _("Sau ngày %(on)s sổ còn ghi %(n)d đảng viên vào hoặc rời %(cell)s: chọn ngày muộn "
              "hơn, hoặc sửa các ghi chép ấy trước.") % {**told, "n": n}
        )  # fmt: skip
    if n := Prospect.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on), cell=cell
    ).count():
        raise Refused(
            _("%(cell)s còn %(n)d nguồn: trên hồ sơ của họ, ghi chuyển sang chi bộ khác hoặc đưa "
              "ra khỏi danh sách trước.") % {**told, "n": n}
        )  # fmt: skip


@transaction.atomic
def found(
    *, under: Organisation, on: date, data: dict[str, Any], by: By, at: datetime
) -> Organisation:
    """Found an organisation under another. Raises Refused."""
    check(Change(FOUND, on, None, data["name"], data["kind"], under.pk), at)
    return organisations.begin(kind=FOUND, on=on, data={**data, "parent": under.pk}, by=by, at=at)


@transaction.atomic
def receive(
    *, under: Organisation, on: date, founded_on: date, data: dict[str, Any], by: By, at: datetime
) -> Organisation:
    """Receive an organisation from outside: founded on its own day, here from `on`. Raises Refused."""
    check(Change(RECEIVE, on, None, data["name"], data["kind"], under.pk, founded_on), at)
    came = organisations.begin(
        kind=FOUND, on=founded_on, data={**data, "parent": None}, by=by, at=at
    )
    told = {"parent": under.pk, "document": data["document"]}
    organisations.change(kind=RECEIVE, organisation=came, on=on, data=told, by=by, at=at)
    return Organisation.objects.get(pk=came.pk)


@transaction.atomic
def found_above(
    *, unit: Organisation, on: date, data: dict[str, Any], by: By, at: datetime
) -> Organisation:
    """Found the superior of an organisation that has none, and place it there. Raises Refused."""
    check(Change(FOUND, on, None, data["name"], data["kind"]), at)
    over = organisations.begin(kind=FOUND, on=on, data={**data, "parent": None}, by=by, at=at)
    move(unit=unit, on=on, parent=over, document=data["document"], by=by, at=at)
    return over


@transaction.atomic
def rename(*, unit: Organisation, on: date, name: str, document: str, by: By, at: datetime) -> None:
    """Give an organisation another name from a day. Raises Refused."""
    check(Change(RENAME, on, unit.pk, name), at)
    data = {"name": name, "document": document}
    organisations.change(kind=RENAME, organisation=unit, on=on, data=data, by=by, at=at)


@transaction.atomic
def move(
    *, unit: Organisation, on: date, parent: Organisation, document: str, by: By, at: datetime
) -> None:
    """Place an organisation under another from a day. Raises Refused."""
    check(Change(REPARENT, on, unit.pk, other=parent.pk), at)
    data = {"parent": parent.pk, "document": document}
    organisations.change(kind=REPARENT, organisation=unit, on=on, data=data, by=by, at=at)


@transaction.atomic
def split(
    *,
    unit: Organisation,
    on: date,
    data: dict[str, Any],
    people: Iterable[int],
    by: By,
    at: datetime,
) -> Organisation:
    """Split a new cell off another: the chosen members move there the same day. Raises Refused."""
    check(Change(SPLIT, on, unit.pk), at)
    check(Change(SPLIT, on, None, data["name"], "cell", unit.parent_id), at)
    told = {**data, "kind": "cell", "parent": unit.parent_id, "from": unit.pk}
    new = organisations.begin(kind=SPLIT, on=on, data=told, by=by, at=at)
    _move_people(Person.objects.filter(cell=unit, pk__in=people), new, on, told, by=by, at=at)
    return new


@transaction.atomic
def merge(
    *, unit: Organisation, into: Organisation, on: date, document: str, by: By, at: datetime
) -> None:
    """Merge a cell into another: all its members move there the same day. Raises Refused."""
    check(Change(MERGE, on, unit.pk, other=into.pk), at)
    told = {"into": into.pk, "document": document}
    inside = Span.objects.filter(cell=unit, end_on__isnull=True, start_on__lte=on).values("person")
    _move_people(Person.objects.filter(pk__in=inside), into, on, told, by=by, at=at)
    check_leaving(unit, on)
    organisations.change(kind=MERGE, organisation=unit, on=on, data=told, by=by, at=at)


@transaction.atomic
def dissolve(*, unit: Organisation, on: date, document: str, by: By, at: datetime) -> None:
    """Dissolve an organisation that has nobody and nothing below. Raises Refused."""
    check(Change(DISSOLVE, on, unit.pk), at)
    left = Span.objects.filter(cell=unit, end_on__isnull=True).count()
    if left:
        words = _("%(cell)s còn %(n)d đảng viên: ghi chuyển sinh hoạt cho họ trước khi giải thể.")
        raise Refused(words % {"cell": unit.name, "n": left})
    check_leaving(unit, on)
    told = {"document": document}
    organisations.change(kind=DISSOLVE, organisation=unit, on=on, data=told, by=by, at=at)


def _move_people(
    rows: Iterable[Person],
    cell: Organisation,
    on: date,
    told: dict[str, Any],
    *,
    by: By,
    at: datetime,
) -> None:
    for person in list(rows):
        data = {"cell": cell.pk, "document": told["document"]}
        try:
            people.record_event(person=person, kind=MOVE, on=on, data=data, by=by, at=at)
        except Refused as refusal:
            raise Refused(f"{person.name}: {refusal}") from None


@transaction.atomic
def correct(
    *, fact: Fact, on: date | None, document: str, because: str, by: By, at: datetime
) -> None:
    """Correct the day and paper of a change, or withdraw it (no day). Raises Refused.

    What moved people is not corrected here, what began is not withdrawn: others stand upon it.
    """
    if fact.kind not in (telling.WITHDRAWN if on is None else telling.DATED):
        raise Refused(telling.stays(fact.kind))
    if on is not None:
        _recheck(fact, on)
    data = {**fact.data, "document": document} if on and document else None
    people.correct(fact=fact, on=on, data=data, because=because, by=by, at=at)


def _recheck(fact: Fact, on: date) -> None:
    """Raise Refused where the tree without this fact would not let it happen on the other day."""
    told = history(one for one in facts.standing() if one.id != fact.pk)
    unit = Organisation.objects.get(pk=fact.organisation)
    if fact.kind == FOUND:
        _not_after_others(unit, on)
        return
    data = fact.data
    change = Change(fact.kind, on, unit.pk, data.get("name", ""), unit.kind, data.get("parent"))
    found = objections(told, change)
    if found:
        raise Refused(" ".join(telling.objection(one, change) for one in found))
    if fact.kind == DISSOLVE:
        check_leaving(unit, on)


def _not_after_others(unit: Organisation, on: date) -> None:
    """Raise Refused where an organisation would begin after its own change, or after one below."""
    changes = [one for one in facts.standing() if one.kind in telling.CHANGES]
    own = [one.happened_on for one in changes if one.organisation == unit.pk and one.kind != FOUND]
    below = [one.happened_on for one in changes if one.data.get("parent") == unit.pk]
    first = min([*own, *below], default=on)
    if on > first:
        words = _("Ngày %(first)s sổ đã có thay đổi của tổ chức này hoặc của tổ chức trực thuộc: ngày "
                  "thành lập không thể muộn hơn.")  # fmt: skip
        raise Refused(words % {"first": show_day(first)})
