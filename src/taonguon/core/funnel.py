"""The funnel of introductions: of those introduced, how many came how far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from taonguon.core.prospects import FUNNEL


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one person came whom one mass organisation introduced in one year.

    `furthest` is one of FUNNEL: whoever came there passed the stages before, also where an older
    list does not tell on which day. `ended_why` is empty while the way is open.
    """

    person: int
    body: str
    year: int
    furthest: str
    ended_why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the funnel: the people counted at each of FUNNEL, and why others stopped."""

    key: str
    counted: Mapping[str, tuple[int, ...]]
    stopped: Mapping[str, tuple[int, ...]]

    def number(self, stage: str) -> int:
        """Return how many came as far as a stage."""
        return len(self.counted[stage])


def funnel(told: Iterable[Reached], by: str) -> list[Row]:
    """Return a row for each value of `by` (`body` or `year`), and first one for all (key empty).

    A person counts once in a row, however often introduced. Who was admitted did not stop.
    """
    rows = list(told)
    keys = sorted({str(getattr(one, by)) for one in rows})
    return [
        _row("", rows),
        *(_row(key, [r for r in rows if str(getattr(r, by)) == key]) for key in keys),
    ]


def _row(key: str, told: list[Reached]) -> Row:
    came = [(FUNNEL.index(one.furthest), one.person) for one in told]
    counted = {
        stage: tuple(sorted({person for reached, person in came if reached >= place}))
        for place, stage in enumerate(FUNNEL)
    }
    admitted = set(counted[FUNNEL[-1]])
    stopped: dict[str, set[int]] = {}
    for one in told:
        if one.ended_why and one.person not in admitted:
            stopped.setdefault(one.ended_why, set()).add(one.person)
    return Row(key, counted, {why: tuple(sorted(ids)) for why, ids in sorted(stopped.items())})
