"""Rows to values: who took part in an activity, and what a person took part in."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from taonguon.activities.models import Activity
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.facts import known, merged
from taonguon.core.prospects import ACTIVITY
from taonguon.ledger.models import Fact
from taonguon.people import facts


class Part(NamedTuple):
    """One person's part in one activity, and the fact that says so."""

    person: int
    activity: int
    title: str
    role: str
    on: date
    fact: int


def participants(activity: Activity) -> dict[int, Part]:
    """Return who took part in an activity, by person; three queries."""
    return {one.person: one for one in _parts(Q(data__activity=activity.pk))}


def counts(activities: Iterable[int], people: object) -> dict[int, int]:
    """Return how many of some people (a subquery of ids) took part in each activity; three queries."""
    found: dict[int, int] = {}
    asked = Q(data__activity__in=list(activities)) & Q(person__in=people)
    for one in _parts(asked):
        found[one.activity] = found.get(one.activity, 0) + 1
    return found


def of_person(person: int) -> list[Part]:
    """Return what a person took part in, the latest first."""
    told = [_part(fact) for fact in facts.standing([person]).get(person, ()) if _is(fact)]
    return sorted(told, key=lambda one: (one.on, one.fact), reverse=True)


def _parts(asked: Q) -> list[Part]:
    """Return the parts that stand; a withdrawal keeps what the fact said, so it is found with it."""
    rows = Fact.objects.filter(asked, kind=ACTIVITY).values_for_core()
    mends = Fact.objects.filter(asked, corrects__kind=ACTIVITY).exclude(kind=ACTIVITY)
    told = merged(known([*rows, *mends.values_for_core()], None), facts.doubles())
    return [_part(fact) for fact in told if _is(fact)]


def _is(fact: CoreFact) -> bool:
    return fact.kind == ACTIVITY and fact.person is not None and "activity" in fact.data


def _part(fact: CoreFact) -> Part:
    said = fact.data
    return Part(
        fact.person or 0,
        int(said["activity"]),
        str(said.get("title") or ""),
        str(said.get("role") or ""),
        fact.happened_on,
        fact.id,
    )
