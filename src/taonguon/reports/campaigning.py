"""What the page of the plan backwards says: tiles, milestones, classes, and the cases behind them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.backward import LOST, Backward, Window
from taonguon.core.before import ANSWERED, FITS, HELD, PROPOSED, TIGHT
from taonguon.core.campaign import Milestone
from taonguon.core.case import CELL_VOTE, CEREMONY, CERTIFICATE, DECISION
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook
from taonguon.reports import bounds
from taonguon.reports.goals import Goal
from taonguon.reports.planning import Planned, Plans, Study
from taonguon.targets.telling import plain

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Year:
    """What the plan of a year is told from: `way` is that of somebody of whom nothing is done."""

    book: Rulebook
    day: date
    way: Backward
    aim: Goal
    found: Plans
    studies: tuple[Study, ...]

    @property
    def needed(self) -> int | None:
        """How many admissions the target still asks for; None without a target."""
        if self.aim.needed is None:
            return None
        return max(0, math.ceil(self.aim.needed) - self.aim.admitted)

    @property
    def paper(self) -> str:
        """The paper that set the target."""
        return self.aim.target.document if self.aim.target else ""

    def window(self, step: str) -> Window:
        """Return between which days a step is taken on the way."""
        return next(one for one in self.way.windows if one.step == step)


def milestone_name(step: str) -> str:
    """Return the name of a milestone."""
    return {
        "listed": _("Vào danh sách"),
        PROPOSED: _("Vào lớp nhận thức"),
        CERTIFICATE: _("Xong lớp, có giấy"),
        ANSWERED: _("Xong thẩm tra"),
        CELL_VOTE: _("Chi bộ biểu quyết"),
        DECISION: _("Có quyết định"),
        CEREMONY: _("Lễ kết nạp"),
    }[step]


def milestones(plan: Year, told: Iterable[Milestone]) -> list[Told]:
    """Return each milestone with its days and counts."""
    return [_milestone(plan, one) for one in told]


def _milestone(plan: Year, one: Milestone) -> Told:
    safe = bounds.last_day(one.safe, plan.way, plan.book, plan.paper)
    latest = bounds.last_day(one.latest, plan.way, plan.book, plan.paper)
    return {
        "step": one.step,
        "title": milestone_name(one.step),
        "safe": safe,
        "latest": latest,
        "safe_words": show_day(one.safe.day) if one.safe else "–",
        "latest_words": show_day(one.latest.day),
        "passed": len(one.passed),
        "able": len(one.able),
        "missing": "–" if one.missing is None else one.missing,
        "pill": _pill(plan, one),
    }


def _pill(plan: Year, one: Milestone) -> dict[str, str]:
    """Return how a milestone stands: enough past it, too late, too few cases, or how long there is."""
    if one.missing == 0:
        return {"status": "ok", "words": _("đủ")}
    if one.latest.day < plan.day:
        return {"status": "late", "words": _("đã lỡ")}
    if one.short:
        return {"status": "late", "words": _("thiếu %(n)d người") % {"n": one.short}}
    if one.safe is None or one.safe.day < plan.day:
        return {"status": "due", "words": _("chỉ còn làm gấp")}
    return {"status": "wait", "words": _("còn %(n)d ngày") % {"n": (one.safe.day - plan.day).days}}


def tiles(plan: Year, told: Sequence[Milestone], lost_url: str) -> list[Told]:
    """Return the answer first: what is still needed, with what, and until when a class helps."""
    states = [one.way.state for one in plan.found.planned]
    hopeful = [(FITS, _("kịp")), (TIGHT, _("làm gấp")), (HELD, _("vướng"))]
    lost = sum(state in LOST for state in states)
    needed = plan.needed
    return [
        {
            "label": _("Còn phải kết nạp"),
            "value": "–" if needed is None else needed,
            "parts": [{"text": _aim(plan.aim)}],
        },
        {
            "label": _("Hồ sơ còn kịp"),
            "value": len(states) - lost,
            "parts": [
                {"text": f"{states.count(code)} {words}", "short": True} for code, words in hopeful
            ],
        },
        {
            "label": _("Không còn kịp"),
            "value": lost,
            "url": lost_url,
            "parts": [{"text": _("quy định không cho, hoặc chưa có lớp")}],
        },
        _class_tile(plan),
    ]


def _aim(aim: Goal) -> str:
    if aim.needed is None:
        return _("đã kết nạp %(n)d, chưa có chỉ tiêu") % {"n": aim.admitted}
    return _("đã kết nạp %(n)d/%(of)s") % {"n": aim.admitted, "of": plain(aim.needed)}


def _class_tile(plan: Year) -> Told:
    """Return until when a class must have ended, and which of those planned is the last to help."""
    held = plan.window(CERTIFICATE)
    last = held.safe if held.safe and held.safe.day >= plan.day else held.latest
    helps = [one for one in _ahead(plan) if one.row.end_on <= last.day]
    words = _("chưa có lớp nào trong lịch kịp ngày này")
    if helps:
        words = _("lớp cuối còn kịp: %(day)s") % {"day": show_day(helps[-1].row.start_on)}
    return {
        "label": _("Lớp phải bế giảng trước"),
        "value": show_day(last.day),
        "words": True,
        "parts": [{"text": words}],
    }


def _ahead(plan: Year) -> list[Study]:
    return [one for one in plan.studies if one.row.start_on >= plan.day]


def classes(plan: Year, path: str) -> list[Told]:
    """Return the classes of the organisation that have not ended, each with whether it still helps."""
    held = plan.window(CERTIFICATE)
    found = []
    for one in plan.studies:
        if one.row.end_on < plan.day or not one.open_to(path):
            continue
        pill = {"status": "late", "words": _("không kịp")}
        if held.safe is not None and one.row.end_on <= held.safe.day:
            pill = {"status": "ok", "words": _("kịp")}
        elif one.row.end_on <= held.latest.day:
            pill = {"status": "due", "words": _("kịp nếu làm gấp")}
        found.append(
            {
                "name": one.row.name,
                "url": reverse("study_class", args=[one.row.pk]),
                "days": f"{show_day(one.row.start_on)} – {show_day(one.row.end_on)}",
                "seats": _seats(one),
                "pill": pill,
            }
        )
    return found


def _seats(one: Study) -> str:
    taken = len(one.seated)
    return f"{taken}/{one.row.places}" if one.row.places else str(taken)


def lost(plan: Year) -> Told:
    """Return the cases that cannot make it any more, each with the reason."""
    rows = [
        _case(one, one.way.windows[0], plan.book)
        for one in plan.found.planned
        if one.way.state in LOST
    ]
    return {"title": _("Không còn kịp, và vì sao"), "rows": rows} if rows else {}


def of_milestone(plan: Year, one: Milestone, *, passed: bool) -> Told:
    """Return the cases past a milestone, or those still to come past it, with their own days."""
    ids = set(one.passed if passed else one.able)
    words = _("Đã qua: %(step)s") if passed else _("Còn phải qua: %(step)s")
    rows = []
    for each in plan.found.planned:
        if each.person.pk in ids:
            windows = {window.step: window for window in each.way.windows}
            rows.append(_case(each, windows.get(one.step, each.way.windows[0]), plan.book))
    return {"title": words % {"step": milestone_name(one.step)}, "rows": rows}


def of_goal(found: Plans, book: Rulebook) -> Told:
    """Return every case that has a goal of its own, the nearest day first."""
    rows = [
        {
            **_case(one, one.way.windows[0], book),
            "goal": bounds.last_day(one.way.windows[-1].latest, one.way, book),
            "what": bounds.goal_name(one.way.goal, book),
        }
        for one in found.planned
    ]
    return {"cases": {"rows": rows}, "unknown": found.unknown, "count": len(rows)}


def _case(one: Planned, window: Window, book: Rulebook) -> Told:
    return {
        "person": one.person,
        "url": reverse("case", args=[one.person.pk]),
        "pill": bounds.state(one.way.state),
        "reason": bounds.reason(one.way, book),
        **{
            name: told
            for name, told in bounds.row(window, one.way, book).items()
            if name != "status"
        },
    }
