"""The lists of sympathisers as of any day: who was on them, since when, and what changed between days."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from taonguon.core.facts import Fact
from taonguon.core.membership import DEATH, course
from taonguon.core.prospects import (
    ADMITTED,
    DIED,
    HELPER,
    LISTED,
    MOVED,
    UNLISTED,
    WITHDRAWN,
    WITHDREW,
    Listing,
    listings,
)
from taonguon.ledger.models import Fact as Row
from taonguon.people import facts
from taonguon.people.models import Person

MOVED_ON = "moved"
CAME, LEFT = "came", "left"


class Entry(NamedTuple):
    """One line of a list on a day: the resolution that put the person on it, and who helps."""

    person: int
    cell: int
    since: date
    resolution: str
    helper: str


class Change(NamedTuple):
    """Somebody put on a list or off it: on which day, by which resolution, and off it why (a code)."""

    on: date
    person: int
    cell: int
    what: str
    why: str
    resolution: str


@dataclass(frozen=True, slots=True)
class History:
    """One time on one cell's list, with the standing facts of the person."""

    listing: Listing
    told: Sequence[Fact]

    def entry(self, day: date) -> Entry:
        """Return the line of the list on a day that this time covers."""
        helpers = [
            one
            for one in self.told
            if one.kind == HELPER and self.listing.start <= one.happened_on <= day
        ]
        helper = max(helpers, key=_order, default=None)
        return Entry(
            person=self.listing.person,
            cell=self.listing.cell,
            since=self.listing.start,
            resolution=self._number(self.listing.start, LISTED, MOVED),
            helper=str(helper.data.get("name") or "") if helper else "",
        )

    def changes(self, after: date, until: date) -> list[Change]:
        """Return how it began and ended within (after, until]."""
        one, found = self.listing, []
        if after < one.start <= until:
            number = self._number(one.start, LISTED, MOVED)
            found.append(Change(one.start, one.person, one.cell, CAME, "", number))
        if one.end is not None and after < one.end <= until:
            number = self._number(one.end, UNLISTED, MOVED)
            found.append(Change(one.end, one.person, one.cell, LEFT, self._why(one.end), number))
        return found

    def _number(self, on: date, *kinds: str) -> str:
        papers = [
            one.data.get("on_paper", {}).get("number")
            for one in self.told
            if one.happened_on == on and one.kind in kinds
        ]
        return next((str(number) for number in papers if number), "")

    def _why(self, on: date) -> str:
        """Return the code of why it ended: the reason given, or what happened on the day."""
        then = {one.kind: one for one in self.told if one.happened_on == on}
        if UNLISTED in then:
            return str(then[UNLISTED].data.get("reason") or "")
        if WITHDRAWN in then:
            return WITHDREW
        if DEATH in then:
            return DIED
        return MOVED_ON if {MOVED, LISTED} & set(then) else ADMITTED


def _order(fact: Fact) -> tuple[date, int]:
    return fact.happened_on, fact.id


def histories(cells: Collection[int]) -> list[History]:
    """Return every time anybody was on the lists of these cells; four queries."""
    kinds = [LISTED, MOVED]
    rows = Row.objects.filter(kind__in=kinds, organisation__in=list(cells), person__isnull=False)
    into = facts.doubles()
    people = {into.get(person, person) for person in rows.values_list("person", flat=True)}
    wanted = frozenset(cells)
    return [
        History(listing, told)
        for told in facts.standing(people).values()
        for listing in listings(told, course(told))
        if listing.cell in wanted
    ]


def on_day(found: Iterable[History], day: date) -> list[Entry]:
    """Return the lines of the list at the end of a day."""
    return [one.entry(day) for one in found if one.listing.covers(day)]


def between(found: Iterable[History], after: date, until: date) -> list[Change]:
    """Return what changed after one day up to and with another, by day."""
    changes = [change for one in found for change in one.changes(after, until)]
    return sorted(changes, key=lambda one: (one.on, one.cell, one.person, one.what))


def people(found: Iterable[Entry | Change]) -> dict[int, Person]:
    """Return the rows of the people of these lines, by id."""
    return Person.objects.select_related("cell").in_bulk({one.person for one in found})
