"""The values of a matter for its forms: what the register tells, and the numbers of papers already made."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from taonguon.classes.models import StudyClass
from taonguon.documents.models import Document
from taonguon.forms import look, vocabulary
from taonguon.forms.form import Form
from taonguon.forms.loading import keys
from taonguon.meetings.models import Meeting, Review
from taonguon.papers.book import Book, in_use
from taonguon.papers.matters import (
    CASE,
    CELL,
    CEREMONY,
    CLASS,
    COMMITTEE,
    MEETING,
    SUBJECT,
    VOTE,
    Matter,
    Values,
    find,
    kept,
)
from taonguon.papers.values import (
    applicants,
    cell_votes,
    cells,
    ceremony,
    classes,
    committee,
    meetings,
    subjects,
)
from taonguon.people.models import Person
from taonguon.regulations.book import in_use as in_use_rules

INDEX = "muc-luc-giay-to"  # the form that lists a matter's papers
BY_HAND = "paper"  # where a value is entered: when the paper is made


def _of_case(matter: Matter, on: date) -> Values:
    person = person_of(matter)
    return subjects.of_case(person, on) | applicants.of_handover(person, on)


def _of_vote(matter: Matter, on: date) -> Values:
    """Return the values of the meeting that last voted on a person."""
    told = subjects.of_case(person_of(matter), on)
    held = told.get("recognition_vote.on") or told.get("cell_vote.on")
    if held is None or matter.cell is None:
        return told
    return told | cell_votes.of(matter.cell.pk, held, in_use_rules())


def _of_ceremony(matter: Matter, on: date) -> Values:
    told = subjects.of_case(person_of(matter), on)
    if matter.cell is None:
        return told
    return told | ceremony.of(matter.cell.pk, told.get("ceremony.on"), on, in_use_rules())


def _of_meeting(matter: Matter, on: date) -> Values:
    return meetings.of_meeting(Meeting.objects.prefetch_related("versions").get(pk=matter.pk))


def _of_cell(matter: Matter, on: date) -> Values:
    cell = matter.cell
    return {} if cell is None else cells.of_cell(cell, on) | applicants.of_notice(on)


def _of_class(matter: Matter, on: date) -> Values:
    return classes.of_class(StudyClass.objects.get(pk=matter.pk))


def _of_committee(matter: Matter, on: date) -> Values:
    """Return the committee's lists of a day, and what its latest review answered."""
    told = committee.of(matter.path, on, in_use_rules())
    latest = Review.objects.filter(commune=matter.pk, held_on__lte=on).order_by("-held_on").first()
    return told | (meetings.of_review(latest) if latest else {})


FILLERS: Mapping[str, Callable[[Matter, date], Values]] = {
    CASE: _of_case,
    VOTE: _of_vote,
    CEREMONY: _of_ceremony,
    MEETING: _of_meeting,
    CELL: _of_cell,
    CLASS: _of_class,
    COMMITTEE: _of_committee,
}


def person_of(matter: Matter) -> Person:
    """Return the person a matter is about. Raises LookupError for a matter about nobody."""
    if matter.person is None:
        raise LookupError(matter.subject)
    return matter.person


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


def numbered(form: Form) -> bool:
    """Tell whether a paper of the form takes its number from our books."""
    return bool(form.type) and look.shipped().issuers[form.issuer].own_book


def given(
    form: Form, told: Mapping[str, Any], documents: Iterable[Document], on: date
) -> int | None:
    """Return the number that a step of the case was recorded with for this paper, None for none.

    One that a kept paper bears is no more to be given.
    """
    printed = str(told.get(form.numbers) or "") if numbered(form) else ""
    number = printed.partition("-")[0]
    if not number.isdecimal() or any(one.printed == printed for one in documents):
        return None
    mark = look.shipped().issuers[form.issuer].mark
    known = look.shipped().on(on).number(int(number), form.type, mark)
    return int(number) if known == printed else None


def asked(form: Form) -> list[str]:
    """Return the keys of the values typed when a paper of the form is made, in their order.

    A list is never typed.
    """
    known = vocabulary.shipped().values
    by_hand = [key for key in known if known[key].where == BY_HAND and not known[key].item]
    return [key for key in by_hand if key in keys(form)]


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
