"""The page on which a step is recorded: its form, a vote with its roll, and the check before."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions, answers, facts, telling
from taonguon.cases.views.asked import CONFIRMED, Asked, to_record
from taonguon.cases.views.reach import crumbs, may_record, reached
from taonguon.core.access import RECORD_CELL
from taonguon.core.assessment import Blocked, assess
from taonguon.core.case import Case, Event
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.visibility import needs
from taonguon.people.models import Person
from taonguon.regulations.book import in_use


@needs(RECORD_CELL)
def case_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Record one step: ask, show what will be recorded and what the rules say, then record."""
    person, book, day = reached(request, RECORD_CELL, pk), in_use(), timezone.localdate()
    how = book.at(day).steps.get(step)
    if how is None:
        raise Http404
    if not may_record(request, person, book, step, day):
        raise PermissionDenied
    case = facts.one(person)
    asked = to_record(request, person, case, how, book)
    context = {
        "title": telling.step_name(book, step),
        "lede": person.name,
        "crumbs": crumbs(person),
        "form": asked.form,
        "ballot": asked.ballot,
        "told": asked.forms,
        "how": telling.clause(how),
        "who": telling.word(book, how.actor),
        "back": reverse("case", args=[pk]),
        "blocked": _foreseen(case, book, day, step),
    }
    if request.method == "POST" and asked.is_valid():
        event = asked.event()
        if asked.allowed(case, event, book):
            return _shown(request, person, event, book, context)
    return render(request, "cases/step.html", context)


def _foreseen(case: Case, book: Rulebook, day: date, step: str) -> list[dict[str, str]]:
    """Return what holds the step up today, so that nobody types a form in vain."""
    told = next((one for one in assess(case, book, day).open if one.step == step), None)
    if told is None:
        return []
    found = [
        {"words": telling.message(one, book), "cite": telling.clause(one.rule)}
        for one in told.findings
    ]
    if told.missing:
        names = ", ".join(telling.step_name(book, key) for key in told.missing)
        words = _("Phải làm trước: %(steps)s.") % {"steps": names}
        found.insert(0, {"words": words, "cite": telling.clause(told.how)})
    return found


def _shown(
    request: HttpRequest, person: Person, event: Event, book: Rulebook, context: dict[str, Any]
) -> HttpResponse:
    """Show what will be recorded; record it once it was looked at."""
    form, ballot = context["form"], context["ballot"]
    if CONFIRMED in request.POST:
        try:
            return _record(request, person, event)
        except Blocked as blocked:
            Asked(form, ballot).refuse(blocked.findings, book)
        except actions.Refused as refusal:
            form.add_error("on", str(refusal))
        return render(request, "cases/step.html", context)
    context |= {
        "answers": answers.answers(form, ballot),
        "roll": answers.roll(event, book, delegated=facts.one(person).delegated),
        "title": _("Xem lại trước khi ghi: %(step)s") % {"step": context["title"]},
    }
    return render(request, "cases/check.html", context)


def _record(request: HttpRequest, person: Person, event: Event) -> HttpResponse:
    actions.record_step(
        person=person, step=event.kind, on=event.on, data=event.data,
        by=request.user, at=timezone.now(),
    )  # fmt: skip
    moment = timezone.localtime()
    messages.success(request, _("Đã lưu lúc %(at)s.") % {"at": f"{moment:%H:%M}"})
    return redirect("case", pk=person.pk)
