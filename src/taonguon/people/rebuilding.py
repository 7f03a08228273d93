"""Making the projections anew from the ledger, and telling where they differed from it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import models, transaction

from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.organisations.models import Version as VersionRow
from taonguon.people import actions, facts
from taonguon.people.models import Person
from taonguon.people.projection import Projected

Differences = dict[str, tuple[int, int]]


@transaction.atomic
def rebuild(*, write: bool) -> Differences:
    """Return, for each table that differs, rows only in the table and rows only in the ledger.

    With `write`, the tables are replaced by what the ledger gives.
    """
    only_stored: Counter[str] = Counter()
    only_folded: Counter[str] = Counter()
    rows, versions = organisations.projected()
    pairs = [
        (Organisation, organisations.COLUMNS, rows, {}),
        (VersionRow, organisations.VERSION, versions, {}),
    ]
    _compare(pairs, only_stored, only_folded)
    if write:
        organisations.project()
    for low, high, told in _batches():
        folded = Projected.empty()
        for person, own in told.items():
            folded.add(person, own)
        _compare(_tables(folded, low, high), only_stored, only_folded)
        if write:
            actions.project(_ids(low, high, told))
    names = sorted({*only_stored, *only_folded})
    return {name: (only_stored[name], only_folded[name]) for name in names}


def _batches() -> Iterator[tuple[int, int, dict[int, Any]]]:
    """Give people some thousand at a time by id, to the last id any table knows."""
    low = 0
    for high, told in facts.everyone():
        yield low, high, told
        low = high
    last = Person.objects.aggregate(last=models.Max("pk"))["last"] or 0
    if last > low:
        yield low, last, {}


def _ids(low: int, high: int, told: dict[int, Any]) -> set[int]:
    stored = Person.objects.filter(pk__gt=low, pk__lte=high).values_list("pk", flat=True)
    return {*stored, *told}


def _tables(folded: Projected, low: int, high: int) -> list[Any]:
    return [
        (
            model,
            columns,
            rows,
            {f"{columns[0]}__gt": low, f"{columns[0]}__lte": high},
        )
        for model, columns, rows in folded.tables()
    ]


def _compare(pairs: Any, only_stored: Counter[str], only_folded: Counter[str]) -> None:
    for model, columns, rows, where in pairs:
        stored = Counter(
            tuple(map(_plain, row)) for row in model.objects.filter(**where).values_list(*columns)
        )
        folded = Counter(tuple(map(_plain, row)) for row in rows)
        table = model._meta.db_table
        if extra := (stored - folded).total():
            only_stored[table] += extra
        if missing := (folded - stored).total():
            only_folded[table] += missing


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
