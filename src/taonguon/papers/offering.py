"""What the page of a paper offers before anything is typed: its day, number, known values, who signs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from taonguon.documents.models import Document
from taonguon.forms import filling, vocabulary
from taonguon.forms.form import Form
from taonguon.forms.loading import shipped
from taonguon.organisations.forms import DayField
from taonguon.papers import filled
from taonguon.papers.matters import Matter

SIGNER = ("signer.post", "signer.name")
RECENT = 20  # papers of a body looked through for who signed last


def typed_day(told: str) -> date | None:
    """Return the day that was typed, None where it is none."""
    try:
        return DayField(required=False).clean(told)  # type: ignore[no-any-return]
    except ValidationError:
        return None


def initial(
    form: Form, matter: Matter, told: Mapping[str, Any], documents: Iterable[Document], day: date
) -> dict[str, Any]:
    """Return what the page offers for a paper of a day.

    Of what is typed: who signed last for the body that issues, what the register knows, and what was
    typed for the last paper of this form, the later before the earlier.
    """
    documents = list(documents)
    keys = [key for key in filled.asked(form) if key != "document.on"]
    offered = _signed(matter, form) if set(SIGNER) & set(keys) else {}
    offered |= {key: told[key] for key in keys if not filling.absent(told.get(key))}
    last = next((one for one in documents if one.form == form.code), None)
    if last is not None:
        offered |= {
            key: _read(key, last.values[key])
            for key in keys
            if not filling.absent(last.values.get(key))
        }
    return {**offered, "on": day, "number": filled.given(form, told, documents, day)}


def _signed(matter: Matter, form: Form) -> dict[str, Any]:
    """Return who last signed for the body that issues a form, in one query."""
    if not matter.issues(form.issuer):
        return {}
    codes = [one.code for one in shipped().values() if one.issuer == form.issuer]
    rows = Document.objects.standing().filter(
        organisation=matter.issuing(form.issuer), form__in=codes
    )
    for values in rows.order_by("-pk").values_list("values", flat=True)[:RECENT]:
        if values.get(SIGNER[1]):
            return {key: values.get(key) for key in SIGNER}
    return {}


def _read(key: str, value: Any) -> Any:
    """Return a value as it was typed: a day is kept in ISO."""
    return date.fromisoformat(value) if vocabulary.is_day(key) else value
