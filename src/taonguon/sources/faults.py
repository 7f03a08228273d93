"""Formulas gone wrong in an .xlsx: the reader of workbooks shows them as empty, so we look ourselves."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from taonguon.sources.guard import chunks

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb'<c\b([^>]*?\bt="e"[^>]*)>.*?<v>([^<]*)</v>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')

Wrong = dict[int, dict[int, str]]


def formula_errors(path: Path) -> dict[str, Wrong]:
    """Return, by sheet, row and column counted from 0, the errors Excel shows, as `#REF!`."""
    found: dict[str, Wrong] = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _parts(archive):
            with archive.open(part) as file:
                wrong = _errors(chunks(file))
            if wrong:
                found[name] = wrong
    return found


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name of each sheet with the part that holds it."""
    names = set(archive.namelist())
    links = "xl/_rels/workbook.xml.rels"
    if links not in names:
        return
    try:
        targets = {
            link.get("Id"): link.get("Target", "")
            for link in ElementTree.fromstring(archive.read(links))
        }
        sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    except ElementTree.ParseError:
        return
    for sheet in sheets:
        target = targets.get(sheet.get(_LINK), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            yield sheet.get("name", ""), part


def _errors(pieces: Iterator[bytes]) -> Wrong:
    found: Wrong = {}
    for piece in pieces:
        if b't="e"' not in piece:
            continue
        for cell, text in _CELL.findall(piece):
            if place := _PLACE.search(cell):
                row = found.setdefault(int(place[2]) - 1, {})
                row[_index(place[1])] = text.decode("utf-8", "replace")
    return found


def _index(letters: bytes) -> int:
    index = 0
    for code in letters:
        index = index * 26 + code - 64
    return index - 1


def overlay(
    rows: Iterator[list[Any]], wrong: Mapping[int, Mapping[int, str]]
) -> Iterator[list[Any]]:
    """Give the rows with the errors in their places."""
    for number, row in enumerate(rows):
        for column, text in wrong.get(number, {}).items():
            row.extend([""] * (column + 1 - len(row)))
            row[column] = text
        yield row
