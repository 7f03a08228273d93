"""Steps taken again: which the rules ask for anew, and which may not be repeated."""

from collections.abc import Sequence

from taonguon.core.assessment.course import refused
from taonguon.core.assessment.outcome import REPEATED, Finding
from taonguon.core.assessment.view import View
from taonguon.core.assessment.voting import BASE, BODIES, CELL, passed
from taonguon.core.case import CELL_VOTE, MOVED, RECOGNITION, RECOGNITION_VOTE, Event

RECOGNISING = (RECOGNITION_VOTE, "recognition_section", "recognition_base", RECOGNITION)
WHERE_MOVED = (CELL_VOTE, "section_appraisal", "base_vote", "appraisal")


def asked_anew(view: View, step: str) -> bool:
    """Tell whether a step taken must be taken again because recognition was refused after it."""
    if step not in RECOGNISING:
        return False
    no, taken = refused(view, RECOGNITION), view.last(step)
    return no is not None and taken is not None and taken.on <= no.on


def repeated(view: View) -> list[Finding]:
    """A step to be taken once stands until it fails, falls, or what it rests on is taken anew."""
    event = view.event
    if event is None or not view.book.steps[event.kind].once:
        return []
    before = _before(view.all(event.kind), event)
    if before is None or _fallen(view, before):
        return []
    return [Finding(REPEATED, view.rules.steps[event.kind], before.on, view.on)]


def _before(taken: Sequence[Event], event: Event) -> Event | None:
    before = None
    for one in taken:
        if one is event:
            break
        before = one
    return before


def _fallen(view: View, before: Event) -> bool:
    kind = before.kind
    if before.refuses:
        return True
    if BODIES.get(kind) in (CELL, BASE) and not passed(view.book, before):
        return True
    anew = [one for one in view.rules.steps[kind].needs if view.book.steps[one].once]
    if kind in WHERE_MOVED:
        anew += [MOVED, "dossier_received"]
    if kind in RECOGNISING and _refused_since(view, before):
        return True
    return any(one.on > before.on for need in anew for one in view.all(need))


def _refused_since(view: View, before: Event) -> bool:
    return any(
        one.refuses and one.on >= before.on and one is not view.event
        for one in view.all(RECOGNITION)
    )
