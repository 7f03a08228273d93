"""Lists of members and prospects, and one person with the course of facts."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE
from taonguon.core.membership import course, party_age
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people import export, facts, telling
from taonguon.people.forms import MembersForm, ProspectsForm
from taonguon.people.models import Person, PersonQuerySet

SHOWN = 50
MEMBERS = ("official", "probationary")


def cells(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the cells the reader sees, to choose from."""
    rows = Organisation.objects.within(ranges(request, PEOPLE)).filter(kind="cell")
    return list(rows.order_by("path").values_list("pk", "name"))


def found(request: HttpRequest, form: MembersForm | ProspectsForm) -> PersonQuerySet:
    """Return the people the form asks for, within what the reader sees."""
    asked = form.cleaned_data if form.is_valid() else {}
    rows = Person.objects.within(ranges(request, PEOPLE)).named(asked.get("q") or "")
    if asked.get("to"):
        rows = rows.filter(cell=asked["to"])
    return rows


@needs(PEOPLE)
def members(request: HttpRequest) -> HttpResponse:
    """Show the members, by Vietnamese given name."""
    form = MembersForm(request.GET, cells=cells(request))
    rows = _members(request, form).select_related("cell").order_by("sort_key", "pk")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("trang"))
    context = {
        "title": _("Đảng viên"),
        "lede": telling.people_count(page.paginator.count),
        "form": form,
        "page": page,
        "pages": page_links(request, page),
        "links": [
            {
                "label": _("Xuất Excel"),
                "url": reverse("members_export") + "?" + request.GET.urlencode(),
            }
        ],
    }
    return render(request, "people/members.html", context)


def _members(request: HttpRequest, form: MembersForm) -> PersonQuerySet:
    rows = found(request, form)
    kind = form.cleaned_data.get("loai") if form.is_valid() else ""
    return rows.filter(standing=kind) if kind else rows.filter(standing__in=MEMBERS)


@needs(PEOPLE)
def members_export(request: HttpRequest) -> FileResponse:
    """Give the members shown as a workbook with the office's headings."""
    form = MembersForm(request.GET, cells=cells(request))
    rows = _members(request, form).select_related("cell").order_by("cell__path", "sort_key")
    top = Organisation.objects.within(ranges(request, PEOPLE)).order_by("path").first()
    book = export.members(rows, top.name if top else "", timezone.localdate())
    return FileResponse(book, as_attachment=True, filename="danh-sach-dang-vien.xlsx")


@needs(PEOPLE)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person: what is known, and every fact with its day, moment, author and source."""
    person = Person.objects.within(ranges(request, PEOPLE)).select_related("cell").filter(pk=pk)
    one = person.first()
    if one is None:
        raise Http404
    told = course(facts.standing([pk]).get(pk, []))
    rows = Fact.objects.filter(person=pk).select_related("act__recorded_by", "act__load")
    rows = rows.order_by("happened_on", "pk")
    names = dict(
        Organisation.objects.filter(
            pk__in={row.organisation for row in rows if row.organisation}
        ).values_list("pk", "name")
    )
    today = timezone.localdate()
    context = {
        "title": one.name,
        "crumbs": [{"label": _("Đảng viên"), "url": reverse("members")}],
        "person": one,
        "standing": telling.standing(one.standing),
        "status": telling.status(one.standing),
        "party_age": party_age(told, today) if one.standing in MEMBERS else None,
        "known": telling.known(one),
        "facts": telling.facts(rows, names),
        "contradictions": [telling.fact_name(f.kind) for f in told.contradictions],
    }
    return render(request, "people/member.html", context)


@needs(PEOPLE)
def prospects(request: HttpRequest) -> HttpResponse:
    """Show the prospects, by Vietnamese given name."""
    form = ProspectsForm(request.GET, cells=cells(request))
    rows = found(request, form).filter(standing="prospect")
    rows = rows.select_related("cell", "prospect").order_by("sort_key", "pk")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("trang"))
    context = {
        "title": _("Nguồn"),
        "lede": telling.people_count(page.paginator.count),
        "form": form,
        "page": page,
        "pages": page_links(request, page),
    }
    return render(request, "people/prospects.html", context)


def page_links(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Return the words and addresses around one page of a long list."""

    def at(number: int) -> str:
        return "?" + urlencode({**request.GET.dict(), "trang": number})

    shown = {"start": page.start_index(), "end": page.end_index(), "all": page.paginator.count}
    return {
        "words": _("%(start)d–%(end)d trong %(all)d") % shown,
        "first": at(1) if page.number > 2 else "",
        "previous": at(page.number - 1) if page.has_previous() else "",
        "next": at(page.number + 1) if page.has_next() else "",
    }
