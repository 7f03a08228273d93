"""One person's case."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import facts, papers, telling
from taonguon.cases.views.reach import crumbs, may_record, reached
from taonguon.core.access import PEOPLE
from taonguon.core.assessment import Assessment, asides, assess
from taonguon.core.case import Case
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.visibility import needs
from taonguon.people.models import Person
from taonguon.regulations.book import in_use

RECENT = 3  # steps taken that stay in sight
Section = Callable[[Person, Case, Rulebook, date], dict[str, Any]]


@needs(PEOPLE)
def case(request: HttpRequest, pk: int, plan: Section | None = None) -> HttpResponse:
    """Show where one person's case stands: done, now, blocked, later, and why by when.

    `plan` makes the section on the plan backwards: it asks rooms that this one may not know.
    """
    person = reached(request, PEOPLE, pk)
    day, book = timezone.localdate(), in_use()
    facts_of = facts.one(person)
    told = assess(facts_of, book, day)
    may = {key: may_record(request, person, book, key, day) for key in book.steps}
    events = [one.event for one in told.done]
    number, all_ = _place(told, book)
    context = {
        "title": person.name,
        "lede": telling.about(person, facts_of),
        "crumbs": crumbs(),
        "as_of": day,
        "person": person,
        "told": told,
        "stage": telling.stage(book, told.stage),
        "number": number,
        "all": all_,
        **telling.tasks(told, book, pk, may),
        **_done(told, book, delegated=facts_of.delegated),
        "people": papers.people(events, book),
        "papers": papers.papers(events, book),
        "expiries": telling.expiries(told.expiries, book, day),
        "warnings": telling.warnings(told.warnings, book),
        "asides": [
            {"label": telling.step_name(book, key), "url": reverse("case_step", args=[pk, key])}
            for key in asides(facts_of, book, day)
            if may[key]
        ],
        "plan": plan(person, facts_of, book, day) if plan is not None else {},
        "main": _main_act(told, book, pk, may),
        "may_correct": may_record(request, person, book, "decision", day),
        "links": [{"label": _("Giấy tờ"), "url": reverse("papers", args=["case", pk])}],
    }
    return render(request, "cases/case.html", context)


def _done(told: Assessment, book: Rulebook, *, delegated: bool) -> dict[str, list[dict[str, Any]]]:
    """Return the steps taken: the latest and those to be looked at again, apart from the earlier ones."""
    lines = telling.done(told.done, book, delegated=delegated)
    recent = [one for place, one in enumerate(lines) if place < RECENT or one["faults"]]
    return {"recent": recent, "earlier": [one for one in lines if one not in recent]}


def _place(told: Assessment, book: Rulebook) -> tuple[int, int]:
    """Return how many steps of the course are behind, and how many it has here."""
    main = [key for key, step in book.steps.items() if not step.aside]
    open_ = [one.step for one in told.open]
    taken = sum(key not in open_ for key in main[: main.index(open_[0])]) if open_ else len(main)
    return taken + 1, len(main)


def _main_act(told: Assessment, book: Rulebook, pk: int, may: dict[str, bool]) -> dict[str, str]:
    ready = next((one.step for one in told.next if may[one.step]), None)
    if ready is None:
        return {}
    label = _("Ghi: %(step)s") % {"step": telling.step_name(book, ready)}
    return {"label": label, "url": reverse("case_step", args=[pk, ready])}
