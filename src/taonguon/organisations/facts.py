"""Rows to core facts about organisations: the only translator, one way."""

from collections.abc import Iterable

from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.organisation import ORGANISATION_KINDS, Placed, history, place
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Version


def standing() -> list[CoreFact]:
    """Return all facts about organisations that stand at present."""
    rows = Fact.objects.filter(person__isnull=True, kind__in=ORGANISATION_KINDS | {WITHDRAWAL})
    return known(rows.values_for_core(), None)


def placed(facts: Iterable[CoreFact]) -> list[Placed]:
    """Return every version with its path."""
    return place(history(facts))


def versions_below(segment: str) -> list[Version]:
    """Return the versions that ever stood at or below an organisation, given its path segment."""
    return list(Version.objects.filter(path__contains=segment).order_by("path", "start_on"))
