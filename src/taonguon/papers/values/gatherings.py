"""Many people at once, as papers list them: their facts, cases and cells in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from taonguon.cases import facts as cases
from taonguon.core.assessment.view import by_kind
from taonguon.core.case import Case, Event, standing
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Version
from taonguon.papers.values import people
from taonguon.people import facts
from taonguon.people.models import Person


@dataclass(frozen=True, slots=True)
class Row:
    """One person on a day: what the facts say, the steps that stand by kind, and the cell's name."""

    person: Person
    case: Case
    kinds: dict[str, list[Event]]
    known: dict[str, Any]
    cell: int | None
    cell_name: str

    def last(self, step: str) -> Event | None:
        """Return the last step of a kind, None without one."""
        return self.kinds[step][-1] if self.kinds.get(step) else None

    def tells(self, *names: str) -> dict[str, Any]:
        """Return features of the person, empty where not known."""
        return {name: self.known.get(f"person.{name}", "") for name in names}


def with_step(steps: Iterable[str], under: str = "") -> list[Person]:
    """Return who has had one of the steps recorded and is now at or under a path, by given name."""
    told = Fact.objects.filter(kind__in=[cases.kind_of(step) for step in steps])
    into = facts.doubles()
    ids = {into.get(one, one) for one in told.values_list("person", flat=True) if one}
    rows = Person.objects.filter(pk__in=ids, cell__path__startswith=under).select_related("cell")
    return list(rows.order_by("sort_key", "pk"))


def rows(found: Sequence[Person], on: date) -> list[Row]:
    """Return these people as they stood at the end of a day. They come with their cells."""
    told = facts.standing([person.pk for person in found])
    open_cases = cases.of(found)
    cells = {one.pk: people.cell_on(one, told.get(one.pk, []), on) for one in found}
    names = dict(
        Version.objects.on(on)
        .filter(organisation__in={cell for cell in cells.values() if cell})
        .values_list("organisation", "name")
    )
    return [
        Row(
            person=one,
            case=open_cases[one.pk],
            kinds=by_kind(standing(open_cases[one.pk].until(on).events)),
            known=people.of(one, told.get(one.pk, []), on),
            cell=cells[one.pk],
            cell_name=names.get(cells[one.pk], ""),
        )
        for one in found
    ]
