"""Deadlines of a case with the way each was found, and what will expire."""

from datetime import date

from taonguon.core.assessment.course import deletion, refused
from taonguon.core.assessment.dossier import DATED_PAPERS
from taonguon.core.assessment.outcome import Deadline, Expiry
from taonguon.core.assessment.person import FULL_DATE, is_over_age
from taonguon.core.assessment.view import View, picked, probation_end
from taonguon.core.case import (
    CELL_VOTE,
    CEREMONY,
    CERTIFICATE,
    DECISION,
    RECOGNITION,
    RECOGNITION_VOTE,
    Event,
)
from taonguon.core.days import add_months
from taonguon.core.rulebook import BY_DECISION, BY_START, Rule, Value
from taonguon.core.working import OutOfCalendar

DECIDED = ("decision", "recognition")
WORKING = "working days"


def deadlines(view: View) -> list[Deadline]:
    """Return the deadlines that run or have run, one per rule whose count has begun."""
    found: list[Deadline] = []
    for rule in view.rules.deadlines:
        if rule.step == "verify_reply":
            continue
        due = _deadline(view, rule)
        if due is not None:
            found.append(due)
    return found + _replies(view)


def _deadline(view: View, rule: Rule) -> Deadline | None:
    told = view.value(rule.key)
    if told is None:
        return None
    since = _begun(view, told.counted_from)
    if rule.selected_by == BY_DECISION:
        decision = view.last(DECISION)
        since = decision.on if decision is not None else None
    if since is None or not _runs(view, rule, since):
        return None
    if rule.selected_by in (BY_START, BY_DECISION):
        told = picked(rule, since, told)
        since = _begun(view, told.counted_from) if told is not None else None
        if told is None or since is None:
            return None
    done = view.first_after(rule.step, since)
    if done is None and rule.step == RECOGNITION_VOTE:
        done = deletion(view)
    if rule.step in DECIDED:
        return _with_clock(view, rule, told, since, done)
    return Deadline(
        rule.step, told, rule.unit, told.counted_from, since, _after(view, since, told.value),
        done_on=done.on if done else None,
    )  # fmt: skip


def _begun(view: View, counted_from: str) -> date | None:
    if counted_from == "probation_end":
        return probation_end(view)
    event = view.last(counted_from)
    return event.on if event is not None else None


def _runs(view: View, rule: Rule, since: date) -> bool:
    if rule.when == "recognition_refused":
        return refused(view, RECOGNITION) is not None
    if rule.step == CEREMONY and refused(view, DECISION) is not None:
        return False
    if rule.when == "moved_with_dossier":
        vote = view.last(CELL_VOTE)
        return vote is not None and vote.on < since and view.last("decision") is None
    if rule.step == "decision" and rule.key == "decide.deadline.admit":
        received = view.last("dossier_received")
        return received is None or received.on < since
    return True


def _after(view: View, since: date, count: int) -> date | None:
    try:
        return view.book.calendar.add(since, count)
    except OutOfCalendar:
        return None


def _with_clock(view: View, rule: Rule, told: Value, since: date, done: Event | None) -> Deadline:
    """Return a deadline for deciding: days while a supplement is outside do not count.

    What was asked for or extended after the decision belongs to another.
    """
    until = done.on if done else view.on
    paused = _paused(view, since, until)
    extended = sum(
        int(event.data.get("days", 0))
        for event in view.all("extension")
        if since <= event.on <= until
    )
    due = _after(view, since, told.value + paused + extended)
    return Deadline(
        rule.step, told, rule.unit, told.counted_from, since, due, paused, extended,
        done.on if done else None,
    )  # fmt: skip


def _paused(view: View, since: date, until: date) -> int:
    """Return the working days between the asking for a supplement and its coming, each day once."""
    rule = view.book.value("decide.clock_stops", since)
    if not rule.value:
        return 0
    total, counted = 0, since
    for asked in view.all("supplement_asked"):
        if not since <= asked.on <= until:
            continue
        given = view.first_after("supplement_given", asked.on)
        came = min(given.on, until) if given else until
        try:
            total += max(0, view.book.calendar.between(max(asked.on, counted), came))
        except OutOfCalendar:
            return total
        counted = max(counted, came)
    return total


def _replies(view: View) -> list[Deadline]:
    """Return the deadlines of verifications asked for, each until all asked about are answered."""
    found = []
    for sent in view.all("verify_sent"):
        key = "verify.reply.abroad" if sent.data.get("abroad") else "verify.reply.domestic"
        told = view.book.value(key, sent.on)
        found.append(
            Deadline("verify_reply", told, WORKING, "verify_sent", sent.on,
                     _after(view, sent.on, told.value), done_on=_answered(view, sent),
                     about=str(sent.data.get("to", "")))
        )  # fmt: skip
    return found


def _answered(view: View, sent: Event) -> date | None:
    """Return the day on which everybody asked about was answered."""
    waiting = set(sent.data.get("about", ()))
    for answer in view.all("verify_reply"):
        if answer.on >= sent.on:
            waiting -= set(answer.data.get("about", ()))
        if not waiting:
            return max(answer.on, sent.on)
    return None


def expiries(view: View) -> list[Expiry]:
    """Return what holds only to a day: certificate, papers, age; none once the cell has voted."""
    if view.last(CELL_VOTE) is not None or view.last("ceremony") is not None:
        return []
    found: list[Expiry] = []
    values = view.rules.values
    held = view.last(CERTIFICATE)
    if held is not None:
        last = add_months(held.on, values["class.validity"].value)
        found.append(Expiry(CERTIFICATE, last, values["class.validity"]))
    months = values["dossier.max_age"].value
    for kind in DATED_PAPERS:
        paper = view.last(kind)
        if paper is not None:
            found.append(Expiry(kind, add_months(paper.on, months), values["dossier.max_age"]))
    if len(view.case.born) == FULL_DATE and not is_over_age(view):
        born = date.fromisoformat(view.case.born)
        month = add_months(born.replace(day=1), values["age.max"].value * 12 + 1)
        found.append(Expiry("age.max", date.fromordinal(month.toordinal() - 1), values["age.max"]))
    return sorted(found, key=lambda one: one.last)
