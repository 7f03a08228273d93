"""Checks of votes: the roll, the majority, what a vote below it allows, and repeated failures."""

from collections.abc import Callable
from datetime import date

from taonguon.core import votes
from taonguon.core.assessment.outcome import TWICE, Finding
from taonguon.core.assessment.view import View
from taonguon.core.case import CELL_VOTE, DECISION, RECOGNITION, RECOGNITION_VOTE, Event
from taonguon.core.rulebook import Rulebook

CELL = ("vote.cell", "vote.cell.base")
BASE = ("vote.base_committee", "vote.committee.base")
STANDING = ("vote.decide.standing", "vote.committee.base")
DELEGATED = ("vote.decide.delegated", "vote.committee.base")
BODIES = {
    CELL_VOTE: CELL, RECOGNITION_VOTE: CELL, "base_vote": BASE, "recognition_base": BASE,
    DECISION: STANDING, RECOGNITION: STANDING,
}  # fmt: skip


def outcome_of(book: Rulebook, event: Event, body: tuple[str, str]) -> votes.Outcome:
    """Return what a recorded vote came to under the rules of its day.

    Raises DoesNotAddUp and EmptyRoll. Source: QĐ 294-QĐ/TW, 9.3.
    """
    return _outcome(book, event, body, *votes.read(event.data))


def _outcome(
    book: Rulebook,
    event: Event,
    body: tuple[str, str],
    voters: list[votes.Voter],
    tally: votes.Tally,
) -> votes.Outcome:
    majority = votes.majority(book.value(body[0], event.on).value)
    told = book.value(body[1], event.on).value
    roll = votes.roll(voters, votes.Excuses(told["always"], told["if_absent"]))
    return votes.outcome(tally, roll, majority)


def body_of(kind: str, *, delegated: bool) -> tuple[str, str]:
    """Return the rules of the body that votes in a step: its majority, and who is not counted."""
    body = BODIES[kind]
    return DELEGATED if body == STANDING and delegated else body


def _deciders(view: View) -> tuple[str, str]:
    return body_of(DECISION, delegated=view.case.delegated)


def _counted(view: View, body: tuple[str, str]) -> list[Finding]:
    """The votes add up, and the way of voting is recorded. Source: QĐ 294, 9.3; HD 06, 5.1."""
    event = view.event
    if event is None:
        return []
    found = [] if event.data.get("form") in votes.FORMS else view.finds("vote.form", None)
    voters, tally = votes.read(event.data)
    if names := votes.doubled(voters):
        rule = view.rules.values["vote.counted"]
        found.append(Finding(TWICE, rule, None, view.on, {"names": names}))
    try:
        _outcome(view.book, event, body, voters, tally)
    except votes.DoesNotAddUp as wrong:
        rule = view.rules.values["vote.counted"]
        found.append(
            Finding("vote.counted", rule, wrong.votes, view.on, {"required": wrong.voters})
        )
    except votes.EmptyRoll:
        rule = view.rules.values["vote.counted"]
        found.append(Finding("vote.counted", rule, 0, view.on, {"required": 0}))
    return found


def _result(view: View, kind: str, body: tuple[str, str]) -> list[Finding]:
    """A vote below its majority goes up with its full result first. Source: HD 06-HD/TW, 5.1."""
    event = view.last(kind)
    if event is None:
        return []
    try:
        result = outcome_of(view.book, event, body)
    except (votes.DoesNotAddUp, votes.EmptyRoll):
        return []  # told at the vote itself
    if result.passed or view.first_after("result_reported", event.on) is not None:
        return []
    told = f"{result.tally.favour}/{result.size}"
    said = {"needed": result.needed, "required": str(result.majority)}
    return [Finding(body[0], view.book.value(body[0], event.on), told, view.on, said)]


def _approves(view: View, body: tuple[str, str]) -> list[Finding]:
    """A decision to admit has its majority; one to refuse needs none."""
    found = _counted(view, body)
    event = view.event
    if found or event is None or not event.data.get("approved", True):
        return found
    result = outcome_of(view.book, event, body)
    if result.passed:
        return []
    told = f"{result.tally.favour}/{result.size}"
    said = {"needed": result.needed, "required": str(result.majority)}
    return [Finding(body[0], view.rules.values[body[0]], told, view.on, said)]


def failures(view: View, upto: date) -> int:
    """Return how many votes on recognition have failed up to a day."""
    failed = 0
    for event in view.all(RECOGNITION_VOTE):
        if event.on <= upto and not passed(view.book, event):
            failed += 1
    return failed


def passed(book: Rulebook, event: Event) -> bool:
    """Tell whether the vote of a cell or of a base committee reached its majority."""
    try:
        return outcome_of(book, event, BODIES[event.kind]).passed
    except (votes.DoesNotAddUp, votes.EmptyRoll):
        return False


def recognition_tally(view: View) -> list[Finding]:
    """The recognition vote adds up; after the third failure the level above decides.

    Source: QĐ 294-QĐ/TW, 4.2.3.
    """
    before = date.fromordinal(view.on.toordinal() - 1) if view.event is not None else view.on
    failed, most = failures(view, before), view.rules.values["vote.max_attempts"].value
    if failed >= most:
        return view.finds("vote.max_attempts", failed)
    return _counted(view, CELL)


def recognition_result(view: View) -> list[Finding]:
    """The cell's vote passed, was reported up, or failed so often that the level above decides."""
    if failures(view, view.on) >= view.rules.values["vote.max_attempts"].value:
        return []
    return _result(view, RECOGNITION_VOTE, CELL)


Check = Callable[[View], list[Finding]]

CHECKS: dict[str, Check] = {
    "cell_tally": lambda view: _counted(view, CELL),
    "base_tally": lambda view: _counted(view, BASE),
    "base_recognition_tally": lambda view: _counted(view, BASE),
    "standing_tally": lambda view: _approves(view, _deciders(view)),
    "standing_recognition_tally": lambda view: _approves(view, _deciders(view)),
    "cell_result": lambda view: _result(view, CELL_VOTE, CELL),
    "base_result": lambda view: _result(view, "base_vote", BASE),
    "recognition_base_result": lambda view: _result(view, "recognition_base", BASE),
    "recognition_tally": recognition_tally,
    "recognition_result": recognition_result,
}
