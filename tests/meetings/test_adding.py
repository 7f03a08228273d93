"""Adding to a meeting that somebody else recorded: nothing of theirs is lost, a later version says why."""

from datetime import timedelta

import pytest

from taonguon.cases.actions import ManyBlocked
from taonguon.cases.facts import one
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.meetings import actions
from taonguon.meetings.models import Meeting, Proposal, Version
from taonguon.meetings.resolving import Resolved, Sitting
from taonguon.meetings.views.meetings import came_of
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.regulations.book import in_use
from tests import cast
from tests.meetings.conftest import NOVEMBER, NOW, OCTOBER, hold

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def add(*resolved, day=5, number="09-NQ/CB", minutes="10-BB/CB", at=LATER):
    """Add to the meeting of hamlet 1 in October."""
    cell = Organisation.objects.get(pk=cast.HAMLET_1)
    sitting = Sitting(cell, OCTOBER, OCTOBER.first.replace(day=day), number, minutes)
    actions.add_to_meeting(
        meeting=Meeting.objects.get(), sitting=sitting, resolved=resolved,
        because="ghi ở xóm", by=None, at=at,
    )  # fmt: skip


def counted():
    return Fact.objects.count(), Version.objects.count(), Proposal.objects.count()


def words(held):
    return {
        told["person"].name: [line["words"] for line in told["lines"]]
        for told in came_of(held, in_use())
    }


def test_steps_and_notes_that_were_lacking_are_added_and_shown(lan, mai):
    hold(Resolved(person=lan, listed=True))
    add(Resolved(person=mai, listed=True, remark="Chăm chỉ", task="Dọn nhà văn hóa"))
    held = Meeting.objects.get()
    assert [event.kind for event in one(mai).events][-1] == "listed"
    assert [row.because for row in held.versions.all()] == ["", "ghi ở xóm"]
    told = words(held)
    assert any("danh sách" in line for line in told[lan.name])
    assert {"Nhận xét: Chăm chỉ", "Giao việc: Dọn nhà văn hóa"} <= set(told[mai.name])
    proposed = Proposal.objects.filter(meeting=held).values_list("person", "step")
    assert set(proposed) == {(lan.pk, "listed"), (mai.pk, "listed")}
    entry = JournalEntry.objects.get(act="meeting.add")
    assert entry.details == {"because": "ghi ở xóm", "people": 1}


def test_other_papers_alone_are_a_later_version(lan):
    hold(Resolved(person=lan, listed=True))
    facts = Fact.objects.count()
    add(day=7, number="11-NQ/CB")
    now = Meeting.objects.get().now
    assert (now.held_on.day, now.resolution) == (7, "11-NQ/CB")
    assert Fact.objects.count() == facts


def test_the_dossier_may_be_asked_for_afterwards(ready):
    hold(month=NOVEMBER, number="12-NQ/CB")
    cell = Organisation.objects.get(pk=cast.HAMLET_1)
    sitting = Sitting(cell, NOVEMBER, NOVEMBER.first.replace(day=5), "12-NQ/CB", "10-BB/CB")
    told = {"because": "ghi ở xóm", "by": None, "at": LATER}
    held = Meeting.objects.get(month=NOVEMBER.first)
    asked = [Resolved(person=ready, dossier=True)]
    actions.add_to_meeting(meeting=held, sitting=sitting, resolved=asked, **told)
    assert Proposal.objects.get(meeting=held).step == "permission"
    before = counted()
    with pytest.raises(Refused, match=ready.name):
        actions.add_to_meeting(meeting=held, sitting=sitting, resolved=asked, **told)
    assert counted() == before


@pytest.mark.parametrize(
    ("said", "words_"),
    [
        ({}, "Không có gì khác"),
        ({"day": 5, "number": "", "listed": True}, "số nghị quyết"),
        ({"at": NOW - timedelta(days=80)}, "tương lai"),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_written(lan, mai, said, words_):
    hold(Resolved(person=lan, listed=True))
    before = counted()
    resolved = [Resolved(person=mai, listed=True)] if said.pop("listed", False) else []
    with pytest.raises(Refused, match=words_):
        add(*resolved, **said)
    assert counted() == before


def test_what_the_rules_refuse_is_refused_here_as_well(lan, mai):
    hold(Resolved(person=lan, listed=True))
    before = counted()
    with pytest.raises(ManyBlocked) as blocked:
        add(Resolved(person=mai, dossier=True))
    assert [person for person, _step, _found in blocked.value.refused] == [mai.pk]
    assert counted() == before
