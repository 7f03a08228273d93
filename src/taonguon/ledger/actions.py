"""Writing to the ledger: open an act, append facts, undo an act."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from taonguon.core.erasure import remains
from taonguon.ledger import store
from taonguon.ledger.models import Act, Fact
from taonguon.rules.bodies import code_of

FACT_COLUMNS = (
    "id", "act_id", "kind", "happened_on", "person", "organisation", "data", "corrects_id", "place",
)  # fmt: skip
SOME = store.VARIABLES // 2  # facts in one statement


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


@transaction.atomic
def erase(
    *, people: Collection[int], by: AbstractBaseUser | None, at: datetime, because: str
) -> int:
    """Empty for good what the facts about these people say; return how many facts were emptied.

    The one change a fact ever sees, and the one the law asks for: kind, day, organisation and what
    the counts need stay (see core.erasure), so that every count and every fold stays. An act without
    facts keeps when, by whom and why. The caller journals it and folds the people anew; a person's
    other ids are among `people`. Raises ValueError without people or reason.
    Source: Luật 91/2025/QH15, Đ3.3, Đ14.
    """
    if not people or not because.strip():
        raise ValueError("erasing needs people and a reason")
    left: dict[str, list[int]] = {}
    told = Fact.objects.filter(person__in=people).values_list("pk", "kind", "data")
    for pk, kind, data in told:
        said = json.dumps(remains(kind, data, code_of), ensure_ascii=False)
        left.setdefault(said, []).append(pk)
    for said, facts in left.items():
        for start in range(0, len(facts), SOME):
            rows = Fact.objects.filter(pk__in=facts[start : start + SOME])
            models.QuerySet.update(rows, data=json.loads(said), place="")  # past AppendOnly
    _silence_acts(people)
    open_act(kind="erasure", source=because, by=by, at=at)
    return sum(map(len, left.values()))


def _silence_acts(people: Collection[int]) -> None:
    """Empty the sources and reasons of the acts that are about these people alone."""
    others = Fact.objects.filter(act=models.OuterRef("pk")).exclude(person__in=people)
    acts = Act.objects.filter(pk__in=Fact.objects.filter(person__in=people).values("act"))
    acts.filter(~models.Exists(others)).update(source="", undone_because="")
