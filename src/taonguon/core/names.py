"""Vietnamese names: how they are written, found and put in order."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_MISTAKEN = {ord("Ð"): "Đ", ord("ð"): "đ", ord("Ɖ"): "Đ", ord("’"): "'", ord("ʼ"): "'"}
_CLEAN = {**_UNSEEN, **_MISTAKEN}


def _plain_letters() -> dict[int, str | None]:
    """Return each Latin letter with marks -> its bare lower-case letter, each mark -> nothing."""
    table: dict[int, str | None] = dict.fromkeys(range(0x0300, 0x0370))
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        table[code] = unicodedata.normalize("NFD", chr(code))[0].lower()
    bare = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "Ɖ": "d", "ƀ": "b", "Ƀ": "b"}
    return {**table, **_UNSEEN, **_MISTAKEN, **{ord(one): two for one, two in bare.items()}}


_PLAIN = _plain_letters()

_OTHER_PLACING = {
    unicodedata.normalize("NFC", one): unicodedata.normalize("NFC", two)
    for a, b in ("oa", "oe", "uy")
    for mark in _TONES
    for one, two in ((a + mark + b, a + b + mark), (a + b + mark, a + mark + b))
}

# A place in the order is a digit and a letter from a to h, by turns: no collation, Danish or
# numeric or by dictionary, sees a pair of letters or a number of two digits to treat otherwise.
_END = "0a"
_TONE_PLACE = dict(zip("012345", ("0b", "0c", "0d", "0e", "0f", "0g"), strict=True))
_OTHER_SCRIPT = "9h"
_PLACE = {
    sign: f"{1 + place // 8}{'abcdefgh'[place % 8]}"
    for place, sign in enumerate("0123456789" + _ALPHABET)
}


def tidy(name: str) -> str:
    """Return the name as we keep it: composed letters, single spaces, no cry of capitals.

    A name all in capitals becomes one with a capital per word; mixed case stays as written.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).translate(_CLEAN).split())
    return clean.title() if clean.isupper() else clean


def plain(text: str) -> str:
    """Return the key for search: lower case, without diacritics, `d` for `đ`, single spaces."""
    bare = text if text.isascii() else text.translate(_PLAIN)
    return " ".join(bare.lower().split())


def given(name: str) -> str:
    """Return the given name, the last word; empty for an empty name."""
    parts = name.split()
    return parts[-1] if parts else ""


def initials(name: str) -> str:
    """Return `P. T. Trang` of `Phạm Thu Trang`: for what may lie open on a table."""
    *before, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in before), last])


def sort_key(name: str) -> str:
    """Return a string of [0-9a-h] whose plain order is the Vietnamese order of names.

    Given name, then family name, then the middle names; in each word first the letters
    (a ă â … d đ … y), then the tone (ngang, huyền, hỏi, ngã, sắc, nặng). Signs that are neither
    letter nor digit do not count; letters of other scripts come last, as equals.
    """
    parts = name.split()
    return "".join(map(_word_key, (*parts[-1:], *parts[:-1])))


@lru_cache(maxsize=16384)
def _word_key(word: str) -> str:
    letters, tones = _apart(word)
    places = "".join(_place(sign) for sign in letters if sign.isalnum())
    return places + _END + "".join(_TONE_PLACE[tone] for tone in tones or "0")


def _place(letter: str) -> str:
    return _PLACE.get(letter) or _PLACE.get(plain(letter), _OTHER_SCRIPT)


def _apart(word: str) -> tuple[str, str]:
    """Return the letters without tones, and the tones: `Hoà` and `Hòa` come out the same."""
    signs = unicodedata.normalize("NFD", word.translate(_CLEAN).lower())
    letters = "".join(sign for sign in signs if sign not in _TONES)
    tones = "".join(_TONES[sign] for sign in signs if sign in _TONES)
    return unicodedata.normalize("NFC", letters), tones


def words(query: str) -> tuple[str, ...]:
    """Return the words of a search, in lower case and composed letters, as they were typed."""
    return tuple(tidy(query).lower().split())


def search_key(name: str) -> str:
    """Return ` nguyen nguyễn …`: every spelling by which each word may be asked for.

    A word w of the query begins a word of the name when ` ` + w is found in this key.
    """
    return " " + " ".join(map(_spelt, name.split()))


@lru_cache(maxsize=16384)
def _spelt(word: str) -> str:
    return " ".join(_spellings(word))


@lru_cache(maxsize=16384)
def _spellings(word: str) -> tuple[str, ...]:
    """Return the word without diacritics, with them, and with the tone on the other vowel."""
    written = tidy(word).lower()
    other = written[:-2] + _OTHER_PLACING.get(written[-2:], written[-2:])
    return tuple(dict.fromkeys((plain(written), written, other)))


def matches(name: str, query: str) -> bool:
    """Tell whether every word of the query begins another word of the name, in any order.

    A query word without diacritics finds the name with any; one with diacritics finds only what
    is written so, wherever the tone stands (`Hoà`, `Hòa`). An empty query finds every name.
    """
    asked, have = words(query), name.split()
    holder: dict[int, int] = {}
    return all(_seat(place, asked, have, holder, set()) for place in range(len(asked)))


def _seat(
    place: int, asked: Sequence[str], have: Sequence[str], holder: dict[int, int], tried: set[int]
) -> bool:
    """Give a query word a name word of its own, moving others where they can move."""
    for seat, word in enumerate(have):
        if seat in tried or not any(s.startswith(asked[place]) for s in _spellings(word)):
            continue
        tried.add(seat)
        if seat not in holder or _seat(holder[seat], asked, have, holder, tried):
            holder[seat] = place
            return True
    return False
