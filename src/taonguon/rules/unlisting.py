"""Why a cell takes somebody off its list of sympathisers: the short list of reasons, as shipped."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Text
from taonguon.rules.reading import read

FILE = Path(__file__).parent / "unlisting.toml"


@cache
def reasons() -> Mapping[str, Text]:
    """Return the reasons by code, in the order to offer them. Raises BadRule naming file and line."""
    return {table.path[-1]: table.words("name") for table in read(FILE).tables()}
