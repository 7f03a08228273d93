"""One page to read and print before a visit: the cell, its people, its difficulties, what was promised."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import telling as cases
from taonguon.cases import worklist
from taonguon.cells.models import CommitteeMember
from taonguon.cells.views.profiles import of_cell
from taonguon.core.access import PEOPLE, VISIT
from taonguon.core.assessment.outcome import BLOCKED, NEXT
from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.core.rulebook import Rulebook
from taonguon.difficulties import facts as difficulties
from taonguon.difficulties import telling as difficulty
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, needs
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from taonguon.visits import facts, months, telling
from taonguon.visits.models import Visit
from taonguon.visits.views.reach import cell_of, crumbs

LAST_VISITS = 3


@needs(VISIT)
def visit_brief(request: HttpRequest, cell: int) -> HttpResponse:
    """Show what a visitor reads before going: people only as far as the visitor may see them."""
    unit, today = cell_of(request, VISIT, cell), timezone.localdate()
    opens = may(request, PEOPLE, unit)
    visits = list(Visit.objects.of([unit.pk]).select_related("member")[:LAST_VISITS])
    promised = facts.promises([unit])
    last = visits[0] if visits else None
    context = {
        "title": _("Chuẩn bị dự %(cell)s") % {"cell": unit.name},
        "lede": _("đọc trước khi đi, hoặc in mang theo"),
        "as_of": today,
        "crumbs": crumbs(),
        "unit": unit,
        "area": of_cell(request, unit, today),
        "about": _about(unit, today, last),
        "opens": opens,
        "people": _people(unit, today, in_use()) if opens else [],
        "difficulties": difficulty.lines(
            difficulties.pressing(difficulties.of([unit]), today), today
        ),
        "promised": [
            telling.promise(one, today)
            for one in promised
            if one.answer is None or not one.answer.kept or (last and one.visit_id == last.pk)
        ],
        "visits": [{"visit": one, "kind": telling.kind_of(one)} for one in visits],
        "record_url": reverse("visit_record", args=[unit.pk]) if unit.ended_on is None else "",
    }
    return render(request, "visits/brief.html", context)


def _about(unit: Organisation, today: date, last: Visit | None) -> list[dict[str, str]]:
    """Return who has the cell, when it meets next, when somebody was there last."""
    holder = facts.holders([unit], today).get(unit.pk)
    seat = CommitteeMember.objects.filter(pk=holder).first() if holder else None
    last_words = (
        f"{show_day(last.visited_on)}, {last.member.name}" if last else _("chưa có lần nào")
    )
    return [
        {"label": _("Người phụ trách"), "value": seat.name if seat else _("chưa có ai")},
        {"label": _("Buổi sinh hoạt tới"), "value": _next_meeting(unit, today)},
        {"label": _("Lần dự gần nhất"), "value": last_words},
    ]


def _next_meeting(unit: Organisation, today: date) -> str:
    month = Month.holding(today)
    there = months.versions([unit.pk], [month, month.after])
    coming = sorted(
        (one.now for one in there if one.now.state == "planned" and one.now.meets_on >= today),
        key=lambda one: one.meets_on,
    )
    if not coming:
        return _("chưa có lịch")
    now = coming[0]
    parts = [
        telling.hour(now.starts_at), f"{show_day(now.meets_on)}", now.place, telling.form(now.form),
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def _people(unit: Organisation, today: date, book: Rulebook) -> list[dict[str, Any]]:
    """Return those of a cell on the way: how far each is, what comes next or holds it up."""
    rows = Person.objects.filter(cell=unit, standing__in=worklist.OPEN).select_related("cell")
    found = worklist.rows(list(rows), book, today)
    return [_person(row, book) for row in found]


def _person(row: worklist.Row, book: Rulebook) -> dict[str, Any]:
    told = row.told
    one = next((step for step in told.open if step.state in (NEXT, BLOCKED)), None)
    why = ""
    if one is not None and one.state == BLOCKED and one.findings:
        why = cases.message(one.findings[0], book)
    return {
        "person": row.person,
        "stage": cases.stage(book, told.stage),
        "next": cases.step_name(book, one.step) if one else "–",
        "why": why,
        "pill": cases.left(row.due, book, told.day) if row.due else None,
    }
