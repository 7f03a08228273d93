"""What a phone may take along, for how long, and how its PIN is guarded."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from taonguon.rules.reading import read

FILE = Path(__file__).parent / "offline.toml"


class Limits(NamedTuple):
    """How long and how much; `file` says what each number is."""

    hours: int
    unsent_days: int
    idle_minutes: int
    pin: int
    tries: int
    wait_minutes: int
    rounds: int
    cells: int
    sessions: int
    session_days: int
    records: int


@cache
def limits() -> Limits:
    """Return what is shipped. Raises BadRule naming file and line."""
    (table,) = read(FILE).tables()
    table.only(frozenset(Limits._fields))
    for key in Limits._fields:
        value = table.data.get(key)
        if type(value) is not int or value < 1:
            raise table.refuse(
                f"“{key}” phải là số nguyên từ 1.", f"“{key}” must be a whole number from 1."
            )
    return Limits(**table.data)
