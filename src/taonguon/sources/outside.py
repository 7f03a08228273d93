"""Rows that are no entries of a list: groups, totals, signatures, forms not filled in."""

import re
from collections.abc import Mapping, Sequence

from taonguon.sources.cells import is_cell_name
from taonguon.sources.layouts import is_number_row
from taonguon.sources.texts import heading_key, plain, without_number
from taonguon.sources.words import ROWS

_AFTER = "|".join(ROWS["after_total"])
_TOTAL = re.compile(
    rf"(?:{'|'.join(ROWS['totals'])})\s*(?:[:.(\d=].*|(?:{_AFTER})\b.*)?"
    rf"|(?:{'|'.join(ROWS['totals_bare'])})\s*(?:[:(\d].*)?"
)
_SIGNATURE = re.compile(rf"\W*(?:{'|'.join(map(re.escape, ROWS['signatures']))})(?![\w])")
_PLACE_AND_DAY = re.compile(r"ngay\s*[\d.…]*\s*thang\s*[\d.…]*\s*nam")
_DOTS = re.compile(r"[\s.…_*\-–]*")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[IVXLC]{1,6}|[A-Ea-e])\s*[.)/]?")
_FEW = 3

Filled = Sequence[tuple[int, str]]


def kind_of(filled: Filled, headings: Mapping[int, str], number: int | None) -> str | None:
    """Return why a row is no entry, as one of rows.IGNORING, None when it may be one.

    `filled` are the cells that are not empty, `headings` the keys of the headings by column,
    `number` the column of running numbers.
    """
    words = [text for _, text in filled if not _DOTS.fullmatch(text)]
    if is_total(words):
        return "total"
    only_number = all(index == number or _DOTS.fullmatch(text) for index, text in filled)
    if not words or (only_number and _LIST_NUMBER.fullmatch(words[0])):
        return "blank_form_row"
    if _repeats(filled, headings):
        return "header"
    if is_number_row(words):
        return "number_row"
    return _alone(filled) if len(words) <= _FEW else None


def is_total(words: Sequence[str]) -> bool:
    """Tell whether a row is a sum: `Cộng`, `Tổng cộng: 600 đảng viên`."""
    return any(_TOTAL.fullmatch(without_number(text).lower().rstrip(" :")) for text in words[:2])


def _repeats(filled: Filled, headings: Mapping[int, str]) -> bool:
    if len(filled) < 2:
        return False
    same = sum(_ends(headings.get(index, ""), heading_key(text)) for index, text in filled)
    return 2 * same > len(filled)


def _ends(heading: str, key: str) -> bool:
    return bool(key) and key in heading.split(" / ")


def _alone(filled: Filled) -> str | None:
    """Judge a row of few cells: a group, the end of the sheet, or perhaps a short entry."""
    words = [text for _, text in filled]
    if any(is_signature(text) for text in words):
        return "signature"
    if group_of(filled) is not None:
        return "group"
    numbered = without_number(words[0]) != words[0] and not words[0].isdecimal()
    return "group" if len(words) == 1 and numbered else None


def is_signature(text: str) -> bool:
    """Tell whether a text belongs to the signatures under a list."""
    key = plain(text)
    return _SIGNATURE.match(key) is not None or _PLACE_AND_DAY.search(key) is not None


def group_of(filled: Filled) -> str | None:
    """Return the cell a group row names, None when it names none."""
    named = [text for _, text in filled if is_cell_name(text)]
    others = [text for _, text in filled if text not in named]
    alone = all(text.isdecimal() or _LIST_NUMBER.fullmatch(text) for text in others)
    return named[0] if len(set(named)) == 1 and alone else None
