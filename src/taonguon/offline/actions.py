"""Keeping what a phone takes along, and what it sends, once for each key."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from taonguon.journal.actions import record
from taonguon.offline.models import DROPPED, KEPT, Receipt
from taonguon.people.actions import Refused


class Sent(NamedTuple):
    """Which record of which phone: the keys the phone drew, of what kind, about what."""

    key: UUID
    device: UUID
    kind: str
    about: str


class Place(NamedTuple):
    """Where a record stands once it is kept: `visit:5`, and its address."""

    subject: str
    url: str


@transaction.atomic
def take(*, things: Sequence[str], by: AbstractBaseUser | None, at: datetime) -> None:
    """Keep in the journal what somebody took along: `visit:7`, `roll:3`."""
    name = by.get_username() if by else ""
    record(at=at, by=name, act="offline.take", details={"things": list(things)})


@transaction.atomic
def receive(
    *, sent: Sent, keep: Callable[[], Place], by: AbstractBaseUser | None, at: datetime
) -> Receipt:
    """Call `keep` once for a key and keep the answer; a key sent again gets the same answer.

    What `keep` raises goes through, and nothing is written then: the record may be sent again.
    Raises Refused for a key that somebody else used.
    """
    return _once(sent, keep, KEPT, (by, at))


@transaction.atomic
def drop(*, sent: Sent, by: AbstractBaseUser | None, at: datetime) -> Receipt:
    """Keep that a person chose the server's version: the phone's record is not to be kept.

    Raises Refused for a key that somebody else used.
    """
    return _once(sent, lambda: Place("", ""), DROPPED, (by, at))


def _once(
    sent: Sent, keep: Callable[[], Place], state: str, who: tuple[AbstractBaseUser | None, datetime]
) -> Receipt:
    by, at = who
    try:
        with transaction.atomic():  # who sends the same key meanwhile waits here
            row = Receipt.objects.create(
                **sent._asdict(), state=state, received_at=at, received_by=by
            )
    except IntegrityError:
        return _before(sent, by)
    row.subject, row.url = keep()
    row.save(update_fields=["subject", "url"])
    record(
        at=at, by=by.get_username() if by else "", act=f"offline.{state}", subject=row.subject,
        details={"kind": sent.kind, "about": sent.about, "key": str(sent.key)},
    )  # fmt: skip
    return row


def _before(sent: Sent, by: AbstractBaseUser | None) -> Receipt:
    row = Receipt.objects.get(key=sent.key)
    if row.received_by_id != (by.pk if by else None):
        raise Refused(_("Bản ghi này do người khác gửi: đăng nhập bằng tài khoản của người ấy."))
    return row
