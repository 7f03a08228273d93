"""What a heading means: phrases kept in headings.toml, matched on headings made even."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from taonguon.sources.texts import heading_key
from taonguon.sources.words import CATEGORIES, load

PERSON, CELLS, TARGETS = "person", "cells", "targets"
SECTIONS = (PERSON, CELLS, TARGETS)
UNUSED = "-"

_DATA = load("headings.toml")
EVIDENCE: Mapping[str, Any] = _DATA["evidence"]
LEAVES = frozenset(EVIDENCE["leaves"])
_YEAR = re.compile(r"\b(20\d\d)\b")


class Match(NamedTuple):
    """The field a heading was matched to, and how surely: whole heading 3, lowest line 2, part 1."""

    field: str | None
    sure: int


def _phrases(section: str, *lists: str) -> dict[str, str]:
    return {
        phrase: field
        for field, said in _DATA[section].items()
        for name in lists
        for phrase in said.get(name, ())
    }


_WHOLE = {section: _phrases(section, "has", "is") for section in SECTIONS}
_PART = {
    section: sorted(_phrases(section, "has").items(), key=lambda one: -len(one[0]))
    for section in SECTIONS
}


@lru_cache(maxsize=4096)
def match(section: str, lines: tuple[str, ...]) -> Match:
    """Return what a heading means in a kind of list; `lines` go from the group to the lowest."""
    keys = [key for key in map(heading_key, lines) if key]
    if not keys:
        return Match(None, 0)
    full = " ".join(keys)
    whole = _WHOLE[section]
    if full in whole:
        return Match(whole[full], 3)
    if keys[-1] in whole:
        return Match(whole[keys[-1]], 2)
    padded = f" {full} "
    for phrase, field in _PART[section]:
        if f" {phrase} " in padded:
            return Match(field, 1)
    if len(keys) > 1 and keys[0] in whole:
        return Match(whole[keys[0]], 1)
    return Match(None, 0)


@lru_cache(maxsize=4096)
def is_known(text: str) -> bool:
    """Tell whether a text is the heading of something in any kind of list."""
    key = heading_key(text)
    return (
        key in LEAVES
        or any(match(section, (text,)).field is not None for section in SECTIONS)
        or (_YEAR.search(key) is not None and len(key) <= 40)
    )


def is_leaf(text: str) -> bool:
    """Tell whether a text stands in lower rows of headings, as a whole."""
    key = heading_key(text)
    return key in LEAVES or any(key in _WHOLE[section] for section in SECTIONS)


def year_in(heading: str) -> int | None:
    """Return the year a heading or title speaks of, the last if there are several."""
    found = _YEAR.findall(heading)
    return int(found[-1]) if found else None


def category_in(lines: tuple[str, ...]) -> str | None:
    """Return the part of all admissions that a target's heading speaks of, None for all."""
    return CATEGORIES.get(heading_key(lines[-1])) if lines else None
