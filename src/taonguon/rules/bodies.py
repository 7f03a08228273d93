"""The mass organisations that introduce people, as shipped, and how lists write their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from taonguon.core.names import plain
from taonguon.core.rulebook import Text
from taonguon.rules.reading import read

FILE = Path(__file__).parent / "bodies.toml"
CELL = "cell"  # the cell found the person itself
ITSELF = Text("Chi bộ", "The cell itself")


@dataclass(frozen=True, slots=True)
class Body:
    """A mass organisation: its code, its name, and the words by which a list may mean it."""

    code: str
    name: Text
    called: tuple[str, ...]


@cache
def shipped() -> Mapping[str, Body]:
    """Return the shipped mass organisations by code. Raises BadRule naming file and line."""
    found = {}
    for table in read(FILE).tables():
        name = table.data["name"]
        code = table.path[-1]
        found[code] = Body(code, Text(name["vi"], name["en"]), tuple(table.data["called"]))
    return found


def name_of(code: str, language: str) -> str:
    """Return the name of a mass organisation in a language, `vi` or `en`; its code when unknown."""
    if code == CELL:
        return ITSELF.said(language)
    body = shipped().get(code)
    return body.name.said(language) if body else code


def code_of(data: Mapping[str, object]) -> str:
    """Return the code of who introduced, by what the fact keeps: its code, else its words.

    Empty when the words name no mass organisation that is known.
    """
    return str(data.get("body") or "") or called(str(data.get("by") or ""))


@lru_cache(maxsize=1024)
def called(words: str) -> str:
    """Return the code of the mass organisation that these words mean, empty for none."""
    told = f" {plain(words)} "
    if told.split()[:2] == ["chi", "bo"] or told.split()[:2] == ["chi", "uy"]:
        return CELL
    return next(
        (
            body.code
            for body in shipped().values()
            if any(f" {name} " in told for name in body.called)
        ),
        "",
    )
