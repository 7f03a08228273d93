"""One-page papers as PDF and Word: ours, WeasyPrint, and docxtpl followed by LibreOffice, same words.

The peers run in an environment of their own under build/peers, made from the package index the
first time; where that or LibreOffice cannot be had, the table says so and leaves them out.
"""

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import decisions, stopwatch
from benchmarks.databases import ROOT, Databases, environment
from benchmarks.stopwatch import Measured, middle
from benchmarks.telling import Section, table

MANY, FEW, ROUNDS = 1000, 60, 3
PEERS = ROOT / "build" / "peers"
PACKAGES = ("weasyprint==70.0", "docxtpl==0.20.2")
OURS = ("pdf", "sealed", "bound", "word", "both")
SHARE = {"weasyprint": 10, "weasyprint_bound": 10, "docxtpl": 100}  # one of so many documents
NAMES = {
    "pdf": "ours: filled and set as PDF, one by one",
    "sealed": "ours: the same with number and hash as a QR code",
    "bound": "ours: filled and bound in one PDF",
    "word": "ours: filled and written as Word, one by one",
    "both": "ours: filled, as PDF and as Word, one by one",
    "weasyprint": "WeasyPrint: HTML to PDF, one by one, fonts and style read once",
    "weasyprint_bound": "WeasyPrint: one HTML to one PDF",
    "docxtpl": "docxtpl, then LibreOffice: Word and PDF, one by one",
}
GOALS = (
    ("as PDF, one by one: at least 8 times WeasyPrint", "weasyprint", "pdf", 8.0),
    ("as PDF and Word: at least 12 times docxtpl and LibreOffice", "docxtpl", "both", 12.0),
    ("in bulk: at least 25 times WeasyPrint one by one", "weasyprint", "bound", 25.0),
)
PEAK = 250

Runs = dict[str, list[Measured]]


def measure(_databases: Databases, *, small: bool) -> Iterator[Section]:
    """Measure and tell: one thousand papers, small sizes 60; peers on fewer, told for a thousand."""
    count, rounds = (FEW, 1) if small else (MANY, ROUNDS)
    with TemporaryDirectory(prefix="taonguon-bench-") as folder:
        found = run(Path(folder), count, rounds)
    gone = [name for name in SHARE if name not in found]
    load = max(one["load"] for one in found["pdf"])
    said = (
        f"Load of the machine while measuring: {load:.1f} on {os.cpu_count()} cores. Peers ran on "
        "fewer documents; their seconds are those of all, in proportion. Goals are of CPU seconds, "
        "LibreOffice's among them."
    )
    left_out = [f"Could not be had here, so not measured: {', '.join(gone)}."] if gone else []
    yield Section(
        f"{count:,} papers of one page", [said, *left_out, "", *lines(found, count)], goals(found)
    )


def run(folder: Path, count: int, rounds: int, peers: Mapping[str, Path] | None = None) -> Runs:
    """Run all ways in turn, round after round, each in its own process."""
    decisions.write(folder)
    found: Runs = {}
    interpreters = available() if peers is None else peers
    for _ in range(rounds):
        for way in OURS:
            told = stopwatch.apart(
                "benchmarks.papers_ours", way, count, env=environment(str(folder))
            )
            found.setdefault(way, []).append(told | {"load": os.getloadavg()[0]})
        for way, python in interpreters.items():
            few = max(2, count // SHARE[way])
            told = stopwatch.apart(
                "benchmarks.papers_peers", way, folder, few, env=_bare(folder), python=python
            )
            all_ = {name: told[name] * count / few for name in ("wall", "cpu")}
            found.setdefault(way, []).append(told | all_)
    return found


def _bare(folder: Path) -> dict[str, str]:
    return {**environment(str(folder)), "PYTHONPATH": str(ROOT)}


def available() -> dict[str, Path]:
    """Return the interpreter of each peer that can be had, its environment made where it is not yet."""
    python = PEERS / "bin" / "python"
    if not (PEERS / "ready").exists():
        venv.create(PEERS, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *PACKAGES]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            print("the peers' packages cannot be installed", file=sys.stderr)
            return {}
        (PEERS / "ready").write_text("\n".join(PACKAGES), "utf-8")
    office = shutil.which("soffice")
    return {way: python for way in SHARE if way != "docxtpl" or office}


def ratio(found: Runs, slow: str, fast: str) -> float:
    """Return how many times the CPU seconds of one way another takes: the median of each round's ratio.

    Of the CPU, since the ways run one after the other and a busy machine is not as busy for each.
    """
    pairs = zip(found[slow], found[fast], strict=True)
    return middle([{"ratio": one["cpu"] / other["cpu"]} for one, other in pairs], "ratio")


def lines(found: Runs, count: int) -> list[str]:
    """Return the table of all ways."""
    rows = [
        (NAMES[way], f"{middle(rounds, 'wall'):.1f}", f"{middle(rounds, 'cpu'):.1f}",
         f"{count / middle(rounds, 'wall'):,.1f}", f"{max(one['peak'] for one in rounds):.0f}")
        for way, rounds in found.items()
    ]  # fmt: skip
    return table(("way", "wall s", "CPU s", "papers/s", "peak MB"), rows)


def goals(found: Runs) -> list[tuple[str, str, bool]]:
    """Return each goal, what was reached, and whether that meets it."""
    told = []
    for words, slow, fast, asked in GOALS:
        if slow in found:
            reached = ratio(found, slow, fast)
            told.append((words, f"{reached:.1f} times", reached >= asked))
    peak = max(one["peak"] for way in OURS for one in found[way])
    return [*told, (f"under {PEAK} MB", f"{peak:.0f} MB", peak < PEAK)]


if __name__ == "__main__":
    json.dump({name: str(path) for name, path in available().items()}, sys.stdout)
