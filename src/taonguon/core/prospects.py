"""A person's way from the introduction to the dossier, and the sympathisers' list, from the facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from taonguon.core.facts import Fact
from taonguon.core.membership import DEATH, ENTERING, Course

INTRODUCTION, CERTIFICATE = "introduction", "certificate"
AGREEMENT, WITHDRAWN = "agreement", "agreement_withdrawn"
REMARK, TASK, ACTIVITY = "remark", "task", "activity"
AWAY, ENLISTMENT, HANDOVER = "away", "enlistment", "handover"
PROSPECT_KINDS = frozenset(
    {
        INTRODUCTION,
        CERTIFICATE,
        AGREEMENT,
        WITHDRAWN,
        REMARK,
        TASK,
        ACTIVITY,
        AWAY,
        ENLISTMENT,
        HANDOVER,
    }
)
LISTED, UNLISTED, MOVED = "case.listed", "case.unlisted", "case.moved"
HELPER, PROPOSED, PERMITTED = "case.helper", "case.class_proposed", "case.permission"
STAGES = ("introduced", "listed", "proposed", "certified", "permitted")
FUNNEL = ("introduced", "listed", "class", "dossier", "admitted")
ADMITTED, DIED, WITHDREW = "admitted", "died", "withdrew"

Body = Callable[[Mapping[str, object]], str]


@dataclass(frozen=True, slots=True)
class Prospect:
    """Where a person's present or latest way to the Party stands; days are None when not reached.

    `body` is the code of the mass organisation that introduced first, `introduced_by` its words;
    `ended_why` is ADMITTED, DIED, WITHDREW, or the reason given when the cell took the person off.
    """

    person: int
    cell: int
    introduced_on: date
    certified_on: date | None = None
    ended_on: date | None = None
    introduced_by: str = ""
    body: str = ""
    certificate: str = ""
    agreed_on: date | None = None
    listed_on: date | None = None
    helper: str = ""
    proposed_on: date | None = None
    permitted_on: date | None = None
    ended_why: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the person is a prospect on `day`."""
        return self.introduced_on <= day and (self.ended_on is None or day < self.ended_on)

    @property
    def stage(self) -> str:
        """Return the furthest of STAGES that was reached."""
        return stage(self.listed_on, self.proposed_on, self.certified_on, self.permitted_on)


def stage(
    listed_on: date | None,
    proposed_on: date | None,
    certified_on: date | None,
    permitted_on: date | None,
) -> str:
    """Return the furthest of STAGES reached by these days; `introduced` when none is."""
    reached = (permitted_on, certified_on, proposed_on, listed_on)
    names = reversed(STAGES[1:])
    return next((name for name, on in zip(names, reached, strict=True) if on), STAGES[0])


class Introduction(NamedTuple):
    """One introduction by one mass organisation; a person may have several."""

    person: int
    cell: int
    on: date
    body: str
    by: str
    agreed_on: date | None


class Listing(NamedTuple):
    """A time on a cell's list, from `start` up to but not including `end`."""

    person: int
    cell: int
    start: date
    end: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the person is on the list on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


def introductions(facts: Iterable[Fact], body: Body) -> list[Introduction]:
    """Return the introductions of one person, by day; `body` gives the code of who introduced.

    An introduction counts as agreed to since the first agreement recorded, whoever asked for it.
    """
    told = sorted(facts, key=_day_of)
    agreed = next((fact.happened_on for fact in told if fact.kind == AGREEMENT), None)
    return [
        Introduction(
            fact.person or 0, fact.organisation, fact.happened_on, body(fact.data),
            str(fact.data.get("by") or ""), agreed,
        )
        for fact in told
        if fact.kind == INTRODUCTION and fact.organisation is not None
    ]  # fmt: skip


def prospect(facts: Iterable[Fact], told: Course, body: Body) -> Prospect | None:
    """Return the person as a prospect, ended by admission, death, withdrawal or being taken off.

    Introduced anew after that, the new introduction counts. None when never introduced.
    """
    facts = list(facts)
    if not any(fact.kind == INTRODUCTION for fact in facts):
        return None
    facts.sort(key=_day_of)
    off = [fact for fact in facts if fact.kind in {UNLISTED, WITHDRAWN}]
    opened = _opened(facts, [fact.happened_on for fact in off])
    if opened is None or opened.organisation is None:
        return None
    since = opened.happened_on
    ended_on, ended_why = _end(facts, told, off, since)
    said = _Since(facts, since)
    moves = [fact.organisation for fact in facts if fact.kind == MOVED and fact.organisation]
    return Prospect(
        person=opened.person or 0,
        cell=moves[-1] if moves else opened.organisation,
        introduced_on=since,
        certified_on=said.last(CERTIFICATE, ever=True),
        ended_on=ended_on,
        introduced_by=str(opened.data.get("by") or ""),
        body=body(opened.data),
        certificate=said.text(CERTIFICATE, "number"),
        agreed_on=said.last(AGREEMENT, ever=True),
        listed_on=said.first(LISTED),
        helper=said.text(HELPER, "name"),
        proposed_on=said.last(PROPOSED),
        permitted_on=said.last(PERMITTED),
        ended_why=ended_why,
    )


class _Since:
    """The facts of the present way, asked for by kind. Certificates and agreements outlast a way."""

    def __init__(self, facts: Sequence[Fact], since: date) -> None:
        self._all, self._since = facts, since

    def _of(self, kind: str, ever: bool) -> list[Fact]:
        return [
            one
            for one in self._all
            if one.kind == kind and (ever or one.happened_on >= self._since)
        ]

    def first(self, kind: str) -> date | None:
        found = self._of(kind, ever=False)
        return found[0].happened_on if found else None

    def last(self, kind: str, *, ever: bool = False) -> date | None:
        found = self._of(kind, ever)
        return found[-1].happened_on if found else None

    def text(self, kind: str, name: str) -> str:
        told = [
            str(one.data[name]) for one in self._of(kind, kind == CERTIFICATE) if one.data.get(name)
        ]
        return told[-1] if told else ""


def _end(
    facts: Iterable[Fact], told: Course, off: Iterable[Fact], since: date
) -> tuple[date | None, str]:
    ends = [
        (one.happened_on, WITHDREW if one.kind == WITHDRAWN else str(one.data.get("reason") or ""))
        for one in off
        if one.happened_on >= since
    ]
    ends += [
        (span.start, ADMITTED)
        for span in told.spans
        if span.entered in ENTERING and span.start >= since
    ]
    ends += [(one.happened_on, DIED) for one in facts if one.kind == DEATH]
    return min(ends, default=(None, ""), key=lambda end: end[0] or date.max)


def _opened(facts: Iterable[Fact], off: list[date]) -> Fact | None:
    """Return the first introduction since the person was last taken off the list."""
    introduced = [fact for fact in facts if fact.kind == INTRODUCTION]
    anew = [fact for fact in introduced if off and fact.happened_on >= off[-1]]
    return next(iter(anew or introduced), None)


def listings(facts: Iterable[Fact], told: Course) -> list[Listing]:
    """Return a person's times on the lists of cells, by day.

    Listed and taken off by resolution of the cell; carried over to the new cell by a move; ended by
    admission, death or withdrawal. Source: HD 38-HD/BTCTW, I.1.1.
    """
    entered = [(span.start, 0, ADMITTED, None) for span in told.spans if span.entered in ENTERING]
    happened = [
        (one.happened_on, one.id, one.kind, one.organisation)
        for one in facts
        if one.kind in {LISTED, UNLISTED, MOVED, WITHDRAWN, DEATH}
    ]
    person = next((one.person for one in facts if one.person), 0) or 0
    found: list[Listing] = []
    for on, _, kind, cell in sorted([*entered, *happened], key=lambda one: one[:2]):
        last = found[-1] if found and found[-1].end is None else None
        goes_on = kind in {LISTED, MOVED} and cell is not None
        if last is not None and not (goes_on and cell == last.cell):
            found[-1] = last._replace(end=on)
        if goes_on and cell is not None and (kind == LISTED if last is None else cell != last.cell):
            found.append(Listing(person, cell, on, None))
    return [one for one in found if one.end is None or one.end > one.start]


def _day_of(fact: Fact) -> date:
    return fact.happened_on
