"""What a phone sends, record by record: kept, changed meanwhile, or refused with the reason."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import ModuleType
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.offline import actions
from taonguon.offline.actions import Place, Sent
from taonguon.offline.describing import Line, Thing
from taonguon.offline.kinds.reach import NotSo, Record
from taonguon.offline.models import Receipt
from taonguon.offline.taking import KINDS
from taonguon.people.actions import Refused

KEEP, SERVER = "mine", "theirs"
LONGEST = 600  # letters of one answer, and of what names a record


class BadBatch(ValueError):
    """What was sent is no batch of records."""


class Changed(Exception):
    """What a record rests on was changed meanwhile: the thing as it is by now, and what others wrote."""

    def __init__(self, thing: Thing, now: list[Line]) -> None:
        """Take both."""
        super().__init__(thing.kind)
        self.thing, self.now = thing, now


class One(NamedTuple):
    """One record as sent, and whose version is chosen."""

    sent: Sent
    record: Record
    choice: str


def read(text: str, most: int) -> list[One]:
    """Return the records of a batch. Raises BadBatch for what is none."""
    try:
        told = json.loads(text)
        device = UUID(str(told["device"]))
        rows = told["records"]
        if not isinstance(rows, list) or len(rows) > most:
            raise BadBatch
        return [_one(device, row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadBatch from wrong


def _one(device: UUID, row: Mapping[str, Any]) -> One:
    key, kind, about, base = (str(row[name]) for name in ("key", "kind", "about", "base"))
    data = {str(name): [str(each) for each in values] for name, values in row["data"].items()}
    long = [each for values in data.values() for each in values if len(each) > 2 * LONGEST]
    if kind not in KINDS or len(about) > 40 or len(base) > 2_000_000 or long:
        raise BadBatch
    own = UUID(key)
    choice = SERVER if row.get("choice") == SERVER else KEEP
    return One(Sent(own, device, kind, about), Record(own.hex, about, base, data), choice)


def answer(request: HttpRequest, one: One, at: datetime) -> dict[str, Any]:
    """Return what became of a record: `kept`, `dropped`, `changed` or `refused`."""
    kind, told = KINDS[one.sent.kind], {"key": str(one.sent.key)}
    who: dict[str, Any] = {"sent": one.sent, "by": request.user, "at": at}
    try:
        if one.choice == SERVER:
            row = actions.drop(**who)
        else:
            row = actions.receive(keep=lambda: _keep(request, kind, one, at), **who)
    except Changed as changed:
        thing = changed.thing.told()
        return {**told, "state": "changed", "thing": thing, "now": changed.now}
    except NotSo as wrong:
        return {**told, "state": "refused", "words": wrong.words}
    except Refused as wrong:
        return {**told, "state": "refused", "words": [str(wrong)]}
    except Http404:
        words = _("Tài khoản này không còn quyền ghi việc ấy, hoặc chi bộ, buổi học không còn.")
        return {**told, "state": "refused", "words": [words]}
    return {**told, "state": row.state, "url": row.url, "thing": _anew(request, kind, one, at)}


def _keep(request: HttpRequest, kind: ModuleType, one: One, at: datetime) -> Place:
    """Keep a record if what it rests on still stands. Raises Changed, Refused, Http404."""
    kind.lock(one.sent.about)
    thing = kind.found(request, one.sent.about, one.record.data, timezone.localdate(at))
    now = kind.stands(thing, one.record, _ours(one))
    if now is not None:
        raise Changed(thing, now)
    place: Place = kind.keep(request, one.record, at)
    return place


def _ours(one: One) -> set[str]:
    """Return what the same phone recorded before: that is no change by somebody else."""
    rows = Receipt.objects.filter(device=one.sent.device, kind=one.sent.kind)
    return set(rows.exclude(subject="").values_list("subject", flat=True))


def _anew(request: HttpRequest, kind: ModuleType, one: One, at: datetime) -> dict[str, Any] | None:
    """Return the thing as it is by now, so that the phone may go on; None when it is gone."""
    try:
        thing: Thing = kind.found(request, one.sent.about, None, timezone.localdate(at))
    except Http404:
        return None
    return thing.told()


def answers(request: HttpRequest, those: Sequence[One], at: datetime) -> list[dict[str, Any]]:
    """Return what became of each record; one that fails does not hold up the others."""
    return [answer(request, one, at) for one in those]
