"""The notice at collection, to print for whoever introduces people."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.fields import language
from taonguon.cases.telling import verified
from taonguon.core.access import INTRODUCE
from taonguon.core.assessment.derivation import cite
from taonguon.core.erasure import ENDED_RULE, WITHDRAWN_RULE
from taonguon.core.rulebook import BeforeRulebook
from taonguon.organisations.visibility import needs
from taonguon.regulations.book import in_use
from taonguon.rules import notice


@needs(INTRODUCE)
def collection_notice(request: HttpRequest) -> HttpResponse:
    """Show a version of the notice: the present one, or that named in the address (`ban`)."""
    day, book, versions = timezone.localdate(), in_use(), notice.versions()
    asked = request.GET.get("ban")
    try:
        told = versions[asked] if asked else notice.current(day)
        since = max(day, told.start)
        days = {
            "withdrawn": book.value(WITHDRAWN_RULE, since).value,
            "ended": book.value(ENDED_RULE, since).value,
        }
    except (KeyError, BeforeRulebook):
        raise Http404 from None
    mark = verified(told.verified)
    context = {
        "title": told.title.said(language()),
        "crumbs": [{"label": _("Giới thiệu"), "url": reverse("introductions")}],
        "lede": _("Bản %(version)s, dùng từ %(day)s; đọc và đưa trước khi ghi thông tin của ai")
        % {
            "version": told.version,
            "day": f"{told.start.day}/{told.start.month}/{told.start.year}",
        },
        "parts": [
            {"heading": p.heading.said(language()), "text": p.text.said(language()).format(**days)}
            for p in told.parts
        ],
        "cite": f"{cite(told.source, language())} ({mark})"
        if mark
        else cite(told.source, language()),
        "others": [one.version for one in versions.values() if one is not told],
    }
    return render(request, "applicants/notice.html", context)
