"""A commune with its cells, and how somebody is introduced in it."""

from datetime import date

import pytest

from taonguon.introductions import actions
from taonguon.organisations.models import Organisation
from tests import cast

ON = date(2022, 5, 19)
AGREEMENT = actions.Agreement(date(2022, 5, 10), "Lê Thị Mẫu", "")
AT = cast.later(days=30)


@pytest.fixture
def hamlet(db):
    cast.commune()
    return Organisation.objects.get(pk=cast.HAMLET_1)


@pytest.fixture
def introduce(hamlet):
    """Return how to introduce somebody, new or known; gives the person's id."""

    def told(name="Phạm Thị Hoa", body="women", known=None, agreement=AGREEMENT, **changed):
        about = {"name": name, "sex": "female", "born": changed.pop("born", "1996-03-08")}
        said = {"cell": hamlet, "on": ON, "body": body, "by": body, "about": about} | changed
        one = actions.Introduced(**said)
        return actions.introduce(told=one, agreement=agreement, known=known, by=None, at=AT)

    return told
