"""The office's worklist of requests, and one request with its answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.applicants import actions, telling
from taonguon.applicants.forms import AnswerForm
from taonguon.applicants.models import Request
from taonguon.core.access import RECORD
from taonguon.core.days import show_day
from taonguon.core.requests import CARRIED_OUT, DELETE, WITHDRAWAL
from taonguon.organisations.visibility import needs, ranges
from taonguon.people import facts
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.views import page_links
from taonguon.regulations.book import in_use

SHOWN = 50
ANSWERED, CONFIRMED = "da-tra-loi", "da-xem"


def seen(request: HttpRequest) -> tuple[Any, dict[int, int]]:
    """Return the requests of people the reader records steps for, and who was found to be whom."""
    into = facts.doubles()
    people = Person.objects.within(ranges(request, RECORD))
    kept = set(people.filter(pk__in=into.values()).values_list("pk", flat=True))
    doubles = [one for one, keeper in into.items() if keeper in kept]
    here = Q(person__in=people.values("pk")) | Q(person__in=doubles)
    return Request.objects.filter(here), into


@needs(RECORD)
def requests(request: HttpRequest) -> HttpResponse:
    """Show what people ask of their data: those waiting by the day due, or those answered."""
    day, book = timezone.localdate(), in_use()
    rows, into = seen(request)
    answered = request.GET.get("loc") == ANSWERED
    if answered:
        found = list(rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk"))
    else:
        found = list(rows.waiting().order_by("asked_at", "pk"))
    told = [
        {**telling.asked(one, book, day), "of": into.get(one.person, one.person)} for one in found
    ]
    if not answered:
        told.sort(key=lambda one: (one["due"] is None, one["due"] or day))
    page = Paginator(told, SHOWN).get_page(request.GET.get("trang"))
    people = Person.objects.select_related("cell").in_bulk({one["of"] for one in page})
    for one in page:
        one["person"] = people.get(one["of"])
    context = {
        "title": _("Yêu cầu về dữ liệu cá nhân"),
        "lede": _("Người được xem xét yêu cầu xem, sửa, rút lại, xóa hoặc khiếu nại"),
        "page": page,
        "pages": page_links(request, page),
        "answered": answered,
        "links": [{"label": _("Đến hạn xóa"), "url": reverse("erasures")}],
        "late": sum(one["pill"]["status"] == "late" for one in told),
    }
    return render(request, "applicants/requests.html", context)


@needs(RECORD)
def request_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request; tell that it was received, and record its answer after a look at it."""
    rows, into = seen(request)
    kept = rows.filter(pk=pk).first()
    if kept is None:
        raise Http404
    person = Person.objects.select_related("cell").get(pk=into.get(kept.person, kept.person))
    if request.method == "POST" and "received" in request.POST:
        actions.acknowledge(request=kept, by=request.user, at=timezone.now())
        messages.success(request, _("Đã ghi là đã báo cho người yêu cầu."))
        return redirect("request", pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    context = {
        "title": telling.kind_name(kept.kind),
        "lede": person.name,
        "crumbs": [{"label": _("Yêu cầu"), "url": reverse("requests")}],
        "person": person,
        "told": telling.asked(kept, in_use(), timezone.localdate()),
        "form": form,
        "back": reverse("requests"),
    }
    if request.method == "POST" and form.is_valid():
        return _answered(request, kept, person, context)
    return render(request, "applicants/request.html", context)


def _answered(
    request: HttpRequest, kept: Request, person: Person, context: dict[str, Any]
) -> HttpResponse:
    told = context["form"].cleaned_data
    if CONFIRMED not in request.POST:
        context |= {
            "title": _("Xem lại trước khi ghi câu trả lời"),
            "answers": _answers(kept, person, told),
            "warning": _warning(kept, told["outcome"]),
            "back": reverse("request", args=[kept.pk]),
        }
        return render(request, "applicants/answer.html", context)
    try:
        actions.answer(request=kept, by=request.user, at=timezone.now(), **told)
    except Refused as refusal:
        context["form"].add_error(None, str(refusal))
        return render(request, "applicants/request.html", context)
    messages.success(request, _("Đã ghi câu trả lời."))
    return redirect("requests")


def _answers(kept: Request, person: Person, told: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"label": _("Người yêu cầu"), "value": person.name},
        {"label": _("Yêu cầu"), "value": telling.kind_name(kept.kind)},
        {"label": _("Ngày"), "value": show_day(timezone.localdate(kept.asked_at))},
        {"label": _("Trả lời"), "value": telling.outcome(told["outcome"])["words"].capitalize()},
        {"label": _("Căn cứ, hoặc đã làm gì"), "value": told["ground"]},
    ]


def _warning(kept: Request, outcome: str) -> str:
    if outcome != CARRIED_OUT:
        return ""
    return {
        WITHDRAWAL: _(
            "Việc xem xét người này dừng từ ngày yêu cầu; thông tin được xóa khi hết hạn giữ."
        ),
        DELETE: _(
            "Việc xem xét dừng và thông tin bị xóa ngay, không lấy lại được; chỉ còn con số."
        ),
    }.get(kept.kind, "")
