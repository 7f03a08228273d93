"""From the facts about a person to periods of membership: who is what, where, on a day."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from taonguon.core.days import years_between
from taonguon.core.facts import Fact, content_key

PROBATIONARY, OFFICIAL = "probationary", "official"
OPENING, ADMISSION, READMISSION, TRANSFER_IN = "opening", "admission", "readmission", "transfer_in"
RECOGNITION, MOVE, EXEMPTION = "recognition", "move", "exemption"
DEATH, DELETION, EXPULSION = "death", "deletion", "expulsion"
RESIGNATION, TRANSFER_OUT = "resignation", "transfer_out"

ENTERING = frozenset({OPENING, ADMISSION, READMISSION, TRANSFER_IN})
INSIDE = frozenset({RECOGNITION, MOVE, EXEMPTION})
LEAVING = frozenset({DEATH, DELETION, EXPULSION, RESIGNATION, TRANSFER_OUT})
OUT_OF_PARTY = frozenset({DELETION, EXPULSION, RESIGNATION})
MEMBERSHIP_KINDS = ENTERING | INSIDE | LEAVING


class Span(NamedTuple):
    """A period in one cell with one status, from `start` up to but not including `end`.

    `entered` and `left` name what began and ended it; `came_from` and `went_to` are cells, of who
    was recognised the same cell, when they were in it the day before.
    """

    person: int
    cell: int
    status: str
    start: date
    end: date | None
    entered: str
    left: str | None = None
    came_from: int | None = None
    went_to: int | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the person is a member here on `day`."""
        return self.start <= day and (self.end is None or day < self.end)

    def passes(self, day: date) -> bool:
        """Tell whether the person was a member here on the day before and still is on `day`."""
        stayed = self.start < day or (self.start == day and self.came_from == self.cell)
        return stayed and self.covers(day)


@dataclass(frozen=True, slots=True)
class Course:
    """What the facts of one person come to. `contradictions` are facts that could not take effect.

    `admitted_on` is the day of the latest admission, `first_admitted_on` that of the first.
    """

    spans: tuple[Span, ...] = ()
    admitted_on: date | None = None
    first_admitted_on: date | None = None
    recognised_on: date | None = None
    exempt_from: date | None = None
    contradictions: tuple[Fact, ...] = ()

    def on(self, day: date) -> Span | None:
        """Return the period that covers `day`, None when the person is no member then."""
        return next((span for span in self.spans if span.covers(day)), None)


@dataclass(slots=True)
class _Unfolding:
    """A course while the facts are being taken, one by one."""

    spans: list[Span] = field(default_factory=list)
    admitted_on: date | None = None
    first_admitted_on: date | None = None
    recognised_on: date | None = None
    exempt_from: date | None = None
    contradictions: list[Fact] = field(default_factory=list)

    @property
    def current(self) -> Span | None:
        if not self.spans:
            return None
        last = self.spans[-1]
        return last if last.end is None else None

    def close(self, on: date, left: str, went_to: int | None = None) -> None:
        last = self.spans[-1]
        self.spans[-1] = Span(
            last.person, last.cell, last.status, last.start, on, last.entered, left,
            last.came_from, went_to,
        )  # fmt: skip

    def folded(self) -> Course:
        return Course(
            tuple(self.spans), self.admitted_on, self.first_admitted_on, self.recognised_on,
            self.exempt_from, tuple(self.contradictions),
        )  # fmt: skip


def course(facts: Iterable[Fact]) -> Course:
    """Fold the standing facts of one person into periods of membership.

    The order in which facts were recorded does not matter: they are taken by day, those of one
    day in the order in which they can take effect.
    """
    told = _Unfolding()
    relevant = sorted([fact for fact in facts if fact.kind in MEMBERSHIP_KINDS], key=_day_of)
    alone = len(set(map(_day_of, relevant))) == len(relevant)
    for fact in relevant if alone else _in_order(told, relevant):
        if not _take(told, fact):
            told.contradictions.append(fact)
    return told.folded()


_day_of = attrgetter("happened_on")


def _in_order(told: _Unfolding, relevant: list[Fact]) -> Iterator[Fact]:
    """Give the facts of each day as they can take effect after those given before."""
    for _, same_day in groupby(relevant, key=_day_of):
        inside = told.current is not None
        yield from sorted(same_day, key=lambda f: (_rank(f.kind, inside), content_key(f)))


def _rank(kind: str, inside: bool) -> int:
    """Order the facts of one day: who is inside leaves before entering anew, and the reverse."""
    if kind in INSIDE:
        return 1
    if kind in LEAVING:
        return 2 if inside else 3
    return 3 if inside else 0


def _take(told: _Unfolding, fact: Fact) -> bool:
    """Let a fact take effect; False, and nothing changed, when it cannot."""
    current = told.current
    if fact.kind in ENTERING:
        return current is None and _enter(told, fact)
    if current is None:
        return False
    if fact.kind in LEAVING:
        told.close(fact.happened_on, fact.kind)
        return True
    return _within(told, fact, current)


def _enter(told: _Unfolding, fact: Fact) -> bool:
    dead = any(span.left == DEATH for span in told.spans)
    if dead or fact.organisation is None:
        return False
    entered = ADMISSION if is_admission(fact) else fact.kind
    official = fact.kind in {OPENING, TRANSFER_IN} and fact.data.get("status") == OFFICIAL
    status = OFFICIAL if official else PROBATIONARY
    span = Span(fact.person or 0, fact.organisation, status, fact.happened_on, None, entered)
    told.spans.append(span)
    admitted_on = _day(fact.data, "admitted_on")
    if entered in {ADMISSION, READMISSION}:
        admitted_on = fact.happened_on
    told.admitted_on = admitted_on or told.admitted_on
    told.first_admitted_on = told.first_admitted_on or admitted_on
    told.recognised_on = _day(fact.data, "official_on") or told.recognised_on
    return True


def _within(told: _Unfolding, fact: Fact, current: Span) -> bool:
    status, cell, came_from, went_to = current.status, current.cell, None, None
    if fact.kind == EXEMPTION:
        told.exempt_from = fact.happened_on
        return True
    if fact.kind == RECOGNITION:
        if status == OFFICIAL:
            return False
        status, told.recognised_on = OFFICIAL, fact.happened_on
        came_from = cell if current.start < fact.happened_on else None
    else:
        if fact.organisation is None or fact.organisation == cell:
            return False
        cell, came_from, went_to = fact.organisation, cell, fact.organisation
    told.close(fact.happened_on, fact.kind, went_to)
    told.spans.append(
        Span(current.person, cell, status, fact.happened_on, None, fact.kind, came_from=came_from)
    )
    return True


def _day(data: Mapping[str, Any], name: str) -> date | None:
    value = data.get(name)
    return date.fromisoformat(value) if value else None


def is_admission(fact: Fact) -> bool:
    """Tell whether the fact counts as an admission on its day.

    An opening entry does when its day is the day of admission: what happened before the first
    day of use enters without a dossier but is counted all the same.
    """
    return fact.kind == ADMISSION or (fact.kind == OPENING and fact.data.get("entry") == ADMISSION)


def total(spans: Iterable[Span], cells: Collection[int], on: date) -> int:
    """Return how many people are members in `cells` on the day."""
    return len({span.person for span in spans if span.cell in cells and span.covers(on)})


def entries(spans: Iterable[Span], cells: Collection[int], after: date, until: date) -> list[Span]:
    """Return the periods that brought a person into `cells` on a day after `after`, to `until`."""
    return [
        span
        for span in spans
        if after < span.start <= until
        and span.cell in cells
        and (span.entered in ENTERING or (span.entered == MOVE and span.came_from not in cells))
    ]


def exits(spans: Iterable[Span], cells: Collection[int], after: date, until: date) -> list[Span]:
    """Return the periods whose end took a person out of `cells` after `after`, to `until`."""
    return [
        span
        for span in spans
        if span.end is not None
        and after < span.end <= until
        and span.cell in cells
        and (span.left in LEAVING or (span.left == MOVE and span.went_to not in cells))
    ]


def party_age(told: Course, on: date) -> int:
    """Return full years in the Party on a day, time outside it taken off; 0 before admission.

    A member elsewhere, after a transfer out, is not outside. Source: Điều lệ Đảng, Điều 5: counted
    from the decision of admission, once recognised; of a readmitted member from the first one.
    """
    since = told.first_admitted_on
    if since is None or on < since:
        return 0
    outside = timedelta()
    returns = (*(span.start for span in told.spans[1:]), on)
    for span, back in zip(told.spans, returns, strict=True):
        if span.end is not None and span.end <= on and span.left in OUT_OF_PARTY:
            outside += min(back, on) - span.end
    return years_between(since, on - outside)
