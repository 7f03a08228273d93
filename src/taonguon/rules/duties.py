"""The kinds of duties: who does each, who waits for it, how many days before its day it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taonguon.core.access import ROLES
from taonguon.core.duties import LONGEST_LEAD, Kind
from taonguon.core.rulebook import Text
from taonguon.rules.reading import BadRule, File, Table, read

FILE = Path(__file__).parent / "duties.toml"
KEYS = frozenset({"name", "lead", "days", "roles", "waits", "late"})


@dataclass(frozen=True, slots=True)
class Duties:
    """The kinds by code in the order of the file, and the seconds between two trial letters."""

    kinds: Mapping[str, Kind]
    pause: int


@cache
def shipped() -> Duties:
    """Return what is shipped. Raises BadRule naming file and line."""
    return load(FILE)


def load(path: Path) -> Duties:
    """Return what a file tells. Raises BadRule for an unknown role, a missing word or number."""
    file = read(path)
    kinds = {table.path[-1]: _kind(table) for table in file.tables("kinds")}
    if not kinds:
        raise _missing(file, "kinds")
    letters = [table for table in file.tables() if table.path == ("letters",)]
    if not letters:
        raise _missing(file, "letters")
    letters[0].only(frozenset({"pause"}))
    return Duties(kinds, _whole(letters[0], "pause"))


def _missing(file: File, name: str) -> BadRule:
    return BadRule(file.name, 1, Text(f"thiếu mục “{name}”.", f"the table “{name}” is missing."))


def _kind(table: Table) -> Kind:
    table.only(KEYS)
    roles, waits, late = (_roles(table, key) for key in ("roles", "waits", "late"))
    if not roles:
        raise table.refuse("không ai làm việc này (roles).", "nobody does it (roles).")
    if twice := roles & (waits | late):
        raise table.refuse(
            f"“{min(twice)}” vừa làm vừa chờ hoặc được báo.",
            f"“{min(twice)}” both does it and waits or is told of it.",
        )
    lead = _whole(table, "lead")
    if lead > LONGEST_LEAD:
        raise table.refuse(
            f"“lead” không quá {LONGEST_LEAD} ngày.", f"“lead” is {LONGEST_LEAD} days at most."
        )
    days = _whole(table, "days") if "days" in table.data else 0
    return Kind(table.path[-1], table.words("name"), lead, roles, waits, late, days)


def _roles(table: Table, key: str) -> frozenset[str]:
    told = frozenset(table.codes(key) or ())
    if strange := told - set(ROLES):
        raise table.refuse(
            f"không có vai trò “{min(strange)}” (mục {key}).",
            f"there is no role “{min(strange)}” (in {key}).",
        )
    return told


def _whole(table: Table, key: str) -> int:
    told = table.data.get(key)
    if type(told) is not int or told < 1:
        raise table.refuse(
            f"“{key}” phải là số nguyên từ 1.", f"“{key}” must be a whole number from 1."
        )
    return told
