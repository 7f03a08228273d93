"""What petitions are about, where they go, by when they are answered, and the limits of the public form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Text
from taonguon.rules.reading import File, Table, read

FILE = Path(__file__).parent / "petitions.toml"
ROUTE, ANSWER, CONTACT = "route", "answer", "contact"
COUNTS, LIMITS = (
    ("wait", "open", "shortest", "longest", "bytes"),
    ("tries", "kept_from_one", "kept_from_all"),
)
BOX = frozenset({*COUNTS, *LIMITS})

Limit = tuple[int, int]  # so many times in so many seconds


@dataclass(frozen=True, slots=True)
class Time:
    """A period in days of the calendar; `ours` when no law sets it."""

    name: Text
    days: int
    ours: bool


@dataclass(frozen=True, slots=True)
class Box:
    """The limits of the public form: seconds to write, seconds a page holds, lengths, times."""

    wait: int
    open: int
    shortest: int
    longest: int
    bytes: int
    tries: Limit
    kept_from_one: Limit
    kept_from_all: Limit


def kinds(path: Path = FILE) -> Mapping[str, Text]:
    """Return what petitions are about, by code. Raises BadRule naming file and line."""
    return _named("kinds", path)


def routes(path: Path = FILE) -> Mapping[str, Text]:
    """Return who a petition may be passed on to, by code. Raises BadRule."""
    return _named("routes", path)


@cache
def _named(what: str, path: Path) -> Mapping[str, Text]:
    found = {}
    for table in read(path).tables(what):
        table.only(frozenset({"name"}))
        found[table.path[-1]] = table.words("name")
    return found


@cache
def times(path: Path = FILE) -> Mapping[str, Time]:
    """Return the periods: to pass on, to answer, to keep contact data. Raises BadRule."""
    found = {table.path[-1]: _time(table) for table in read(path).tables("times")}
    missing = {ROUTE, ANSWER, CONTACT} - set(found)
    if missing:
        raise _whole(read(path), "times").refuse(
            f"thiếu thời hạn {', '.join(sorted(missing))}.",
            f"the times {', '.join(sorted(missing))} are missing.",
        )
    return found


def _time(table: Table) -> Time:
    table.only(frozenset({"name", "days", "ours"}))
    days = table.data.get("days")
    if type(days) is not int or days < 1:
        raise table.refuse("days phải là số ngày từ 1.", "days must be a number from 1.")
    return Time(table.words("name"), days, table.flag("ours"))


@cache
def box(path: Path = FILE) -> Box:
    """Return the limits of the public form. Raises BadRule."""
    table = _whole(read(path), "box")
    table.only(BOX)
    wait, held, shortest, longest, size = (
        _count(table, key, table.data.get(key)) for key in COUNTS
    )
    tries, from_one, from_all = (_limit(table, key) for key in LIMITS)
    return Box(wait, held, shortest, longest, size, tries, from_one, from_all)


def _whole(file: File, key: str) -> Table:
    return Table(file, (key,), file.data.get(key, {}))


def _limit(table: Table, key: str) -> Limit:
    told = table.data.get(key)
    if not isinstance(told, list) or len(told) != len(("times", "seconds")):
        raise table.refuse(f"{key} phải là [số lần, số giây].", f"{key} must be [times, seconds].")
    return _count(table, key, told[0]), _count(table, key, told[1])


def _count(table: Table, key: str, told: object) -> int:
    if type(told) is not int or told < 1:
        raise table.refuse(f"{key} phải là số từ 1.", f"{key} must be a number from 1.")
    return told
