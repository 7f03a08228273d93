"""The words of the lists, read once from words.toml."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any


def load(name: str) -> Mapping[str, Any]:
    """Return one of the data files that stand beside this module."""
    text = resources.files("taonguon.sources").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


WORDS = load("words.toml")
SEX: Mapping[str, str] = WORDS["sex"]
RELIGION: Mapping[str, str] = WORDS["religion"]
ETHNICITY: Mapping[str, str] = WORDS["ethnicity"]
ROWS: Mapping[str, Any] = WORDS["rows"]
CELLS: Mapping[str, Any] = WORDS["cells"]
CATEGORIES: Mapping[str, str] = WORDS["targets"]["categories"]
