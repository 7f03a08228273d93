"""Recording a visit, showing one, what came of what was promised there, taking one away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, VISIT
from taonguon.core.days import show_day
from taonguon.difficulties import facts as difficulties
from taonguon.difficulties import telling as difficulty
from taonguon.difficulties.views.one import owners
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, needs
from taonguon.people.actions import Refused
from taonguon.visits import facts, telling
from taonguon.visits.actions import visiting as actions
from taonguon.visits.forms import AnswerForm, WholeVisit, WithdrawForm, begun
from taonguon.visits.models import Agreement, Visit
from taonguon.visits.views.reach import cell_of, crumbs, seen, visit_of

KEY_LENGTH = 32


@needs(VISIT)
def visit_record(request: HttpRequest, cell: int) -> HttpResponse:
    """Record a visit to a cell, with the difficulties raised there and what was agreed."""
    unit, today, refusals = cell_of(request, VISIT, cell), timezone.localdate(), []
    if unit.ended_on is not None:
        raise Http404
    seats = facts.seats([unit], today)
    form = WholeVisit(
        request.POST if request.method == "POST" else None,
        seats=seats,
        first={
            "on": today,
            "attended": True,
            "key": get_random_string(KEY_LENGTH),
            "member": begun(
                seats, request.user.get_full_name(), facts.holders([unit], today).get(unit.pk)
            ),
        },
    )
    if request.method == "POST":
        if form.is_valid():
            try:
                visit = _record(request, unit, form)
            except Refused as refused:
                refusals.append(str(refused))
            else:
                messages.success(request, _("Đã ghi lần dự %(cell)s.") % {"cell": unit.name})
                return redirect("visit", visit.pk)
        refusals += form.refusals()
    context = {
        "title": _("Ghi lần dự %(cell)s") % {"cell": unit.name},
        "crumbs": crumbs(),
        "form": form,
        "owners": owners([unit], today),
        "cell": unit.pk,
        "nobody": not seats,
        "refusals": refusals,
        "back": reverse("visit_brief", args=[unit.pk]),
    }
    return render(request, "visits/record.html", context)


def _record(request: HttpRequest, unit: Organisation, form: WholeVisit) -> Visit:
    went = form.visit.went(unit)
    raised = [told for one in form.raised if (told := one.told(went)) is not None]
    promises = [told for one in form.promises if (told := one.told()) is not None]
    return actions.record_visit(
        went=went, raised=raised, promises=promises, by=request.user, at=timezone.now()
    )


@needs(PEOPLE)
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one visit: what was heard, raised and promised, and what came of it."""
    one, unit = visit_of(request, PEOPLE, pk)
    today, records = timezone.localdate(), may(request, VISIT, unit)
    own = set(one.difficulties.values_list("pk", flat=True))
    raised = [told for told in difficulties.of([unit]) if told.row.pk in own] if own else []
    promised = one.agreements.select_related("visit").prefetch_related("answers")
    standing = one.withdrawn_at is None
    links = [{"label": _("Mọi lần dự"), "url": f"{reverse('visits')}?to={unit.pk}"}]
    if records and standing:
        links.append({"label": _("Rút vì ghi nhầm"), "url": reverse("visit_withdraw", args=[pk])})
    context = {
        "title": _("Dự %(cell)s") % {"cell": unit.name},
        "lede": f"{show_day(one.visited_on)} · {one.member.name} · {telling.kind_of(one)}",
        "crumbs": crumbs(),
        "visit": one,
        "standing": standing,
        "difficulties": difficulty.lines(raised, today),
        "promised": [telling.promise(told, today) for told in promised.order_by("due_on", "pk")],
        "may": records and standing,
        "brief_url": reverse("visit_brief", args=[unit.pk]) if records else "",
        "links": links,
    }
    return render(request, "visits/visit.html", context)


@needs(VISIT)
def visit_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a visit that was recorded by mistake, and say why."""
    one, unit = visit_of(request, VISIT, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                visit=one, because=form.cleaned_data["because"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã rút. Ghi chép và lý do vẫn được giữ."))
            return redirect("visits")
    why = _(
        "Lần dự không còn được đếm. Khó khăn đã nêu hôm ấy vẫn còn: khó khăn nào ghi nhầm thì rút riêng."
    )
    context = _form(form, _("Rút lần dự"), _about(one, unit), reverse("visit", args=[pk]))
    return render(request, "visits/form.html", {**context, "why": why})


def _about(one: Visit, unit: Organisation) -> str:
    return f"{unit.name} · {show_day(one.visited_on)} · {one.member.name}"


def _form(form: Any, act: str, lede: str, back: str) -> dict[str, Any]:
    return {
        "title": act, "lede": lede, "crumbs": crumbs(), "form": form, "act": act, "back": back,
    }  # fmt: skip


@needs(VISIT)
def agreement_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether what was promised at a visit was done."""
    one = Agreement.objects.filter(pk=pk, visit__withdrawn_at__isnull=True).first()
    visit_row = (
        Visit.objects.select_related("member").filter(pk=one.visit_id).first() if one else None
    )
    unit = seen(request, VISIT).filter(pk=visit_row.cell).first() if visit_row else None
    if one is None or visit_row is None or unit is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    back = reverse("visit", args=[visit_row.pk])
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.answer(
            agreement=one, kept=told["kept"] == "yes", text=told["text"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Đã ghi kết quả việc đã hứa."))
        return redirect(back)
    context = _form(form, _("Ghi kết quả"), _about(visit_row, unit), back)
    context["answers"] = [
        {"label": _("Việc đã thống nhất"), "value": one.text},
        {"label": _("Ai làm"), "value": one.owner},
        {"label": _("Hạn"), "value": show_day(one.due_on)},
    ]
    return render(request, "visits/form.html", context)
