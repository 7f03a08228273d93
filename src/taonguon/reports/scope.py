"""Which organisations a figure is counted in: a subtree as it stood on each day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from taonguon.core.organisation import SEGMENT, after, segment
from taonguon.organisations.models import Organisation, Version


@dataclass(frozen=True)
class Scope:
    """The subtree of one organisation, in which a row is when its cell was below it on its day."""

    root: Organisation

    @cached_property
    def versions(self) -> list[Version]:
        """Return every version at or below the root, in one query."""
        mark = segment(self.root.pk)
        rows = Version.objects.filter(path__contains=mark).order_by("path", "start_on")
        return [row for row in rows if _aligned(row.path, mark)]

    @cached_property
    def paths(self) -> list[tuple[str, str]]:
        """Return the ranges of paths the subtree has had; one unless the root itself moved."""
        own = {row.path for row in self.versions if row.organisation_id == self.root.pk}
        return [(path, after(path)) for path in sorted(own)]

    def cells(self, on: date) -> list[Version]:
        """Return the cells of the subtree as they were on a day, in the order of the tree."""
        return [
            row
            for row in self.versions
            if row.kind == "cell" and row.start_on <= on and (row.end_on is None or on < row.end_on)
        ]

    def inside(self, cell: int, on: date) -> bool:
        """Tell whether a cell stood in the subtree on a day."""
        return any(
            start <= on and (end is None or on < end) for start, end in self._days.get(cell, ())
        )

    @cached_property
    def _days(self) -> dict[int, list[tuple[date, date | None]]]:
        days: dict[int, list[tuple[date, date | None]]] = {}
        for row in self.versions:
            days.setdefault(row.organisation_id, []).append((row.start_on, row.end_on))
        return days

    def holding(self, cell: str, on: str, *, before: bool = False) -> Exists:
        """Tell, for each row, whether the cell in a column stood in the subtree on its day.

        With `before`, on the day before: a member who moves was last there then.
        """
        inside = Q(pk__in=[])
        for low, high in self.paths:
            inside |= Q(path__gte=low, path__lt=high)
        alive = _alive("", OuterRef(on), before=before)
        return Exists(Version.objects.filter(inside & alive, organisation=OuterRef(cell)))

    def narrow(self, rows: QuerySet[Any], on: date | F, cell: str = "cell") -> QuerySet[Any]:
        """Keep the rows whose cell stood in the subtree on a day, or on the day in a column."""
        return rows.filter(self._inside(f"{cell}__versions__") & _alive(f"{cell}__versions__", on))

    def left(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the periods of membership whose cell stood in the subtree on their last day.

        That is the day before the end, or the day itself of a period that began and ended on it.
        """
        versions = "cell__versions__"
        last = Q(start_on__lt=F("end_on")) & _alive(versions, F("end_on"), before=True)
        only = Q(start_on=F("end_on")) & _alive(versions, F("end_on"))
        return rows.filter(self._inside(versions) & (last | only))

    def _inside(self, versions: str) -> Q:
        inside = Q(pk__in=[])
        for low, high in self.paths:
            inside |= Q(**{f"{versions}path__gte": low, f"{versions}path__lt": high})
        return inside


def _alive(versions: str, on: Any, *, before: bool = False) -> Q:
    """Tell whether a version covers a day, or the day before, named without counting days."""
    after, until = ("lt", "gte") if before else ("lte", "gt")
    open_ = Q(**{f"{versions}end_on__isnull": True}) | Q(**{f"{versions}end_on__{until}": on})
    return open_ & Q(**{f"{versions}start_on__{after}": on})


def _aligned(path: str, mark: str) -> bool:
    return any(path[at : at + SEGMENT] == mark for at in range(0, len(path), SEGMENT))
