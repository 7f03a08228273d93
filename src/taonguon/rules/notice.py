"""The notice read to a person before anything about them is recorded: its versions, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import BeforeRulebook, Source, Text
from taonguon.rules.loading import national
from taonguon.rules.reading import Table, read

FILE = Path(__file__).parent / "notice.toml"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the notice: its code, heading and words.

    `{withdrawn}` and `{ended}` in the words stand for the days that data is kept.
    """

    code: str
    heading: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Notice:
    """One version of the notice, given to people from `start` on."""

    version: str
    start: date
    title: Text
    parts: tuple[Part, ...]
    source: Source
    verified: str
    note: Text | None = None


@cache
def versions(path: Path = FILE) -> Mapping[str, Notice]:
    """Return every version by its code, the oldest first. Raises BadRule naming file and line."""
    found = sorted(map(_notice, read(path).tables()), key=lambda one: one.start)
    return {one.version: one for one in found}


def current(day: date) -> Notice:
    """Return the version given to people on a day. Raises BeforeRulebook before the oldest.

    Source: Luật 91/2025/QH15, Đ4 and Đ9: agreement is explicit and informed.
    """
    begun = [one for one in versions().values() if one.start <= day]
    if not begun:
        raise BeforeRulebook("notice", day)
    return begun[-1]


def _notice(table: Table) -> Notice:
    rows = table.data.get("parts")
    if not isinstance(rows, list) or not rows:
        raise table.refuse("không có phần nào (parts).", "it has no parts.")
    return Notice(
        version=table.path[-1],
        start=table.start(),
        title=table.words("title"),
        parts=tuple(_part(Table(table.file, table.path, row)) for row in rows),
        source=table.source(national().instruments),
        verified=table.verified(),
        note=table.text("note"),
    )


def _part(table: Table) -> Part:
    code = table.data.get("code")
    if not isinstance(code, str) or not code:
        raise table.refuse("một phần thiếu mã (code).", "a part has no code.")
    return Part(code, table.words("heading"), table.words("text"))
