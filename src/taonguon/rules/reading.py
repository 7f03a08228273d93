"""Reading a data file of the rulebook with the line each thing stands on, and refusing a bad one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from taonguon.core.rulebook import VERIFIED, Conflict, Source, Text

_LINE = re.compile(r"line (\d+)")


class BadRule(ValueError):
    """A data file that cannot be used: says in which file and line, what, and how to mend it."""

    def __init__(self, file: str, line: int, why: Text) -> None:
        super().__init__(f"{file}:{line}: {why.en}")
        self.file, self.line, self.why = file, line, why

    def said(self, language: str) -> str:
        """Return the sentence in a language."""
        where = "line" if language == "en" else "dòng"
        return f"{self.file}, {where} {self.line}: {self.why.said(language)}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: where it stands, what it says, and the prefix of its headings."""

    file: "File"
    path: tuple[str, ...]
    data: Mapping[str, Any]
    index: int = -1

    def refuse(self, vi: str, en: str) -> BadRule:
        """Return the refusal of this table, naming what it is about."""
        return BadRule(
            self.file.name, self.line, Text(f"{self.path[-1]}: {vi}", f"{self.path[-1]}: {en}")
        )

    @property
    def line(self) -> int:
        """The line of the table's heading."""
        return self.file.line_of(self.path, self.index)

    def values(self) -> list["Table"]:
        """Return the tables of its dated values. Refuses a table without any."""
        rows = self.data.get("values")
        if not isinstance(rows, list) or not rows:
            raise self.refuse("không có giá trị nào (values).", "it has no values.")
        return [Table(self.file, self.path, row, n) for n, row in enumerate(rows)]

    def only(self, wanted: frozenset[str]) -> None:
        """Refuse keys that mean nothing here."""
        for key in self.data:
            if key not in wanted:
                raise self.refuse(
                    f"không có mục “{key}”; được ghi: {', '.join(sorted(wanted))}.",
                    f"there is no key “{key}”; known are: {', '.join(sorted(wanted))}.",
                )

    def text(self, key: str) -> Text | None:
        """Return words in both languages, None when the key is absent."""
        told = self.data.get(key)
        if told is None:
            return None
        if not spoken(told):
            raise self.refuse(
                f"“{key}” phải có đủ vi và en.", f"“{key}” needs the words in vi and en."
            )
        return Text(str(told["vi"]), str(told["en"]))

    def words(self, key: str) -> Text:
        """Return words in both languages. Refuses a table without them."""
        told = self.text(key)
        if told is None:
            raise self.refuse(f"thiếu “{key}”.", f"“{key}” is missing.")
        return told

    def flag(self, key: str) -> bool:
        """Return whether something is so; not so when the key is absent."""
        told = self.data.get(key, False)
        if not isinstance(told, bool):
            raise self.refuse(
                f"“{key}” phải là true hoặc false.", f"“{key}” must be true or false."
            )
        return told

    def codes(self, key: str) -> tuple[str, ...] | None:
        """Return a list of codes, None when the key is absent."""
        told = self.data.get(key)
        if told is None:
            return None
        if not isinstance(told, list) or not all(isinstance(one, str) and one for one in told):
            raise self.refuse(
                f'“{key}” phải là một danh sách mã, ví dụ ["cell"].',
                f'“{key}” must be a list of codes like ["cell"].',
            )
        return tuple(told)

    def day(self, key: str) -> date | None:
        """Return a day, None when the key is absent."""
        told = self.data.get(key)
        if told is not None and type(told) is not date:
            raise self.refuse(
                f"“{key}” phải là một ngày, ví dụ 2025-07-01.",
                f"“{key}” must be a day like 2025-07-01.",
            )
        return told

    def start(self) -> date:
        """Return the day it begins. Refuses a table without it."""
        told = self.day("from")
        if told is None:
            raise self.refuse("thiếu ngày bắt đầu (from).", "the first day (from) is missing.")
        return told

    def source(self, instruments: Mapping[str, object]) -> Source:
        """Return the instrument and clause. Refuses a missing source and an unknown instrument."""
        told = self.data.get("source")
        if not isinstance(told, dict) or not all(
            isinstance(told.get(key), str) for key in ("instrument", "clause")
        ):
            raise self.refuse(
                "thiếu nguồn (source = { instrument, clause }).",
                "its source is missing (source = { instrument, clause }).",
            )
        if told["instrument"] not in instruments:
            raise self.refuse(
                f"văn bản “{told['instrument']}” không có trong instruments.toml.",
                f"the instrument “{told['instrument']}” is not in instruments.toml.",
            )
        return Source(told["instrument"], told["clause"])

    def verified(self) -> str:
        """Return how well it is verified."""
        told = self.data.get("verified")
        if told not in VERIFIED:
            raise self.refuse(
                f"“verified” phải là một trong {', '.join(VERIFIED)}.",
                f"“verified” must be one of {', '.join(VERIFIED)}.",
            )
        return str(told)

    def conflict(self, instruments: Mapping[str, object]) -> Conflict | None:
        """Return what another instrument says otherwise, None when nothing is told."""
        told = self.data.get("conflict")
        if told is None:
            return None
        if not isinstance(told, dict):
            raise self.refuse(
                "“conflict” phải ghi { instrument, clause, value, why }.",
                "“conflict” must tell { instrument, clause, value, why }.",
            )
        inside = Table(self.file, self.path, {**told, "source": told}, self.index)
        return Conflict(inside.source(instruments), told.get("value"), inside.words("why"))


def spoken(told: Any) -> bool:
    """Tell whether this is words in both languages."""
    return (
        isinstance(told, dict)
        and set(told) == {"vi", "en"}
        and all(isinstance(words, str) and words for words in told.values())
    )


@dataclass(frozen=True, slots=True)
class File:
    """A data file: its name as shown, its lines and what they say."""

    name: str
    lines: tuple[str, ...]
    data: Mapping[str, Any]

    def tables(self, under: str = "") -> list[Table]:
        """Return its tables, or those under one heading."""
        inside = self.data.get(under, {}) if under else self.data
        before = (under,) if under else ()
        return [
            Table(self, (*before, key), told if isinstance(told, dict) else {})
            for key, told in inside.items()
        ]

    def line_of(self, path: tuple[str, ...], index: int) -> int:
        """Return the line of a table's heading, or of its `index`-th value; 1 when not found."""
        parts = [part if re.fullmatch(r"[\w-]+", part, re.ASCII) else f'"{part}"' for part in path]
        names = {".".join(parts), ".".join(f'"{part}"' for part in path)}
        names.add(".".join([*path[:-1], f'"{path[-1]}"']))
        wanted = (
            {f"[[{name}.values]]" for name in names} if index >= 0 else {f"[{n}]" for n in names}
        )
        seen = -1
        for number, line in enumerate(self.lines, 1):
            if line.split("#")[0].strip() in wanted:
                seen += 1
                if seen == max(index, 0):
                    return number
        return 1


def read(path: Path) -> File:
    """Return a data file. Raises BadRule for one that is not TOML."""
    text = path.read_text("utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        found = _LINE.search(str(wrong))
        raise BadRule(
            path.name, int(found[1]) if found else max(1, len(text.splitlines())),
            Text(f"không đọc được: {wrong}.", f"it cannot be read: {wrong}."),
        ) from None  # fmt: skip
    return File(path.name, tuple(text.splitlines()), data)
