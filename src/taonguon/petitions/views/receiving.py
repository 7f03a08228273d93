"""Receiving a petition: at a cell or the office, and by a mass organisation."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import petitions as core
from taonguon.core.access import INTRODUCE, RECORD_CELL
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import bodies, needs
from taonguon.people.actions import Refused
from taonguon.people.views import page_links
from taonguon.petitions import telling
from taonguon.petitions.actions import handling
from taonguon.petitions.actions.handling import Told
from taonguon.petitions.forms import OwnReceiveForm, ReceiveForm
from taonguon.petitions.models import Petition, Step
from taonguon.petitions.views.lists import SHOWN
from taonguon.petitions.views.reach import crumbs, places, seen


@needs(RECORD_CELL)
def petition_receive(request: HttpRequest) -> HttpResponse:
    """Record a petition handed in at a cell or the office."""
    form = ReceiveForm(
        request.POST or None,
        units=places(request, RECORD_CELL),
        bodies=telling.body_choices(),
        initial={"on": timezone.localdate()},
    )
    return _receive(request, form, "petitions")


@needs(INTRODUCE)
def petition_receive_own(request: HttpRequest) -> HttpResponse:
    """Record a petition that the reader's mass organisation received."""
    form = OwnReceiveForm(
        request.POST or None,
        units=places(request, INTRODUCE),
        bodies=telling.body_choices(bodies(request, INTRODUCE)),
        initial={"on": timezone.localdate()},
    )
    return _receive(request, form, "petitions_own")


def _receive(request: HttpRequest, form: ReceiveForm, back: str) -> HttpResponse:
    refusals = []
    if request.method == "POST" and form.is_valid():
        try:
            kept = _kept(request, form.cleaned_data)
        except Refused as refused:
            refusals.append(str(refused))
        else:
            words = _("Đã nhận kiến nghị số %(number)d.") % {"number": kept.pk}
            messages.success(request, words)
            return redirect("petition", kept.pk) if back == "petitions" else redirect(back)
    context = {
        "title": _("Nhận kiến nghị"),
        "crumbs": crumbs() if back == "petitions" else [
            {"label": _("Kiến nghị đoàn thể nhận"), "url": reverse(back)}
        ],
        "form": form,
        "refusals": refusals,
        "act": _("Ghi kiến nghị"),
        "why": telling.contact_words(),
        "back": reverse(back),
    }  # fmt: skip
    return render(request, "petitions/form.html", context)


def _kept(request: HttpRequest, said: dict[str, Any]) -> Petition:
    unit = Organisation.objects.get(pk=said["organisation"])
    told = Told(
        said["through"], said["body"], said["kind"], said["text"], said["on"],
        said["publishable"], said["name"], said["reach"],
    )  # fmt: skip
    return handling.receive(told=told, organisation=unit, by=request.user, at=timezone.now())


@needs(INTRODUCE)
def petitions_own(request: HttpRequest) -> HttpResponse:
    """Show what the reader's mass organisations received, and what became of it."""
    day, held = timezone.localdate(), bodies(request, INTRODUCE)
    rows = seen(request, INTRODUCE).filter(through=core.BODY)
    if held is not None:
        rows = rows.filter(body__in=held)
    page = Paginator(rows.order_by("-received_on", "-pk"), SHOWN).get_page(request.GET.get("trang"))
    answers = _answers(list(page))
    context = {
        "title": _("Kiến nghị đoàn thể nhận"),
        "lede": _("đã nhận, đang ở đâu, trả lời thế nào"),
        "rows": [{**telling.row(one, day), "answer": answers.get(one.pk, "")} for one in page],
        "pages": page_links(request, page),
        "receive_url": reverse("petition_receive_own"),
    }
    return render(request, "petitions/own.html", context)


def _answers(rows: list[Petition]) -> dict[int, str]:
    """Return the last answer of each petition that is answered now."""
    answered = [one.pk for one in rows if one.answered_on]
    steps = Step.objects.filter(petition__in=answered, step=core.ANSWERED)
    return dict(steps.order_by("pk").values_list("petition", "text"))
