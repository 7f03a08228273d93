"""The facts of an admission case: the person, the place, and what happened on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

INTRODUCTION, CERTIFICATE, PERMISSION = "introduction", "certificate", "permission"
CELL_VOTE, DECISION, CEREMONY = "cell_vote", "decision", "ceremony"
RECOGNITION_VOTE, RECOGNITION = "recognition_vote", "recognition"
PROFILE, MOVED, UNLISTED, CANCELLED = "profile", "moved", "unlisted", "decision_cancelled"
STANDARD, PROCEDURE = "standard", "procedure"

# What may be said of a person that changes which rules apply.
CIRCUMSTANCES = (
    "religious", "dignitary", "foreign_spouse", "chinese_origin", "business_owner",
    "hard_area", "elder", "no_member_village", "readmission", "political_question",
    "student", "secondment", "graduate", "contract_short", "contract_long", "army", "police",
)  # fmt: skip
LEVELS = (
    "none", "literate", "primary", "lower_secondary_programme", "lower_secondary",
    "upper_secondary",
)  # fmt: skip


class Event(NamedTuple):
    """One thing that happened in the case on a day; `id` is that of the fact behind it."""

    kind: str
    on: date
    data: Mapping[str, Any] = MappingProxyType({})
    id: int = 0


class Relative(NamedTuple):
    """Somebody to verify, by relation alone; what is true of them decides how far.

    `member`: a member whose managing committee confirmed the CV.
    """

    key: str
    relation: str
    member: bool = False
    same_commune: bool = False
    minor: bool = False
    armed_forces: bool = False
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Everything an assessment is told. `events` are sorted by day.

    `born` is an ISO day or a year; `schooling` is one of LEVELS, empty when not known; `under` are
    the kinds of committees above the cell up to the commune; `readmission` says when and why the
    person left the Party. Steps before `checked_from` were taken before the register was kept: they
    stand unchecked.
    """

    born: str
    events: tuple[Event, ...] = ()
    schooling: str = ""
    youth_union: bool = False
    youth_union_here: bool = True
    union_here: bool = False
    circumstances: frozenset[str] = frozenset()
    under: tuple[str, ...] = ("commune",)
    host: str = "residence"
    relatives: tuple[Relative, ...] = ()
    mass_organisations: tuple[str, ...] = ()
    left_on: date | None = None
    left_ground: str = ""
    cleared_on: date | None = None
    readmitted_before: int = 0
    delegated: bool = False
    checked_from: date | None = None

    def opening(self, event: Event) -> bool:
        """Tell whether a step was taken before the register was kept, and is told of only by a list.

        One recorded on a case carries its verdict, however early its day.
        """
        since = self.checked_from
        return since is not None and event.on < since and "verdict" not in event.data

    def until(self, day: date) -> "Case":
        """Return the case as it stood at the end of a day."""
        if not self.events or self.events[-1].on <= day:
            return self
        return replace(self, events=tuple(event for event in self.events if event.on <= day))

    def with_event(self, event: Event) -> "Case":
        """Return the case with one more event, in its place by day, after those of the same day."""
        before = [one for one in self.events if one.on <= event.on]
        after = [one for one in self.events if one.on > event.on]
        return replace(self, events=(*before, event, *after))


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that count: of the present attempt, without what a cancellation undid.

    A case taken off the list begins anew. A decision cancelled because the procedure was wrong
    takes with it the decision, the ceremony and the steps to be done anew; one cancelled because the
    standard was not met ends the attempt. Source: QĐ 294-QĐ/TW, 4.4.
    """
    counted: list[Event] = []
    for event in sorted(events, key=lambda one: one.on):
        if event.kind == UNLISTED:
            counted = [one for one in counted if one.kind in (CERTIFICATE, PROFILE)]
        elif event.kind == CANCELLED and event.data.get("ground") != STANDARD:
            again = {DECISION, "decision_received", CEREMONY, "appraisal"}
            again |= set(event.data.get("again", ()))
            counted = [one for one in counted if one.kind not in again]
        counted.append(event)
    return tuple(counted)
