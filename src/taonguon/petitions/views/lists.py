"""The list of petitions, one petition with its history, and who sent it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from taonguon.core import petitions as core
from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.organisations.visibility import may, needs, ranges
from taonguon.people.views import page_links
from taonguon.petitions import telling
from taonguon.petitions.actions import handling
from taonguon.petitions.forms import ALL, DONE, LATE, FilterForm
from taonguon.petitions.models import Contact, Petition, Step
from taonguon.petitions.views.reach import crumbs, places, reached, seen

SHOWN = 50
LEAD_ON = frozenset({core.ROUTED, core.ANSWERED, core.PUBLISHED})
Rows = QuerySet[Petition]


@needs(PEOPLE)
def petitions(request: HttpRequest) -> HttpResponse:
    """Show the petitions: those waiting by the day due; or late, or answered, by matter and place."""
    day, rows = timezone.localdate(), seen(request, PEOPLE)
    form = FilterForm(request.GET or None, units=places(request, PEOPLE))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(_narrowed(rows, asked, day), SHOWN).get_page(request.GET.get("trang"))
    records = bool(ranges(request, RECORD_CELL))
    context = {
        "title": _("Kiến nghị của người dân"),
        "lede": _("nhận, chuyển, trả lời, công bố; không ghi ai nghĩ gì"),
        "form": form,
        "tiles": _tiles(rows, day),
        "rows": [telling.row(one, day) for one in page],
        "pages": page_links(request, page),
        "filtered": any(asked.values()),
        "receive_url": reverse("petition_receive") if records else "",
        "links": _links(request),
    }
    return render(request, "petitions/petitions.html", context)


def _narrowed(rows: Rows, asked: dict[str, str], day: date) -> Rows:
    shown = asked.get("loc", "")
    if shown == LATE:
        rows = rows.overdue(day)
    elif shown == DONE:
        rows = rows.exclude(state__in=core.OPEN)
    elif shown != ALL:
        rows = rows.open()
    if asked.get("loai"):
        rows = rows.filter(kind=asked["loai"])
    if asked.get("chi_bo"):
        rows = rows.filter(organisation=int(asked["chi_bo"]))
    if shown in (DONE, ALL):
        return rows.order_by("-received_on", "-pk")
    return rows.order_by("due_on", "pk")


def _tiles(rows: Rows, day: date) -> list[dict[str, Any]]:
    answered = Q(answered_on__year=day.year)
    told = rows.order_by().aggregate(
        waiting=Count("pk", filter=Q(state__in=core.OPEN)),
        late=Count("pk", filter=Q(state__in=core.OPEN, due_on__lt=day)),
        answered=Count("pk", filter=answered),
        in_time=Count("pk", filter=answered & Q(answered_on__lte=F("due_on"))),
    )
    here = reverse("petitions")
    return [
        {"label": _("Chưa trả lời"), "value": told["waiting"], "url": here},
        {"label": _("Quá hạn"), "value": told["late"], "url": f"{here}?loc={LATE}"},
        {"label": _("Trả lời đúng hạn, năm %(year)d") % {"year": day.year},
         "value": told["in_time"], "of": told["answered"], "of_url": f"{here}?loc={DONE}"},
    ]  # fmt: skip


def _links(request: HttpRequest) -> list[dict[str, str]]:
    if not ranges(request, RECORD):
        return []
    return [
        {"label": _("Hộp thư trên mạng"), "url": reverse("petition_boxes")},
        {"label": _("Nhận qua đoàn thể"), "url": reverse("petitions_own")},
    ]


@needs(PEOPLE)
def petition(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one petition: its words, where it is, what may be done now, and all that happened to it."""
    kept, day = reached(request, PEOPLE, pk), timezone.localdate()
    history = list(Step.objects.filter(petition=kept).select_related("by").order_by("pk"))
    records = may(request, RECORD_CELL, kept.organisation)
    context = {
        "title": _("Kiến nghị số %(number)d") % {"number": kept.pk},
        "crumbs": crumbs(),
        "told": telling.row(kept, day),
        "text": kept.text,
        "publishable": kept.publishable,
        "why_due": telling.why_due(kept) if kept.state in core.OPEN else "",
        "route_by": telling.route_by(kept, _begun(history)),
        "history": [telling.step(one) for one in reversed(history)],
        "acts": _acts(request, kept) if records else [],
        "contact_url": _contact_url(kept) if records else "",
    }
    return render(request, "petitions/petition.html", context)


def _begun(history: Sequence[Step]) -> date:
    """Return the day from which the times of a petition are counted: received, or opened anew."""
    return [one.on for one in history if one.due_on][-1]


def _contact_url(kept: Petition) -> str:
    known = Contact.objects.filter(petition=kept).exists()
    return reverse("petition_contact", args=[kept.pk]) if known else ""


def _acts(request: HttpRequest, kept: Petition) -> list[dict[str, Any]]:
    """Return what may be done now, the likeliest first."""

    def url(step: str) -> str:
        return reverse("petition_step", args=[kept.pk, step])

    told = {
        core.ROUTED: (_("Chuyển"), url("chuyen")),
        core.ANSWERED: (_("Trả lời"), url("tra-loi")),
        core.REOPENED: (_("Mở lại"), url("mo-lai")),
        core.SET_ASIDE: (_("Xếp lại"), url("xep-lai")),
    }
    if may(request, RECORD, kept.organisation) and kept.publishable:
        told = {
            core.PUBLISHED: (_("Công bố"), reverse("petition_publish", args=[kept.pk])),
            core.TAKEN_DOWN: (_("Gỡ xuống"), reverse("petition_take_down", args=[kept.pk])),
            **told,
        }
    if kept.state == core.ROUTED:
        told = {core.ANSWERED: told[core.ANSWERED], **told}
        told[core.ROUTED] = (_("Chuyển tiếp"), url("chuyen"))
    offered = [step for step in told if core.may_follow(kept.state, step)]
    return [
        {"label": told[step][0], "url": told[step][1], "main": step == offered[0] in LEAD_ON}
        for step in offered
    ]


@never_cache
@needs(RECORD_CELL)
def petition_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who sent a petition to whoever answers it, and journal that it was shown."""
    kept = reached(request, RECORD_CELL, pk)
    contact = Contact.objects.filter(petition=kept).first()
    if contact is not None:
        handling.look_at_contact(petition=kept, by=request.user, at=timezone.now())
    context = {
        "title": _("Người gửi kiến nghị"),
        "crumbs": crumbs(kept),
        "contact": contact,
        "kept": telling.contact_words(),
        "back": reverse("petition", args=[pk]),
    }
    return render(request, "petitions/contact.html", context)
