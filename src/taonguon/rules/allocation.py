"""The criteria by which a commune's target may be divided, as shipped in allocation.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Text
from taonguon.rules.reading import Table, read

FILE = Path(__file__).parent / "allocation.toml"
KEYS = frozenset({"name", "help", "weight", "area", "years"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its names, its weight at the start, and whether its number is one of the area.

    `years` is how many years it adds up, 0 for what is of one day.
    """

    code: str
    name: Text
    help: Text
    weight: int
    area: bool
    years: int


@cache
def criteria() -> Mapping[str, Criterion]:
    """Return the criteria by code, in their order. Raises BadRule naming file and line."""
    return {table.path[-1]: _criterion(table) for table in read(FILE).tables()}


def _criterion(table: Table) -> Criterion:
    table.only(KEYS)
    return Criterion(
        code=table.path[-1],
        name=table.words("name"),
        help=table.words("help"),
        weight=int(table.data["weight"]),
        area=bool(table.data.get("area")),
        years=int(table.data.get("years", 0)),
    )
