"""The people and organisations of the tests, and how their facts are made and recorded.

The commune An Hòa is invented, and so is everybody in it.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from taonguon.core import membership, organisation
from taonguon.core.description import DESCRIPTION
from taonguon.core.facts import Fact
from taonguon.ledger import actions as ledger
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people

COMMUNE, HAMLET_1, HAMLET_2, SCHOOL, CREDIT_FUND, ELSEWHERE, OTHER_CELL = 1, 2, 3, 4, 5, 6, 7
CELLS = (HAMLET_1, HAMLET_2, SCHOOL, CREDIT_FUND)
ORGANISATIONS = {
    COMMUNE: ("Đảng bộ xã An Hòa", "commune", None),
    HAMLET_1: ("Chi bộ thôn 1", "cell", COMMUNE),
    HAMLET_2: ("Chi bộ thôn 2", "cell", COMMUNE),
    SCHOOL: ("Chi bộ Trường THCS An Hòa", "cell", COMMUNE),
    CREDIT_FUND: ("Chi bộ Quỹ tín dụng", "cell", COMMUNE),
    ELSEWHERE: ("Đảng bộ xã Bình Minh", "commune", None),
    OTHER_CELL: ("Chi bộ thôn Đông", "cell", ELSEWHERE),
}
FOUNDED = date(2000, 1, 1)

LAN, HUNG, DUC, MAI, THAO, HA, BINH = 101, 102, 103, 104, 105, 106, 107
NAMES = {
    LAN: "Nguyễn Thị Lan",
    HUNG: "Trần Văn Hùng",
    DUC: "Phạm Minh Đức",
    MAI: "Lê Thị Mai",
    THAO: "Vũ Phương Thảo",
    HA: "Đỗ Thị Hà",
    BINH: "Bùi Văn Bình",
}

MORNING = datetime(2023, 4, 21, 2, 0, tzinfo=UTC)
_numbers = iter(range(1, 10**9))


def fact(what, day, /, *, person=None, organisation=None, **data):
    """Make a fact for a pure test; `at`, `corrects`, `id` and `undone_at` are the fact's own."""
    return Fact(
        id=data.pop("id", None) or next(_numbers),
        kind=what,
        happened_on=day if isinstance(day, date) else date.fromisoformat(day),
        recorded_at=data.pop("at", MORNING),
        person=person,
        organisation=organisation,
        corrects=data.pop("corrects", None),
        undone_at=data.pop("undone_at", None),
        data=data,
    )


def founding(number, day=FOUNDED, **changed):
    """Make the fact that founds one of the organisations above."""
    name, kind, parent = ORGANISATIONS.get(number, ("", "", None))
    data = {"name": name, "kind": kind, "parent": parent, **changed}
    return fact(organisation.FOUND, day, organisation=number, **data)


def foundings():
    """Make the facts that found all organisations above."""
    return [founding(number) for number in ORGANISATIONS]


def description(person, day, **said):
    """Make the fact that describes a person."""
    said.setdefault("name", NAMES.get(person, f"Người {person}"))
    return fact(DESCRIPTION, day, person=person, **said)


def admission(person, cell, day, **said):
    """Make the facts of an admission: the description of that day, and the admission."""
    return [
        description(person, day, **said),
        fact(membership.ADMISSION, day, person=person, organisation=cell),
    ]


def record(facts: Iterable[Fact], at=MORNING, by=None):
    """Record facts as one act, through the ledger; return the act and the ids they were given."""
    facts, given = list(facts), {}
    with transaction.atomic():
        act = ledger.open_act(kind="test", source="bài thử", by=by, at=at)
        for one in sorted(facts, key=lambda f: f.id):
            row = ledger.append(
                act=act,
                kind=one.kind,
                on=one.happened_on,
                about=(one.person, one.organisation),
                data=dict(one.data),
                corrects=given.get(one.corrects, one.corrects),
            )
            given[one.id] = row.pk
        if any(one.person is None for one in facts):
            organisations.project()
        people.project({one.person for one in facts} - {None})
    return act, given


def commune(at=MORNING):
    """Record the organisations; return the commune An Hòa."""
    record(foundings(), at)
    return Organisation.objects.get(pk=COMMUNE)


@contextmanager
def taken_back():
    """Run one example of a property against the database, and leave nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def later(days=1, since=MORNING):
    """Return a moment some days after another."""
    return since + timedelta(days=days)


def renumbered(facts, order):
    """Return facts as if they had been recorded in another order: ids and places changed."""
    return [facts[place]._replace(id=number) for number, place in enumerate(order, 1)]
