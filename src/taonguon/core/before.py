"""What of a case can still be done before a day: by the waits and the time limits of the rulebook.

Two days stand for each step to come. `earliest` is the first day the rules allow: nothing waits but
for what they make wait. `by_limits` is the day when everybody with a time limit takes all of it.
Steps without a limit take no time in either, so the second is no forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from taonguon.core.assessment import Assessment, Finding, Open, assess, dossier
from taonguon.core.assessment.person import FULL_DATE, YEAR
from taonguon.core.assessment.view import View, by_kind
from taonguon.core.case import CEREMONY, CERTIFICATE, Case, standing
from taonguon.core.days import add_months
from taonguon.core.rulebook import Rulebook, StepValue, Value
from taonguon.core.working import OutOfCalendar

MILESTONES = (CERTIFICATE, "synthesis", "cell_vote", "decision", CEREMONY)
DONE, FITS, TIGHT, HELD, LATE = "done", "fits", "tight", "held", "late"
# findings that time or the answers waited for mend: the days found say until when
ONLY_TIME = (
    "age.min", "readmit.wait", "readmit.cleared", "verify.scope", "verify.members", "verify.listed",
)  # fmt: skip
WAITS = {"cell_vote": ("age.min",), "application": ("readmit.wait", "readmit.cleared")}
ANSWERED, ANSWERING, STAMPED = "cv_certified", "verify.reply.domestic", "cv_sealed"
PROPOSED, CLASS_RULE = "class_proposed", "class.required"
DECEMBER = 12
NEVER = date.max  # no class is planned that one could attend
# why a day is what it is: the day seen, a step it needs, a wait, a class, a time limit, ...
TODAY, NEEDS, WAIT, CLASS, LIMIT, GOAL, EXPIRY = (
    "today", "needs", "wait", "class", "limit", "goal", "expiry",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StudyDays:
    """A class for the certificate: its first and last day; `seated` when the person is on its list."""

    start: date
    end: date
    seated: bool = False
    key: int = 0


@dataclass(frozen=True, slots=True)
class Bound:
    """A day and why it is that day: `rule` is the clause behind it, `by` the step it hangs on."""

    day: date
    why: str
    rule: Value | StepValue | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """The time a step may take: from the step `since` on, or, already running, up to `due`."""

    rule: Value
    since: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a step can be done by a day: `state`, the two days, and the rules they rest on.

    DONE: taken already. FITS: even when all time limits are used up. TIGHT: only when they are not.
    HELD: in time, but the findings of it or of a step it needs hold it up. LATE: the rules forbid it
    until after that day. `by_limits` is None where the calendar does not reach so far.
    """

    step: str
    state: str
    earliest: date | None = None
    by_limits: date | None = None
    grounds: tuple[Value, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Plan:
    """The days found so far, step by step; `opens` says of each earliest day why it is that day.

    `classes` are those for the certificate, None where nobody asks on which days there are any.
    """

    view: View
    told: Assessment
    classes: Sequence[StudyDays] | None = None
    earliest: dict[str, date] = field(default_factory=dict)
    opens: dict[str, Bound] = field(default_factory=dict)
    limits: dict[str, date | None] = field(default_factory=dict)
    grounds: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)


def before(case: Case, book: Rulebook, day: date, last: date) -> tuple[Reach, ...]:
    """Return, for each step still to come up to the ceremony, whether it can be done by `last`.

    Seen on `day`, under the rules in force then. Empty for a case that has ended or has had its
    ceremony. Raises BeforeRulebook for a day before the oldest rule.
    """
    plan = forward(case, book, day)
    return tuple(_reach(plan, step, last) for step in plan.earliest) if plan else ()


def forward(
    case: Case, book: Rulebook, day: date, classes: Sequence[StudyDays] | None = None
) -> Plan | None:
    """Return the plan from `day` on up to the ceremony; None when that was held or the case ended.

    Raises BeforeRulebook for a day before the oldest rule.
    """
    told = assess(case, book, day)
    open_ = [one.step for one in told.open]
    if CEREMONY not in open_:
        return None
    events = standing(event for event in case.events if event.on <= day)
    plan = Plan(View(case.on(day), by_kind(events), book, day), told, classes)
    for one in told.open[: open_.index(CEREMONY) + 1]:
        _add(plan, one)
    return plan


def milestones(reached: Sequence[Reach]) -> tuple[Reach, ...]:
    """Return the milestones of what `before` gave, those behind as DONE."""
    by_step = {one.step: one for one in reached}
    return tuple(by_step.get(step, Reach(step, DONE)) for step in MILESTONES)


def _add(plan: Plan, one: Open) -> None:
    """Find both days of a step from those of the steps it needs."""
    after = [step for step in one.how.needs if step in plan.earliest]
    waits = _waits(plan.view, one.step)
    opens = _opens(plan, one, after, waits)
    plan.opens[one.step], plan.earliest[one.step] = opens, opens.day
    limit = limit_of(plan, one.step)
    before_it = [plan.limits[step] for step in after] + ([_ends(plan, limit)] if limit else [])
    known = [end for end in before_it if end is not None]
    plan.limits[one.step] = (
        max([plan.earliest[one.step], *known]) if len(known) == len(before_it) else None
    )
    own = tuple(rule for _, rule in waits) + ((limit.rule,) if limit else ())
    inherited = [rule for step in after for rule in plan.grounds[step]]
    plan.grounds[one.step] = tuple(dict.fromkeys([*inherited, *own]))
    findings = tuple(finding for finding in one.findings if finding.key not in ONLY_TIME)
    plan.findings[one.step] = findings
    if findings or plan.held.intersection(after):
        plan.held.add(one.step)


def _opens(
    plan: Plan, one: Open, after: Sequence[str], waits: Sequence[tuple[date, Value]]
) -> Bound:
    """Return the earliest day of a step and why it is no earlier."""
    found = [Bound(plan.view.on, TODAY)]
    found += [Bound(plan.earliest[step], NEEDS, one.how, step) for step in after]
    found += [Bound(until, WAIT, rule) for until, rule in waits]
    if one.step == CERTIFICATE and plan.classes is not None:
        ends = [held.end for held in usable(plan)]
        required = plan.view.rules.values[CLASS_RULE]
        found.append(Bound(min(ends, default=NEVER), CLASS, required))
    return max(found, key=lambda bound: bound.day)


def usable(plan: Plan) -> list[StudyDays]:
    """Return the classes the person can still attend: those of the list, those not begun."""
    since = plan.earliest.get(PROPOSED, plan.view.on)
    return [one for one in plan.classes or () if one.seated or one.start >= since]


def _reach(plan: Plan, step: str, last: date) -> Reach:
    earliest, limit = plan.earliest[step], plan.limits[step]
    if earliest > last:
        state = LATE
    elif step in plan.held:
        state = HELD
    else:
        state = FITS if limit is not None and limit <= last else TIGHT
    return Reach(step, state, earliest, limit, plan.grounds[step], plan.findings[step])


def _waits(view: View, step: str) -> list[tuple[date, Value]]:
    """Return until when the rules make a step wait, whatever anybody does."""
    found = []
    for key in WAITS.get(step, ()):
        since = _since(view, key)
        if since is not None:
            rule = view.rules.values[key]
            months = int(rule.value) * 12 if key == "age.min" else int(rule.value)
            found.append((add_months(since, months), rule))
    return [(until, rule) for until, rule in found if until > view.on]


def _since(view: View, key: str) -> date | None:
    """Return from when a wait counts: age by the month of birth, at the latest it can have been."""
    case = view.case
    if key == "age.min":
        if len(case.born) == FULL_DATE:
            return date.fromisoformat(case.born).replace(day=1)
        known = len(case.born) == YEAR and case.born.isdecimal()
        return date(int(case.born), DECEMBER, 1) if known else None
    if not view.is_so("readmission"):
        return None
    return case.left_on if key == "readmit.wait" else case.cleared_on


def limit_of(plan: Plan, step: str) -> Limit | None:
    """Return the time limit a step to come ends with, None where the rules set none."""
    running = [one for one in plan.told.due() if one.step == step]
    if step == ANSWERED:
        running = [one for one in plan.told.due() if one.step == "verify_reply"]
    if running:
        last = max(running, key=lambda one: one.due or date.max)
        return Limit(last.rule, due=last.due)
    if step == ANSWERED:
        return _verification(plan)
    for rule in plan.view.rules.deadlines:
        told = plan.view.value(rule.key)
        if rule.step == step and told is not None and told.counted_from in plan.earliest:
            return Limit(told, told.counted_from)
    return None


def _verification(plan: Plan) -> Limit | None:
    """Return the time to answer about relatives not asked about yet."""
    view = plan.view
    if not (dossier.relatives_listed(view) or dossier.verification(view)):
        return None
    return Limit(view.rules.values[ANSWERING], STAMPED)


def _ends(plan: Plan, limit: Limit) -> date | None:
    """Return by when a step is due if the whole of its time is taken."""
    if not limit.since:
        return max(limit.due, plan.view.on) if limit.due else None
    since = plan.limits.get(limit.since, plan.view.on)
    try:
        return plan.view.book.calendar.add(since, limit.rule.value) if since is not None else None
    except OutOfCalendar:
        return None
