"""One document: what it is, its files, its cancelling; and checking a paper in somebody's hand."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, RECORD_CELL
from taonguon.core.days import show_day
from taonguon.documents import changes, telling, texts, verifying
from taonguon.documents.actions import keeping
from taonguon.documents.batches import safe
from taonguon.documents.forms import CancelForm, CheckForm
from taonguon.documents.models import Document
from taonguon.documents.views.reach import may_issue, names, one_issued, one_seen, seen
from taonguon.forms.seal import svg
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Person

TYPES = {
    keeping.PDF: "application/pdf",
    keeping.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@needs(PEOPLE)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one document: its facts, files and seal, and what has changed since it was made."""
    one = one_seen(request, pk)
    changed = changes.since(one) or ()
    stands = one.cancelled_at is None
    cancel = reverse("document_cancel", args=[pk])
    context = {
        "title": one.printed or one.title,
        "lede": " · ".join(part for part in (one.title, one.about) if part)
        if one.printed
        else one.about,
        "crumbs": telling.crumbs(),
        "document": one,
        "facts": _facts(request, one),
        "cancelled": telling.cancelled(one),
        "changed": [
            {"name": c.name(telling.language()), "was": c.was, "now": c.now} for c in changed
        ],
        "qr": svg(f"{one.printed} {one.seal}".strip()),
        "links": _links(one),
        "pdf_url": reverse("document_pdf", args=[pk]) if stands and not one.erased else "",
        "cancel_url": cancel if stands and may_issue(request, one.organisation) else "",
    }
    return render(request, "documents/document.html", context)


def _links(one: Document) -> list[dict[str, str]]:
    """Return the files to take away; the PDF of a cancelled one is not for printing any more."""
    if one.erased:
        return []
    found = [{"label": _("Tải tệp Word"), "url": reverse("document_word", args=[one.pk])}]
    if one.cancelled_at is not None:
        found.insert(0, {"label": _("Tải PDF"), "url": reverse("document_pdf", args=[one.pk])})
    return found


def _facts(request: HttpRequest, one: Document) -> list[dict[str, str]]:
    called = names([one.organisation, one.cell])
    known = Person.objects.within(ranges(request, PEOPLE)).filter(pk=one.person or 0).first()
    by = one.made_by.get_full_name() if one.made_by else _("dòng lệnh")
    made = f"{timezone.localtime(one.made_at):%H:%M} {show_day(timezone.localdate(one.made_at))}"
    told = [
        *([{"label": _("Mẫu"), "value": one.form}] if one.form != one.form.lower() else []),
        {"label": _("Ngày ban hành"), "value": show_day(one.on)},
        {"label": _("Nơi ban hành"), "value": called.get(one.organisation, "")},
        {"label": _("Về"), "value": one.about, "link": _link(known)},
    ]
    if one.cell and one.cell != one.organisation:
        told.append({"label": _("Chi bộ"), "value": called.get(one.cell, "")})
    if one.series is not None:
        told.append({"label": _("Nhiệm kỳ"), "value": _since(one.series.term.begins_on)})
    return [*told, {"label": _("Lập lúc"), "value": f"{made} · {by}"}]


def _since(day: Any) -> str:
    return _("từ %(day)s") % {"day": show_day(day)}


def _link(person: Person | None) -> str:
    return reverse("member", args=[person.pk]) if person else ""


@needs(PEOPLE)
def document_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """Give the document as PDF, made again byte for byte."""
    return _file(request, pk, keeping.PDF)


@needs(PEOPLE)
def document_word(request: HttpRequest, pk: int) -> FileResponse:
    """Give the document as a Word file."""
    return _file(request, pk, keeping.WORD)


def _file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    one = one_seen(request, pk)
    if one.erased:
        raise Http404
    made = keeping.hand_out(document=one, kind=kind, by=request.user, at=timezone.now())
    name = f"{safe(telling.what(one))}.{kind}"
    return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type=TYPES[kind])


@needs(RECORD_CELL)
def document_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a document for a reason; it stays in the book with its number."""
    one = one_issued(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            keeping.cancel(
                document=one, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã hủy; số vẫn giữ trong sổ."))
            return redirect("document", pk=pk)
    context = {
        "title": _("Hủy văn bản"),
        "lede": telling.what(one),
        "crumbs": [*telling.crumbs(), {"label": one.printed or one.title, "url": _url(one)}],
        "form": form,
        "act": _("Hủy văn bản"),
        "back": _url(one),
    }
    return render(request, "documents/form.html", context)


def _url(one: Document) -> str:
    return reverse("document", args=[one.pk])


@needs(PEOPLE)
def document_verify(request: HttpRequest) -> HttpResponse:
    """Tell whether a paper, by number and seal or by its file, is the one that was kept."""
    asked = request.method == "POST"
    form = CheckForm(request.POST if asked else None, request.FILES if asked else None)
    told: dict[str, Any] = {}
    if asked and form.is_valid():
        try:
            found = _checked(request, form, timezone.now())
            told = {**telling.outcome(found), "differences": found.differences}
        except texts.NotReadable as wrong:
            form.add_error("file", telling.unreadable(wrong.code))
    context = {
        "title": _("Kiểm tra văn bản"),
        "lede": _("tờ giấy hay tệp trong tay có đúng là văn bản đã lưu trong sổ không"),
        "crumbs": telling.crumbs(),
        "form": form,
        "found": told,
    }
    return render(request, "documents/verify.html", context)


def _checked(request: HttpRequest, form: CheckForm, at: datetime) -> verifying.Outcome:
    said, file = form.cleaned_data["said"], form.cleaned_data["file"]
    if file and file.size > texts.LARGEST:
        raise texts.NotReadable("too_large")
    rows = seen(request)
    found = verifying.file(rows, file.read()) if file else verifying.typed(rows, said)
    subject = f"document:{found.document.pk}" if found.document else ""
    keeping.note_check(
        said="" if file else said, found=found.code, subject=subject, by=request.user, at=at
    )
    return found
