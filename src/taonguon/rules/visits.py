"""After how long a cell counts as not visited, which meetings clash, when a late difficulty rises."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from taonguon.core.difficulty import LEVELS
from taonguon.rules.reading import Table, read

FILE = Path(__file__).parent / "visits.toml"


class Limits(NamedTuple):
    """Months without a visit; minutes between two meetings; days late by level before it rises."""

    months: int
    minutes: int
    rises: Mapping[str, int]


@cache
def limits() -> Limits:
    """Return what is shipped. Raises BadRule naming file and line."""
    told = {table.path[-1]: table for table in read(FILE).tables()}
    visits, rises = told["visits"], told["rises"]
    visits.only(frozenset({"months", "minutes"}))
    rises.only(frozenset(LEVELS[1:]))
    return Limits(
        _positive(visits, "months"),
        _positive(visits, "minutes"),
        {level: _positive(rises, level) for level in LEVELS[1:]},
    )


def _positive(table: Table, key: str) -> int:
    value = table.data.get(key)
    if type(value) is not int or value < 1:
        raise table.refuse(
            f"“{key}” phải là số nguyên từ 1.", f"“{key}” must be a whole number from 1."
        )
    return value
