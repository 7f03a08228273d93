"""Keeping the people's projections in step with the ledger, and correcting a fact."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import router, transaction

from taonguon.core.facts import WITHDRAWAL
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Fact
from taonguon.organisations import actions as organisations
from taonguon.people import facts
from taonguon.people.models import Admission, Person, Prospect, Span
from taonguon.people.projection import Projected


def project(people: Iterable[int]) -> None:
    """Fold the facts of these people anew and replace their rows. Call inside a transaction."""
    ids = list(people)
    forget(ids)
    rows = Projected.empty()
    for person, told in facts.standing(ids).items():
        rows.add(person, told)
    rows.write()


def forget(people: Any) -> None:
    """Remove the projected rows of these people (ids or a subquery); the ledger keeps its facts."""
    for model in (Span, Admission, Prospect):
        rows = model.objects.filter(person__in=people)
        rows._raw_delete(router.db_for_write(model))
    Person.objects.filter(pk__in=people)._raw_delete(router.db_for_write(Person))


@transaction.atomic
def correct(
    *,
    fact: Fact,
    on: date | None,
    data: dict[str, Any] | None,
    because: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    """Put a fact with another day or content in the place of one about a person or organisation.

    Without day and content the fact is withdrawn. What was known before stays known as of then.
    """
    act = ledger.open_act(kind="correction", source=because, by=by, at=at)
    withdrawn = on is None and data is None
    mended = ledger.append(
        act=act,
        kind=WITHDRAWAL if withdrawn else fact.kind,
        on=on or fact.happened_on,
        about=(fact.person, fact.organisation),
        data=fact.data if data is None else data,
        corrects=fact.pk,
    )
    if fact.person is not None:
        project([fact.person])
    else:
        organisations.project()
    record(
        at=at,
        by=by.get_username() if by else "",
        act="fact.correct",
        subject=f"fact:{fact.pk}",
        details={"because": because},
    )
    return mended
