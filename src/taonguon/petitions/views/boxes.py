"""The office's page of the public form: open or closed in each commune, since when, by whom."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import RECORD
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges, visible
from taonguon.people.actions import Refused
from taonguon.petitions.actions import box
from taonguon.petitions.facts import switches
from taonguon.petitions.models import Switch
from taonguon.petitions.views.reach import crumbs


@needs(RECORD)
def petition_boxes(request: HttpRequest) -> HttpResponse:
    """Show the public form of each commune of the reader; open or close one."""
    if request.method == "POST":
        return _switched(request)
    rows = Organisation.objects.within(ranges(request, RECORD))
    communes = list(rows.filter(kind="commune", ended_on__isnull=True).order_by("path"))
    held = switches(one.pk for one in communes)
    history = Switch.objects.filter(commune__in=list(held)).select_related("by").order_by("-pk")
    names = {one.pk: one.name for one in communes}
    context = {
        "title": _("Hộp thư kiến nghị trên mạng"),
        "lede": _("mặc định đóng; ai mở, ai đóng đều được ghi lại"),
        "crumbs": crumbs(),
        "boxes": [_box(request, one, held.get(one.pk)) for one in communes],
        "history": [
            {"name": names[one.commune], "opened": one.opened, "at": one.at, "by": one.by}
            for one in history
        ],
    }
    return render(request, "petitions/boxes.html", context)


def _box(request: HttpRequest, commune: Organisation, last: Switch | None) -> dict[str, Any]:
    here, answers = (
        reverse(name, args=[commune.pk]) for name in ("petition_box", "petition_answers")
    )
    return {
        "commune": commune,
        "opened": bool(last and last.opened),
        "last": last,
        "url": request.build_absolute_uri(here),
        "answers_url": request.build_absolute_uri(answers),
    }


def _switched(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("commune", "")
    commune = visible(request, RECORD, int(asked) if asked.isdecimal() else 0)
    opened = request.POST.get("mo") == "1"
    try:
        box.switch(commune=commune, opened=opened, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = _("Đã mở hộp thư của %(name)s.") if opened else _("Đã đóng hộp thư của %(name)s.")
        messages.success(request, words % {"name": commune.name})
    return redirect("petition_boxes")
