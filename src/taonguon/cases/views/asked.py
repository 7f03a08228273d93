"""What the pages of recording and of correcting ask: the form of a step and that of its vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import forms, telling
from taonguon.cases.ballot import VOTES, Meeting, VoteForm, committee, meeting
from taonguon.cases.ballot import typed as typed_vote
from taonguon.cases.forms import StepForm
from taonguon.core.assessment import Finding, check
from taonguon.core.case import Case, Event
from taonguon.core.days import NotADay, parse_day, show_day
from taonguon.core.rulebook import BeforeRulebook, Rulebook, StepValue
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from taonguon.people.views import cells

CONFIRMED, WITHDRAW = "da-xem", "withdraw"


@dataclass(frozen=True, slots=True)
class Asked:
    """The forms of one step as a page shows them; `ballot` is None for a step without a vote."""

    form: StepForm
    ballot: VoteForm | None

    @property
    def forms(self) -> list[StepForm | VoteForm]:
        """The forms that are asked, the step's own first."""
        return [one for one in (self.form, self.ballot) if one is not None]

    def is_valid(self) -> bool:
        """Tell whether all was answered; both forms are looked at, so that all is said at once."""
        return {one.is_valid() for one in self.forms} == {True}

    def event(self, fact: int = 0) -> Event:
        """Return the step as it was typed."""
        data = self.form.data_of_fact() | (self.ballot.data_of_fact() if self.ballot else {})
        return Event(self.form.step, self.form.cleaned_data["on"], data, fact)

    def allowed(self, case: Case, event: Event, book: Rulebook) -> bool:
        """Tell whether the rules allow the step in a case; what they find stands on the form."""
        try:
            found = check(case, book, event)
        except BeforeRulebook:
            words = _("Bộ quy định bắt đầu từ %(day)s: không có quy định để xét ngày trước đó.")
            self.form.add_error("on", words % {"day": show_day(book.begins)})
            return False
        self.refuse(found, book)
        return not found

    def refuse(self, findings: Iterable[Finding], book: Rulebook) -> None:
        """Put what the rules find upon the form, each with its clause."""
        for one in findings:
            self.form.add_error(None, f"{telling.message(one, book)} ({telling.clause(one.rule)})")


def to_record(
    request: HttpRequest, person: Person, case: Case, how: StepValue, book: Rulebook
) -> Asked:
    """Return the forms of a step to be recorded: its day is today's unless the address names one."""
    day = asked_day(request, timezone.localdate())
    initial = {"on": day, **_known(case, how.key)}
    form = _form(request, case, how, book, initial)
    if how.key not in VOTES:
        return Asked(form, None)
    return Asked(form, _ballot(request, meeting(how.key, day, person.cell_id), book, {}))


def to_correct(
    request: HttpRequest, fact: Fact, case: Case, how: StepValue, book: Rulebook
) -> Asked:
    """Return the forms of a step that was recorded, filled with what was said then."""
    initial = {**forms.typed(how.key, fact.data), "on": fact.happened_on}
    form = _form(request, case, how, book, initial)
    if how.key not in VOTES or not fact.data.get("voters"):
        return Asked(form, None)
    called = meeting(how.key, asked_day(request, fact.happened_on), fact.organisation)
    if VOTES[how.key] == "committee":
        called = called._replace(people=committee(fact.data["voters"]))
    return Asked(form, _ballot(request, called, book, typed_vote(called, fact.data)))


def _form(
    request: HttpRequest, case: Case, how: StepValue, book: Rulebook, initial: dict[str, Any]
) -> StepForm:
    return StepForm(
        _typed(request), how=how, book=book, case=case, cells=cells(request), today=timezone.localdate(),
        initial=initial,
    )  # fmt: skip


def _ballot(
    request: HttpRequest, called: Meeting, book: Rulebook, initial: dict[str, Any]
) -> VoteForm:
    return VoteForm(_typed(request), meeting=called, book=book, initial=initial, prefix="vote")


def _typed(request: HttpRequest) -> QueryDict | None:
    """Return what was typed into the step's forms; a withdrawal types nothing there."""
    return request.POST if request.method == "POST" and WITHDRAW not in request.POST else None


def asked_day(request: HttpRequest, otherwise: date) -> date:
    """Return the day typed, or named in the address: whose roll it is."""
    try:
        return parse_day(request.POST.get("on") or request.GET.get("ngay") or "")
    except NotADay:
        return otherwise


def _known(case: Case, step: str) -> dict[str, Any]:
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
