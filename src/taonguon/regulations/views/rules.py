"""The rulebook in force on a day, one rule over time, and proposing its next value."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import RULES, RULES_EDIT
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rule, Rulebook
from taonguon.organisations.visibility import needs, ranges
from taonguon.regulations import actions, telling
from taonguon.regulations.book import in_use
from taonguon.regulations.forms import RulesForm, ValueForm, opening
from taonguon.regulations.models import DayChange, ValueChange

CONFIRMED = "da-xem"


@needs(RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules in force on a day, and what changed since another."""
    form = RulesForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    book = in_use()
    day = max(asked.get("ngay") or timezone.localdate(), book.begins)
    other = asked.get("so_voi")
    era = book.at(day).procedure
    context = {
        "title": _("Quy định"),
        "lede": _("có hiệu lực ngày %(day)s") % {"day": show_day(day)},
        "form": form,
        "groups": telling.groups(book, day, asked.get("q") or ""),
        "era": {
            "name": era.name.said(telling.language()),
            "mark": telling.mark(era.verified),
            "note": era.note.said(telling.language()) if era.note else "",
            "cite": telling.cite(era.source, telling.language()),
        },
        "steps": telling.steps(book, day),
        **_changes(book, other, day),
        "other": other,
        "waiting": _waiting(),
        "links": [{"label": _("Lịch ngày làm việc"), "url": reverse("calendar")}],
    }
    return render(request, "regulations/rules.html", context)


def _changes(book: Rulebook, other: date | None, day: date) -> dict[str, Any]:
    """Return what differs from another day, apart from it what has only another source."""
    if other is None:
        return {"changes": None}
    lines = telling.changed(book, max(other, book.begins), day)
    return {
        "changes": [one for one in lines if not one["same"]],
        "cited_anew": [one for one in lines if one["same"]],
    }


def _waiting() -> int:
    return ValueChange.objects.pending().count() + DayChange.objects.pending().count()


def crumbs(rule: dict[str, Any] | None = None) -> list[dict[str, str]]:
    """Return the way back: the rulebook, and one rule."""
    found = [{"label": _("Quy định"), "url": reverse("rules")}]
    return [*found, {"label": rule["meaning"], "url": rule["url"]}] if rule else found


@needs(RULES)
def rule(request: HttpRequest, key: str) -> HttpResponse:
    """Show one rule: every value over time, and which day picks it."""
    book, found = _rule(key)
    history = telling.history(found, book)
    context = {
        "title": history[0]["meaning"],
        "crumbs": crumbs(),
        "lede": telling.subject(found.subject),
        "history": history,
        "selected": telling.selected(found),
        "step": book.word(found.step, telling.language()) if found.step else "",
        "propose_url": (reverse("rule_propose", args=[key]) if ranges(request, RULES_EDIT) else ""),
        "pending": telling.pending(
            ValueChange.objects.pending().filter(key=key).select_related("proposed_by"), book
        ),
    }
    return render(request, "regulations/rule.html", context)


def _rule(key: str) -> tuple[Rulebook, Rule]:
    book = in_use()
    if key not in book.rules:
        raise Http404
    return book, book.rules[key]


@needs(RULES_EDIT)
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Propose a rule's next value: ask, show what it would change, then keep the proposal."""
    book, found = _rule(key)
    data = request.POST if request.method == "POST" else None
    now = telling.history(found, book)[0]
    form = ValueForm(data, rule=found, book=book, initial=opening(found))
    context = {
        "title": _("Thay giá trị: %(rule)s") % {"rule": now["meaning"]},
        "crumbs": crumbs(now),
        "form": form,
        "now": now,
        "back": now["url"],
    }
    if data is None or not form.is_valid():
        return render(request, "regulations/propose.html", context)
    if CONFIRMED not in data:
        return render(
            request, "regulations/check.html", {**context, "answers": _answers(form, found, book)}
        )
    told = form.cleaned_data
    try:
        actions.propose_value(
            key=key, what=_next(told), cited=_cited(told), by=request.user, at=timezone.now(),
        )  # fmt: skip
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "regulations/propose.html", context)
    messages.success(request, _("Đã ghi đề nghị; có hiệu lực khi một cán bộ khác xác nhận."))
    return redirect("proposals")


def _next(told: dict[str, Any]) -> actions.Next:
    return actions.Next(told["value"], told["start_on"], told.get("counted_from", ""))


def _cited(told: dict[str, Any]) -> actions.Cited:
    seen = {"verified": told["verified"], "note": told["note"]}
    if told["instrument"]:
        return actions.Cited(told["instrument"], told["clause"], **seen)
    return actions.Cited(
        told["new_instrument"], told["clause"], told["new_name"], told["new_on"], **seen
    )


def _instrument(told: dict[str, Any]) -> str:
    if told["instrument"]:
        return str(told["instrument"])
    return f"{told['new_instrument']} · {told['new_name']} · {show_day(told['new_on'])}"


def _answers(form: ValueForm, rule: Rule, book: Rulebook) -> list[dict[str, str]]:
    told = form.cleaned_data
    standing = rule.on(max(told["start_on"], rule.values[0].start))
    old = telling.value_words(standing.value, rule.unit, book) if standing else "–"
    answers = [
        {"label": _("Đang là"), "value": old},
        {"label": _("Sẽ là"), "value": telling.value_words(told["value"], rule.unit, book)},
        {"label": _("Có hiệu lực từ ngày"), "value": show_day(told["start_on"])},
        {"label": _("Văn bản"), "value": _instrument(told)},
        {"label": _("Điều khoản"), "value": told["clause"]},
        {"label": _("Đối chiếu"), "value": telling.mark(told["verified"])["words"]},
        {"label": _("Ghi chú"), "value": told["note"]},
    ]
    if rule.step:
        start = telling.counted(told["counted_from"], book)
        answers.insert(2, {"label": _("Cách tính"), "value": start})
    later = telling.gives_way(rule, told["start_on"], book)
    if later:
        answers.append({"label": _("Nhường chỗ cho giá trị mới"), "value": "; ".join(later)})
    if told["start_on"] <= timezone.localdate():
        words = _("các bước đã làm từ ngày ấy được xét lại theo giá trị mới")
        answers.append({"label": _("Lùi ngày"), "value": words})
    return answers
