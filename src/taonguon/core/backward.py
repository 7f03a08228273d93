"""The plan backwards from a day: the last day of each step that still leads there, and its clause.

Two last days stand for each step. After `latest` the rules let nobody be in time any more. Up to
`safe` one is in time though everybody who has a time limit takes the whole of it. Both, and the
earliest day, go by the rules in force on the day seen, and by the classes that are planned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taonguon.core.assessment import Finding
from taonguon.core.before import (
    ANSWERED,
    CLASS,
    CLASS_RULE,
    EXPIRY,
    FITS,
    GOAL,
    HELD,
    LATE,
    LIMIT,
    NEEDS,
    PROPOSED,
    STAMPED,
    TIGHT,
    TODAY,
    Bound,
    Plan,
    StudyDays,
    forward,
    limit_of,
    usable,
)
from taonguon.core.case import CELL_VOTE, CERTIFICATE, PERMISSION, Case
from taonguon.core.goals import Goal
from taonguon.core.rulebook import Rulebook, StepValue, Value
from taonguon.core.working import OutOfCalendar

NO_CLASS = "no_class"
LOST = (LATE, NO_CLASS)
SENT = "verify_sent"  # no step of the course, and the longest wait on the way begins with it


@dataclass(frozen=True, slots=True)
class Window:
    """Between which days a step to come is taken.

    FITS: in time even when all limits are used up. TIGHT: only when they are not. HELD: in time,
    but findings hold it or a step it needs up. LATE: the earliest day comes after the latest.
    `safe` is None where the calendar does not reach so far.
    """

    step: str
    state: str
    earliest: Bound
    latest: Bound
    safe: Bound | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Backward:
    """The way of one case to a goal. `last_class` is the last planned one that still helps.

    Its state is one of those of a step, or NO_CLASS: what is missing is a class that ends in time.
    """

    goal: Goal
    state: str
    windows: tuple[Window, ...]
    last_class: StudyDays | None = None

    @property
    def cause(self) -> tuple[Window, Bound] | None:
        """Return the first step that is too late, and what its earliest day goes back to."""
        by_step = {one.step: one for one in self.windows}
        late = next((one for one in self.windows if one.state == LATE), None)
        if late is None:
            return None
        bound = late.earliest
        while bound.why == NEEDS:
            bound = by_step[bound.by].earliest
        return late, bound


@dataclass(slots=True)
class _Ends:
    """The last days found so far, from the goal back: of each step what bounds it."""

    plan: Plan
    hows: Mapping[str, StepValue]
    held: set[str]
    latest: dict[str, list[Bound]] = field(default_factory=dict)
    safe: dict[str, list[Bound | None]] = field(default_factory=dict)
    last_class: StudyDays | None = None


def backward(
    case: Case, book: Rulebook, day: date, goal: Goal, classes: Sequence[StudyDays] | None = None
) -> Backward | None:
    """Return between which days each step to come leads to the goal, seen on `day`.

    None for a case that has ended or has taken the goal's step. `classes` are those the person may
    attend for the certificate; None: nobody asks on which days there are any. Raises BeforeRulebook.
    """
    plan = forward(case, book, day, classes)
    if plan is None or goal.step not in plan.earliest:
        return None
    _asking(plan)
    steps = _upto(plan, goal.step)
    ends = _Ends(plan, _hows(plan), _held(plan, steps))
    for step in reversed(steps):
        _bound(ends, step, steps, goal)
    windows = tuple(_window(ends, step) for step in steps)
    state = _state(windows)
    if state == LATE and classes is not None:
        other = backward(case, book, day, goal)
        state = NO_CLASS if other is not None and other.state != LATE else LATE
    return Backward(goal, state, windows, ends.last_class)


def _asking(plan: Plan) -> None:
    """Put the asking about relatives on the way, where it is still to come."""
    limit = limit_of(plan, ANSWERED) if ANSWERED in plan.earliest else None
    if limit is None or not limit.since:
        return
    opens = Bound(plan.view.on, TODAY)
    if STAMPED in plan.earliest and plan.earliest[STAMPED] > plan.view.on:
        opens = Bound(plan.earliest[STAMPED], NEEDS, plan.view.rules.steps[SENT], STAMPED)
    plan.opens[SENT], plan.earliest[SENT] = opens, opens.day
    plan.limits[SENT] = plan.limits.get(STAMPED, plan.view.on)
    plan.findings[SENT] = ()


def _upto(plan: Plan, goal: str) -> list[str]:
    """Return the steps to come up to the goal's, in the order of the course."""
    course = [step for step in plan.earliest if step != SENT]
    if SENT in plan.earliest:
        course.insert(course.index(ANSWERED), SENT)
    return course[: course.index(goal) + 1]


def _hows(plan: Plan) -> dict[str, StepValue]:
    return {SENT: plan.view.rules.steps[SENT]} | {one.step: one.how for one in plan.told.open}


def _held(plan: Plan, steps: Sequence[str]) -> set[str]:
    """Return the steps held up in earnest, and those that need them.

    Before a dossier may be made, what would hold up a later step is merely foreseen.
    """
    hows, missing = _hows(plan), {one.step: one.missing for one in plan.told.open}
    held: set[str] = set()
    for step in steps:
        needs = [*hows[step].needs, *([SENT] if step == ANSWERED else [])]
        earnest = PERMISSION not in plan.earliest or not missing.get(step)
        if (plan.findings[step] and earnest) or held.intersection(needs):
            held.add(step)
    return held


def _bound(ends: _Ends, step: str, steps: Sequence[str], goal: Goal) -> None:
    """Find the last days of a step, then what they say of the steps it needs."""
    own = [Bound(goal.last, GOAL, goal.rule), *_expiry(ends.plan, step, steps)]
    latest = ends.latest[step] = [*own, *ends.latest.get(step, ())]
    safe = ends.safe[step] = [*own, *ends.safe.get(step, ())]
    limit = limit_of(ends.plan, step)
    if limit is not None and not limit.since:
        safe.append(Bound(limit.due, LIMIT, limit.rule, step) if limit.due else None)
    last = _least(latest)
    assert last is not None
    safe.append(last)
    whole = _least(safe)
    for before in _needs(ends, step, steps):
        how = ends.hows[step]
        ends.latest.setdefault(before, []).append(Bound(last.day, NEEDS, how, step))
        ends.safe.setdefault(before, []).append(
            Bound(whole.day, NEEDS, how, step) if whole is not None else None
        )
    if limit is not None and limit.since:
        since = SENT if step == ANSWERED else limit.since
        ends.safe.setdefault(since, []).append(_start(ends.plan, whole, limit.rule, step))
    if step == CERTIFICATE and PROPOSED in steps and ends.plan.classes is not None:
        _class(ends, last, whole)


def _least(bounds: Sequence[Bound | None]) -> Bound | None:
    """Return the first of the days that bound a step; None where one of them is not known."""
    known = [one for one in bounds if one is not None]
    return min(known, key=lambda one: one.day) if len(known) == len(bounds) else None


def _needs(ends: _Ends, step: str, steps: Sequence[str]) -> list[str]:
    needs = [*ends.hows[step].needs, *([SENT] if step == ANSWERED else [])]
    needs += [STAMPED] if step == SENT else []
    return [one for one in dict.fromkeys(needs) if one in steps]


def _expiry(plan: Plan, step: str, steps: Sequence[str]) -> list[Bound]:
    """Return until when the certificate held lets the cell vote."""
    if step != CELL_VOTE or CERTIFICATE in steps:
        return []
    held = [one for one in plan.told.expiries if one.what == CERTIFICATE]
    return [Bound(one.last, EXPIRY, one.rule, CERTIFICATE) for one in held]


def _start(plan: Plan, end: Bound | None, rule: Value, step: str) -> Bound | None:
    """Return from which day on the whole time to a step would go beyond its last day."""
    if end is None:
        return None
    try:
        return Bound(plan.view.book.calendar.subtract(end.day, rule.value), LIMIT, rule, step)
    except OutOfCalendar:
        return None


def _class(ends: _Ends, last: Bound, whole: Bound | None) -> None:
    """Find the last class that helps; who is to attend it is proposed by its first day."""
    ends.last_class = _last_class(ends.plan, last.day)
    for bound, found in ((last, ends.latest), (whole, ends.safe)):
        if bound is None:
            continue
        helps = _last_class(ends.plan, bound.day)
        rule = ends.plan.view.rules.values[CLASS_RULE]
        if helps is None or helps.seated:
            one = Bound(bound.day, NEEDS, ends.hows[CERTIFICATE], CERTIFICATE)
        else:
            one = Bound(helps.start, CLASS, rule, CERTIFICATE)
        found.setdefault(PROPOSED, []).append(one)


def _last_class(plan: Plan, by: date) -> StudyDays | None:
    """Return the last class one could attend that ends by a day; one attended already before all."""
    ending = [one for one in usable(plan) if one.end <= by]
    return max(ending, key=lambda one: (one.seated, one.start, one.end), default=None)


def _window(ends: _Ends, step: str) -> Window:
    plan = ends.plan
    latest, safe = _least(ends.latest[step]), _least(ends.safe[step])
    assert latest is not None
    limit = plan.limits[step]
    if plan.earliest[step] > latest.day:
        state = LATE
    elif step in ends.held:
        state = HELD
    else:
        whole = safe is not None and limit is not None and limit <= safe.day
        state = FITS if whole else TIGHT
    return Window(step, state, plan.opens[step], latest, safe, plan.findings[step])


def _state(windows: Sequence[Window]) -> str:
    """Return the worst state of any step: the goal is reached only by way of them all."""
    states = {one.state for one in windows}
    return next(state for state in (LATE, HELD, TIGHT, FITS) if state in states)
