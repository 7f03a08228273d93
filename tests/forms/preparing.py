"""A cell's autumn: two people introduced in xóm 6, two meetings, and what the committee said."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from taonguon.core.month import Month
from taonguon.meetings import actions, facts, reviewing
from taonguon.meetings.actions import Ruling
from taonguon.meetings.resolving import Resolved, Sitting
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from tests import cast
from tests.forms import people

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
HANH, LONG = 311, 312
LONG_NAME = "Nguyễn Hoàng Phương Quỳnh Như Công Tằng Tôn Nữ Thị Bích Ngọc"


def register():
    """Record the two worked people, then Hạnh and the one with the long name, introduced in xóm 6."""
    people.register()
    introduced(HANH, "Bùi Thị Hạnh", "1999-05-19", by="Hội Phụ nữ xóm 6")
    introduced(LONG, LONG_NAME, "1998", by="Đoàn xã")
    return SimpleNamespace(hanh=person(HANH), long=person(LONG), cell=cell())


def introduced(pk, name, born, cell=people.XOM_6, by="Đoàn xã"):
    cast.record([
        cast.description(
            pk, "2026-09-02", name=name, born=born, schooling="12/12", occupation="Giáo viên"
        ),
        cast.fact("introduction", "2026-09-02", person=pk, organisation=cell, by=by),
    ])  # fmt: skip


def person(pk):
    return Person.objects.select_related("cell", "prospect").get(pk=pk)


def cell(pk=people.XOM_6):
    return Organisation.objects.get(pk=pk)


def helper(who, number=0):
    """Return the step that names a member of xóm 6 as somebody's helper."""
    standing = facts.standings([who], NOW.date())[0]
    return facts.helper_data(facts.members(people.XOM_6, NOW.date())[number], standing)


def hold(*resolved, month=OCTOBER, number="09-NQ/CB"):
    """Hold a meeting of xóm 6 on the fifth of a month."""
    sitting = Sitting(cell(), month, month.first.replace(day=5), number, "10-BB/CB")
    return actions.record_meeting(sitting=sitting, resolved=resolved, by=None, at=NOW)


def certify(who, day="2026-10-20"):
    cast.record([cast.fact("certificate", day, person=who.pk, number="12/GCN-TTCT")])


def listed(told):
    """Hold the October meeting: Hạnh on the list with a helper, both put forward."""
    resolved = Resolved(person=told.hanh, listed=True, helper=helper(told.hanh), classed=True)
    return hold(resolved, Resolved(person=told.long, listed=True))


def asked(told):
    """Hold October and November: Hạnh, back from the class, is put forward for the dossier."""
    listed(told)
    certify(told.hanh)
    return hold(
        Resolved(person=person(HANH), dossier=True, task="Vận động hai hộ hiến đất"),
        Resolved(person=person(LONG), off="inactive"),
        month=NOVEMBER, number="11-NQ/CB",
    )  # fmt: skip


def reviewed(told):
    """Let the committee permit Hạnh's dossier and send her to the class, and give the rest back."""
    asked(told)
    return _review(NOVEMBER, date(2026, 11, 20), {HANH})


def answer(meeting, *, approved):
    """Let the committee answer all of an October meeting alike."""
    everybody = {one.person for one in meeting.proposals.all()}
    return _review(OCTOBER, date(2026, 10, 20), everybody if approved else set())


def answer_later(meeting):
    """Let the committee agree to all of a November meeting."""
    return _review(NOVEMBER, date(2026, 11, 20), {one.person for one in meeting.proposals.all()})


def _review(month, day, agreed):
    found = reviewing.waiting([people.XOM_6], month, day, in_use())
    return actions.record_review(
        ruling=Ruling(Organisation.objects.get(pk=people.COMMUNE), month, day, "21-NQ/ĐU"),
        answers={one.proposal: one.person.pk in agreed for one in found},
        people={one.proposal.person: one.person for one in found},
        by=None, at=NOW,
    )  # fmt: skip
