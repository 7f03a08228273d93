"""The values of a matter for its forms: what the register tells, and the numbers of papers already made."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from taonguon.documents.models import Document
from taonguon.forms import vocabulary
from taonguon.forms.form import Form
from taonguon.forms.loading import keys
from taonguon.papers.book import Book
from taonguon.papers.matters import CASE, Matter, Values
from taonguon.papers.values import subjects

BY_HAND = "paper"  # where a value is entered: when the paper is made
FILLERS: dict[str, Callable[[Matter, date], Values]] = {
    CASE: lambda matter, on: subjects.of_case(matter.person, on),
}


def values(matter: Matter, on: date, documents: Iterable[Document], book: Book) -> Values:
    """Return the values of a matter on a day; the numbers of its papers where no step tells them."""
    told = FILLERS[matter.subject](matter, on)
    by_code = {form.code: form for form in book.forms.values()}
    for document in documents:
        form = by_code.get(document.form)
        if form is None or not form.numbers or document.cancelled_at or not document.printed:
            continue
        if not told.get(form.numbers):
            told[form.numbers] = document.printed
    return told


def rows(form: Form, told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of which a form makes a paper each; one empty row for a form of the whole."""
    return list(told.get(form.per) or ()) if form.per else [{}]


def with_row(form: Form, told: Mapping[str, Any], row: int) -> Values:
    """Return the values with the chosen row of the list a form goes by."""
    if not form.per:
        return dict(told)
    return {**told, vocabulary.ITEM: {"no": row + 1, **rows(form, told)[row]}}


def asked(form: Form) -> list[str]:
    """Return the keys of the values typed when a paper of the form is made, in their order."""
    known = vocabulary.shipped().values
    return [key for key in known if key in keys(form) and known[key].where == BY_HAND]
