"""Duties in words: groups, one duty as a task of a list, the days and hours of letters."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taonguon.core.access import ROLES
from taonguon.core.days import show_day
from taonguon.core.duties import LATE, LATER, SOON, URGENCIES, WAITING, Duty, Shown, counts
from taonguon.duties.models import BEGUN, FAILED, REFUSED, SENT, UNSURE, Letter
from taonguon.rules.duties import shipped

SIGNS = {LATE: "late", SOON: "due", LATER: "none", WAITING: "wait"}


def language() -> str:
    """Return `en` or `vi`, the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def group(code: str) -> str:
    """Return the name of a group of duties."""
    return {
        LATE: _("Quá hạn"),
        SOON: _("7 ngày tới"),
        LATER: _("31 ngày tới"),
        WAITING: _("Đang chờ"),
    }[code]


def kind(code: str) -> str:
    """Return the name of a kind."""
    return shipped().kinds[code].name.said(language())


def url(duty: Duty) -> str:
    """Return the address of the page on which a duty is done."""
    path = reverse(duty.opens.name, args=duty.opens.args)
    return f"{path}?{duty.opens.query}" if duty.opens.query else path


def task(one: Shown) -> dict[str, Any]:
    """Return a duty as a task: what, about whom and where, its day with the reason."""
    duty = one.duty
    words = _("hạn %(day)s") % {"day": show_day(duty.due)} if duty.due else _("chưa tính được ngày")
    return {
        "title": duty.title,
        "detail": about(one),
        "whom": duty.about,
        "on": duty.due,
        "url": url(duty),
        "status": SIGNS[one.urgency],
        "words": words,
        "why": duty.why,
        "cite": duty.cite,
    }


def about(one: Shown) -> str:
    """Return who or what a duty is about, where it lies, and who does it where that is not the reader."""
    duty = one.duty
    doers = "" if one.own else _("người làm: %(who)s") % {"who": roles(duty.kind)}
    return " · ".join(part for part in (duty.about, duty.place.name, doers) if part)


def roles(code: str) -> str:
    """Return the names of those who do duties of a kind, in the order of the roles."""
    told = shipped().kinds[code].roles
    named = [
        role.en if language() == "en" else role.vi for role in ROLES.values() if role.code in told
    ]
    return ", ".join(name[:1].lower() + name[1:] for name in named)


def groups(shown: Iterable[Shown]) -> list[dict[str, Any]]:
    """Return the duties group by group, as tasks; groups without any are left out."""
    listed = list(shown)
    found = [
        {"code": code, "title": group(code),
         "tasks": [task(one) for one in listed if one.urgency == code]}
        for code in URGENCIES
    ]  # fmt: skip
    return [one for one in found if one["tasks"]]


def tallies(shown: Sequence[Shown], here: str) -> list[dict[str, Any]]:
    """Return how many there are in each group, with the address of the page that shows those."""
    told, mark = counts(shown), "&" if "?" in here else "?"
    return [
        {"code": code, "label": group(code), "value": told[code],
         "status": SIGNS[code] if told[code] else "none",
         "url": f"{here}{mark}loc={code}" if told[code] else ""}
        for code in URGENCIES
    ]  # fmt: skip


def weekdays() -> list[tuple[str, str]]:
    """Return the days of a week to choose from."""
    return [
        ("1", _("Thứ hai")), ("2", _("Thứ ba")), ("3", _("Thứ tư")), ("4", _("Thứ năm")),
        ("5", _("Thứ sáu")), ("6", _("Thứ bảy")), ("7", _("Chủ nhật")),
    ]  # fmt: skip


def letter(one: Letter) -> dict[str, Any]:
    """Return a letter of a day as a line: how many duties it told, and what became of it."""
    status, words = {
        SENT: ("ok", _("đã gửi")),
        BEGUN: ("wait", _("đang gửi, hoặc bị ngắt giữa chừng: không gửi lại")),
        FAILED: ("late", _("chưa gửi được, sẽ thử lại")),
        REFUSED: ("late", _("bị từ chối, không thử lại")),
        UNSURE: ("due", _("không rõ, không gửi lại")),
    }[one.state]
    return {"day": one.day, "duties": one.duties, "status": status, "words": words, "why": one.why}
