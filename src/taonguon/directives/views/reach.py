"""Which directives and cells a reader reaches, the way back, and doing what was asked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.directives import telling
from taonguon.directives.models import Directive, Passing, Task
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import ranges, visible
from taonguon.people.actions import Refused


def cells(request: HttpRequest, act: str) -> list[Organisation]:
    """Return the cells that are there with which the reader may do `act`, in the tree's order."""
    rows = Organisation.objects.within(ranges(request, act)).filter(kind="cell")
    return list(rows.filter(ended_on__isnull=True).order_by("path"))


def committees(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the committees for which the reader registers directives."""
    rows = Organisation.objects.within(ranges(request, RECORD)).exclude(kind="cell")
    return list(rows.filter(ended_on__isnull=True).order_by("path").values_list("pk", "name"))


def seen(request: HttpRequest, pk: int) -> Directive:
    """Return a directive of the reader's organisations or passed to a cell there. Raises Http404."""
    return _one(Directive.objects.within(ranges(request, PEOPLE)), pk)


def kept(request: HttpRequest, pk: int) -> Directive:
    """Return a directive that the reader's office registered. Raises Http404."""
    return _one(Directive.objects.held(ranges(request, RECORD)), pk)


def _one(rows: Any, pk: int) -> Directive:
    found: Directive | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def passed(request: HttpRequest, directive: int, cell: int) -> tuple[Passing, Organisation]:
    """Return a passing to a cell for which the reader answers. Raises Http404."""
    unit = visible(request, RECORD_CELL, cell)
    rows = Passing.objects.filter(directive=directive, cell=cell).select_related("directive")
    found = rows.first()
    if found is None:
        raise Http404
    return found, unit


def task_of(request: HttpRequest, pk: int, cell: int) -> tuple[Task, Organisation]:
    """Return a task of a directive passed to a cell for which the reader answers. Raises Http404."""
    task = Task.objects.select_related("directive").filter(pk=pk).first()
    if task is None:
        raise Http404
    return task, passed(request, task.directive_id, cell)[1]


def crumbs(one: Directive | None = None) -> list[dict[str, str]]:
    """Return the way back: all directives, and the one."""
    found = [{"label": _("Văn bản cấp trên"), "url": reverse("directives")}]
    if one is not None:
        found.append({"label": telling.named(one), "url": reverse("directive", args=[one.pk])})
    return found


def asked(
    request: HttpRequest, form: Any, told: dict[str, Any], act: Callable[[], str], back: str
) -> HttpResponse:
    """Show a form, or do what it asks and go back with the words that `act` returns.

    `told` is the rest of the page; a refusal stands above the form, and nothing typed is lost.
    """
    refusals = []
    if form.is_bound and form.is_valid():
        try:
            words = act()
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, words)
            return redirect(back)
    context = {"form": form, "refusals": refusals, "back": back, **told}
    return render(request, "directives/form.html", context)
