"""Rows of lists of cells and of targets: one organisation a row."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from taonguon.sources import headings, outside, plans, values
from taonguon.sources.cells import tidy_cell
from taonguon.sources.layouts import text_of
from taonguon.sources.people import heading_keys
from taonguon.sources.rows import ACCEPTED, DOUBTFUL, IGNORED, TARGETS, Layout, Reason, Row
from taonguon.sources.texts import plain
from taonguon.sources.values import Wrong
from taonguon.sources.words import ROWS

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_COUNTED = r"(?: ?(?:đảng viên|người|đv|đ/c|quần chúng))?"
_EXACT = re.compile(rf"{_NUMBER}{_COUNTED}")
_AT_LEAST = re.compile(
    rf"(?:≥|>=|=>|ít nhất|tối thiểu|từ)? ?{_NUMBER} ?(%?){_COUNTED}(?P<up> ?(?:trở lên|\+))?"
)
_RANGE = re.compile(rf"(?:từ )?{_NUMBER} ?%? ?(?:-|–|đến|tới) ?{_NUMBER} ?(%?){_COUNTED}")
_EMPTY = frozenset(("", "-", "–", "0", "…"))


class Aim(NamedTuple):
    """A column of targets: for which year and which part of the admissions."""

    place: int
    letter: str
    year: int
    category: str | None


class Units:
    """Reads the rows of a sheet that lists cells, or the targets of cells."""

    def __init__(self, layout: Layout, encodings: Sequence[str], title: str) -> None:
        """Prepare for a sheet; `title` tells the year of targets where no heading does."""
        self._layout, self._encodings = layout, encodings
        self._plan = plans.steps(layout, encodings)
        places = {column.field: column.index for column in layout.columns if column.field}
        self._of_targets = layout.kind == TARGETS
        self._number = places.get("number")
        self._name = places.get("unit" if self._of_targets else "name", 0)
        self._headings = heading_keys(layout)
        self._aims = aims(layout, title) if self._of_targets else ()

    def read(self, number: int, row: list[Any]) -> Row:
        """Read one row that is not empty."""
        if len(row) < len(self._layout.columns):
            row = row + [""] * (len(self._layout.columns) - len(row))
        texts = [text_of(cell, self._encoding(n)) for n, cell in enumerate(row)]
        filled = [(index, text) for index, text in enumerate(texts) if text]
        code = outside.kind_of(filled, self._headings, self._number)
        if code == "group" and self._names_a_cell(texts):
            code = None
        if code is not None:
            return Row(self._layout.sheet, number, IGNORED, (Reason(code),), self._layout.kind, {})
        return self._targets(number, row, texts) if self._of_targets else self._cell(number, row)

    def _encoding(self, index: int) -> str:
        return self._encodings[index] if index < len(self._encodings) else ""

    def _names_a_cell(self, texts: list[str]) -> bool:
        """Tell a cell without figures from a heading of a group of cells."""
        counted = self._number is not None and texts[self._number].isdecimal()
        name = texts[self._name]
        return bool(name) and (counted or "chi bo" in plain(name))

    def _cell(self, number: int, row: list[Any]) -> Row:
        record: dict[str, Any] = dict.fromkeys(plans.FIELDS[self._layout.kind])
        reasons: list[Reason] = []
        plans.carry_out(self._plan, row, record, reasons)
        return self._row(number, record, reasons, record["name"])

    def _targets(self, number: int, row: list[Any], texts: list[str]) -> Row:
        unit, reasons = tidy_cell(texts[self._name]), []
        found = []
        for aim in self._aims:
            try:
                told = target(row[aim.place], texts[aim.place])
            except Wrong as wrong:
                shown = values.shown(row[aim.place])
                reasons.append(
                    Reason(wrong.code, aim.letter, shown, {"field": "value", **wrong.params})
                )
                continue
            if told:
                found.append({"year": aim.year, "category": aim.category, **told})
        headline = any(word in plain(unit) for word in ROWS["headlines"])
        record = {"unit": unit or None, "headline": headline, "values": found}
        return self._row(number, record, reasons, unit)

    def _row(
        self, number: int, record: dict[str, Any], reasons: list[Reason], name: str | None
    ) -> Row:
        if not name:
            reasons.append(Reason("name_missing"))
        verdict = DOUBTFUL if reasons else ACCEPTED
        return Row(self._layout.sheet, number, verdict, tuple(reasons), self._layout.kind, record)


def aims(layout: Layout, title: str) -> tuple[Aim, ...]:
    """Return the columns of targets with their years; a part has the year of the column before."""
    found: list[Aim] = []
    year = headings.year_in(title)
    for column in layout.columns:
        year = headings.year_in(column.heading) or year
        if column.field == "value" and year is not None:
            category = headings.category_in(tuple(column.heading.split(" / ")))
            found.append(Aim(column.index, column.letter, year, category))
    return tuple(found)


def target(value: Any, text: str) -> dict[str, str | None] | None:
    """Return form, low and high of one target as text; None where none is set. Raises Wrong."""
    if isinstance(value, float) and 0 < value < 1:
        return _told("percent", str(Decimal(repr(value)) * 100))
    said = text.lower()
    if said in _EMPTY:
        return None
    if isinstance(value, str) and said.startswith("#"):
        values.text(value)
    if found := _EXACT.fullmatch(said):
        return _told("exact", found[1])
    if found := _RANGE.fullmatch(said):
        return _told("percent" if found[3] else "range", found[1], found[2])
    if found := _AT_LEAST.fullmatch(said):
        return _told("percent" if found[2] else "at_least", found[1])
    raise Wrong("number_unreadable")


def _told(form: str, low: str, high: str | None = None) -> dict[str, str | None]:
    ends = [Decimal(end.replace(",", ".")) for end in (low, high) if end]
    if form in {"exact", "at_least"} and ends[0] != ends[0].to_integral_value():
        raise Wrong("number_unreadable")
    if ends != sorted(ends):
        raise Wrong("range_reversed")
    shown = [format(end.normalize(), "f") for end in ends]
    return {"form": form, "low": shown[0], "high": shown[1] if high else None}
