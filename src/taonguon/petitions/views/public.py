"""The public form and the public answers: no account, no cookie, no script, nothing kept of the visitor.

The form is guarded by its own stamp in place of the token against forged forms, which needs a cookie:
there is no sign-in here that somebody else's page could misuse.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from taonguon.core import petitions as core
from taonguon.organisations.models import Organisation
from taonguon.people.views import page_links
from taonguon.petitions import facts, stamps, telling
from taonguon.petitions.actions import box
from taonguon.petitions.actions.handling import Told
from taonguon.petitions.forms import BoxForm
from taonguon.petitions.models import Petition, Step
from taonguon.rules import petitions as rules

TONGUE, SENT, PAGE = "lang", "da-gui", "trang"
ENGLISH, VIETNAMESE = "en", "vi"
URL_ENCODED = "application/x-www-form-urlencoded"
SHOWN = 20
BARE = {
    "default-src": [NONE], "script-src": [NONE], "style-src": [SELF], "font-src": [SELF],
    "img-src": [SELF, "data:"], "form-action": [SELF], "base-uri": [NONE], "frame-ancestors": [NONE],
}  # fmt: skip
Page = Callable[..., HttpResponse]


def public(view: Page) -> Page:
    """Open a page of a commune whose form is open to everybody, in the language its address asks for."""

    @wraps(view)
    def opened(request: HttpRequest, pk: int) -> HttpResponse:
        asked = request.GET.get(TONGUE)
        tongue = ENGLISH if asked == ENGLISH else VIETNAMESE
        with translation.override(tongue):
            commune = facts.opened(pk)
            if commune is None:
                raise Http404
            answer = view(request, commune)
        answer.headers["Content-Language"] = tongue
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    return login_not_required(csp_replace(BARE)(opened))


def _shown(request: HttpRequest, commune: Organisation, told: dict[str, Any]) -> dict[str, Any]:
    english = translation.get_language() == ENGLISH
    query = f"?{TONGUE}={ENGLISH}" if english else ""
    here = {name: reverse(name, args=[commune.pk]) for name in ("petition_box", "petition_answers")}
    return {
        "commune": commune,
        "english": english,
        "other": request.path if english else f"{request.path}?{TONGUE}={ENGLISH}",
        "box_url": here["petition_box"] + query,
        "answers_url": here["petition_answers"] + query,
        **told,
    }


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public
def petition_box(request: HttpRequest, commune: Organisation) -> HttpResponse:
    """Show the public form, and keep what is sent through it."""
    if request.method == "POST":
        return _sent(request, commune)
    if SENT in request.GET:
        context = _shown(request, commune, {"days": rules.times()[rules.ANSWER].days})
        return render(request, "petitions/thanks.html", context)
    stamp = stamps.stamped(commune.pk, timezone.now())
    return _form(request, commune, BoxForm(places=_places(commune), initial={"tem": stamp}))


def _places(commune: Organisation) -> list[tuple[int, str]]:
    rows = Organisation.objects.below(commune.path).filter(kind="cell", ended_on__isnull=True)
    return list(rows.order_by("path").values_list("pk", "name"))


def _form(
    request: HttpRequest, commune: Organisation, form: BoxForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = _shown(request, commune, {"form": form, "refusals": [refusal] if refusal else []})
    return render(request, "petitions/box.html", context, status=status)


def _sent(request: HttpRequest, commune: Organisation) -> HttpResponse:
    """Keep what was sent; whatever is wrong, what was typed comes back with a sentence."""
    at, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
    if not box.spend(what=f"try:{address}", limit=rules.box().tries, at=at):
        return _too_often(request, commune, rules.box().tries[1])
    if request.content_type != URL_ENCODED or _length(request) > rules.box().bytes:
        words = _("Thư dài quá, hoặc không phải từ trang này.")
        return _form(request, commune, _fresh(commune, {}), words, 400)
    form = BoxForm(request.POST, places=_places(commune))
    stamp = stamps.read(request.POST.get("tem", ""), commune.pk, at)
    if stamp.state == stamps.OVER:
        words = _(
            "Trang đã mở lâu. Chữ đã viết vẫn còn: đợi vài giây, xem lại rồi bấm Gửi lần nữa."
        )
        return _form(request, commune, _fresh(commune, request.POST.dict()), words)
    if not form.is_valid():
        return _form(request, commune, form)
    if stamp.state == stamps.EARLY:
        words = _("Gửi nhanh quá. Đợi vài giây, xem lại rồi bấm Gửi lần nữa.")
        return _form(request, commune, form, words)
    return _kept(request, commune, form, box.Visit(address, stamp.page))


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else rules.box().bytes + 1


def _fresh(commune: Organisation, typed: dict[str, str]) -> BoxForm:
    """Return the form with what was typed and a new stamp."""
    stamp = stamps.stamped(commune.pk, timezone.now())
    return BoxForm(places=_places(commune), initial={**typed, "tem": stamp})


def _kept(
    request: HttpRequest, commune: Organisation, form: BoxForm, visit: box.Visit
) -> HttpResponse:
    said, at = form.cleaned_data, timezone.now()
    told = Told(
        core.FORM, "", said["kind"], said["text"], timezone.localdate(at), said["publishable"],
        said["name"], said["reach"],
    )  # fmt: skip
    place = Organisation.objects.get(pk=int(said["place"])) if said["place"] else commune
    try:
        box.submit(commune=commune, place=place, told=told, visit=visit, at=at)
    except box.TooOften as limit:
        return _too_often(request, commune, limit.seconds)
    except box.UsedUp:
        words = _("Trang này đã gửi một kiến nghị rồi. Đợi vài giây, xem lại rồi bấm Gửi lần nữa.")
        return _form(request, commune, _fresh(commune, request.POST.dict()), words)
    tongue = f"&{TONGUE}={ENGLISH}" if translation.get_language() == ENGLISH else ""
    return redirect(f"{request.path}?{SENT}=1{tongue}")


def _too_often(request: HttpRequest, commune: Organisation, seconds: int) -> HttpResponse:
    answer = render(request, "petitions/too_often.html", _shown(request, commune, {}), status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


@require_safe
@public
def petition_answers(request: HttpRequest, commune: Organisation) -> HttpResponse:
    """Show the answers made public, the newest first: words that tell of nobody."""
    rows = Petition.objects.filter(commune=commune.pk, state=core.PUBLISHED)
    last = Max("steps__pk", filter=Q(steps__step=core.PUBLISHED))
    page = Paginator(rows.annotate(shown=last).order_by("-shown"), SHOWN).get_page(
        request.GET.get(PAGE)
    )
    steps = Step.objects.in_bulk([one.shown for one in page])
    told = {
        "answers": [
            {
                "kind": telling.kind_name(one.kind),
                "step": steps[one.shown],
                "answered_on": one.answered_on,
            }
            for one in page
        ],
        "pages": page_links(request, page),
    }
    return render(request, "petitions/answers.html", _shown(request, commune, told))
