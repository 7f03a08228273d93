"""The facts of an admission case: the person, the place, and what happened on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

INTRODUCTION, CERTIFICATE, PERMISSION = "introduction", "certificate", "permission"
APPLICATION = "application"
CELL_VOTE, DECISION, CEREMONY = "cell_vote", "decision", "ceremony"
DECISION_RECEIVED, DELETION_PROPOSED = "decision_received", "deletion_proposed"
RECOGNITION_VOTE, RECOGNITION = "recognition_vote", "recognition"
PROFILE, MOVED, UNLISTED, CANCELLED = "profile", "moved", "unlisted", "decision_cancelled"
STANDARD, PROCEDURE = "standard", "procedure"
# What a cancelled decision takes with it.
UNDONE = (
    "appraisal", DECISION, DECISION_RECEIVED, CEREMONY, "self_review", "helper_remarks",
    "probation_opinions", RECOGNITION_VOTE, "recognition_section", "recognition_base", RECOGNITION,
    "announced",
)  # fmt: skip

# What may be said of a person that changes which rules apply.
CIRCUMSTANCES = (
    "religious", "dignitary", "foreign_spouse", "chinese_origin", "business_owner",
    "hard_area", "elder", "no_member_village", "readmission", "political_question",
    "student", "secondment", "graduate", "awaiting_diploma", "contract_short", "contract_long",
    "army", "police",
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

    @property
    def refuses(self) -> bool:
        """Tell whether this is a decision not to admit or not to recognise."""
        return self.kind in (DECISION, RECOGNITION) and not self.data.get("approved", True)

    def paper(self, name: str) -> str:
        """Return what is kept of the event's paper: `number`, `issued_by`; empty when nothing is."""
        told = self.data.get("on_paper") or {}
        return str(told.get(name) or self.data.get(name) or "").strip()


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
    stand unchecked. `listed` is the same person as the lists alone tell of them: with it, what the
    profiles of the case say counts from the day of each.
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
    listed: "Case | None" = None

    def opening(self, event: Event) -> bool:
        """Tell whether a step was taken before the register was kept, and is told of only by a list.

        One recorded on a case carries its verdict, however early its day.
        """
        since = self.checked_from
        return since is not None and event.on < since and "verdict" not in event.data

    def on(self, day: date) -> "Case":
        """Return the case with what had been told of the person's circumstances up to a day."""
        if self.listed is None:
            return self
        said: dict[str, Any] = {}
        for event in self.events:
            if event.kind == PROFILE and event.on <= day:
                said.update(event.data)
        return replace(profiled(self.listed, said), events=self.events, listed=self.listed)

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


def profiled(case: Case, said: Mapping[str, Any]) -> Case:
    """Return the case of the lists with what a profile says of the person and the place."""
    return replace(
        case,
        schooling=said.get("schooling") or case.schooling,
        youth_union=bool(said.get("youth_union", case.youth_union)),
        youth_union_here=bool(said.get("youth_union_here", True)),
        union_here=bool(said.get("union_here", False)),
        circumstances=case.circumstances | frozenset(said.get("circumstances", ())),
        host=str(said.get("host") or "residence"),
        relatives=tuple(Relative(**one) for one in said.get("relatives", ())),
        mass_organisations=tuple(said.get("mass_organisations", ())),
        left_on=_day(said, "left_on"),
        left_ground=str(said.get("left_ground") or ""),
        cleared_on=_day(said, "cleared_on"),
        readmitted_before=int(said.get("readmitted_before") or 0),
        delegated=bool(said.get("delegated", False)),
    )


def _day(said: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(said[name]) if said.get(name) else None


def brought_about(events: Iterable[Event]) -> tuple[Event | None, Event | None]:
    """Return the ceremony and the recognition that stand, None for what a cancellation took."""
    ceremony = recognition = None
    for event in sorted(events, key=lambda one: one.on):
        if event.kind == CANCELLED:
            ceremony = recognition = None
        elif event.kind == CEREMONY:
            ceremony, recognition = event, None
        elif event.kind == RECOGNITION and not event.refuses:
            recognition = event
    return ceremony, recognition if ceremony is not None else None


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that count: of the present attempt, without what a cancellation undid.

    A case taken off the list begins anew, as does whoever is introduced after a refusal. A decision
    cancelled because the procedure was wrong takes with it the decision, the ceremony, what was done
    on recognition since, and the steps to be done anew; one cancelled because the standard was not
    met ends the attempt.
    Source: QĐ 294-QĐ/TW, 4.4.
    """
    counted: list[Event] = []
    for event in sorted(events, key=lambda one: one.on):
        if event.kind == UNLISTED or (event.kind == INTRODUCTION and _refused(counted)):
            counted = [one for one in counted if one.kind in (CERTIFICATE, PROFILE)]
        elif event.kind == CANCELLED and event.data.get("ground") != STANDARD:
            again = {*UNDONE, *event.data.get("again", ())}
            counted = [one for one in counted if one.kind not in again]
        counted.append(event)
    return tuple(counted)


def _refused(events: Iterable[Event]) -> bool:
    """Tell whether the last decision on admission was a refusal."""
    decided = [event for event in events if event.kind == DECISION]
    return bool(decided) and decided[-1].refuses
