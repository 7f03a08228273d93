"""Writing a previewed load: cells, then people and targets, facts and their projections together."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from taonguon.core.facts import Fact as CoreFact
from taonguon.imports import building
from taonguon.imports.compare import target_key
from taonguon.imports.models import Load, LoadFile, LoadRow
from taonguon.imports.staging import Progress
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.ledger.models import Act, Fact
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.models import Person
from taonguon.people.projection import Projected
from taonguon.sources.cells import cell_key

CHUNK = 2000
Told = tuple[str, str, int | None, dict[str, Any]]


class Staged(NamedTuple):
    """What of a staged row the writing needs; a model's instance for each costs too much."""

    pk: int
    sheet: str
    number: int
    kind: str
    effect: str
    record: dict[str, Any]
    person: int | None
    organisation: int | None

    def place(self, file: str) -> str:
        """Return file, sheet and row as a fact names them."""
        return building.place(file, self.sheet, self.number)


class Writer:
    """One writing of one load. Call `write` once, inside a transaction."""

    def __init__(
        self, load: Load, commune: Organisation, act: Act, at: datetime, tell: Progress
    ) -> None:
        """Take what is written, into which commune, by which act, at what moment."""
        self.load, self.commune, self.act, self.at, self.tell = load, commune, act, at, tell
        self.day = timezone.localdate(at).isoformat()
        self.cells: dict[str, int] = {}

    @staticmethod
    def first_day_known(load: Load, at: datetime) -> date:
        """Return the earliest founding day of the load's cells: the commune is no younger."""
        days = [
            row["founded_on"]
            for row in LoadRow.objects.filter(
                file__load=load, kind="cells", verdict="accepted"
            ).values_list("record", flat=True)
            if row.get("founded_on")
        ]
        return date.fromisoformat(min(days)) if days else timezone.localdate(at)

    def write(self) -> None:
        """Write all rows that are new or change something."""
        for file in self.load.files.order_by("pk"):
            on = file.letterhead.get("as_of") or self.day
            if not self.cells:
                self._know_cells()
            self._write_cells(file, on)
            self._write_people(file, on)
            self._write_targets(file)

    def _rows(self, file: LoadFile, *kinds: str) -> Any:
        return (
            LoadRow.objects.filter(
                file=file, kind__in=kinds, verdict="accepted", effect__in=["new", "changed"]
            )
            .order_by("pk")
            .values_list(*Staged._fields)
        )

    def _know_cells(self) -> None:
        below = Organisation.objects.below(self.commune.path).filter(ended_on__isnull=True)
        self.cells = {cell_key(unit.name): unit.pk for unit in below if unit != self.commune}

    def _write_cells(self, file: LoadFile, on: str) -> None:
        rows = list(map(Staged._make, self._rows(file, "cells")))
        if not rows:
            return
        new = [row for row in rows if row.effect == "new"]
        number = store.reserve(Organisation, len(new)) if new else 0
        facts = []
        for row in rows:
            cell = row.organisation
            if row.effect == "new":
                cell, number = number, number + 1
            told = building.cell(row.record, self.commune.pk, on, is_new=row.effect == "new")
            place = row.place(file.name)
            facts += [(kind, day, None, cell, data, None, place) for kind, day, data in told]
        ledger.append_many(act=self.act, rows=facts)
        organisations.project()
        self._know_cells()

    def _write_people(self, file: LoadFile, on: str) -> None:
        rows = self._rows(file, "members", "csdl", "prospects")
        done, every = 0, rows.count()
        for chunk in _chunks(rows):
            self._write_chunk(file, chunk, on)
            done += len(chunk)
            self.tell(file.name, done, every)

    def _write_chunk(self, file: LoadFile, rows: list[Staged], on: str) -> None:
        new = [row for row in rows if row.effect == "new"]
        number = store.reserve(Person, len(new)) if new else 0
        facts, changed, projected = [], [], Projected.empty()
        for row in rows:
            person = row.person
            if row.effect == "new":
                person, number = number, number + 1
            told = list(self._facts_of(row, on))
            place = row.place(file.name)
            facts += [
                (kind, day, person, cell, data, None, place) for kind, day, cell, data in told
            ]
            if row.effect == "new":
                projected.add(person or 0, self._core(person or 0, told))
            else:
                changed.append(person)
        projected.write()
        ledger.append_many(act=self.act, rows=facts)
        if changed:
            people.project(person for person in changed if person)

    def _facts_of(self, row: Staged, on: str) -> Iterable[Told]:
        record = row.record
        if row.effect == "new":
            cell = self.cells[cell_key(record["cell"])]
            build = building.prospect if row.kind == "prospects" else building.member
            return build(record, cell, on)
        changes = record.get("changes", {})
        if row.kind == "prospects":
            return building.changed_prospect(record, changes, on)
        return building.changed_member(changes, on)

    def _core(self, person: int, told: Iterable[Told]) -> list[CoreFact]:
        return [
            CoreFact(0, kind, date.fromisoformat(day), self.at, person, cell, data)
            for kind, day, cell, data in told
        ]

    def _write_targets(self, file: LoadFile) -> None:
        facts = []
        for row in map(Staged._make, self._rows(file, "targets")):
            headline = row.record.get("headline")
            unit = self.commune.pk if headline else self.cells[cell_key(row.record["unit"])]
            for value in row.record["values"]:
                if target_key(value) in row.record["changes"]:
                    kind, day, data = building.target(value, file.name)
                    before = self._target_before(unit, data) if row.effect == "changed" else None
                    facts.append((kind, day, None, unit, data, before, row.place(file.name)))
        ledger.append_many(act=self.act, rows=facts)

    def _target_before(self, unit: int, data: dict[str, Any]) -> int | None:
        """Return the fact that a re-issued list corrects: same unit, year, category and source."""
        return (
            Fact.objects.filter(
                organisation=unit,
                kind="target",
                act__undone_at__isnull=True,
                data__start=data["start"],
                data__end=data["end"],
                data__category=data["category"],
                data__source=data["source"],
            )
            .order_by("-pk")
            .values_list("pk", flat=True)
            .first()
        )


def _chunks(rows: Any) -> Iterator[list[Staged]]:
    last = 0
    while chunk := list(map(Staged._make, rows.filter(pk__gt=last)[:CHUNK])):
        yield chunk
        last = chunk[-1].pk
