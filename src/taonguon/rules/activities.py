"""The kinds of activities that mass organisations hold, and the roles of who took part."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Text
from taonguon.rules.reading import read

FILE = Path(__file__).parent / "activities.toml"
PART = "part"  # the role of who only took part


@cache
def _shipped() -> Mapping[str, Mapping[str, Text]]:
    return {
        table.path[-1]: {code: Text(said["vi"], said["en"]) for code, said in table.data.items()}
        for table in read(FILE).tables()
    }


def kinds() -> Mapping[str, Text]:
    """Return the kinds of activities by code. Raises BadRule naming file and line."""
    return _shipped()["kind"]


def roles() -> Mapping[str, Text]:
    """Return the roles of who took part by code. Raises BadRule naming file and line."""
    return _shipped()["role"]
