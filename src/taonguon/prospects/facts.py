"""Rows to core values: where prospects are and go, for many people in two queries."""

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
    who = Q(person__in=people) | Q(person__in=list(into))
    rows = _of_kinds(kinds).filter(who).values_for_core()
    return by_person(merged(known(rows, None), into))


def of_organisations(units: QuerySet[Organisation]) -> dict[int, list[Handover]]:
    """Return the hand-overs of whoever was sent to one of these organisations, by person."""
    into = facts.doubles()
    sent = Fact.objects.filter(kind=HANDOVER, organisation__in=units.values("pk"))
    rows = _of_kinds([HANDOVER]).filter(person__in=sent.values("person")).values_for_core()
    found = by_person(merged(known(rows, None), into))
    return {person: whereabouts.handovers(one) for person, one in found.items()}


def _of_kinds(kinds: Collection[str]) -> Any:
    return Fact.objects.filter(Q(kind__in=kinds) | Q(corrects__kind__in=kinds))


def one(person: int) -> list[CoreFact]:
    """Return the standing facts about one person."""
    return facts.standing([person]).get(person, [])
