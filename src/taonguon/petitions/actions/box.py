"""The public form: opening and closing it, counting what is tried, and keeping what is sent."""

from datetime import UTC, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.petitions import facts
from taonguon.petitions.actions.handling import Told, receive
from taonguon.petitions.models import Switch, Tally
from taonguon.rules.petitions import Limit, box


class TooOften(Exception):
    """The limit of what is kept is reached; `seconds` until one may try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class UsedUp(Exception):
    """The page was used for another petition already."""


class Visit(NamedTuple):
    """One sending: from which network address (never kept), with which page's number."""

    address: str
    page: str


@transaction.atomic
def switch(
    *, commune: Organisation, opened: bool, by: AbstractBaseUser | None, at: datetime
) -> Switch:
    """Open or close a commune's public form. Raises Refused for no commune, and when it is so."""
    if commune.kind != "commune" or commune.ended_on is not None:
        raise Refused(_("Chỉ mở được hộp thư của một đảng bộ xã đang hoạt động."))
    last = facts.switches([commune.pk]).get(commune.pk)
    if opened == bool(last and last.opened):
        raise Refused(_("Hộp thư đang mở rồi.") if opened else _("Hộp thư đang đóng rồi."))
    kept = Switch.objects.create(commune=commune.pk, opened=opened, at=at, by=by)
    record(
        at=at, by=by.get_username() if by else "", subject=f"organisation:{commune.pk}",
        act="petition.box_open" if opened else "petition.box_close",
    )  # fmt: skip
    return kept


@transaction.atomic
def spend(*, what: str, limit: Limit, at: datetime) -> bool:
    """Count one try of `what` and tell whether it is within `limit`: times in seconds.

    What is kept is a hash keyed with the window's beginning, and only until the window is over. At
    the limit nothing more is written, so that a flood costs one reading each.
    """
    times, seconds = limit
    began = int(at.timestamp()) // seconds * seconds
    veiled = salted_hmac("taonguon.petitions", f"{began}:{what}", algorithm="sha256").hexdigest()
    if Tally.objects.filter(what=veiled, count__gte=times).exists():
        return False
    until = datetime.fromtimestamp(began + seconds, UTC)
    _tally, new = Tally.objects.get_or_create(what=veiled, defaults={"until": until})
    if new:
        Tally.objects.filter(until__lte=at).delete()
    rows = Tally.objects.filter(what=veiled, count__lt=times)
    return bool(rows.update(count=F("count") + 1))


def submit(
    *, commune: Organisation, place: Organisation, told: Told, visit: Visit, at: datetime
) -> bool:
    """Keep a petition sent through the public form; tell whether it was new.

    The same words waiting in the commune are kept once, and their sender is answered alike. Raises
    TooOften at the limits of what is kept, UsedUp for a page that sent another petition.
    """
    try:
        with transaction.atomic():
            if facts.waiting_twin(commune.pk, told.text) is not None:
                return False
            over = [
                limit
                for what, limit in _limits(commune, visit)
                if not spend(what=what, limit=limit, at=at)
            ]
            if over:
                raise TooOften(over[0][1])
            # counted by windows as all is: a page open over the edge of one may serve once more
            if not spend(what=f"page:{visit.page}", limit=(1, 2 * box().open), at=at):
                raise UsedUp
            receive(told=told, organisation=place, by=None, at=at)
    except IntegrityError:  # another worker kept the same words in this moment
        return False
    return True


def _limits(commune: Organisation, visit: Visit) -> list[tuple[str, Limit]]:
    return [
        (f"kept:{commune.pk}:{visit.address}", box().kept_from_one),
        (f"kept:{commune.pk}", box().kept_from_all),
    ]
