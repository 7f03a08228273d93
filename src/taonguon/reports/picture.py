"""The year's picture of a commune: what stands in it, counted in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from taonguon.cells import facts as cells
from taonguon.core import figures, targets
from taonguon.core.courses import COURSES_KNOWN
from taonguon.core.days import Period, day_before, same_period_last_year
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.membership import OFFICIAL, PROBATIONARY
from taonguon.core.organisation import PROFILE, listed_on
from taonguon.core.profile import LINE, Mark, Profile, marks, profiles
from taonguon.core.targets import Target
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Admission
from taonguon.reports import engine
from taonguon.reports.goals import Goal, goals
from taonguon.reports.scope import Scope

LONG_YEARS = 3
_COUNTED = {
    "": "people",
    "women": "women",
    "religious": "religious",
    "youth_union": "youth_union",
}


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell of the picture."""

    id: int
    name: str
    founded_on: date
    goal: Goal
    members: int
    prospects: int
    certified: int
    last_on: date | None
    profile: Profile | None = None
    marks: tuple[Mark, ...] = ()

    def years_since(self, as_of: date) -> int | None:
        """Return whole calendar years since the last admission, None when there was none."""
        return None if self.last_on is None else as_of.year - self.last_on.year

    def long_without(self, as_of: date) -> bool:
        """Tell whether nobody was admitted for three years, counting only years the cell existed."""
        since = self.last_on or self.founded_on
        return as_of.year - since.year >= LONG_YEARS


@dataclass(frozen=True, slots=True)
class Admitted:
    """How many were admitted in a cell on a day, how many of them religious, how many women.

    `cell` is None before the day it was founded.
    """

    cell: int | None
    on: date
    people: int
    religious: int
    women: int
    youth_union: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A target of the organisation that runs on the day, and who counts for it so far.

    `goal` is None for a category the register does not tell apart yet.
    """

    target: Target
    goal: Goal | None


@dataclass(frozen=True, slots=True)
class Early:
    """Who is in the list of a cell not founded yet: counted at its committee, in no cell's row."""

    members: int
    admitted: int
    prospects: int
    certified: int

    def __bool__(self) -> bool:
        """Tell whether there is anybody."""
        return bool(self.members or self.admitted or self.prospects)


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the page shows, as of a day."""

    root: Organisation
    as_of: date
    year: int
    since: int
    official: int
    probationary: int
    goals: tuple[Goal, ...]
    last_year: Goal
    same_period: int
    since_admitted: int
    since_religious: int
    since_women: int
    by_month: tuple[int, ...]
    cells: tuple[CellRow, ...]
    early: Early
    allocation: targets.Allocation
    measured: tuple[Measured, ...]

    @property
    def members(self) -> int:
        """Return all members."""
        return self.official + self.probationary

    @property
    def prospects(self) -> int:
        """Return all prospects."""
        return self.early.prospects + sum(row.prospects for row in self.cells)

    @property
    def certified(self) -> int:
        """Return the prospects with a certificate."""
        return self.early.certified + sum(row.certified for row in self.cells)

    @property
    def goal(self) -> Goal:
        """Return the admissions of the year against the first target, the assigned one."""
        return self.goals[0]


class Materials:
    """What the picture is made of, read once: eight queries whatever the commune's size."""

    def __init__(self, root: Organisation) -> None:
        """Read what does not depend on the day."""
        self.root = root
        self.scope = Scope(root)
        ids = {row.organisation_id for row in self.scope.versions}
        rows = Fact.objects.filter(
            organisation__in=ids | set(cells.above(root.path)),
            person__isnull=True,
            kind__in=[targets.TARGET, PROFILE, LINE, COURSES_KNOWN, WITHDRAWAL],
        )
        standing = known(rows.values_for_core(), None)
        self.facts: list[CoreFact] = [fact for fact in standing if fact.organisation in ids]
        self.lines = [fact for fact in standing if fact.kind == LINE]  # from above the root too

    def last_known_day(self) -> date | None:
        """Return the last day the register tells of: a list's day or an admission."""
        rows = engine.admissions(self.scope, date.max, Period(date.min, date.max))
        days = listed_on(self.facts)
        latest = rows.aggregate(latest=Max("on"))["latest"]
        return max([*days, *([latest] if latest else [])], default=None)

    def first_sure_day(self) -> date | None:
        """Return the day of the first lists, or of first use: who left before is in no list."""
        first = self.root.use_begins_on
        days = listed_on(self.facts)
        return min([*days, *([first] if first else [])], default=None)

    def courses_known_since(self) -> date | None:
        """Return since when all courses are known, also those given up: as told last, or the first sure."""
        told = [
            (fact.id, fact.happened_on)
            for fact in self.facts
            if fact.kind == COURSES_KNOWN and fact.organisation == self.root.pk
        ]
        days = [day for _id, day in sorted(told)[-1:]]
        return min([*days, *filter(None, [self.first_sure_day()])], default=None)

    def _cell(self, cell: int, on: date) -> int | None:
        """Return the cell, None when it was not founded by the day."""
        return cell if self.scope.stood(cell, on) else None

    def members(self, as_of: date) -> Counter[tuple[int | None, str]]:
        """Return members by cell and status on a day."""
        rows = engine.members(self.scope, as_of).values_list("cell", "status")
        counted: Counter[tuple[int | None, str]] = Counter()
        for cell, status, n in rows.annotate(n=Count("person")):
            counted[self._cell(cell, as_of), status] += n
        return counted

    def admitted(self, period: Period) -> list[Admitted]:
        """Return the admissions of a period by cell and day."""
        rows = engine.admissions(self.scope, period.end, period).values_list("cell", "on")
        religious = Count("pk", filter=Q(religious=True))
        women = Count("pk", filter=Q(sex="female"))
        young = Count("pk", filter=Q(youth_union=True))
        counted = rows.annotate(n=Count("pk"), r=religious, w=women, y=young)
        return [Admitted(self._cell(cell, on), on, *n) for cell, on, *n in counted]

    def last_admissions(self, as_of: date) -> dict[int, date]:
        """Return each cell's last admission up to a day, none from before its founding."""
        rows = Admission.objects.filter(on__lte=as_of)
        rows = rows.filter(cell__in=[row.organisation_id for row in self.scope.cells(as_of)])
        latest = rows.values_list("cell").annotate(last=Max("on"))
        return {cell: last for cell, last in latest if self.scope.stood(cell, last)}

    def prospects(self, as_of: date) -> dict[int | None, tuple[int, int]]:
        """Return each cell's prospects, and those with a certificate."""
        certified = engine.query(figures.DEFINITIONS["prospects.certified"].where[0], as_of)
        rows = engine.prospects(self.scope, as_of).values_list("cell")
        rows = rows.annotate(n=Count("pk"), certified=Count("pk", filter=certified))
        counted: dict[int | None, tuple[int, int]] = {}
        for cell, n, certified in rows:
            place = self._cell(cell, as_of)
            before = counted.get(place, (0, 0))
            counted[place] = before[0] + n, before[1] + certified
        return counted


def paint(told: Materials, as_of: date, since: int) -> Picture:
    """Return the picture of the year of `as_of`, with admissions counted since a year."""
    year, before = Period.year(as_of.year), Period.year(as_of.year - 1)
    tally = Tally(told, as_of, date(min(since, before.start.year), 1, 1))
    running = tally.running()
    chosen = Period(date(since, 1, 1), max(as_of, date(since, 1, 1)))
    own = tally.targets_of(as_of.year).get(told.root.pk, [])
    earlier = tally.targets_of(as_of.year - 1).get(told.root.pk, [])
    return Picture(
        root=told.root,
        as_of=as_of,
        year=as_of.year,
        since=since,
        official=tally.with_status(OFFICIAL),
        probationary=tally.with_status(PROBATIONARY),
        goals=goals(own, tally.admitted_in(year), tally.held(own, year).total()),
        last_year=goals(earlier, tally.admitted_in(before), tally.held(earlier, before).total())[0],
        same_period=tally.admitted_in(same_period_last_year(year.until(as_of))),
        since_admitted=tally.admitted_in(chosen),
        since_religious=tally.admitted_in(chosen, "religious"),
        since_women=tally.admitted_in(chosen, "women"),
        by_month=tally.months(),
        cells=tally.rows(),
        early=tally.early(),
        allocation=tally.allocation(own[0] if own else None),
        measured=tuple(Measured(target, tally.goal(target)) for target in running),
    )


class Tally:
    """The counts a picture is put together from, on one day."""

    def __init__(self, told: Materials, as_of: date, start: date) -> None:
        """Read the counts; admissions from `start` on."""
        self.told, self.as_of = told, as_of
        self.in_force = targets.in_force(told.facts, as_of)
        earliest = min([start, *(target.start for target in self.running())])
        self.admitted = told.admitted(Period(earliest, as_of))
        self.members, self.prospects = told.members(as_of), told.prospects(as_of)
        self._before: dict[date, Counter[tuple[int | None, str]]] = {}
        self.cells = told.scope.cells(as_of)

    def targets_of(self, year: int) -> dict[int, list[Target]]:
        """Return each organisation's targets of a year."""
        return targets.of_year(self.in_force, year)

    def running(self) -> list[Target]:
        """Return the organisation's own targets whose period the day lies in."""
        own = self.told.root.pk
        found = [
            target
            for target in self.in_force.values()
            if target.organisation == own and target.start <= self.as_of <= target.end
        ]
        return sorted(found, key=lambda t: (t.end, t.category, targets.SOURCES.index(t.source)))

    def goal(self, target: Target) -> Goal | None:
        """Return who counts for a target so far; None for a category not told apart yet."""
        column = _COUNTED.get(target.category)
        if column is None:
            return None
        period = Period(target.start, target.end)
        counted = self.admitted_in(period, column)
        return goals([target], counted, self.held([target], period).total())[0]

    def held(self, found: Iterable[Target], period: Period) -> Counter[tuple[int | None, str]]:
        """Return the members on the last day before a period; none where no target asks for them."""
        if not any(target.form == targets.PERCENT for target in found):
            return Counter()
        if period.start not in self._before:
            self._before[period.start] = self.told.members(day_before(period.start))
        return self._before[period.start]

    def with_status(self, status: str) -> int:
        """Return how many members have a status."""
        return sum(n for (_, found), n in self.members.items() if found == status)

    def admitted_in(self, period: Period, of: str = "people") -> int:
        """Return how many were admitted in a period: all, the religious, or the women."""
        return sum(getattr(row, of) for row in self.admitted if period.contains(row.on))

    def months(self) -> tuple[int, ...]:
        """Return admissions of the year month by month, to the month of the day."""
        months = [0] * self.as_of.month
        for row in self.admitted:
            if row.on.year == self.as_of.year:
                months[row.on.month - 1] += row.people
        return tuple(months)

    def allocation(self, headline: Target | None) -> targets.Allocation:
        """Return the year's headline against the first target of each cell."""
        found = self.targets_of(self.as_of.year)
        ids = [cell.organisation_id for cell in self.cells]
        parts = [found[cell][0] for cell in ids if cell in found]
        asking = [*parts, *([headline] if headline else [])]
        before = _by_cell(self.held(asking, Period.year(self.as_of.year)))
        counted = {cell: n for cell, n in before.items() if cell is not None}
        return targets.allocation(headline, parts, {**counted, self.told.root.pk: before.total()})

    def early(self) -> Early:
        """Return who counts in no cell yet; the admissions are those of the year."""
        prospects, certified = self.prospects.get(None, (0, 0))
        members = _by_cell(self.members)[None]
        return Early(members, self._admitted_by_cell()[None], prospects, certified)

    def _admitted_by_cell(self) -> Counter[int | None]:
        admitted: Counter[int | None] = Counter()
        for row in self.admitted:
            if row.on.year == self.as_of.year:
                admitted[row.cell] += row.people
        return admitted

    def rows(self) -> tuple[CellRow, ...]:
        """Return each cell as a row."""
        year, aims = Period.year(self.as_of.year), self.targets_of(self.as_of.year)
        admitted, members = self._admitted_by_cell(), _by_cell(self.members)
        starting = _by_cell(self.held((t for found in aims.values() for t in found), year))
        last, founded = self.told.last_admissions(self.as_of), self.told.scope.founded
        described = profiles(self.told.facts, self.as_of)
        drawn = cells.drawn_at(self.told.root.path, self.told.lines, self.as_of)
        return tuple(
            CellRow(
                id=cell,
                name=version.name,
                founded_on=founded[cell],
                goal=goals(aims.get(cell, []), admitted[cell], starting[cell])[0],
                members=members[cell],
                prospects=self.prospects.get(cell, (0, 0))[0],
                certified=self.prospects.get(cell, (0, 0))[1],
                last_on=last.get(cell),
                profile=described.get(cell),
                marks=marks(described[cell], drawn) if cell in described else (),
            )
            for version in self.cells
            for cell in (version.organisation_id,)
        )


def _by_cell(members: Counter[tuple[int | None, str]]) -> Counter[int | None]:
    counted: Counter[int | None] = Counter()
    for (cell, _), n in members.items():
        counted[cell] += n
    return counted
