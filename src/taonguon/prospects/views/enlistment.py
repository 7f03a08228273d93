"""Who is about to enlist, and what can still be finished before."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import facts as cases_facts
from taonguon.cases.views.reach import reached
from taonguon.core import before, whereabouts
from taonguon.core.access import PEOPLE, RECORD_CELL
from taonguon.core.days import show_day
from taonguon.core.prospects import ENLISTMENT
from taonguon.core.whereabouts import Enlistment
from taonguon.organisations.visibility import may, needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.telling import people_count
from taonguon.people.views import cells
from taonguon.prospects import facts, telling
from taonguon.prospects.actions import away as actions
from taonguon.prospects.forms import CellForm, EnlistmentForm
from taonguon.prospects.views.away import crumbs
from taonguon.regulations.book import in_use

DAY = timedelta(days=1)


@needs(PEOPLE)
def prospects_enlisting(request: HttpRequest) -> HttpResponse:
    """Show who is to enlist, the earliest first, and which milestones fit before."""
    form = CellForm(request.GET, cells=cells(request))
    asked = form.cleaned_data.get("to") if form.is_valid() else None
    people = Person.objects.within(ranges(request, PEOPLE)).filter(standing="prospect")
    people = people.filter(cell=asked) if asked else people
    told = facts.told(people.values("pk"), [ENLISTMENT])
    leaving = {
        pk: one for pk, own in told.items() if (one := whereabouts.enlistment(own)) is not None
    }
    rows = list(people.filter(pk__in=leaving).select_related("cell"))
    context = {
        "title": _("Nguồn sắp nhập ngũ"),
        "lede": people_count(len(rows)),
        "as_of": timezone.localdate(),
        "crumbs": crumbs(),
        "form": form,
        "rows": _rows(rows, leaving, timezone.localdate()),
    }
    return render(request, "prospects/enlisting.html", context)


def _rows(people: list[Person], leaving: dict[int, Enlistment], day: date) -> list[dict[str, Any]]:
    book, cases = in_use(), cases_facts.of(people)
    found = [
        {
            "person": person,
            "on": leaving[person.pk].on,
            "pill": telling.days_left(leaving[person.pk], day),
            "milestones": telling.milestones(
                before.before(cases[person.pk], book, day, leaving[person.pk].on - DAY)
            ),
        }
        for person in people
    ]
    return sorted(found, key=lambda row: (row["on"], row["person"].sort_key))


@needs(PEOPLE)
def prospect_enlistment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show step by step what can still be finished before somebody enlists."""
    person = reached(request, PEOPLE, pk)
    leaving = whereabouts.enlistment(facts.one(pk))
    day, book = timezone.localdate(), in_use()
    reached_ = (
        before.before(cases_facts.one(person), book, day, leaving.on - DAY) if leaving else ()
    )
    record = reverse("prospect_enlistment_record", args=[pk])
    context = {
        "title": person.name,
        "lede": _("nhập ngũ ngày %(day)s") % {"day": show_day(leaving.on)} if leaving else "",
        "as_of": day,
        "crumbs": [*crumbs(), {"label": _("Sắp nhập ngũ"), "url": reverse("prospects_enlisting")}],
        "person": person,
        "leaving": leaving,
        "pill": telling.days_left(leaving, day) if leaving else None,
        "milestones": telling.milestones(reached_),
        "plan": telling.plan(reached_, book),
        "record_url": record if person.cell and may(request, RECORD_CELL, person.cell) else "",
    }
    return render(request, "prospects/enlistment.html", context)


@needs(RECORD_CELL)
def prospect_enlistment_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record on which day somebody is to enlist, another day, or that it was called off."""
    person = reached(request, RECORD_CELL, pk)
    leaving = whereabouts.enlistment(facts.one(pk))
    initial = {"on": leaving.on} if leaving else {}
    form = EnlistmentForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("prospect_enlistment", args=[pk])
    if form.is_bound and form.is_valid():
        try:
            actions.record_enlistment(
                person=person, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi về %(name)s.") % {"name": person.name})
            return redirect(back)
    context = {
        "title": _("Ngày nhập ngũ của %(name)s") % {"name": person.name},
        "lede": person.cell.name if person.cell else "",
        "crumbs": [*crumbs(), {"label": person.name, "url": back}],
        "form": form,
        "act": _("Ghi ngày nhập ngũ"),
        "back": back,
    }
    return render(request, "prospects/record.html", context)
