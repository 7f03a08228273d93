"""Recording that prospects work away, come back, and are about to enlist."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import whereabouts
from taonguon.core.days import show_day
from taonguon.core.prospects import AWAY, ENLISTMENT
from taonguon.core.whereabouts import Away
from taonguon.ledger.models import Fact
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.prospects.actions.held import held, not_to_come


@transaction.atomic
def record_away(*, person: Person, told: Away, by: AbstractBaseUser | None, at: datetime) -> Fact:
    """Keep where a prospect works away, the phone number, and when home next.

    Said again while away, it takes the place of what was said before. Raises Refused for a day to
    come, for a day before the last coming back, and for a visit before the leaving.
    """
    person, known = held(person)
    back = whereabouts.back_on(known)
    gone = whereabouts.away(known)
    if back is not None and gone is None and told.since < back:
        raise Refused(
            _("Sổ đã ghi %(name)s trở về ngày %(back)s: ngày đi phải từ ngày đó trở đi.")
            % {"name": person.name, "back": show_day(back)}
        )
    if told.visit is not None and told.visit < told.since:
        raise Refused(
            _("Lần về tới %(visit)s đứng trước ngày đi %(since)s: kiểm tra lại hai ngày.")
            % {"visit": show_day(told.visit), "since": show_day(told.since)}
        )
    on = timezone.localdate(at) if gone is not None else told.since
    said: dict[str, Any] = {
        "since": told.since.isoformat(),
        "place": told.place,
        "phone": told.phone,
        "meets": told.meets,
    }
    if told.visit is not None:
        said["visit"] = told.visit.isoformat()
    not_to_come(told.since, at)
    return people.note(
        person=person.pk, kind=AWAY, on=on, said=(person.cell_id, said), by=by, at=at
    )


@transaction.atomic
def record_return(*, person: Person, on: date, by: AbstractBaseUser | None, at: datetime) -> Fact:
    """Keep the day on which somebody who worked away came back for good.

    Raises Refused when nobody said the person was away, or for a day before what was told last.
    """
    person, known = held(person)
    told = [fact.happened_on for fact in known if fact.kind == AWAY]
    if whereabouts.away(known) is None:
        raise Refused(
            _("Sổ không ghi %(name)s đang đi làm ăn xa: không có gì để ghi trở về.")
            % {"name": person.name}
        )
    if on < max(told):
        raise Refused(
            _("Ngày trở về phải từ %(day)s, ngày ghi tin gần nhất về việc đi xa.")
            % {"day": show_day(max(told))}
        )
    return people.note(
        person=person.pk, kind=AWAY, on=on, said=(person.cell_id, {"back": True}), by=by, at=at
    )


@transaction.atomic
def record_enlistment(
    *, person: Person, on: date | None, by: AbstractBaseUser | None, at: datetime
) -> Fact:
    """Keep the day on which a prospect is to enlist; without a day, that it was called off.

    A later one takes the place of an earlier. Raises Refused for calling off what is not told of.
    """
    person, known = held(person)
    if on is None and whereabouts.enlistment(known) is None:
        raise Refused(
            _("Sổ chưa ghi ngày nhập ngũ của %(name)s: không có gì để hoãn.")
            % {"name": person.name}
        )
    said = {"called_off": True} if on is None else {"date": on.isoformat()}
    day = timezone.localdate(at)
    return people.note(
        person=person.pk, kind=ENLISTMENT, on=day, said=(person.cell_id, said), by=by, at=at
    )
