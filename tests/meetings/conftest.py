"""A cell of nine with people on the way, and how its meetings are held."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from taonguon.core.month import Month
from taonguon.meetings import actions, facts
from taonguon.meetings.resolving import Resolved, Sitting
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast
from tests.cases.conftest import commune as commune  # noqa: PLC0414 - the fixture is used by name
from tests.cases.conftest import introduced

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


@pytest.fixture
def cell(commune):
    return Organisation.objects.get(pk=cast.HAMLET_1)


@pytest.fixture
def lan(cell):
    introduced(cast.LAN, "2026-03-08")
    return person(cast.LAN)


@pytest.fixture
def mai(cell):
    introduced(cast.MAI, "2026-03-08", name="Lê Thị Mai")
    return person(cast.MAI)


def person(pk):
    return Person.objects.select_related("cell").get(pk=pk)


def standing(of, day=date(2026, 11, 23)):
    """Return where somebody stands; None when the cell is done with them."""
    found = facts.standings([of], day)
    return found[0] if found else None


def help_of(of, number=0):
    """Return what a helper's step keeps, the helper being one of the nine."""
    return facts.helper_data(facts.members(cast.HAMLET_1, NOW.date())[number], standing(of))


def hold(*resolved, month=OCTOBER, day=5, number="09-NQ/CB", at=NOW):
    """Hold a meeting of hamlet 1."""
    cell = Organisation.objects.get(pk=cast.HAMLET_1)
    sitting = Sitting(cell, month, month.first.replace(day=day), number, "10-BB/CB")
    return actions.record_meeting(sitting=sitting, resolved=resolved, by=None, at=at)


def certify(of, day="2026-10-20"):
    """Let somebody come back from the class."""
    cast.record([cast.fact("certificate", day, person=of.pk, number="12/CN")])


@pytest.fixture
def ready(lan):
    """Lan, listed and helped since October, certified: the dossier can be asked for."""
    hold(Resolved(person=lan, listed=True, helper=help_of(lan)))
    certify(lan)
    return lan


@pytest.fixture
def meetings():
    """Return the helpers of these tests by name."""
    return SimpleNamespace(
        hold=hold, certify=certify, help_of=help_of, standing=standing, person=person, now=NOW
    )
