"""Assess a case on a day: what is done, next, blocked and due, each by the rule of its own day."""

from datetime import date

from taonguon.core.assessment import course, dossier, person
from taonguon.core.assessment.anew import asked_anew, repeated
from taonguon.core.assessment.checks import CONDITIONS, findings_of
from taonguon.core.assessment.deadlines import deadlines, expiries
from taonguon.core.assessment.outcome import (
    BLOCKED,
    ENDED,
    LATER,
    NEEDS,
    NEXT,
    NOT_ASKED,
    Assessment,
    Blocked,
    Done,
    Finding,
    Open,
    Warned,
)
from taonguon.core.assessment.view import View, by_kind, probation_end
from taonguon.core.case import (
    CELL_VOTE,
    CEREMONY,
    CERTIFICATE,
    DECISION,
    DECISION_RECEIVED,
    RECOGNITION,
    RECOGNITION_VOTE,
    Case,
    Event,
    standing,
)
from taonguon.core.rulebook import TEXT, Rulebook, StepValue

STILL_TAKEN = ("introduction", CERTIFICATE, "profile", DECISION_RECEIVED)  # when a case has ended

# Taken before the register was kept, these steps stand for all up to the one beside them.
MILESTONES = {
    "cell_vote": "cell_vote",
    "decision": "decision",
    CEREMONY: "probation_helper",  # papers and helper are given with the ceremony
    "recognition_vote": "recognition_vote",
    RECOGNITION: "announced",
}
FORESEEN = (CELL_VOTE, CEREMONY, RECOGNITION_VOTE)
ASK_AGAIN = ("sponsor_paper", "mass_opinion", CERTIFICATE, *dossier.DATED_PAPERS)


def assess(case: Case, book: Rulebook, day: date) -> Assessment:
    """Return where the case stands at the end of `day` under the rules in force.

    Each step taken is judged by the rules of its own day, each step open by those of `day`. Events
    after `day` are not looked at. Raises BeforeRulebook for a day before the oldest rule.
    """
    events = standing(event for event in case.events if event.on <= day)
    kinds, case = by_kind(events), case.on(day)
    view = View(case, kinds, book, day)
    ended = course.ended(view)
    done = tuple(_done(case, kinds, book, event) for event in events)
    behind = _taken_before(view)
    open_ = () if ended else tuple(_open_steps(view, behind))
    return Assessment(
        day=day,
        stage=_stage(view, open_, ended is not None),
        procedure=view.rules.procedure.key,
        done=done,
        open=open_,
        deadlines=() if ended else tuple(d for d in deadlines(view) if d.step not in behind),
        expiries=() if ended else tuple(expiries(view)),
        warnings=tuple(_warnings(view)),
        ended_on=ended[0] if ended else None,
        official_from=probation_end(view) if _recognised(view) else None,
    )


def check(case: Case, book: Rulebook, event: Event) -> tuple[Finding, ...]:
    """Return why a step may not be taken on its day with what it says; empty when it may.

    The day's own earlier events count, later ones do not, but for a step that may be taken once
    only. Raises BeforeRulebook.
    """
    case = case.on(event.on)
    before = standing(one for one in case.events if one.on <= event.on)
    found = _checked(View(case, by_kind((*before, event)), book, event.on, event))
    return (*found, *_in_the_way(case, book, event))


def _in_the_way(case: Case, book: Rulebook, event: Event) -> list[Finding]:
    """Return what makes a repetition of a step already taken on a later day."""
    step = book.steps.get(event.kind)
    if step is None or not step.once or case.events[-1:] == () or case.events[-1].on <= event.on:
        return []
    kinds = by_kind(standing(case.with_event(event).events))
    after = next((one for one in kinds.get(event.kind, ()) if one.on > event.on), None)
    return repeated(View(case, kinds, book, after.on, after)) if after is not None else []


def asides(case: Case, book: Rulebook, day: date) -> tuple[str, ...]:
    """Return the steps beside the course that may be taken once the case is where it is."""
    events = standing(one for one in case.events if one.on <= day)
    view = View(case.on(day), by_kind(events), book, day)
    if course.ended(view) is not None:
        return ()
    steps = view.rules.steps
    return tuple(
        key
        for key, step in book.steps.items()
        if step.aside
        and key in steps
        and not _missing(view, steps[key])
        and CONDITIONS[steps[key].when](view)
    )


def require(case: Case, book: Rulebook, event: Event) -> None:
    """Raise Blocked, with every finding, when a step may not be taken."""
    found = check(case, book, event)
    if found:
        raise Blocked(event.kind, found)


def _checked(view: View) -> list[Finding]:
    event = view.event
    assert event is not None
    how = view.rules.steps.get(event.kind)
    if how is None:
        raise KeyError(event.kind)
    ended = course.ended(view)
    if ended is not None and event.kind not in (ended[1], *STILL_TAKEN):
        said = {"why": ended[1], "actual": ended[0]}
        return [Finding(ENDED, how, ended[0], view.on, said)]
    if not CONDITIONS[how.when](view):
        return [Finding(NOT_ASKED, how, None, view.on)]
    missing = _missing(view, how)
    found = [Finding(NEEDS, how, None, view.on, {"missing": missing})] if missing else []
    if len(view.kinds[event.kind]) > 1:
        found += repeated(view)
    return found + findings_of(view, how)


def _missing(view: View, how: StepValue) -> list[str]:
    """Return the steps before this one that are not taken and do apply."""
    missing = [key for key in how.needs if view.last(key) is None]
    if RECOGNITION in view.kinds:
        missing += [key for key in how.needs if asked_anew(view, key)]
    steps = view.rules.steps
    return [key for key in missing if CONDITIONS[steps[key].when](view)] if missing else missing


def _done(case: Case, kinds: dict[str, list[Event]], book: Rulebook, event: Event) -> Done:
    if case.opening(event):
        return Done(event.kind, event)
    return Done(event.kind, event, tuple(_checked(View(case, kinds, book, event.on, event))))


def _open_steps(view: View, behind: set[str]) -> list[Open]:
    """Return the steps not taken that apply, in order, each with why it waits."""
    steps, found = view.rules.steps, list[Open]()
    told: set[str] = set()  # what an earlier open step says holds up the vote too: said once
    course_ = view.book.course if not course.refused(view, DECISION) else (DECISION_RECEIVED,)
    for key in course_:
        how = steps.get(key)
        if how is None or key in behind or _complete(view, key):
            continue
        if CONDITIONS[how.when](view):
            found.append(one := _state(view, key, how, told))
            if one.findings:
                told.update(why.key for why in one.findings)
    return found


def _state(view: View, key: str, how: StepValue, told: set[str]) -> Open:
    missing = _missing(view, how)
    if missing and key not in FORESEEN:
        return Open(key, LATER, how, (), tuple(missing))
    if missing and view.last("permission") is None and key != "cell_vote":
        return Open(key, LATER, how, (), tuple(missing))
    findings = tuple(findings_of(view, how))
    if missing:
        findings = tuple(
            one for one in findings
            if not _follows(one) and not (key == CELL_VOTE and one.key in told)
        )  # fmt: skip
    if findings:
        return Open(key, BLOCKED, how, findings, tuple(missing))
    return Open(key, LATER if missing else NEXT, how, (), tuple(missing))


def _follows(finding: Finding) -> bool:
    """Tell whether a finding only repeats that an earlier step is not taken yet."""
    return finding.key == "class.required" or finding.key.startswith("sponsor.count")


def _complete(view: View, key: str) -> bool:
    """Tell whether a step is taken and need not be taken again."""
    if key not in view.kinds or (RECOGNITION in view.kinds and asked_anew(view, key)):
        return False
    if key not in ASK_AGAIN or "cell_vote" in view.kinds:
        return True
    if key == CERTIFICATE:
        return not person.certificate(view)
    if any(finding.said["paper"] == key for finding in dossier.fresh_papers(view)):
        return False
    if key == "sponsor_paper":
        return not dossier.sponsor_count(view)
    return key != "mass_opinion" or not dossier.opinions(view)


def _taken_before(view: View) -> set[str]:
    """Return the steps that a milestone from before the register stands for."""
    keys = list(view.book.steps)
    for milestone, last in reversed(MILESTONES.items()):
        event = view.last(milestone)
        if event is not None and view.case.opening(event):
            return set(keys[: keys.index(last) + 1])
    return set()


def _stage(view: View, open_: tuple[Open, ...], ended: bool) -> str:
    if ended:
        return "ended"
    if _recognised(view):
        return "official"
    first = next((one for one in open_ if one.state == NEXT), None) or (open_[0] if open_ else None)
    return view.book.steps[first.step].stage if first is not None else "official"


def _recognised(view: View) -> bool:
    recognition = view.last(RECOGNITION)
    return recognition is not None and not recognition.refuses


def _warnings(view: View) -> list[Warned]:
    """Return what to know: unverified rules of the time, conflicts, a calendar not announced."""
    found = []
    era = view.rules.procedure
    if era.verified != TEXT:
        found.append(Warned("procedure.unverified", None, {"procedure": era.key}))
    if view.case.relatives and any(one.member for one in view.case.relatives):
        rule = view.rules.values["verify.members"]
        if rule.conflict is not None:
            found.append(Warned("conflict", rule))
    if person.is_over_age(view) and view.last("decision") is None:
        found.append(Warned("age.max", view.rules.values["age.max"]))
    if (proposed := course.deletion(view)) is not None:
        how = view.rules.steps[proposed.kind]
        found.append(Warned("deletion.proposed", how, {"on": proposed.on}))
    if view.on > view.book.calendar.announced:
        found.append(Warned("calendar.unannounced"))
    return found
