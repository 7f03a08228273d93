"""Handing prospects over to another cell or commune, or to the outside, by a certificate."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions as cases
from taonguon.cases import facts as cases_facts
from taonguon.core import whereabouts
from taonguon.core.case import CELL_VOTE, MOVED, UNLISTED, Event
from taonguon.core.days import show_day
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.prospects import HANDOVER
from taonguon.core.whereabouts import ACCEPTED, CANCELLED, LEFT, REFUSED, SENT, Handover
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.prospects.actions.held import held, next_turn

CERTIFICATE_PAPER = "old_unit_certificate"
MOVED_AWAY = "moved_away"


class Sending(NamedTuple):
    """What the sender says of a hand-over: to an organisation of the register, or to one outside.

    `number` is the certificate's, `resolution` the cell's when the person leaves the register.
    """

    number: str
    on: date
    receiver: Organisation | None = None
    outside: str = ""
    resolution: str = ""


class Helper(NamedTuple):
    """An official member named to help at the new place, by which resolution."""

    name: str
    official_since: date
    resolution: str = ""


@transaction.atomic
def start_handover(
    *, person: Person, sending: Sending, by: AbstractBaseUser | None, at: datetime
) -> Fact:
    """Hand a prospect over by a certificate: it waits until the receiver answers.

    To an organisation outside the register the way ends here: the cell takes the person off its list
    because of the move. Raises Refused while another hand-over waits, for a receiver that is the
    person's own cell or no longer exists, and, to the outside, once the cell has voted on admission
    (the dossier itself is sent on then, HD 06-HD/TW, 3.9b); Blocked when the rules refuse.
    """
    person, known = held(person)
    if whereabouts.pending(known) is not None:
        raise Refused(
            _("%(name)s đang chờ nơi khác tiếp nhận: rút lần bàn giao đó trước khi làm lần mới.")
            % {"name": person.name}
        )
    said = {"turn": next_turn(known), "number": sending.number, "from": person.cell_id}
    receiver = sending.receiver
    if receiver is None:
        return _send_outside(person, sending, said, by, at)
    if receiver.pk == person.cell_id:
        raise Refused(_("Người này đang ở %(cell)s: chọn nơi nhận khác.") % {"cell": receiver.name})
    if receiver.ended_on is not None:
        raise Refused(
            _("%(cell)s không còn hoạt động: chọn nơi nhận khác.") % {"cell": receiver.name}
        )
    return people.note(
        person=person.pk,
        kind=HANDOVER,
        on=sending.on,
        said=(receiver.pk, {**said, "state": SENT, "to": receiver.pk}),
        by=by,
        at=at,
    )


def _send_outside(
    person: Person,
    sending: Sending,
    said: Mapping[str, Any],
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    if _voted(person):
        raise Refused(
            _("Chi bộ đã biểu quyết kết nạp %(name)s: phải chuyển cả hồ sơ. Ghi bước “Người vào Đảng "
              "chuyển đơn vị” ở trang hồ sơ, rồi chuyển hồ sơ sang nơi mới trong hạn.")
            % {"name": person.name}
        )  # fmt: skip
    fact = people.note(
        person=person.pk,
        kind=HANDOVER,
        on=sending.on,
        said=(person.cell_id, {**said, "state": LEFT, "outside": sending.outside}),
        by=by,
        at=at,
    )
    data = {
        "reason": MOVED_AWAY,
        "to": sending.outside,
        "on_paper": {"form": "NQ-CB", "number": sending.resolution, "issued_by": "", "kept_at": ""},
    }
    cases.record_step(person=person, step=UNLISTED, on=sending.on, data=data, by=by, at=at)
    return fact


@transaction.atomic
def accept_handover(
    *,
    person: Person,
    cell: Organisation,
    on: date,
    helper: Helper | None,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    """Take over a prospect into a cell: the move, the certificate and the new helper are steps.

    Everything recorded before goes along. Raises Refused when nothing waits, when the person has
    moved or ended since, for a cell the hand-over was not sent to, or a day before the certificate;
    ManyBlocked with all that the rules refuse. Source: HD 06-HD/TW, 3.9a.
    """
    person, known = held(person)
    waiting = _waiting(person, known)
    if waiting.sender != person.cell_id:
        raise Refused(
            _("%(name)s đã chuyển chi bộ bằng đường khác từ khi bàn giao: nơi gửi rút lần bàn giao "
              "này rồi làm lại.")
            % {"name": person.name}
        )  # fmt: skip
    receiver = Organisation.objects.get(pk=waiting.receiver)
    low, high = receiver.range
    if cell.kind != "cell" or cell.ended_on is not None or not low <= cell.path < high:
        raise Refused(
            _("Lần bàn giao này gửi cho %(unit)s: chọn một chi bộ ở đó.") % {"unit": receiver.name}
        )
    if on < waiting.on:
        raise Refused(
            _("Ngày tiếp nhận phải từ %(day)s, ngày của giấy chứng nhận.")
            % {"day": show_day(waiting.on)}
        )
    answer = {"turn": waiting.turn, "state": ACCEPTED, "cell": cell.pk}
    fact = people.note(
        person=person.pk, kind=HANDOVER, on=on, said=(waiting.sender, answer), by=by, at=at
    )
    steps = _steps(person, cell, on, waiting, helper)
    cases.record_steps(steps=steps, source=waiting.number, by=by, at=at)
    return fact


def _steps(
    person: Person, cell: Organisation, on: date, waiting: Handover, helper: Helper | None
) -> list[tuple[Person, Event]]:
    """Return what an acceptance records: moved, the old unit's certificate, who helps from now on."""
    sender = person.cell.name if person.cell else ""
    paper = {"form": "", "number": waiting.number, "issued_by": sender, "kept_at": ""}
    certificate = {"paper": CERTIFICATE_PAPER, "cell": cell.pk, "on_paper": paper}
    found = [
        (person, Event(MOVED, on, {"cell": cell.pk, "to": cell.name})),
        (person, Event("special_paper", on, certificate)),
    ]
    if helper is not None:
        paper = {
            "form": "NQ-CB", "number": helper.resolution, "issued_by": cell.name, "kept_at": "",
        }  # fmt: skip
        data = {
            "name": helper.name,
            "official_since": helper.official_since.isoformat(),
            "cell": cell.pk,
            "on_paper": paper,
        }
        found.append((person, Event("helper", on, data)))
    return found


@transaction.atomic
def end_handover(
    *, person: Person, answer: str, because: str, by: AbstractBaseUser | None, at: datetime
) -> Fact:
    """Refuse (the receiver) or cancel (the sender) a hand-over that waits, with the reason.

    The person stays where they are. Raises Refused when nothing waits.
    """
    if answer not in (REFUSED, CANCELLED):
        raise ValueError(answer)
    person, known = held(person)
    waiting = _waiting(person, known)
    said = {"turn": waiting.turn, "state": answer, "because": because}
    return people.note(
        person=person.pk,
        kind=HANDOVER,
        on=timezone.localdate(at),
        said=(waiting.sender, said),
        by=by,
        at=at,
    )


def _waiting(person: Person, known: list[CoreFact]) -> Handover:
    waiting = whereabouts.pending(known)
    if waiting is None:
        raise Refused(
            _("Không còn lần bàn giao nào của %(name)s đang chờ: có thể nơi kia vừa trả lời.")
            % {"name": person.name}
        )
    return waiting


def _voted(person: Person) -> bool:
    events = cases_facts.current(cases_facts.one(person).events)
    return any(event.kind == CELL_VOTE for event in events)
