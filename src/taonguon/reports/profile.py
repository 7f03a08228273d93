"""What stands beside a cell's name: its religious share, its youth away, and what marks it."""

from dataclasses import dataclass
from fractions import Fraction

from taonguon.cells.telling import short, worked_out
from taonguon.core.profile import CATHOLIC, SHARE, YOUTH_AWAY, Mark, Profile

ALWAYS = (SHARE, YOUTH_AWAY)  # said wherever they are above 0; other numbers where they mark


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a cell in words, and whether it makes the cell a special one."""

    words: str
    special: bool


def features(profile: Profile | None, marks: tuple[Mark, ...]) -> list[Feature]:
    """Return the features of a cell that are above 0, each with its weight."""
    if profile is None:
        return []
    marked = {one.code: one.value for one in marks}
    told = {code: profile.value(code) or Fraction(0) for code in ALWAYS} | marked
    return [
        Feature(_words(profile, code, value), code in marked)
        for code, value in told.items()
        if value > 0
    ]


def _words(profile: Profile, code: str, value: Fraction) -> str:
    """Say a number; a share that was stated is said as it was stated."""
    stated = code == SHARE and not worked_out(profile)
    return short(CATHOLIC if stated else code, value)
