"""Rows to core facts about organisations: the only translator, one way."""

from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.organisation import ORGANISATION_KINDS
from taonguon.ledger.models import Fact


def standing() -> list[CoreFact]:
    """Return all facts about organisations that stand at present."""
    rows = Fact.objects.filter(person__isnull=True, kind__in=ORGANISATION_KINDS | {WITHDRAWAL})
    return known(rows.values_for_core(), None)
