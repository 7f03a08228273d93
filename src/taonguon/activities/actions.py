"""Recording what a mass organisation held, and who of the prospects took part in what role."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.activities import facts
from taonguon.activities.models import Activity
from taonguon.core.days import show_day
from taonguon.core.prospects import ACTIVITY
from taonguon.journal.actions import record
from taonguon.ledger.models import Fact
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person

TICKED_OFF = "bỏ chọn trong danh sách tham gia"


class Held(NamedTuple):
    """What was held: by which mass organisation, of which kind, where, for which organisation."""

    body: str
    kind: str
    title: str
    on: date
    place: str
    organisation: int


@transaction.atomic
def add(*, held: Held, by: AbstractBaseUser | None, at: datetime) -> Activity:
    """Keep that an activity was held. Raises Refused for a day to come."""
    if held.on > timezone.localdate(at):
        raise Refused(
            _("Ngày %(on)s còn ở tương lai: ghi hoạt động khi đã tổ chức.")
            % {"on": show_day(held.on)}
        )
    activity = Activity.objects.create(
        body=held.body,
        kind=held.kind,
        title=held.title,
        held_on=held.on,
        place=held.place,
        organisation=held.organisation,
        noted_at=at,
    )
    record(
        at=at,
        by=by.get_username() if by else "",
        act="activity.add",
        subject=f"activity:{activity.pk}",
    )
    return activity


@transaction.atomic
def tick(
    *,
    activity: Activity,
    roles: Mapping[int, str],
    among: list[Person],
    by: AbstractBaseUser | None,
    at: datetime,
) -> int:
    """Make who took part be as `roles` says: role by person, for those `among` whom one may tick.

    Others stay as they are. Who took part in another role than said before, or did not, has the fact
    withdrawn; nothing is written for those unchanged. Returns how many facts were written.
    """
    held = facts.participants(activity)
    written = 0
    for person in among:
        wanted = roles.get(person.pk, "")
        before = held.get(person.pk)
        if before is not None and before.role == wanted:
            continue
        if before is not None:
            row = Fact.objects.select_related("act").get(pk=before.fact)
            people.correct(fact=row, on=None, data=None, because=TICKED_OFF, by=by, at=at)
            written += 1
        if wanted:
            _note(activity, person, wanted, by, at)
            written += 1
    record(
        at=at,
        by=by.get_username() if by else "",
        act="activity.tick",
        subject=f"activity:{activity.pk}",
        details={"facts": written},
    )
    return written


def _note(
    activity: Activity, person: Person, role: str, by: AbstractBaseUser | None, at: datetime
) -> None:
    said = {"activity": activity.pk, "title": activity.title, "role": role}
    people.note(
        person=person.pk,
        kind=ACTIVITY,
        on=activity.held_on,
        said=(person.cell_id, said),
        by=by,
        at=at,
    )
