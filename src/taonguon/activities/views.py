"""The pages of activities: the list, one with who took part, and what one person took part in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.activities import actions, facts
from taonguon.activities.forms import ActivitiesForm, ActivityForm, TickForm
from taonguon.activities.models import Activity
from taonguon.cases.fields import language
from taonguon.cases.views.reach import reached
from taonguon.core.access import INTRODUCE, PEOPLE
from taonguon.core.days import show_day
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import bodies, needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Introduction, Person, PersonQuerySet
from taonguon.people.views import page_links
from taonguon.rules.activities import kinds, roles
from taonguon.rules.bodies import name_of, shipped

SHOWN = 50


def _units(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the cells and communes in which the reader records activities."""
    rows = Organisation.objects.within(ranges(request, INTRODUCE))
    rows = rows.filter(kind__in=["cell", "commune"], ended_on__isnull=True).order_by("path")
    return list(rows.values_list("pk", "name"))


def _bodies(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the mass organisations for which the reader records."""
    held = bodies(request, INTRODUCE)
    codes = shipped() if held is None else sorted(held)
    return [(code, name_of(code, language())) for code in codes]


def _seen(request: HttpRequest) -> Any:
    """Return the activities the reader sees: of the own mass organisation, in the own part."""
    units = Organisation.objects.within(ranges(request, INTRODUCE)).values("pk")
    rows = Activity.objects.filter(organisation__in=units)
    held = bodies(request, INTRODUCE)
    return rows if held is None else rows.filter(body__in=held)


def _people(request: HttpRequest) -> PersonQuerySet:
    """Return the prospects whom the reader may tick: a mass organisation those it introduced."""
    rows = Person.objects.within(ranges(request, INTRODUCE)).filter(standing="prospect")
    held = bodies(request, INTRODUCE)
    if held is None:
        return rows
    return rows.filter(pk__in=Introduction.objects.filter(body__in=held).values("person"))


@needs(INTRODUCE)
def activities(request: HttpRequest) -> HttpResponse:
    """Show what was held, the latest first, with how many prospects took part."""
    units = _units(request)
    form = ActivitiesForm(request.GET, units=units, bodies=_bodies(request))
    asked = form.cleaned_data if form.is_valid() else {}
    columns = {"to": "organisation", "doan": "body", "loai": "kind"}
    wanted = {columns[name]: value for name, value in asked.items() if value}
    rows = _seen(request).filter(**wanted).order_by("-held_on", "-pk")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("trang"))
    counted = facts.counts([one.pk for one in page], _people(request).values("pk"))
    names = dict(units)
    context = {
        "title": _("Hoạt động của đoàn thể"),
        "lede": _("%(n)d hoạt động") % {"n": page.paginator.count},
        "form": form,
        "opened": bool(wanted),
        "rows": [_row(one, names, counted) for one in page],
        "page": page,
        "pages": page_links(request, page),
    }
    return render(request, "activities/activities.html", context)


def _row(one: Activity, names: dict[int, str], counted: dict[int, int]) -> dict[str, Any]:
    return {
        "activity": one,
        "kind": _said(kinds(), one.kind),
        "body": name_of(one.body, language()),
        "where": " · ".join(part for part in (one.place, names.get(one.organisation, "")) if part),
        "count": counted.get(one.pk, 0),
    }


def _said(texts: Any, code: str) -> str:
    return texts[code].said(language()) if code in texts else code


@needs(INTRODUCE)
def activity_add(request: HttpRequest) -> HttpResponse:
    """Record that something was held; who took part comes next."""
    form = ActivityForm(
        request.POST if request.method == "POST" else None,
        units=_units(request),
        bodies=_bodies(request),
    )
    if form.is_bound and form.is_valid():
        try:
            added = actions.add(
                held=actions.Held(**form.cleaned_data), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, _("Đã ghi hoạt động; chọn những ai tham gia."))
            return redirect("activity", pk=added.pk)
    context = {
        "title": _("Ghi hoạt động"),
        "crumbs": _crumbs(),
        "form": form,
        "back": reverse("activities"),
    }
    return render(request, "activities/add.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Hoạt động"), "url": reverse("activities")}]


@needs(INTRODUCE)
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one activity with a line for each prospect who may have taken part."""
    one = _seen(request).filter(pk=pk).first()
    if one is None:
        raise Http404
    unit = Organisation.objects.get(pk=one.organisation)
    rows = _people(request).within([unit.range]).select_related("cell")
    people = list(rows.order_by("cell__path", "sort_key", "pk"))
    held = facts.participants(one)
    initial = {f"role_{person}": part.role for person, part in held.items()}
    data = request.POST if request.method == "POST" else None
    form = TickForm(data, people=people, initial=initial)
    if form.is_bound and form.is_valid():
        actions.tick(
            activity=one, roles=form.roles(), among=people, by=request.user, at=timezone.now()
        )
        moment = timezone.localtime()
        messages.success(request, _("Đã lưu lúc %(at)s.") % {"at": f"{moment:%H:%M}"})
        return redirect("activity", pk=pk)
    context = {
        "title": one.title,
        "lede": " · ".join(_about(one, unit)),
        "crumbs": _crumbs(),
        "form": form,
        "groups": _groups(form),
        "count": sum(person.pk in held for person in people),
        "back": reverse("activities"),
    }
    return render(request, "activities/activity.html", context)


def _about(one: Activity, unit: Organisation) -> list[str]:
    parts = [
        _said(kinds(), one.kind), name_of(one.body, language()), show_day(one.held_on), one.place,
        unit.name,
    ]  # fmt: skip
    return [part for part in parts if part]


def _groups(form: TickForm) -> list[dict[str, Any]]:
    """Return the lines of the form cell by cell."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in form.lines():
        cell = line["person"].cell
        found.setdefault(cell.name if cell else "–", []).append(line)
    return [{"cell": cell, "lines": lines} for cell, lines in found.items()]


@needs(PEOPLE)
def person_activities(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one person took part in and in what role, for a helper's remark to point to."""
    person = reached(request, PEOPLE, pk)
    told = facts.of_person(pk)
    held = Activity.objects.in_bulk({one.activity for one in told})
    rows = [
        {
            "title": one.title,
            "on": one.on,
            "role": _said(roles(), one.role),
            "body": name_of(held[one.activity].body, language()) if one.activity in held else "",
        }
        for one in told
    ]
    context = {
        "title": _("Hoạt động của %(name)s") % {"name": person.name},
        "lede": _("%(n)d lần tham gia") % {"n": len(rows)},
        "crumbs": [
            {"label": _("Nguồn"), "url": reverse("prospect_board")},
            {"label": person.name, "url": reverse("member", args=[pk])},
        ],
        "rows": rows,
    }
    return render(request, "activities/person.html", context)
