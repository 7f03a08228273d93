"""A form in plain values, so that a phone can show it and fill it in without the server."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from taonguon.organisations.forms import DayField
from taonguon.people.actions import Refused

Line = dict[str, str]
Data = Mapping[str, Sequence[str]]
WIDGETS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.SelectMultiple, "checks"),
    (forms.RadioSelect, "radio"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "check"),
    (forms.Textarea, "textarea"),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something taken along: its questions, the state they rest on, and what stands on the server.

    `again` tells that it may be filled in more than once; `reading` is to be read beforehand.
    """

    kind: str
    about: str
    title: str
    unit: str
    groups: list[dict[str, Any]]
    base: str
    again: bool = False
    reading: list[Line] = field(default_factory=list)
    now: list[Line] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Return it as the phone keeps it."""
        return asdict(self)


def line(label: object, value: object) -> Line:
    """Return one line of what is shown, `–` for nothing."""
    return {"label": str(label), "value": str(value) or "–"}


def group(
    form: forms.BaseForm, legend: str = "", help_text: str = "", *, optional: bool = False
) -> Any:
    """Return the questions of a form under a heading; `optional`: left empty there is nothing."""
    asked = [_question(form[name], optional) for name in form.fields]
    told = [one for one in asked if one is not None]
    return {"legend": legend, "help": help_text, "optional": optional, "fields": told}


def _question(bound: forms.BoundField, optional: bool) -> dict[str, Any] | None:
    if bound.is_hidden:
        return None
    asked, widget = bound.field, bound.field.widget
    kind = next((name for of, name in WIDGETS if isinstance(widget, of)), "text")
    choices = [[str(value), str(words)] for value, words in getattr(asked, "choices", ())]
    return {
        "name": bound.html_name,
        "label": str(bound.label),
        "help": str(asked.help_text or ""),
        "kind": "day" if isinstance(asked, DayField) else kind,
        "required": asked.required and not optional,
        "most": getattr(asked, "max_length", None),
        "choices": choices,
        "value": _values(bound.value()),
        "offers": "list" in widget.attrs,
    }


def _values(value: object) -> list[str]:
    if value is None or value is False or value == "":
        return []
    if isinstance(value, list | tuple | set):
        return [str(one) for one in value]
    return ["on"] if value is True else [str(value)]


def typed(data: Data, **more: str) -> QueryDict:
    """Return what a phone sent as a form expects it."""
    told = QueryDict(mutable=True)
    for name, values in data.items():
        told.setlist(name, [str(one) for one in values])
    for name, value in more.items():
        told[name] = value
    return told


def must_fit(data: Data, forms_there: Iterable[forms.BaseForm], known: Mapping[str, str]) -> None:
    """Raise Refused for answers to questions that are asked no more: nothing is dropped unseen.

    `known` are the names of questions with their words.
    """
    there = {form[name].html_name for form in forms_there for name in form.fields}
    lost = [name for name, values in data.items() if any(values) and name not in there]
    if lost:
        words = "; ".join(sorted({known.get(name, _("một câu đã bỏ")) for name in lost}))
        raise Refused(
            _("Trên máy chủ không còn ghi được: %(what)s. Mở bản ghi, xem lại rồi gửi.")
            % {"what": words}
        )


def refused(form: forms.BaseForm, of: str = "") -> list[str]:
    """Return what is wrong in a form: each sentence with the question it is about."""
    found = []
    for name, errors in form.errors.items():
        asked = form.fields[name].label if name in form.fields else ""
        lead = ", ".join(str(part) for part in (of, asked) if part)
        found += [f"{lead}: {error}" if lead else str(error) for error in errors]
    return found
