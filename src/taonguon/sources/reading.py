"""Reading a file of lists: open it, find the lists, give their rows one by one."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from taonguon.sources import layouts, letterheads
from taonguon.sources.grids import Grid, open_grids
from taonguon.sources.people import People
from taonguon.sources.rows import (
    CELLS,
    IGNORED,
    TARGETS,
    Layout,
    Limits,
    Reading,
    Reason,
    Row,
    Unreadable,
)
from taonguon.sources.units import Units

Mapped = Mapping[str, Mapping[int, str | None]]
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_LIMITS = Limits()


def read(
    path: Path,
    *,
    limits: Limits = _LIMITS,
    mappings: Mapped = _NOTHING,
    kinds: Mapping[str, str] = _NOTHING,
) -> Reading:
    """Open a file of lists; its rows are read when the reading is iterated.

    `mappings` says, by the shape of a layout, which field a column is, None for no field; `kinds`,
    by shape, which kind of list it is. Both overrule what the headings seem to say.
    Raises Unreadable.
    """
    grids = open_grids(Path(path), limits)
    found = {
        grid.name: layout
        for grid in grids
        if not grid.hidden and (layout := layouts.find(grid, mappings, kinds))
    }
    if not found:
        sheets = ", ".join(grid.name for grid in grids)
        raise Unreadable("no_list", name=Path(path).name, sheets=sheets)
    first = next(grid for grid in grids if grid.name in found)
    above = layouts.texts_of(first)[: found[first.name].header_rows[0] - 1]

    def rows() -> Iterator[Row]:
        for grid in grids:
            yield from _sheet(grid, found.get(grid.name))

    total = sum(grid.height for grid in grids)
    return Reading(letterheads.read(above), tuple(found.values()), total, rows)


def _sheet(grid: Grid, layout: Layout | None) -> Iterator[Row]:
    """Give every row of a sheet that is not empty."""
    if layout is None:
        code = "hidden_sheet" if grid.hidden else "not_a_list"
        for number, _ in _filled(grid):
            yield Row(grid.name, number, IGNORED, (Reason(code),), "", {})
        return
    read_row = _reader(grid, layout)
    for number, row in _filled(grid):
        if number < layout.first_row:
            code = _above(grid, layout, number)
            yield Row(grid.name, number, IGNORED, (Reason(code),), layout.kind, {})
        else:
            yield read_row(number, row)


def _filled(grid: Grid) -> Iterator[tuple[int, list[Any]]]:
    """Give the rows that are not empty, numbered as Excel does."""
    for number, row in enumerate(grid.rows(), 1):
        if any(type(cell) is not str or (cell and not cell.isspace()) for cell in row):
            yield number, row


def _above(grid: Grid, layout: Layout, number: int) -> str:
    """Return what a row before the first entry is."""
    if number in layout.header_rows:
        return "header"
    if number > layout.header_rows[-1]:
        return "number_row"
    texts = layouts.texts_of(grid)[number - 1]
    return "title" if any(map(letterheads.is_title, filter(None, texts))) else "letterhead"


def _reader(grid: Grid, layout: Layout) -> Callable[[int, list[Any]], Row]:
    above = layouts.texts_of(grid)[: layout.header_rows[0] - 1]
    if layout.kind in {CELLS, TARGETS}:
        title = " ".join(text for row in above for text in row)
        return Units(layout, grid.encodings, f"{title} {grid.name}").read
    cell = letterheads.cell_of(grid.name, letterheads.read(above), above)
    return People(layout, grid.encodings, cell).read
