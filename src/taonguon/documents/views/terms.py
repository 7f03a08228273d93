"""The pages of terms: of every organisation, and of one with those before."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import RECORD_CELL
from taonguon.documents import telling
from taonguon.documents.actions import terms
from taonguon.documents.forms import MendTermForm, TermForm, TermsForm
from taonguon.documents.models import Term
from taonguon.organisations.models import Organisation, OrganisationQuerySet
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused

BODIES = ("commune", "base", "section", "cell", "district")


def _bodies(request: HttpRequest) -> OrganisationQuerySet:
    """Return the committees and cells whose terms the reader may record."""
    rows = Organisation.objects.within(ranges(request, RECORD_CELL))
    return rows.filter(kind__in=BODIES, ended_on__isnull=True).order_by("path")


@needs(RECORD_CELL)
def document_terms(request: HttpRequest) -> HttpResponse:
    """Show the term of each committee and cell, and ask for those not recorded yet."""
    bodies = list(_bodies(request))
    open_terms = Term.objects.filter(organisation__in=[one.pk for one in bodies], ends_on=None)
    held = {term.organisation: term for term in open_terms}
    without = [one for one in bodies if one.pk not in held]
    form = TermsForm(request.POST if request.method == "POST" else None, without=without)
    if form.is_bound and form.is_valid():
        written = _begin(request, form)
        if written and not form.errors:
            told = {"n": written, "at": f"{timezone.localtime():%H:%M}"}
            messages.success(request, _("Đã ghi nhiệm kỳ của %(n)d tổ chức lúc %(at)s.") % told)
            return redirect("document_terms")
        if not form.errors:
            form.add_error(
                None, _("Chưa ghi ngày nào: ghi ngày bế mạc đại hội của ít nhất một nơi.")
            )
    context = {
        "title": _("Nhiệm kỳ"),
        "lede": _("mỗi loại văn bản đánh số từ 01 theo nhiệm kỳ, không theo năm"),
        "crumbs": telling.crumbs(),
        "form": form,
        "asked": [{"body": one, "field": form[f"on_{one.pk}"]} for one in without],
        "held": [{"body": one, "term": held[one.pk]} for one in bodies if one.pk in held],
    }
    return render(request, "documents/terms.html", context)


def _begin(request: HttpRequest, form: TermsForm) -> int:
    """Record the days given; a day refused stays in the form with the reason, the others are kept."""
    written = 0
    for organisation, day in form.days():
        try:
            terms.begin_term(organisation=organisation, on=day, by=request.user, at=timezone.now())
            written += 1
        except Refused as refusal:
            form.add_error(f"on_{organisation.pk}", str(refusal))
    return written


@needs(RECORD_CELL)
def document_term(request: HttpRequest, organisation: int) -> HttpResponse:
    """Show the terms of one organisation; open a new one, or mend the day of the last."""
    body = _bodies(request).filter(pk=organisation).first()
    if body is None:
        raise Http404
    rows = list(Term.objects.filter(organisation=organisation).order_by("-begins_on"))
    last = rows[0] if rows else None
    mending = last is not None and request.GET.get("sua") == "1"
    form = _term_form(request, last if mending else None)
    if (
        form.is_bound
        and form.is_valid()
        and _written(request, form, body, last if mending else None)
    ):
        messages.success(request, _("Đã ghi nhiệm kỳ của %(name)s.") % {"name": body.name})
        return redirect("document_term", organisation=organisation)
    way = {"label": _("Nhiệm kỳ"), "url": reverse("document_terms")}
    context = {
        "title": body.name,
        "lede": _("các nhiệm kỳ, mới nhất trước"),
        "crumbs": [*telling.crumbs(), way],
        "form": form,
        "terms": rows,
        "mending": mending,
        "act": _("Ghi ngày đúng") if mending else _("Ghi nhiệm kỳ mới"),
        "back": reverse("document_term", args=[organisation])
        if mending
        else reverse("document_terms"),
    }
    return render(request, "documents/term.html", context)


def _term_form(request: HttpRequest, term: Term | None) -> TermForm:
    data: Any = request.POST if request.method == "POST" else None
    return TermForm(data) if term is None else MendTermForm(data, term=term)


def _written(request: HttpRequest, form: TermForm, body: Organisation, term: Term | None) -> bool:
    told: dict[str, Any] = {"on": form.cleaned_data["on"], "by": request.user, "at": timezone.now()}
    try:
        if term is None:
            terms.begin_term(organisation=body, **told)
        else:
            terms.mend_term(term=term, **told)
    except Refused as refusal:
        form.add_error("on", str(refusal))
        return False
    return True
