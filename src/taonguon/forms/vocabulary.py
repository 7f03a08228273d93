"""What may stand on a paper: each value's name, its words, and where it is entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Text
from taonguon.rules.reading import Table, read

FOLDER = Path(__file__).parent / "values"
KEYS = frozenset({"vi", "en", "where", "item"})
COUNTS = frozenset({
    "total", "official", "present", "absent", "favour", "against", "probationary_present",
    "probationary_absent",
})  # fmt: skip
ITEM, NUMBER = "item", "no"


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its words; `where` is the code of the page that takes it; `item` what a list's rows tell."""

    key: str
    name: Text
    where: str
    item: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All values by key."""

    values: Mapping[str, Value]

    def has(self, key: str, listed: str = "") -> bool:
        """Tell whether a value is known; `item.name` is one of the rows of the list gone through.

        `item.no` is the number of the row.
        """
        first, _dot, rest = key.partition(".")
        if first == ITEM and rest:
            return listed in self.values and rest in (NUMBER, *self.values[listed].item)
        return key in self.values


def is_day(key: str) -> bool:
    """Tell whether a value is a day, by its name."""
    return key.endswith((".on", "_on"))


def is_count(key: str) -> bool:
    """Tell whether a value is a number of people, by its name."""
    return key.rpartition(".")[2] in COUNTS


@cache
def shipped() -> Vocabulary:
    """Return the values as shipped. Raises BadRule naming file and line."""
    found: dict[str, Value] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for table in read(path).tables():
            if table.path[-1] in found:
                raise table.refuse("đã có ở tệp khác.", "it stands in another file already.")
            found[table.path[-1]] = _value(table)
    return Vocabulary(found)


def _value(table: Table) -> Value:
    table.only(KEYS)
    told = table.data
    missing = {"vi", "en", "where"} - set(told)
    if missing:
        keys = ", ".join(sorted(missing))
        raise table.refuse(f"thiếu {keys}.", f"{keys} missing.")
    name = Text(str(told["vi"]), str(told["en"]))
    return Value(table.path[-1], name, str(told["where"]), table.codes("item") or ())
