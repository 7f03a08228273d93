"""A form as its file tells it: what it is, who issues it, and its blocks from top to bottom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from taonguon.core.names import plain
from taonguon.core.rulebook import UNVERIFIED, Source, Text

# What each kind of block may tell; every kind may tell `when`, `unless` and `each` as well.
BLOCKS: Mapping[str, frozenset[str]] = {
    "title": frozenset({"text", "about"}),
    "to": frozenset({"label", "items"}),
    "grounds": frozenset({"items"}),
    "heading": frozenset({"text", "flush"}),
    "text": frozenset({"text", "align", "style", "flush"}),
    "field": frozenset({"label", "text"}),
    "lines": frozenset({"label", "count"}),
    "items": frozenset({"items"}),
    "table": frozenset({"columns", "rows", "of", "blank", "total"}),
    "tally": frozenset({"rows"}),
    "options": frozenset({"items", "of", "label"}),
    "sign": frozenset({"columns", "recipients"}),
    "note": frozenset({"text"}),
    "cut": frozenset(),
    "break": frozenset(),
}
NEEDED: Mapping[str, frozenset[str]] = {
    "title": frozenset({"text"}),
    "to": frozenset({"items"}),
    "grounds": frozenset({"items"}),
    "heading": frozenset({"text"}),
    "text": frozenset({"text"}),
    "field": frozenset({"label"}),
    "lines": frozenset({"count"}),
    "items": frozenset({"items"}),
    "table": frozenset({"columns"}),
    "tally": frozenset({"rows"}),
    "options": frozenset({"items"}),
    "sign": frozenset({"columns"}),
    "note": frozenset({"text"}),
}
CONDITIONS = frozenset({"when", "unless", "each"})
STOPS = frozenset({"when", "unless", "say"})
ALIGNED = frozenset({"left", "center", "right"})
STYLES = frozenset({"bold", "italic", "bold italic"})


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a form and the line of its file where it begins."""

    kind: str
    told: Mapping[str, Any]
    line: int

    @property
    def when(self) -> str:
        """The value that must be there for the block to be printed, empty for always."""
        return str(self.told.get("when", ""))

    @property
    def unless(self) -> str:
        """The value that must not be there, empty for none."""
        return str(self.told.get("unless", ""))

    @property
    def each(self) -> str:
        """The list for each item of which the block is printed, empty for once."""
        return str(self.told.get("each", ""))


@dataclass(frozen=True, slots=True)
class Stop:
    """When a paper must not be: `when` is there, if told, and `unless` is not; `say` why, in a sentence."""

    when: str
    unless: str
    say: Text


@dataclass(frozen=True, slots=True)
class Form:
    """A form: `subject` says of what it is made, `type` the kind of its number, empty for none.

    `verified` says how well its official wording is known; `source` is None for a sheet of our own.
    `per` is the list of which one row is told, `item.name` in it, empty for none.
    `day` is the value its day is taken from, `numbers` the one its number becomes, `bears` the number
    it was given elsewhere, each empty for none. `needs` are values it is not made without though it
    prints none of them, `stops` the cases in which it must not be made. `summary` is what a letter is
    about, below its number.
    `layer` is empty for the whole country, else the province whose form it is. `digest` changes
    with every word of its file.
    """

    code: str
    name: Text
    subject: str
    order: int
    issuer: str
    sheet: str
    per: str
    day: str
    numbers: str
    bears: str
    needs: tuple[str, ...]
    stops: tuple[Stop, ...]
    summary: str
    type: str
    by_hand: bool
    verified: str
    source: Source | None
    start: date | None
    end: date | None
    layer: str
    blocks: tuple[Block, ...]
    digest: str

    @property
    def key(self) -> str:
        """The code in plain letters, for addresses and file names: `6-knd`."""
        return "-".join(plain(self.code).split())

    @property
    def draft(self) -> bool:
        """Tell whether the official wording was never seen, so that it is marked until checked."""
        return self.source is not None and self.verified == UNVERIFIED

    @property
    def official(self) -> bool:
        """Tell whether the code is an official form's; our own sheets are called by words."""
        return self.source is not None and self.code != self.code.lower()

    def in_use(self, day: date) -> bool:
        """Tell whether the form is used for papers of a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
