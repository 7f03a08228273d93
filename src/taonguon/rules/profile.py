"""The numbers that a cell's profile may hold, as shipped: a province adds its own in profile.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from taonguon.core.profile import Line
from taonguon.core.rulebook import Text
from taonguon.rules.reading import Table, read

FILE = Path(__file__).parent / "profile.toml"
KEYS = frozenset({"name", "short", "percent", "derived", "line", "above"})


@dataclass(frozen=True, slots=True)
class Field:
    """One number of a profile: its code, its name, its short words with `%(n)s`, and its kind.

    `derived` is worked out from others and not typed; `line` tells whether it may mark a cell.
    """

    code: str
    name: Text
    short: Text
    percent: bool
    derived: bool
    line: bool
    above: Fraction | None


@cache
def fields() -> Mapping[str, Field]:
    """Return the numbers of a profile by code, in their order. Raises BadRule naming file and line."""
    return {table.path[-1]: _field(table) for table in read(FILE).tables()}


def _field(table: Table) -> Field:
    table.only(KEYS)
    above = table.data.get("above")
    return Field(
        code=table.path[-1],
        name=table.words("name"),
        short=table.words("short"),
        percent=bool(table.data.get("percent")),
        derived=bool(table.data.get("derived")),
        line=bool(table.data.get("line", True)),
        above=Fraction(str(above)) if above is not None else None,
    )


def shipped_lines() -> tuple[Line, ...]:
    """Return the lines that hold while no committee has set its own."""
    told = fields().values()
    return tuple(Line(one.code, one.above, date.min, "") for one in told if one.above is not None)
