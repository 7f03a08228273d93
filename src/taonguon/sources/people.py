"""Rows of lists of people: members and prospects, under the cell that a row above may name."""

from collections.abc import Mapping, Sequence
from typing import Any

from taonguon.sources import outside, plans
from taonguon.sources.cells import tidy_cell
from taonguon.sources.layouts import text_of
from taonguon.sources.rows import ACCEPTED, DOUBTFUL, IGNORED, Layout, Reason, Row
from taonguon.sources.texts import heading_key

_PARTED = frozenset(f"{place}_detail" for place in ("hometown", "birthplace", "residence"))


def heading_keys(layout: Layout) -> Mapping[int, str]:
    """Return the headings by column, line by line, for comparing."""
    return {
        column.index: " / ".join(map(heading_key, column.heading.split(" / ")))
        for column in layout.columns
        if column.heading
    }


class People:
    """Reads the rows of one sheet in order. The cell of a group row holds until the next."""

    def __init__(self, layout: Layout, encodings: Sequence[str], cell: str | None) -> None:
        """Prepare for a sheet whose people all belong to `cell`, unless rows say otherwise."""
        places = {column.field: column.index for column in layout.columns if column.field}
        self._layout, self._cell, self._ended = layout, cell, False
        self._encodings = encodings
        self._plan = plans.steps(layout, encodings)
        self._blank = dict.fromkeys(plans.FIELDS[layout.kind])
        self._number, self._name = places.get("number"), places.get("name", 0)
        self._parted = bool(_PARTED & set(places))
        self._sexed = next((c.letter for c in layout.columns if c.field in {"male", "female"}), "")
        self._headings = heading_keys(layout)

    def read(self, number: int, row: list[Any]) -> Row:
        """Read one row that is not empty."""
        if len(row) < len(self._layout.columns):
            row = row + [""] * (len(self._layout.columns) - len(row))
        if self._is_entry(row):
            return self._entry(number, row, [])
        filled = [
            (index, text_of(cell, self._encoding(index)))
            for index, cell in enumerate(row)
            if cell != ""
        ]
        filled = [(index, text) for index, text in filled if text]
        code = self._outside(filled)
        if code is not None:
            return Row(self._layout.sheet, number, IGNORED, (Reason(code),), self._layout.kind, {})
        return self._entry(number, row, self._doubts(filled))

    def _encoding(self, index: int) -> str:
        return self._encodings[index] if index < len(self._encodings) else ""

    def _is_entry(self, row: list[Any]) -> bool:
        """Tell whether a row is clearly a person: a running number, a name, and more than one thing."""
        if self._number is None:
            return False
        first, name = row[self._number], row[self._name]
        counted = type(first) is float or (type(first) is str and first.isdecimal())
        return counted and type(name) is str and len(row) - row.count("") > 3 and not name.isspace()

    def _outside(self, filled: list[tuple[int, str]]) -> str | None:
        code = outside.kind_of(filled, self._headings, self._number)
        if code == "group":
            named = outside.group_of(filled)
            self._cell = tidy_cell(named) if named else self._cell
        elif code == "signature":
            self._ended = True
        elif code is None and self._ended and len(filled) <= 2:
            return "signature"
        return code

    def _doubts(self, filled: list[tuple[int, str]]) -> list[Reason]:
        named = any(index == self._name for index, _ in filled)
        others = any(index not in {self._name, self._number} for index, _ in filled)
        return [Reason("only_a_name")] if named and not others else []

    def _entry(self, number: int, row: list[Any], reasons: list[Reason]) -> Row:
        record: dict[str, Any] = self._blank.copy()
        plans.carry_out(self._plan, row, record, reasons)
        if self._sexed:
            plans.settle_sex(record, self._sexed, reasons)
        if self._parted:
            plans.join_places(record)
        if "class_period" in record:
            record["class_opened_on"] = record.pop("class_period")
        if record["cell"] is None:
            record["cell"] = self._cell
        _check(record, reasons)
        verdict = DOUBTFUL if reasons else ACCEPTED
        return Row(self._layout.sheet, number, verdict, tuple(reasons), self._layout.kind, record)


def _check(record: dict[str, Any], reasons: list[Reason]) -> None:
    """Doubt what cannot be of one person."""
    if record["name"] is None:
        reasons.append(Reason("name_missing"))
    if record["cell"] is None:
        reasons.append(Reason("cell_missing"))
    admitted = record.get("admitted_on")
    if not admitted:
        return
    born, official = record["born"], record.get("official_on")
    if born and born >= admitted[: len(born)]:
        reasons.append(Reason("born_after_admission", None, born, {"admitted_on": admitted}))
    if official and official < admitted:
        reasons.append(
            Reason("recognised_before_admission", None, official, {"admitted_on": admitted})
        )
