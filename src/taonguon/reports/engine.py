"""Figures counted by the database: the definitions of the core, as queries over projections."""

from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from taonguon.core import figures
from taonguon.core.days import Period
from taonguon.core.figures import Condition, Definition
from taonguon.core.membership import ENTERING, LEAVING, MOVE
from taonguon.people.models import Admission, Prospect, Span
from taonguon.reports.scope import Scope


def rows(definition: Definition, scope: Scope, as_of: date, period: Period) -> QuerySet[Any]:
    """Return the rows a figure counts, one for each person, or each passage, counted.

    The period is cut at `as_of`. Cells are no rows of people: ask the scope for them.
    """
    found = _RECORDS[definition.over](scope, as_of, period.until(as_of))
    for condition in definition.where:
        found = found.filter(query(condition, as_of))
    return found


def counted(definition: Definition, scope: Scope, as_of: date, period: Period) -> tuple[int, ...]:
    """Return what a figure counts: ids of people, or of cells."""
    if definition.over == figures.CELLS:
        return tuple(sorted(cell.organisation_id for cell in scope.cells(as_of)))
    people = rows(definition, scope, as_of, period).values_list("person", flat=True)
    return figures.tallied(definition, people)


def query(condition: Condition, as_of: date) -> Q:
    """Return a condition of a definition as the database reads it."""
    match condition.test:
        case "is":
            return Q(**{condition.field: condition.value})
        case "not":
            return ~Q(**{condition.field: condition.value})
        case "one_of":
            return Q(**{f"{condition.field}__in": list(condition.value)})
        case "between":
            return Q(**{f"{condition.field}__range": condition.value})
        case "by_day":
            return Q(**{f"{condition.field}__lte": as_of})
    raise ValueError(f"unknown test {condition.test!r} on {condition.field!r}")


def members(scope: Scope, as_of: date, _: Period | None = None) -> QuerySet[Span]:
    """Return the periods of membership that cover a day."""
    open_ = Q(end_on__isnull=True) | Q(end_on__gt=as_of)
    return scope.narrow(Span.objects.filter(open_, start_on__lte=as_of), as_of)


def admissions(scope: Scope, _: date, period: Period) -> QuerySet[Admission]:
    """Return the admissions of a period."""
    found = Admission.objects.filter(on__range=(period.start, period.end))
    return scope.narrow(found, F("on"))


def prospects(scope: Scope, as_of: date, _: Period | None = None) -> QuerySet[Prospect]:
    """Return those who are prospects on a day."""
    open_ = Q(ended_on__isnull=True) | Q(ended_on__gt=as_of)
    return scope.narrow(Prospect.objects.filter(open_, introduced_on__lte=as_of), as_of)


def _entries(scope: Scope, _: date, period: Period) -> QuerySet[Span]:
    from_elsewhere = Q(entered=MOVE) & ~scope.holding("came_from", "start_on", before=True)
    own = Q(start_on__range=(period.start, period.end)) & scope.begun()
    own &= Q(entered__in=ENTERING) | from_elsewhere
    rows = Span.objects.filter(own | scope.entering(period))
    with_cell = Q(start_on__lt=F("cell__versions__start_on")) | Q(came_from=F("cell"))
    return _passages(rows, with_cell, "start_on", "entered")


def _exits(scope: Scope, _: date, period: Period) -> QuerySet[Span]:
    to_elsewhere = Q(left=MOVE) & ~scope.holding("went_to", "end_on")
    own = Q(end_on__range=(period.start, period.end)) & scope.ended()
    own &= Q(left__in=LEAVING) | to_elsewhere
    rows = Span.objects.filter(own | scope.leaving(period))
    with_cell = Q(end_on__isnull=True) | Q(end_on__gt=F("cell__versions__end_on"))
    return _passages(rows, with_cell, "end_on", "left")


def _passages(rows: QuerySet[Span], with_cell: Q, day: str, what: str) -> QuerySet[Span]:
    """Say of each passage its day and its way: the person's own, or that of the cell."""
    return rows.annotate(
        on=Case(When(with_cell, then=F(f"cell__versions__{day}")), default=F(day)),
        way=Case(When(with_cell, then=Value(figures.WITH_CELL)), default=F(what)),
    )


_RECORDS: dict[str, Any] = {
    figures.MEMBERS: members,
    figures.ADMISSIONS: admissions,
    figures.ENTRIES: _entries,
    figures.EXITS: _exits,
    figures.PROSPECTS: prospects,
}
