"""Writing the journal: one line for each act, inside its transaction."""

from datetime import datetime
from typing import Any

from taonguon.journal.models import JournalEntry


def record(
    *, at: datetime, by: str, act: str, subject: str = "", details: dict[str, Any] | None = None
) -> None:
    """Keep one line: `by` is a user name, empty for the command line of the installation."""
    JournalEntry.objects.create(at=at, by=by, act=act, subject=subject, details=details or {})
