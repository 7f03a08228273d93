"""The plan backwards of a commune or a cell: by when how many must have come how far."""

import calendar
import math
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import FIGURES, PEOPLE
from taonguon.core.backward import LOST
from taonguon.core.campaign import Milestone, campaign
from taonguon.core.days import Period, show_day
from taonguon.core.goals import YEAR_END, by_year_end
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import chosen, may, needs
from taonguon.people.models import Person
from taonguon.people.views import cells
from taonguon.regulations.book import in_use
from taonguon.reports import bounds, campaigning, charts, planning
from taonguon.reports.asking import PlanForm
from taonguon.reports.goals import Goal, goals
from taonguon.reports.picture import Materials, Tally


@needs(FIGURES)
def backward_plan(request: HttpRequest) -> HttpResponse:
    """Show by when what must be done for a goal, and who can no longer reach it."""
    root, day = chosen(request, FIGURES), timezone.localdate()
    form = PlanForm(request.GET or None, cells=cells(request, FIGURES), year=day.year)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    goal, year = asked.get("dich") or YEAR_END, asked.get("nam") or day.year
    book, told = in_use(), planning.studies(day)
    people = Person.objects.within([root.range]).filter(standing="prospect").select_related("cell")
    found = planning.plans(list(people), told, book, day, (goal, year))
    opens = may(request, PEOPLE, root)
    context = {
        "title": _("Kế hoạch ngược"),
        "lede": root.name,
        "as_of": day,
        "crumbs": [{"label": _("Bức tranh năm"), "url": reverse("year")}],
        "form": form,
        "opens": opens,
        "year": year,
        "any": bool(found.planned),
    }
    if goal == YEAR_END:
        way = planning.newcomer(told, root.path, book, day, by_year_end(year))
        plan = campaigning.Year(book, day, way, _aim(root, day, year), found, tuple(told))
        context |= _of_year(request, plan, root, opens=opens)
        return render(request, "reports/backward.html", context)
    context |= campaigning.of_goal(found, book)
    return render(request, "reports/backward_goal.html", context)


def _aim(root: Organisation, day: date, year: int) -> Goal:
    """Return the admissions of a year so far against its target, the assigned one first."""
    told = Materials(root)
    tally = Tally(told, day, date(day.year, 1, 1))
    own, period = tally.targets_of(year).get(root.pk, []), Period.year(year)
    return goals(own, tally.admitted_in(period), tally.held(own, period).total())[0]


def _of_year(
    request: HttpRequest, plan: campaigning.Year, root: Organisation, *, opens: bool
) -> dict[str, Any]:
    """Return the plan of a year: tiles, picture, milestones, classes, and the cases of one of them."""
    ways = {one.person.pk: one.way for one in plan.found.planned}
    told = campaign(plan.way, ways, plan.needed)
    kept = {name: request.GET[name] for name in ("to", "nam") if request.GET.get(name)}
    step = request.GET.get("moc", "")
    rows = campaigning.milestones(plan, told)
    for row in rows:
        for part in ("qua", "con"):
            query = urlencode({**kept, "moc": row["step"], "xem": part})
            row[f"{part}_url"] = f"?{query}#ho-so" if opens else ""
    lost = [pk for pk, way in ways.items() if way.state in LOST]
    return {
        "tiles": campaigning.tiles(plan, told, "#ho-so" if opens and lost else ""),
        "milestones": rows,
        "cites": bounds.cites([{**row, "earliest": {}} for row in rows]),
        "drawings": _drawings(plan, told),
        "head": [_("Mốc"), _("Trong hạn đến"), _("Muộn nhất"), _("Còn phải qua")],
        "bars": [[r["title"], r["safe_words"], r["latest_words"], r["missing"]] for r in rows],
        "classes": campaigning.classes(plan, root.path),
        "cases": _cases(request, plan, told) if opens else {},
        "lost": len(lost),
        "whole_url": f"?{urlencode(kept)}" if step else "",
    }


def _cases(
    request: HttpRequest, plan: campaigning.Year, told: Sequence[Milestone]
) -> dict[str, Any]:
    """Return the cases of a milestone asked for, else those that cannot make it any more."""
    by_step = {one.step: one for one in told}
    one = by_step.get(request.GET.get("moc", ""))
    if one is None:
        return campaigning.lost(plan)
    part = request.GET.get("xem", "")
    return campaigning.of_milestone(plan, one, passed=part == "qua")


def _drawings(plan: campaigning.Year, told: Sequence[Milestone]) -> list[dict[str, Any]]:
    year = plan.way.goal.last.year
    rows = [
        {
            "name": campaigning.milestone_name(one.step),
            "words": _beside(one, year),
            "safe": _place(one.safe.day, year) if one.safe else None,
            "latest": _place(one.latest.day, year),
            "open": bool(one.missing),
        }
        for one in told
    ]
    widths = (charts.NARROW, charts.MIDDLE, charts.WIDE, charts.BROAD)
    now = _place(plan.day, year)
    return [
        {"width": width, "svg": charts.draw(charts.backward(rows, now, width))} for width in widths
    ]


def _beside(one: Milestone, year: int) -> str:
    """Return what stands beside a milestone: its day, and how many are still to come past it."""
    on = (one.safe or one.latest).day
    said = f"{on.day}/{on.month}" if on.year == year else show_day(on)
    if one.missing is None:
        return said
    return f"{said} · " + (_("còn %(n)d") % {"n": one.missing} if one.missing else _("đủ"))


def _place(on: date, year: int) -> float:
    """Return a day in months since a year began, below 0 before it."""
    length = calendar.monthrange(on.year, on.month)[1]
    return (on.year - year) * 12 + on.month - 1 + math.floor((on.day - 1) / length * 100) / 100
