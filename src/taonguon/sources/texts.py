"""Texts of cells made even: composed letters, single spaces, keys for comparing."""

import re
import unicodedata
from functools import lru_cache

from taonguon.core import names

plain = lru_cache(maxsize=65536)(names.plain)

_UNSEEN = dict.fromkeys((0x0000, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None)
_NOTES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_WORD = re.compile(r"[\W_]+")
_LIST_NUMBER = re.compile(
    r"\s*(?:\d{1,3}|[ivxlcIVXLC]{1,6}|[a-zA-Z])\s*[.)/:]+\s*(?=\D)|\s*\d{1,3}\s+-\s+"
)
_EXCEL_ERROR = re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?")


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return the text in composed letters, without unseen signs, with single spaces."""
    if text.isascii():
        return " ".join(text.replace("\0", "").split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


def heading_key(text: str) -> str:
    """Return a heading for comparing: without notes in brackets, signs, diacritics."""
    bare = _NOTES.sub(" ", clean(text))
    return _NOT_WORD.sub(" ", plain(bare)).strip()


def without_number(text: str) -> str:
    """Return the text without the list number it opens with: `1.`, `IV)`, `a/`."""
    return _LIST_NUMBER.sub("", text, count=1) if _LIST_NUMBER.match(text) else text


def is_error(text: str) -> bool:
    """Tell whether the text is what Excel shows for a formula gone wrong."""
    return _EXCEL_ERROR.fullmatch(text) is not None


def letter(index: int) -> str:
    """Return the letter Excel shows over a column counted from 0."""
    found = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        found = chr(65 + place) + found
    return found
