"""A month of the cells' meetings: planned, held or not, with how many, and what clashes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from taonguon.cells import facts as cells
from taonguon.core.month import Month
from taonguon.core.visiting import HELD, NOT_HELD, PLANNED, Clash, Gathering, clashes
from taonguon.organisations.models import Organisation, OrganisationQuerySet
from taonguon.rules.visits import limits
from taonguon.visits.models import Appointment, AppointmentVersion

Recorded = Mapping[int, tuple[date, str]]
LATE, NONE = "late", "none"


@dataclass(frozen=True, slots=True)
class Line:
    """The meeting of one cell in a month: what the calendar says, and what `meetings` recorded."""

    unit: Organisation
    version: AppointmentVersion | None
    recorded: tuple[date, str] | None
    member: int | None = None

    @property
    def on(self) -> date | None:
        """The day it meets or met."""
        if self.version is not None and (self.version.state != PLANNED or self.recorded is None):
            return self.version.meets_on
        return self.recorded[0] if self.recorded else None

    @property
    def minutes(self) -> str:
        """The number of its minutes, empty when there are none."""
        told = self.version.minutes if self.version else ""
        return told or (self.recorded[1] if self.recorded else "")

    @property
    def held(self) -> bool:
        """Whether it was held: as the calendar says, else as the meeting on prospects shows."""
        if self.version is not None and self.version.state != PLANNED:
            return self.version.state == HELD
        return self.recorded is not None

    def state(self, today: date) -> str:
        """Return held, not_held, planned, late (its day is past and no result told) or none."""
        if self.held:
            return HELD
        if self.version is None:
            return NONE
        if self.version.state == NOT_HELD:
            return NOT_HELD
        return LATE if self.version.meets_on < today else PLANNED


@dataclass(frozen=True, slots=True)
class Told:
    """The meetings of a month cell by cell, and those which one member cannot both attend."""

    month: Month
    lines: tuple[Line, ...]
    clashes: tuple[Clash, ...]

    @property
    def planned(self) -> int:
        """How many cells have a day."""
        return sum(line.on is not None for line in self.lines)

    @property
    def held(self) -> int:
        """How many met."""
        return sum(line.held for line in self.lines)

    @property
    def present(self) -> tuple[int, int]:
        """How many came, of how many summoned, over the meetings with numbers."""
        told = [one.version for one in self.lines if one.version and one.version.state == HELD]
        return sum(v.present or 0 for v in told), sum(v.summoned or 0 for v in told)


def cells_of(rows: OrganisationQuerySet, month: Month) -> list[Organisation]:
    """Return those of these cells that there were in a month, in the tree's order."""
    there = Q(ended_on__isnull=True) | Q(ended_on__gt=month.first)
    return list(rows.filter(there, founded_on__lte=month.last).order_by("path"))


def versions(units: Iterable[int], months: Iterable[Month]) -> list[Appointment]:
    """Return the appointments of cells in months with their versions; two queries."""
    rows = Appointment.objects.filter(
        cell__in=list(units), month__in=[month.first for month in months]
    )
    return list(rows.prefetch_related("versions__recorded_by"))


def of(units: Sequence[Organisation], month: Month, recorded: Recorded) -> Told:
    """Return a month's meetings of these cells, `recorded` being those that `meetings` knows."""
    ids = [unit.pk for unit in units]
    held = {row.cell: row.now for row in versions(ids, [month])}
    charges = cells.charges(ids)
    lines = []
    for unit in units:
        line = Line(unit, held.get(unit.pk), recorded.get(unit.pk))
        member = cells.holder(charges.get(unit.pk, ()), line.on or month.last)
        lines.append(Line(unit, line.version, line.recorded, member))
    return Told(month, tuple(lines), tuple(clashing(lines)))


def clashing(lines: Iterable[Line]) -> list[Clash]:
    """Return the meetings of these that one member cannot both attend; those not held clash not."""
    there = [
        Gathering(line.unit.pk, line.on, line.version.starts_at if line.version else None,
                  line.member)
        for line in lines
        if line.on is not None and (line.version is None or line.version.state != NOT_HELD)
    ]  # fmt: skip
    return clashes(there, limits().minutes)
