"""Before the rules of the register begin there is nothing to judge a step by: it is refused in words."""

from datetime import date, timedelta

import pytest

from taonguon.cases import actions
from taonguon.core.case import Event
from taonguon.ledger.models import Fact
from taonguon.people.actions import Refused
from taonguon.regulations.book import in_use
from tests import cast
from tests.cases.conftest import NOW, ON_PAPER

pytestmark = pytest.mark.django_db
WORDS = "Bộ quy định bắt đầu từ 25/7/2016"


@pytest.fixture
def eve(db):
    """Return the day before the rules begin."""
    return in_use().begins - timedelta(days=1)


def test_a_step_of_the_last_day_before_the_rules_is_refused_and_of_the_first_is_not(
    commune, steps, eve
):
    mai = steps.introduced(cast.MAI, eve)
    before = Fact.objects.count()
    with pytest.raises(Refused, match=WORDS):
        steps.record(mai, "listed", eve.isoformat(), on_paper=ON_PAPER)
    assert Fact.objects.count() == before
    steps.record(mai, "listed", in_use().begins.isoformat(), on_paper=ON_PAPER)
    assert steps.events(mai) == ["introduction", "listed"]


def test_of_many_steps_one_before_the_rules_keeps_all_unwritten(lan, steps, eve):
    mai, before = steps.introduced(cast.MAI, "2021-03-08"), Fact.objects.count()
    told = [
        (one, Event("listed", day, {"on_paper": ON_PAPER}))
        for one, day in ((mai, date(2021, 4, 5)), (lan, eve))
    ]
    with pytest.raises(Refused, match=WORDS):
        actions.record_steps(steps=told, source="05-NQ/CB", by=None, at=NOW)
    assert Fact.objects.count() == before


def test_no_step_is_put_right_onto_a_day_before_the_rules(lan, steps, eve):
    fact = steps.record(lan, "listed", "2021-04-05", on_paper=ON_PAPER)
    with pytest.raises(Refused, match=WORDS):
        actions.correct_step(fact=fact, on=eve, because="gõ nhầm năm", by=None, at=NOW)
    assert not fact.corrected_by.exists()
