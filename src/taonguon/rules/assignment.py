"""The numbers with which a proposal of who is in charge of which cell begins, as shipped."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from taonguon.rules.reading import read

FILE = Path(__file__).parent / "assignment.toml"


class Start(NamedTuple):
    """The weights a committee first sees, and the limits: cells of one member, years without admission."""

    weights: dict[str, int]
    least: int
    most: int
    heaviest_weight: int
    years_without: int


@cache
def start() -> Start:
    """Return what is shipped. Raises BadRule naming file and line."""
    told = {table.path[-1]: table for table in read(FILE).tables()}
    limits = told["limits"].data
    weights = {name: int(value) for name, value in told["weights"].data.items()}
    return Start(weights, **{name: int(limits[name]) for name in Start._fields[1:]})
