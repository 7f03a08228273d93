"""Erasing what was kept of a person: from which day, and what remains for the counts."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from taonguon.core.description import DESCRIPTION
from taonguon.core.facts import SAME_PERSON
from taonguon.core.prospects import ADMITTED, INTRODUCTION, UNLISTED, WITHDREW
from taonguon.core.rulebook import Rulebook, Value

ERASED = "(đã xóa theo yêu cầu)"
WITHDRAWN_RULE, ENDED_RULE = "data.retention.withdrawn", "data.retention.ended"
KEPT = {SAME_PERSON: ("into",), UNLISTED: ("reason",)}  # who is whom; the code of why


def retention(ended_why: str, book: Rulebook, day: date) -> Value:
    """Return the rule that says for how many days data is kept after the way ended thus.

    Raises BeforeRulebook for a day before the law. Source: Luật 91/2025/QH15, Đ3.3.
    """
    return book.value(WITHDRAWN_RULE if ended_why == WITHDREW else ENDED_RULE, day)


def due_on(ended_on: date | None, ended_why: str, book: Rulebook, day: date) -> date | None:
    """Return the day from which a person's data is to be erased, by the rules of `day`.

    None while the way goes on, and for somebody admitted. Raises BeforeRulebook.
    """
    if ended_on is None or ended_why == ADMITTED:
        return None
    return ended_on + timedelta(days=int(retention(ended_why, book, day).value))


def remains(
    kind: str, data: Mapping[str, Any], body: Callable[[Mapping[str, Any]], str]
) -> dict[str, Any]:
    """Return what a fact still says once erased: nothing but what the counts need.

    Of an introduction the mass organisation's code, of a description that it was erased.
    """
    if kind == DESCRIPTION:
        return {"name": ERASED}
    if kind == INTRODUCTION:
        code = body(data)
        return {"body": code} if code else {}
    return {name: data[name] for name in KEPT.get(kind, ()) if name in data}
