"""What is due for whom: one duty, what its kind says of roles and days of notice, and how urgent it is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from taonguon.core.access import Grant
from taonguon.core.rulebook import Text

LATE, SOON, LATER, WAITING = "late", "soon", "later", "waiting"
URGENCIES = (LATE, SOON, LATER, WAITING)  # in the order in which pages show them
WEEK = timedelta(days=7)
LONGEST_LEAD = 31  # days: pages end with this month


class Kind(NamedTuple):
    """One kind of duty, as the data file says it.

    `roles` do it; `waits` wait until those have; `late` are told once it is overdue. `lead` is how
    many days before its day it is shown; `days` is the time for it, where no room sets a day.
    """

    code: str
    name: Text
    lead: int
    roles: frozenset[str]
    waits: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    days: int = 0

    @property
    def told(self) -> frozenset[str]:
        """All roles that are ever told of it."""
        return self.roles | self.waits | self.late


@dataclass(frozen=True, slots=True)
class Place:
    """Where a duty lies: the organisation with its path and name; no path is the whole register.

    `body` is the mass organisation whose duty it is, empty where it is no such.
    """

    path: str = ""
    organisation: int | None = None
    name: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """The page on which it is done: the name of its address and what that names."""

    name: str
    args: tuple[Any, ...] = ()
    query: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to be done by a day.

    `key` tells it from all others of its kind. `about` is who or what it is about: a person's name
    where `personal`; `typed` tells that the title is in somebody's own words. `due` is None where the
    calendar does not reach so far. `why` says how the day came about and `cite` by which clause or
    setting. `outside` is a duty that somebody outside has until its day; `not_for` is the user who may
    not do it.
    """

    kind: str
    key: str
    title: str
    due: date | None
    place: Place
    opens: Link
    about: str = ""
    personal: bool = False
    typed: bool = False
    since: date | None = None
    why: str = ""
    cite: str = ""
    outside: bool = False
    not_for: int | None = None

    def late(self, on: date) -> bool:
        """Tell whether its day is over."""
        return self.due is not None and self.due < on


class Shown(NamedTuple):
    """A duty as one reader has it on a day; `own` when it is the reader who does it."""

    duty: Duty
    urgency: str
    own: bool = True


def roles_at(grants: Iterable[Grant], place: Place, act: str, on: date) -> frozenset[str]:
    """Return the roles that somebody holds over a place on a day and in which they may do `act`.

    Who acts for a mass organisation has the duties of that one alone.
    """
    return frozenset(
        grant.role
        for grant in grants
        if grant.holds(on)
        and grant.may(act)
        and grant.covers(place.path)
        and (grant.body in ("", place.body))
    )


def urgency(
    duty: Duty, kind: Kind, roles: Collection[str], on: date, *, ahead: bool = False
) -> str | None:
    """Return how urgent a duty is on a day for who holds these roles; None when it is not shown.

    `ahead` shows what lies further off than the days of notice as well. A duty whose day is not
    known counts as one of this month.
    """
    late = duty.late(on)
    near = ahead or late or duty.due is None or duty.due <= on + timedelta(days=kind.lead)
    if not near:
        return None
    if kind.roles.intersection(roles):
        return WAITING if duty.outside and not late else _days(duty, on)
    if late and kind.late.intersection(roles):
        return LATE
    return WAITING if kind.waits.intersection(roles) else None


def _days(duty: Duty, on: date) -> str:
    if duty.late(on):
        return LATE
    return SOON if duty.due is not None and duty.due <= on + WEEK else LATER


def shown_to(
    user: int | None,
    duty: Duty,
    kind: Kind,
    roles: Collection[str],
    on: date,
    *,
    ahead: bool = False,
) -> Shown | None:
    """Return a duty as a user has it; who may not do it oneself waits for somebody else."""
    found = urgency(duty, kind, roles, on, ahead=ahead)
    if found is None:
        return None
    barred = duty.not_for is not None and duty.not_for == user
    own = bool(kind.roles.intersection(roles)) and not barred
    return Shown(duty, WAITING if barred else found, own)


def in_order(those: Iterable[Shown]) -> list[Shown]:
    """Return duties by urgency, one's own ahead, then by day due, place, kind and key."""

    def order(one: Shown) -> tuple[int, bool, date, str, str, str]:
        duty, path = one.duty, one.duty.place.path
        rank = URGENCIES.index(one.urgency)
        return rank, not one.own, duty.due or date.max, path, duty.kind, duty.key

    return sorted(those, key=order)


def counts(those: Iterable[Shown]) -> Mapping[str, int]:
    """Return how many duties there are of each urgency."""
    found = dict.fromkeys(URGENCIES, 0)
    for one in those:
        found[one.urgency] += 1
    return found


def by_kind(those: Iterable[Shown], among: str) -> Mapping[str, int]:
    """Return how many duties of one urgency there are of each kind, the most first."""
    found: dict[str, int] = {}
    for one in those:
        if one.urgency == among:
            found[one.duty.kind] = found.get(one.duty.kind, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
