"""The calendar of the cells' meetings: a month, planning it, one meeting, its result, the feed."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.models import Reminder
from taonguon.cells.models import CommitteeMember
from taonguon.core import access
from taonguon.core.access import PEOPLE, RECORD_CELL
from taonguon.core.month import Month
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import grants, needs, ranges
from taonguon.visits import facts, feed, months, telling
from taonguon.visits.models import Appointment
from taonguon.visits.months import NONE, Line, Told
from taonguon.visits.planning import CalendarForm
from taonguon.visits.views.reach import seen

Recorder = Callable[[Iterable[int], Month], months.Recorded]
FEED_BACK, FEED_AHEAD = 2, 3  # months a phone shows


def nothing(_cells: Iterable[int], _month: Month) -> months.Recorded:
    """Return that no other room recorded a meeting."""
    return {}


@needs(PEOPLE)
def cell_calendar(request: HttpRequest, recorded: Recorder = nothing) -> HttpResponse:
    """Show when each cell meets in a month, who cannot be at two, and what came of it.

    `recorded` tells which cells' meetings another room knows to have been held, on which day.
    """
    today = timezone.localdate()
    rows = seen(request, PEOPLE)
    seats = facts.seats(list(rows), today)
    form = CalendarForm(
        {"thang": str(Month.holding(today)), **request.GET.dict()},
        members=[(one.pk, one.name) for one in seats],
    )
    asked = form.cleaned_data if form.is_valid() else {}
    month = asked.get("thang") or Month.holding(today)
    units = months.cells_of(rows, month)
    told = months.of(units, month, recorded([one.pk for one in units], month))
    who = asked.get("nguoi")
    lines = [line for line in told.lines if who in (None, line.member)]
    clashing = [one for one in told.clashes if who in (None, one.member)]
    names = {one.pk: one.name for one in CommitteeMember.objects.filter(pk__in=_members(told))}
    plans = bool(ranges(request, RECORD_CELL))
    context = {
        "title": _("Lịch sinh hoạt tháng %(month)s") % {"month": month},
        "lede": _("chi bộ nào họp ngày nào, đã họp chưa, có mặt bao nhiêu"),
        "form": form,
        "opened": who is not None,
        "tiles": _tiles(Told(month, tuple(lines), tuple(clashing))),
        "clashes": [_clash(one, told, names) for one in clashing],
        "days": _days(lines, month, today),
        "rows": [_row(line, names, today) for line in lines],
        "unplanned": sum(line.state(today) == NONE for line in lines),
        "around": [
            {"label": _("Tháng %(month)s") % {"month": one}, "url": f"?thang={one}"}
            for one in (month.before, month.after)
        ],
        "plan_url": f"{reverse('calendar_plan')}?thang={month}" if plans else "",
        "feed_url": _feed_url(request, who),
    }
    return render(request, "visits/calendar.html", context)


def _members(told: Told) -> set[int]:
    return {line.member for line in told.lines if line.member is not None}


def _tiles(told: Told) -> list[dict[str, Any]]:
    present, summoned = told.present
    return [
        {"label": _("Chi bộ đã có lịch"), "value": told.planned, "of": len(told.lines)},
        {"label": _("Đã họp"), "value": told.held, "of": len(told.lines)},
        {"label": _("Có mặt"), "value": present, "of": summoned,
         "detail": _("số người có mặt trên số triệu tập")},
        {"label": _("Một người phải dự hai nơi"), "value": len(told.clashes)},
    ]  # fmt: skip


def _clash(one: Any, told: Told, names: dict[int, str]) -> dict[str, Any]:
    units = {line.unit.pk: line.unit for line in told.lines}
    return {
        "name": names.get(one.member, ""),
        "on": one.first.on,
        "where": [
            {"unit": units[held.cell], "hour": telling.hour(held.at)}
            for held in (one.first, one.second)
        ],
    }


def _row(line: Line, names: dict[int, str], today: date) -> dict[str, Any]:
    version, month = line.version, line.on
    return {
        "unit": line.unit,
        "on": month,
        "hour": telling.hour(version.starts_at) if version else "",
        "place": version.place if version else "",
        "form": telling.form(version.form) if version else "",
        "present": version.present if version else None,
        "summoned": version.summoned if version else None,
        "minutes": line.minutes,
        "member": names.get(line.member or 0, ""),
        "pill": telling.meeting(line.state(today)),
        "because": version.because if version and version.state == "not_held" else "",
    }


def _days(lines: Sequence[Line], month: Month, today: date) -> list[dict[str, Any]]:
    """Return the days of a month with the meetings of each, the first with its place in the week."""
    held: dict[date, list[Line]] = {}
    for line in lines:
        if line.on is not None:
            held.setdefault(line.on, []).append(line)
    count = (month.last - month.first).days + 1
    days = [month.first + timedelta(days=n) for n in range(count)]
    return [
        {
            "day": day,
            "column": day.isoweekday(),
            "weekday": weekdays()[day.weekday()],
            "today": day == today,
            "meetings": [
                {"unit": line.unit, "pill": telling.meeting(line.state(today)),
                 "hour": telling.hour(line.version.starts_at) if line.version else ""}
                for line in sorted(held.get(day, ()), key=_hour)
            ],
        }
        for day in days
    ]  # fmt: skip


def weekdays() -> list[str]:
    """Return the short names of the days of a week, Monday first."""
    return [_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN")]


def _hour(line: Line) -> tuple[str, str]:
    at = line.version.starts_at if line.version else None
    return at.isoformat() if at else "", line.unit.path


def _feed_url(request: HttpRequest, who: int | None) -> str:
    """Return the private address of the calendar for who has one, narrowed to a member's cells."""
    kept = Reminder.objects.filter(user=request.user).first()
    if kept is None:
        return ""
    address = request.build_absolute_uri(reverse("cell_calendar_feed", args=[kept.key]))
    return f"{address}?nguoi={who}" if who is not None else address


@login_not_required
def cell_calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give the meetings of a user's cells as a calendar, under the private address."""
    kept = Reminder.objects.filter(key=key, user__is_active=True).select_related("user").first()
    if kept is None:
        raise Http404
    today = timezone.localdate()
    held = access.ranges(grants(kept.user), PEOPLE, today)
    units = list(Organisation.objects.within(held).filter(kind="cell").order_by("path"))
    who = request.GET.get("nguoi", "")
    if who.isdecimal():
        holders = facts.holders(units, today)
        units = [unit for unit in units if holders.get(unit.pk) == int(who)]
    body = feed.calendar(_coming(units, today), _("Lịch sinh hoạt chi bộ"), timezone.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _coming(units: Sequence[Organisation], today: date) -> list[tuple[Organisation, Appointment]]:
    by_pk, now = {unit.pk: unit for unit in units}, Month.holding(today)
    shown = [now.back(n) for n in range(-FEED_AHEAD, FEED_BACK + 1)]
    found = sorted(months.versions(by_pk, shown), key=lambda row: (row.now.meets_on, row.pk))
    return [(by_pk[row.cell], row) for row in found]
