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
    """Return who among these people looks like one, in one query."""
    same = among.named(plain(person.name))
    if len(person.born) == DAY:
        same = same | among.filter(born=person.born)
    rows = same.exclude(pk=person.pk).select_related("cell").order_by("pk")
    told = [Like(person, other, like(person, other)) for other in rows]
    return [one for one in told if one.because]


def pairs(prospects: Iterable[Person], among: PersonQuerySet) -> list[Like]:
    """Return the pairs that look alike, one of each a prospect, each pair once, in two queries."""
    news = list(prospects)
    keys = {plain(one.name) for one in news} | {one.born for one in news if len(one.born) == DAY}
    wanted: dict[int, set[str]] = {}
    for pk, name, born in among.values_list("pk", "name", "born").iterator(chunk_size=5000):
        if shared := keys & {plain(name), born}:
            wanted[pk] = shared
    alike: dict[str, list[Person]] = defaultdict(list)
    for pk, row in among.in_bulk(list(wanted)).items():
        for key in wanted[pk]:
            alike[key].append(row)
    found = {}
    for one in news:
        for other in (*alike[plain(one.name)], *alike.get(one.born, ())):
            told = like(one, other) if other.pk != one.pk else ()
            if told:
                found[frozenset((one.pk, other.pk))] = Like(one, other, told)
    return list(found.values())
