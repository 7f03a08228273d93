"""The rulebook in use: the rules as shipped, with what officers have confirmed."""

from taonguon.core.rulebook import Rulebook
from taonguon.rules.loading import national


def in_use() -> Rulebook:
    """Return the rulebook in use."""
    return national()
