"""Schooling as the office's lists write it, to a level that rules compare."""

import re

from taonguon.core import names

_CLASSES = re.compile(r"(\d{1,2})\s*/\s*(10|12)")
_OF_TWELVE = ((12, "upper_secondary"), (9, "lower_secondary"), (5, "primary"), (1, "literate"))
_OF_TEN = ((10, "upper_secondary"), (7, "lower_secondary"), (4, "primary"), (1, "literate"))
_WORDS = (
    (("thpt", "ptth", "trung hoc pho thong", "cap 3", "bo tuc thpt"), "upper_secondary"),
    (("thcs", "trung hoc co so", "cap 2", "ptcs"), "lower_secondary"),
    (("tieu hoc", "cap 1"), "primary"),
)


def level(text: str) -> str:
    """Return the level of `12/12`, `9/12`, `7/10`, `THPT`, `Tiểu học`; empty when it says none.

    Of the old ten-class system class 10 ends upper and class 7 lower secondary school.
    """
    if found := _CLASSES.search(text):
        reached = int(found[1])
        steps = _OF_TEN if found[2] == "10" else _OF_TWELVE
        return next((name for least, name in steps if reached >= least), "")
    plain = names.plain(text)
    return next((name for words, name in _WORDS if any(word in plain for word in words)), "")
