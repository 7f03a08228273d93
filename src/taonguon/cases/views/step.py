"""The pages on which a step is recorded: its form, a vote with its roll, and the check before."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions, facts, telling
from taonguon.cases.fields import VOTES, language
from taonguon.cases.forms import StepForm, VoteForm
from taonguon.cases.views.reach import crumbs, may_record, reached
from taonguon.core import votes
from taonguon.core.access import RECORD_CELL
from taonguon.core.assessment import Blocked, assess, check
from taonguon.core.assessment.voting import outcome_of
from taonguon.core.case import Case, Event
from taonguon.core.days import NotADay, parse_day, show_day
from taonguon.core.rulebook import BeforeRulebook, Rulebook
from taonguon.ledger.models import Fact
from taonguon.organisations.visibility import needs
from taonguon.people.models import Person
from taonguon.people.views import cells
from taonguon.regulations.book import in_use

CONFIRMED = "da-xem"


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
    offered = cells(request)
    data = request.POST if request.method == "POST" else None
    initial = _initial(case, step)
    form = StepForm(data, how=how, book=book, case=case, cells=offered, initial=initial)
    ballot = _ballot(request, person, step, book)
    context = {
        "title": telling.step_name(book, step),
        "lede": person.name,
        "crumbs": crumbs(person),
        "form": form,
        "ballot": ballot,
        "how": telling.clause(how),
        "who": telling.word(book, how.actor),
        "back": reverse("case", args=[pk]),
        "blocked": _foreseen(case, book, day, step),
    }
    if data is not None and form.is_valid() and (ballot is None or ballot.is_valid()):
        return _checked(request, person, case, book, context)
    return render(request, "cases/step.html", context)


def _initial(case: Case, step: str) -> dict[str, Any]:
    """Return what the form opens with: of the circumstances all that was said before."""
    if step != "profile":
        return {}
    told: dict[str, Any] = {
        "schooling": "", "youth_union": case.youth_union, "union_here": case.union_here,
        "youth_union_here": case.youth_union_here, "host": case.host,
        "mass_organisations": list(case.mass_organisations),
        "circumstances": sorted(case.circumstances),
        "left_on": case.left_on, "left_ground": case.left_ground, "cleared_on": case.cleared_on,
        "readmitted_before": case.readmitted_before,
    }  # fmt: skip
    for one in case.relatives:
        traits = [name for name in one._fields[2:] if getattr(one, name)]
        told[f"relative_{one.key}"] = ["there", *traits]
    return told


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


def _ballot(request: HttpRequest, person: Person, step: str, book: Rulebook) -> VoteForm | None:
    if step not in VOTES:
        return None
    names = _names(person, step, _asked_day(request))
    data = request.POST if request.method == "POST" else None
    return VoteForm(data, body=VOTES[step], names=names, book=book, prefix="vote")


def _asked_day(request: HttpRequest) -> date:
    """Return the day typed, or to come in the address, else today: whose roll it is."""
    try:
        return parse_day(request.POST.get("on") or request.GET.get("ngay") or "")
    except NotADay:
        return timezone.localdate()


def _names(person: Person, step: str, on: date) -> list[str]:
    """Return who is summoned: the cell's official members, or the committee as it last voted."""
    if VOTES[step] == "cell":
        return [name for _pk, name, _since in facts.roll(person.cell_id, on)]
    rows = Fact.objects.filter(
        kind=facts.kind_of(step), act__undone_at__isnull=True, happened_on__lte=on
    )
    last = rows.filter(organisation=person.cell_id).order_by("-happened_on", "-pk").first()
    last = last or rows.order_by("-happened_on", "-pk").first()
    return [one["name"] for one in last.data.get("voters", ())] if last else []


def _checked(
    request: HttpRequest, person: Person, case: Case, book: Rulebook, context: dict[str, Any]
) -> HttpResponse:
    form, ballot = context["form"], context["ballot"]
    on = form.cleaned_data["on"]
    data = form.data_of_fact() | (ballot.data_of_fact() if ballot else {})
    event = Event(form.step, on, data)
    try:
        found = check(case, book, event)
        if not found and CONFIRMED in request.POST:
            return _record(request, person, event)
    except Blocked as blocked:
        found = blocked.findings
    except actions.Refused as refusal:
        form.add_error("on", str(refusal))
        return render(request, "cases/step.html", context)
    except BeforeRulebook:
        form.add_error("on", _before(book))
        return render(request, "cases/step.html", context)
    for finding in found:
        form.add_error(None, f"{telling.message(finding, book)} ({telling.clause(finding.rule)})")
    if found:
        return render(request, "cases/step.html", context)
    context |= {
        "answers": _answers(form, event, book),
        "roll": _roll(event, book),
        "title": _("Xem lại trước khi ghi: %(step)s") % {"step": context["title"]},
    }
    return render(request, "cases/check.html", context)


def _before(book: Rulebook) -> str:
    return _("Bộ quy định bắt đầu từ %(day)s: không có quy định để xét ngày trước đó.") % {
        "day": show_day(book.begins)
    }


def _record(request: HttpRequest, person: Person, event: Event) -> HttpResponse:
    actions.record_step(
        person=person, step=event.kind, on=event.on, data=event.data,
        by=request.user, at=timezone.now(),
    )  # fmt: skip
    moment = timezone.localtime()
    messages.success(request, _("Đã lưu lúc %(at)s.") % {"at": f"{moment:%H:%M}"})
    return redirect("case", pk=person.pk)


def _answers(form: StepForm, event: Event, book: Rulebook) -> list[dict[str, str]]:
    """Return what will be recorded, line by line."""
    answers = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", [], False):
            continue
        answers.append({"label": str(field.label), "value": _said(field, value)})
    result = telling.vote(event, book)
    return [*answers, {"label": _("Kết quả"), "value": result}] if result else answers


def _said(field: Any, value: Any) -> str:
    choices = dict(getattr(field, "choices", ()))
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    if value is True:
        return _("có")
    return str(choices.get(value, value))


def _roll(event: Event, book: Rulebook) -> dict[str, Any]:
    """Return the roll of a vote, person by person: who is counted, who is left out and why."""
    if event.kind not in telling.BODY or not event.data.get("voters"):
        return {}
    body = telling.BODY[event.kind]
    voters, tally = votes.read(event.data)
    rule = book.value(body[1], event.on)
    roll = votes.roll(voters, votes.Excuses(rule.value["always"], rule.value["if_absent"]))
    result = outcome_of(book, event, body)
    return {
        "counted": [{"name": one.name, "present": one.present} for one in roll.counted],
        "left_out": [
            {"name": one.name, "why": book.word(one.excuse, language())} for one in roll.left_out
        ],
        "size": roll.size,
        "needed": result.needed,
        "majority": str(result.majority),
        "favour": tally.favour,
        "passed": result.passed,
        "cite": telling.clause(rule),
    }
