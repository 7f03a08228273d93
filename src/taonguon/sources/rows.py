"""What is read from a file: its rows with where they stood, and why some are in doubt."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["accepted", "doubtful", "ignored"]
ACCEPTED: Verdict = "accepted"
DOUBTFUL: Verdict = "doubtful"
IGNORED: Verdict = "ignored"

CELLS, MEMBERS, TARGETS, PROSPECTS, CSDL = "cells", "members", "targets", "prospects", "csdl"
KINDS = (CELLS, MEMBERS, TARGETS, PROSPECTS, CSDL)

UNREADABLE = (
    "not_found", "not_a_workbook", "encrypted", "truncated", "too_large", "too_many_rows",
    "zip_bomb", "empty", "no_list",
)  # fmt: skip
IGNORING = (
    "letterhead", "title", "header", "number_row", "group", "total", "signature",
    "blank_form_row", "not_a_list", "hidden_sheet",
)  # fmt: skip
DOUBTS = (
    "date_unreadable", "date_impossible", "date_range", "name_missing", "born_after_admission",
    "recognised_before_admission", "formula_error", "number_unreadable", "number_too_long",
    "sex_unclear", "cell_missing", "only_a_name", "range_reversed",
)  # fmt: skip


class Unreadable(Exception):
    """A file that cannot be read as lists; `code` is one of UNREADABLE."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details: dict[str, str] = details


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: bytes, unpacked bytes, unpacked to packed, rows of all sheets."""

    max_bytes: int = 20 * 2**20
    max_unpacked: int = 400 * 2**20
    max_ratio: int = 200
    max_rows: int = 200_000


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is in doubt or passed over; `column` is the letter Excel shows, `value` the text."""

    code: str
    column: str | None = None
    value: str | None = None
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty, numbered as Excel does; days in `record` are ISO texts."""

    sheet: str
    number: int
    verdict: Verdict
    reasons: tuple[Reason, ...]
    kind: str
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its heading, groups first, and the field it was matched to."""

    index: int
    letter: str
    heading: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the list on one sheet lies. `header_rows` and `first_row` count as Excel does.

    `shape` is the same for every list with the same headings in the same columns.
    """

    sheet: str
    kind: str
    shape: str
    header_rows: tuple[int, ...]
    first_row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the first list: who wrote it, under whom, what it is, as of which day."""

    organisation: str | None = None
    superior: str | None = None
    title: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An opened file. Iterating reads its rows, sheet after sheet, as often as asked.

    `total_rows` is at least the number of rows that will come.
    """

    letterhead: Letterhead
    layouts: tuple[Layout, ...]
    total_rows: int
    rows: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        """Read every row that is not empty, once, in order."""
        return self.rows()
