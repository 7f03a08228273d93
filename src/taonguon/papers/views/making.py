"""The papers of a matter, and one paper: what it lacks, how it would look, made and numbered."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.fields import language
from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.documents.actions.keeping import MendElsewhere
from taonguon.documents.models import Document
from taonguon.forms import filling, pdf
from taonguon.forms.form import Form
from taonguon.organisations.visibility import needs, ranges
from taonguon.papers import actions, book, filled, matters, offering, telling
from taonguon.papers.forms import DAY, MakeForm
from taonguon.papers.matters import CASE, CELL, CEREMONY, VOTE, Matter
from taonguon.people.actions import Refused

OF_THE_CELL = frozenset({"cell", "person", "sheet", "youth", "union"})
PREVIEW = "xem"


def reached(request: HttpRequest, act: str, subject: str, pk: int) -> Matter:
    """Return a matter in whose place the reader may do `act`. Raises Http404."""
    matter = matters.find(subject, pk)
    if matter is None or not _within(request, act, matter):
        raise Http404
    return matter


def _within(request: HttpRequest, act: str, matter: Matter) -> bool:
    return any(low <= matter.path < high for low, high in ranges(request, act))


def may_make(request: HttpRequest, matter: Matter, form: Form) -> bool:
    """Tell whether the reader may make a paper: the office every one, a cell what it issues itself."""
    own = form.issuer in OF_THE_CELL and _within(request, RECORD_CELL, matter)
    return own or _within(request, RECORD, matter)


def crumbs(matter: Matter) -> list[dict[str, Any]]:
    """Return the way back to the matter."""
    return [{"label": matter.title, "url": matter.url}]


@needs(PEOPLE)
def papers(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """Show every paper of a matter in order: made, ready to be made, or lacking what."""
    matter, forms, day = reached(request, PEOPLE, subject, pk), book.in_use(), timezone.localdate()
    documents = matters.kept(matter)
    told = filled.values(matter, day, documents, forms)
    context = {
        "title": _("Giấy tờ"),
        "lede": matter.title,
        "crumbs": crumbs(matter),
        **telling.lines(matter, forms.of(subject, day), told, documents, day),
        "bulk": reverse("papers_bulk", args=[subject, pk]) if documents else "",
        "links": _links(matter),
        "broken": [wrong.said(language()) for wrong in forms.broken.values()],
    }
    return render(request, "papers/papers.html", context)


def _links(matter: Matter) -> list[dict[str, Any]]:
    """Return the other papers about the same person or cell, and the forms."""
    beside: list[tuple[str, str, int]] = []
    if matter.person is not None:
        names = {
            CASE: _("Giấy của hồ sơ"),
            VOTE: _("Giấy của cuộc họp"),
            CEREMONY: _("Giấy của lễ kết nạp"),
        }
        beside = [(name, subject, matter.pk) for subject, name in names.items()
                  if subject != matter.subject]  # fmt: skip
    found = [
        {"label": name, "url": reverse("papers", args=[subject, pk])}
        for name, subject, pk in beside
    ]
    if matter.subject == CELL:
        found.append({"label": _("Phiếu biểu quyết"), "url": reverse("ballots", args=[matter.pk])})
    return [*found, {"label": _("Mẫu văn bản"), "url": reverse("forms")}]


@needs(PEOPLE)
def paper(request: HttpRequest, subject: str, pk: int, key: str) -> HttpResponse:
    """Show what a paper lacks and asks; show it as it would come; make it and take its number."""
    matter, forms = reached(request, PEOPLE, subject, pk), book.in_use()
    form, documents = forms.forms.get(key), matters.kept(matter)
    if form is None or form.subject != subject:
        raise Http404
    day, told = _on_its_day(request, matter, form, documents, forms)
    names = telling.row_names(form, told)
    offered = offering.initial(form, matter, told, documents, day)
    asked = MakeForm(form, names, language(), data=request.POST or None, initial=offered)
    lacks, stop = _lacks(form, told, asked, day), telling.stopped(form, told)
    mends: list[dict[str, Any]] = []
    if request.method == "POST" and asked.is_valid() and not stop:
        values = filled.with_row(form, told, asked.cleaned_data.get("row", 0)) | asked.values()
        lacks = filling.missing(form, values, on=values[DAY])
        if PREVIEW in request.POST:
            return _previewed(form, values, checked=forms.checked(form))
        if not may_make(request, matter, form):
            raise PermissionDenied
        if not lacks:
            made = _make(request, form, matter, values, asked, mends)
            if made is not None:
                messages.success(request, _("Đã lập văn bản."))
                return redirect("document", pk=made.pk)
    context = {
        "title": form.name.said(language()),
        "lede": f"{form.code} · {matter.title}" if form.official else matter.title,
        "crumbs": [*crumbs(matter), _papers_crumb(matter)],
        "form": asked,
        "draft": form.draft and not forms.checked(form),
        "by_hand": form.by_hand,
        "stop": stop,
        "lacks": telling.lacking(matter, lacks),
        "mends": mends,
        "made": [one for one in documents if one.form == form.code],
        "no_row": bool(form.per) and not names,
        "may": may_make(request, matter, form) and not stop,
        "wording": reverse("form", args=[form.key]),
        "back": reverse("papers", args=[subject, pk]),
    }
    return render(request, "papers/paper.html", context)


def _on_its_day(
    request: HttpRequest, matter: Matter, form: Form, documents: list[Document], forms: book.Book
) -> tuple[date, dict[str, Any]]:
    """Return the day the paper is to bear, and the values of that day.

    It is the day typed; before that the one the matter tells for such a paper, else today.
    """
    today = timezone.localdate()
    typed = offering.typed_day(request.POST.get("on", "")) if request.method == "POST" else None
    told = filled.values(matter, typed or today, documents, forms)
    own = told.get(form.day) if typed is None else None
    if not isinstance(own, date) or own == today:
        return typed or today, told
    return own, filled.values(matter, own, documents, forms)


def _papers_crumb(matter: Matter) -> dict[str, Any]:
    return {"label": _("Giấy tờ"), "url": reverse("papers", args=[matter.subject, matter.pk])}


def _lacks(form: Form, told: dict[str, Any], asked: MakeForm, day: date) -> tuple[str, ...]:
    """Return what the paper lacks before anything is typed; nothing while its list is empty."""
    if form.per and not filled.rows(form, told):
        return ()
    lacks = filling.missing(form, filled.with_row(form, told, 0), on=day)
    return tuple(key for key in lacks if key not in asked.typed)


def _previewed(form: Form, values: dict[str, Any], *, checked: bool) -> HttpResponse:
    shown = filling.preview(form, values, on=values[DAY], checked=checked)
    return HttpResponse(
        pdf.render([shown]),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{form.key}.pdf"'},
    )


def _make(
    request: HttpRequest, form: Form, matter: Matter, values: dict[str, Any], asked: MakeForm,
    mends: list[dict[str, Any]],
) -> Document | None:  # fmt: skip
    """Return the document made; None where it was refused, the sentence put on the page."""
    try:
        return actions.make(
            form=form, matter=matter, values=values, by=request.user, at=timezone.now(),
            number=asked.cleaned_data.get("number"),
        )  # fmt: skip
    except MendElsewhere as no:
        asked.add_error(None, str(no))
        mends.append({"url": no.url, "label": no.label})
    except Refused as no:
        asked.add_error(None, str(no))
    return None
