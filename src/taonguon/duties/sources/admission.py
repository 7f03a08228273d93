"""Duties of admission cases and of people's own data."""

from datetime import date

from django.utils.translation import gettext as _

from taonguon.applicants import due as erasing
from taonguon.applicants import telling as applicants
from taonguon.applicants.models import Request
from taonguon.cases import telling, worklist
from taonguon.cases.views.reach import CELL_ACTORS
from taonguon.cases.worklist import WAITED_FOR, Row
from taonguon.core.assessment import Deadline, Expiry
from taonguon.core.duties import Duty, Link
from taonguon.core.rulebook import BeforeRulebook, Rulebook
from taonguon.duties.scope import Scope, place
from taonguon.people import facts
from taonguon.people.models import Person


def cases(scope: Scope, on: date) -> list[Duty]:
    """Return the deadlines of open cases that wait, and the papers that run out."""
    found = []
    for row in worklist.rows(scope.people, scope.book, on):
        found += [_step(row, due, scope.book, on) for due in row.told.due()]
        found += [_expiring(row, one, scope.book) for one in row.told.expiries]
    return found


def _step(row: Row, due: Deadline, book: Rulebook, on: date) -> Duty:
    how = book.at(on).steps.get(due.step)
    own = how is not None and how.actor in CELL_ACTORS
    outside = due.step == WAITED_FOR
    return Duty(
        kind="case.reply" if outside else "case.cell" if own else "case.committee",
        key=f"{row.person.pk}-{due.rule.key}-{due.since:%Y%m%d}",
        title=telling.step_name(book, due.step),
        due=due.due,
        place=place(row.person.cell),
        opens=Link("case", (row.person.pk,)),
        about=row.person.name,
        personal=True,
        since=due.since,
        outside=outside,
        **telling.reason(due, book),
    )


def _expiring(row: Row, one: Expiry, book: Rulebook) -> Duty:
    return Duty(
        kind="case.expiring",
        key=f"{row.person.pk}-{one.rule.key}-{one.last:%Y%m%d}",
        title=_("Hết hạn: %(what)s") % {"what": telling.word(book, one.what)},
        due=one.last,
        place=place(row.person.cell),
        opens=Link("case", (row.person.pk,)),
        about=row.person.name,
        personal=True,
        cite=telling.clause(one.rule),
    )


def requests(scope: Scope, on: date) -> list[Duty]:
    """Return what people asked about their own data and was not answered."""
    into, rows = facts.doubles(), list(Request.objects.waiting().order_by("asked_at", "pk"))
    those = {into.get(row.person, row.person) for row in rows}
    people = Person.objects.within(scope.ranges).select_related("cell").in_bulk(those)
    found = []
    for row in rows:
        person = people.get(into.get(row.person, row.person))
        if person is None:
            continue
        told = applicants.asked(row, scope.book, on)
        found.append(
            Duty(
                kind="data.request", key=str(row.pk), title=told["kind"],
                due=told["receive_by"] or told["due"], place=place(person.cell),
                opens=Link("request", (row.pk,)), about=person.name, personal=True,
                since=told["on"], cite=told["cite"],
            )
        )  # fmt: skip
    return found


def erasures(scope: Scope, on: date) -> list[Duty]:
    """Return whose data is to be erased by the day."""
    try:
        rows = erasing.ended(scope.ranges, on, scope.book)
    except BeforeRulebook:
        return []
    return [
        Duty(
            kind="data.erase", key=str(one.person.pk), title=_("Xóa dữ liệu đã hết hạn giữ"),
            due=one.on, place=place(one.person.cell), opens=Link("person_erase", (one.person.pk,)),
            about=one.person.name, personal=True, since=one.ended_on,
        )
        for one in rows
    ]  # fmt: skip
