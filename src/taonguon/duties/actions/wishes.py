"""What a user wishes to be sent: letters on some days, or none."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from taonguon.duties.models import KEY_LENGTH, LAST_HOUR, Wish
from taonguon.journal.actions import record
from taonguon.people.actions import Refused
from taonguon.rules.duties import shipped

WEEKDAYS = "1234567"


class Asked(NamedTuple):
    """What is asked for: letters or none, the address, days of the week (1 Monday), hour, language."""

    wanted: bool
    address: str
    days: str
    hour: int
    language: str


@transaction.atomic
def wish(*, asked: Asked, by: AbstractBaseUser, at: datetime) -> Wish:
    """Keep what a user wishes to be sent.

    Raises Refused for letters without an address or a day, an address that is none, and a day or
    hour that is none. The journal keeps that it was changed, not the address.
    """
    _check(asked)
    found, _made = Wish.objects.select_for_update().get_or_create(
        user=by,
        defaults={**asked._asdict(), "key": get_random_string(KEY_LENGTH), "changed_at": at},
    )
    for name, said in asked._asdict().items():
        setattr(found, name, said)
    found.changed_at = at
    found.save(update_fields=[*asked._fields, "changed_at"])
    _journal(by, asked.wanted, at)
    return found


def _check(asked: Asked) -> None:
    if asked.wanted and not asked.address:
        raise Refused(_("Chưa ghi địa chỉ thư nhận nhắc việc."))
    if asked.wanted and not asked.days:
        raise Refused(_("Chưa chọn ngày nào trong tuần để nhận thư."))
    if asked.address:
        try:
            validate_email(asked.address)
        except ValidationError:
            told = {"text": asked.address.splitlines()[0]}
            raise Refused(_("“%(text)s” không phải là địa chỉ thư.") % told) from None
    if set(asked.days) - set(WEEKDAYS) or not 0 <= asked.hour <= LAST_HOUR:
        raise Refused(_("Ngày hoặc giờ nhận thư không có thật."))


@transaction.atomic
def stop(*, key: str, at: datetime) -> Wish | None:
    """Stop the letters of whoever holds this key; return the wish, None for a key that names none."""
    found = Wish.objects.select_for_update().select_related("user").filter(key=key).first()
    if found is not None and found.wanted:
        found.wanted, found.changed_at = False, at
        found.save(update_fields=["wanted", "changed_at"])
        _journal(found.user, False, at)
    return found


@transaction.atomic
def begin_trial(*, by: AbstractBaseUser, at: datetime) -> Wish:
    """Note that a trial letter is about to be sent, and return where to.

    Raises Refused without an address, and sooner after the last one than the rules' data allow.
    """
    found = Wish.objects.select_for_update().filter(user=by).first()
    if found is None or not found.address:
        raise Refused(_("Chưa ghi địa chỉ thư: ghi lựa chọn trước, rồi gửi thử."))
    pause = shipped().pause
    if found.tried_at is not None and (at - found.tried_at).total_seconds() < pause:
        raise Refused(_("Vừa gửi thử xong: đợi %(n)d giây rồi gửi lại.") % {"n": pause})
    found.tried_at = at
    found.save(update_fields=["tried_at"])
    record(at=at, by=by.get_username(), act="duties.trial")
    return found


def _journal(by: AbstractBaseUser, wanted: bool, at: datetime) -> None:
    record(at=at, by=by.get_username(), act="duties.letters", details={"wanted": wanted})
