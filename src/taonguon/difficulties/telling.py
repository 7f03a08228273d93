"""Difficulties in words: names of kinds and levels, the pill of a day due, the turns of a course."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.difficulty import (
    ACTED,
    CELL,
    CLOSED,
    COMMUNE,
    RAISED,
    REOPENED,
    SUPERIOR,
    WITHDRAWN,
    Course,
    Turn,
)  # fmt: skip
from taonguon.difficulties.facts import Told
from taonguon.rules.difficulties import kinds

SOON = 7  # days before the due day from which it is said to come


def language() -> str:
    """Return `en` or `vi`, the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def kind(code: str) -> str:
    """Return the name of a kind; its code when it is no longer known."""
    told = kinds().get(code)
    return told.said(language()) if told else code


def severity(code: str) -> str:
    """Return the words for how grave a difficulty is."""
    return {
        "light": _("Chi bộ tự gỡ được"),
        "heavy": _("Cần hỗ trợ"),
        "stuck": _("Không làm tiếp được"),
    }[code]


def level(code: str) -> str:
    """Return who has to remove a difficulty."""
    return {CELL: _("Chi bộ"), COMMUNE: _("Đảng ủy xã"), SUPERIOR: _("Cấp trên của xã")}[code]


def days(n: int) -> str:
    """Return a number of days in words."""
    return ngettext("%(n)d ngày", "%(n)d ngày", n) % {"n": n}


def decimal(value: Fraction) -> str:
    """Return a median as an office writes it: whole, or with a half after a comma."""
    whole, half = divmod(value, 1)
    return f"{whole},5" if half else str(whole)


def pill(course: Course, day: date) -> dict[str, str]:
    """Return the pill of a difficulty: late, due soon, waiting, removed."""
    if course.withdrawn:
        return {"status": "none", "words": _("đã rút")}
    if not course.open:
        return {"status": "ok", "words": _("đã gỡ")}
    late = course.late(day)
    if late:
        return {"status": "late", "words": _("quá hạn %(days)s") % {"days": days(late)}}
    left = (course.now.due - day).days
    if left <= SOON:
        words = _("còn %(days)s") % {"days": days(left)} if left else _("đến hạn hôm nay")
        return {"status": "due", "words": words}
    return {"status": "wait", "words": _("đang gỡ")}


def turn_name(one: Turn) -> str:
    """Return what a turn was."""
    return {
        RAISED: _("Nêu khó khăn"),
        ACTED: _("Đã làm"),
        CLOSED: _("Gỡ xong"),
        REOPENED: _("Mở lại"),
        WITHDRAWN: _("Rút vì ghi nhầm"),
    }[one.kind]


def changes(before: Turn | None, now: Turn) -> list[str]:
    """Return what a turn changed of owner, day, gravity and level, a phrase each; all at the first."""
    from_now = [
        ("owner", _("người chủ trì: %(what)s"), now.owner),
        ("due", _("hạn: %(what)s"), show_day(now.due)),
        ("level", _("cấp gỡ: %(what)s"), level(now.level)),
        ("severity", _("mức: %(what)s"), severity(now.severity).lower()),
    ]
    return [
        words % {"what": what}
        for name, words, what in from_now
        if before is None or getattr(before, name) != getattr(now, name)
    ]


def line(told: Told, day: date) -> dict[str, Any]:
    """Return one difficulty as a line of a list."""
    now, rises = told.course.now, told.level(day)
    return {
        "pk": told.row.pk,
        "unit": told.unit,
        "kind": kind(told.row.kind),
        "task": told.row.task,
        "bottleneck": told.row.bottleneck,
        "owner": now.owner,
        "due": now.due,
        "pill": pill(told.course, day),
        "level": level(rises),
        "risen": told.course.open and rises != now.level,
        "reopened": told.course.reopened,
    }


def lines(those: Iterable[Told], day: date) -> list[dict[str, Any]]:
    """Return difficulties as the lines of a list."""
    return [line(one, day) for one in those]
