"""What a forecast is told, read from the register in a fixed number of queries, and what it answers.

What leaves this file, and what the cache keeps, speaks of organisations only.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from django.core.cache import cache
from django.db.models import QuerySet, Subquery

from taonguon.cases import facts as cases
from taonguon.classes.models import StudyClass
from taonguon.core import before
from taonguon.core.assessment.voting import passed
from taonguon.core.case import CELL_VOTE, DECISION, Case, Event
from taonguon.core.courses import REACHED, STAGES, Calendar, Course, Priors
from taonguon.core.days import Period
from taonguon.core.organisation import SEGMENT
from taonguon.core.prospects import ADMITTED
from taonguon.core.rulebook import BeforeRulebook, Rulebook
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act
from taonguon.meetings.models import Meeting
from taonguon.organisations.models import Organisation
from taonguon.outlook import backtest
from taonguon.outlook.backtest import Past, Trial
from taonguon.outlook.forecast import Asked, Forecast, Limit, forecast, limits
from taonguon.outlook.history import History
from taonguon.people.models import Person, Prospect
from taonguon.prospects import facts as prospects
from taonguon.regulations.book import in_use
from taonguon.reports.picture import Materials, Picture
from taonguon.rules.outlook import shipped

T = TypeVar("T")
KEPT = 1  # the shape of what the cache keeps
ABOVE = ("province", "district")  # no year of theirs is forecast: they look at their communes
AWARENESS = "awareness"
DAYS = ("introduced_on", "listed_on", "proposed_on", "certified_on", "permitted_on")
STEPS = {CELL_VOTE: "voted", DECISION: "decided"}
# by which step of the procedure each stage is reached
REACHED_BY = (
    "introduction", "listed", "class_proposed", "certificate", "permission", CELL_VOTE, DECISION,
    "ceremony",
)  # fmt: skip
YEARS_KNOWN = 2
YEARS_TRIED = 5


@dataclass(frozen=True, slots=True)
class Plain:
    """What offices count: admitted this year so far, and dossiers the cell has voted on, in hand."""

    admitted: int
    in_hand: int

    @property
    def total(self) -> int:
        """Return both together."""
        return self.admitted + self.in_hand


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast of a commune's year, or why there is none, and always the plain count.

    `known` of `recent` people admitted in the last two years have their whole course in the register;
    `ever` do in all.
    """

    plain: Plain
    ever: int
    known: int
    recent: int
    told: Forecast | None

    @property
    def enough(self) -> bool:
        """Tell whether there are facts enough for a forecast."""
        return self.told is not None


class Facts:
    """The courses of a commune as of a day, as plain values that name nobody; ten queries."""

    def __init__(self, told: Materials, as_of: date, book: Rulebook) -> None:
        """Read the courses, the admissions, the classes planned and the meetings held this month."""
        self.as_of = as_of
        self.cells = {
            version.organisation_id: told.scope.founded[version.organisation_id]
            for version in told.scope.cells(as_of)
        }
        people = Person.objects.filter(prospect__cell__in=list(self.cells))
        self.courses = _courses(people, as_of, book)
        by_day: dict[date, dict[int | None, int]] = {}
        for row in told.admitted(Period(date.min, as_of)):
            cells = by_day.setdefault(row.on, {})
            cells[row.cell] = cells.get(row.cell, 0) + row.people
        self.past = Past(by_day)
        self.calendar = Calendar(_class_ends(told.root, as_of), _met(self.cells, as_of))
        self.history = History(self.courses, self.cells, as_of, told.courses_known_since())

    def known(self, period: Period) -> int:
        """Return how many were admitted in a period whose course the register has followed."""
        days = [one.admitted_on for one in self.courses]
        return sum(
            day is not None and day >= self.history.since and period.contains(day) for day in days
        )

    def in_hand(self) -> int:
        """Return how many dossiers have the cell's vote and no ceremony yet."""
        cut = self.history.cut(self.as_of)
        return int((cut.stage[cut.open] >= STAGES.index("voted")).sum())


class Looking:
    """The outlook of a picture's year, each part of it made anew only when something was recorded since.

    The facts are read once, and only if a part is not kept.
    """

    def __init__(self, told: Materials, picture: Picture) -> None:
        """Take the commune and the day; nothing is read yet but what was recorded last."""
        self.told, self.picture, self.priors = told, picture, shipped()
        latest = JournalEntry.objects.order_by("-pk").values("pk")[:1]
        rows = Act.objects.order_by("-pk").values_list("pk", "undone_at", Subquery(latest))
        self.version = rows.first()

    @cached_property
    def facts(self) -> Facts:
        """Return the facts up to the day."""
        return Facts(self.told, self.picture.as_of, in_use())

    def outlook(self) -> Outlook:
        """Return the forecast, or why there is none."""
        return self._kept("outlook", self.picture.as_of, lambda: _outlook(self))

    def limits(self) -> tuple[Limit, ...]:
        """Return what each wait costs, the dearest first."""
        return self._kept(
            "limits",
            self.picture.as_of,
            lambda: limits(self.facts.history, _asked(self), self.priors),
        )

    def tried(self) -> tuple[Trial, ...]:
        """Return how the forecast would have done in past years, month by month."""
        return self._kept("tried", self.picture.year, self._tried)

    def _tried(self) -> tuple[Trial, ...]:
        facts = self.facts
        years = tried_years(facts, self.priors)
        return tuple(backtest.trials(facts.history, facts.past, self.priors, years))

    def _kept(self, what: str, when: object, make: Callable[[], T]) -> T:
        text = f"{KEPT} {self.told.root.pk} {when} {self.version} {self.priors}"
        key = f"{what}-{hashlib.sha256(text.encode()).hexdigest()}"
        found: T | None = cache.get(key)
        if found is None:
            found = make()
            cache.set(key, found)
        return found


def _outlook(asking: Looking) -> Outlook:
    facts, priors = asking.facts, asking.priors
    recent = Period(_years_back(facts.as_of, YEARS_KNOWN), facts.as_of)
    known, admitted = facts.known(recent), facts.past.total(recent)
    ever = facts.known(Period(date.min, facts.as_of))
    asked = _asked(asking)
    enough = is_enough(priors, ever, known, admitted)
    return Outlook(
        plain=Plain(sum(asked.admitted.values()), facts.in_hand()),
        ever=ever,
        known=known,
        recent=admitted,
        told=forecast(facts.history, asked, priors) if enough else None,
    )


def is_enough(priors: Priors, ever: int, known: int, admitted: int) -> bool:
    """Tell whether so many known courses, and so large a share of the last admissions, are enough."""
    return ever >= priors.least_admitted and known * 100 >= priors.least_known_percent * admitted


def _years_back(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _asked(asking: Looking) -> Asked:
    facts, picture = asking.facts, asking.picture
    year = Period.year(picture.year).until(facts.as_of)
    needed: dict[int | None, Fraction] = {None: picture.goal.needed or Fraction(0)}
    needed |= {row.id: row.goal.needed or Fraction(0) for row in picture.cells}
    return Asked(facts.as_of, facts.past.within(year), needed, facts.calendar)


def tried_years(facts: Facts, priors: Priors) -> list[int]:
    """Return the past years to try the forecast on: those before which it had facts enough."""
    found = []
    for year in range(facts.as_of.year - YEARS_TRIED, facts.as_of.year):
        before_it = date(year, 1, 1)
        ever = facts.known(Period(date.min, before_it))
        whole = Period(_years_back(before_it, YEARS_KNOWN), Period.year(year).end)
        if is_enough(priors, ever, facts.known(whole), facts.past.total(whole)):
            found.append(year)
    return found


def _courses(asked: QuerySet[Person], as_of: date, book: Rulebook) -> list[Course]:
    """Return the courses of these people, each without the person."""
    people = list(asked.select_related("prospect", "cell").order_by("pk"))
    told = prospects.told(asked.values("pk"), tuple(cases.kind_of(step) for step in STEPS))
    steps = {
        pk: [Event(cases.step_of(one.kind), one.happened_on, one.data) for one in own]
        for pk, own in told.items()
    }
    open_ = [person for person in people if _under_way(person.prospect, as_of)]
    known = cases.of(open_)
    return [
        _course(person.prospect, steps.get(person.pk, ()), known.get(person.pk), (as_of, book))
        for person in people
    ]


def _under_way(way: Prospect, as_of: date) -> bool:
    return way.introduced_on <= as_of and (way.ended_on is None or way.ended_on > as_of)


def _course(
    way: Prospect, steps: Iterable[Event], case: Case | None, now: tuple[date, Rulebook]
) -> Course:
    days: dict[str, date | None] = dict(zip(REACHED, (getattr(way, d) for d in DAYS), strict=False))
    ended = None if way.ended_why == ADMITTED else way.ended_on
    for event in sorted(steps, key=lambda one: one.on):
        if event.on < way.introduced_on:
            continue
        if event.refuses:
            ended = min(ended or event.on, event.on)
        elif event.kind == DECISION or _voted(event, now[1]):
            days[STEPS[event.kind]] = event.on
    days[REACHED[-1]] = way.ended_on if way.ended_why == ADMITTED else None
    return Course(
        way.cell_id, tuple(days.get(stage) for stage in REACHED), ended,
        _earliest(case, *now) if case is not None else (),
    )  # fmt: skip


def _voted(event: Event, book: Rulebook) -> bool:
    """Tell whether a cell's vote passed; one of before the rules, or known from a list, is believed."""
    if "tally" not in event.data:
        return True
    try:
        return passed(book, event)
    except BeforeRulebook:
        return True


def _earliest(case: Case, as_of: date, book: Rulebook) -> tuple[date | None, ...]:
    """Return the first days on which the rules allow each stage; none on a day before the rules."""
    try:
        reached = before.before(case, book, as_of, Period.year(as_of.year).end)
    except BeforeRulebook:
        return ()
    found = {one.step: one.earliest for one in reached}
    return tuple(found.get(step) for step in REACHED_BY)


def _class_ends(root: Organisation, as_of: date) -> tuple[date, ...]:
    """Return when the year's classes end that are still to come, the commune's and those above it."""
    above = [int(root.path[at : at + SEGMENT]) for at in range(0, len(root.path), SEGMENT)]
    rows = StudyClass.objects.filter(
        kind=AWARENESS, organisation__in=above, end_on__gt=as_of, end_on__year=as_of.year
    )
    return tuple(rows.values_list("end_on", flat=True))


def _met(cells: Iterable[int], as_of: date) -> frozenset[int]:
    """Return the cells that have held this month's meeting by a day."""
    held = Meeting.objects.filter(
        cell__in=list(cells), month=as_of.replace(day=1), versions__held_on__lte=as_of
    )
    return frozenset(held.values_list("cell", flat=True))
