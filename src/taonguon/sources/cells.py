"""Names of cells (chi bộ) as lists write them: made tidy, and a key that all spellings share."""

import re
import unicodedata
from functools import lru_cache

from taonguon.sources.texts import clean, plain, without_number
from taonguon.sources.words import CELLS, ROWS

_NOT_WORD = re.compile(r"[^\w]+")
_COUNT = re.compile(r"\s*[:\-–(,]*\s*\d+\s*(?:đảng viên|đồng chí|đ/c|đc|đv|người)\)?\.?\s*$", re.I)
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_ABOVE = re.compile(
    r"\s*(?:[,;(–-]|\bthuộc\b|\btrực thuộc\b)\s*(?:đảng bộ|đảng ủy|đảng uỷ)\b.*$", re.I
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMBERED = frozenset(CELLS["numbered"])
_DIGITS: dict[str, int] = dict(CELLS["digits"])
_BARE_DIGITS = {plain(word): value for word, value in _DIGITS.items()}
_SAME = [(re.compile(rf"\b{long}\b"), short) for long, short in CELLS["same"].items()]
_CELL_WORD = re.compile(rf"(?:ds |danh sách )?(?:{'|'.join(ROWS['cells'])})\b")
_NOT_CELLS = frozenset(ROWS["not_cells"])
_ABBREVIATIONS = {word.lower(): word for word in CELLS["abbreviations"]}


@lru_cache(maxsize=16384)
def cell_key(name: str) -> str:
    """Return the normal form of a cell's name.

    `Xóm 6`, `xóm Sáu`, `Chi bộ xóm 6`, `CHI BỘ XÓM 06` and `6. Chi bộ xóm VI` share one key.
    """
    words = _NOT_WORD.sub(" ", _bare(name).lower()).split()
    key = plain(" ".join(_with_digits(words)))
    for long, short in _SAME:
        key = long.sub(short, key)
    key = key.removeprefix("chi bo ").removeprefix("cb ")
    return re.sub(r"\bso (?=\d)", "", key)


@lru_cache(maxsize=16384)
def tidy_cell(name: str) -> str:
    """Return the name as we keep it: no list number, no count of members, no cry of capitals."""
    tidy = _bare(name).rstrip(" :.,;")
    return _lowered(tidy) if tidy.isupper() and len(tidy) > 5 else tidy


def is_cell_name(text: str) -> bool:
    """Tell whether a text opens, after its list number, with a word that names of cells open with."""
    bare = _bare(text).lower()
    return bare not in _NOT_CELLS and _CELL_WORD.match(bare) is not None


def _bare(name: str) -> str:
    text = _ABOVE.sub("", without_number(clean(name)))
    return _NOTE.sub("", _COUNT.sub("", text)).strip()


def _lowered(name: str) -> str:
    words = [_ABBREVIATIONS.get(word.lower(), word.lower()) for word in name.split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _with_digits(words: list[str]) -> list[str]:
    """Replace the number that follows `xóm` and its like, spelled out or Roman, by digits."""
    found: list[str] = []
    rest = [unicodedata.normalize("NFC", word) for word in words]
    spelled = _BARE_DIGITS if all(word.isascii() for word in rest) else _DIGITS
    while rest:
        word = rest.pop(0)
        if word.isdecimal():
            word = str(int(word))
        elif found and found[-1] in _NUMBERED:
            value, used = _number([word, *rest], spelled)
            if value:
                del rest[: used - 1]
                word = str(value)
        found.append(word)
    return found


def _number(words: list[str], spelled: dict[str, int]) -> tuple[int, int]:
    """Return the number the words open with, and how many of them say it; 0 for none."""
    tens = ("mười", "mươi") if spelled is _DIGITS else ("muoi",)
    first, *after = words
    if first in tens:
        unit = spelled.get(after[0], 0) if after else 0
        return 10 + unit, 2 if unit else 1
    value = spelled.get(first, 0)
    if value in {2, 3} and after and after[0] in tens:
        unit = spelled.get(after[1], 1 if after[1] in {"mốt", "mot"} else 0) if after[1:] else 0
        return 10 * value + unit, 3 if unit else 2
    return (value, 1) if value else (_roman(first), 1)


def _roman(word: str) -> int:
    if not re.fullmatch(r"(?:x{0,3})(?:ix|iv|v?i{0,3})", word):
        return 0
    values = [_ROMAN[sign] for sign in word]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
