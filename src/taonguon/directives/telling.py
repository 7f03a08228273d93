"""Directives in words: whether one is in effect, how a cell acknowledged it, how far a task is."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.rulebook import Text
from taonguon.directives.facts import Duty, Sum
from taonguon.directives.models import Directive, Passing, Progress, Task
from taonguon.rules.directives import DONE, shipped

STUCK = "stuck"
MEGABYTE = 2**20


def language() -> str:
    """Return `en` or `vi`, the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def _said(texts: Any, code: str) -> str:
    told: Text | None = texts.get(code)
    return told.said(language()) if told else code


def way(code: str) -> str:
    """Return the words of a way to acknowledge."""
    return _said(shipped().ways, code)


def named(one: Directive) -> str:
    """Return `05-CT/TW ngày 15/5/2016`."""
    return _("%(number)s ngày %(on)s") % {"number": one.number, "on": show_day(one.issued_on)}


def effect(one: Directive, on: date) -> dict[str, str]:
    """Return the pill of whether a directive is in effect on a day."""
    if one.until_on is not None and one.until_on <= on:
        told = {"on": show_day(one.until_on)}
        return {"status": "none", "words": _("hết hiệu lực từ %(on)s") % told}
    if one.effect_on is not None and one.effect_on > on:
        told = {"on": show_day(one.effect_on)}
        return {"status": "wait", "words": _("có hiệu lực từ %(on)s") % told}
    return {"status": "ok", "words": _("còn hiệu lực")}


def answers(one: Directive) -> list[dict[str, str]]:
    """Return what is entered of a directive, line by line; of a secret one number, day and place."""
    told = [(_("Số, ký hiệu"), one.number), (_("Ngày ban hành"), show_day(one.issued_on))]
    if not one.secret:
        told += [
            (_("Cơ quan ban hành"), one.issuer),
            (_("Có hiệu lực từ"), show_day(one.effect_on) if one.effect_on else "–"),
        ]
    if one.until_on:
        paper = f" ({one.ended_by})" if one.ended_by else ""
        told.append((_("Hết hiệu lực từ"), show_day(one.until_on) + paper))
    if one.kept_at:
        told.append((_("Nơi để giấy"), one.kept_at))
    return [{"label": label, "value": value} for label, value in told]


def acknowledged(passing: Passing, on: date) -> dict[str, Any]:
    """Return how a cell acknowledged a directive, or the pill of that it has not."""
    if passing.acknowledged_on is not None:
        return {"on": passing.acknowledged_on, "way": way(passing.way), "note": passing.note}
    late = passing.answer_by is not None and passing.answer_by < on
    return {
        "status": "late" if late else "wait",
        "words": _("chưa quán triệt, quá hạn") if late else _("chưa quán triệt"),
        "by": passing.answer_by,
    }


def told(said: Progress) -> dict[str, str]:
    """Return the pill of what a cell told of a task, whatever the day."""
    status = {DONE: "ok", STUCK: "due"}.get(said.state, "wait")
    return {"status": status, "words": _said(shipped().states, said.state).lower()}


def state(task: Task, said: Progress | None, on: date) -> dict[str, str]:
    """Return the pill of how far a cell is with a task."""
    pill = told(said) if said else {"status": "wait", "words": _("chưa báo")}
    if pill["status"] != "ok" and task.due_on < on:
        return {"status": "late", "words": _("%(words)s, quá hạn") % {"words": pill["words"]}}
    return pill


def duty(one: Duty, on: date) -> dict[str, Any]:
    """Return a duty as a task of the list: its title, whose, until when, and where it is answered."""
    directive = one.passing.directive
    late = one.due_on is not None and one.due_on < on
    if one.task is None:
        title = _("Quán triệt %(what)s") % {"what": named(directive)}
        url = reverse("directive_acknowledge", args=[directive.pk, one.cell])
    else:
        title = one.task.text
        url = reverse("directive_progress", args=[one.task.pk, one.cell])
    return {
        "title": title,
        "url": url,
        "detail": directive.summary if one.task is None else named(directive),
        "due": one.due_on,
        "status": "late" if late else "due",
        "words": _("quá hạn") if late else _("sắp đến hạn"),
    }


def progress_words(told: Sum) -> str:
    """Say how much is done, for who cannot see the bar."""
    if not told.tasks:
        return _("%(n)d/%(of)d đã quán triệt") % {"n": told.acknowledged, "of": told.passed}
    return _("%(n)d/%(of)d việc đã xong") % {"n": told.done, "of": told.tasks}


def size(count: int) -> str:
    """Return `1,2 MB` or `340 KB`."""
    if count < MEGABYTE:
        return f"{-(-count // 1024)} KB"
    whole, tenth = divmod(round(10 * count / MEGABYTE), 10)
    return f"{whole}{'.' if language() == 'en' else ','}{tenth} MB"
