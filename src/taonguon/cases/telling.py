"""What the case pages say: an assessment as tasks with status, reason and clause."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cases.fields import language
from taonguon.cases.papers import paper, particulars
from taonguon.cases.worklist import WAITED_FOR, holding
from taonguon.core.assessment import Assessment, Deadline, Done, Expiry, Finding, Open
from taonguon.core.assessment.derivation import cite, derivation
from taonguon.core.assessment.outcome import BLOCKED, NEXT, Warned, shown
from taonguon.core.assessment.voting import BODIES, body_of, outcome_of
from taonguon.core.case import INTRODUCTION, Case, Event
from taonguon.core.days import show_day
from taonguon.core.rulebook import TEXT, UNVERIFIED, Rulebook, StepValue, Value
from taonguon.core.votes import DoesNotAddUp, EmptyRoll
from taonguon.core.working import OutOfCalendar
from taonguon.people.models import Person

FULL_DATE = 10  # characters of an ISO day
TWO_YEARS = timedelta(days=730)
STAGES = {"decision": "decision_stage", "recognition": "recognition_stage"}


def step_name(book: Rulebook, step: str) -> str:
    """Return a step's name in the language of the page."""
    return book.steps[step].name.said(language()) if step in book.steps else step


def word(book: Rulebook, code: str) -> str:
    """Return the words for a code in the language of the page."""
    return book.word(code, language())


def stage(book: Rulebook, code: str) -> str:
    """Return the name of a stage."""
    return book.word(STAGES.get(code, code), language())


def verified(code: str) -> str:
    """Return what to say of how well a rule is verified; empty when its text was seen."""
    if code == TEXT:
        return ""
    return _("chưa kiểm chứng") if code == UNVERIFIED else _("theo nguồn thứ ba")


def clause(rule: Value | StepValue) -> str:
    """Return instrument and clause, with the mark of a rule whose text was not seen."""
    mark = verified(rule.verified)
    source = cite(rule.source, language())
    return f"{source} ({mark})" if mark else source


def left(deadline: Deadline, book: Rulebook, day: date) -> dict[str, str]:
    """Return the pill of a deadline: how late it is, or how many working days remain."""
    if deadline.due is None:
        return {"status": "none", "words": _("chưa tính được ngày")}
    try:
        days = book.calendar.between(day, deadline.due)
    except OutOfCalendar:
        return {"status": "due", "words": _("hạn %(day)s") % {"day": show_day(deadline.due)}}
    if deadline.due < day:
        words = ngettext("quá hạn %(n)d ngày làm việc", "quá hạn %(n)d ngày làm việc", -days)
        return {"status": "late", "words": words % {"n": max(-days, 1)}}
    if deadline.due == day:
        return {"status": "due", "words": _("hạn hôm nay")}
    words = ngettext("còn %(n)d ngày làm việc", "còn %(n)d ngày làm việc", days)
    return {"status": "due", "words": words % {"n": days}}


def about(person: Person, case: Case) -> str:
    """Return the line under the name: cell, birth, who introduced and who helps."""
    parts = [person.cell.name if person.cell else ""]
    born = show_day(date.fromisoformat(case.born)) if len(case.born) == FULL_DATE else case.born
    parts.append(_("sinh %(born)s") % {"born": born or "–"})
    for event in case.events:
        if event.kind == INTRODUCTION and event.data.get("by"):
            told = {"who": event.data["by"], "day": show_day(event.on)}
            parts.append(_("%(who)s giới thiệu %(day)s") % told)
    helpers = [event.data.get("name") for event in case.events if event.kind == "helper"]
    if helpers:
        parts.append(_("người giúp đỡ: %(who)s") % {"who": helpers[-1]})
    return " · ".join(part for part in parts if part)


def tasks(told: Assessment, book: Rulebook, person: int, may: Mapping[str, bool]) -> dict[str, Any]:
    """Return the case's steps as tasks: running (deadlines of other steps), now, blocked, later."""
    due = {deadline.step: deadline for deadline in reversed(told.due())}
    now = [_now(one, due.get(one.step), book, told.day) for one in told.open if one.state == NEXT]
    now += [_waiting(one, book, told.day) for one in told.due() if one.step == WAITED_FOR]
    for task in now:
        if may.get(task["step"]):
            task["url"] = reverse("case_step", args=[person, task["step"]])
    holds = {one.step for one in holding(told)}
    found = {
        "now": sorted(now, key=lambda task: task.get("due") or date.max),
        "blocked": [
            _blocked(one, due.get(one.step), one.step in holds, book, told.day)
            for one in told.blocked
        ],
        "later": [_later(one, due.get(one.step), book, told.day) for one in _later_steps(told)],
    }
    return {**found, "running": _running(told, now, book)}


def _running(told: Assessment, now: Iterable[Mapping[str, Any]], book: Rulebook) -> list[Any]:
    """Return the deadlines that run towards steps which may not be taken yet, the nearest first."""
    ready = {task["step"] for task in now}
    state = {one.step: one for one in told.open}
    return [
        _timed(_ahead(due.step, state.get(due.step), book), due, book, told.day)
        for due in told.due()
        if due.step not in ready
    ]


def _ahead(step: str, state: Open | None, book: Rulebook) -> dict[str, Any]:
    """Return a step that is not to be taken yet, with what comes before it or holds it up."""
    task = {"step": step, "title": step_name(book, step), "detail": ""}
    if state is not None:
        held = _("Bị chặn") if state.state == BLOCKED else ""
        task["detail"] = " · ".join(part for part in (held, _after(state, book)) if part)
    return task


def _later_steps(told: Assessment) -> list[Open]:
    return [one for one in told.open if one.state not in (NEXT, BLOCKED)]


def _now(one: Open, due: Deadline | None, book: Rulebook, day: date) -> dict[str, Any]:
    who = _("Ai làm: %(who)s") % {"who": word(book, one.how.actor)}
    papers = (
        " · " + ", ".join(word(book, code) for code in one.how.papers) if one.how.papers else ""
    )
    task = {"step": one.step, "title": step_name(book, one.step), "detail": who + papers}
    if due is None:
        return {**task, "status": "none", "words": _("làm được ngay"), "cite": clause(one.how)}
    return _timed(task, due, book, day)


def _timed(task: Mapping[str, Any], due: Deadline, book: Rulebook, day: date) -> dict[str, Any]:
    """Return a task with its deadline: the day, how far it is, and the way it was found."""
    return {**task, **left(due, book, day), "due": due.due, **reason(due, book)}


def reason(due: Deadline, book: Rulebook) -> dict[str, str]:
    """Return the way a deadline was found, and apart from it the clause with its mark."""
    cited = f", {cite(due.rule.source, language())}"
    why = derivation(due, book, language()).removesuffix(cited)
    return {"why": why, "cite": clause(due.rule)}


def _waiting(due: Deadline, book: Rulebook, day: date) -> dict[str, Any]:
    title = _("Nhận kết quả thẩm tra của %(where)s") % {"where": due.about}
    detail = _("Gửi ngày %(day)s") % {"day": show_day(due.since)}
    task = _timed({"step": WAITED_FOR, "title": title, "detail": detail}, due, book, day)
    return {**task, "status": "wait" if task["status"] == "due" else task["status"]}


def _blocked(
    one: Open, due: Deadline | None, holds: bool, book: Rulebook, day: date
) -> dict[str, Any]:
    """Return a step that a rule holds up, or will once its turn comes, with every reason."""
    task: dict[str, Any] = {"step": one.step, "title": step_name(book, one.step)}
    if due is not None:
        task = _timed(task, due, book, day)
        task["left"] = task["words"]
    pill = {"status": "late", "words": _("bị chặn")}
    if not holds:
        pill = {"status": "due", "words": _("sẽ bị chặn")}
    reasons = [{"words": message(why, book), "cite": clause(why.rule)} for why in one.findings]
    return {**task, **pill, "reasons": reasons}


def message(finding: Finding, book: Rulebook) -> str:
    """Return a finding's sentence in the language of the page."""
    return finding.message(book, language())


def _after(one: Open, book: Rulebook) -> str:
    after = ", ".join(step_name(book, step) for step in one.missing)
    return _("Sau khi: %(steps)s") % {"steps": after} if after else ""


def _later(one: Open, due: Deadline | None, book: Rulebook, day: date) -> dict[str, Any]:
    task = {"step": one.step, "title": step_name(book, one.step), "detail": _after(one, book)}
    return task if due is None else _timed(task, due, book, day)


def done(told: Iterable[Done], book: Rulebook, *, delegated: bool = False) -> list[dict[str, Any]]:
    """Return the steps taken, the latest first, each with its paper and what is wrong with it."""
    return [
        {**_done(one, book), "vote": vote(one.event, book, delegated=delegated)}
        for one in reversed(list(told))
    ]


def _done(one: Done, book: Rulebook) -> dict[str, Any]:
    return {
        "title": step_name(book, one.step),
        "on": one.event.on,
        "fact": one.event.id,
        "told": particulars(one.event, book),
        "paper": paper(one.event.data),
        "faults": [
            {"words": message(fault, book), "cite": clause(fault.rule)} for fault in one.faults
        ],
        "verdict": [
            _ground(told, book) for told in one.event.data.get("verdict", {}).get("rules", ())
        ],
    }


def _ground(told: Mapping[str, Any], book: Rulebook) -> dict[str, str]:
    """Return one rule kept with a step: what it asked for then, and its clause."""
    rule = book.rules.get(str(told["key"]))
    meaning = rule.meaning.said(language()) if rule else str(told["key"])
    mark = verified(str(told["verified"]))
    source = f"{told['source']} ({mark})" if mark else str(told["source"])
    if isinstance(told["value"], (bool, dict)):
        return {"said": meaning, "source": source}
    return {"said": f"{meaning}: {shown(told['value'], book, language())}", "source": source}


def vote(event: Event, book: Rulebook, *, delegated: bool = False) -> str:
    """Return what a recorded vote came to, empty for a step without one.

    `delegated`: a committee decides to which this was delegated, by its own majority.
    """
    if event.kind not in BODIES or not event.data.get("voters"):
        return ""
    try:
        result = outcome_of(book, event, body_of(event.kind, delegated=delegated))
    except (DoesNotAddUp, EmptyRoll):
        return ""
    told = {"favour": result.tally.favour, "size": result.size, "needed": result.needed}
    if result.passed:
        return _("%(favour)d/%(size)d tán thành, cần %(needed)d: đạt") % told
    return _("%(favour)d/%(size)d tán thành, cần %(needed)d: không đạt") % told


def expiries(told: Iterable[Expiry], book: Rulebook, day: date) -> list[dict[str, Any]]:
    """Return what holds only to a day of these two years, the earliest first."""
    return [
        {
            "title": word(book, one.what),
            "status": "late" if one.last < day else "due",
            "words": (_("hết hạn %(day)s") if one.last < day else _("đến %(day)s"))
            % {"day": show_day(one.last)},
            "cite": clause(one.rule),
        }
        for one in told
        if one.last <= day + TWO_YEARS
    ]


def warnings(told: Iterable[Warned], book: Rulebook) -> list[str]:
    """Return what to know that blocks nothing, a sentence each."""
    return [sentence for one in told if (sentence := _warning(one, book))]


def _warning(one: Warned, book: Rulebook) -> str:
    if one.code == "procedure.unverified":
        era = next(era for era in book.procedures if era.key == one.said["procedure"])
        told = {"era": era.name.said(language()), "mark": verified(era.verified)}
        return _("Thủ tục đang áp dụng: %(era)s (%(mark)s).") % told
    if one.code == "conflict" and isinstance(one.rule, Value) and one.rule.conflict:
        return one.rule.conflict.why.said(language())
    if one.code == "age.max":
        return _("Người này quá tuổi: trước khi ra quyết định phải có văn bản đồng ý của cấp trên.")
    if one.code == "deletion.proposed":
        told = {"day": show_day(one.said["on"])}
        return _("Chi bộ đã đề nghị xóa tên ngày %(day)s: chờ cấp có thẩm quyền quyết định.") % told
    if one.code == "calendar.unannounced":
        return _("Lịch nghỉ của năm này chưa công bố: các hạn tính theo ngày nghỉ của luật.")
    return ""
