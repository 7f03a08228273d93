"""Who is due for erasing, and the last look before it is done."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.applicants import actions, due, telling
from taonguon.cases.views.reach import reached
from taonguon.core.access import RECORD
from taonguon.core.days import show_day
from taonguon.core.prospects import WITHDREW
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.regulations.book import in_use

AHEAD = timedelta(days=30)


@needs(RECORD)
def erasures(request: HttpRequest) -> HttpResponse:
    """Show whose data is due for erasing, and whose will be within a month."""
    day, book = timezone.localdate(), in_use()
    found = due.ended(ranges(request, RECORD), day + AHEAD, book)
    rows = [
        {
            "person": one.person,
            "why": _("rút lại sự đồng ý") if one.why == WITHDREW else _("không còn được xem xét"),
            "ended_on": one.ended_on,
            "on": one.on,
            "pill": telling.pill(one.on, day),
            "asking": one.asking,
            "ready": one.on <= day and not one.asking,
        }
        for one in found
    ]
    context = {
        "title": _("Đến hạn xóa"),
        "lede": _("Người không còn được xem xét: thông tin chỉ giữ trong thời hạn, rồi xóa"),
        "crumbs": [{"label": _("Yêu cầu"), "url": reverse("requests")}],
        "rows": rows,
    }
    return render(request, "applicants/erasures.html", context)


@needs(RECORD)
def person_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether what is kept of a person is to be erased, then do so."""
    person, back = reached(request, RECORD, pk), reverse("erasures")
    refusals = []
    if request.method == "POST":
        try:
            actions.erase(person=pk, by=request.user, at=timezone.now())
        except Refused as refusal:
            refusals.append(str(refusal))
        else:
            messages.success(request, _("Đã xóa; chỉ còn con số không nêu tên."))
            return redirect(back)
    end = telling.ending(person, in_use(), timezone.localdate())
    context = {
        "title": _("Xóa thông tin của %(name)s") % {"name": person.name},
        "crumbs": [{"label": _("Đến hạn xóa"), "url": back}],
        "act": _("Xóa hẳn"),
        "back": back,
        "refusals": refusals,
        "answers": [
            {"label": _("Họ và tên"), "value": person.name},
            {"label": _("Chi bộ"), "value": person.cell.name if person.cell else "–"},
            {"label": _("Vì sao"), "value": end.get("words", _("còn đang được xem xét"))},
            {
                "label": _("Được xóa từ"),
                "value": show_day(end["erased_on"]) if end.get("erased_on") else "–",
            },
        ],
        "warning": _("Xóa rồi không lấy lại được. Họ tên, thông tin, nhận xét, giấy tờ và yêu cầu "
                     "của người này mất hẳn; các con số đã báo cáo không đổi."),
    }  # fmt: skip
    return render(request, "applicants/confirm.html", context)
