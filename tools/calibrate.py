"""Try the forecast on communes whose truth is known, and keep the figures in docs/calibration.md.

python tools/calibrate.py            print them
python tools/calibrate.py --write    keep them, with the day
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from taonguon.outlook.backtest import Score, Trial, scores  # noqa: E402 - the path comes first
from tests.outlook.calibrating import by_rest, past, tried  # noqa: E402
from tests.outlook.communes import CELLS, YEARS, commune  # noqa: E402

# None of these communes was looked at while the priors and the model were chosen.
NUMBERS = range(1000, 1040)
WIDE, HALF = (85, 95), (42, 58)
PAGE = ROOT / "docs" / "calibration.md"
MARK = "<!-- written by make calibrate -->"
HEADS = (
    "as of the end of", "commune-years", "in the 90 % range", "in the 50 % range", "error",
    "error by last year's share", "error by the plain count", "error by last year's rest",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when a goal is missed."""
    begun, found, rest = time.monotonic(), [], {3: [], 6: [], 9: []}
    for number in NUMBERS:
        made = commune(number)
        admitted = past(made)
        own = tried(made)
        found += own
        for one in own:
            rest[one.day.month].append(abs(by_rest(admitted, one.day) - one.actual))
    told = scores(found)
    lines = table(told, {month: sum(errors) / len(errors) for month, errors in rest.items()})
    print("\n".join(lines))
    print(f"{time.monotonic() - begun:.0f} s")
    if "--write" in arguments:
        keep(lines, found)
    return 0 if all(map(met, told)) else 1


def met(one: Score) -> bool:
    """Tell whether the goals hold: both ranges, and no naive forecast as good."""
    wide, half = 100 * one.in_wide / one.years, 100 * one.in_half / one.years
    return WIDE[0] <= wide <= WIDE[1] and HALF[0] <= half <= HALF[1] and one.best


def table(told: tuple[Score, ...], rest: dict[int, object]) -> list[str]:
    """Return the figures as Markdown."""
    months = {3: "March", 6: "June", 9: "September"}
    rows = [
        [
            months[one.month], str(one.years), share(one.in_wide, one.years),
            share(one.in_half, one.years), f"{float(one.error):.2f}",
            f"{float(one.error_by_share):.2f}", f"{float(one.error_by_hand):.2f}",
            f"{float(rest[one.month]):.2f}",
        ]
        for one in told
    ]  # fmt: skip
    return [f"| {' | '.join(row)} |" for row in (HEADS, ["---"] * len(HEADS), *rows)]


def share(some: int, of: int) -> str:
    """Return a count of hits and its share."""
    return f"{some} = {100 * some / of:.1f} %"


def keep(lines: list[str], found: list[Trial]) -> None:
    """Write the figures into the page, below its mark."""
    head, _mark, _old = PAGE.read_text("utf-8").partition(MARK)
    today = datetime.now(UTC).date()
    said = (f"Measured on {today}: {len(NUMBERS)} communes of {CELLS} cells over {YEARS} years, "
            f"{len(found)} forecasts.")  # fmt: skip
    PAGE.write_text(f"{head}{MARK}\n{said}\n\n" + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
