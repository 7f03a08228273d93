"""Writing to the ledger: open an act, append facts, undo an act."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from taonguon.ledger import store
from taonguon.ledger.models import Act, Fact

FACT_COLUMNS = (
    "id", "act_id", "kind", "happened_on", "person", "organisation", "data", "corrects_id", "place",
)  # fmt: skip


def open_act(*, kind: str, source: str, by: AbstractBaseUser | None, at: datetime) -> Act:
    """Open an act: all facts of one transaction hang on it. Call inside that transaction."""
    return Act.objects.create(kind=kind, source=source, recorded_by=by, recorded_at=at)


def append(
    *,
    act: Act,
    kind: str,
    on: date,
    about: tuple[int | None, int | None],
    data: dict[str, Any] | None = None,
    corrects: int | None = None,
) -> Fact:
    """Append one fact `about` (person, organisation) that happened `on` a day."""
    person, organisation = about
    return Fact.objects.create(
        pk=store.reserve(Fact, 1),
        act=act,
        kind=kind,
        happened_on=on,
        person=person,
        organisation=organisation,
        data=data or {},
        corrects_id=corrects,
    )


def append_many(*, act: Act, rows: Sequence[tuple[Any, ...]]) -> None:
    """Append many facts: (kind, ISO day, person, organisation, data, corrects, place) each."""
    first = store.reserve(Fact, len(rows)) if rows else 0
    store.append(
        Fact,
        FACT_COLUMNS,
        (
            (first + n, act.pk, kind, on, person, organisation, store.said(data), corrects, place)
            for n, (kind, on, person, organisation, data, corrects, place) in enumerate(rows)
        ),
    )


@transaction.atomic
def undo(*, act: Act, by: AbstractBaseUser | None, at: datetime, because: str) -> None:
    """Undo a whole act: its facts stop standing from this moment; what was known before stays."""
    act.undone_at, act.undone_by, act.undone_because = at, by, because
    act.save(update_fields=["undone_at", "undone_by", "undone_because"])
