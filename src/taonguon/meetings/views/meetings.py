"""The meetings of a month, one meeting with what came of it, and the mending of its papers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.core.month import Month
from taonguon.core.prospects import REMARK, TASK
from taonguon.core.rulebook import Rulebook
from taonguon.ledger.models import Fact
from taonguon.meetings import actions, facts, telling
from taonguon.meetings.forms import CorrectForm, MeetingsForm
from taonguon.meetings.models import Meeting, Proposal
from taonguon.meetings.resolving import Sitting
from taonguon.meetings.views.reach import address, crumbs, may, reached, reckoned, there
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.facts import doubles
from taonguon.people.models import Person
from taonguon.people.views import cells
from taonguon.regulations.book import in_use

SHOWN_MONTHS = 6


@needs(PEOPLE)
def meetings(request: HttpRequest) -> HttpResponse:
    """Show which cells have held the month's meeting; of one cell, its latest months."""
    today = timezone.localdate()
    offered = cells(request)
    typed = {"thang": str(Month.holding(today)), **request.GET.dict()}
    form = MeetingsForm(typed, cells=offered)
    asked = form.cleaned_data if form.is_valid() else {}
    month = asked.get("thang") or Month.holding(today)
    there_were = facts.cells(ranges(request, PEOPLE), month)
    chosen = [one for one in there_were if asked.get("to") in (None, one.pk)]
    months = [month]
    if len(chosen) == 1:
        months = [month.back(before) for before in range(SHOWN_MONTHS)]
    context = {
        "title": _("Sinh hoạt chi bộ về nguồn"),
        "lede": _("Rà soát hằng tháng danh sách cảm tình Đảng, tháng %(month)s") % {"month": month},
        "form": form,
        "month": month,
        "by_month": len(months) > 1,
        "rows": _rows(request, chosen, months),
        "links": _links(request, month),
        "one": len(offered) == 1,
    }
    return render(request, "meetings/meetings.html", context)


def _links(request: HttpRequest, month: Month) -> list[dict[str, str]]:
    asked = f"?thang={month.year}-{month.month}"
    found = [
        {"label": _("Danh sách cảm tình Đảng"), "url": reverse("sympathisers")},
        {"label": _("Rà soát của đảng ủy"), "url": reverse("meeting_review") + asked},
    ]
    if ranges(request, RECORD):
        found.append({"label": _("Phiếu của mọi chi bộ"), "url": reverse("meeting_sheets") + asked})
    beside = (
        (_("Lịch sinh hoạt"), "cell_calendar"), (_("Dự sinh hoạt chi bộ"), "visits"),
        (_("Khó khăn"), "difficulties"), (_("Kiến nghị"), "petitions"),
    )  # fmt: skip
    found += [{"label": label, "url": reverse(name)} for label, name in beside]
    return found


def _rows(
    request: HttpRequest, chosen: Sequence[Organisation], months: Sequence[Month]
) -> list[dict[str, Any]]:
    held = Meeting.objects.filter(
        cell__in=[one.pk for one in chosen], month__in=[one.first for one in months]
    )
    counted = held.annotate(proposed=Count("proposals")).prefetch_related("versions")
    known = {(one.cell, one.month): one for one in counted}
    today = Month.holding(timezone.localdate())
    return [
        {
            "cell": cell,
            "month": month,
            "meeting": known.get((cell.pk, month.first)),
            "url": address("meeting", cell.pk, month),
            "record": address("meeting_record", cell.pk, month),
            "may": month <= today and may(request, RECORD_CELL, cell),
            "over": month < today,
        }
        for month in months
        for cell in chosen
    ]


@needs(PEOPLE)
def meeting(request: HttpRequest, cell: int, year: int, month: int) -> HttpResponse:
    """Show a cell's meeting: its papers, what came of it, whom it is about, tasks still open."""
    unit, when = reached(request, PEOPLE, cell, (year, month))
    held, book, today = there(unit, when), in_use(), timezone.localdate()
    day = reckoned(when, today)
    people = facts.standings(facts.people([unit.pk], day), day)
    recording = may(request, RECORD_CELL, unit)
    context = {
        "title": unit.name,
        "lede": _("Sinh hoạt tháng %(month)s về nguồn và danh sách cảm tình Đảng")
        % {"month": when},
        "crumbs": crumbs(month=when),
        "meeting": held,
        "months": _months(unit, when),
        "came": came_of(held, book) if held else [],
        "people": [{"person": one.person, "state": telling.state(one)} for one in people],
        "tasks": [(one.person, task) for one in people for task in one.tasks],
        "month": when,
        "correct": address("meeting_correct", unit.pk, when) if held and recording else "",
        "main": _main(unit, when, held is None and recording and when.first <= today),
        "links": _papers(unit, when, held) + (_along(unit, when, today) if recording else []),
    }
    return render(request, "meetings/meeting.html", context)


def _papers(unit: Organisation, when: Month, held: Meeting | None) -> list[dict[str, str]]:
    """Return the sheet to print before a meeting, and its papers once it is recorded."""
    found = [{"label": _("Phiếu in"), "url": address("meeting_sheet", unit.pk, when)}]
    if held is not None:
        of_meeting = reverse("papers", args=["meeting", held.pk])
        found.append({"label": _("Nghị quyết, giấy tờ"), "url": of_meeting})
    return found


def _along(unit: Organisation, when: Month, today: date) -> list[dict[str, str]]:
    """Return the way to take the sheet of this month or the one before along without signal."""
    month = Month.holding(today)
    work = {month: "sheet", month.before: "last_sheet"}.get(when)
    if work is None:
        return []
    url = f"{reverse('offline_prepare')}?chi_bo={unit.pk}&viec={work}"
    return [{"label": _("Mang theo khi không có sóng"), "url": url}]


def _months(unit: Organisation, when: Month) -> list[dict[str, str]]:
    return [
        {"label": _("Tháng %(month)s") % {"month": one}, "url": address("meeting", unit.pk, one)}
        for one in (when.before, when.after)
    ]


def _main(unit: Organisation, when: Month, may_be: bool) -> dict[str, str]:
    if not may_be:
        return {}
    return {"label": _("Ghi buổi sinh hoạt"), "url": address("meeting_record", unit.pk, when)}


def came_of(held: Meeting, book: Rulebook) -> list[dict[str, Any]]:
    """Return what was resolved and noted, person by person, with the committee's answers."""
    first, *later = held.versions.all()
    noted = Q(
        kind__in=[REMARK, TASK], organisation=held.cell, happened_on=first.held_on,
        act__recorded_at=first.recorded_at,
    )  # fmt: skip
    added = Q(  # by `add_to_meeting`, at the moment of a later version
        organisation=held.cell, happened_on__in=[one.held_on for one in later],
        act__recorded_at__in=[one.recorded_at for one in later],
    )  # fmt: skip
    mended = Fact.objects.filter(corrects=OuterRef("pk"), act__undone_at__isnull=True)
    rows = Fact.objects.filter(Q(act=held.act) | noted | added if held.act else noted | added)
    rows = rows.annotate(mended=Exists(mended)).order_by("pk")
    into = doubles()
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        line = {"words": telling.fact(row, book), "mended": row.mended}
        found.setdefault(into.get(row.person, row.person), []).append(line)
    proposals = held.proposals.select_related("answer__review").order_by("pk")
    for one in proposals:
        lines = found.setdefault(into.get(one.person, one.person), [])
        lines.append({"proposal": one, **_answered(one)})
    people = Person.objects.in_bulk(found)
    return [
        {"person": people.get(pk), "lines": lines}
        for pk, lines in sorted(
            found.items(), key=lambda one: people[one[0]].sort_key if one[0] in people else ""
        )
    ]


def _answered(one: Proposal) -> dict[str, str]:
    words = _("Gửi đảng ủy: %(what)s") % {"what": telling.proposal(one.step).lower()}
    answer = getattr(one, "answer", None)
    if answer is None:
        return {"words": words, "status": "wait", "pill": _("chờ rà soát")}
    if answer.approved:
        return {"words": words, "status": "ok", "pill": _("nhất trí")}
    return {"words": words, "status": "due", "pill": _("trả lại chi bộ")}


@needs(RECORD_CELL)
def meeting_correct(request: HttpRequest, cell: int, year: int, month: int) -> HttpResponse:
    """Mend a meeting's day or papers, with the reason; the earlier version stays."""
    unit, when = reached(request, RECORD_CELL, cell, (year, month))
    held = there(unit, when)
    back = address("meeting", unit.pk, when)
    if held is None:
        return redirect(back)
    now = held.now
    initial = {"held_on": now.held_on, "resolution": now.resolution, "minutes": now.minutes}
    form = CorrectForm(
        request.POST or None, month=when, today=timezone.localdate(), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        sitting = Sitting(unit, when, told["held_on"], told["resolution"], told["minutes"])
        try:
            actions.correct_meeting(
                meeting=held, sitting=sitting, because=told["because"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã sửa; ghi chép cũ vẫn được giữ để tra lại."))
            return redirect(back)
    context = {
        "title": _("Sửa buổi sinh hoạt tháng %(month)s") % {"month": when},
        "lede": unit.name,
        "crumbs": crumbs(unit, when),
        "form": form,
        "back": back,
    }
    return render(request, "meetings/correct.html", context)
