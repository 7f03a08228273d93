"""The book of outgoing documents: as a page, newest first, and as a workbook, number by number."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Min, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, RECORD_CELL, RULES
from taonguon.core.days import show_day
from taonguon.documents import export, facts, telling
from taonguon.documents.forms import BookForm, Choices
from taonguon.documents.models import Document, DocumentQuerySet, Term
from taonguon.documents.views.reach import names, seen
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.facts import doubles, of_one
from taonguon.people.models import Person

SHOWN, WHOLE = 50, 2000
NO_NUMBER = "-"
FILE = "so-van-ban-di.xlsx"


def asked(request: HttpRequest) -> DocumentQuerySet:
    """Return the documents that the address asks for, of those the reader sees."""
    return _asked(request, _form(request))


@needs(PEOPLE)
def documents(request: HttpRequest) -> HttpResponse:
    """Show the documents, the newest first, with the numbers their rows have left out."""
    return _page(request, _form(request))


def _page(request: HttpRequest, form: BookForm, status: int = 200) -> HttpResponse:
    rows = _asked(request, form)
    shown, links, count = _leaf(request, rows)
    broken = facts.broken(rows)
    told = form.cleaned_data if form.is_valid() else {}
    of_all = [*(one.organisation for one in shown), *(one.cell for one in shown)]
    of_all += [one.term.organisation for one in broken]
    called = names(of_all)
    context = {
        "title": _("Văn bản"),
        "lede": "" if form.errors else _lede(request, told.get("nguoi"), count),
        "form": form,
        "opened": any(value for name, value in told.items() if name != "q"),
        "rows": [_row(one, called) for one in shown],
        "pages": links,
        "whole": request.GET.get("tat-ca") == "1",
        "gaps": telling.gaps(broken, called),
        "links": _links(request, longer=count > len(shown)),
        "empty": not count and not any(told.values()),
        "terms_url": reverse("document_terms") if ranges(request, RECORD_CELL) else "",
    }
    return render(request, "documents/documents.html", context, status=status)


def _lede(request: HttpRequest, person: int | None, count: int) -> str:
    known = Person.objects.within(ranges(request, PEOPLE)).filter(pk=person) if person else None
    name = known.values_list("name", flat=True).first() if known is not None else None
    if name:
        return _("văn bản về %(who)s: %(n)d") % {"who": name, "n": count}
    return _("sổ văn bản đi: %(n)d văn bản") % {"n": count}


def _row(one: Document, called: dict[int, str]) -> dict[str, Any]:
    return {
        "document": one,
        "issuer": called.get(one.organisation, "–"),
        "cell": called.get(one.cell or 0, "") if one.cell != one.organisation else "",
        "cancelled": telling.cancelled(one),
    }


def _links(request: HttpRequest, *, longer: bool) -> list[dict[str, str]]:
    query = request.GET.urlencode()
    whole = urlencode({**request.GET.dict(), "tat-ca": 1})
    found = [
        {"label": _("Văn bản cấp trên"), "url": reverse("directives")},
        {"label": _("Kiểm tra văn bản"), "url": reverse("document_verify")},
        {"label": _("Xuất Excel"), "url": f"{reverse('documents_export')}?{query}"},
        {"label": _("Tạo hàng loạt"), "url": f"{reverse('batch_new')}?{query}"},
    ]
    if longer:
        found.append({"label": _("Hiện cả sổ để in"), "url": f"?{whole}"})
    if ranges(request, RULES):
        found.append({"label": _("Mẫu văn bản"), "url": reverse("forms")})
    if ranges(request, RECORD_CELL):
        found.append({"label": _("Nhiệm kỳ"), "url": reverse("document_terms")})
    return found


def _form(request: HttpRequest) -> BookForm:
    rows = seen(request).filter(series__isnull=False)
    inside = Organisation.objects.within(ranges(request, PEOPLE)).values("pk")
    issuing = Organisation.objects.filter(
        Q(pk__in=rows.values("organisation"))
        | Q(pk__in=Term.objects.filter(organisation__in=inside).values("organisation"))
    )
    types = rows.order_by("series__type").values_list("series__type", flat=True).distinct()
    days = rows.aggregate(first=Min("on"), last=Max("on"))
    years = range(days["last"].year, days["first"].year - 1, -1) if days["last"] else ()
    offered: dict[str, Choices] = {
        "to": list(issuing.order_by("path").values_list("pk", "name")),
        "nhiem_ky": _terms(request.GET.get("to", "")),
        "loai": [*((one, one) for one in types), (NO_NUMBER, _("Không có số"))],
        "nam": [(one, str(one)) for one in years],
    }
    form = BookForm(request.GET, offered=offered)
    if not offered["nhiem_ky"]:
        del form.fields["nhiem_ky"]
    return form


def _terms(asked: str) -> Choices:
    """Return the terms of the organisation asked for, to choose from; none where there is but one."""
    if not asked.isdecimal() or len(asked) > 18:
        return []
    rows = Term.objects.filter(organisation=int(asked)).order_by("-begins_on")
    found = [(one.pk, _("từ %(day)s") % {"day": show_day(one.begins_on)}) for one in rows]
    return found if len(found) > 1 else []


def _asked(request: HttpRequest, form: BookForm) -> DocumentQuerySet:
    """Return the documents asked for, those with a number unless others are; none when faulty.

    Of one person all are shown, with a number or without.
    """
    if not form.is_valid():
        return Document.objects.none()
    told = form.cleaned_data
    rows = seen(request).sought(told["q"] or "")
    if told["nguoi"]:
        rows = rows.filter(person__in=of_one(doubles().get(told["nguoi"], told["nguoi"])))
    if told["loai"] or not told["nguoi"]:
        rows = rows.filter(series__isnull=told["loai"] == NO_NUMBER)
    if told["to"]:
        rows = rows.filter(organisation=told["to"])
    if told.get("nhiem_ky"):
        rows = rows.filter(series__term=told["nhiem_ky"])
    if told["loai"] and told["loai"] != NO_NUMBER:
        rows = rows.filter(series__type=told["loai"])
    if told["nam"]:
        rows = rows.filter(on__gte=date(told["nam"], 1, 1), on__lte=date(told["nam"], 12, 31))
    return rows


def _leaf(
    request: HttpRequest, rows: DocumentQuerySet
) -> tuple[list[Document], dict[str, str], int]:
    """Return one leaf of the book by the document it goes on from, the ways around it, and the count."""
    size = WHOLE if request.GET.get("tat-ca") == "1" else SHOWN
    count = rows.count()
    older, newer = _key(request.GET.get("sau", "")), _key(request.GET.get("truoc", ""))
    told = rows.select_related("series__term").defer("content", "values")
    if newer is not None:
        after = Q(on__gt=newer[0]) | Q(on=newer[0], pk__gt=newer[1])
        found = list(told.filter(after).order_by("on", "pk")[: size + 1])
        more_newer, more_older = len(found) > size, True
        shown = found[:size][::-1]
    else:
        before = Q() if older is None else Q(on__lt=older[0]) | Q(on=older[0], pk__lt=older[1])
        found = list(told.filter(before).order_by("-on", "-pk")[: size + 1])
        more_newer, more_older = older is not None, len(found) > size
        shown = found[:size]
    return shown, _ways(request, shown, count, newer=more_newer, older=more_older), count


def _ways(
    request: HttpRequest, shown: list[Document], count: int, *, newer: bool, older: bool
) -> dict[str, str]:
    asked = {key: value for key, value in request.GET.items() if key not in ("sau", "truoc")}

    def to(name: str, one: Document) -> str:
        return "?" + urlencode({**asked, name: f"{one.on.isoformat()}.{one.pk}"})

    told = {"shown": len(shown), "all": count}
    return {
        "words": _("%(shown)d trong %(all)d") % told,
        "first": "?" + urlencode(asked) if newer else "",
        "previous": to("truoc", shown[0]) if shown and newer else "",
        "next": to("sau", shown[-1]) if shown and older else "",
    }


def _key(text: str) -> tuple[date, int] | None:
    day, _dot, number = text.partition(".")
    try:
        return (date.fromisoformat(day), int(number)) if len(number) < 19 else None
    except ValueError:
        return None


@needs(PEOPLE)
def documents_export(request: HttpRequest) -> HttpResponse | FileResponse:
    """Give the documents asked for as a workbook; none for a faulty question."""
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, status=400)
    rows = _asked(request, form)
    broken = facts.broken(rows)
    gaps = facts.gaps(broken)
    shown = rows.select_related("series__term").defer("content", "values")
    told = list(shown)
    called = names([one.organisation for one in told] + [one.term.organisation for one in broken])
    top = Organisation.objects.within(ranges(request, PEOPLE)).order_by("path").first()
    whose = called.get(form.cleaned_data["to"] or 0, top.name if top else "")
    day = timezone.localdate()
    printed = {
        (one.pk, number): facts.printed(number, one.type, one.mark, day)
        for one in broken
        for number in gaps.get(one.pk, ())
    }
    book = export.book(told, broken, export.Told(whose, called, gaps, printed), day)
    return FileResponse(book, as_attachment=True, filename=FILE)
