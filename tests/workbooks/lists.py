"""The four sample lists as plain values, read without the code under test, and writers of files."""

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

TESTS = Path(__file__).parents[1]
GIVEN = TESTS.parent / "src" / "taonguon" / "sample" / "khanh-nhac"
FIGURES = TESTS / "scenarios" / "khanh-nhac.json"
CELLS, MEMBERS = "danh-sach-chi-bo", "danh-sach-dang-vien"
TARGETS, PROSPECTS = "chi-tieu-ket-nap", "quan-chung-uu-tu"
STEMS = (CELLS, MEMBERS, TARGETS, PROSPECTS)

Cell = Any
Change = Callable[[Cell], Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet to write; merges are first row, first column, last row, last column, from 1."""

    name: str
    rows: list[list[Cell]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False

    def changed(self, change: Change) -> "Sheet":
        return replace(
            self, name=change(self.name), rows=[[change(c) for c in r] for r in self.rows]
        )


@cache
def given(stem: str) -> Sheet:
    """Return one of the given lists."""
    sheet = openpyxl.load_workbook(GIVEN / f"{stem}.xlsx").worksheets[0]
    rows = [[_plain(cell.value) for cell in row] for row in sheet.iter_rows()]
    merges = [(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges]
    return Sheet(sheet.title, rows, merges)


def _plain(value: Cell) -> Cell:
    return value.date() if isinstance(value, datetime) else value


def members() -> Iterator[dict[str, Any]]:
    """Give each member of the given list with the columns by name; days as they stand there."""
    columns = (
        "number", "name", "male", "female", "ethnicity", "religion", "hometown", "schooling",
        "qualification", "theory", "occupation", "admitted_on", "official_on", "card", "note",
    )  # fmt: skip
    cell = ""
    for row in given(MEMBERS).rows[9:]:
        if isinstance(row[0], str) and row[0][0].isdecimal():
            cell = row[0].partition(". ")[2]
        elif isinstance(row[0], (int, float)):
            yield {**dict(zip(columns, row, strict=False)), "cell": cell}


def iso(value: Cell) -> str | None:
    """Return a day of the given lists as ISO text."""
    if isinstance(value, str):
        day, month, year = value.split("/")
        return f"{year}-{int(month):02}-{int(day):02}"
    return value.isoformat() if value else None


def truth() -> list[dict[str, Any]]:
    """Return what every way of writing the members must be read as."""
    return [
        {
            **{name: member[name] or None for name in (
                "name", "ethnicity", "religion", "hometown", "schooling", "qualification", "theory",
                "occupation", "card", "cell",
            )},
            "sex": "male" if member["male"] else "female",
            "born": iso(member["male"] or member["female"]),
            "admitted_on": iso(member["admitted_on"]),
            "official_on": iso(member["official_on"]),
        }
        for member in members()
    ]  # fmt: skip


def copy_given(folder: Path, *stems: str) -> list[Path]:
    """Copy the given workbooks into a folder."""
    return [Path(shutil.copy(GIVEN / f"{stem}.xlsx", folder)) for stem in stems]


def write_xlsx(path: Path, *sheets: Sheet) -> Path:
    """Write sheets to an .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        made.sheet_state = "hidden" if sheet.hidden else "visible"
        for row in sheet.rows:
            made.append(row)
        for top, left, bottom, right in sheet.merges:
            made.merge_cells(None, top, left, bottom, right)
    book.save(path)
    return path


def write_xls(path: Path, *sheets: Sheet) -> Path:
    """Write sheets to an Excel 97 .xls."""
    book = xlwt.Workbook()
    as_day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for sheet in sheets:
        made = book.add_sheet(sheet.name)
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if value is not None:
                    made.write(r, c, value, *([as_day] if isinstance(value, date) else []))
        for top, left, bottom, right in sheet.merges:
            made.merge(top - 1, bottom - 1, left - 1, min(right, len(sheet.rows[0])) - 1)
    book.save(str(path))
    return path


def write_ods(path: Path, *sheets: Sheet) -> Path:
    """Write sheets to an .ods."""
    book = OpenDocumentSpreadsheet()
    for sheet in sheets:
        table = Table(name=sheet.name)
        for row in sheet.rows:
            made = TableRow()
            for value in row:
                made.addElement(_ods_cell(value))
            table.addElement(made)
        book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _ods_cell(value: Cell) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, (int, float)):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string", stringvalue=value)
    cell.addElement(P(text=str(value)))
    return cell


def write_csv(path: Path, sheet: Sheet, encoding: str = "utf-8-sig", delimiter: str = ";") -> Path:
    """Write one sheet to a .csv, days as people write them."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(map(_csv_row, sheet.rows))
    return path


def _csv_row(row: Sequence[Cell]) -> list[str]:
    return [
        "" if cell is None else f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
        for cell in row
    ]
