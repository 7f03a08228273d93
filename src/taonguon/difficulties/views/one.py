"""One difficulty with its course; raising one, and every turn after that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from taonguon.cells import facts as cells
from taonguon.cells.models import CommitteeMember
from taonguon.core.access import DIFFICULTIES, PEOPLE
from taonguon.difficulties import actions, facts, telling
from taonguon.difficulties.facts import Told
from taonguon.difficulties.forms import (
    ActForm,
    CloseForm,
    RaiseForm,
    ReopenForm,
    WithdrawForm,
    today_first,
)  # fmt: skip
from taonguon.difficulties.views.lists import seen
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, needs
from taonguon.people.actions import Refused
from taonguon.rules.bodies import name_of, shipped


def reached(request: HttpRequest, act: str, pk: int) -> Told:
    """Return a difficulty of a cell in which the reader may do `act`. Raises Http404."""
    told = facts.one(seen(request, act), pk)
    if told is None:
        raise Http404
    return told


def crumbs() -> list[dict[str, str]]:
    """Return the way back to the list."""
    return [{"label": _("Khó khăn"), "url": reverse("difficulties")}]


def owners(units: Sequence[Organisation], day: date) -> list[str]:
    """Return the names to offer as owners, anything else may be typed all the same.

    Who sits today on the committees above these cells, those committees, the cells, the mass
    organisations; two queries.
    """
    above = {pk for unit in units for pk in cells.above(unit.path) if pk != unit.pk}
    seats = CommitteeMember.objects.on(day).of(above)
    committees = Organisation.objects.filter(pk__in=above, ended_on__isnull=True).order_by("path")
    language = get_language() or "vi"
    return list(dict.fromkeys([
        *seats.values_list("name", flat=True),
        *committees.values_list("name", flat=True),
        *(unit.name for unit in units),
        *(name_of(code, language) for code in shipped()),
    ]))  # fmt: skip


@needs(PEOPLE)
def difficulty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one difficulty: whose it is until when, what it holds up, and everything that was done."""
    told, day = reached(request, PEOPLE, pk), timezone.localdate()
    records = may(request, DIFFICULTIES, told.unit)
    line = telling.line(told, day)
    context = {
        "title": told.row.task,
        "lede": f"{told.unit.name} · {line['kind']}",
        "crumbs": crumbs(),
        "line": line,
        "answers": _answers(told, line),
        "turns": _turns(told),
        "withdrawn": told.course.withdrawn,
        "took": telling.days(took) if (took := told.course.took()) is not None else "",
        **(_acts(told, pk) if records else {}),
    }
    return render(request, "difficulties/difficulty.html", context)


def _answers(told: Told, line: dict[str, Any]) -> list[dict[str, Any]]:
    row, now = told.row, told.course.now
    risen = _("%(level)s (tự chuyển lên vì quá hạn)") % {"level": line["level"]}
    return [
        {"label": _("Vướng ở đâu"), "value": row.bottleneck},
        {"label": _("Đề xuất gỡ"), "value": row.proposal},
        {"label": _("Người chủ trì"), "value": now.owner},
        {"label": _("Cấp gỡ"), "value": risen if line["risen"] else line["level"]},
        {"label": _("Mức độ"), "value": telling.severity(now.severity)},
        {"label": _("Ai nêu"), "value": row.raised_by},
    ]


def _turns(told: Told) -> list[dict[str, Any]]:
    """Return the course, the latest turn first."""
    rows, before = [], None
    for row, turn in zip(told.row.turns.all(), told.course.turns, strict=True):
        rows.append({
            "turn": turn,
            "name": telling.turn_name(turn),
            "changes": telling.changes(before, turn),
            "by": row.recorded_by.get_full_name() if row.recorded_by else "",
            "at": row.recorded_at,
        })  # fmt: skip
        before = turn
    return rows[::-1]


def _acts(told: Told, pk: int) -> dict[str, Any]:
    """Return the one main act, and the others, as far as the difficulty's state lets them be."""
    if told.course.withdrawn:
        return {}
    after = ["go-xong"] if told.course.open else []
    main = "viec-da-lam" if told.course.open else "mo-lai"
    return {
        "main": {"label": TURNS[main].act, "url": reverse("difficulty_turn", args=[pk, main])},
        "links": [
            {"label": TURNS[one].act, "url": reverse("difficulty_turn", args=[pk, one])}
            for one in [*after, "rut"]
        ],
    }


@needs(DIFFICULTIES)
def difficulty_add(request: HttpRequest) -> HttpResponse:
    """Raise a difficulty of a cell."""
    day, refusals = timezone.localdate(), []
    there = list(seen(request, DIFFICULTIES).filter(ended_on__isnull=True))
    form = RaiseForm(
        request.POST if request.method == "POST" else None,
        cells=[(unit.pk, unit.name) for unit in there],
        initial={**today_first(day), "cell": request.GET.get("chi_bo", "")},
    )
    if form.is_bound and form.is_valid():
        unit = next(one for one in there if one.pk == form.cleaned_data["cell"])
        try:
            row = actions.raise_difficulty(
                raised=form.raised(unit), handling=form.handling(), by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã ghi khó khăn của %(cell)s.") % {"cell": unit.name})
            return redirect("difficulty", row.pk)
    context = {
        "title": _("Ghi khó khăn"),
        "crumbs": crumbs(),
        "form": form,
        "refusals": refusals,
        "act": _("Ghi khó khăn"),
        "back": reverse("difficulties"),
        "owners": owners(there, day),
        "cell": next((one.pk for one in there if str(one.pk) == request.GET.get("chi_bo")), None),
    }
    return render(request, "difficulties/form.html", context)


@dataclass(frozen=True)
class Kind:
    """A turn one may take: its button, its form, the action, what is said when it is recorded."""

    act: Promise
    form: type[django_forms.Form]
    record: Callable[[Told, Any, dict[str, Any]], None]
    done: Promise


def _act(told: Told, form: Any, who: dict[str, Any]) -> None:
    actions.act(difficulty=told.row, said=form.said(), handling=form.handling(), **who)


def _close(told: Told, form: Any, who: dict[str, Any]) -> None:
    actions.close(difficulty=told.row, said=form.said(), **who)


def _reopen(told: Told, form: Any, who: dict[str, Any]) -> None:
    actions.reopen(difficulty=told.row, said=form.said(), handling=form.handling(), **who)


def _withdraw(told: Told, form: Any, who: dict[str, Any]) -> None:
    actions.withdraw(difficulty=told.row, because=form.cleaned_data["text"], **who)


TURNS = {
    "viec-da-lam": Kind(gettext_lazy("Ghi việc đã làm"), ActForm, _act,
                        gettext_lazy("Đã ghi việc đã làm.")),
    "go-xong": Kind(gettext_lazy("Ghi gỡ xong"), CloseForm, _close,
                    gettext_lazy("Đã ghi: khó khăn được gỡ.")),
    "mo-lai": Kind(gettext_lazy("Mở lại"), ReopenForm, _reopen,
                   gettext_lazy("Đã mở lại khó khăn.")),
    "rut": Kind(gettext_lazy("Rút vì ghi nhầm"), WithdrawForm, _withdraw,
                gettext_lazy("Đã rút. Ghi chép và lý do vẫn được giữ.")),
}  # fmt: skip


@needs(DIFFICULTIES)
def difficulty_turn(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Record what was done, the removal, that it is there again, or that it was a mistake."""
    told, kind = reached(request, DIFFICULTIES, pk), TURNS.get(act)
    if kind is None:
        raise Http404
    day, refusals = timezone.localdate(), []
    more = {"now": told.course.now} if issubclass(kind.form, ActForm) else {}
    data = request.POST if request.method == "POST" else None
    form = kind.form(data, initial=today_first(day), **more)
    if form.is_bound and form.is_valid():
        try:
            kind.record(told, form, {"by": request.user, "at": timezone.now()})
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, kind.done)
            return redirect("difficulty", pk)
    context = {
        "title": kind.act,
        "lede": f"{told.unit.name} · {told.row.task}",
        "crumbs": [*crumbs(), {"label": told.row.task, "url": reverse("difficulty", args=[pk])}],
        "form": form,
        "refusals": refusals,
        "act": kind.act,
        "back": reverse("difficulty", args=[pk]),
        "owners": owners([told.unit], day),
        "cell": told.unit.pk,
    }
    return render(request, "difficulties/form.html", context)


def of_cell(request: HttpRequest, unit: Organisation, day: date) -> dict[str, Any]:
    """Return what the section on a cell's difficulties wants, as of a day; two queries.

    Nobody who may not see the cell's people sees its difficulties: `None` stands for those then.
    """
    if not may(request, PEOPLE, unit):
        return {"difficulties": None}
    told = facts.as_of(facts.of([unit]), day)
    records = may(request, DIFFICULTIES, unit) and unit.ended_on is None
    return {
        "difficulties": telling.lines(facts.pressing(told, day), day),
        "difficulties_removed": sum(one.course.closed_on is not None for one in told),
        "difficulties_url": f"{reverse('difficulties')}?to={unit.pk}&tt=tat-ca",
        "difficulty_add_url": f"{reverse('difficulty_add')}?chi_bo={unit.pk}" if records else "",
    }
