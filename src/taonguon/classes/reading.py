"""A roster read back from a workbook: each line with its name, birth, unit, result and certificate."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from taonguon.rules.classes import shipped
from taonguon.sources import values
from taonguon.sources.encodings import to_unicode
from taonguon.sources.grids import Grid, open_grids
from taonguon.sources.rows import Limits, Unreadable
from taonguon.sources.texts import heading_key

NAME, UNIT, RESULT, CERTIFICATE, CERTIFIED_ON = (
    "name", "unit", "result", "certificate", "certified_on",
)  # fmt: skip
BIRTHS = ("male", "female", "born")
LOOKED_AT = 40  # rows in which the headings must stand
LIMITS = Limits(max_bytes=5 * 2**20, max_rows=10_000)
_DAY = re.compile(r"[\s,;]*(?:ngày\s*)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*$", re.I)
_NUMBER_ROW = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in Excel and what stands there; `wrong` is a day that cannot be read."""

    number: int
    name: str
    born: str
    unit: str
    result: str
    certificate: str
    certified_on: date | None
    wrong: str = ""


def read(path: Path) -> list[Line]:
    """Return the lines of the first list in a file. Raises Unreadable."""
    for grid in open_grids(path, LIMITS):
        found = _headings(grid)
        if found is not None:
            return list(_lines(grid, *found))
    raise Unreadable("no_list", name=path.name)


def _text(grid: Grid, index: int, cell: Any) -> str:
    told = values.shown(cell)
    usual = grid.encodings[index] if index < len(grid.encodings) else ""
    return to_unicode(told, usual) if usual and isinstance(cell, str) else told


def _headings(grid: Grid) -> tuple[dict[str, int], int] | None:
    """Return the column of each field, and how many rows stand above the first line."""
    above = list(grid.sample[:LOOKED_AT])
    for number, row in enumerate(above):
        found = _fields(grid, row)
        if NAME in found and (RESULT in found or CERTIFICATE in found):
            below = _fields(grid, above[number + 1]) if number + 1 < len(above) else {}
            two = bool(set(below) & set(BIRTHS)) and NAME not in below
            return {**below, **found} if two else found, number + 1 + two
    return None


def _fields(grid: Grid, row: list[Any]) -> dict[str, int]:
    known = shipped().headings
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        field = known.get(heading_key(_text(grid, index, cell)))
        if field and field not in found:
            found[field] = index
    return found


def _lines(grid: Grid, columns: Mapping[str, int], above: int) -> Iterator[Line]:
    for number, row in enumerate(grid.rows(), 1):
        if number <= above:
            continue
        name = values.name(_of(grid, columns, row, NAME)) or ""
        if name and not _NUMBER_ROW.fullmatch(name):
            yield _line(grid, columns, row, (number, name))


def _of(grid: Grid, columns: Mapping[str, int], row: list[Any], field: str) -> str:
    index = columns.get(field, -1)
    return _text(grid, index, row[index]) if 0 <= index < len(row) else ""


def _line(grid: Grid, columns: Mapping[str, int], row: list[Any], told: tuple[int, str]) -> Line:
    certificate, wrong = _of(grid, columns, row, CERTIFICATE), ""
    day = _of(grid, columns, row, CERTIFIED_ON)
    if not day and (found := _DAY.search(certificate)):
        certificate, day = certificate[: found.start()], found[1]
    on: date | None = None
    try:
        on = date.fromisoformat(values.day(day) or "") if day else None
    except (values.Wrong, ValueError):
        wrong = day
    return Line(
        number=told[0],
        name=told[1],
        born=_born(columns, row),
        unit=_of(grid, columns, row, UNIT),
        result=_of(grid, columns, row, RESULT),
        certificate=certificate.strip(" ,;."),
        certified_on=on,
        wrong=wrong,
    )


def _born(columns: Mapping[str, int], row: list[Any]) -> str:
    """Return the birth, from whichever column it stands in; empty where it cannot be read."""
    for field in BIRTHS:
        index = columns.get(field, -1)
        if not 0 <= index < len(row):
            continue
        try:
            found = values.birth(row[index])
        except values.Wrong:
            found = None
        if found:
            return found
    return ""
