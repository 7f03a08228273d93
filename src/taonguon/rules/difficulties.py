"""The kinds of difficulties a cell may have, as shipped: short names, in the order to offer them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Text
from taonguon.rules.reading import read

FILE = Path(__file__).parent / "difficulties.toml"


@cache
def kinds() -> Mapping[str, Text]:
    """Return the kinds by code, in the order to offer them. Raises BadRule naming file and line."""
    return {table.path[-1]: table.words("name") for table in read(FILE).tables()}
