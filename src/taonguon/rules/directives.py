"""How cells acknowledge directives, how far a task may be, and what may be attached, as shipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Text
from taonguon.rules.reading import BadRule, File, Table, read

FILE = Path(__file__).parent / "directives.toml"
DONE = "done"  # the state of a task that is done
LIMITS = frozenset({"bytes", "files", "soon"})


@dataclass(frozen=True, slots=True)
class Directives:
    """The ways and states by code in their order; how large a file and how many; days of notice."""

    ways: Mapping[str, Text]
    states: Mapping[str, Text]
    bytes: int
    files: int
    soon: int


@cache
def shipped() -> Directives:
    """Return what is shipped. Raises BadRule naming file and line."""
    return load(FILE)


def load(path: Path) -> Directives:
    """Return what a file tells. Raises BadRule for a missing word, state or number."""
    file = read(path)
    tables = {table.path[-1]: table for table in file.tables()}
    states = _words(file, tables, "states")
    if DONE not in states:
        raise tables["states"].refuse(
            f"thiếu tình trạng “{DONE}”.", f"the state “{DONE}” is missing."
        )
    limits = _table(file, tables, "limits")
    limits.only(LIMITS)
    told = {name: _whole(limits, name) for name in LIMITS}
    return Directives(ways=_words(file, tables, "ways"), states=states, **told)


def _table(file: File, tables: Mapping[str, Table], name: str) -> Table:
    if name not in tables:
        raise BadRule(file.name, 1, Text(f"thiếu mục “{name}”.", f"the table “{name}” is missing."))
    return tables[name]


def _words(file: File, tables: Mapping[str, Table], name: str) -> Mapping[str, Text]:
    table = _table(file, tables, name)
    return {code: table.words(code) for code in table.data}


def _whole(table: Table, key: str) -> int:
    told = table.data.get(key)
    if type(told) is not int or told < 1:
        raise table.refuse(f"“{key}” phải là số từ 1.", f"“{key}” must be a number from 1.")
    return told
