"""The part of the tree whose duties are asked for, on a day: what several sources read of it, read once."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.db.models import Q

from taonguon.cases.worklist import OPEN
from taonguon.core.duties import Place
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person

Ranges = Sequence[tuple[str, str]]


class Scope:
    """Some ranges of paths and the mass organisations acted for there (None: all), by the rules of a day."""

    def __init__(self, ranges: Ranges, bodies: frozenset[str] | None, book: Rulebook) -> None:
        """Keep what is asked about; nothing is read yet."""
        self.ranges, self.bodies, self.book = tuple(ranges), bodies, book

    @cached_property
    def organisations(self) -> dict[int, Organisation]:
        """Return what stands in the ranges and has not ended, in the tree's order."""
        rows = Organisation.objects.within(self.ranges).filter(ended_on__isnull=True)
        return {unit.pk: unit for unit in rows.select_related("parent").order_by("path")}

    @cached_property
    def cells(self) -> list[Organisation]:
        """Return the cells of them."""
        return [unit for unit in self.organisations.values() if unit.kind == "cell"]

    @cached_property
    def people(self) -> list[Person]:
        """Return those with an open case: prospects and probationary members, with cell and way."""
        rows = Person.objects.within(self.ranges).filter(standing__in=OPEN)
        return list(rows.select_related("cell__parent", "prospect"))

    def living(self, on: date) -> list[Organisation]:
        """Return the cells that were founded by a day."""
        return [unit for unit in self.cells if unit.founded_on <= on]

    def place(self, organisation: int, body: str = "") -> Place:
        """Return where a duty of one of the organisations lies."""
        return place(self.organisations[organisation], body)

    def inside(self, field: str) -> Q:
        """Return the filter of rows whose organisation, named by a field, lies in the ranges."""
        found = Q(pk__in=[])
        for low, high in self.ranges:
            found |= Q(**{f"{field}__path__gte": low, f"{field}__path__lt": high})
        return found


def place(unit: Organisation | None, body: str = "") -> Place:
    """Return where a duty of an organisation lies; the whole register for none."""
    return Place(unit.path, unit.pk, unit.name, body) if unit else Place(body=body)


def begun(unit: Organisation, day: date) -> date:
    """Return a day, or the first on which the register is used here where that came later."""
    first = unit.parent.use_begins_on if unit.parent else None
    return max(day, first or day)


def narrowed(ranges: Iterable[tuple[str, str]], low: str, high: str) -> list[tuple[str, str]]:
    """Return what of the ranges lies within one more."""
    cut = [(max(a, low), min(b, high)) for a, b in ranges]
    return [(a, b) for a, b in cut if a < b]
