"""Recording a cell's meeting in one form: ask, show what the rules say, check, record."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.actions import ManyBlocked
from taonguon.core.access import RECORD_CELL
from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.core.rulebook import BeforeRulebook, Rulebook
from taonguon.meetings import actions, facts, resolving, telling
from taonguon.meetings.forms import NO_NUMBER, PersonForm, SittingForm
from taonguon.meetings.resolving import Refused, Resolved, Sitting
from taonguon.meetings.views.reach import address, crumbs, reached, reckoned, there
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs
from taonguon.regulations.book import in_use

CONFIRMED, AGAIN = "da-xem", "sua"


@needs(RECORD_CELL)
def meeting_record(request: HttpRequest, cell: int, year: int, month: int) -> HttpResponse:
    """Record the month's meeting of a cell; a second one of the month leads to the first."""
    unit, when = reached(request, RECORD_CELL, cell, (year, month))
    today, back = timezone.localdate(), address("meeting", cell, when)
    if there(unit, when) is not None:
        messages.info(
            request,
            _("%(cell)s đã ghi buổi sinh hoạt tháng %(month)s: đây là buổi đã ghi.")
            % {"cell": unit.name, "month": when},
        )
        return redirect(back)
    if when.first > today:
        return redirect(back)
    book, day = in_use(), reckoned(when, today)
    data = request.POST if request.method == "POST" else None
    form = SittingForm(data, month=when, today=today)
    people = _people(unit, day, book, data)
    context = {
        "title": _("Ghi buổi sinh hoạt tháng %(month)s") % {"month": when},
        "lede": unit.name,
        "crumbs": crumbs(unit, when),
        "form": form,
        "people": people,
        "back": back,
        "sheet": address("meeting_sheet", cell, when),
        "cell": unit.pk,
    }
    filled = data is not None and all(
        [form.is_valid(), *(one["form"].is_valid() for one in people)]
    )
    if filled and AGAIN not in request.POST:
        return _checked(request, (unit, when), book, context)
    return _asked(request, context)


def _asked(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the form, with all that was typed and all that is to be mended."""
    context["refusals"] = [
        f"{one['person'].name}: {words}"
        for one in context["people"]
        if one["form"].is_bound
        for errors in one["form"].errors.values()
        for words in errors
    ]
    return render(request, "meetings/record.html", context)


def _people(unit: Organisation, day: date, book: Rulebook, data: Any) -> list[dict[str, Any]]:
    standings = facts.standings(facts.people([unit.pk], day), day)
    members = facts.members(unit.pk, day)
    return [
        {
            "standing": one,
            "person": one.person,
            "state": telling.state(one),
            "returned": telling.returned(one),
            "form": PersonForm(data, standing=one, members=members, book=book, day=day),
        }
        for one in standings
    ]


def _checked(
    request: HttpRequest, of: tuple[Organisation, Month], book: Rulebook, context: dict[str, Any]
) -> HttpResponse:
    """Show what will be recorded, or beside each person what the rules refuse; record when seen."""
    form, told = context["form"], context["form"].cleaned_data
    sitting = Sitting(*of, told["held_on"], told["resolution"], told["minutes"])
    resolved = [one["form"].resolved() for one in context["people"]]
    found: list[Refused] = []
    if any(one.decides for one in resolved) and not sitting.resolution:
        form.add_error("resolution", NO_NUMBER)
    try:
        found = _refused(sitting, resolved, book)
        if not found and not form.errors and CONFIRMED in request.POST:
            return _record(request, sitting, resolved, context["back"])
    except ManyBlocked as blocked:
        found = blocked.refused
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
    except BeforeRulebook:
        form.add_error("held_on", _before(book))
    _beside(context["people"], found, book)
    if form.errors or any(one["form"].errors for one in context["people"]):
        return _asked(request, context)
    context |= {"answers": _answers(sitting, resolved), "title": _("Xem lại trước khi ghi")}
    return render(request, "meetings/check.html", context)


def _refused(sitting: Sitting, resolved: Sequence[Resolved], book: Rulebook) -> list[Refused]:
    asked = [one.person for one in resolved if one.dossier]
    return resolving.refused(resolving.steps(sitting, resolved), asked, sitting.held_on, book)


def _before(book: Rulebook) -> str:
    return _("Bộ quy định bắt đầu từ %(day)s: không có quy định để xét ngày trước đó.") % {
        "day": show_day(book.begins)
    }


def _beside(people: Sequence[dict[str, Any]], found: Sequence[Refused], book: Rulebook) -> None:
    """Put what the rules refuse beside the person it is about."""
    by_person = {one["person"].pk: one["form"] for one in people}
    for person, step, findings in found:
        for words in telling.refusal(findings, step, book):
            by_person[person].add_error(None, words)


def _record(
    request: HttpRequest, sitting: Sitting, resolved: Sequence[Resolved], back: str
) -> HttpResponse:
    actions.record_meeting(
        sitting=sitting, resolved=[one for one in resolved if one.says],
        by=request.user, at=timezone.now(),
    )  # fmt: skip
    moment = timezone.localtime()
    messages.success(request, _("Đã lưu lúc %(at)s.") % {"at": f"{moment:%H:%M}"})
    return redirect(back)


def _answers(sitting: Sitting, resolved: Sequence[Resolved]) -> list[dict[str, Any]]:
    """Return what will be recorded: the papers, then each person of whom anything is."""
    papers = [
        {"label": _("Ngày họp"), "lines": [show_day(sitting.held_on)]},
        {"label": _("Số nghị quyết"), "lines": [sitting.resolution or "–"]},
        {"label": _("Số biên bản"), "lines": [sitting.minutes or "–"]},
    ]
    told = [
        {"label": one.person.name, "lines": telling.resolved(one)} for one in resolved if one.says
    ]
    return papers + told
