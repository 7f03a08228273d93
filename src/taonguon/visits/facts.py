"""Rows to what the pages ask: visits by cell and member, promises open, who is in charge of what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from taonguon.cells import facts as cells
from taonguon.cells.models import CommitteeMember
from taonguon.core.visiting import waiting
from taonguon.organisations.models import Organisation
from taonguon.rules.visits import limits
from taonguon.visits.models import Agreement, Visit


def holders(units: Iterable[Organisation], on: date) -> dict[int, int]:
    """Return who is in charge of each cell on a day, by cell; two queries."""
    told = cells.charges([unit.pk for unit in units])
    found = {cell: cells.holder(charges, on) for cell, charges in told.items()}
    return {cell: member for cell, member in found.items() if member is not None}


def last_visits(units: Iterable[Organisation], on: date) -> dict[int, date]:
    """Return the day of the last visit to each cell up to a day; who has none has no entry."""
    rows = Visit.objects.of([unit.pk for unit in units]).filter(visited_on__lte=on).order_by()
    return dict(rows.values("cell").annotate(last=Max("visited_on")).values_list("cell", "last"))


def promises(units: Iterable[Organisation]) -> list[Agreement]:
    """Return what was promised at the visits to these cells, with what came of it, by day due."""
    standing = Visit.objects.of([unit.pk for unit in units]).order_by()
    rows = Agreement.objects.filter(visit__in=standing.values("pk"))
    rows = rows.select_related("visit__member").prefetch_related("answers")
    return list(rows.order_by("due_on", "pk"))


def unkept(those: Iterable[Agreement]) -> list[Agreement]:
    """Return the promises of which nobody has said that they were kept."""
    return [one for one in those if one.answer is None or not one.answer.kept]


@dataclass(frozen=True, slots=True)
class Year:
    """What visits come to in a year up to a day, in the cells one sees.

    `waiting` are the cells, the longest first, whose last visit lies too many months back.
    """

    units: Mapping[int, Organisation]
    visits: tuple[Visit, ...]
    last: Mapping[int, date]
    waiting: tuple[Organisation, ...]
    late: tuple[Agreement, ...]
    on: date

    @property
    def visited(self) -> int:
        """How many of the cells were visited in the year."""
        return len({visit.cell for visit in self.visits} & set(self.units))

    def by_member(self) -> dict[CommitteeMember, list[Visit]]:
        """Return the visits of each member who made any."""
        found: dict[CommitteeMember, list[Visit]] = {}
        for visit in self.visits:
            found.setdefault(visit.member, []).append(visit)
        return found


def year(units: Sequence[Organisation], on: date) -> Year:
    """Return what visits to these cells came to from 1 January to a day; five queries."""
    living = [one for one in units if one.ended_on is None or one.ended_on > on]
    living = [one for one in living if one.founded_on <= on]
    by_pk = {unit.pk: unit for unit in living}
    rows = Visit.objects.of(by_pk).filter(visited_on__year=on.year, visited_on__lte=on)
    last = last_visits(living, on)
    since = {unit.pk: last.get(unit.pk, unit.founded_on) for unit in living}
    late = [one for one in unkept(promises(living)) if one.due_on < on]
    return Year(
        units=by_pk,
        visits=tuple(rows.select_related("member").prefetch_related("difficulties", "agreements")),
        last=last,
        waiting=tuple(by_pk[cell] for cell in waiting(since, on, limits().months)),
        late=tuple(late),
        on=on,
    )


def seats(units: Collection[Organisation], on: date) -> list[CommitteeMember]:
    """Return who sits on a day on the committees above these cells, by given name; one query."""
    above = {pk for unit in units for pk in cells.above(unit.path) if pk != unit.pk}
    return list(CommitteeMember.objects.on(on).of(above))
