"""The commune An Hòa with its committee, and how things are recorded of its cells."""

from datetime import date
from types import SimpleNamespace

import pytest

from taonguon.cells import actions
from taonguon.cells.actions import Drawn, Seat
from taonguon.organisations.models import Organisation
from tests import cast

SINCE = date(2020, 1, 1)
PAPER = "12-QĐ/ĐU"


@pytest.fixture
def commune(db):
    return cast.commune()


@pytest.fixture
def cell(commune):
    return Organisation.objects.get(pk=cast.HAMLET_1)


@pytest.fixture
def do(commune, at):
    """Return what a test does, each with what it need not say filled in."""

    def profile(on, unit=cast.HAMLET_1, source="Thống kê xã", **numbers):
        return actions.record_profile(
            cell=Organisation.objects.get(pk=unit),
            on=date.fromisoformat(on), numbers=numbers, source=source, by=None, at=at,
        )  # fmt: skip

    def seat(name, since=SINCE, until=None, person=None):
        told = Seat(name, "Đảng ủy viên", since, until, PAPER, person)
        return actions.seat(organisation=commune, told=told, by=None, at=at)

    def charge(member, *cells, on="2022-01-01"):
        given = dict.fromkeys(cells, member.pk if member else None)
        day = date.fromisoformat(on)
        return actions.charge(cells=given, on=day, document=PAPER, by=None, at=at)

    def line(code, above, on="2022-01-01", unit=None):
        told = Drawn(code, above, date.fromisoformat(on), "05-NQ/ĐU")
        return actions.set_line(organisation=unit or commune, told=told, by=None, at=at)

    return SimpleNamespace(profile=profile, seat=seat, charge=charge, line=line)
