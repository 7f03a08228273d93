"""The year's plan of an organisation: by when how many must have come past each milestone."""

from collections.abc import Mapping
from dataclasses import dataclass

from taonguon.core.backward import LOST, Backward
from taonguon.core.before import ANSWERED, PROPOSED, Bound
from taonguon.core.case import CELL_VOTE, CEREMONY, CERTIFICATE, DECISION

MILESTONES = ("listed", PROPOSED, CERTIFICATE, ANSWERED, CELL_VOTE, DECISION, CEREMONY)


@dataclass(frozen=True, slots=True)
class Milestone:
    """By when how many must have come past a step, who has, and who still can, by their ids.

    `missing` are those still to come past it, `short` those of them for whom no case is there; both
    None where there is no target.
    """

    step: str
    latest: Bound
    safe: Bound | None
    passed: tuple[int, ...]
    able: tuple[int, ...]
    missing: int | None = None
    short: int | None = None


def campaign(
    way: Backward, plans: Mapping[int, Backward], needed: int | None
) -> tuple[Milestone, ...]:
    """Return by when how many of `needed` must have come past each milestone.

    `way` is that of somebody of whom nothing is done yet, `plans` are the open cases by person.
    """
    by_step = {one.step: one for one in way.windows}
    hopeful = {pk: one for pk, one in plans.items() if one.state not in LOST}
    ahead = {pk: {window.step for window in one.windows} for pk, one in hopeful.items()}
    found = []
    for step in (one for one in MILESTONES if one in by_step):
        able = tuple(pk for pk, steps in ahead.items() if step in steps)
        passed = tuple(pk for pk, steps in ahead.items() if step not in steps)
        missing = None if needed is None else max(0, needed - len(passed))
        short = None if missing is None else max(0, missing - len(able))
        window = by_step[step]
        found.append(Milestone(step, window.latest, window.safe, passed, able, missing, short))
    return tuple(found)
