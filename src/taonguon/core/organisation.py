"""From the facts about organisations to the tree as it stood on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from taonguon.core.facts import Fact, content_key

KINDS = ("province", "district", "commune", "base", "section", "cell")
EARLY = "early"  # the kind of what stands in for an organisation before its first day

FOUND, RENAME, REPARENT, RECEIVE = "found", "rename", "reparent", "receive"
SPLIT, MERGE, DISSOLVE = "split", "merge", "dissolve"
PROFILE, USE_BEGINS = "profile", "use_begins"
SOURCE = "source"  # where the numbers of a profile typed on a page are from; a list has its place
BEGINNING = frozenset({FOUND, SPLIT})
ENDING = frozenset({MERGE, DISSOLVE})
ORGANISATION_KINDS = BEGINNING | ENDING | {RENAME, REPARENT, RECEIVE, PROFILE, USE_BEGINS}

SEGMENT = 6
_ORDER = {FOUND: 0, SPLIT: 0, MERGE: 2, DISSOLVE: 2}


@dataclass(frozen=True, slots=True)
class Version:
    """What an organisation was from `start` up to but not including `end`."""

    organisation: int
    name: str
    kind: str
    category: str
    parent: int | None
    start: date
    end: date | None = None
    ended_by: str | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the organisation was this on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Placed:
    """A version with its place in the tree: the path of its ancestors and itself."""

    version: Version
    path: str


def history(facts: Iterable[Fact]) -> dict[int, tuple[Version, ...]]:
    """Fold the standing facts about organisations into the versions of each.

    Facts of one day take effect in a fixed order whatever the order of recording. A fact about an
    organisation that does not exist on its day has no effect.
    """
    told: dict[int, tuple[Version, ...]] = {}
    ordered = sorted(
        (f for f in facts if f.kind in ORGANISATION_KINDS),
        key=lambda f: (f.happened_on, _ORDER.get(f.kind, 1), content_key(f)),
    )
    for fact in ordered:
        if fact.organisation is not None:
            told[fact.organisation] = _step(told.get(fact.organisation, ()), fact)
    return {key: versions for key, versions in told.items() if versions}


def _step(versions: tuple[Version, ...], fact: Fact) -> tuple[Version, ...]:
    current = versions[-1] if versions and versions[-1].end is None else None
    if fact.kind in BEGINNING:
        return versions if current else (*versions, _begin(fact))
    if current is None or fact.kind in {PROFILE, USE_BEGINS}:
        return versions
    if fact.kind in ENDING:
        return (*versions[:-1], replace(current, end=fact.happened_on, ended_by=fact.kind))
    changed = replace(
        current,
        name=str(fact.data.get("name", current.name)),
        kind=str(fact.data.get("kind", current.kind)),
        category=str(fact.data.get("category", current.category)),
        parent=fact.data.get("parent", current.parent),
        start=fact.happened_on,
    )
    if current.start == fact.happened_on:
        return (*versions[:-1], changed)
    closed = replace(current, end=fact.happened_on, ended_by=fact.kind)
    return (*versions[:-1], closed, changed)


def _begin(fact: Fact) -> Version:
    assert fact.organisation is not None
    return Version(
        organisation=fact.organisation,
        name=str(fact.data.get("name", "")),
        kind=str(fact.data.get("kind", "cell")),
        category=str(fact.data.get("category", "")),
        parent=fact.data.get("parent"),
        start=fact.happened_on,
    )


def segment(organisation: int) -> str:
    """Return an organisation's part of a path: digits of one width, so that text order is tree order."""
    return f"{organisation:0{SEGMENT}d}"


def after(path: str) -> str:
    """Return the first path behind everything below `path`; the subtree is [path, after(path))."""
    head, last = path[:-SEGMENT], path[-SEGMENT:]
    return head + f"{int(last) + 1:0{SEGMENT}d}"


def place(told: Mapping[int, tuple[Version, ...]]) -> list[Placed]:
    """Give each version its path, cut on each day on which its place in the tree changes.

    Without a living parent it stands at the root; a parent met twice ends the way up. What ended
    on the day it began stood on no day, and has no place.
    """
    return [row for versions in told.values() for one in versions for row in _cut(one, told)]


def _cut(version: Version, told: Mapping[int, tuple[Version, ...]]) -> list[Placed]:
    rows: list[Placed] = []
    day: date | None = version.start
    while day is not None and (version.end is None or day < version.end):
        path, until = _way(version, day, told)
        end = _earlier(version.end, until)
        if rows and rows[-1].path == path:
            rows[-1] = Placed(replace(rows[-1].version, end=end), path)
        else:
            rows.append(Placed(replace(version, start=day, end=end), path))
        day = end
    return rows


def _way(
    version: Version, day: date, told: Mapping[int, tuple[Version, ...]]
) -> tuple[str, date | None]:
    """Return the path on a day, and the first later day on which it may be another."""
    path, until, seen = segment(version.organisation), None, {version.organisation}
    parent = version.parent
    while parent is not None and parent not in seen:
        versions = told.get(parent, ())
        over = next((v for v in versions if v.covers(day)), None)
        if over is None:
            begins = min((v.start for v in versions if v.start > day), default=None)
            return path, _earlier(until, begins)
        path, until = segment(parent) + path, _earlier(until, over.end)
        seen.add(parent)
        parent = over.parent
    return path, until


def early(placed: Iterable[Placed]) -> list[Placed]:
    """Return where the people of each organisation count on the days before its first one.

    A list of members names the cell of today for somebody admitted before it was founded. Until
    its first day they are with its first parent, at no cell; without a parent, where it will be.
    """
    rows: dict[int, list[Placed]] = {}
    for row in sorted(placed, key=lambda row: row.version.start):
        rows.setdefault(row.version.organisation, []).append(row)
    told: dict[int, list[Placed]] = {}
    for unit in rows:
        _wait(unit, rows, told)
    return [row for found in told.values() for row in found]


def _wait(
    unit: int, rows: Mapping[int, list[Placed]], told: dict[int, list[Placed]]
) -> list[Placed]:
    """Tell where the people of a unit count before its first day; parents are told first."""
    if unit in told:
        return told[unit]
    told[unit] = []  # who is asked about on the way up again has no place of its own yet
    first = rows[unit][0].version
    waiting = replace(first, name="", kind=EARLY, category="", start=date.min, end=first.start)
    if first.start == date.min:
        return []
    if first.parent is not None and first.parent in rows:
        above = [*_wait(first.parent, rows, told), *rows[first.parent]]
        days = [(row.version.start, row.version.end, row.path) for row in above]
    else:
        days = [(date.min, None, segment(unit))]
    for start, until, path in days:
        end = _earlier(until, first.start)
        if end is not None and start < end:
            told[unit].append(Placed(replace(waiting, start=start, end=end), path))
    return told[unit]


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def on(told: Mapping[int, tuple[Version, ...]], day: date) -> dict[int, Version]:
    """Return each organisation that existed on `day` as it then was."""
    return {v.organisation: v for versions in told.values() for v in versions if v.covers(day)}


def subtree(alive: Mapping[int, Version], root: int) -> set[int]:
    """Return the organisations at and below `root` in the tree of one day."""
    children: dict[int | None, list[int]] = {}
    for version in alive.values():
        children.setdefault(version.parent, []).append(version.organisation)
    found, waiting = set(), [root] if root in alive else []
    while waiting:
        organisation = waiting.pop()
        if organisation not in found:
            found.add(organisation)
            waiting.extend(children.get(organisation, ()))
    return found


def profiles(facts: Iterable[Fact]) -> dict[int, dict[date, Mapping[str, object]]]:
    """Return each cell's profile (households, people, shares) by the days it was told of.

    A number that was not told of a day is as it was before. See core.profile for day and source of each.
    """
    told: dict[int, dict[date, Mapping[str, object]]] = {}
    for fact in sorted(facts, key=lambda f: (f.happened_on, f.id)):
        if fact.kind == PROFILE and fact.organisation is not None:
            days = told.setdefault(fact.organisation, {})
            before = next(reversed(days.values()), {})
            numbers = {name: said for name, said in fact.data.items() if name != SOURCE}
            days[fact.happened_on] = {**before, **numbers}
    return told


def listed_on(facts: Iterable[Fact]) -> list[date]:
    """Return the days of the lists that cells were read from, by the profiles they told."""
    return [f.happened_on for f in facts if f.kind == PROFILE and SOURCE not in f.data]
