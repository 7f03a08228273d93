"""Rows to core facts about people: the only translator, one way."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from taonguon.core.facts import SAME_PERSON, by_person, keepers, known, merged
from taonguon.core.facts import Fact as CoreFact
from taonguon.ledger.models import Fact


def doubles() -> dict[int, int]:
    """Return whose course each person found to be somebody already known belongs to."""
    told = Fact.objects.filter(kind=SAME_PERSON).values_for_core()
    if told:
        told += Fact.objects.filter(corrects__in=[fact.id for fact in told]).values_for_core()
    return keepers(known(told, None))


def of_one(person: int) -> list[int]:
    """Return the ids under which facts about a person were recorded, the person's own first."""
    return [person, *sorted(one for one, keeper in doubles().items() if keeper == person)]


def standing(people: Iterable[int]) -> dict[int, list[CoreFact]]:
    """Return the facts that stand at present about each of these people.

    Somebody found to be another has none: they are the other's.
    """
    into = doubles()
    asked = {person for person in people if person not in into}
    ids = asked | {person for person, keeper in into.items() if keeper in asked}
    rows = Fact.objects.filter(person__in=ids).values_for_core()
    return by_person(merged(known(rows, None), into))


def everyone(step: int = 5000) -> Iterator[tuple[int, dict[int, list[CoreFact]]]]:
    """Return the standing facts of all people, some thousand at a time, with the last id."""
    last, into = 0, doubles()
    while True:
        ids = list(
            Fact.objects.filter(person__gt=last)
            .order_by("person")
            .values_list("person", flat=True)
            .distinct()[:step]
        )
        if not ids:
            return
        elsewhere = [one for one, keeper in into.items() if last < keeper <= ids[-1]]
        here = Q(person__gt=last, person__lte=ids[-1]) | Q(person__in=elsewhere)
        told = by_person(merged(known(Fact.objects.filter(here).values_for_core(), None), into))
        yield ids[-1], {one: own for one, own in told.items() if last < one <= ids[-1]}
        last = ids[-1]
