"""What the pages say of a plan backwards: its state, and each day with why it is that day."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from taonguon.cases import telling as cases
from taonguon.cases.fields import language
from taonguon.core.assessment.derivation import groups
from taonguon.core.backward import NO_CLASS, SENT, Backward, Window
from taonguon.core.before import (
    ANSWERED,
    CLASS,
    EXPIRY,
    FITS,
    GOAL,
    HELD,
    LATE,
    LIMIT,
    NEEDS,
    NEVER,
    PROPOSED,
    TIGHT,
    WAIT,
    Bound,
)
from taonguon.core.case import CELL_VOTE, CEREMONY, CERTIFICATE, DECISION
from taonguon.core.days import show_day
from taonguon.core.goals import AGE, CERTIFIED, ENLISTMENT, PAPER, YEAR_END, Goal
from taonguon.core.rulebook import Rulebook, Value
from taonguon.core.working import OutOfCalendar

KEY_STEPS = ("listed", PROPOSED, CERTIFICATE, SENT, ANSWERED, CELL_VOTE, DECISION, CEREMONY)
Told = dict[str, Any]


def state(code: str) -> dict[str, str]:
    """Return whether a goal or a step is still reached, in a word or two."""
    return {
        FITS: {"status": "ok", "words": _("kịp")},
        TIGHT: {"status": "due", "words": _("kịp nếu làm gấp")},
        HELD: {"status": "late", "words": _("đang vướng")},
        NO_CLASS: {"status": "late", "words": _("chưa có lớp kịp")},
        LATE: {"status": "late", "words": _("không kịp")},
    }[code]


def goal_name(goal: Goal, book: Rulebook) -> str:
    """Return what is to be reached, with its day."""
    told = {"day": show_day(goal.last), "paper": cases.word(book, goal.what)}
    return {
        YEAR_END: _("Kết nạp đến %(day)s"),
        ENLISTMENT: _("Kết nạp trước khi nhập ngũ, đến %(day)s"),
        AGE: _("Chi bộ biểu quyết khi chưa quá tuổi, đến %(day)s"),
        CERTIFIED: _("Chi bộ biểu quyết khi giấy chứng nhận còn giá trị, đến %(day)s"),
        PAPER: _("Chi bộ biểu quyết khi “%(paper)s” còn dùng được, đến %(day)s"),
    }[goal.code] % told


def _goal_why(goal: Goal) -> str:
    told = {"n": goal.rule.value if goal.rule else ""}
    return {
        YEAR_END: _("Ngày cuối năm: lễ kết nạp sau ngày này tính cho năm sau."),
        ENLISTMENT: _("Hôm trước ngày nhập ngũ."),
        AGE: _("Ngày cuối của tháng đủ %(n)s tuổi: tuổi tính theo tháng khi chi bộ xét."),
        CERTIFIED: _("Ngày cuối giấy chứng nhận còn giá trị: %(n)s tháng."),
        PAPER: _("Ngày cuối giấy này còn dùng được: %(n)s tháng."),
    }[goal.code] % told


def first_day(bound: Bound, way: Backward, book: Rulebook) -> Told:
    """Return an earliest day as a page shows it: the day or words for none, why, and the clause."""
    if bound.why == NEEDS:
        step = cases.step_name(book, bound.by)
        told = last_day(bound, way, book)
        return {**told, "why": _("Làm sau bước “%(step)s”.") % {"step": step}}
    return last_day(bound, way, book)


def last_day(bound: Bound | None, way: Backward, book: Rulebook, target: str = "") -> Told:
    """Return a day as a page shows it: the day or words for none, why it is that day, the clause.

    `target` is the paper that set the year's target: it stands behind the end of the year.
    """
    if bound is None:
        return {"words": _("chưa tính được"), "why": _("Lịch ngày nghỉ chưa có đến năm đó.")}
    cite = cases.clause(bound.rule) if bound.rule is not None else ""
    if bound.why == GOAL and way.goal.code == YEAR_END:
        cite = target
    if bound.day == NEVER:
        why = _("Trong lịch lớp không còn lớp nhận thức nào người này dự được.")
        return {"words": _("chưa có lớp"), "why": why, "cite": cite}
    return {"day": bound.day, "why": _why(bound, way, book), "cite": cite}


def _why(bound: Bound, way: Backward, book: Rulebook) -> str:
    step = cases.step_name(book, bound.by)
    if bound.why == NEEDS:
        return _("Phải xong trước bước “%(step)s”.") % {"step": step}
    if bound.why == LIMIT:
        return _counted(bound, way, book)
    if bound.why == CLASS:
        if bound.by:
            return _("Ngày khai giảng lớp cuối cùng còn kịp: phải đề nghị trước khi lớp mở.")
        return _("Ngày bế giảng của lớp sớm nhất còn dự được.")
    if bound.why == WAIT and isinstance(bound.rule, Value):
        meaning = book.rules[bound.rule.key].meaning.said(language())
        return _("Quy định bắt chờ: %(what)s (%(n)s).") % {"what": meaning, "n": bound.rule.value}
    if bound.why == EXPIRY:
        return _("Ngày cuối giấy chứng nhận đang có còn giá trị khi chi bộ xét.")
    if bound.why == GOAL:
        return _goal_why(way.goal)
    return _("Quy định không bắt chờ gì: làm được từ hôm nay.")


def _counted(bound: Bound, way: Backward, book: Rulebook) -> str:
    """Return the way a day was counted back, so that anybody can check it."""
    windows = {one.step: one for one in way.windows}
    end = windows[bound.by].safe
    if not isinstance(bound.rule, Value) or end is None or end.day <= bound.day:
        return _("Hạn đang chạy của bước này.")
    told = {
        "n": bound.rule.value,
        "step": cases.step_name(book, bound.by),
        "day": show_day(end.day),
    }
    words = _("Đếm lùi %(n)d ngày làm việc từ %(day)s (%(step)s)") % told
    try:
        off = groups(book.calendar.days_off(bound.day, end.day))
    except OutOfCalendar:
        off = []
    names = ", ".join(one.removeprefix("Nghỉ ") for one in off)
    left_out = _("không tính nghỉ %(days)s") % {"days": names}
    return f"{words}, {left_out}." if names else f"{words}."


def row(window: Window, way: Backward, book: Rulebook, target: str = "") -> Told:
    """Return one step to come with its three days."""
    return {
        "title": cases.step_name(book, window.step),
        **state(window.state),
        "earliest": first_day(window.earliest, way, book),
        "safe": last_day(window.safe, way, book, target),
        "latest": last_day(window.latest, way, book, target),
        "reasons": [cases.message(finding, book) for finding in window.findings],
    }


def reason(way: Backward, book: Rulebook) -> Told:
    """Return why a goal is not reached, in a sentence with its clause; empty when it is."""
    cause = way.cause
    if cause is None:
        return {}
    window, bound = cause
    held = {one.step: one for one in way.windows}
    last = held[CERTIFICATE].latest.day if CERTIFICATE in held else window.latest.day
    told = {
        "step": cases.step_name(book, window.step),
        "day": show_day(bound.day) if bound.day != NEVER else "",
        "last": show_day(last if bound.why == CLASS else window.latest.day),
    }
    if bound.why == CLASS:
        words = _("Lớp sớm nhất còn dự được bế giảng %(day)s, sau %(last)s.")
        if bound.day == NEVER:
            words = _(
                "Không còn lớp nhận thức nào trong lịch: phải mở lớp bế giảng trước %(last)s."
            )
    elif bound.why == WAIT:
        words = _("%(step)s: quy định chỉ cho làm từ %(day)s, sau ngày muộn nhất %(last)s.")
    elif window.latest.why == EXPIRY:
        words = _(
            "Giấy chứng nhận hết giá trị %(last)s, trước khi chi bộ kịp biểu quyết: phải học lại."
        )
    else:
        words = _("%(step)s: ngày muộn nhất %(last)s đã qua.")
    rule = bound.rule or window.latest.rule
    return {"words": words % told, "cite": cases.clause(rule) if rule is not None else ""}


def cites(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the clauses behind the days of these rows, each once."""
    told = [
        one.get("cite", "") for row in rows for one in (row["earliest"], row["safe"], row["latest"])
    ]
    return [one for one in dict.fromkeys(told) if one]
