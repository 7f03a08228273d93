"""Duties about prospects: home from away, about to enlist, handed over, to be asked for agreement."""

from datetime import date

from django.utils.translation import gettext as _

from taonguon.core import whereabouts
from taonguon.core.duties import Duty, Link
from taonguon.core.facts import Fact
from taonguon.core.prospects import AWAY, ENLISTMENT, HANDOVER
from taonguon.core.whereabouts import SENT, Handover
from taonguon.duties.scope import Scope, begun, place
from taonguon.duties.sources import by_setting, setting
from taonguon.introductions.telling import shown_name
from taonguon.organisations.models import Organisation
from taonguon.people.models import Introduction, Person
from taonguon.people.projection import PROSPECT
from taonguon.prospects import facts


def moving(scope: Scope, on: date) -> list[Duty]:
    """Return what the prospects' being away, enlisting or being handed over asks for."""
    people = {one.pk: one for one in scope.people if one.standing == PROSPECT}
    told = facts.told(list(people), [AWAY, ENLISTMENT, HANDOVER])
    return [duty for pk, own in told.items() if pk in people for duty in _moving(people[pk], own)]


def _about(person: Person, kind: str, key: str, title: str, due: date | None) -> Duty:
    return Duty(
        kind=kind, key=f"{person.pk}{key}", title=title, due=due, place=place(person.cell),
        opens=Link("member", (person.pk,)), about=person.name, personal=True,
    )  # fmt: skip


def _moving(person: Person, told: list[Fact]) -> list[Duty]:
    found = []
    gone, leaving = whereabouts.away(told), whereabouts.enlistment(told)
    if gone is not None and gone.visit is not None:
        title = _("Gặp khi về quê")
        found.append(_about(person, "prospect.meet", "", title, gone.visit))
    if leaving is not None:
        title = _("Làm xong việc trước ngày nhập ngũ")
        found.append(_about(person, "prospect.enlist", "", title, leaving.on))
    sent = whereabouts.pending(told)
    if sent is not None:
        found.append(_handed(person, "handover.wait", _("Chờ nơi nhận trả lời bàn giao"), sent))
    return found


def _handed(
    person: Person, kind: str, title: str, one: Handover, to: Organisation | None = None
) -> Duty:
    return Duty(
        kind=kind, key=f"{person.pk}-{one.turn}", title=title, due=by_setting(kind, one.on),
        place=place(to or person.cell), opens=Link("handovers"), about=person.name, personal=True,
        since=one.on, outside=kind == "handover.wait", **setting(kind, one.on),
    )  # fmt: skip


def arriving(scope: Scope, on: date) -> list[Duty]:
    """Return who waits to be taken over by one of the organisations."""
    inside = Organisation.objects.within(scope.ranges)
    sent = {
        person: one
        for person, told in facts.of_organisations(inside).items()
        for one in told
        if one.state == SENT and one.receiver in scope.organisations
    }
    people = Person.objects.in_bulk(sent)
    title = _("Tiếp nhận người được bàn giao")
    return [
        _handed(people[pk], "handover.accept", title, one, scope.organisations[one.receiver or 0])
        for pk, one in sent.items()
        if pk in people
    ]


def agreements(scope: Scope, on: date) -> list[Duty]:
    """Return the prospects of whom no agreement to be considered is recorded."""
    waiting = [
        one for one in scope.people if one.standing == PROSPECT and one.prospect.agreed_on is None
    ]
    return [_asking(one, one.prospect.introduced_on, one.cell) for one in waiting if one.cell]


def introduced(scope: Scope, on: date) -> list[Duty]:
    """Return the same for a mass organisation: those it introduced itself."""
    rows = Introduction.objects.filter(
        scope.inside("cell"), person__standing=PROSPECT, person__prospect__agreed_on__isnull=True
    ).exclude(body="")
    if scope.bodies is not None:
        rows = rows.filter(body__in=scope.bodies)
    return [
        _asking(one.person, one.on, one.cell, one.body)
        for one in rows.select_related("person", "cell__parent").order_by("on", "pk")
    ]


def _asking(person: Person, introduced_on: date, cell: Organisation, body: str = "") -> Duty:
    kind, page = ("introduction", "introduction") if body else ("prospect", "member")
    kind, since = f"{kind}.agreement", begun(cell, introduced_on)
    return Duty(
        kind=kind, key=f"{person.pk}{body}", title=_("Hỏi và ghi sự đồng ý được xem xét"),
        due=by_setting(kind, since), place=place(cell, body), opens=Link(page, (person.pk,)),
        about=shown_name(person), personal=True, since=since, **setting(kind, since),
    )  # fmt: skip
