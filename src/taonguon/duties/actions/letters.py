"""The letters of a day: claimed before they are sent, so that no two runs ever send the same."""

from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from taonguon.duties.models import BEGUN, FAILED, Letter
from taonguon.journal.actions import record


@transaction.atomic(durable=True)
def claim(*, user: AbstractBaseUser, day: date, duties: int, at: datetime) -> Letter | None:
    """Write that a user's letter of a day is about to be sent; None when that is not ours to do.

    Ours it is once a day, and again after a try that the server certainly did not accept. Committed
    before anything is sent: call it outside a transaction. Of runs at once one gets it.
    """
    told = {"state": BEGUN, "duties": duties, "begun_at": at}
    rows = Letter.objects.select_for_update()
    found, made = rows.get_or_create(user=user, day=day, defaults=told)
    if not made and found.state != FAILED:
        return None
    if not made:
        found.state, found.duties, found.begun_at = BEGUN, duties, at
        found.why, found.ended_at = "", None
        found.save()
    return found


@transaction.atomic
def end(*, letter: Letter, state: str, why: str, at: datetime) -> None:
    """Write what became of a claimed letter: its state and, where it did not go out, why."""
    letter.state, letter.why, letter.ended_at = state, why, at
    letter.save(update_fields=["state", "why", "ended_at"])
    told = {"state": state, "day": letter.day.isoformat()}
    record(at=at, by=letter.user.get_username(), act="duties.letter", details=told)
