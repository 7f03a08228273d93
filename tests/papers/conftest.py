"""The worked woman of xóm 6 with terms to number in, and officers who make papers."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from taonguon.accounts.models import User
from taonguon.documents.actions import terms
from taonguon.organisations.models import Organisation
from taonguon.papers import actions, book, filled, matters
from tests.forms import people

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
