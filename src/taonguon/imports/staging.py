"""Reading files into staged rows: understood, compared, counted; nothing of it is live yet."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from taonguon.imports import compare
from taonguon.imports.models import Heading, Load, LoadFile, LoadRow
from taonguon.imports.register import Register
from taonguon.ledger import store
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person, Prospect
from taonguon.people.projection import FEATURES
from taonguon.sources.reading import read
from taonguon.sources.rows import Reading, Reason, Row

Progress = Callable[[str, int, int], None]
ROW = (
    "file_id", "sheet", "number", "kind", "verdict", "effect", "reasons", "record", "person",
    "organisation",
)  # fmt: skip
CHUNK = 2000
_NOTHING = compare.Finding()
_DAYS = (
    "admitted_on", "official_on", "came_on", "founded_on", "introduced_on", "certified_on", "born",
)  # fmt: skip
_LONGEST = tuple(
    tuple(
        (column.name, column.max_length)
        for model in models
        for column in model._meta.concrete_fields
        if column.max_length and column.name in kept
    )
    for models, kept in (
        ((Person, Prospect), {"name", "introduced_by", "certificate", *FEATURES}),
        ((Organisation,), {"name", "category"}),
    )
)
_ORDER = {"cells": 0, "members": 1, "csdl": 1, "targets": 2, "prospects": 3}


def quiet(_words: str, _done: int, _all: int) -> None:
    """Tell nobody how far it is."""


def open_files(paths: Sequence[Path]) -> list[tuple[Path, Reading]]:
    """Open all files, cells' lists first. Raises Unreadable for the first that is no list."""
    mappings = remembered()
    opened = [(path, read(path, mappings=mappings)) for path in paths]
    return sorted(opened, key=lambda pair: min(_ORDER[lay.kind] for lay in pair[1].layouts))


def remembered() -> Mapping[str, Mapping[int, str | None]]:
    """Return the users' corrections of headings by the shape of the file."""
    found: dict[str, dict[int, str | None]] = {}
    for shape, column, field in Heading.objects.values_list("shape", "column", "field"):
        found.setdefault(shape, {})[column] = field or None
    return found


def fingerprint(path: Path) -> str:
    """Return the file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stage(load: Load, opened: Iterable[tuple[Path, Reading]], register: Register, today: date,
          tell: Progress) -> Counter[str]:  # fmt: skip
    """Read and compare all rows and keep them; return how many of each kind and verdict."""
    counts: Counter[str] = Counter()
    for path, reading in opened:
        file = _file(load, path, reading)
        done = 0
        for chunk in _chunks(_cells_first(reading), CHUNK):
            rows = [_staged(file.pk, row, register, today, counts) for row in chunk]
            store.append(LoadRow, ROW, rows)
            done += len(rows)
            tell(path.name, done, max(done, reading.total_rows))
    return counts


def _file(load: Load, path: Path, reading: Reading) -> LoadFile:
    return LoadFile.objects.create(
        load=load,
        name=path.name[:200],
        fingerprint=fingerprint(path),
        letterhead=asdict(reading.letterhead),
        layouts=[asdict(layout) for layout in reading.layouts],
    )


def _cells_first(reading: Reading) -> Iterator[Row]:
    """Give the rows of a workbook of several kinds of list in the order they build upon."""
    places = sorted({_ORDER[layout.kind] for layout in reading.layouts})
    if len(places) == 1:
        yield from reading
        return
    for place in places:
        yield from (row for row in reading if _ORDER.get(row.kind, places[0]) == place)


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _staged(file: int, row: Row, register: Register, today: date, counts: Counter[str]) -> Any:
    verdict, reasons, finding = row.verdict, row.reasons, _NOTHING
    if verdict != "ignored":
        reasons = (*reasons, *future(row, today), *too_long(row))
        if reasons:
            verdict, reasons = "doubtful", (*reasons, *compare.beside(row, register))
        else:
            finding = compare.compare(row, register)
            if finding.reasons:
                verdict = "ignored" if finding.ignored else "doubtful"
                reasons = tuple(finding.reasons)
    effect = finding.effect if verdict == "accepted" else ""
    counts[f"{row.kind}.{verdict}"] += 1
    if effect:
        counts[f"{row.kind}.{effect}"] += 1
    record = {name: value for name, value in row.record.items() if value is not None}
    if finding.changes:
        record |= {"changes": finding.changes, "before": finding.before}
    return (
        file,
        row.sheet[:80],
        row.number,
        row.kind,
        verdict,
        effect,
        store.said([[r.code, r.column, r.value, r.params] for r in reasons]),
        store.said(record),
        finding.person,
        finding.organisation,
    )


def future(row: Row, today: date) -> list[Reason]:
    """Return a doubt for each day of the row that lies after today."""
    record, limit = row.record, today.isoformat()
    return [
        Reason("day_in_future", None, value, {"field": name})
        for name in _DAYS
        if (value := record.get(name)) and value > limit  # a year alone comes before its days
    ]


def too_long(row: Row) -> list[Reason]:
    """Return a doubt for each text of the row that is longer than the register keeps."""
    record = row.record
    return [
        Reason("too_long", None, value[:40] + "…", {"field": name, "length": str(most)})
        for name, most in _LONGEST[row.kind == "cells"]
        if (value := record.get(name)) and len(value) > most
    ]
