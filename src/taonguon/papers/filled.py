"""The values of a matter for its forms: what the register tells, and the numbers of papers already made."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from taonguon.documents.models import Document
from taonguon.forms import vocabulary
from taonguon.forms.form import Form
from taonguon.forms.loading import keys
from taonguon.papers.book import Book, in_use
from taonguon.papers.matters import CASE, SUBJECT, Matter, Values, find, kept
from taonguon.papers.values import subjects

INDEX = "muc-luc-giay-to"  # the form that lists a matter's papers
BY_HAND = "paper"  # where a value is entered: when the paper is made
FILLERS: dict[str, Callable[[Matter, date], Values]] = {
    CASE: lambda matter, on: subjects.of_case(matter.person, on),
}


def values(matter: Matter, on: date, documents: Iterable[Document], book: Book) -> Values:
    """Return the values of a matter on a day; the numbers of its papers where no step tells them."""
    told, documents = FILLERS[matter.subject](matter, on), list(documents)
    by_code = {form.code: form for form in book.forms.values()}
    for document in documents:
        form = by_code.get(document.form)
        if form is None or not form.numbers or document.cancelled_at or not document.printed:
            continue
        if not told.get(form.numbers):
            told[form.numbers] = document.printed
    return told | {"index.papers": index(documents)}


def index(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """Return the papers made of a matter that stand, in the order they were made."""
    standing = [one for one in documents if one.cancelled_at is None and one.form != INDEX]
    return [
        {"name": f"{one.title} ({one.form})" if one.form[0].isdigit() else one.title,
         "number": one.printed, "on": one.on}
        for one in reversed(standing)
    ]  # fmt: skip


def rows(form: Form, told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the rows of which a form makes a paper each; one empty row for a form of the whole."""
    return list(told.get(form.per) or ()) if form.per else [{}]


def with_row(form: Form, told: Mapping[str, Any], row: int) -> Values:
    """Return the values with the chosen row of the list a form goes by.

    What a row tells by the name of a value, `person.name`, is that value for the row's paper.
    """
    if not form.per:
        return dict(told)
    chosen = rows(form, told)[row]
    own = {key: value for key, value in chosen.items() if "." in key}
    item = {key: value for key, value in chosen.items() if "." not in key}
    return {**told, **own, vocabulary.ITEM: {"no": row + 1, **item}}


def asked(form: Form) -> list[str]:
    """Return the keys of the values typed when a paper of the form is made, in their order."""
    known = vocabulary.shipped().values
    return [key for key in known if key in keys(form) and known[key].where == BY_HAND]


def present(document: Document) -> Values | None:
    """Return the values that a kept document would be filled with today; None for one not ours."""
    subject, _colon, pk = str(document.values.get(SUBJECT, "")).partition(":")
    matter = find(subject, int(pk)) if pk.isdecimal() else None
    if matter is None:
        return None
    book = in_use()
    told = values(matter, document.on, kept(matter), book)
    form = next((one for one in book.forms.values() if one.code == document.form), None)
    row = document.values.get(vocabulary.ITEM)
    if form is not None and form.per and row:
        told[vocabulary.ITEM] = _same_row(form, told, row)
    typed = set(asked(form)) if form is not None else set()
    return {key: value for key, value in told.items() if key not in typed}


def _same_row(form: Form, told: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the row of the list that a paper was made for, found by its place in the list."""
    found = rows(form, told)
    at = int(row.get("no", 0)) - 1
    return {"no": at + 1, **found[at]} if 0 <= at < len(found) else None
