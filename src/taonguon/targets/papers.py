"""The papers that set and amended targets, newest first, the withdrawn ones with their reason."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from taonguon.core import targets
from taonguon.core.facts import WITHDRAWAL, Fact
from taonguon.ledger.models import Fact as FactRow
from taonguon.targets.telling import target_row

Row = dict[str, Any]


def papers(
    rows: QuerySet[FactRow], standing: Iterable[Fact], names: Mapping[int, str], *, whole: bool
) -> list[Row]:
    """Return every paper typed by hand or amended, and what was withdrawn; all of them if `whole`.

    A list loaded once sets a target for each cell and year: those stand in the table of years.
    """
    told = [targets.read(fact) for fact in standing if fact.kind == targets.TARGET]
    times = Counter(_key(target) for target in told)
    typed = set(rows.filter(place="", kind=targets.TARGET).values_list("pk", flat=True))
    shown = [one for one in told if whole or one.fact in typed or times[_key(one)] > 1]
    found = [target_row(one, names.get(one.organisation, "")) for one in shown]
    found += _withdrawn(rows, names)
    found.sort(key=lambda row: (row["target"].set_on, row["target"].fact), reverse=True)
    return found


def _key(target: targets.Target) -> tuple[Any, ...]:
    return target.organisation, target.start, target.end, target.category, target.source


def _withdrawn(rows: QuerySet[FactRow], names: Mapping[int, str]) -> list[Row]:
    gone = rows.filter(
        kind=WITHDRAWAL, corrects__kind=targets.TARGET, act__undone_at__isnull=True
    ).select_related("act", "corrects__act")
    return [
        {
            **target_row(targets.read(_core(row.corrects)), names.get(row.organisation or 0, "")),
            "because": row.act.source,
        }
        for row in gone
        if row.corrects is not None
    ]


def _core(row: FactRow) -> Fact:
    return Fact(
        id=row.pk,
        kind=row.kind,
        happened_on=row.happened_on,
        recorded_at=row.act.recorded_at,
        organisation=row.organisation,
        data=row.data,
    )
