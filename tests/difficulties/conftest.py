"""The commune An Hòa, and how difficulties of its cells are recorded."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from taonguon.difficulties import actions, facts
from taonguon.difficulties.actions import Handling, Raised, Said
from taonguon.organisations.models import Organisation
from tests import cast

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def day(text):
    return date.fromisoformat(text)


def handling(owner="Đoàn xã", due="2026-12-01", severity="heavy", level="cell"):
    return Handling(owner, day(due), severity, level)


def raised(on="2026-10-01", cell=cast.HAMLET_1, kind="youth_away", **said):
    unit = Organisation.objects.get(pk=cell)
    return Raised(
        unit, kind, said.get("task", "Kết nạp 1 người"),
        said.get("bottleneck", "Thanh niên đi làm xa"), said.get("proposal", "Gặp dịp Tết"),
        said.get("raised_by", "Bí thư chi bộ"), day(on),
    )  # fmt: skip


def add(on="2026-10-01", cell=cast.HAMLET_1, kind="youth_away", **said):
    """Raise a difficulty of hamlet 1 or another cell."""
    whose = {name: said.pop(name) for name in ("owner", "due", "severity", "level") if name in said}
    return actions.raise_difficulty(
        raised=raised(on, cell, kind, **said), handling=handling(**whose), by=None, at=NOW
    )


def act(row, on, text="Đã gặp chi ủy", **whose):
    said = Said(day(on), text)
    actions.act(difficulty=row, said=said, handling=handling(**whose), by=None, at=NOW)


def close(row, on, text="Đã gỡ"):
    actions.close(difficulty=row, said=Said(day(on), text), by=None, at=NOW)


def reopen(row, on, text="Lại vướng", **whose):
    said = Said(day(on), text)
    actions.reopen(difficulty=row, said=said, handling=handling(**whose), by=None, at=NOW)


def told(row):
    """Return a difficulty as the pages read it."""
    return facts.one(Organisation.objects.filter(kind="cell"), row.pk)


@pytest.fixture
def commune(db):
    return cast.commune()


@pytest.fixture
def do(commune):
    """Return what a test does, each with what it need not say filled in."""
    return SimpleNamespace(
        add=add, act=act, close=close, reopen=reopen, told=told, raised=raised, handling=handling,
        day=day, now=NOW,
    )  # fmt: skip
