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

    def holding(self, cell: str, on: str) -> Exists:
        """Tell, for each row, whether the cell in a column stood in the subtree on its day."""
        inside = Q(pk__in=[])
        for low, high in self.paths:
            inside |= Q(path__gte=low, path__lt=high)
        alive = Q(end_on__isnull=True) | Q(end_on__gt=OuterRef(on))
        return Exists(
            Version.objects.filter(
                inside & alive, organisation=OuterRef(cell), start_on__lte=OuterRef(on)
            )
        )

    def narrow(self, rows: QuerySet[Any], on: date | F, cell: str = "cell") -> QuerySet[Any]:
        """Keep the rows whose cell stood in the subtree on a day, or on the day in a column."""
        inside = Q(pk__in=[])
        for low, high in self.paths:
            inside |= Q(
                **{f"{cell}__versions__path__gte": low, f"{cell}__versions__path__lt": high}
            )
        alive = Q(**{f"{cell}__versions__end_on__isnull": True}) | Q(
            **{f"{cell}__versions__end_on__gt": on}
        )
        return rows.filter(inside & alive, **{f"{cell}__versions__start_on__lte": on})


def _aligned(path: str, mark: str) -> bool:
    return any(path[at : at + SEGMENT] == mark for at in range(0, len(path), SEGMENT))
