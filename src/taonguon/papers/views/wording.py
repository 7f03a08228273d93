"""The forms themselves: how each is worded, changed and taken back, and compared with the official one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.fields import language
from taonguon.cases.telling import verified
from taonguon.core.access import RULES, RULES_EDIT
from taonguon.core.assessment.derivation import cite
from taonguon.forms import filling, pdf
from taonguon.forms.form import Form
from taonguon.organisations.visibility import needs, ranges
from taonguon.papers import actions, book
from taonguon.papers.forms import CompareForm, WordingForm
from taonguon.papers.models import Comparison, Wording
from taonguon.people.actions import Refused
from taonguon.rules.reading import BadRule

PREVIEW = "xem"


@needs(RULES)
def forms(request: HttpRequest) -> HttpResponse:
    """Show all forms in use, by what they are made of, with how well each is verified."""
    found = book.in_use()
    rows = [
        {
            "code": form.code if form.official else "",
            "name": form.name.said(language()),
            "subject": subjects()[form.subject],
            "cite": cite(form.source, language()) if form.source else "",
            "status": _status(form, found),
            "url": reverse("form", args=[form.key]),
        }
        for form in found.forms.values()
    ]
    rows.sort(key=lambda row: list(subjects().values()).index(row["subject"]))
    context = {
        "title": _("Mẫu văn bản"),
        "rows": rows,
        "broken": [wrong.said(language()) for wrong in found.broken.values()],
    }
    return render(request, "papers/forms.html", context)


def subjects() -> dict[str, str]:
    """Return what papers are made of, in words."""
    return {
        "case": _("Hồ sơ của một người"),
        "vote": _("Cuộc họp chi bộ biểu quyết"),
        "ceremony": _("Lễ kết nạp"),
        "meeting": _("Buổi sinh hoạt về nguồn"),
        "committee": _("Đảng ủy xã"),
        "cell": _("Chi bộ"),
        "class": _("Lớp học"),
    }


def _status(form: Form, found: book.Book) -> dict[str, str]:
    if form.source is None:
        return {"status": "ok", "words": _("Phiếu của sản phẩm")}
    if found.checked(form):
        return {"status": "ok", "words": _("Đã đối chiếu")}
    if form.draft:
        return {"status": "due", "words": _("Dự thảo, chưa đối chiếu")}
    mark = verified(form.verified)
    return {
        "status": "ok",
        "words": mark[:1].upper() + mark[1:] if mark else _("Theo nhãn đã thấy"),
    }


def _found(key: str) -> tuple[Form, book.Book]:
    found = book.in_use()
    if key not in found.forms:
        raise Http404
    return found.forms[key], found


@needs(RULES)
def form(request: HttpRequest, key: str) -> HttpResponse:
    """Show one form: how it looks, its wording now and before, and the comparisons recorded."""
    one, found = _found(key)
    may = bool(ranges(request, RULES_EDIT))
    asked = CompareForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and may and asked.is_valid():
        try:
            actions.compare(form=one, by=request.user, at=timezone.now(), **asked.cleaned_data)
        except Refused as no:
            asked.add_error("on", str(no))
        else:
            messages.success(request, _("Đã ghi việc đối chiếu; dấu dự thảo không in nữa."))
            return redirect("form", key=key)
    context = {
        "title": one.name.said(language()),
        "lede": one.code if one.official else "",
        "crumbs": _crumbs(),
        "key": key,
        "status": _status(one, found),
        "cite": cite(one.source, language()) if one.source else "",
        "text": book.text_of(key),
        "wordings": Wording.objects.filter(form=key).select_related("made_by").order_by("-pk"),
        "comparisons": _comparisons(key),
        "official": one.source is not None,
        "form": asked,
        "may": may,
    }
    return render(request, "papers/form.html", context)


def _comparisons(key: str) -> Any:
    return Comparison.objects.filter(form=key).select_related("made_by").order_by("-pk")


def _crumbs(key: str = "", name: str = "") -> list[dict[str, Any]]:
    found = [{"label": _("Mẫu văn bản"), "url": reverse("forms")}]
    return [*found, {"label": name, "url": reverse("form", args=[key])}] if key else found


@needs(RULES)
def form_preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show a form as PDF with dots for its values."""
    one, found = _found(key)
    return _pdf(one, checked=found.checked(one))


@needs(RULES)
def form_picture(request: HttpRequest, key: str) -> HttpResponse:
    """Show the first page of a form as a picture."""
    one, found = _found(key)
    shown = filling.preview(one, {}, on=timezone.localdate(), checked=found.checked(one))
    return HttpResponse(pdf.picture(shown), content_type="image/png")


def _pdf(one: Form, *, checked: bool) -> HttpResponse:
    shown = filling.preview(one, {}, on=timezone.localdate(), checked=checked)
    return HttpResponse(
        pdf.render([shown]),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{one.key}.pdf"'},
    )


@needs(RULES_EDIT)
def form_edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a form's file: preview it, or put it in use; a fault is told with its line."""
    one, _all = _found(key)
    asked = WordingForm(request.POST or None, initial={"text": book.text_of(key)})
    if request.method == "POST" and PREVIEW in request.POST:
        asked.fields["why"].required = False
    if request.method == "POST" and asked.is_valid():
        try:
            if PREVIEW in request.POST:
                text = asked.cleaned_data["text"].replace("\r\n", "\n")
                return _pdf(book.read(key, text), checked=False)
            actions.reword(key=key, by=request.user, at=timezone.now(), **asked.cleaned_data)
        except BadRule as wrong:
            asked.add_error("text", wrong.said(language()))
        except Refused as no:
            asked.add_error("text", str(no))
        else:
            messages.success(request, _("Đã đưa cách ghi mới vào dùng."))
            return redirect("form", key=key)
    context = {
        "title": _("Sửa mẫu"),
        "lede": one.name.said(language()),
        "crumbs": _crumbs(key, one.name.said(language())),
        "form": asked,
        "back": reverse("form", args=[key]),
    }
    return render(request, "papers/edit.html", context)


@needs(RULES_EDIT)
def form_back(request: HttpRequest, key: str) -> HttpResponse:
    """Go back to an earlier wording, or to the form as shipped."""
    _found(key)
    if request.method == "POST":
        asked = request.POST.get("wording", "")
        wording = get_object_or_404(Wording, form=key, pk=asked) if asked.isdecimal() else None
        try:
            actions.take_back(key=key, wording=wording, by=request.user, at=timezone.now())
        except (Refused, BadRule) as no:
            messages.error(request, no.said(language()) if isinstance(no, BadRule) else str(no))
        else:
            messages.success(request, _("Đã lấy lại bản cũ của mẫu."))
    return redirect("form", key=key)
