"""Taking in somebody who was helped outside the register so far."""

from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from taonguon.cases import actions as cases
from taonguon.core.description import DESCRIPTION
from taonguon.core.names import tidy
from taonguon.core.prospects import AGREEMENT, HANDOVER, INTRODUCTION
from taonguon.core.whereabouts import RECEIVED
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.projection import UNLISTED
from taonguon.prospects import facts
from taonguon.prospects.actions.held import next_turn, not_to_come
from taonguon.rules.bodies import CELL

GONE = ("", "former", UNLISTED)  # where somebody stands who may be taken in again


class Arrival(NamedTuple):
    """Somebody taken in from outside the register, with the certificate of the old unit.

    `known` is the person's id when the register knew the person before; `agreed_on` the day on which
    the person agreed to be considered and kept here.
    """

    name: str
    born: str
    sex: str
    cell: Organisation
    came_from: str
    number: str
    given_on: date
    on: date
    agreed_on: date
    known: int | None = None


@transaction.atomic
def take_in(*, arrival: Arrival, by: AbstractBaseUser | None, at: datetime) -> Person:
    """Take in somebody helped so far outside the register: described, agreed, introduced, certified.

    Raises Refused when the person is a prospect or a member here already, agreed after being taken
    in, or for a day to come; Blocked when the rules refuse the introduction.
    """
    for day in (arrival.given_on, arrival.on, arrival.agreed_on):
        not_to_come(day, at)
    if arrival.agreed_on > arrival.on:
        raise Refused(_("Chưa có sự đồng ý của người này vào ngày tiếp nhận: xem lại hai ngày."))
    if arrival.given_on > arrival.on:
        raise Refused(_("Giấy chứng nhận đề sau ngày tiếp nhận: xem lại hai ngày."))
    number = _known_person(arrival) or _described(arrival, by, at)
    agreed = {"asked_by": arrival.came_from, "notice": ""}
    people.note(
        person=number,
        kind=AGREEMENT,
        on=arrival.agreed_on,
        said=(arrival.cell.pk, agreed),
        by=by,
        at=at,
    )
    introduced = {"by": arrival.came_from[:80], "body": CELL, "cell": arrival.cell.pk}
    cases.record_step(
        person=Person.objects.get(pk=number), step=INTRODUCTION, on=arrival.on, data=introduced,
        by=by, at=at,
    )  # fmt: skip
    said = {
        "turn": next_turn(facts.one(number)), "state": RECEIVED, "number": arrival.number,
        "outside": arrival.came_from, "given_on": arrival.given_on.isoformat(),
    }  # fmt: skip
    people.note(
        person=number, kind=HANDOVER, on=arrival.on, said=(arrival.cell.pk, said), by=by, at=at
    )
    return Person.objects.get(pk=number)


def _known_person(arrival: Arrival) -> int | None:
    if arrival.known is None:
        return None
    person = Person.objects.get(pk=arrival.known)
    if person.standing not in GONE:
        raise Refused(
            _("%(name)s đang có trong sổ ở %(cell)s: dùng bàn giao trong sổ, không ghi tiếp nhận.")
            % {"name": person.name, "cell": person.cell.name if person.cell else "–"}
        )
    return person.pk


def _described(arrival: Arrival, by: AbstractBaseUser | None, at: datetime) -> int:
    """Open the entry of a new person; return the id."""
    number = store.reserve(Person, 1)
    act = ledger.open_act(kind="person.received", source=arrival.number, by=by, at=at)
    said = {"name": tidy(arrival.name), "born": arrival.born, "sex": arrival.sex}
    known = {name: value for name, value in said.items() if value}
    ledger.append(act=act, kind=DESCRIPTION, on=arrival.on, about=(number, None), data=known)
    people.project([number])
    record(
        at=at,
        by=by.get_username() if by else "",
        act="person.received",
        subject=f"person:{number}",
    )
    return number
