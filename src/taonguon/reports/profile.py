"""What marks a cell: its religious share and its youth away, with the lines drawn in profile.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from taonguon.targets.telling import plain


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a cell in words, and whether it makes the cell a special one."""

    words: str
    special: bool


@cache
def lines() -> Mapping[str, Fraction]:
    """Return from which number on each feature marks a cell, in the order they are shown."""
    told = tomllib.loads(Path(__file__).with_name("profile.toml").read_text("utf-8"))
    return {name: Fraction(str(one["special_from"])) for name, one in told.items()}


def number(said: Any) -> Fraction:
    """Return a number of a profile as it was listed, 0 for what is none."""
    try:
        return Fraction(str(said or 0).replace(",", ".").strip().removesuffix("%"))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


def features(profile: Mapping[str, Any]) -> list[Feature]:
    """Return the features of a cell that are above 0, each with its weight."""
    told = [(name, number(profile.get(name)), line) for name, line in lines().items()]
    return [Feature(_words(name, n), n >= line) for name, n, line in told if n > 0]


def _words(name: str, n: Fraction) -> str:
    if name == "catholic_percent":
        return _("%(n)s%% Công giáo") % {"n": plain(n)}
    return _("%(n)d thanh niên đi xa") % {"n": int(n)}
