"""The criteria, weights and bounds by which a committee divides its target."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import TARGETS
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, needs
from taonguon.rules.allocation import criteria
from taonguon.targets import actions
from taonguon.targets.facts import in_force
from taonguon.targets.forms import TermsForm


@needs(TARGETS)
def allocation_terms(request: HttpRequest) -> HttpResponse:
    """Set the weights of the criteria and the bounds; they are kept with who set them and when."""
    root = chosen(request, TARGETS)
    units = Organisation.objects.filter(parent=root, ended_on=None).order_by("path")
    names = dict(units.values_list("pk", "name"))
    held = in_force(root)
    data = request.POST if request.method == "POST" else None
    form = TermsForm(data, terms=held.terms, units=names)
    asked = {"to": root.pk}
    if request.GET.get("nam", "").isdecimal():
        asked["nam"] = int(request.GET["nam"])
    back = reverse("allocation") + "?" + urlencode(asked)
    if form.is_bound and form.is_valid():
        now = timezone.now()
        actions.set_terms(
            organisation=root.pk,
            terms=form.terms(),
            on=timezone.localdate(now),
            by=request.user,
            at=now,
        )
        messages.success(request, _("Đã ghi tiêu chí phân bổ của %(unit)s.") % {"unit": root.name})
        return redirect(back)
    context = {
        "title": _("Tiêu chí phân bổ chỉ tiêu"),
        "lede": root.name,
        "crumbs": [
            {"label": _("Chỉ tiêu kết nạp"), "url": reverse("targets")},
            {"label": _("Phân bổ cho chi bộ"), "url": back},
        ],
        "form": form,
        "held": held,
        "weights": [form[f"weight_{code}"] for code in criteria()],
        "own": _own(form, names),
        "set_own": len({*held.terms.lows, *held.terms.highs}),
        "opened": _refused(form),
        "back": back,
    }
    return render(request, "targets/allocation_terms.html", context)


def _own(form: TermsForm, names: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "low": form[f"low_{unit}"], "high": form[f"high_{unit}"]}
        for unit, name in names.items()
    ]


def _refused(form: TermsForm) -> bool:
    """Tell whether a bound of a single organisation is refused."""
    return any(name.startswith(("low_", "high_")) for name in form.errors)
