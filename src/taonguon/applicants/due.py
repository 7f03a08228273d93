"""Whose data is to be erased, and from which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from taonguon.applicants.models import Request
from taonguon.core.erasure import ERASED, due_on, retention
from taonguon.core.prospects import ADMITTED, WITHDREW
from taonguon.core.rulebook import Rulebook
from taonguon.people.models import Person
from taonguon.people.projection import UNLISTED


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody no longer considered: why, since when, and the day from which to erase.

    `asking` tells that something they asked for is not answered yet: that comes first.
    """

    person: Person
    ended_on: date
    why: str
    on: date
    asking: bool


def ended(inside: Iterable[tuple[str, str]] | None, on: date, book: Rulebook) -> list[Due]:
    """Return those in these ranges of paths (None: all) due for erasing by a day, the earliest first.

    By the rules of that day. Raises BeforeRulebook for a day before the law.
    """
    kept = {why: timedelta(days=int(retention(why, book, on).value)) for why in (WITHDREW, "")}
    withdrew = Q(prospect__ended_why=WITHDREW)
    old = Q(withdrew, prospect__ended_on__lte=on - kept[WITHDREW])
    old |= Q(~withdrew, prospect__ended_on__lte=on - kept[""])
    rows = Person.objects.filter(old, standing=UNLISTED).exclude(name=ERASED)
    rows = rows.exclude(prospect__ended_why=ADMITTED).select_related("cell", "prospect")
    if inside is not None:
        rows = rows.within(inside)
    asking = set(Request.objects.waiting().values_list("person", flat=True))
    found = [_due(person, on, book, asking) for person in rows]
    return sorted(found, key=lambda one: (one.on, one.person.sort_key, one.person.pk))


def _due(person: Person, day: date, book: Rulebook, asking: set[int]) -> Due:
    way = person.prospect
    on = due_on(way.ended_on, way.ended_why, book, day)
    return Due(person, way.ended_on, way.ended_why, on or day, person.pk in asking)
