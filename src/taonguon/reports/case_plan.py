"""The plan backwards from the year's end as a section of one person's case."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from taonguon.core.backward import Backward, backward
from taonguon.core.case import Case
from taonguon.core.days import show_day
from taonguon.core.goals import Goal, age_unknown, by_year_end
from taonguon.core.rulebook import Rulebook
from taonguon.people.models import Person
from taonguon.reports import bounds, planning


def section(person: Person, case: Case, book: Rulebook, day: date) -> dict[str, Any]:
    """Return the plan of a case for the year of a day, and its other goals; empty once admitted."""
    classes = planning.days_for(planning.studies(day), person)
    goal = by_year_end(day.year)
    way = backward(case, book, day, goal, classes)
    if way is None:
        return {}
    leaves = planning.enlistments([person]).get(person.pk)
    others = [
        (one, backward(case, book, day, one, classes))
        for one in planning.goals_of(case, book, day, leaves)
    ]
    rows = [(one.step, bounds.row(one, way, book)) for one in way.windows]
    return {
        "title": _("Kế hoạch ngược từ %(day)s") % {"day": f"{goal.last.day}/{goal.last.month}"},
        "pill": bounds.state(way.state),
        "reason": bounds.reason(way, book),
        "rows": [row for step, row in rows if step in bounds.KEY_STEPS],
        "others": [row for step, row in rows if step not in bounds.KEY_STEPS],
        "goals": [_goal(one, its, book) for one, its in others if its is not None],
        "note": _unknown(case, book, day),
    }


def _goal(goal: Goal, way: Backward, book: Rulebook) -> dict[str, Any]:
    """Return another goal as a task: by when the next step must be taken, and by what clause."""
    first, last = way.windows[0], way.windows[-1]
    within = (first.safe or first.latest).day
    told = {"step": bounds.row(first, way, book)["title"], "day": show_day(within)}
    words = _("Bước tới: %(step)s, trong hạn đến %(day)s.") % told
    why = bounds.reason(way, book)
    end = bounds.last_day(last.latest, way, book)
    return {
        "title": bounds.goal_name(goal, book),
        **bounds.state(way.state),
        "detail": why.get("words") or words,
        "why": end["why"],
        "cite": end["cite"] or why.get("cite", ""),
    }


def _unknown(case: Case, book: Rulebook, day: date) -> str:
    if not age_unknown(case, book, day):
        return ""
    return _("Sổ chỉ ghi năm sinh %(year)s: ghi đủ ngày sinh mới tính được ngày quá tuổi.") % {
        "year": case.born
    }
