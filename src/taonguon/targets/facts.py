"""Rows to core values: what speaks for each organisation when a target is divided, in fixed queries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from math import ceil
from typing import Any

from django.db.models import Count, Q

from taonguon.cases import facts as cases
from taonguon.cells import facts as cells
from taonguon.core import targets
from taonguon.core.before import LATE, before
from taonguon.core.case import CEREMONY
from taonguon.core.days import Period, day_before
from taonguon.core.description import NO_RELIGION
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.organisation import SEGMENT
from taonguon.core.profile import Mark, Profile
from taonguon.core.rulebook import Rulebook
from taonguon.core.targets import Target
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.outlook.allocation import Terms
from taonguon.people.models import Admission, Person, Span
from taonguon.rules.allocation import criteria

TERMS = "allocation_terms"
COUNTED = ("women", "religious", "youth_union")  # the categories that people are told apart by


@dataclass(frozen=True, slots=True)
class Reach:
    """How many prospects can still be admitted by a day: `in_time` by category, "" for all.

    `late` are those whom the rules keep from it until after that day.
    """

    in_time: Mapping[str, int]
    late: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What speaks for one organisation, and what it was and is asked for.

    `reach` is None for a year that has ended. `last` and `now` are its targets of the year before and
    of the year, those assigned, by category.
    """

    unit: Organisation
    numbers: Mapping[str, Fraction | None]
    reach: Reach | None
    marks: tuple[Mark, ...]
    last: Target | None
    last_needed: Fraction | None
    last_admitted: int
    now: Mapping[str, Target] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InForce:
    """The terms in force at an organisation, by whom and when set; None while nobody has."""

    terms: Terms
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Materials:
    """What a year's target of an organisation is divided by, and its own targets by category, in people.

    `latest` is the newest target of a year before, for a first guess.
    """

    root: Organisation
    year: int
    day: date
    grounds: tuple[Ground, ...]
    headlines: Mapping[str, int]
    latest: Target | None
    held: InForce


def members(root: Organisation, day: date) -> Counter[int]:
    """Return how many members each organisation at or below another had at the end of a day."""
    low, high = root.range
    rows = Span.objects.filter(cell__path__gte=low, cell__path__lt=high, start_on__lte=day)
    rows = rows.filter(Q(end_on__isnull=True) | Q(end_on__gt=day))
    told: Counter[int] = Counter()
    for path, n in rows.values_list("cell__path").annotate(n=Count("person", distinct=True)):
        for end in range(len(root.path), len(path) + 1, SEGMENT):
            told[int(path[end - SEGMENT : end])] += n
    return told


def in_force(root: Organisation) -> InForce:
    """Return the terms that an organisation's committee set last, else those shipped."""
    rows = Fact.objects.filter(organisation=root.pk, kind=TERMS, act__undone_at__isnull=True)
    row = rows.select_related("act__recorded_by").order_by("pk").last()
    shipped = {one.code: one.weight for one in criteria().values()}
    if row is None:
        return InForce(Terms(shipped))
    by = row.act.recorded_by
    name = (by.get_full_name() or by.get_username()) if by else ""
    return InForce(read(row.data), name, row.act.recorded_at)


def read(data: Mapping[str, Any]) -> Terms:
    """Return the terms that a fact keeps; a criterion shipped since then weighs nothing."""
    said = data["weights"]
    return Terms(
        weights={code: int(said.get(code, 0)) for code in criteria()},
        minimum=int(data["minimum"]),
        allowance=int(data["allowance"]),
        lows={int(unit): int(n) for unit, n in data["lows"].items()},
        highs={int(unit): int(n) for unit, n in data["highs"].items()},
    )


def materials(root: Organisation, year: int, today: date, book: Rulebook) -> Materials:
    """Return what the year's target of an organisation is divided by among those directly below it."""
    start = Period.year(year).start
    day = min(today, day_before(start))
    units = list(Organisation.objects.filter(parent=root, ended_on=None).order_by("path"))
    told = _targets([root, *units])
    years = {one: targets.of_year(told, one) for one in (year - 1, year)}
    held = members(root, day)
    before_last = members(root, day_before(Period.year(year - 1).start))
    admitted = _admitted(root, year)
    numbers, marks = _numbers(root, units, day, held)
    reach = _reach(root, year, today, book)
    certified = _certified(root)
    grounds = []
    for unit in units:
        last = years[year - 1].get(unit.pk, [None])[0]
        numbers[unit.pk]["certified"] = Fraction(certified[unit.pk])
        numbers[unit.pk]["admitted"] = Fraction(_of_last_years(admitted, unit.pk, year))
        grounds.append(
            Ground(
                unit=unit,
                numbers=numbers[unit.pk],
                reach=None if reach is None else reach.get(unit.pk, Reach({}, 0)),
                marks=marks.get(unit.pk, ()),
                last=last,
                last_needed=last.needed(before_last[unit.pk]) if last else None,
                last_admitted=admitted[unit.pk, year - 1],
                now=_assigned(told, unit.pk, year),
            )
        )
    own = _assigned(told, root.pk, year)
    headlines = {code: ceil(one.needed(held[root.pk])) for code, one in own.items()}
    return Materials(
        root, year, day, tuple(grounds), headlines, _latest(told, root, year), in_force(root)
    )


Told = Mapping[targets.Key, Target]


def _targets(units: Sequence[Organisation]) -> Told:
    rows = Fact.objects.filter(
        organisation__in=[unit.pk for unit in units],
        person__isnull=True,
        kind__in=[targets.TARGET, WITHDRAWAL],
    )
    return targets.in_force(known(rows.values_for_core(), None), date.max)


def _assigned(told: Told, unit: int, year: int) -> dict[str, Target]:
    period = Period.year(year)
    return {
        one.category: one
        for one in told.values()
        if one.organisation == unit
        and Period(one.start, one.end) == period
        and one.source == targets.ASSIGNED
    }


def _latest(told: Told, root: Organisation, year: int) -> Target | None:
    """Return the newest target in people that the organisation itself had for one year before."""
    own = [
        one
        for one in told.values()
        if one.organisation == root.pk
        and not one.category
        and one.form != targets.PERCENT
        and one.start.year == one.end.year < year
    ]
    return max(own, key=lambda one: (one.start, one.source == targets.ASSIGNED), default=None)


def _child(root: Organisation, path: str) -> int:
    """Return which organisation directly below another a path lies in."""
    end = len(root.path) + SEGMENT
    return int(path[end - SEGMENT : end]) if len(path) >= end else root.pk


def _admitted(root: Organisation, year: int) -> Counter[tuple[int, int]]:
    """Return the admissions of the years that a criterion adds up, and of the year before."""
    low, high = root.range
    first = year - max([1, *(one.years for one in criteria().values())])
    rows = Admission.objects.filter(
        cell__path__gte=low, cell__path__lt=high, on__range=(date(first, 1, 1), date(year - 1, 12, 31))
    )  # fmt: skip
    told: Counter[tuple[int, int]] = Counter()
    for path, on, n in rows.values_list("cell__path", "on").annotate(n=Count("pk")):
        told[_child(root, path), on.year] += n
    return told


def _of_last_years(admitted: Counter[tuple[int, int]], unit: int, year: int) -> int:
    years = criteria()["admitted"].years
    return sum(admitted[unit, one] for one in range(year - years, year))


def _certified(root: Organisation) -> Counter[int]:
    rows = Person.objects.within([root.range]).filter(
        standing="prospect", prospect__certified_on__isnull=False
    )
    return Counter(_child(root, path) for path in rows.values_list("cell__path", flat=True))


def _numbers(
    root: Organisation, units: Sequence[Organisation], day: date, held: Counter[int]
) -> tuple[dict[int, dict[str, Fraction | None]], dict[int, tuple[Mark, ...]]]:
    """Return members, numbers of the area and special character of each unit, and why it is special.

    A number of the area does not concern a unit of a category in which nobody has it, while others do.
    """
    standing = list(Organisation.objects.below(root.path))
    profiles = cells.profiles([one.pk for one in standing], day)
    why = cells.special(standing, profiles, day)
    below: dict[int, list[int]] = {unit.pk: [] for unit in units}
    for one in standing:
        below.setdefault(_child(root, one.path), []).append(one.pk)
    told: dict[int, dict[str, Fraction | None]] = {
        unit.pk: {
            "members": Fraction(held[unit.pk]),
            "special": Fraction(sum(pk in why for pk in below[unit.pk])),
        }
        for unit in units
    }
    for code in (each.code for each in criteria().values() if each.area):
        found = {unit.pk: _of_area(profiles, unit.pk, below[unit.pk], code) for unit in units}
        having = {unit.category for unit in units if found[unit.pk] is not None} | {""}
        for unit in units:
            if unit.category in having or having == {""}:
                told[unit.pk][code] = found[unit.pk]
    return told, {unit.pk: why[unit.pk] for unit in units if unit.pk in why}


def _of_area(
    profiles: Mapping[int, Profile], unit: int, below: Iterable[int], code: str
) -> Fraction | None:
    """Return a unit's own number, else what those below it have together; None where nobody has it."""
    own = profiles[unit].value(code) if unit in profiles else None
    if own is not None:
        return own
    parts = [profiles[pk].value(code) for pk in below if pk in profiles and pk != unit]
    known_ = [part for part in parts if part is not None]
    return sum(known_, Fraction(0)) if known_ else None


def _reach(root: Organisation, year: int, today: date, book: Rulebook) -> dict[int, Reach] | None:
    """Return, by unit, who of the prospects can still be admitted within the year; None once it is over."""
    last = Period.year(year).end
    if last < today:
        return None
    people = Person.objects.within([root.range]).filter(standing="prospect")
    rows = list(people.select_related("cell"))
    found = cases.of(rows)
    in_time: dict[int, Counter[str]] = {}
    late: Counter[int] = Counter()
    for person in rows:
        unit = _child(root, person.cell.path if person.cell else root.path)
        told = {one.step: one.state for one in before(found[person.pk], book, today, last)}
        if told.get(CEREMONY, LATE) == LATE:
            late[unit] += 1
        else:
            in_time.setdefault(unit, Counter()).update(_categories(person))
    return {unit: Reach(in_time.get(unit, {}), late[unit]) for unit in {*in_time, *late}}


def _categories(person: Person) -> list[str]:
    found = {
        "": True,
        "women": person.sex == "female",
        "religious": person.religion not in NO_RELIGION,
        "youth_union": person.youth_union,
    }
    return [code for code, is_so in found.items() if is_so]
