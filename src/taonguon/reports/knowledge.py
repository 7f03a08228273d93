"""What figures are counted from: the projections as of now, or the ledger as known at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from taonguon.core import description, figures, organisation, targets
from taonguon.core.days import Period
from taonguon.core.facts import WITHDRAWAL, by_person, keepers, known, merged
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.membership import course
from taonguon.core.prospects import prospect
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.reports import engine
from taonguon.reports.scope import Scope
from taonguon.rules.bodies import code_of

FEATURES = tuple(
    feature for feature in figures.Admission._fields if feature not in {"person", "cell"}
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was on the day asked for."""

    id: int
    name: str


class AsStored:
    """The register as it stands, read from the projections."""

    def __init__(self, root: Organisation) -> None:
        """Ask about the subtree of an organisation."""
        self.scope = Scope(root)

    def cells(self, on: date) -> list[Cell]:
        """Return the cells that existed on a day."""
        return [Cell(row.organisation_id, row.name) for row in self.scope.cells(on)]

    def stood(self, cell: int, on: date) -> bool:
        """Tell whether a cell had been founded by a day."""
        return self.scope.stood(cell, on)

    def pairs(self, code: str, as_of: date, period: Period) -> list[tuple[int, int]]:
        """Return (cell, person) for each record a figure counts."""
        rows = engine.rows(figures.DEFINITIONS[code], self.scope, as_of, period)
        return list(rows.values_list("cell", "person"))

    def admissions(self, as_of: date, period: Period) -> list[figures.Admission]:
        """Return the admissions of a period with what was known of each person on its day."""
        rows = engine.admissions(self.scope, as_of, period.until(as_of))
        return [figures.Admission(*row) for row in rows.values_list("person", "cell", *FEATURES)]

    @cached_property
    def target_facts(self) -> list[CoreFact]:
        """Return the standing facts that set targets in the subtree."""
        ids = {row.organisation_id for row in self.scope.versions}
        rows = Fact.objects.filter(organisation__in=ids, kind__in=[targets.TARGET, WITHDRAWAL])
        return known(rows.values_for_core(), None)


class AsKnown:
    """The register as it was known at a moment, folded from the ledger alone."""

    def __init__(self, root: Organisation, at: datetime) -> None:
        """Ask about the subtree of an organisation as known at `at`."""
        self.root, self.at = root, at

    @cached_property
    def _placed(self) -> dict[int, list[tuple[organisation.Placed, bool]]]:
        rows = Fact.objects.filter(
            person__isnull=True, kind__in=organisation.ORGANISATION_KINDS | {WITHDRAWAL}
        ).values_for_core()
        mark, told = organisation.segment(self.root.pk), {}
        placed = organisation.place(organisation.history(known(rows, self.at)))
        for row in (*placed, *organisation.early(placed)):
            size = organisation.SEGMENT
            below = any(row.path[i : i + size] == mark for i in range(0, len(row.path), size))
            told.setdefault(row.version.organisation, []).append((row, below))
        return told

    @cached_property
    def _below(self) -> list[int]:
        """Return the organisations that ever stood in the subtree."""
        return [unit for unit, rows in self._placed.items() if any(below for _, below in rows)]

    @cached_property
    def register(self) -> figures.Register:
        """Return the people and cells as they were known."""
        touched = Fact.objects.filter(organisation__in=self._below, person__isnull=False).values(
            "person"
        )
        facts = known(Fact.objects.filter(person__in=touched).values_for_core(), self.at)
        spans: list[Any] = []
        admitted: list[Any] = []
        prospects: list[Any] = []
        for own in by_person(merged(facts, keepers(facts))).values():
            told = course(own)
            spans.extend(told.spans)
            admitted.extend(description.admissions(own, told))
            prospects.append(prospect(own, told, code_of))
        return figures.Register(
            spans=spans,
            admissions=admitted,
            prospects=[one for one in prospects if one is not None],
            inside=self._inside,
            turns=self._turns,
            cells=lambda on: [cell.id for cell in self.cells(on)],
        )

    def _inside(self, cell: int, on: date) -> bool:
        return any(below and row.version.covers(on) for row, below in self._placed.get(cell, ()))

    def _turns(self, cell: int) -> set[date]:
        days = [(row.version.start, row.version.end) for row, _ in self._placed.get(cell, ())]
        return {day for pair in days for day in pair if day is not None and day > date.min}

    def stood(self, cell: int, on: date) -> bool:
        """Tell whether a cell had been founded by a day."""
        rows = [row.version for row, below in self._placed.get(cell, ()) if below]
        return any(row.kind != organisation.EARLY and row.start <= on for row in rows)

    def cells(self, on: date) -> list[Cell]:
        """Return the cells that existed on a day, in the order of the tree."""
        rows = [
            row
            for placed in self._placed.values()
            for row, below in placed
            if below and row.version.kind == "cell" and row.version.covers(on)
        ]
        ordered = sorted(rows, key=lambda row: row.path)
        return [Cell(row.version.organisation, row.version.name) for row in ordered]

    def pairs(self, code: str, as_of: date, period: Period) -> list[tuple[int, int]]:
        """Return (cell, person) for each record a figure counts."""
        definition = figures.DEFINITIONS[code]
        found: Iterable[Any] = figures.matching(definition, self.register, as_of, period)
        return [(record.cell, record.person) for record in found]

    def admissions(self, as_of: date, period: Period) -> list[figures.Admission]:
        """Return the admissions of a period with what was known of each person on its day."""
        definition = figures.DEFINITIONS["admitted.total"]
        return list(figures.matching(definition, self.register, as_of, period))

    @cached_property
    def target_facts(self) -> list[CoreFact]:
        """Return the facts that set targets in the subtree, as known."""
        rows = Fact.objects.filter(
            organisation__in=self._below, kind__in=[targets.TARGET, WITHDRAWAL]
        )
        return known(rows.values_for_core(), self.at)


Knowledge = AsStored | AsKnown


def of(root: Organisation, at: datetime | None) -> Knowledge:
    """Return what is known of a subtree: at present, or as of a moment."""
    return AsStored(root) if at is None else AsKnown(root, at)
