"""What has changed since a document was made: its facts then, beside what is known now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from taonguon.core.days import show_day
from taonguon.documents.models import Document
from taonguon.forms import vocabulary
from taonguon.forms.filling import kept

Teller = Callable[[Document], Mapping[str, Any] | None]
OWN = "document."  # the paper's own day and number do not change with the facts
_tellers: list[Teller] = []


@dataclass(frozen=True, slots=True)
class Change:
    """One fact on a document that is another by now: its key, what it was, what it is."""

    key: str
    was: str
    now: str

    def name(self, language: str) -> str:
        """Return the words for the fact."""
        known = vocabulary.shipped().values.get(self.key)
        return known.name.said(language) if known else self.key


def register(teller: Teller) -> None:
    """Let a room that knows the facts tell their present values; it gives None for what is not its own."""
    if teller not in _tellers:
        _tellers.append(teller)


def since(document: Document) -> tuple[Change, ...] | None:
    """Return what has changed since the document was made; None where nobody can tell."""
    for teller in _tellers:
        present = teller(document)
        if present is not None:
            return differing(document.values, present)
    return None


def differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the facts of then that are others now, in their order; those not told now have not changed."""
    told = ((key, was, kept(now[key])) for key, was in then.items() if key in now)
    return tuple(
        Change(key, shown(was), shown(is_now))
        for key, was, is_now in told
        if not key.startswith(OWN) and was != is_now
    )


def shown(value: Any) -> str:
    """Return a kept value as people read it: days as on paper, rows in one line."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Mapping):
        return ", ".join(shown(one) for one in value.values() if one not in (None, ""))
    if isinstance(value, list):
        return "; ".join(map(shown, value)) or "–"
    try:
        return show_day(date.fromisoformat(value)) if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)
