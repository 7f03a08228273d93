"""Rows to core values: the profiles of cells and the lines their committees drew, in fixed queries."""

from collections.abc import Collection, Iterable
from datetime import date

from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.organisation import PROFILE, SEGMENT
from taonguon.core.profile import LINE, SOURCE, Line, Mark, Profile, lines, marks
from taonguon.core.profile import profiles as fold
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.rules.profile import shipped_lines


def told(organisations: Collection[int]) -> list[CoreFact]:
    """Return the facts of the profiles of these organisations that stand, in two queries.

    One read from a list names the file, sheet and row as its source.
    """
    rows = Fact.objects.filter(
        organisation__in=organisations, person__isnull=True, kind__in=[PROFILE, WITHDRAWAL]
    )
    standing = [one for one in known(rows.values_for_core(), None) if one.kind == PROFILE]
    places = dict(rows.exclude(place="").values_list("pk", "place"))
    return [_placed(fact, places.get(fact.id, "")) for fact in standing]


def _placed(fact: CoreFact, place: str) -> CoreFact:
    if not place or SOURCE in fact.data:
        return fact
    return fact._replace(data={**fact.data, SOURCE: place})


def profiles(organisations: Iterable[int], on: date) -> dict[int, Profile]:
    """Return what is known of each of these organisations as of a day, in two queries.

    Who has no number has no entry.
    """
    return fold(told(list(organisations)), on)


def drawn(root: Organisation, on: date) -> tuple[Line, ...]:
    """Return the lines that hold at an organisation: its own, else from above, else shipped."""
    above = [root.path[:end] for end in range(SEGMENT, len(root.path) + 1, SEGMENT)]
    units = [int(path[-SEGMENT:]) for path in above]
    rows = Fact.objects.filter(
        organisation__in=units, person__isnull=True, kind__in=[LINE, WITHDRAWAL]
    )
    told = lines(known(rows.values_for_core(), None), on)
    found: dict[str, Line | None] = {one.code: one for one in shipped_lines()}
    for unit in units:
        found |= told.get(unit, {})
    return tuple(one for one in found.values() if one is not None)


def special(found: dict[int, Profile], root: Organisation, on: date) -> dict[int, tuple[Mark, ...]]:
    """Return why each of these cells below an organisation is a special one; no entry when not."""
    held = drawn(root, on)
    told = {unit: marks(profile, held) for unit, profile in found.items()}
    return {unit: why for unit, why in told.items() if why}
