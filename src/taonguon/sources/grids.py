"""Sheets of any format as grids: rows of cells from column A and row 1, and which cells are merged."""

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine as calamine

from taonguon.sources import faults, guard, plaintext
from taonguon.sources.encodings import encoding_of
from taonguon.sources.rows import Limits, Unreadable

Cell = Any
Span = tuple[int, int, int, int]
SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `spans` are merged cells as first row, first column, last row, last column.

    `encodings` says for each column how its texts were most likely typed.
    """

    name: str
    hidden: bool
    height: int
    spans: tuple[Span, ...]
    rows: Callable[[], Iterator[list[Cell]]]
    sample: tuple[list[Cell], ...] = ()
    encodings: tuple[str, ...] = field(default=())


def open_grids(path: Path, limits: Limits) -> tuple[Grid, ...]:
    """Open a file's sheets. Raises Unreadable."""
    form = guard.check(path, limits)
    grids = _open_csv(path) if form == guard.CSV else _open_workbook(path, form)
    if sum(grid.height for grid in grids) > limits.max_rows:
        raise Unreadable("too_many_rows", name=path.name, limit=str(limits.max_rows))
    if not any(grid.height for grid in grids):
        raise Unreadable("empty", name=path.name)
    return tuple(map(_sampled, grids))


def _open_csv(path: Path) -> list[Grid]:
    encoding, dialect = plaintext.recognise(path)

    def rows() -> Iterator[list[Cell]]:
        with path.open(encoding=encoding, newline="", errors="replace") as file:
            yield from csv.reader(file, delimiter=dialect)

    with path.open("rb") as file:
        height = sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")) + 1
    return [Grid(path.stem, False, height, (), rows)]


def _open_workbook(path: Path, form: str) -> list[Grid]:
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            wrong = faults.formula_errors(path) if form == guard.XLSX else {}
            return [
                _grid(book, meta, wrong.get(meta.name, {}))
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError:
        raise Unreadable("encrypted", name=path.name) from None
    except (calamine.CalamineError, OSError, zipfile.BadZipFile, zlib.error, ValueError):
        raise Unreadable("truncated", name=path.name) from None
    except BaseException as broken:
        if type(broken).__name__ != "PanicException":  # the parser's own word for a fault in it
            raise
        raise Unreadable("truncated", name=path.name) from None


def _grid(
    book: calamine.CalamineWorkbook,
    meta: calamine.SheetMetadata,
    wrong: Mapping[int, Mapping[int, str]],
) -> Grid:
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    sheet = book.get_sheet_by_name(meta.name)
    left = sheet.start[1] if sheet.start else 0

    def rows() -> Iterator[list[Cell]]:
        plain = sheet.iter_rows()
        shifted: Iterator[list[Cell]] = ([""] * left + row for row in plain) if left else plain
        return faults.overlay(shifted, wrong) if wrong else shifted

    spans = tuple((a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    height = sheet.total_height + 1 if sheet.start else 0
    return Grid(meta.name, hidden, height, spans, rows)


def _sampled(grid: Grid) -> Grid:
    """Return the grid with its first rows at hand and the encoding of each column guessed."""
    rows = grid.rows()
    sample = tuple(row for _, row in zip(range(SAMPLE), rows, strict=False))
    usual = encoding_of(cell for row in sample for cell in row if isinstance(cell, str))
    width = max(map(len, sample), default=0)
    columns = ([row[n] for row in sample if n < len(row)] for n in range(width))
    encodings = tuple(
        encoding_of((cell for cell in column if isinstance(cell, str)), usual) for column in columns
    )
    return Grid(grid.name, grid.hidden, grid.height, grid.spans, grid.rows, sample, encodings)
