"""From the facts about a person to periods of membership: who is what, where, on a day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Span:
    """A period in one cell with one status, from `start` up to but not including `end`.

    `entered` and `left` name what began and ended it; `came_from` and `went_to` are cells.
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


def course(facts: Iterable[Fact]) -> Course:
    """Fold the standing facts of one person into periods of membership.

    The order in which facts were recorded does not matter: they are taken by day, those of one
    day in the order in which they can take effect.
    """
    told = Course()
    relevant = sorted(
        (fact for fact in facts if fact.kind in MEMBERSHIP_KINDS), key=lambda f: f.happened_on
    )
    for _, same_day in groupby(relevant, key=lambda f: f.happened_on):
        inside = _open(told) is not None
        for fact in sorted(same_day, key=lambda f: (_rank(f.kind, inside), content_key(f))):
            told = _step(told, fact)
    return told


def _rank(kind: str, inside: bool) -> int:
    """Order the facts of one day: who is inside leaves before entering anew, and the reverse."""
    if kind in INSIDE:
        return 1
    if kind in LEAVING:
        return 2 if inside else 3
    return 3 if inside else 0


def _open(told: Course) -> Span | None:
    last = told.spans[-1] if told.spans else None
    return last if last is not None and last.end is None else None


def _step(told: Course, fact: Fact) -> Course:
    current = _open(told)
    if fact.kind in ENTERING:
        dead = any(span.left == DEATH for span in told.spans)
        done = None if current or dead or fact.organisation is None else _enter(told, fact)
    elif current is None:
        done = None
    elif fact.kind in LEAVING:
        done = _close(told, fact, left=fact.kind)
    else:
        done = _within(told, fact, current)
    return done or replace(told, contradictions=(*told.contradictions, fact))


def _enter(told: Course, fact: Fact) -> Course:
    assert fact.organisation is not None
    entered = ADMISSION if is_admission(fact) else fact.kind
    official = fact.kind in {OPENING, TRANSFER_IN} and fact.data.get("status") == OFFICIAL
    span = Span(
        person=fact.person or 0,
        cell=fact.organisation,
        status=OFFICIAL if official else PROBATIONARY,
        start=fact.happened_on,
        end=None,
        entered=entered,
    )
    admitted_on = _day(fact.data, "admitted_on")
    if entered in {ADMISSION, READMISSION}:
        admitted_on = fact.happened_on
    return replace(
        told,
        spans=(*told.spans, span),
        admitted_on=admitted_on or told.admitted_on,
        first_admitted_on=told.first_admitted_on or admitted_on,
        recognised_on=_day(fact.data, "official_on") or told.recognised_on,
    )


def _within(told: Course, fact: Fact, current: Span) -> Course | None:
    if fact.kind == EXEMPTION:
        return replace(told, exempt_from=fact.happened_on)
    if fact.kind == RECOGNITION:
        if current.status == OFFICIAL:
            return None
        closed = _close(told, fact, left=RECOGNITION)
        status, cell, came_from = OFFICIAL, current.cell, None
    else:
        if fact.organisation is None or fact.organisation == current.cell:
            return None
        closed = _close(told, fact, left=MOVE, went_to=fact.organisation)
        status, cell, came_from = current.status, fact.organisation, current.cell
    span = Span(
        current.person, cell, status, fact.happened_on, None, fact.kind, came_from=came_from
    )
    recognised_on = fact.happened_on if fact.kind == RECOGNITION else told.recognised_on
    return replace(closed, spans=(*closed.spans, span), recognised_on=recognised_on)


def _close(told: Course, fact: Fact, *, left: str, went_to: int | None = None) -> Course:
    last = replace(told.spans[-1], end=fact.happened_on, left=left, went_to=went_to)
    return replace(told, spans=(*told.spans[:-1], last))


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
