"""What a page shows before a step is recorded: its answers line by line, its vote person by person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from taonguon.cases import telling
from taonguon.cases.ballot import COUNTS, PRESENT, VoteForm
from taonguon.cases.fields import language
from taonguon.core import votes
from taonguon.core.assessment.voting import BODIES, body_of, outcome_of
from taonguon.core.case import Event
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook

Answer = dict[str, Any]
NOTHING: tuple[Any, ...] = (None, "", [], False)


def answers(form: BaseForm, ballot: VoteForm | None) -> list[Answer]:
    """Return what will be recorded: what the step says, then who was not there and how the vote fell."""
    found = _lines(form, list(form.fields))
    if ballot is None:
        return found
    found.append({"label": _("Không có mặt"), "value": _missing(ballot)})
    return found + _lines(ballot, ["form", *COUNTS])


def _missing(ballot: VoteForm) -> str:
    """Return who was not there and why, person by person."""
    marked = [one for one in ballot.voters() if ballot.cleaned_data[one.name] != PRESENT]
    words = [(one, said(one.field, ballot.cleaned_data[one.name])) for one in marked]
    told = [f"{one.label} ({why[:1].lower()}{why[1:]})" for one, why in words]
    return "; ".join(told) or _("không ai")


def _lines(form: BaseForm, names: list[str]) -> list[Answer]:
    return [
        {
            "label": str(form.fields[name].label),
            "value": said(form.fields[name], form.cleaned_data[name]),
        }
        for name in names
        if form.cleaned_data.get(name) not in NOTHING or name in COUNTS
    ]


def changes(form: BaseForm, ballot: VoteForm | None) -> list[dict[str, str]]:
    """Return what a correction changes, each with its old and its new words."""
    found = []
    for one in (form, ballot):
        for name in one.changed_data if one is not None else ():
            field, told = one.fields[name], one.cleaned_data.get(name)
            words = [said(field, value) for value in (one.get_initial_for_field(field, name), told)]
            if words[0] != words[1]:
                found.append({"label": str(field.label), "old": words[0], "new": words[1]})
    return found


def said(field: Any, value: Any) -> str:
    """Return an answer in the words of its field; a dash for none."""
    offered = dict(getattr(field, "choices", ()))
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, list):
        return ", ".join(str(offered.get(one, one)) for one in value) or "–"
    if value is True:
        return _("có")
    if value is None or value is False or value == "":
        return "–"
    return str(offered.get(value, value))


def roll(event: Event, book: Rulebook, *, delegated: bool) -> Mapping[str, Any]:
    """Return the roll of a vote, person by person: who is counted, who is left out and why."""
    if event.kind not in BODIES or not event.data.get("voters"):
        return {}
    body = body_of(event.kind, delegated=delegated)
    voters, tally = votes.read(event.data)
    rule = book.value(body[1], event.on)
    found = votes.roll(voters, votes.Excuses(rule.value["always"], rule.value["if_absent"]))
    result = outcome_of(book, event, body)
    return {
        "counted": [{"name": one.name, "present": one.present} for one in found.counted],
        "left_out": [
            {"name": one.name, "why": book.word(one.excuse, language())} for one in found.left_out
        ],
        "size": found.size,
        "needed": result.needed,
        "majority": str(result.majority),
        "favour": tally.favour,
        "passed": result.passed,
        "cite": telling.clause(rule),
    }
