"""The import of a list of members: ours whole, django-import-export, and the floor."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import stopwatch, workbooks
from benchmarks.databases import POSTGRESQL, SQLITE, Databases
from benchmarks.stopwatch import Measured, middle
from benchmarks.telling import Section, table

SIZE, LARGE, ROUNDS = 10_000, 100_000, 3
WAYS = {SQLITE: ("ours", "import_export", "bulk"),
        POSTGRESQL: ("ours", "import_export", "bulk", "copy")}  # fmt: skip
WITHOUT_PEER = {SQLITE: ("ours", "bulk"), POSTGRESQL: ("ours", "bulk", "copy")}
NAMES = {
    "ours": "ours: read, compare, preview, write facts and projections",
    "import_export": "django-import-export, defaults: read, dry run, real run",
    "bulk": "floor: calamine + bulk_create of one plain table",
    "copy": "floor: calamine + COPY of one plain table",
}
GOALS = {"import_export": {SQLITE: 8.0, POSTGRESQL: 20.0}, "bulk": 2.5, "peak": 300, "undo": 5.0}

Runs = dict[tuple[str, str], list[Measured]]


def measure(databases: Databases, *, small: bool) -> Iterator[Section]:
    """Measure and tell: 10,000 members all ways, 100,000 ours and the floor; small sizes 300."""
    if small:
        found = run(databases, 300, {SQLITE: WAYS[SQLITE]}, rounds=1)
        yield Section("Import of 300 members", lines(found, 300))
        return
    found = run(databases, SIZE, WAYS, ROUNDS)
    yield Section(f"Import of {SIZE:,} members", lines(found, SIZE), goals(found))
    large = run(databases, LARGE, WITHOUT_PEER, ROUNDS)
    yield Section(f"Import of {LARGE:,} members", lines(large, LARGE), memory(large))


def run(databases: Databases, size: int, ways: dict[str, Sequence[str]], rounds: int) -> Runs:
    """Run all ways in turn, round after round, each in its own process on a fresh database."""
    found: Runs = {}
    with TemporaryDirectory(prefix="taonguon-bench-") as folder:
        workbooks.write(Path(folder), size)
        for _ in range(rounds):
            for kind, named in ways.items():
                for way in named:
                    with databases.fresh(kind) as env:
                        told = stopwatch.apart("benchmarks.ways", way, folder, env=env)
                    if told["rows"] != size:
                        raise RuntimeError(f"{way} on {kind} kept {told['rows']} of {size} rows")
                    found.setdefault((kind, way), []).append(told)
    return found


def ratio(found: Runs, kind: str, way: str) -> float:
    """Return how many times as long as ours another way takes: the median of each round's ratio."""
    pairs = zip(found[kind, way], found[kind, "ours"], strict=True)
    return middle([{"ratio": other["wall"] / own["wall"]} for other, own in pairs], "ratio")


def lines(found: Runs, size: int) -> list[str]:
    """Return the table of all ways."""
    rows = []
    for (kind, way), rounds in found.items():
        wall = middle(rounds, "wall")
        undo = f"{middle(rounds, 'undo'):.2f}" if way == "ours" else ""
        rows.append((
            kind, NAMES[way], f"{wall:.2f}", f"{middle(rounds, 'cpu'):.2f}",
            f"{size / wall:,.0f}", f"{ratio(found, kind, way):.2f}",
            f"{max(one['peak'] for one in rounds):.0f}", undo,
        ))  # fmt: skip
    heads = ("database", "way", "wall s", "CPU s", "rows/s", "times ours", "peak MB", "undo s")
    return table(heads, rows)


def goals(found: Runs) -> list[tuple[str, str, bool]]:
    """Return each goal, what was reached, and whether that meets it."""
    told = []
    for kind in dict.fromkeys(kind for kind, _ in found):
        faster, asked = ratio(found, kind, "import_export"), GOALS["import_export"][kind]
        slower = 1 / ratio(found, kind, "bulk")
        undo = middle(found[kind, "ours"], "undo")
        told += [
            (f"{kind}: at least {asked:.0f} times as fast as import-export",
             f"{faster:.1f} times", faster >= asked),
            (f"{kind}: at most {GOALS['bulk']} times calamine + bulk_create",
             f"{slower:.2f} times", slower <= GOALS["bulk"]),
            (f"{kind}: undone within {GOALS['undo']:.0f} s", f"{undo:.2f} s", undo <= GOALS["undo"]),
        ]  # fmt: skip
    return told


def memory(found: Runs) -> list[tuple[str, str, bool]]:
    """Return the goal of the large list: how much memory ours held at most."""
    told = []
    for kind in dict.fromkeys(kind for kind, _ in found):
        peak = max(one["peak"] for one in found[kind, "ours"])
        told.append((f"{kind}: under {GOALS['peak']} MB", f"{peak:.0f} MB", peak < GOALS["peak"]))
    return told
