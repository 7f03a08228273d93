"""The private page: what a person sees under their link, and what they ask for there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taonguon.applicants import actions, keys, telling
from taonguon.applicants.forms import TextForm
from taonguon.applicants.models import Link, Request
from taonguon.core.erasure import ERASED
from taonguon.core.prospects import WITHDREW
from taonguon.core.requests import DELETE, WITHDRAWAL
from taonguon.people import facts
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from taonguon.rules import applicant

CONFIRMED, SENT = "da-xem", "da-gui"
NOWHERE = "no-referrer"
# Under no-referrer a browser names no origin when it sends a form, and the check against forged
# forms refuses it. This one names the host and never the address with the key.
HOST_ALONE = "strict-origin"

Page = Callable[..., HttpResponse]


def sealed(answer: HttpResponse, referrer: str = NOWHERE) -> HttpResponse:
    """Let nobody keep, list or pass on the answer."""
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Referrer-Policy"] = referrer
    return answer


def gone(request: HttpRequest) -> HttpResponse:
    """Return the one answer to every key that leads nowhere: never given, expired or revoked."""
    return sealed(render(request, "applicants/gone.html", status=404))


def too_often(request: HttpRequest, limit: str) -> HttpResponse:
    """Return the answer to somebody who tries too often, whatever the key."""
    answer = render(request, "applicants/too_often.html", status=429)
    answer.headers["Retry-After"] = str(settings.LINK_LIMITS[limit][1])
    return sealed(answer)


def under_a_key(view: Page) -> Page:
    """Give the view the link and its person; count first, so that no answer tells of the key."""

    @wraps(view)
    def opened(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        at, kept = timezone.now(), keys.hashed(key)
        counted = {"address": request.META.get("REMOTE_ADDR", ""), "link": kept}
        if request.method == "POST":
            counted["asking"] = kept
        for limit, what in counted.items():
            within = settings.LINK_LIMITS[limit]
            if not actions.spend(what=f"{limit}:{what}", limit=within, at=at):
                return too_often(request, limit)
        link = Link.objects.filter(
            key_hash=kept, revoked_at__isnull=True, expires_at__gt=at
        ).first()
        person = _person(link) if link else None
        if link is None or person is None:
            return gone(request)
        return view(request, key, link=link, person=person, **more)

    return opened


def _person(link: Link) -> Person | None:
    keeper = facts.doubles().get(link.person, link.person)
    rows = Person.objects.select_related("cell", "prospect").exclude(name=ERASED)
    person: Person | None = rows.filter(pk=keeper).first()
    return person


@login_not_required
@require_safe
@under_a_key
def own_view(request: HttpRequest, key: str, *, link: Link, person: Person) -> HttpResponse:
    """Show a person their own matter, and journal that it was shown."""
    actions.visit(link=link, by=None, at=timezone.now())
    day, book = timezone.localdate(), in_use()
    rows = Request.objects.filter(person=person.pk).order_by("-asked_at")
    sent = request.GET.get(SENT, "")
    context = {
        "title": person.name,
        "link": link,
        "person": person,
        "sent": telling.kind_name(sent) if sent in applicant.kinds() else "",
        "asks": [
            {"label": telling.kind_name(kind), "url": reverse("own_ask", args=[key, kind])}
            for kind in telling.kinds_for(person)
        ],
        "asked": [telling.asked(one, book, day) for one in rows],
        **telling.own(person, book, day),
    }
    return sealed(render(request, "applicants/own.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@under_a_key
def own_ask(
    request: HttpRequest, key: str, *, kind: str, link: Link, person: Person
) -> HttpResponse:
    """Take what a person asks for: the words, one look at what will happen, then it is sent."""
    if kind not in telling.kinds_for(person):
        return gone(request)
    posted = request.method == "POST"
    form = TextForm(request.POST if posted else None, needed=kind in actions.NEEDS_TEXT)
    back = reverse("own_view", args=[key])
    context = {
        "title": telling.kind_name(kind),
        "person": person,
        "form": form,
        "kind": kind,
        "back": back,
        "meaning": _meaning(kind),
        "optional": kind not in actions.NEEDS_TEXT,
        "checked": False,
    }
    if posted and form.is_valid():
        context["checked"] = True
        if CONFIRMED in request.POST:
            try:
                actions.ask(
                    link=link, person=person, kind=kind, text=form.cleaned_data["text"],
                    by=None, at=timezone.now(),
                )  # fmt: skip
                return sealed(redirect(f"{back}?{SENT}={kind}"), HOST_ALONE)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                context["checked"] = False
    return sealed(render(request, "applicants/ask.html", context), HOST_ALONE)


def _meaning(kind: str) -> str:
    """Return what will happen, for what cannot be taken back."""
    if kind not in (WITHDRAWAL, DELETE):
        return ""
    rule = telling.retention_days(WITHDREW, in_use(), timezone.localdate())
    if kind == DELETE:
        return _("Việc xem xét sẽ dừng và thông tin của anh/chị bị xóa, không lấy lại được. "
                 "Liên kết này cũng không dùng được nữa.")  # fmt: skip
    return _("Việc xem xét anh/chị vào Đảng sẽ dừng. Thông tin được xóa sau %(days)s ngày. "
             "Không ai hỏi lý do, và anh/chị không mất quyền lợi nào khác.") % {"days": rule}  # fmt: skip
