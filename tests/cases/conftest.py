"""A commune whose register begins in 2021, with a cell of nine and a prospect on the way."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from taonguon.cases import actions, facts
from taonguon.core.membership import OPENING
from taonguon.core.organisation import USE_BEGINS
from taonguon.core.prospects import INTRODUCTION
from taonguon.people.models import Person
from tests import cast, dossiers

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MEMBERS = range(201, 210)


@pytest.fixture
def commune(db):
    """Record the commune, nine official members of hamlet 1 and Lan, introduced there."""
    begins = cast.fact(USE_BEGINS, "2021-01-01", organisation=cast.COMMUNE)
    cast.record([*cast.foundings(), begins])
    told = []
    for number, person in enumerate(MEMBERS, 1):
        told += [
            cast.description(person, "2020-12-31", name=f"Đảng viên {number}"),
            cast.fact(
                OPENING, "2020-12-31", person=person, organisation=cast.HAMLET_1,
                status="official", admitted_on="2009-05-19", official_on="2010-05-19",
            ),
        ]  # fmt: skip
    cast.record(told)


@pytest.fixture
def lan(commune):
    """Introduce Lan under the rules of 2021."""
    return introduced(cast.LAN, "2021-03-08")


def introduced(person, day, born="2000-06-15", **said):
    """Record somebody as introduced to hamlet 1 on a day."""
    cast.record(
        [
            cast.description(person, day, born=born, schooling="12/12", youth_union=True, **said),
            cast.fact(
                INTRODUCTION, day, person=person, organisation=cast.HAMLET_1, by="Hội Phụ nữ"
            ),
        ]
    )
    return Person.objects.get(pk=person)


RELATIVES = [
    {"key": "father", "relation": "father"},
    {"key": "mother", "relation": "mother"},
]
PROFILE = {"youth_union": True, "mass_organisations": ["youth"], "relatives": RELATIVES}
ON_PAPER = {"form": "NQ-CB", "number": "05-NQ/CB", "issued_by": "Chi bộ thôn 1", "kept_at": "tủ 2"}


def walk(person, rows=dossiers.TO_2025, upto="announced", at=NOW, since="listed"):
    """Record the steps of a course from one step to another, as the office would."""
    kinds = [kind for kind, *_ in rows]
    for kind, on, data in rows[kinds.index(since) : kinds.index(upto) + 1]:
        said = PROFILE if kind == "profile" else data
        record(person, kind, on, at=at, on_paper=ON_PAPER, **said)


def record(person, step, on, at=NOW, **data):
    """Record one step."""
    return actions.record_step(
        person=person, step=step, on=date.fromisoformat(on), data=data, by=None, at=at
    )


def events(person):
    """Return the kinds of the steps that stand."""
    return [event.kind for event in facts.one(Person.objects.get(pk=person.pk)).events]


@pytest.fixture
def steps():
    """Return the helpers of these tests by name."""
    return SimpleNamespace(walk=walk, record=record, events=events, introduced=introduced)
