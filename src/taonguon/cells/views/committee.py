"""Who sits on the committee: the register, and entering or changing one of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import actions
from taonguon.cells.charging import SeatForm
from taonguon.cells.models import CommitteeMember
from taonguon.core.access import PEOPLE, TARGETS
from taonguon.core.names import search_key
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.facts import doubles
from taonguon.people.models import Person

ALIKE = 8  # people of one name that are offered


def committees(request: HttpRequest, act: str) -> QuerySet[Organisation]:
    """Return the organisations whose committees a reader may do `act` with."""
    return Organisation.objects.within(ranges(request, act)).exclude(kind="cell").order_by("path")


@needs(PEOPLE)
def committee(request: HttpRequest) -> HttpResponse:
    """Show who sits on the committees that the reader may see, and who has left."""
    names = dict(committees(request, PEOPLE).values_list("pk", "name"))
    sets = {one.pk for one in committees(request, TARGETS)}
    into, today = doubles(), timezone.localdate()
    rows = list(CommitteeMember.objects.of(names))
    people = {into.get(one.person, one.person) for one in rows if one.person}
    seen = set(
        Person.objects.within(ranges(request, PEOPLE))
        .filter(pk__in=people)
        .values_list("pk", flat=True)
    )
    told = [_row(one, names, into, seen, one.organisation in sets) for one in rows]
    context = {
        "title": _("Cấp ủy viên"),
        "lede": ", ".join(names.values()) if len(names) == 1 else "",
        "crumbs": [{"label": _("Phân công phụ trách chi bộ"), "url": reverse("charges")}],
        "sitting": [one for one in told if one["until"] is None or one["until"] > today],
        "left": [one for one in told if one["until"] is not None and one["until"] <= today],
        "several": len(names) > 1,
        "add_url": reverse("committee_add") if sets else "",
    }
    return render(request, "cells/committee.html", context)


def _row(
    one: CommitteeMember, names: dict[int, str], into: dict[int, int], seen: set[int], sets: bool
) -> dict[str, Any]:
    person = into.get(one.person, one.person) if one.person else None
    return {
        "name": one.name,
        "url": reverse("member", args=[person]) if person in seen else "",
        "post": one.post,
        "of": names[one.organisation],
        "since": one.since_on,
        "until": one.until_on,
        "document": one.document,
        "change_url": reverse("committee_change", args=[one.pk]) if sets else "",
    }


def alike(request: HttpRequest, name: str) -> Sequence[Person]:
    """Return the people of the register who bear a name, whom the reader may see."""
    if not name.strip():
        return []
    rows = Person.objects.within(ranges(request, PEOPLE)).filter(name_key=search_key(name))
    return list(rows.select_related("cell").order_by("sort_key", "pk")[:ALIKE])


@needs(TARGETS)
def committee_add(request: HttpRequest) -> HttpResponse:
    """Enter somebody into the register of a committee."""
    return _ask(request, None)


@needs(TARGETS)
def committee_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the register says of somebody, or say that they have left."""
    allowed = committees(request, TARGETS).values("pk")
    member = CommitteeMember.objects.filter(organisation__in=allowed, pk=pk).first()
    if member is None:
        raise Http404
    return _ask(request, member)


def _ask(request: HttpRequest, member: CommitteeMember | None) -> HttpResponse:
    units = list(committees(request, TARGETS).values_list("pk", "name"))
    if member is not None:
        units = [(pk, name) for pk, name in units if pk == member.organisation]
    name = request.POST.get("name", member.name if member else "")
    found, refusals = alike(request, name), []
    form = SeatForm(request.POST or None, units=units, alike=found, initial=first(member))
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, form, member)
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã ghi %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("committee")
    context = {
        "title": _("Sửa cấp ủy viên") if member else _("Thêm cấp ủy viên"),
        "lede": member.name if member else "",
        "crumbs": [
            {"label": _("Phân công phụ trách chi bộ"), "url": reverse("charges")},
            {"label": _("Cấp ủy viên"), "url": reverse("committee")},
        ],
        "form": form,
        "refusals": refusals,
        "act": _("Ghi"),
        "back": reverse("committee"),
    }
    return render(request, "cells/form.html", context)


def first(member: CommitteeMember | None) -> dict[str, Any]:
    """Return what the form says at first of somebody who sits there; nothing of somebody new."""
    if member is None:
        return {}
    return {
        "organisation": member.organisation, "name": member.name, "post": member.post,
        "since": member.since_on, "until": member.until_on, "document": member.document,
        "person": str(member.person or 0),
    }  # fmt: skip


def _write(request: HttpRequest, form: SeatForm, member: CommitteeMember | None) -> None:
    by, at = request.user, timezone.now()
    if member is not None:
        actions.reseat(member=member, told=form.seat(), by=by, at=at)
        return
    unit = Organisation.objects.get(pk=form.cleaned_data["organisation"])
    actions.seat(organisation=unit, told=form.seat(), by=by, at=at)
