"""Visits and the calendar in words: how a cell meets, what came of a promise, states of a meeting."""

from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from taonguon.core.visiting import HELD, NOT_HELD, PLANNED
from taonguon.difficulties.telling import days
from taonguon.visits.models import Agreement, Visit
from taonguon.visits.months import LATE, NONE


def form(code: str) -> str:
    """Return how a cell meets."""
    return {
        "together": _("Họp tập trung"),
        "online": _("Trực tuyến"),
        "groups": _("Theo tổ"),
    }[code]


def hour(at: time | None) -> str:
    """Return an hour as people write it: 19:30; empty for none."""
    return f"{at.hour}:{at.minute:02}" if at else ""


def meeting(state: str) -> dict[str, str]:
    """Return the pill of a cell's meeting in a month."""
    return {
        HELD: {"status": "ok", "words": _("đã họp")},
        NOT_HELD: {"status": "late", "words": _("không họp")},
        LATE: {"status": "due", "words": _("chưa ghi kết quả")},
        PLANNED: {"status": "wait", "words": _("đã có lịch")},
        NONE: {"status": "none", "words": _("chưa có lịch")},
    }[state]


def promise(one: Agreement, day: date) -> dict[str, Any]:
    """Return a promise as a line, with what came of it."""
    told, late = one.answer, (day - one.due_on).days
    if told is not None and told.kept:
        pill = {"status": "ok", "words": _("đã làm")}
    elif late > 0:
        pill = {"status": "late", "words": _("quá hạn %(days)s") % {"days": days(late)}}
    else:
        pill = {"status": "wait", "words": _("chưa đến hạn")}
    return {
        "pk": one.pk,
        "text": one.text,
        "owner": one.owner,
        "due": one.due_on,
        "pill": pill,
        "said": told.text if told else "",
        "kept": bool(told and told.kept),
        "visit": one.visit,
    }


def kind_of(visit: Visit) -> str:
    """Return what a visit was."""
    return _("dự sinh hoạt") if visit.attended else _("làm việc với chi bộ")


def ago(day: date | None, today: date) -> str:
    """Return how long ago a day was, in months and days; empty for none."""
    if day is None:
        return ""
    return _("%(days)s trước") % {"days": days((today - day).days)}
