"""`python -m benchmarks [--small] [name …]`: measure, print; the full run writes RESULTS.md."""

import argparse
from pathlib import Path

from benchmarks import assessing, forecasting, importing, pages, papers, telling
from benchmarks.databases import POSTGRESQL, Databases

WORKS = {
    "importing": importing.measure,
    "pages": pages.measure,
    "assessing": assessing.measure,
    "forecasting": forecasting.measure,
    "papers": papers.measure,
}
RESULTS = Path(__file__).parent / "RESULTS.md"
INTRODUCTION = """\
# Results

Written by `python -m benchmarks`. Every way runs in a process of its own on a fresh database, the
ways take turns within a round, and the figures are medians of the rounds; a ratio is the median of
the rounds' own ratios. Times are of the work alone, not of starting Python; CPU seconds are those
of the measuring process, not of the database server. On a busy machine trust the ratios.
"""


def main() -> None:
    """Measure what was asked for and tell it."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="name", help=", ".join(WORKS))
    asked.add_argument("--small", action="store_true", help="small sizes, one round, print only")
    told = asked.parse_args()
    if unknown := set(told.names) - set(WORKS):
        asked.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    found: list[str] = []
    with Databases() as databases:
        for name in told.names or WORKS:
            for section in WORKS[name](databases, small=told.small):
                lines = telling.text([section])
                print("\n".join(lines), flush=True)
                found += lines
        head = telling.machine(databases.version(POSTGRESQL))
    if not told.small and not told.names:
        RESULTS.write_text("\n".join([INTRODUCTION, *head, "", *found]), "utf-8")


if __name__ == "__main__":
    main()
