"""Rows to core values: profiles of cells, the lines their committees drew, who is in charge."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Count, Max, Q

from taonguon.cells.models import CommitteeMember
from taonguon.core import charge
from taonguon.core.charge import CHARGE, Charge
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.organisation import PROFILE, SEGMENT, SOURCE
from taonguon.core.profile import LINE, Line, Mark, Profile, lines, marks
from taonguon.core.profile import profiles as fold
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Admission, Span
from taonguon.rules.profile import shipped_lines


def _standing(kind: str, organisations: Iterable[int]) -> list[CoreFact]:
    """Return the facts of a kind about these organisations that stand, in one query."""
    rows = Fact.objects.filter(
        organisation__in=list(organisations), person__isnull=True, kind__in=[kind, WITHDRAWAL]
    )
    return [fact for fact in known(rows.values_for_core(), None) if fact.kind == kind]


def told(organisations: Collection[int]) -> list[CoreFact]:
    """Return the facts of the profiles of these organisations that stand, in two queries.

    One read from a list names the file, sheet and row as its source.
    """
    rows = Fact.objects.filter(organisation__in=organisations, kind=PROFILE).exclude(place="")
    places = dict(rows.values_list("pk", "place"))
    return [_placed(fact, places.get(fact.id, "")) for fact in _standing(PROFILE, organisations)]


def _placed(fact: CoreFact, place: str) -> CoreFact:
    if not place or SOURCE in fact.data:
        return fact
    return fact._replace(data={**fact.data, SOURCE: place})


def profiles(organisations: Iterable[int], on: date) -> dict[int, Profile]:
    """Return what is known of each of these organisations as of a day, in two queries.

    Who has no number has no entry.
    """
    return fold(told(list(organisations)), on)


def above(path: str) -> list[int]:
    """Return the organisations of a path, the highest first."""
    return [int(path[end : end + SEGMENT]) for end in range(0, len(path), SEGMENT)]


def drawn(units: Collection[Organisation], on: date) -> dict[int, tuple[Line, ...]]:
    """Return the lines that hold for each organisation: its own, else from above, else as shipped.

    One query for all.
    """
    paths = {unit.pk: unit.path for unit in units}
    told = _standing(LINE, {one for path in paths.values() for one in above(path)})
    return {unit: drawn_at(path, told, on) for unit, path in paths.items()}


def drawn_at(path: str, told: Iterable[CoreFact], on: date) -> tuple[Line, ...]:
    """Return the lines that hold at a path, of the facts that stand about it and above it."""
    held = lines(told, on)
    own: dict[str, Line | None] = {one.code: one for one in shipped_lines()}
    for one in above(path):
        own |= held.get(one, {})
    return tuple(line for line in own.values() if line is not None)


def line_facts(organisation: Organisation) -> list[CoreFact]:
    """Return the lines that were drawn for an organisation or above it, the latest first."""
    found = _standing(LINE, above(organisation.path))
    return sorted(found, key=lambda fact: (fact.happened_on, fact.id), reverse=True)


def special(
    units: Collection[Organisation], found: Mapping[int, Profile], on: date
) -> dict[int, tuple[Mark, ...]]:
    """Return why each of these cells, whose profiles were `found`, is a special one; one query.

    Who is none has no entry.
    """
    held = drawn(units, on)
    reasons = {unit.pk: marks(found[unit.pk], held[unit.pk]) for unit in units if unit.pk in found}
    return {unit: why for unit, why in reasons.items() if why}


def charges(cells: Iterable[int]) -> dict[int, tuple[Charge, ...]]:
    """Return the charges of each cell in their order, cut where a member left; two queries."""
    told = charge.charges(_standing(CHARGE, cells))
    members = {one.member for found in told.values() for one in found}
    leaving = CommitteeMember.objects.filter(pk__in=members, until_on__isnull=False)
    left = {pk: day for pk, day in leaving.values_list("pk", "until_on") if day is not None}
    return {cell: tuple(charge.ended(found, left)) for cell, found in told.items()}


def holder(told: Iterable[Charge], on: date) -> int | None:
    """Return the committee member in charge on a day by the charges of one cell; None for nobody."""
    return next((one.member for one in told if one.covers(on)), None)


def members(cells: Collection[int], on: date) -> dict[int, int]:
    """Return how many Party members each cell has on a day; one query."""
    rows = Span.objects.filter(Q(end_on__isnull=True) | Q(end_on__gt=on), start_on__lte=on)
    counted = rows.filter(cell__in=cells).values("cell").annotate(n=Count("person", distinct=True))
    return {row["cell"]: row["n"] for row in counted}


def last_admissions(cells: Collection[int], on: date) -> dict[int, date]:
    """Return the day on which each cell last admitted somebody; one query."""
    rows = Admission.objects.filter(cell__in=cells, on__lte=on)
    return dict(rows.values("cell").annotate(last=Max("on")).values_list("cell", "last"))
