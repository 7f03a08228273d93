"""Which organisations a figure is counted in: a subtree as it stood on each day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from taonguon.core.days import Period
from taonguon.core.organisation import EARLY, SEGMENT, after, segment
from taonguon.organisations.models import Organisation, Version


@dataclass(frozen=True)
class Scope:
    """The subtree of one organisation, in which a row is when its cell was below it on its day.

    On a day before the cell's first one the row is with the cell's first parent.
    """

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

    @cached_property
    def founded(self) -> dict[int, date]:
        """Return the first day of each organisation in the subtree."""
        days: dict[int, date] = {}
        for row in self.versions:
            if row.kind != EARLY:
                before = days.get(row.organisation_id, row.start_on)
                days[row.organisation_id] = min(before, row.start_on)
        return days

    def stood(self, cell: int, on: date) -> bool:
        """Tell whether a cell had been founded by a day; its people were in no cell before."""
        return on >= self.founded.get(cell, date.max)

    @cached_property
    def stays(self) -> list[list[Version]]:
        """Return, unbroken stay by unbroken stay, what each organisation was in the subtree."""
        stays: list[list[Version]] = []
        for row in sorted(self.versions, key=lambda row: (row.organisation_id, row.start_on)):
            last = stays[-1][-1] if stays else None
            if last and (last.organisation_id, last.end_on) == (row.organisation_id, row.start_on):
                stays[-1].append(row)
            else:
                stays.append([row])
        return stays

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

    def entering(self, period: Period) -> Q:
        """Tell of a period of membership joined to a version of its cell that it came in with it.

        That is so when the cell came into the subtree in `period` while the person was in it.
        """
        come = [stay[0].pk for stay in self.stays if period.contains(stay[0].start_on)]
        day = F("cell__versions__start_on")
        return Q(cell__versions__in=come) & _passing(day)

    def leaving(self, period: Period) -> Q:
        """Tell of a period of membership joined to a version of its cell that it went with it."""
        ends = [(stay[-1].pk, stay[-1].end_on) for stay in self.stays]
        gone = [pk for pk, end in ends if end is not None and period.contains(end)]
        day = F("cell__versions__end_on")
        return Q(cell__versions__in=gone) & _passing(day)

    def begun(self) -> Q:
        """Tell of a period of membership that its cell stood in the subtree on its first day."""
        versions = "cell__versions__"
        return self._inside(versions) & _alive(versions, F("start_on"))

    def ended(self) -> Q:
        """Tell of a period of membership that its cell stood in the subtree on its last day.

        That is the day before the end, or the day itself of a period that began and ended on it.
        """
        versions = "cell__versions__"
        last = Q(start_on__lt=F("end_on")) & _alive(versions, F("end_on"), before=True)
        only = Q(start_on=F("end_on")) & _alive(versions, F("end_on"))
        return self._inside(versions) & (last | only)

    def _inside(self, versions: str) -> Q:
        inside = Q(pk__in=[])
        for low, high in self.paths:
            inside |= Q(**{f"{versions}path__gte": low, f"{versions}path__lt": high})
        return inside


def _passing(day: F) -> Q:
    """Tell of a period of membership that the person was in the cell before a day, and on it."""
    recognised = Q(start_on=day, came_from=F("cell"))
    return (Q(start_on__lt=day) | recognised) & (Q(end_on__isnull=True) | Q(end_on__gt=day))


def _alive(versions: str, on: Any, *, before: bool = False) -> Q:
    """Tell whether a version covers a day, or the day before, named without counting days."""
    after, until = ("lt", "gte") if before else ("lte", "gt")
    open_ = Q(**{f"{versions}end_on__isnull": True}) | Q(**{f"{versions}end_on__{until}": on})
    return open_ & Q(**{f"{versions}start_on__{after}": on})


def _aligned(path: str, mark: str) -> bool:
    return any(path[at : at + SEGMENT] == mark for at in range(0, len(path), SEGMENT))
