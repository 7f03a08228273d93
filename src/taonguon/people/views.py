"""Lists of members and prospects, and one person with the course of facts."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import CORRECT, LOAD, PEOPLE, RECORD_CELL
from taonguon.core.days import show_day
from taonguon.core.facts import WITHDRAWAL
from taonguon.core.membership import OFFICIAL, course, party_age
from taonguon.core.names import tidy
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges, visible
from taonguon.people import actions, export, facts, telling
from taonguon.people.forms import (
    CorrectionForm,
    EventForm,
    MembersForm,
    ProspectsForm,
    TransferForm,
)
from taonguon.people.models import Person, PersonQuerySet

SHOWN = 50
MEMBERS = ("official", "probationary")


def cells(request: HttpRequest, act: str = PEOPLE) -> list[tuple[int, str]]:
    """Return the cells in which the reader may do something, to choose from."""
    rows = Organisation.objects.within(ranges(request, act)).filter(kind="cell")
    return list(rows.order_by("path").values_list("pk", "name"))


def found(request: HttpRequest, form: MembersForm | ProspectsForm) -> PersonQuerySet:
    """Return the people the form asks for, within what the reader sees; nobody for a faulty one."""
    if not form.is_valid():
        return Person.objects.none()
    asked = form.cleaned_data
    rows = Person.objects.within(ranges(request, PEOPLE)).named(asked.get("q") or "")
    if asked.get("to"):
        rows = rows.filter(cell=asked["to"])
    return rows


def sought(request: HttpRequest, form: ProspectsForm) -> PersonQuerySet:
    """Return the people `found` whom the mass organisation asked for introduced, at the stage."""
    asked = form.cleaned_data if form.is_valid() else {}
    rows = found(request, form)
    if asked.get("doan"):
        rows = rows.introduced_by(asked["doan"])
    return rows.at_stage(asked["buoc"]) if asked.get("buoc") else rows


@needs(PEOPLE)
def members(request: HttpRequest) -> HttpResponse:
    """Show the members, by Vietnamese given name."""
    return _members_page(request, MembersForm(request.GET, cells=cells(request)))


def _members_page(request: HttpRequest, form: MembersForm) -> HttpResponse:
    rows = _members(request, form).select_related("cell").order_by("sort_key", "pk")
    links = [
        {
            "label": _("Xuất Excel"),
            "url": reverse("members_export") + "?" + request.GET.urlencode(),
        }
    ]
    context = {"title": _("Đảng viên"), **_listed(request, form, rows)}
    context["links"] = [] if form.errors or context["empty"] else links
    return render(request, "people/members.html", context)


def _listed(
    request: HttpRequest, form: MembersForm | ProspectsForm, rows: PersonQuerySet
) -> dict[str, Any]:
    """Return what a list of people shows: one leaf of those found, or why there is nobody."""
    page = Paginator(rows, SHOWN).get_page(request.GET.get("trang"))
    here = Person.objects.within(ranges(request, PEOPLE))
    return {
        "lede": "" if form.errors else telling.people_count(page.paginator.count),
        "form": form,
        "page": page,
        "pages": page_links(request, page),
        "empty": not page.paginator.count and not form.errors and not here.exists(),
        "load_url": reverse("imports") if ranges(request, LOAD) else "",
        "transfer_url": reverse("member_transfer_in") if ranges(request, CORRECT) else "",
    }


def _members(request: HttpRequest, form: MembersForm) -> PersonQuerySet:
    rows = found(request, form)
    kind = form.cleaned_data.get("loai") if form.is_valid() else ""
    return rows.filter(standing=kind) if kind else rows.filter(standing__in=MEMBERS)


@needs(PEOPLE)
def members_export(request: HttpRequest) -> HttpResponse | FileResponse:
    """Give the members shown as a workbook with the office's headings; none for a faulty question."""
    form = MembersForm(request.GET, cells=cells(request))
    if not form.is_valid():
        refused = _members_page(request, form)
        refused.status_code = 400
        return refused
    rows = _members(request, form).select_related("cell").order_by("cell__path", "sort_key")
    top = Organisation.objects.within(ranges(request, PEOPLE)).order_by("path").first()
    book = export.members(rows, top.name if top else "", timezone.localdate())
    return FileResponse(book, as_attachment=True, filename="danh-sach-dang-vien.xlsx")


@needs(PEOPLE)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person: what is known, and every fact with its day, moment, author and source."""
    one = _person(request, PEOPLE, pk)
    told = course(facts.standing([pk]).get(pk, []))
    rows = Fact.objects.filter(person=pk).select_related("act__recorded_by", "act__load")
    rows = rows.order_by("happened_on", "pk")
    names = dict(
        Organisation.objects.filter(
            pk__in={row.organisation for row in rows if row.organisation}
        ).values_list("pk", "name")
    )
    is_prospect = one.standing == "prospect"
    list_ = (_("Nguồn"), "prospects") if is_prospect else (_("Đảng viên"), "members")
    context = {
        "title": one.name,
        "crumbs": [{"label": list_[0], "url": reverse(list_[1])}],
        "person": one,
        "standing": telling.standing(one.standing),
        "party_age": party_age(told, timezone.localdate()) if one.standing == OFFICIAL else None,
        "known": telling.known(one),
        "ways": telling.ways(one, may_record=_may_record(request, one)) if is_prospect else [],
        "links": telling.papers(one),
        **telling.told_apart(telling.facts(rows, names)),
        "may_change": bool(ranges(request, CORRECT)),
        "contradictions": [telling.fact_name(f.kind) for f in told.contradictions],
    }
    return render(request, "people/member.html", context)


@needs(CORRECT)
def member_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what happened to a member: moved, transferred, died, left."""
    person = _person(request, CORRECT, pk)
    form = EventForm(request.POST or None, cells=cells(request, CORRECT))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        data = {"cell": told["cell"]} if told["cell"] else {}
        if told["document"]:
            data["document"] = told["document"]
        try:
            actions.record_event(
                person=person, kind=told["kind"], on=told["on"], data=data,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Đã ghi vào quá trình của %(name)s.") % {"name": person.name}
            )
            return redirect("member", pk=pk)
    context = {"title": _("Ghi việc mới của %(name)s") % {"name": person.name}, "form": form}
    return render(request, "people/change.html", {**context, **_way_back(person)})


@needs(CORRECT)
def member_transfer_in(request: HttpRequest) -> HttpResponse:
    """Record a member the register does not know, who came from elsewhere."""
    form = TransferForm(request.POST or None, cells=cells(request, CORRECT))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        said = {"name": tidy(told["name"]), "sex": told["sex"], "born": told["born"].isoformat()}
        data = {"admitted_on": told["admitted"].isoformat(), "document": told["document"]}
        if told["official"]:
            data["official_on"] = told["official"].isoformat()
        try:
            pk = actions.transfer_in(
                said=said, cell=visible(request, CORRECT, told["cell"]), on=told["on"], data=data,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi %(name)s chuyển đến.") % {"name": said["name"]})
            return redirect("member", pk=pk)
    way = {"crumbs": [{"label": _("Đảng viên"), "url": reverse("members")}]}
    context = {"title": _("Ghi đảng viên chuyển đến"), "form": form, "back": reverse("members")}
    return render(request, "people/change.html", {**context, **way})


@needs(CORRECT)
def fact_correct(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Correct one fact about a person: another day, or not at all, with the reason."""
    person = _person(request, CORRECT, pk)
    row = Fact.objects.filter(person=pk, pk=fact, act__undone_at__isnull=True).first()
    if row is None or row.kind == WITHDRAWAL or row.corrected_by.exists():
        raise Http404
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            mended = actions.correct(
                fact=row, on=told["on"], data=None, because=told["because"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã sửa; ghi chép cũ vẫn được giữ để tra lại."))
            if actions.comes_before_its_cell(mended):
                messages.warning(request, telling.before_its_cell(mended))
            left = Person.objects.filter(pk=pk).exists()
            return redirect("member", pk=pk) if left else redirect("members")
    what = f"{telling.event_name(row)}, {show_day(row.happened_on)}"
    context = {"title": _("Sửa ghi chép: %(what)s") % {"what": what}, "form": form}
    return render(request, "people/change.html", {**context, **_way_back(person)})


def _person(request: HttpRequest, act: str, pk: int) -> Person:
    found = Person.objects.within(ranges(request, act)).select_related("cell", "prospect")
    one: Person | None = found.filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def _may_record(request: HttpRequest, person: Person) -> bool:
    path = person.cell.path if person.cell else ""
    return any(low <= path < high for low, high in ranges(request, RECORD_CELL))


def _way_back(person: Person) -> dict[str, Any]:
    url = reverse("member", args=[person.pk])
    return {"crumbs": [{"label": person.name, "url": url}], "back": url}


@needs(PEOPLE)
def prospects(request: HttpRequest) -> HttpResponse:
    """Show the prospects, by Vietnamese given name."""
    form = ProspectsForm(request.GET, cells=cells(request))
    rows = sought(request, form).filter(standing="prospect")
    rows = rows.select_related("cell", "prospect").order_by("sort_key", "pk")
    board = f"{reverse('prospect_board')}?{request.GET.urlencode()}"
    context = {
        "title": _("Nguồn"),
        **_listed(request, form, rows),
        "links": [{"label": _("Xem theo bước"), "url": board}],
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
