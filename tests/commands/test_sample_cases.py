"""The sample's cases: recorded through the rules, each at another place of the course."""

import pytest
from django.utils import timezone

from taonguon.cases import facts
from taonguon.core.assessment import assess
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from taonguon.regulations.models import DayChange
from taonguon.rules.loading import national
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings, tmp_path):
    """Load the sample; return the assessment of each prospect with recorded steps, by name."""
    settings.HOME = tmp_path
    given.sample()
    steps = Fact.objects.filter(kind__startswith="case.").exclude(act__kind="case.steps")
    people = set(steps.values_list("person", flat=True))
    rows = list(Person.objects.filter(pk__in=people).select_related("cell"))
    cases, day = facts.of(rows), timezone.localdate()
    return {person.name: assess(cases[person.pk], national(), day) for person in rows}


def test_the_sample_shows_cases_at_every_place(told):
    stages = {name: one.stage for name, one in told.items()}
    assert stages["Trần Thu Hạnh"] == "decision"
    assert stages["Bùi Minh Thơm"] == "vote"
    assert stages["Trần Ngọc Yến"] == "source"
    assert len(told) >= 7
    assert not [name for name, one in told.items() if one.faults]


def test_something_is_late_waiting_blocked_and_expired(told):
    day = timezone.localdate()
    assert [one for one in told["Đặng Minh Cường"].due() if one.late(day)]
    assert not [one for one in told["Vũ Hữu Tùng"].due() if one.late(day)]
    assert "consent.religion" in {
        why.key for one in told["Nguyễn Thị Dịu"].blocked for why in one.findings
    }
    assert [one for one in told["Mai Thu Vân"].expiries if one.last < day]
    assert [one.step for one in told["Bùi Minh Thơm"].next] == ["cell_vote"]


def test_a_proposal_waits_for_a_second_officer(told):
    assert DayChange.objects.pending().get().name.endswith("(đề nghị mẫu)")
