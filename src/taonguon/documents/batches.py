"""Kinds of papers that are made in bulk; higher rooms register theirs by name, as their app starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from taonguon.core.names import plain
from taonguon.core.rulebook import Text
from taonguon.documents.models import BOUND, Batch
from taonguon.forms.paper import Paper

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of many: `name` tells it in the list of failures and in its file's name.

    `make` returns it, and may keep it first; it raises people.actions.Refused with the reason where
    it cannot. Made again after an interruption, it must give the paper already kept.
    """

    name: str
    make: Callable[[], Paper]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of bulk: its words, and the papers that a batch of it is to make at a moment."""

    name: Text
    plan: Callable[[Batch, datetime], Sequence[Item]]


KINDS: dict[str, Kind] = {}


def register(code: str, kind: Kind) -> None:
    """Let a kind be made in bulk under a name that stays the same over restarts."""
    KINDS[code] = kind


def folder() -> Path:
    """Return the folder of the results, readable by the installation's owner alone."""
    found = Path(settings.BATCHES)
    found.mkdir(parents=True, exist_ok=True)
    found.chmod(0o700)
    return found


def ending(batch: Batch) -> str:
    """Return how the name of the result ends."""
    return "pdf" if batch.wanted == BOUND else "zip"


def file(batch: Batch) -> Path:
    """Return where the result of a batch is kept."""
    return folder() / f"{batch.pk}.{ending(batch)}"


def work(batch: Batch) -> str:
    """Return the name under which the making of a batch tells its progress."""
    return f"batch-{batch.pk}"


def safe(text: str) -> str:
    """Return a text as a file's name: a–z, 0–9 and single hyphens, nothing that leads elsewhere."""
    bare = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain(text))
    return "-".join(bare.split())[:LONGEST].strip("-") or "van-ban"
