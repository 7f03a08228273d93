"""What is known of a cell's area, from the facts: each number with its day and source, and what marks it.

A profile is of an area, never of a household or a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from taonguon.core.facts import Fact
from taonguon.core.organisation import PROFILE, SOURCE

LINE = "profile_line"  # a number from which on a committee calls a cell a special one
PROFILE_KINDS = frozenset({PROFILE, LINE})

HOUSEHOLDS, PEOPLE, RELIGIOUS, CATHOLIC = (
    "households", "population", "religious", "catholic_percent",
)  # fmt: skip
YOUTH_PRESENT, YOUTH_AWAY, WORKERS = "youth_present", "youth_away", "industrial_workers"
SHARE = "religious_share"  # worked out: the count over the people, else the share as stated
HUNDRED = 100


class Number(NamedTuple):
    """One number of a profile: its value, the day it describes, where it is from, and its fact."""

    value: Fraction
    on: date
    source: str
    fact: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one organisation's area as of a day: the latest of each number by its code.

    A number that nobody told is None. Codes a province adds stand in `numbers` as the others do.
    """

    organisation: int
    numbers: Mapping[str, Number]

    def value(self, code: str) -> Fraction | None:
        """Return a number by its code, SHARE among them; None when not known."""
        if code == SHARE:
            return self.religious_share
        told = self.numbers.get(code)
        return told.value if told is not None else None

    def whole(self, code: str) -> int | None:
        """Return a number that counts something; None when not known."""
        told = self.numbers.get(code)
        return int(told.value) if told is not None else None

    @property
    def households(self) -> int | None:
        """Return the number of households."""
        return self.whole(HOUSEHOLDS)

    @property
    def people(self) -> int | None:
        """Return the number of people who live there."""
        return self.whole(PEOPLE)

    @property
    def youth_present(self) -> int | None:
        """Return the number of young people who are at home."""
        return self.whole(YOUTH_PRESENT)

    @property
    def youth_away(self) -> int | None:
        """Return the number of young people who work away."""
        return self.whole(YOUTH_AWAY)

    @property
    def industrial_workers(self) -> int | None:
        """Return the number of workers in industrial zones."""
        return self.whole(WORKERS)

    @property
    def religious_share(self) -> Fraction | None:
        """Return the religious share in percent: counted over the people, or as stated.

        Of a count and a stated share the later counts, of one day the count; None without either.
        """
        counted, stated, people = (self.numbers.get(code) for code in (RELIGIOUS, CATHOLIC, PEOPLE))
        if counted is None or people is None or not people.value:
            return stated.value if stated is not None else None
        if stated is not None and stated.on > counted.on:
            return stated.value
        return counted.value / people.value * HUNDRED


class Line(NamedTuple):
    """Above which number a code marks a cell as special, since a day, by which paper of whom.

    `organisation` is None for what is shipped, and no committee has set.
    """

    code: str
    above: Fraction
    since: date
    document: str
    organisation: int | None = None


class Mark(NamedTuple):
    """One reason why a cell is a special one: its number and the line it is above."""

    code: str
    value: Fraction
    line: Line


def number(said: object) -> Fraction | None:
    """Return a number as offices write it: `12,5`, `7%`; None for what is none."""
    try:
        return Fraction(str(said).replace(",", ".").strip().removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        return None


def numbers(fact: Fact) -> dict[str, Number]:
    """Return the numbers that one fact of a profile tells, by code."""
    source = str(fact.data.get(SOURCE) or "")
    told = {code: number(said) for code, said in fact.data.items() if code != SOURCE}
    return {
        code: Number(value, fact.happened_on, source, fact.id)
        for code, value in told.items()
        if value is not None
    }


def profiles(facts: Iterable[Fact], on: date) -> dict[int, Profile]:
    """Return what is known of each organisation as of a day; none for who has no number.

    Takes the facts that stand. The latest day of each number counts, of one day the one recorded last.
    """
    told: dict[int, dict[str, Number]] = {}
    for fact in _ordered(facts, on):
        if fact.organisation is not None:
            told.setdefault(fact.organisation, {}).update(numbers(fact))
    return {unit: Profile(unit, found) for unit, found in told.items() if found}


def by_year(facts: Iterable[Fact], on: date) -> dict[int, dict[str, Number]]:
    """Return the last number of each year by year and code, of facts about one organisation."""
    told: dict[int, dict[str, Number]] = {}
    for fact in _ordered(facts, on):
        told.setdefault(fact.happened_on.year, {}).update(numbers(fact))
    return {year: found for year, found in told.items() if found}


def lines(facts: Iterable[Fact], on: date) -> dict[int, dict[str, Line | None]]:
    """Return the lines that each committee has in force on a day, by code; None where it took one away."""
    told: dict[int, dict[str, Line | None]] = {}
    for fact in _ordered(facts, on, LINE):
        if fact.organisation is not None:
            code, above = str(fact.data["code"]), number(fact.data.get("above"))
            told.setdefault(fact.organisation, {})[code] = (
                Line(code, above, fact.happened_on, str(fact.data["document"]), fact.organisation)
                if above is not None
                else None
            )
    return told


def marks(profile: Profile, drawn: Iterable[Line]) -> tuple[Mark, ...]:
    """Return the reasons why a cell is a special one: each number that is above its line."""
    told = ((line, profile.value(line.code)) for line in drawn)
    return tuple(
        Mark(line.code, value, line)
        for line, value in told
        if value is not None and value > line.above
    )


def _ordered(facts: Iterable[Fact], on: date, kind: str = PROFILE) -> list[Fact]:
    found = [fact for fact in facts if fact.kind == kind and fact.happened_on <= on]
    return sorted(found, key=lambda fact: (fact.happened_on, fact.id))
