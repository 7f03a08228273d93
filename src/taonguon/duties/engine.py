"""The one engine of duties: every source is asked once, and each duty placed for the reader's roles."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser

from taonguon.core import access
from taonguon.core.access import (
    CLASSES,
    DUTIES,
    FIGURES,
    INTRODUCE,
    PEOPLE,
    RECORD,
    RULES_EDIT,
    Grant,
)  # fmt: skip
from taonguon.core.duties import Duty, Shown, in_order, roles_at, shown_to
from taonguon.core.organisation import after
from taonguon.core.rulebook import Rulebook
from taonguon.duties.scope import Scope, narrowed
from taonguon.duties.sources import admission, cells, committee, prospects
from taonguon.organisations.visibility import grants as held_by
from taonguon.regulations.book import in_use
from taonguon.rules.duties import shipped

SECRETARY = "secretary"


class Source(NamedTuple):
    """A function that finds duties: what one must be allowed to do to be told, and of which kinds."""

    act: str
    kinds: frozenset[str]
    find: Callable[[Scope, date], list[Duty]]


SOURCES: Sequence[Source] = (
    Source(PEOPLE, frozenset({"case.cell", "case.committee", "case.reply", "case.expiring"}),
           admission.cases),
    Source(PEOPLE, frozenset({"meeting.record", "meeting.result"}), cells.meetings),
    Source(PEOPLE, frozenset({"meeting.review"}), committee.review),
    Source(PEOPLE, frozenset({"visit.cell", "visit.promise"}), cells.visits),
    Source(PEOPLE, frozenset({"difficulty.cell", "difficulty.commune", "difficulty.superior"}),
           cells.difficulties),
    Source(PEOPLE, frozenset({"directive.acknowledge", "directive.task"}), cells.directives),
    Source(PEOPLE, frozenset({"petition.answer"}), cells.petitions),
    Source(CLASSES, frozenset({"class.approve", "class.results"}), committee.classes),
    Source(PEOPLE, frozenset({"prospect.meet", "prospect.enlist", "handover.wait"}),
           prospects.moving),
    Source(PEOPLE, frozenset({"handover.accept"}), prospects.arriving),
    Source(PEOPLE, frozenset({"prospect.agreement"}), prospects.agreements),
    Source(INTRODUCE, frozenset({"introduction.agreement"}), prospects.introduced),
    Source(FIGURES, frozenset({"target.unset"}), committee.targets),
    Source(RULES_EDIT, frozenset({"rule.confirm"}), committee.rules),
    Source(RECORD, frozenset({"data.request"}), admission.requests),
    Source(RECORD, frozenset({"data.erase"}), admission.erasures),
    Source(DUTIES, frozenset({"letter.failed"}), committee.letters),
)  # fmt: skip


def of_user(
    user: AbstractBaseUser, on: date, *, ahead: bool = False, within: str = ""
) -> list[Shown]:
    """Return a user's duties on a day, the most urgent first; `within` a path only those there."""
    return of(held_by(user), on, user=user.pk, ahead=ahead, within=within)


def of(
    held: Sequence[Grant],
    on: date,
    *,
    user: int | None = None,
    ahead: bool = False,
    within: str = "",
) -> list[Shown]:
    """Return the duties of whoever holds these grants, in a fixed number of queries.

    `ahead` also tells what lies beyond the days of notice. Each duty stands once, as the reader has it.
    """
    asked = _Asked(held, on, within)
    kinds = shipped().kinds
    found: dict[tuple[str, str], Shown] = {}
    for source in SOURCES:
        for duty in asked.told(source):
            roles = roles_at(held, duty.place, source.act, on)
            shown = shown_to(user, duty, kinds[duty.kind], roles, on, ahead=ahead)
            if shown is not None:
                found.setdefault((duty.kind, duty.key), shown)
    return in_order(found.values())


def of_cells(paths: Iterable[str], on: date) -> list[Shown]:
    """Return what the secretaries of the cells at and below these paths have to do, whoever reads it."""
    return of([Grant(SECRETARY, path, date.min) for path in paths], on)


class _Asked:
    """One question to all sources; those with the same reach share what they read."""

    def __init__(self, held: Sequence[Grant], on: date, within: str) -> None:
        self.held, self.on, self.within = held, on, within
        self.book: Rulebook = in_use()
        self.scopes: dict[tuple[object, ...], Scope] = {}

    def told(self, source: Source) -> list[Duty]:
        """Return what a source finds where the reader has a role that is told of its kinds."""
        concerned = frozenset().union(*(shipped().kinds[code].told for code in source.kinds))
        held = [one for one in self.held if one.role in concerned]
        ranges = access.ranges(held, source.act, self.on)
        if self.within:
            ranges = narrowed(ranges, self.within, after(self.within))
        if not ranges:
            return []
        bodies = access.bodies(held, source.act, self.on)
        key = (*ranges, bodies)
        if key not in self.scopes:
            self.scopes[key] = Scope(ranges, bodies, self.book)
        return source.find(self.scopes[key], self.on)
