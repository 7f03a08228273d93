"""The page on which a recorded step is put right: another day, another tally, or withdrawn."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions, answers, facts, telling
from taonguon.cases.forms import ReasonForm
from taonguon.cases.views.asked import CONFIRMED, WITHDRAW, Asked, to_correct
from taonguon.cases.views.reach import crumbs, reached
from taonguon.core.access import RECORD
from taonguon.core.assessment import Blocked
from taonguon.core.case import Case, Event
from taonguon.core.rulebook import Rulebook, StepValue
from taonguon.ledger.models import Fact
from taonguon.organisations.visibility import needs
from taonguon.regulations.book import in_use

MADE_ANEW = frozenset({"on_paper", "relatives", "paper", actions.VERDICT})
OF_THE_VOTE = frozenset({"form", "voters", "tally"})
Context = dict[str, Any]


@needs(RECORD)
def case_correct(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Put right what a step says, or withdraw it: ask, show what changes, then record, with the reason."""
    person, book = reached(request, RECORD, pk), in_use()
    row = _standing(pk, fact, book)
    case = _without(facts.one(person), row)
    how = _how(book, facts.step_of(row.kind), row.happened_on)
    asked = to_correct(request, row, case, how, book)
    leaves = WITHDRAW in request.POST
    posted = request.POST if request.method == "POST" else None
    reason = ReasonForm(None if leaves else posted)
    withdrawal = ReasonForm(posted if leaves else None, auto_id="withdrawal_%s")
    context = {
        "title": _("Sửa ghi chép: %(what)s") % {"what": telling.step_name(book, how.key)},
        "lede": person.name,
        "crumbs": crumbs(person),
        "form": asked.form,
        "ballot": asked.ballot,
        "how": telling.clause(how),
        "who": telling.word(book, how.actor),
        "reason": reason,
        "withdrawal": withdrawal,
        "told": [*asked.forms, reason, withdrawal],
        "back": reverse("case", args=[pk]),
    }
    if posted is not None:
        return (
            _withdrawn(request, row, context) if leaves else _put_right(request, row, case, context)
        )
    return render(request, "cases/step.html", context)


def _standing(person: int, pk: int, book: Rulebook) -> Fact:
    """Return a step's fact that nothing has replaced. Raises Http404."""
    row = Fact.objects.filter(person=person, pk=pk, act__undone_at__isnull=True).first()
    if row is None or facts.step_of(row.kind) not in book.steps or row.corrected_by.exists():
        raise Http404
    return row


def _without(case: Case, row: Fact) -> Case:
    return replace(case, events=tuple(one for one in case.events if one.id != row.pk))


def _how(book: Rulebook, step: str, on: date) -> StepValue:
    """Return how the step was taken on its day; for one before the rules, as they begin."""
    known = book.at(max(on, book.begins)).steps
    return known.get(step) or book.steps[step].values[-1]


def _put_right(request: HttpRequest, row: Fact, case: Case, context: Context) -> HttpResponse:
    """Show what a correction changes once it is whole and lawful; record it once it was looked at."""
    asked, reason, book = Asked(context["form"], context["ballot"]), context["reason"], in_use()
    if not all([asked.is_valid(), reason.is_valid()]):
        return render(request, "cases/step.html", context)
    event = asked.event(row.pk)
    event = event._replace(data={**_kept(row, asked), **event.data})
    changes = answers.changes(asked.form, asked.ballot)
    if not changes:
        asked.form.add_error(None, _("Chưa đổi gì so với ghi chép cũ: sửa chỗ sai rồi gửi lại."))
    elif asked.allowed(case, event, book) and CONFIRMED in request.POST:
        return _correct(request, row, event, context)
    if asked.form.errors:
        return render(request, "cases/step.html", context)
    context |= {
        "answers": _answers(changes, reason),
        "roll": answers.roll(event, book, delegated=case.delegated),
        "title": _("Xem lại trước khi sửa: %(step)s")
        % {"step": telling.step_name(book, event.kind)},
    }
    return render(request, "cases/check.html", context)


def _kept(row: Fact, asked: Asked) -> dict[str, Any]:
    """Return what the step said beyond what its page asks: that stays as it was."""
    anew = {*asked.form.fields, *MADE_ANEW, *(OF_THE_VOTE if asked.ballot else ())}
    return {name: value for name, value in row.data.items() if name not in anew}


def _answers(changes: list[dict[str, str]], reason: ReasonForm) -> list[dict[str, str]]:
    found = [{"label": one["label"], "value": one["new"], "before": one["old"]} for one in changes]
    told = {"label": str(reason.fields["because"].label), "value": reason.cleaned_data["because"]}
    return [*found, told]


def _correct(request: HttpRequest, row: Fact, event: Event, context: Context) -> HttpResponse:
    reason, book = context["reason"], in_use()
    try:
        actions.correct_step(
            fact=row, on=event.on, because=reason.cleaned_data["because"], by=request.user,
            at=timezone.now(), data=event.data,
        )  # fmt: skip
    except Blocked as blocked:
        Asked(context["form"], context["ballot"]).refuse(blocked.findings, book)
    except actions.Refused as refusal:
        context["form"].add_error(None, str(refusal))
    else:
        messages.success(request, _("Đã sửa; ghi chép cũ vẫn được giữ để tra lại."))
        return redirect("case", pk=row.person)
    return render(request, "cases/step.html", context)


def _withdrawn(request: HttpRequest, row: Fact, context: Context) -> HttpResponse:
    withdrawal = context["withdrawal"]
    if withdrawal.is_valid():
        try:
            actions.correct_step(
                fact=row, on=None, because=withdrawal.cleaned_data["because"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            withdrawal.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã rút; ghi chép cũ vẫn được giữ để tra lại."))
            return redirect("case", pk=row.person)
    return render(request, "cases/step.html", context)
