"""Setting, amending and withdrawing targets."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from taonguon.core.facts import WITHDRAWAL
from taonguon.core.targets import TARGET
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Fact


@transaction.atomic
def set_target(
    *, organisation: int, on: date, data: dict[str, Any], by: AbstractBaseUser | None, at: datetime
) -> Fact:
    """Set a target by a paper of a day, or amend the one of the same period, category and source.

    A paper of the same day as the one in force corrects it; a later one amends it from its day.
    """
    same = Fact.objects.filter(
        organisation=organisation,
        kind=TARGET,
        happened_on=on,
        act__undone_at__isnull=True,
        corrected_by__isnull=True,
        **{f"data__{name}": data[name] for name in ("start", "end", "category", "source")},
    ).first()
    act = ledger.open_act(kind="target.set", source=str(data.get("document", "")), by=by, at=at)
    fact = ledger.append(
        act=act,
        kind=TARGET,
        on=on,
        about=(None, organisation),
        data=data,
        corrects=same.pk if same else None,
    )
    record(
        at=at,
        by=by.get_username() if by else "",
        act="target.set",
        subject=f"organisation:{organisation}",
        details=data,
    )
    return fact


@transaction.atomic
def withdraw(*, fact: Fact, because: str, by: AbstractBaseUser, at: datetime) -> Fact:
    """Withdraw a target that never was: what it amended is in force again, the reason stays."""
    act = ledger.open_act(kind="target.withdraw", source=because, by=by, at=at)
    gone = ledger.append(
        act=act,
        kind=WITHDRAWAL,
        on=fact.happened_on,
        about=(None, fact.organisation),
        data=fact.data,
        corrects=fact.pk,
    )
    record(
        at=at,
        by=by.get_username(),
        act="target.withdraw",
        subject=f"organisation:{fact.organisation}",
        details={**fact.data, "because": because},
    )
    return gone
