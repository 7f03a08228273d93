"""The digest's text: what is late and what falls due within a week, names by initials."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from taonguon.cases.feed import initials
from taonguon.cases.telling import left, step_name
from taonguon.cases.worklist import DUE, LATE, Row
from taonguon.core.assessment import Deadline
from taonguon.core.rulebook import Rulebook


def body(rows: Iterable[Row], book: Rulebook, day: date) -> str:
    """Return the digest of some open cases; empty when nothing is due."""
    told = list(rows)
    parts = []
    for title, what in ((_("Quá hạn"), LATE), (_("Đến hạn trong 7 ngày"), DUE)):
        lines = [_line(row, due, book, day) for row in told for due in row.dues(what)]
        if lines:
            parts.append("\n".join([title, *lines]))
    return "\n\n".join(parts)


def _line(row: Row, due: Deadline, book: Rulebook, day: date) -> str:
    words = left(due, book, day)["words"]
    return f"- {initials(row.person.name)}: {step_name(book, due.step)} ({words})"
