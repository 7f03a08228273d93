"""One person's printed sheet, their private links, and a request told to the office."""

from base64 import b64encode
from typing import Any

import qrcode
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from qrcode.image.svg import SvgPathImage

from taonguon.applicants import actions, telling
from taonguon.applicants.forms import LinkForm, TakeForm
from taonguon.applicants.models import Link, Request
from taonguon.cases.views.reach import reached
from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.regulations.book import in_use


def crumbs(person: Person, *, sheet: bool = True) -> list[dict[str, str]]:
    """Return the way back: the person, and their sheet."""
    found = [{"label": person.name, "url": reverse("member", args=[person.pk])}]
    if sheet:
        url = reverse("applicant_sheet", args=[person.pk])
        found.append({"label": _("Phiếu của người này"), "url": url})
    return found


@needs(PEOPLE)
def applicant_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet that is printed for a person: steps, papers, rights, own data."""
    person, day, book = reached(request, PEOPLE, pk), timezone.localdate(), in_use()
    may = _may(request, person)
    links = []
    if may:
        links.append({"label": _("Liên kết riêng"), "url": reverse("applicant_links", args=[pk])})
        links.append({"label": _("Ghi yêu cầu"), "url": reverse("request_take", args=[pk])})
    context = {
        "title": person.name,
        "lede": _("các bước, giấy tờ và quyền của người được xem xét vào Đảng"),
        "crumbs": crumbs(person, sheet=False),
        "as_of": day,
        "person": person,
        "links": links,
        **telling.own(person, book, day),
    }
    return render(request, "applicants/sheet.html", context)


def _may(request: HttpRequest, person: Person) -> bool:
    path = person.cell.path if person.cell else ""
    return any(low <= path < high for low, high in ranges(request, RECORD_CELL))


@needs(RECORD_CELL)
@never_cache
def applicant_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's private links, and make one: its address is shown this once."""
    person = reached(request, RECORD_CELL, pk)
    form = LinkForm(request.POST if request.method == "POST" else None)
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_link(
                person=person, days=form.cleaned_data["days"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("days", str(refusal))
    context: dict[str, Any] = {
        "title": _("Liên kết riêng của %(name)s") % {"name": person.name},
        "crumbs": crumbs(person),
        "person": person,
        "form": form,
    }
    if made is not None:
        link, key = made
        address = request.build_absolute_uri(reverse("own_view", args=[key]))
        context |= {"link": link, "address": address, "picture": _picture(address)}
        return render(request, "applicants/made.html", context)
    rows = Link.objects.filter(person=pk).order_by("-made_at").select_related("made_by")
    context["rows"] = [{"link": link, "state": _state(link)} for link in rows]
    return render(request, "applicants/links.html", context)


def _picture(address: str) -> str:
    """Return the address as a picture a phone reads, for the page and for paper."""
    drawn = qrcode.make(address, image_factory=SvgPathImage).to_string()
    return "data:image/svg+xml;base64," + b64encode(drawn).decode()


def _state(link: Link) -> dict[str, str]:
    if link.revoked_at:
        return {"status": "none", "words": _("đã thu hồi")}
    if link.expires_at <= timezone.now():
        return {"status": "none", "words": _("đã hết hạn")}
    return {"status": "ok", "words": _("đang dùng được")}


@needs(RECORD_CELL)
def applicant_link_revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    """Ask whether a link is to lead nowhere from now on, then do so."""
    person = reached(request, RECORD_CELL, pk)
    found = Link.objects.filter(person=pk, pk=link).first()
    if found is None:
        raise Http404
    back = reverse("applicant_links", args=[pk])
    if request.method == "POST":
        actions.revoke_link(link=found, by=request.user, at=timezone.now())
        messages.success(request, _("Đã thu hồi liên kết: ai mở cũng không thấy gì nữa."))
        return redirect(back)
    context = {
        "title": _("Thu hồi liên kết riêng"),
        "crumbs": crumbs(person),
        "act": _("Thu hồi liên kết"),
        "back": back,
        "answers": [
            {"label": _("Của"), "value": person.name},
            {"label": _("Tạo lúc"), "value": _moment(found.made_at)},
            {"label": _("Dùng được đến"), "value": _moment(found.expires_at)},
        ],
        "warning": _("Người đang giữ liên kết này sẽ không mở được nữa."),
    }
    return render(request, "applicants/confirm.html", context)


def _moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M} {local.day}/{local.month}/{local.year}"


@needs(RECORD_CELL)
def request_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a person asks for at the office or of the cell's secretary."""
    person = reached(request, RECORD_CELL, pk)
    form = TakeForm(request.POST or None, kinds=telling.kinds_for(person))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            kept = actions.ask(
                link=None, person=person, kind=told["kind"], text=told["text"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi yêu cầu; thời hạn trả lời tính từ hôm nay."))
            return redirect(_onward(request, kept, pk))
    back = reverse("applicant_sheet", args=[pk])
    context = {
        "title": _("Ghi yêu cầu của %(name)s") % {"name": person.name},
        "crumbs": crumbs(person),
        "form": form,
        "back": back,
    }
    return render(request, "applicants/take.html", context)


def _onward(request: HttpRequest, kept: Request, pk: int) -> str:
    if ranges(request, RECORD):
        return reverse("request", args=[kept.pk])
    return reverse("applicant_sheet", args=[pk])
