"""What is known of numbers: the term of a day, the next number, the numbers a row has left out."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F

from taonguon.documents.models import Document, DocumentQuerySet, Series, Term
from taonguon.forms import look
from taonguon.people.facts import doubles, of_one

DECISION = "QĐ"


def term_of(organisation: int, day: date) -> Term | None:
    """Return the term of an organisation that a day lies in; None where none is recorded."""
    return Term.objects.on(day).filter(organisation=organisation).order_by("-begins_on").first()


def printed(number: int, kind: str, mark: str, day: date) -> str:
    """Return a number as it is printed on a day's papers: `05-NQ/CB`."""
    return look.shipped().on(day).number(number, kind, mark)


def next_number(organisation: int, kind: str, mark: str, day: date) -> str:
    """Return the number the next document of a type would bear; empty where no term is recorded."""
    term = term_of(organisation, day)
    if term is None:
        return ""
    rows = Series.objects.filter(term=term, type=kind, mark=mark)
    last = rows.values_list("last", flat=True).first() or 0
    return printed(last + 1, kind, mark, day)


def standing_decision(form: str, person: int, since: date | None) -> Document | None:
    """Return the decision on a form that stands about a person, of `since` or later."""
    keeper = doubles().get(person, person)
    rows = Document.objects.standing().filter(
        form=form, person__in=of_one(keeper), series__type=DECISION
    )
    rows = rows if since is None else rows.filter(on__gte=since)
    return rows.order_by("-on", "-pk").first()


def gaps(series: Iterable[Series]) -> dict[int, list[int]]:
    """Return by series the numbers below its last that no document bears, in one query."""
    told = {one.pk: one.last for one in series}
    used: dict[int, set[int]] = {pk: set() for pk in told}
    rows = Document.objects.filter(series__in=told).values_list("series", "number")
    for pk, number in rows:
        used[pk].add(number)
    found = {
        pk: [number for number in range(1, last + 1) if number not in used[pk]]
        for pk, last in told.items()
    }
    return {pk: numbers for pk, numbers in found.items() if numbers}


def broken(documents: DocumentQuerySet) -> list[Series]:
    """Return the series of these documents that have left numbers out."""
    rows = Series.objects.filter(pk__in=documents.values("series")).annotate(
        held=Count("documents")
    )
    return list(rows.filter(held__lt=F("last")).select_related("term").order_by("pk"))


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers in order as spans: 1, 3, 4, 5 are (1, 1), (3, 5)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
