"""A prospect of hamlet 1 on the way, as the cases know her."""

import pytest

from taonguon.people.models import Person
from tests import cast
from tests.cases.conftest import commune, introduced, lan, walk

__all__ = ["commune", "introduced", "lan", "walk"]


@pytest.fixture
def again():
    """Return how to read a person's rows anew."""
    return lambda person=cast.LAN: Person.objects.select_related("cell", "prospect").get(pk=person)
