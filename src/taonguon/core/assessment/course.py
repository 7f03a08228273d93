"""Checks of ceremony, probation and recognition, moves after a decision, and what ends a case."""

from datetime import date

from taonguon.core.assessment.consents import consented
from taonguon.core.assessment.outcome import CONSENT_PAPER, DELETION, Finding
from taonguon.core.assessment.view import View, probation_end
from taonguon.core.case import (
    CANCELLED,
    DECISION,
    DECISION_RECEIVED,
    DELETION_PROPOSED,
    INTRODUCTION,
    MOVED,
    PROCEDURE,
    STANDARD,
    UNLISTED,
    Event,
)
from taonguon.core.rulebook import Value
from taonguon.core.working import OutOfCalendar


def approved(view: View) -> list[Finding]:
    """A ceremony follows a decision to admit. Source: QĐ 294-QĐ/TW, 4.1."""
    decision = view.last(DECISION)
    if decision is None or decision.data.get("approved", True):
        return []
    return view.finds("ceremony.decision", decision.on)


def ceremony_due(view: View) -> tuple[date, Value, str] | None:
    """Return by when the ceremony is due, the rule, and the step its time counts from.

    The value of the day the decision was issued says from what it counts.
    """
    decision = view.last(DECISION)
    if decision is None:
        return None
    rule = view.book.value("ceremony.deadline", decision.on)
    begun = view.last(rule.counted_from)
    if begun is None:
        return None
    try:
        return view.book.calendar.add(begun.on, rule.value), rule, rule.counted_from
    except OutOfCalendar:
        return None


def ceremony_time(view: View) -> list[Finding]:
    """Later than its time a ceremony needs a consent. Source: QĐ 294-QĐ/TW, 4.1."""
    due = ceremony_due(view)
    if due is None or view.on <= due[0]:
        return []
    lacking = consented(view, "ceremony_late")
    if not lacking or lacking[0].key == CONSENT_PAPER:
        return lacking
    last, rule, counted_from = due
    return [
        Finding("ceremony.deadline", rule, view.on, view.on,
                {"last": last, "counted_from": counted_from})
    ]  # fmt: skip


def move_decided(view: View) -> list[Finding]:
    """A decision issued too long after the person moved is cancelled. Source: HD 06, 3.9c."""
    decision, move = view.last(DECISION), view.last(MOVED)
    if decision is None or move is None or move.on > decision.on:
        return []
    vote = view.last("cell_vote")
    if vote is None or vote.on >= move.on:
        return []  # voted where the person now is
    received = view.last("dossier_received")
    if received is not None and move.on <= received.on <= decision.on:
        return []  # decided at the new place
    rule = view.book.value("move.decided", move.on)
    try:
        last = view.book.calendar.add(move.on, rule.value)
    except OutOfCalendar:
        return []
    if decision.on <= last:
        return []
    said = {"moved": move.on, "decided": decision.on, "last": last}
    return [Finding("move.decided", rule, decision.on, view.on, said)]


def probation_over(view: View) -> list[Finding]:
    """Self-review, remarks and vote come when the months are over. Source: HD 06-HD/TW, 4.2."""
    last = probation_end(view)
    if last is None or view.on >= last:
        return []
    if view.event is not None and view.event.kind != "recognition_vote":
        return view.finds("recog.self_review", view.on, last=last)
    ceremony = view.last("ceremony")
    began = ceremony.on if ceremony is not None else view.on
    return view.finds("probation.length", began, ceremony=began, last=last)


def extension(view: View) -> list[Finding]:
    """All extensions since the vote are together no longer than allowed. Source: QĐ 294, 4.3.1."""
    if view.event is None:
        return []
    vote = view.last("recognition_vote") or view.last("cell_vote")
    since = vote.on if vote else view.on
    rule = view.book.value("decide.deadline.extension", since)
    days = int(view.event.data.get("days", 0))
    others = [one for one in view.all("extension") if one is not view.event and one.on >= since]
    told = days + sum(int(one.data.get("days", 0)) for one in others)
    if days > 0 and told <= rule.value:
        return []
    return [Finding("decide.deadline.extension", rule, told if days > 0 else days, view.on)]


def cancelled(view: View) -> list[Finding]:
    """A cancellation says what was wrong, and which steps are done anew. Source: QĐ 294, 4.4."""
    if view.event is None:
        return []
    ground = view.event.data.get("ground")
    if ground == STANDARD or (ground == PROCEDURE and view.event.data.get("again")):
        return []
    return view.finds("wrong_admission", ground or "–")


def refused(view: View, kind: str) -> Event | None:
    """Return the last decision of a kind when it was a refusal, this step's own left aside."""
    for event in reversed(view.kinds.get(kind, ())):
        if event.on <= view.on and event is not view.event:
            return event if event.refuses else None
    return None


def deletion(view: View) -> Event | None:
    """Return the proposal to delete the probationer that waits to be decided, None without one."""
    proposed = view.last(DELETION_PROPOSED)
    if proposed is None or view.first_after("deletion_refused", proposed.on) is not None:
        return None
    return proposed


def not_deleted(view: View) -> list[Finding]:
    """Recognition waits while a deletion is proposed. Source: QĐ 294-QĐ/TW, 4.2.1."""
    proposed = deletion(view)
    if proposed is None or (view.event is not None and view.on <= proposed.on):
        return []
    return [Finding(DELETION, view.rules.steps[DELETION_PROPOSED], proposed.on, view.on)]


def ended(view: View) -> tuple[date, str] | None:
    """Return when and by what the present attempt ended, None while it is open.

    A refusal ends it once the cell is notified. Source: QĐ 294-QĐ/TW, 4.3.1.
    """
    kinds = view.kinds
    if UNLISTED not in kinds and CANCELLED not in kinds:
        decided = kinds.get(DECISION)
        if decided is None or (len(decided) == 1 and decided[0].data.get("approved", True)):
            return None  # nearly always
    off = view.last(UNLISTED)
    if off is not None and view.last(INTRODUCTION) is None:
        return off.on, UNLISTED
    cancelled_by = view.last(CANCELLED)
    if cancelled_by is not None and cancelled_by.data.get("ground") == STANDARD:
        return cancelled_by.on, CANCELLED
    no = refused(view, DECISION)
    told = view.first_after(DECISION_RECEIVED, no.on) if no is not None else None
    if told is None or (view.event is not None and view.on <= told.on):
        return None
    return told.on, "decision_refused"
