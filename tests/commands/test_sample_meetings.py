"""The sample's meetings: each page of the room opens on something, however the month lies."""

from datetime import UTC, datetime
from importlib import resources

import pytest
from django.utils import timezone

from taonguon.commands import sample, sample_meetings
from taonguon.core.month import Month
from taonguon.core.prospects import LISTED
from taonguon.imports import actions as imports
from taonguon.ledger.models import Fact
from taonguon.meetings import facts, lists, reviewing
from taonguon.meetings.models import Answer, Meeting, Proposal
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.regulations.book import in_use

pytestmark = pytest.mark.django_db
DAYS = ["2026-11-25", "2027-01-03", "2028-02-29", "2028-03-31"]


@pytest.fixture
def register(settings, tmp_path):
    """Load the sample's lists, without its cases."""
    settings.UPLOADS = tmp_path / "lists"
    with resources.as_file(resources.files("taonguon.sample") / "khanh-nhac") as folder:
        load = imports.begin(organisation=sample.COMMUNE, by=None, at=timezone.now())
        imports.preview(load=load, paths=sorted(folder.glob("*.xlsx")), at=timezone.now())
        imports.write(load=load, by=None, at=timezone.now())


@pytest.fixture
def loaded(register):
    """Return how to load the meetings as if on a day."""

    def told(day):
        moment = datetime.fromisoformat(day).replace(hour=3, tzinfo=UTC)
        sample_meetings.load(moment)
        return moment.date()

    return told


@pytest.mark.parametrize("day", DAYS)
def test_on_any_day_of_the_month_the_sample_is_whole(loaded, day):
    today = loaded(day)
    month = Month.holding(today)
    cells = list(Organisation.objects.filter(kind="cell").values_list("pk", flat=True))
    waiting = reviewing.waiting(cells, month, today, in_use())
    assert {row.proposal.step for row in waiting} == {"listed", "class_proposed", "permission"}
    assert not [row for row in waiting if row.findings]
    assert Meeting.objects.filter(month=month.first).count() == 4
    assert Meeting.objects.filter(month=month.before.first).count() == 3


def test_the_sample_shows_an_answer_of_each_kind_and_a_task_still_open(loaded):
    today = loaded(DAYS[0])
    assert set(Answer.objects.values_list("approved", flat=True)) == {True, False}
    back = Proposal.objects.get(answer__approved=False)
    assert back.step == "class_proposed"
    hamlet = Organisation.objects.get(name="Chi bộ xóm 6")
    standings = facts.standings(facts.people([hamlet.pk], today), today)
    assert [len(one.tasks) for one in standings] == [1, 1]


def test_the_sample_s_list_is_what_its_meetings_resolved(loaded):
    today = loaded(DAYS[0])
    cells = list(Organisation.objects.filter(kind="cell").values_list("pk", flat=True))
    found = lists.on_day(lists.histories(cells), today)
    listed = Fact.objects.filter(kind=LISTED).values_list("person", flat=True)
    assert {one.person for one in found} == set(listed)
    assert all(one.helper for one in found)
    names = Person.objects.in_bulk([one.person for one in found])
    assert len(names) == len(found) == 6
