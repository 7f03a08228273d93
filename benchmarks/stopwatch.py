"""What one process measures of itself, and the medians of many."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import ROOT

Measured = dict[str, Any]


def timed(work: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Do the work; return its seconds by the wall and of this process's CPU, and its answer."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    return spent, answer


def peak_megabytes() -> float:
    """Return the most memory this process has held; of its own, not of the one that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(
    module: str, *words: object, env: dict[str, str], python: str | Path = sys.executable
) -> Measured:
    """Run a module in a process of its own; return what it prints last, read as JSON."""
    done = subprocess.run(
        [str(python), "-m", module, *map(str, words)],
        env=env, cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{module} {words} failed:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def middle(rounds: Iterable[Measured], name: str) -> float:
    """Return the median of one value over the rounds."""
    return median(one[name] for one in rounds)
