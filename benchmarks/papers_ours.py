"""Our ways to make papers, each in a process of its own: `python -m benchmarks.papers_ours WAY COUNT`.

Starting Python and reading the form is not counted; filling the form with its values is.
"""

import json
import sys

from benchmarks import stopwatch
from benchmarks.decisions import paper
from taonguon.forms import pdf, word


def bound(count: int) -> int:
    """Fill the papers and bind them in one PDF."""
    return len(pdf.render([paper(number) for number in range(1, count + 1)]))


def each(count: int, way: str) -> int:
    """Fill and make one paper after the other."""
    size = 0
    for number in range(1, count + 1):
        one = paper(number)
        if way == "sealed":
            one = one.sealed()
        size += len(pdf.render([one])) if way != "word" else 0
        size += len(word.render(one)) if way in ("word", "both") else 0
    return size


def main(way: str, count: int) -> None:
    """Warm up with one paper, then measure."""
    pdf.render([paper(0)])
    word.render(paper(0))
    spent, size = stopwatch.timed(lambda: bound(count) if way == "bound" else each(count, way))
    print(json.dumps({**spent, "peak": stopwatch.peak_megabytes(), "size": size}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
