"""Rows to core values: where prospects are and go, for many people in three queries."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from taonguon.core import whereabouts
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.facts import by_person, known, merged
from taonguon.core.prospects import AWAY, ENLISTMENT, HANDOVER
from taonguon.core.whereabouts import Handover
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people import facts

WHEREABOUTS = (AWAY, ENLISTMENT, HANDOVER)
DOSSIER = ("case.application", "case.cell_vote")


def told(people: Any, kinds: Collection[str] = WHEREABOUTS) -> dict[int, list[CoreFact]]:
    """Return the standing facts of these kinds about people (ids or a subquery), by person."""
    into = facts.doubles()
    who = Q(person__in=people) | Q(person__in=list(into)) if into else Q(person__in=people)
    return by_person(merged(_standing(kinds, who), into))


def of_organisations(units: QuerySet[Organisation]) -> dict[int, list[Handover]]:
    """Return the hand-overs of whoever was sent to one of these organisations, by person."""
    into = facts.doubles()
    sent = Fact.objects.filter(kind=HANDOVER, organisation__in=units.values("pk"))
    found = by_person(merged(_standing([HANDOVER], Q(person__in=sent.values("person"))), into))
    return {person: whereabouts.handovers(one) for person, one in found.items()}


def _standing(kinds: Collection[str], who: Q) -> list[CoreFact]:
    """Return the facts of these kinds that stand.

    What corrects or withdraws them is asked for by itself: with an OR over the join, a database that
    knows little of the table's size compares every fact with every other.
    """
    rows = Fact.objects.filter(who, kind__in=kinds).values_for_core()
    mends = Fact.objects.filter(who, corrects__kind__in=kinds).exclude(kind__in=kinds)
    return known([*rows, *mends.values_for_core()], None)


def one(person: int) -> list[CoreFact]:
    """Return the standing facts about one person."""
    return facts.standing([person]).get(person, [])
