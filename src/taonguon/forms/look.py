"""The format of documents as dated data: measures of the page, number and day, who issues what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from taonguon.core.rulebook import Source, Text
from taonguon.rules.loading import national
from taonguon.rules.reading import File, Table, read

FILE = Path(__file__).parent / "format.toml"
PARTY = "party"  # the head of papers of the Party
ISSUER_KEYS = frozenset({"name", "head", "left", "mark", "authority", "keep", "seal", "types"})


@dataclass(frozen=True, slots=True)
class Issuer:
    """A kind of body that issues: the lines of its head, its mark, and how its papers are signed."""

    code: str
    name: Text
    head: str
    left: tuple[str, ...]
    mark: str
    authority: str
    keep: str
    seal: bool
    types: frozenset[str]

    @property
    def own_book(self) -> bool:
        """Tell whether its papers are numbered in our books; the unions number theirs themselves."""
        return self.head == PARTY


@dataclass(frozen=True, slots=True)
class Format:
    """The measures from a day on: lengths in mm, letters and lines in pt."""

    start: date
    paper: Mapping[str, int]
    type: Mapping[str, int]
    label: str
    pad: int
    pad_day_below: int
    pad_month_below: int
    source: Source
    verified: str

    def number(self, number: int, kind: str, mark: str) -> str:
        """Return a number as printed, without its label: `05-NQ/ĐU`."""
        return f"{number:0{self.pad}d}-{kind}/{mark}" if mark else f"{number:0{self.pad}d}/{kind}"

    def short(self, day: date) -> str:
        """Return `05/9/2026`: the month padded only where the rule says so."""
        return f"{self._day(day)}/{self._month(day)}/{day.year}"

    def long(self, day: date) -> str:
        """Return `ngày 05 tháng 02 năm 2026`."""
        return f"ngày {self._day(day)} tháng {self._month(day)} năm {day.year}"

    def _day(self, day: date) -> str:
        return f"{day.day:02d}" if day.day < self.pad_day_below else str(day.day)

    def _month(self, day: date) -> str:
        return f"{day.month:02d}" if day.month < self.pad_month_below else str(day.month)


@dataclass(frozen=True, slots=True)
class Formats:
    """All formats by their first day, the sheets, the issuers and the heads of their papers."""

    dated: tuple[Format, ...]
    sheets: Mapping[str, Mapping[str, int]]
    issuers: Mapping[str, Issuer]
    heads: Mapping[str, tuple[str, ...]]
    stars: Mapping[str, str]

    def on(self, day: date) -> Format:
        """Return the format of a day; papers older than the first known are set in that one."""
        return next((one for one in reversed(self.dated) if one.start <= day), self.dated[0])

    def measures(self, day: date, sheet: str) -> dict[str, int]:
        """Return every measure of a sheet on a day, one flat table."""
        one = self.on(day)
        return {**one.paper, **one.type, **self.sheets[sheet]}


@cache
def shipped() -> Formats:
    """Return the format as shipped. Raises BadRule naming file and line."""
    return load(FILE)


def load(path: Path) -> Formats:
    """Return the format told in a file. Raises BadRule naming file and line."""
    file = read(path)
    told = next(table for table in file.tables() if table.path == ("format",))
    dated = sorted((_format(one) for one in told.values()), key=lambda one: one.start)
    sheets = {table.path[-1]: table.data for table in file.tables("sheets")}
    heads = {code: tuple(lines) for code, lines in file.data.get("heads", {}).items()}
    return Formats(tuple(dated), sheets, _issuers(file, heads), heads, file.data.get("stars", {}))


def _format(table: Table) -> Format:
    table.only(frozenset({"from", "paper", "type", "number", "day", "source", "verified"}))
    told = table.data
    return Format(
        start=table.start(),
        paper=told["paper"],
        type=told["type"],
        label=told["number"]["label"],
        pad=told["number"]["pad"],
        pad_day_below=told["day"]["pad_day_below"],
        pad_month_below=told["day"]["pad_month_below"],
        source=table.source(national().instruments),
        verified=table.verified(),
    )


def _issuers(file: File, heads: Mapping[str, Any]) -> dict[str, Issuer]:
    return {table.path[-1]: _issuer(table, heads) for table in file.tables("issuers")}


def _issuer(table: Table, heads: Mapping[str, Any]) -> Issuer:
    table.only(ISSUER_KEYS)
    told = table.data
    missing = ISSUER_KEYS - set(told)
    if missing:
        keys = ", ".join(sorted(missing))
        raise table.refuse(f"thiếu {keys}.", f"{keys} missing.")
    if told["head"] not in heads:
        raise table.refuse(f"không có tiêu đề “{told['head']}”.", f"no head “{told['head']}”.")
    return Issuer(
        code=table.path[-1],
        name=table.words("name"),
        head=told["head"],
        left=tuple(told["left"]),
        mark=told["mark"],
        authority=told["authority"],
        keep=told["keep"],
        seal=table.flag("seal"),
        types=frozenset(told["types"]),
    )
