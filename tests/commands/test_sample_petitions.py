"""The sample's petitions: each page opens on something, at every point of the way."""

from datetime import UTC, datetime

import pytest

from taonguon.commands import sample_petitions
from taonguon.core.petitions import OPEN, gives_away, stand
from taonguon.organisations.models import Organisation
from taonguon.petitions import facts
from taonguon.petitions.models import Contact, Petition, Step
from tests import cast

pytestmark = pytest.mark.django_db
DAYS = ["2026-11-25", "2027-01-03", "2028-02-29"]
HAMLETS = [f"Chi bộ xóm {n}" for n in (6, 7, 8, 10)]


@pytest.fixture(params=DAYS)
def day(request):
    """Load the sample's petitions into its bare commune as if on a day; return the day."""
    commune = cast.founding(1, name=sample_petitions.COMMUNE, kind="commune")
    cells = [
        cast.founding(2 + n, name=name, kind="cell", parent=1) for n, name in enumerate(HAMLETS)
    ]
    cast.record([commune, *cells])
    moment = datetime.fromisoformat(request.param).replace(hour=3, tzinfo=UTC)
    sample_petitions.load(moment)
    return moment.date()


def test_there_is_one_at_every_point_of_the_way(day):
    states = set(Petition.objects.values_list("state", flat=True))
    assert states == {"received", "routed", "answered", "published", "set_aside"}
    assert set(Petition.objects.values_list("through", flat=True)) == {
        "cell", "member", "body", "form",
    }  # fmt: skip


def test_one_is_late_and_others_are_not(day):
    late = Petition.objects.overdue(day).count()
    assert 1 <= late < Petition.objects.open().count()


def test_somebody_waits_for_an_answer_and_left_how_to_reach_them(day):
    assert Contact.objects.filter(petition__state__in=OPEN).exists()


def test_what_is_public_tells_of_nobody(day):
    shown = Step.objects.filter(step="published")
    assert shown.count() == 2
    names = list(Contact.objects.values_list("name", flat=True))
    for one in shown:
        assert gives_away(f"{one.matter}\n{one.text}", names) == []


def test_every_row_is_what_its_history_makes_of_it(day):
    for one in Petition.objects.all():
        told = stand(facts.history(one))
        assert (one.state, one.to, one.due_on) == (told.state, told.to, told.due)


def test_the_communes_form_is_open_and_hamlet_six_has_most(day):
    commune = Organisation.objects.get(name=sample_petitions.COMMUNE)
    assert facts.opened(commune.pk) == commune
    of_six = Petition.objects.filter(organisation__name=sample_petitions.HAMLET).count()
    assert of_six == 3
