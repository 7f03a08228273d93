"""A proposal of who takes which cell, by weights the committee sees and sets; edited and adopted by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import actions, proposing, telling
from taonguon.cells.charging import AdoptForm, WeighingForm
from taonguon.cells.models import CommitteeMember
from taonguon.cells.proposing import Weighed
from taonguon.cells.views.charges import living, sitting
from taonguon.core.access import TARGETS
from taonguon.organisations.visibility import needs
from taonguon.outlook import assignment
from taonguon.outlook.assignment import Impossible, Proposal
from taonguon.people.actions import Refused

ANEW = "tinh-lai"  # the button that only counts again what was chosen by hand


class Asked:
    """What the proposal is asked for: the weights of the address, the cells, who may take them."""

    def __init__(self, request: HttpRequest) -> None:
        """Read the address, then everything in a fixed number of queries."""
        self.today: date = timezone.localdate()
        first = WeighingForm.starting()
        self.form = WeighingForm({**first, **request.GET.dict()})
        if not self.form.is_valid():
            self.said = first
            self.weights = assignment.Weights(**{n: first[n] for n in WEIGHTS})
        else:
            self.said = self.form.cleaned_data
            self.weights = self.form.weights()
        self.bounds = (self.said["least"], self.said["most"])
        self.units = living(request, TARGETS)
        self.seats: Sequence[CommitteeMember] = sitting(request, TARGETS, self.today)
        self.names = {one.pk: one.name for one in self.seats}
        self.told: Mapping[int, Weighed] = proposing.weigh(
            self.units, self.said["years"], self.today
        )
        self.cells = [self.told[unit.pk].cell for unit in self.units]

    def propose(self) -> Proposal:
        """Return the proposal. Raises Impossible."""
        return assignment.propose(self.cells, list(self.names), self.weights, *self.bounds)


WEIGHTS = tuple(assignment.Weights.__slots__)


@needs(TARGETS)
def charge_proposal(request: HttpRequest) -> HttpResponse:
    """Show a proposal with its reasons; count again what was changed by hand; adopt it by a paper."""
    asked = Asked(request)
    if request.method == "POST":
        return _sent(request, asked)
    try:
        proposal = asked.propose()
    except Impossible as refused:
        why = proposing.impossible(refused.why, len(asked.cells), len(asked.names), asked.bounds)
        return render(request, "cells/proposal.html", {**_shell(asked), "impossible": why})
    form = _adopting(asked, proposal.chosen)
    reasons = {
        one.cell: proposing.reasons(one, asked.told[one.cell], proposal, asked.names)
        for one in proposal.shares
    }
    kept = sum(one.kept for one in proposal.shares)
    context = {
        **_shell(asked),
        "adopt": form,
        "lines": _lines(asked, form, reasons),
        "burden": proposing.burden(proposal.loads, proposal.chosen, asked.names),
        "proved": proposal.proved,
        "kept": telling.cells_count(kept),
    }
    return render(request, "cells/proposal.html", context)


def _shell(asked: Asked) -> dict[str, Any]:
    return {
        "title": _("Đề xuất phân công"),
        "crumbs": [{"label": _("Phân công phụ trách chi bộ"), "url": reverse("charges")}],
        "as_of": asked.today,
        "form": asked.form,
    }


def _adopting(asked: Asked, chosen: Mapping[int, int], data: Any = None) -> AdoptForm:
    members = [(pk, name) for pk, name in asked.names.items()]
    return AdoptForm(data, units=asked.units, members=members, proposed=chosen, today=asked.today)


def _lines(
    asked: Asked, form: AdoptForm, reasons: Mapping[int, Sequence[str]]
) -> list[dict[str, Any]]:
    return [
        {
            "unit": unit,
            "field": form[f"cell_{unit.pk}"],
            "now": asked.names.get(asked.told[unit.pk].cell.holder or 0, ""),
            "reasons": reasons.get(unit.pk, ()),
        }
        for unit in asked.units
    ]


def _sent(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Count the chosen loads again, or adopt what was chosen."""
    form, refusals = _adopting(asked, {}, request.POST), []
    anew, valid = ANEW in request.POST, form.is_valid()
    chosen = form.chosen()
    if valid and not anew:
        try:
            count = _adopt(request, asked, form, chosen)
        except Refused as refused:
            refusals.append(str(refused))
        else:
            words = _("Đã thông qua: đổi người phụ trách %(cells)s.")
            messages.success(request, words % {"cells": telling.cells_count(count)})
            return redirect("charges")
    worth = assignment.points(asked.cells, asked.weights)
    loads = assignment.loads(worth, chosen, list(asked.names))
    if anew:  # what is asked only for adopting is not missing yet
        for name in ("on", "document"):
            form.errors.pop(name, None)
    context = {
        **_shell(asked),
        "adopt": form,
        "refusals": refusals,
        "lines": _lines(asked, form, {}),
        "burden": proposing.burden(loads, chosen, asked.names),
        "by_hand": True,
    }
    return render(request, "cells/proposal.html", context)


def _adopt(request: HttpRequest, asked: Asked, form: AdoptForm, chosen: dict[int, int]) -> int:
    return actions.charge(
        cells=dict(chosen),
        on=form.cleaned_data["on"],
        document=form.cleaned_data["document"],
        because=proposing.weights_said(asked.weights, *asked.bounds),
        by=request.user,
        at=timezone.now(),
    )
