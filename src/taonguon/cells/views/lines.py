"""Above which numbers a cell is a special one: the lines in force, drawing one, taking one away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import actions, facts, telling
from taonguon.cells.actions import Drawn
from taonguon.cells.forms import BecauseForm, LineForm
from taonguon.core.access import FIGURES, TARGETS
from taonguon.core.days import show_day
from taonguon.core.facts import Fact as CoreFact
from taonguon.core.profile import LINE, number
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, may, needs, ranges, visible
from taonguon.people.actions import Refused


@needs(FIGURES)
def cell_lines(request: HttpRequest) -> HttpResponse:
    """Show the lines that hold today, and every one that was ever drawn, with its paper."""
    root, today = chosen(request, FIGURES), timezone.localdate()
    held, told = facts.drawn([root], today)[root.pk], facts.line_facts(root)
    ids = {one.organisation for one in told}
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    sets = may(request, TARGETS, root)
    context = {
        "title": _("Mức coi là chi bộ đặc thù"),
        "lede": root.name,
        "crumbs": [{"label": _("Hồ sơ các chi bộ"), "url": reverse("cell_profiles")}],
        "held": [
            {"name": telling.field_name(one.code), "words": telling.line_words(one)} for one in held
        ],
        "history": [_drawn(one, names, sets and one.organisation == root.pk) for one in told],
        "set_url": reverse("cell_line_set") if sets else "",
    }
    return render(request, "cells/lines.html", context)


def _drawn(fact: CoreFact, names: dict[int, str], may_withdraw: bool) -> dict[str, Any]:
    above, code = number(fact.data.get("above")), str(fact.data["code"])
    return {
        "name": telling.field_name(code),
        "words": _("trên %(n)s") % {"n": telling.said(code, above)}
        if above is not None
        else _("thôi không xét"),
        "on": fact.happened_on,
        "document": fact.data["document"],
        "by": names.get(fact.organisation or 0, ""),
        "url": reverse("cell_line_withdraw", args=[fact.id]) if may_withdraw else "",
    }


@needs(TARGETS)
def cell_line_set(request: HttpRequest) -> HttpResponse:
    """Draw a line from a day by a paper, or take it away."""
    units = Organisation.objects.within(ranges(request, TARGETS)).exclude(kind="cell")
    offered = list(units.order_by("path").values_list("pk", "name"))
    today, refusals = timezone.localdate(), []
    form = LineForm(request.POST or None, units=offered, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = visible(request, TARGETS, said["organisation"])
        told = Drawn(said["code"], form.above_text(), said["on"], said["document"])
        try:
            actions.set_line(organisation=unit, told=told, by=request.user, at=timezone.now())
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã đặt mức; hồ sơ các chi bộ tính theo mức này."))
            return redirect("cell_lines")
    context = {
        "title": _("Đặt mức đặc thù"),
        "crumbs": _crumbs(),
        "form": form,
        "refusals": refusals,
        "act": _("Ghi mức này"),
        "back": reverse("cell_lines"),
    }
    return render(request, "cells/form.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Hồ sơ các chi bộ"), "url": reverse("cell_profiles")},
        {"label": _("Mức coi là chi bộ đặc thù"), "url": reverse("cell_lines")},
    ]


@needs(TARGETS)
def cell_line_withdraw(request: HttpRequest, fact: int) -> HttpResponse:
    """Take away a line that never was, and say why; the one before it holds again."""
    row = Fact.objects.select_related("act").filter(pk=fact, kind=LINE).first()
    if row is None:
        raise Http404
    unit, refusals = visible(request, TARGETS, row.organisation or 0), []
    core = next((one for one in facts.line_facts(unit) if one.id == fact), None)
    if core is None:
        raise Http404
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        try:
            actions.withdraw(fact=row, because=because, by=request.user, at=timezone.now())
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã rút mức này. Ghi chép và lý do vẫn được giữ."))
            return redirect("cell_lines")
    told = _drawn(core, {unit.pk: unit.name}, may_withdraw=False)
    context = {
        "title": _("Rút mức đặc thù"),
        "crumbs": _crumbs(),
        "answers": [
            {"label": told["name"], "value": told["words"]},
            {"label": _("Áp dụng từ ngày"), "value": show_day(told["on"])},
            {"label": _("Số, ký hiệu văn bản"), "value": told["document"]},
        ],
        "form": form,
        "refusals": refusals,
        "act": _("Rút mức này"),
        "back": reverse("cell_lines"),
    }
    return render(request, "cells/form.html", context)
