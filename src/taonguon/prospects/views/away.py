"""Who works away, and recording it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.views.reach import reached
from taonguon.core import whereabouts
from taonguon.core.access import PEOPLE, RECORD_CELL
from taonguon.core.prospects import AWAY
from taonguon.core.whereabouts import Away
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.telling import people_count
from taonguon.people.views import cells
from taonguon.prospects import facts, telling
from taonguon.prospects.actions import away as actions
from taonguon.prospects.forms import AwayForm, CellForm, ReturnForm


@needs(PEOPLE)
def prospects_away(request: HttpRequest) -> HttpResponse:
    """Show the prospects working away, who is home soonest first; to print and to take along."""
    form = CellForm(request.GET, cells=cells(request))
    asked = form.cleaned_data.get("to") if form.is_valid() else None
    people = Person.objects.within(ranges(request, PEOPLE)).filter(standing="prospect")
    people = people.filter(cell=asked) if asked else people
    day = timezone.localdate()
    told = facts.told(people.values("pk"), [AWAY])
    gone = {pk: one for pk, own in told.items() if (one := whereabouts.away(own)) is not None}
    rows = [
        {
            "person": person,
            "away": gone[person.pk],
            "pill": telling.visit(gone[person.pk].visit, day),
        }
        for person in people.filter(pk__in=gone).select_related("cell", "prospect")
    ]
    context = {
        "title": _("Nguồn đi làm ăn xa"),
        "lede": people_count(len(rows)),
        "as_of": day,
        "crumbs": crumbs(),
        "form": form,
        "rows": sorted(rows, key=lambda row: _soonest(row, day)),
        "may_record": bool(ranges(request, RECORD_CELL)),
    }
    return render(request, "prospects/away.html", context)


def _soonest(row: dict[str, Any], day: date) -> tuple[date, str]:
    """Return what puts those home soonest first; past visits ask for a call, so before all."""
    return row["away"].visit or date.max, row["person"].sort_key


def crumbs(person: Person | None = None) -> list[dict[str, str]]:
    """Return the way back: the board, and the person."""
    found = [{"label": _("Nguồn"), "url": reverse("prospect_board")}]
    if person is not None:
        found.append({"label": person.name, "url": reverse("member", args=[person.pk])})
    return found


@needs(RECORD_CELL)
def prospect_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody works away, or news of it; coming back is a form of its own."""
    person = reached(request, RECORD_CELL, pk)
    gone = whereabouts.away(facts.one(pk))
    coming = "tro-ve" in request.GET and gone is not None
    data = request.POST if request.method == "POST" else None
    form = ReturnForm(data) if coming else AwayForm(data, initial=_known(person, gone))
    if form.is_bound and form.is_valid():
        try:
            _record(request, person, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi về %(name)s.") % {"name": person.name})
            return redirect("prospects_away")
    title = _("%(name)s trở về") if coming else _("%(name)s đi làm ăn xa")
    context = {
        "title": title % {"name": person.name},
        "lede": person.cell.name if person.cell else "",
        "crumbs": [*crumbs(), {"label": _("Đi làm ăn xa"), "url": reverse("prospects_away")}],
        "form": form,
        "act": _("Ghi trở về") if coming else _("Ghi nơi làm và ngày về"),
        "back": reverse("prospects_away"),
        "other": {"label": _("Ghi trở về hẳn"), "url": "?tro-ve=1"}
        if gone and not coming
        else None,
    }
    return render(request, "prospects/record.html", context)


def _known(person: Person, gone: Away | None) -> dict[str, Any]:
    helper = person.prospect.helper if hasattr(person, "prospect") else ""
    return {"meets": helper, **(gone._asdict() if gone is not None else {})}


def _record(request: HttpRequest, person: Person, form: AwayForm | ReturnForm) -> None:
    at = timezone.now()
    if isinstance(form, ReturnForm):
        actions.record_return(person=person, on=form.cleaned_data["on"], by=request.user, at=at)
    else:
        actions.record_away(person=person, told=Away(**form.cleaned_data), by=request.user, at=at)
