"""One person's case, and the correction of a step."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions, facts, telling
from taonguon.cases.views.reach import crumbs, may_record, reached
from taonguon.core.access import PEOPLE, RECORD
from taonguon.core.assessment import Assessment, Blocked, asides, assess
from taonguon.core.rulebook import Rulebook
from taonguon.ledger.models import Fact
from taonguon.organisations.visibility import needs
from taonguon.people.forms import CorrectionForm
from taonguon.regulations.book import in_use


@needs(PEOPLE)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where one person's case stands: done, now, blocked, later, and why by when."""
    person = reached(request, PEOPLE, pk)
    day, book = timezone.localdate(), in_use()
    facts_of = facts.one(person)
    told = assess(facts_of, book, day)
    may = {key: may_record(request, person, book, key, day) for key in book.steps}
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
        "done": telling.done(told.done, book),
        "expiries": telling.expiries(told.expiries, book, day),
        "warnings": telling.warnings(told.warnings, book),
        "asides": [
            {"label": telling.step_name(book, key), "url": reverse("case_step", args=[pk, key])}
            for key in asides(facts_of, book, day)
            if may[key]
        ],
        "main": _main_act(told, book, pk, may),
        "may_correct": may_record(request, person, book, "decision", day),
    }
    return render(request, "cases/case.html", context)


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


@needs(RECORD)
def case_correct(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Correct the day of a step, or withdraw it, with the reason."""
    person = reached(request, RECORD, pk)
    row = Fact.objects.filter(person=pk, pk=fact, act__undone_at__isnull=True).first()
    if row is None or not facts.step_of(row.kind) or row.corrected_by.exists():
        raise Http404
    form = CorrectionForm(request.POST or None)
    book = in_use()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.correct_step(
                fact=row, on=told["on"], because=told["because"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Blocked as blocked:
            for finding in blocked.findings:
                form.add_error(
                    None, f"{telling.message(finding, book)} ({telling.clause(finding.rule)})"
                )
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã sửa; ghi chép cũ vẫn được giữ để tra lại."))
            return redirect("case", pk=pk)
    step = telling.step_name(book, facts.step_of(row.kind))
    back = reverse("case", args=[pk])
    context = {
        "title": _("Sửa ghi chép: %(what)s") % {"what": step},
        "crumbs": crumbs(person),
        "form": form,
        "back": back,
    }
    return render(request, "people/change.html", context)
