"""The worked woman of xóm 6 with terms to number in, and officers who make papers."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone, translation

from taonguon.accounts import actions as accounts
from taonguon.accounts.models import User
from taonguon.documents.actions import terms
from taonguon.organisations.models import Organisation
from taonguon.papers import actions, book, filled, matters
from tests import cast
from tests.forms import people, preparing, probationers

CONGRESS = date(2020, 3, 1)


@pytest.fixture
def office(db):
    """Return the officer who makes papers; what they say is read in Vietnamese."""
    with translation.override("vi"):
        yield User.objects.create(username="vanphong", full_name="Văn phòng")


@pytest.fixture
def cases(office):
    """Record both worked people, and the terms of the committee and the cell."""
    told = people.register()
    for number in (people.COMMUNE, people.XOM_6):
        organisation = Organisation.objects.get(pk=number)
        terms.begin_term(organisation=organisation, on=CONGRESS, by=office, at=people.NOW)
    return told


@pytest.fixture
def make(cases, office):
    """Return how to make a paper of the woman's case, with what was typed for it."""

    def made(key, on, number=None, **typed):
        matter, forms = matters.find("case", people.WOMAN), book.in_use()
        told = filled.values(matter, on, matters.kept(matter), forms)
        form = forms.forms[key]
        values = filled.with_row(form, told, 0) | {"document.on": on} | typed
        return actions.make(
            form=form, matter=matter, values=values, by=office, at=people.NOW, number=number
        )

    return made


@pytest.fixture
def woman(cases):
    """Return the woman's matter and what papers say of it on a day."""

    def told(on):
        matter = matters.find("case", people.WOMAN)
        return SimpleNamespace(
            matter=matter,
            values=filled.values(matter, on, matters.kept(matter), book.in_use()),
        )

    return told


ROLES = {
    "office": people.COMMUNE, "deputy": people.COMMUNE, "secretary": people.XOM_6,
    "superior": people.COMMUNE, "other": people.LINE_3,
}  # fmt: skip


@pytest.fixture(scope="module")
def autumn(django_db_setup, django_db_blocker):
    """Record both people to November 2026, xóm 6's two meetings and the review, and who signs in."""
    with django_db_blocker.unblock(), cast.taken_back(), translation.override("vi"):
        both = probationers.register()
        preparing.introduced(preparing.HANH, "Bùi Thị Hạnh", "1999-05-19", by="Hội Phụ nữ xóm 6")
        preparing.introduced(preparing.LONG, preparing.LONG_NAME, "1998")
        told = SimpleNamespace(
            hanh=preparing.person(preparing.HANH), long=preparing.person(preparing.LONG)
        )
        preparing.reviewed(told)
        for role, number in ROLES.items():
            _sign_up(role, number)
        clerk = User.objects.get(username="office")
        for number in (people.COMMUNE, people.XOM_6):
            terms.begin_term(
                organisation=Organisation.objects.get(pk=number),
                on=CONGRESS,
                by=clerk,
                at=people.NOW,
            )
        yield both


def _sign_up(role, number):
    user = accounts.give_account(
        username=role, full_name=role, password="không ai dùng đâu", at=people.NOW
    )
    code = "secretary" if role == "other" else role
    accounts.give_role(user=user, role=code, organisation=number, on=CONGRESS, at=people.NOW)


@pytest.fixture
def signed_in(autumn, db, settings, monkeypatch, tmp_path):
    """Return how to sign in with a role on 23 November 2026, when the facts end."""
    settings.STATIC_ROOT, settings.BATCHES = tmp_path, tmp_path / "batches"
    settings.LOADS_IN_BACKGROUND = False
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)

    def client(role):
        found = Client()
        found.force_login(User.objects.get(username=role))
        return found

    return client


@pytest.fixture
def clerk(signed_in):
    """Return the office's browser without a screen."""
    return signed_in("office")
