"""The sample commune for a whole module, with its commune and cells."""

import pytest
from django.utils import timezone

from taonguon.commands import sample
from taonguon.core.access import Grant
from taonguon.core.organisation import after
from taonguon.duties.scope import Scope
from taonguon.organisations.models import Organisation
from taonguon.regulations.book import in_use
from tests import given


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    with given.to_a_module(django_db_blocker):
        given.sample()
        yield


@pytest.fixture
def today(register):
    return timezone.localdate()


@pytest.fixture
def commune(register):
    return Organisation.objects.get(name=sample.COMMUNE)


@pytest.fixture
def cells(commune):
    rows = Organisation.objects.below(commune.path)
    return list(rows.filter(kind="cell", ended_on__isnull=True).order_by("path"))


@pytest.fixture
def scope(commune):
    return Scope([(commune.path, after(commune.path))], None, in_use())


@pytest.fixture
def holding(commune):
    """Return the grants of somebody with a role over some organisations, the commune unasked."""

    def held(role, *paths):
        start = commune.founded_on
        return [Grant(role, path, start) for path in paths or (commune.path,)]

    return held
