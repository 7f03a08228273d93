"""The working days of a year, and proposing a day off, a day worked, or the year's announcement."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import RULES, RULES_EDIT
from taonguon.core.working import Calendar
from taonguon.organisations.visibility import needs, ranges
from taonguon.regulations import actions, telling
from taonguon.regulations.book import in_use
from taonguon.regulations.forms import DayForm
from taonguon.regulations.models import DayChange
from taonguon.regulations.views.rules import crumbs

AROUND = 3  # years offered on each side


@needs(RULES)
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the days off and the days worked in their place, of one year."""
    book = in_use()
    known = book.calendar
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() else timezone.localdate().year
    year = min(max(year, known.first.year), known.last.year)
    waiting = DayChange.objects.pending().filter(on__year=year).select_related("proposed_by")
    context = {
        "title": _("Lịch ngày làm việc năm %(year)d") % {"year": year},
        "crumbs": crumbs(),
        "days": _days(known, year),
        "years": [
            {"year": one, "current": one == year}
            for one in range(max(year - AROUND, known.first.year), year + AROUND + 1)
            if one <= known.last.year
        ],
        "announced": date(year, 12, 31) <= known.announced,
        "propose_url": reverse("calendar_propose") if ranges(request, RULES_EDIT) else "",
        "pending": telling.pending(waiting, book),
    }
    return render(request, "regulations/calendar.html", context)


def _days(known: Calendar, year: int) -> list[dict[str, object]]:
    off = [{"on": day, "off": True, "name": name} for day, name in known.off.items()]
    worked = [{"on": day, "off": False, "name": _("làm bù")} for day in known.worked]
    week = [_("thứ hai"), _("thứ ba"), _("thứ tư"), _("thứ năm"), _("thứ sáu"), _("thứ bảy"),
            _("chủ nhật")]  # fmt: skip
    found = [one for one in (*off, *worked) if one["on"].year == year]
    found.sort(key=lambda one: one["on"])
    return [{**one, "weekday": week[one["on"].weekday()]} for one in found]


@needs(RULES_EDIT)
def propose(request: HttpRequest) -> HttpResponse:
    """Propose what a day of the calendar is to be."""
    form = DayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.propose_day(by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Đã ghi đề nghị; có hiệu lực khi một cán bộ khác xác nhận.")
            messages.success(request, words)
            return redirect("proposals")
    context = {
        "title": _("Sửa lịch ngày làm việc"),
        "crumbs": [*crumbs(), {"label": _("Lịch ngày làm việc"), "url": reverse("calendar")}],
        "form": form,
        "back": reverse("calendar"),
    }
    return render(request, "regulations/day.html", context)
