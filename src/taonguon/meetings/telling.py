"""What the pages of meetings say: where a person stands, what was resolved, what was refused."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from taonguon.cases import telling
from taonguon.cases.fields import language
from taonguon.core.assessment import Finding
from taonguon.core.case import CERTIFICATE, INTRODUCTION, PERMISSION, UNLISTED
from taonguon.core.days import show_day
from taonguon.core.prospects import ADMITTED, DIED, REMARK, WITHDREW
from taonguon.core.rulebook import Rulebook
from taonguon.ledger.models import Fact
from taonguon.meetings.facts import CLASS, DONE, HELPER, LISTED, Standing
from taonguon.meetings.lists import CAME, MOVED_ON, Change
from taonguon.meetings.resolving import Resolved
from taonguon.rules.unlisting import reasons


def state(one: Standing) -> list[str]:
    """Return where a person stands, a short phrase for each step reached."""
    said = []
    for step in (INTRODUCTION, LISTED, HELPER, CLASS, CERTIFICATE, PERMISSION):
        event = one.last.get(step)
        if event is not None:
            who = str(event.data.get("by") or event.data.get("name") or "")
            said.append(_phrase(step) % {"on": show_day(event.on), "who": who or "–"})
    if one.asked:
        said.append(_("đã đề nghị làm hồ sơ, chờ đảng ủy"))
    return said


def _phrase(step: str) -> str:
    return {
        INTRODUCTION: _("%(who)s giới thiệu %(on)s"),
        LISTED: _("trong danh sách từ %(on)s"),
        HELPER: _("người giúp đỡ: %(who)s"),
        CLASS: _("đề nghị học lớp %(on)s"),
        CERTIFICATE: _("có giấy chứng nhận %(on)s"),
        PERMISSION: _("được làm hồ sơ từ %(on)s"),
    }[step]


def proposal(step: str) -> str:
    """Return what a proposal asks for, in a few words."""
    return {
        LISTED: _("Đưa vào danh sách"),
        UNLISTED: _("Đưa ra khỏi danh sách"),
        CLASS: _("Cử đi học lớp nhận thức"),
        PERMISSION: _("Cho làm hồ sơ"),
    }[step]


def returned(one: Standing) -> list[str]:
    """Return what the committee gave back about a person, a sentence each."""
    return [
        _("Đảng ủy trả lại đề nghị ngày %(on)s: %(what)s.")
        % {"on": show_day(row.answer.review.held_on), "what": proposal(row.step).lower()}
        for row in one.returned
    ]


def reason(code: str) -> str:
    """Return the words for why somebody is off a list."""
    known = {
        ADMITTED: _("được kết nạp"),
        DIED: _("từ trần"),
        MOVED_ON: _("chuyển sang chi bộ khác"),
        WITHDREW: _("tự rút"),
    }
    if code in known:
        return known[code]
    name = reasons().get(code)
    return name.said(language()).lower() if name else _("không ghi lý do")


def resolved(one: Resolved) -> list[str]:
    """Return what a meeting resolved and noted of one person, a phrase each."""
    helper = one.helper.get("name") if one.helper else ""
    found = [
        (one.listed, _("Đưa vào danh sách cảm tình Đảng")),
        (one.off, _("Đưa ra khỏi danh sách: %(why)s") % {"why": reason(one.off)}),
        (helper, _("Người giúp đỡ: %(who)s") % {"who": helper}),
        (one.classed, _("Đề nghị cử đi học lớp nhận thức về Đảng")),
        (one.dossier, _("Đề nghị cho làm hồ sơ")),
        (one.remark, _("Nhận xét: %(text)s") % {"text": one.remark}),
        *((True, _("Đã làm xong: %(text)s") % {"text": task.text}) for task in one.done),
        (one.task, _("Giao việc: %(text)s") % {"text": one.task}),
    ]
    return [words for said, words in found if said]


def refusal(findings: Iterable[Finding], step: str, book: Rulebook) -> list[str]:
    """Return why a step may not be taken: a sentence with its clause each."""
    name = telling.step_name(book, step)
    return [
        f"{name}: {telling.message(one, book)} ({telling.clause(one.rule)})" for one in findings
    ]


def fact(row: Fact, book: Rulebook) -> str:
    """Return what a fact of a meeting says, in a line."""
    data: Mapping[str, Any] = row.data
    if row.kind == REMARK:
        return _("Nhận xét: %(text)s") % {"text": data.get("text", "")}
    if row.kind == "task":
        done = data.get("state") == DONE
        words = _("Đã làm xong: %(text)s") if done else _("Giao việc: %(text)s")
        return words % {"text": data.get("text", "")}
    name = telling.step_name(book, row.kind.removeprefix("case."))
    more = str(data.get("name") or "")
    if "reason" in data:
        more = reason(str(data["reason"]))
    return f"{name}: {more}" if more else name


def change(one: Change) -> str:
    """Return how somebody came on a list or left it."""
    if one.what == CAME:
        return _("vào danh sách")
    return _("ra khỏi danh sách: %(why)s") % {"why": reason(one.why)}
