"""The sample commune with a second one beside it, and somebody of each role who is signed in."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from taonguon.accounts import actions as accounts
from taonguon.accounts.models import User
from taonguon.commands import sample
from taonguon.imports import actions as imports
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import given
from tests.imports import an_hoa
from tests.workbooks.lists import GIVEN

USERS = {role: name for name, _, role, _ in sample.ACCOUNTS} | {"administrator": "quantri"}
HAMLET, NEXT_HAMLET = "Chi bộ xóm 6", "Chi bộ xóm 7"


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load both communes once for a module; all is taken back at its end."""
    with given.to_a_module(django_db_blocker):
        given.sample()
        folder = tmp_path_factory.mktemp("an-hoa")
        an_hoa.found(folder)
        an_hoa.load(an_hoa.write(folder, "members", an_hoa.LAN, an_hoa.HUNG))
        administrator()
        yield


def administrator():
    now = timezone.now()
    user = accounts.give_account(
        username="quantri", full_name="Quản trị (thử)", password="không ai dùng đâu", at=now
    )
    commune = Organisation.objects.get(name=sample.COMMUNE)
    accounts.give_role(
        user=user, role="administrator", organisation=commune.pk, on=timezone.localdate(now), at=now
    )


@pytest.fixture(autouse=True)
def _a_server_of_its_own(register, settings, tmp_path):
    settings.LOADS_IN_BACKGROUND = False
    settings.STATIC_ROOT = tmp_path
    settings.UPLOADS = tmp_path / "lists"
    settings.BATCHES = tmp_path / "batches"
    settings.ATTACHMENTS = tmp_path / "attachments"


@pytest.fixture
def signed_in():
    """Return how to sign in with a role; gives a browser without a screen."""

    def client(role):
        found = Client()
        found.force_login(User.objects.get(username=USERS[role]))
        return found

    return client


@pytest.fixture
def office(signed_in):
    return signed_in("office")


@pytest.fixture
def units():
    """Return the organisations that the tests ask about, by what they are to the reader."""
    told = Organisation.objects.get
    return SimpleNamespace(
        commune=told(name=sample.COMMUNE),
        hamlet=told(name=HAMLET),
        next_hamlet=told(name=NEXT_HAMLET),
        elsewhere=told(name="Đảng bộ xã An Hòa"),
        cell_elsewhere=told(name="Chi bộ thôn 1"),
    )


@pytest.fixture
def person_of():
    """Return how to find a member of a cell: the first by name."""

    def found(cell):
        return Person.objects.filter(cell=cell, standing="official").order_by("sort_key").first()

    return found


@pytest.fixture
def fact_about():
    """Return how to find the first fact about a person."""
    return lambda person: Fact.objects.filter(person=person.pk).order_by("pk").first()


@pytest.fixture
def preview():
    """Return how to read a list into a commune, ready to be confirmed."""

    def read(commune, path=GIVEN / "quan-chung-uu-tu.xlsx"):
        begun = imports.begin(organisation=commune.name, by=None, at=timezone.now())
        return imports.preview(load=begun, paths=[path], at=timezone.now())

    return read
