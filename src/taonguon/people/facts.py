"""Rows to core facts about people: the only translator, one way."""

from collections.abc import Iterable, Iterator

from taonguon.core.facts import Fact as CoreFact
from taonguon.core.facts import by_person, known
from taonguon.ledger.models import Fact


def standing(people: Iterable[int]) -> dict[int, list[CoreFact]]:
    """Return the facts that stand at present about each of these people."""
    rows = Fact.objects.filter(person__in=list(people)).values_for_core()
    return by_person(known(rows, None))


def everyone(step: int = 5000) -> Iterator[tuple[int, dict[int, list[CoreFact]]]]:
    """Return the standing facts of all people, some thousand at a time, with the last id."""
    last = 0
    while True:
        ids = list(
            Fact.objects.filter(person__gt=last)
            .order_by("person")
            .values_list("person", flat=True)
            .distinct()[:step]
        )
        if not ids:
            return
        rows = Fact.objects.filter(person__gt=last, person__lte=ids[-1]).values_for_core()
        yield ids[-1], by_person(known(rows, None))
        last = ids[-1]
