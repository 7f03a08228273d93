"""The mass organisations and their units."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.fields import language
from taonguon.core.access import RECORD
from taonguon.introductions import actions, asking, bodies
from taonguon.introductions.forms import BodyForm, UnitForm
from taonguon.introductions.models import MassUnit
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused


@needs(RECORD)
def mass_organisations(request: HttpRequest) -> HttpResponse:
    """Show the mass organisations with their units; add one of either."""
    named, own = bodies.names(language()), bodies.choices(request, language())
    which = request.POST.get("them", "")
    body_form = BodyForm(request.POST if which == "doan-the" else None, prefix="doan-the")
    unit_form = UnitForm(
        request.POST if which == "chi-hoi" else None,
        bodies=own, cells=asking.cells(request), prefix="chi-hoi",
    )  # fmt: skip
    if request.method == "POST" and _added(request, which, body_form, unit_form):
        return redirect("mass_organisations")
    cells = Organisation.objects.within(ranges(request, RECORD))
    units = MassUnit.objects.filter(cell__in=cells).select_related("cell").order_by("cell__path")
    rows = list(units)
    context = {
        "title": _("Đoàn thể và chi hội"),
        "crumbs": [{"label": _("Giới thiệu"), "url": reverse("introductions")}],
        "bodies": [
            {"name": name, "units": [unit for unit in rows if unit.body == code]}
            for code, name in named.items()
        ],
        "body_form": body_form,
        "unit_form": unit_form,
    }
    return render(request, "introductions/masses.html", context)


def _added(request: HttpRequest, which: str, body_form: BodyForm, unit_form: UnitForm) -> bool:
    form = body_form if which == "doan-the" else unit_form
    if not form.is_valid():
        return False
    told, now = form.cleaned_data, timezone.now()
    try:
        if which == "doan-the":
            actions.add_body(name=told["name"], by=request.user, at=now)
        else:
            cell = Organisation.objects.get(pk=told["cell"])
            actions.add_unit(
                body=told["body"], cell=cell, name=told["name"], by=request.user, at=now
            )
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return False
    messages.success(request, _("Đã thêm %(name)s.") % {"name": told["name"]})
    return True
