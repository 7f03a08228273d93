"""Lan of hamlet 1, on the list with a helper and a certificate, and how she is handed over."""

from datetime import date
from types import SimpleNamespace

import pytest

from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.prospects.actions import handover
from tests import cast
from tests.cases.conftest import NOW, commune, lan, walk  # noqa: F401 - fixtures

HELPER = handover.Helper("Đảng viên khác", date(2015, 5, 19), "08-NQ/CB")


@pytest.fixture
def helped(lan):  # noqa: F811 - the fixture
    """Let Lan be listed, helped, certified and permitted."""
    walk(lan, upto="permission")
    return anew(lan)


def anew(person):
    """Return the person as the register has them now."""
    return Person.objects.select_related("cell", "prospect").get(pk=person.pk)


def unit(number):
    return Organisation.objects.get(pk=number)


def send(person, to, on="2026-10-01", number="01-GCN/CB", at=NOW):
    """Hand somebody over to an organisation of the register."""
    sending = handover.Sending(number, date.fromisoformat(on), unit(to))
    return handover.start_handover(person=person, sending=sending, by=None, at=at)


def send_outside(person, where="Đảng ủy Quân đoàn", on="2026-10-01"):
    """Hand somebody over to an organisation outside the register."""
    sending = handover.Sending("05-GCN/CB", date.fromisoformat(on), None, where, "11-NQ/CB")
    return handover.start_handover(person=person, sending=sending, by=None, at=NOW)


def accept(person, cell, on="2026-10-05", helper=None):
    """Take somebody over into a cell."""
    return handover.accept_handover(
        person=person, cell=unit(cell), on=date.fromisoformat(on), helper=helper, by=None, at=NOW
    )


@pytest.fixture
def hand():
    """Return the helpers of these tests by name."""
    return SimpleNamespace(
        send=send, outside=send_outside, accept=accept, anew=anew, unit=unit, helper=HELPER, now=NOW,
        cells=cast,
    )  # fmt: skip
