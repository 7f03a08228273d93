"""The hand-overs of the reader's cells: waiting here, waiting elsewhere, done; and taking in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import names
from taonguon.core.access import PEOPLE, RECORD_CELL
from taonguon.core.assessment import Blocked
from taonguon.core.prospects import HANDOVER
from taonguon.core.whereabouts import RECEIVED, SENT, Handover
from taonguon.core.whereabouts import handovers as of_one
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.telling import standing
from taonguon.people.views import cells
from taonguon.prospects import facts, telling
from taonguon.prospects.actions import arrival as actions
from taonguon.prospects.forms import ArrivalForm
from taonguon.prospects.views.handover import here, tell

KEPT = 50  # hand-overs done, the latest


@needs(PEOPLE)
def handovers(request: HttpRequest) -> HttpResponse:
    """Show who waits to be taken over here, who waits elsewhere, and what became of the others."""
    units = Organisation.objects.within(ranges(request, PEOPLE))
    mine = Person.objects.within(ranges(request, PEOPLE)).filter(standing="prospect")
    found = facts.of_organisations(units)
    for person, told in facts.told(mine.values("pk"), [HANDOVER]).items():
        found.setdefault(person, of_one(told))
    inside = set(units.values_list("pk", flat=True))
    rows = _rows(found, inside)
    waiting = [row for row in rows if row["state"] == SENT and row["open"]]
    done = [row for row in rows if row["state"] != SENT]
    context = {
        "title": _("Bàn giao người đang được giúp đỡ"),
        "crumbs": [{"label": _("Nguồn"), "url": reverse("prospect_board")}],
        "incoming": [row for row in waiting if row["to_here"]],
        "outgoing": [row for row in waiting if not row["to_here"]],
        "done": sorted(done, key=lambda row: row["ended_on"], reverse=True)[:KEPT],
        "may_record": bool(ranges(request, RECORD_CELL)),
    }
    return render(request, "prospects/handovers.html", context)


def _rows(found: dict[int, list[Handover]], inside: set[int]) -> list[dict[str, Any]]:
    people = Person.objects.filter(pk__in=found).select_related("cell").in_bulk()
    units = dict(Organisation.objects.values_list("pk", "name"))
    return [
        _row(people[pk], one, inside, units)
        for pk, told in found.items()
        if pk in people
        for one in told
        if _is_of(one, people[pk], inside)
    ]


def _is_of(one: Handover, person: Person, inside: set[int]) -> bool:
    """Tell whether a hand-over is the reader's business: sent from here, to here, or taken in here."""
    if one.state == RECEIVED:
        return person.cell_id in inside
    return one.sender in inside or one.receiver in inside


def _row(person: Person, one: Handover, inside: set[int], units: dict[int, str]) -> dict[str, Any]:
    seen = person.cell_id in inside or (one.state == SENT and one.receiver in inside)
    return {
        "person": person if seen else None,
        "here": person.cell_id in inside,
        "open": person.standing == "prospect",
        "handover": one,
        "state": one.state,
        "to_here": one.receiver in inside,
        "from_here": one.sender in inside,
        "sender": one.outside if one.state == RECEIVED else units.get(one.sender or 0, "–"),
        "receiver": _receiver(person, one, units),
        "pill": telling.handover_state(one),
        "ended_on": one.answered_on or one.on,
    }


def _receiver(person: Person, one: Handover, units: dict[int, str]) -> str:
    if one.state == RECEIVED:
        return units.get(person.cell_id or 0, "–")
    return units.get(one.receiver or 0) or one.outside or "–"


@needs(RECORD_CELL)
def handover_take_in(request: HttpRequest) -> HttpResponse:
    """Take in somebody from outside the register, by the certificate brought along."""

    def likeness(name: str, born: str) -> list[tuple[str, str]]:
        return _alike(request, name, born)

    form = ArrivalForm(
        request.POST if request.method == "POST" else None,
        cells=cells(request, RECORD_CELL),
        likeness=likeness,
        initial={"on": timezone.localdate()},
    )
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        told["cell"] = Organisation.objects.get(pk=told["cell"])
        try:
            person = actions.take_in(
                arrival=actions.Arrival(**told), by=request.user, at=timezone.now()
            )
        except (Refused, Blocked) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã tiếp nhận %(name)s.") % {"name": person.name})
            return redirect("member", pk=person.pk)
    context = {
        "title": _("Tiếp nhận người từ ngoài sổ"),
        "lede": _("đang được giúp đỡ ở một tổ chức đảng không có trong sổ này"),
        "crumbs": here(),
        "form": form,
        "act": _("Tiếp nhận"),
        "back": reverse("handovers"),
    }
    return render(request, "prospects/record.html", context)


def _alike(request: HttpRequest, name: str, born: str) -> list[tuple[str, str]]:
    """Return the people whom the reader sees with the same name, marks aside, and year of birth."""
    if not name or not born:
        return []
    rows = Person.objects.within(ranges(request, RECORD_CELL)).named(names.plain(name))
    found = rows.filter(born__startswith=born[:4]).select_related("cell")[:5]
    return [
        (
            str(one.pk),
            f"{one.name} · {one.cell.name if one.cell else '–'} · {standing(one.standing)}",
        )
        for one in found
    ]
