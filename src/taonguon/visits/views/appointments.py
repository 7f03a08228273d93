"""Planning a month of meetings in one table; one meeting with its versions; its result."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cells import facts as cells
from taonguon.core.access import PEOPLE, RECORD_CELL
from taonguon.core.days import show_day
from taonguon.core.month import Month, NotAMonth
from taonguon.core.visiting import HELD, PLANNED
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, needs
from taonguon.people.actions import Refused
from taonguon.visits import months, telling
from taonguon.visits.actions import calendar as actions
from taonguon.visits.models import AppointmentVersion
from taonguon.visits.months import Line
from taonguon.visits.planning import PlanForm, ResultForm
from taonguon.visits.views.calendar import Recorder, nothing
from taonguon.visits.views.reach import calendar_crumbs, cell_of, month_of, seen


def asked_month(request: HttpRequest) -> Month:
    """Return the month named in the address (`thang`), else the present one."""
    try:
        return Month.read(request.GET.get("thang", ""))
    except NotAMonth:
        return Month.holding(timezone.localdate())


@needs(RECORD_CELL)
def calendar_plan(request: HttpRequest) -> HttpResponse:
    """Plan the month's meetings of all cells the reader records for, beginning as last month."""
    month, refusals = asked_month(request), []
    there = months.cells_of(seen(request, RECORD_CELL).filter(ended_on__isnull=True), month)
    first, told = _first(there, month)
    units = [unit for unit in there if unit.pk not in told]
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, month=month, units=units, first=first)
    if form.is_bound and form.is_valid():
        try:
            count = actions.plan(
                month=month, plans=form.plans(), by=request.user, at=timezone.now()
            )
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã ghi lịch của %(n)d chi bộ.") % {"n": count})
            return redirect(f"{reverse('cell_calendar')}?thang={month}")
    context = {
        "title": _("Xếp lịch sinh hoạt tháng %(month)s") % {"month": month},
        "lede": _("mỗi chi bộ một ngày; để trống ngày thì chưa xếp"),
        "crumbs": calendar_crumbs(month),
        "form": form,
        "rows": form.rows(),
        "suggested": any(row.suggested for row in form.rows()),
        "done": len(told),
        "refusals": refusals,
        "back": f"{reverse('cell_calendar')}?thang={month}",
    }
    return render(request, "visits/plan.html", context)


def _first(
    units: Sequence[Organisation], month: Month
) -> tuple[dict[int, dict[str, Any]], set[int]]:
    """Return what the table begins with by cell, and the cells whose result is told already.

    A cell without a day this month begins with the day of last month's, marked as suggested.
    """
    ids = [unit.pk for unit in units]
    now, told = {}, set()
    for row in months.versions(ids, [month.before, month]):
        version = row.now
        if row.month == month.first and version.state != PLANNED:
            told.add(row.cell)
        if row.month == month.first:
            now[row.cell] = _as_it_is(version)
        else:
            now.setdefault(row.cell, _again(version, month))
    return now, told


def _as_it_is(version: AppointmentVersion) -> dict[str, Any]:
    return {
        "on": version.meets_on, "at": version.starts_at, "place": version.place,
        "form": version.form, "suggested": False,
    }  # fmt: skip


def _again(version: AppointmentVersion, month: Month) -> dict[str, Any]:
    on = month.first.replace(day=min(version.meets_on.day, month.last.day))
    return {**_as_it_is(version), "on": on, "suggested": True}


@needs(PEOPLE)
def appointment(
    request: HttpRequest, cell: int, year: int, month: int, recorded: Recorder = nothing
) -> HttpResponse:
    """Show one cell's meeting of a month: when and where, what came of it, what was changed."""
    unit, when = cell_of(request, PEOPLE, cell), month_of(year, month)
    today = timezone.localdate()
    there = next(iter(months.versions([unit.pk], [when])), None)
    now = there.now if there else None
    line = Line(unit, now, recorded([unit.pk], when).get(unit.pk))
    records = may(request, RECORD_CELL, unit) and unit.ended_on is None
    context = {
        "title": _("%(cell)s, sinh hoạt tháng %(month)s") % {"cell": unit.name, "month": when},
        "crumbs": calendar_crumbs(when),
        "line": line,
        "pill": telling.meeting(line.state(today)),
        "answers": _answers(line),
        "versions": _versions(there) if there else [],
        "main": _main(unit, when, line) if records and when.first <= today else None,
        "links": [
            {"label": _("Hồ sơ chi bộ"), "url": reverse("cell_profile", args=[unit.pk])},
            *(_plans(when, now) if records else []),
        ],
    }
    return render(request, "visits/appointment.html", context)


def _main(unit: Organisation, when: Month, line: Line) -> dict[str, str]:
    told = line.version is not None and line.version.state != PLANNED
    return {
        "label": _("Sửa kết quả") if told else _("Ghi kết quả"),
        "url": reverse("appointment_result", args=[unit.pk, when.year, when.month]),
    }


def _plans(when: Month, now: AppointmentVersion | None) -> list[dict[str, str]]:
    if now is not None and now.state != PLANNED:
        return []
    return [{"label": _("Xếp, đổi lịch"), "url": f"{reverse('calendar_plan')}?thang={when}"}]


def _answers(line: Line) -> list[dict[str, Any]]:
    now = line.version
    day = show_day(line.on) if line.on else ""
    told = [{"label": _("Ngày"), "value": day}, {"label": _("Số biên bản"), "value": line.minutes}]
    if now is None:
        return told
    hour = telling.hour(now.starts_at)
    told[0]["value"] = f"{hour}, {day}" if hour else day
    told[1:1] = [
        {"label": _("Nơi họp"), "value": now.place},
        {"label": _("Hình thức"), "value": telling.form(now.form)},
    ]
    if now.state == HELD:
        told.append({"label": _("Có mặt"), "value": f"{now.present}/{now.summoned}"})
    elif now.because:
        told.append({"label": _("Lý do"), "value": now.because})
    return told


def _versions(there: Any) -> list[dict[str, Any]]:
    return [
        {
            "version": one,
            "words": telling.meeting(one.state)["words"],
            "hour": telling.hour(one.starts_at),
            "form": telling.form(one.form).lower(),
            "by": one.recorded_by.get_full_name() if one.recorded_by else "",
        }
        for one in reversed(there.versions.all())
    ]


@needs(RECORD_CELL)
def appointment_result(request: HttpRequest, cell: int, year: int, month: int) -> HttpResponse:
    """Record whether a cell met in a month and with how many; mend it with a reason."""
    unit, when, refusals = cell_of(request, RECORD_CELL, cell), month_of(year, month), []
    there = next(iter(months.versions([unit.pk], [when])), None)
    data = request.POST if request.method == "POST" else None
    form = ResultForm(data, initial=_begun(unit, when, there.now if there else None))
    if form.is_bound and form.is_valid():
        try:
            actions.record_result(
                cell=unit, month=when, result=form.result(), by=request.user, at=timezone.now()
            )
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã ghi kết quả buổi sinh hoạt."))
            return redirect("appointment", unit.pk, when.year, when.month)
    back = reverse("appointment", args=[unit.pk, when.year, when.month])
    context = {
        "title": _("Kết quả sinh hoạt tháng %(month)s") % {"month": when},
        "lede": unit.name,
        "crumbs": calendar_crumbs(when),
        "form": form,
        "refusals": refusals,
        "act": _("Ghi kết quả"),
        "back": back,
    }
    return render(request, "visits/form.html", context)


def _begun(unit: Organisation, when: Month, now: AppointmentVersion | None) -> dict[str, Any]:
    """Return what the form begins with: the day planned, all members summoned."""
    today = timezone.localdate()
    on = now.meets_on if now else min(when.last, today)
    members = cells.members([unit.pk], on).get(unit.pk)
    told = {"on": on, "form": now.form if now else "together", "summoned": members}
    if now is not None and now.state != PLANNED:
        told |= {
            "held": "yes" if now.state == HELD else "no", "summoned": now.summoned,
            "present": now.present, "minutes": now.minutes,
        }  # fmt: skip
    return told
