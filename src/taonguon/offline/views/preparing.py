"""The page on which one chooses what to take along, and the answer that holds it."""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from taonguon.core.access import DIFFICULTIES
from taonguon.offline import actions, taking, words
from taonguon.offline.describing import refused
from taonguon.offline.forms import TakeForm
from taonguon.offline.taking import Offer
from taonguon.organisations.visibility import needs
from taonguon.rules.offline import limits


@needs(DIFFICULTIES)
def offline_prepare(request: HttpRequest) -> HttpResponse:
    """Choose what to take along; what an address names is chosen already."""
    offer = taking.offer(request, timezone.localdate())
    context = {
        "title": _("Mang theo khi không có sóng"),
        "lede": _("chọn khi còn sóng; mở và ghi được cả khi tắt máy, mất sóng"),
        "form": TakeForm(initial=_chosen(request, offer), offer=offer),
        "limits": limits(),
        "words": json.dumps(words.prepare()),
        "settings": json.dumps(words.settings(request)),
    }
    return render(request, "offline/prepare.html", context)


def _chosen(request: HttpRequest, offer: Offer) -> dict[str, list[Any]]:
    """Return what links of other pages named: a cell, a work, a session."""
    cells, works, sessions = (
        request.GET.getlist(name) for name in ("chi_bo", "viec", "buoi")
    )  # fmt: skip
    only = [str(one.pk) for one in offer.cells] if len(offer.cells) == 1 else []
    return {"cells": cells or only, "works": works, "sessions": sessions}


@needs(DIFFICULTIES)
@never_cache
@require_POST
def offline_take(request: HttpRequest) -> HttpResponse:
    """Give what was chosen, and keep in the journal that it was taken."""
    at, day = timezone.now(), timezone.localdate()
    offer = taking.offer(request, day)
    form = TakeForm(request.POST, offer=offer)
    if not form.is_valid():
        return JsonResponse({"refusals": refused(form)})
    told = form.cleaned_data
    cells = [one for one in offer.cells if one.pk in told.get("cells", ())]
    sessions = [one for one in offer.sessions if one.pk in told.get("sessions", ())]
    found = taking.things(request, told.get("works", ()), cells, sessions, day)
    if not found:
        words_none = _("Ở chi bộ đã chọn, tài khoản này không được ghi việc nào đã chọn.")
        return JsonResponse({"refusals": [words_none]})
    actions.take(things=[f"{one.kind}:{one.about}" for one in found], by=request.user, at=at)
    return JsonResponse({
        "user": request.user.get_username(),
        "name": request.user.get_full_name(),  # type: ignore[union-attr]
        "taken_at": at.isoformat(),
        "expires_at": (at + timedelta(hours=limits().hours)).isoformat(),
        "things": [one.told() for one in found],
        "home": reverse("offline_shell"),
    })  # fmt: skip
