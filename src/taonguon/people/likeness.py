"""Who among the people looks like somebody: by name without diacritics, birth, and cell."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from taonguon.core.names import plain
from taonguon.people.models import Person, PersonQuerySet

ALIKE = 92  # of 100: one letter of a name mistyped
DAY = 10  # characters of a full day of birth


class Like(NamedTuple):
    """Two entries that may be one person; `because` says what they share: name, birth, year, cell."""

    one: Person
    other: Person
    because: tuple[str, ...]


def like(one: Person, other: Person) -> tuple[str, ...]:
    """Return what two entries share when they may be one person, nothing when they are two.

    The same name, with the same birth as far as both know it; or a name nearly the same with the
    same full day of birth. Different identity numbers tell two people apart.
    """
    if one.national_id and other.national_id and one.national_id != other.national_id:
        return ()
    same_day = len(one.born) == DAY and one.born == other.born
    same_name = plain(one.name) == plain(other.name)
    if not same_name and not (same_day and fuzz.ratio(plain(one.name), plain(other.name)) >= ALIKE):
        return ()
    if not _may_be_born(one.born, other.born):
        return ()
    shared = ["name" if same_name else "nearly"]
    if same_day:
        shared.append("birth")
    elif one.born and other.born:
        shared.append("year")
    if one.cell_id == other.cell_id:
        shared.append("cell")
    return tuple(shared) if len(shared) > 1 else ()


def _may_be_born(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def of(person: Person, among: PersonQuerySet) -> list[Like]:
    """Return who among these people looks like one, in two queries at most."""
    same = among.filter(name_key=person.name_key)
    if len(person.born) == DAY:
        same = same | among.filter(born=person.born)
    rows = same.exclude(pk=person.pk).select_related("cell").order_by("pk")
    told = [Like(person, other, like(person, other)) for other in rows]
    return [one for one in told if one.because]


def pairs(prospects: Iterable[Person], among: PersonQuerySet) -> list[Like]:
    """Return the pairs that look alike, one of each a prospect, each pair once, in two queries."""
    news = {one.pk: one for one in prospects}
    keys = {one.name_key for one in news.values()}
    births = {one.born for one in news.values() if len(one.born) == DAY}
    rows = list(among.filter(name_key__in=keys) | among.filter(born__in=births))
    by_key: dict[str, list[Person]] = defaultdict(list)
    for row in rows:
        by_key[row.name_key].append(row)
        if row.born in births:
            by_key[row.born].append(row)
    found = {}
    for one in news.values():
        for other in (*by_key[one.name_key], *by_key.get(one.born, ())):
            told = like(one, other) if other.pk != one.pk else ()
            if told:
                found[frozenset((one.pk, other.pk))] = Like(one, other, told)
    return list(found.values())
