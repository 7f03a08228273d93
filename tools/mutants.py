"""Change the core a little, one place at a time, and count how often the tests notice.

    python tools/mutants.py          run what has not run yet, then tell; `mutants/` keeps the results
    python tools/mutants.py --told   tell the results there are

What is changed and which tests are asked stands in `pyproject.toml`, [tool.mutmut]. The figures of
the last whole run stand in docs/mutation.md.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "mutants"
SURVIVED, UNASKED = {0}, {5, 33}  # exit codes of mutmut: the tests passed; no test reaches it
GENTLE = 15
HEAD = (
    "| module | mutants | killed | survived | no test | share killed |\n|---|---|---|---|---|---|"
)


def main(arguments: list[str]) -> int:
    """Run and tell; 1 when mutmut could not run or there is nothing to tell."""
    if "--told" not in arguments:
        mutmut = Path(sys.executable).with_name("mutmut")
        command = [mutmut, "run", "--max-children", "1"]
        ran = subprocess.run(command, cwd=ROOT, preexec_fn=gentle, check=False)
        if ran.returncode:
            return 1
    if not (found := results()):
        print(f"no results in {FOLDER}", file=sys.stderr)
        return 1
    print(HEAD, *rows(found), sep="\n")
    print(*(f"{name}: {said}" for name, said in living(found)), sep="\n")
    return 0


def gentle() -> None:
    """Give way to whoever else works on the machine."""
    os.nice(GENTLE)


def results() -> dict[str, dict[str, int]]:
    """Return the exit code of each mutant that has run, by module."""
    found = {}
    for path in sorted(FOLDER.rglob("*.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        if ran := {name: code for name, code in codes.items() if code is not None}:
            found[path.name.removesuffix(".meta")] = ran
    return found


def outcome(code: int) -> str:
    """Return what became of a mutant."""
    if code in SURVIVED:
        return "survived"
    return "no test" if code in UNASKED else "killed"


def rows(found: dict[str, dict[str, int]]) -> Iterator[str]:
    """Return a row of the table for each module, and their sum."""
    whole: Counter[str] = Counter()
    for module, codes in found.items():
        told = Counter(outcome(code) for code in codes.values())
        whole += told
        yield row(f"`{module}`", told)
    yield row("together", whole)


def row(name: str, told: Counter[str]) -> str:
    """Return one row of the table."""
    share = told["killed"] / told.total()
    counts = f"{told.total()} | {told['killed']} | {told['survived']} | {told['no test']}"
    return f"| {name} | {counts} | {share:.1%} |"


def living(found: dict[str, dict[str, int]]) -> Iterator[tuple[str, str]]:
    """Return the mutants nobody noticed: `mutmut show NAME` shows one."""
    for codes in found.values():
        for name, code in codes.items():
            if outcome(code) != "killed":
                yield name, outcome(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
