"""Results as Markdown, with the machine they were measured on."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

_PACKAGES = ("django", "psycopg", "python-calamine", "django-import-export", "tablib", "openpyxl")


class Section(NamedTuple):
    """One table with its title, and the goals it was measured for: words, reached, met."""

    title: str
    lines: list[str]
    goals: list[tuple[str, str, bool]] = []


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table as lines of Markdown."""
    told = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cells)} |" for cells in told]


def machine(postgresql: str) -> list[str]:
    """Return plainly what this machine is and which versions ran."""
    memory = Path("/proc/meminfo")
    size = int(memory.read_text("utf-8").split()[1]) / 2**20 if memory.exists() else 0
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return [
        (f"{os.cpu_count()} cores, {size:.0f} GiB of memory, {platform.system()} "
        f"{platform.machine()}. Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}{postgresql}; {packages}."),
    ]  # fmt: skip


def text(sections: Iterable[Section]) -> list[str]:
    """Return sections as lines of Markdown."""
    told: list[str] = []
    for section in sections:
        told += [f"## {section.title}", "", *section.lines, ""]
        if section.goals:
            rows = [(*goal[:2], "met" if goal[2] else "**missed**") for goal in section.goals]
            told += [*table(("goal", "reached", ""), rows), ""]
    return told
