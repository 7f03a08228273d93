"""Who sits on the committee of each cell, in which post: the register, and entering or changing one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import actions, telling
from taonguon.cells.charging import PostForm
from taonguon.cells.models import CommitteeMember
from taonguon.cells.views.charges import living
from taonguon.cells.views.committee import alike, first
from taonguon.core.access import PEOPLE, RECORD
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.facts import doubles
from taonguon.people.models import Person
from taonguon.rules.training import SECRETARY, shipped


@needs(PEOPLE)
def cell_posts(request: HttpRequest) -> HttpResponse:
    """Show who sits on the cells' committees, which cell has no secretary, and who has left."""
    units, today = living(request, PEOPLE), timezone.localdate()
    rows = list(CommitteeMember.objects.of(unit.pk for unit in units))
    writes = {unit.pk for unit in living(request, RECORD)}
    told = _told(request, rows, units, writes)
    sitting = [one for one in told if one["until"] is None or one["until"] > today]
    headed = {one["cell"] for one in sitting if one["code"] == SECRETARY}
    context = {
        "title": _("Cấp ủy các chi bộ"),
        "as_of": today,
        "crumbs": [{"label": _("Phân công phụ trách chi bộ"), "url": reverse("charges")}],
        "tiles": [
            {"label": _("Người giữ chức vụ"), "value": len(sitting)},
            {"label": _("Chi bộ có bí thư"), "value": len(headed), "of": len(units)},
        ],
        "sitting": sitting,
        "left": [one for one in told if one["until"] is not None and one["until"] <= today],
        "without": [unit for unit in units if unit.pk not in headed],
        "add_url": reverse("cell_post_add") if writes else "",
    }
    return render(request, "cells/posts.html", context)


def _told(
    request: HttpRequest,
    rows: Sequence[CommitteeMember],
    units: Sequence[Organisation],
    writes: set[int],
) -> list[dict[str, Any]]:
    """Return the seats by cell and post; whoever the reader may open leads to the course."""
    into, names = doubles(), {unit.pk: unit.name for unit in units}
    people = {one.pk: into.get(one.person, one.person) for one in rows if one.person}
    seen = set(
        Person.objects.within(ranges(request, PEOPLE))
        .filter(pk__in=set(people.values()))
        .values_list("pk", flat=True)
    )
    places = {unit.pk: place for place, unit in enumerate(units)}
    posts = {code: place for place, code in enumerate(shipped().posts)}
    order = sorted(rows, key=lambda one: (places[one.organisation], posts.get(one.post, 9)))
    return [
        {
            "name": one.name,
            "url": reverse("member", args=[people[one.pk]]) if people.get(one.pk) in seen else "",
            "code": one.post,
            "post": telling.post(one.post),
            "cell": one.organisation,
            "of": names[one.organisation],
            "since": one.since_on,
            "until": one.until_on,
            "document": one.document,
            "change_url": reverse("cell_post_change", args=[one.pk])
            if one.organisation in writes
            else "",
        }
        for one in order
    ]


@needs(RECORD)
def cell_post_add(request: HttpRequest) -> HttpResponse:
    """Enter somebody into the register of a cell's committee."""
    return _ask(request, None)


@needs(RECORD)
def cell_post_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what the register says of somebody, or say that they have left."""
    allowed = [unit.pk for unit in living(request, RECORD)]
    member = CommitteeMember.objects.filter(organisation__in=allowed, pk=pk).first()
    if member is None:
        raise Http404
    return _ask(request, member)


def _ask(request: HttpRequest, member: CommitteeMember | None) -> HttpResponse:
    units = [(unit.pk, unit.name) for unit in living(request, RECORD)]
    if member is not None:
        units = [(pk, name) for pk, name in units if pk == member.organisation]
    name = request.POST.get("name", member.name if member else "")
    told = first(member) or {"organisation": request.GET.get("chi_bo")}
    form = PostForm(request.POST or None, units=units, alike=alike(request, name), initial=told)
    refusals = []
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, form, member)
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã ghi %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("cell_posts")
    context = {
        "title": _("Sửa chức vụ ở chi bộ") if member else _("Thêm người vào cấp ủy chi bộ"),
        "lede": member.name if member else "",
        "crumbs": [{"label": _("Cấp ủy các chi bộ"), "url": reverse("cell_posts")}],
        "form": form,
        "refusals": refusals,
        "act": _("Ghi"),
        "back": reverse("cell_posts"),
    }
    return render(request, "cells/form.html", context)


def _write(request: HttpRequest, form: PostForm, member: CommitteeMember | None) -> None:
    by, at = request.user, timezone.now()
    if member is not None:
        actions.reseat(member=member, told=form.seat(), by=by, at=at)
        return
    unit = Organisation.objects.get(pk=form.cleaned_data["organisation"])
    actions.seat(organisation=unit, told=form.seat(), by=by, at=at)
