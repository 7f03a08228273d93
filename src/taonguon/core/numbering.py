"""Numbers of papers that continue: `103/GCN-TTCT`, `104/GCN-TTCT`, …"""

import re
from collections.abc import Iterator
from itertools import count

_NUMBER = re.compile(r"(\D*)(\d{1,9})(.*)")


class NotANumber(ValueError):
    """A text in which there is no number to count on from."""

    def __init__(self, text: str) -> None:
        super().__init__(f"no number in: {text!r}")
        self.text = text


def series(first: str) -> Iterator[str]:
    """Give the number and all that follow it: the first digits count, the rest stays.

    `098/GCN` goes on with `099/GCN`, `100/GCN`. Raises NotANumber where there are no digits.
    """
    found = _NUMBER.fullmatch(first.strip())
    if found is None:
        raise NotANumber(first)
    before, digits, after = found.groups()
    return (f"{before}{n:0{len(digits)}d}{after}" for n in count(int(digits)))


def after(number: str) -> str:
    """Return the number that follows. Raises NotANumber."""
    told = series(number)
    next(told)
    return next(told)
