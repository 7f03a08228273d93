"""The two worked people on from the decision: the woman to her recognition, the young worker before his."""

from datetime import date
from types import SimpleNamespace

from taonguon.cases import actions
from taonguon.people.models import Person
from tests import cast
from tests.forms import people

HELD, VOTED, DAY = "2025-10-20", "2026-11-02", date(2026, 11, 20)
ENDS = date(2026, 10, 20)


def register():
    """Record both people to where they stand on DAY."""
    both = people.register()
    for one, helper in ((both.woman, people.NEIGHBOURS[0]), (both.young, people.WORKERS[1])):
        onward(one, helper)
    woman, young = both.woman, both.young
    away = {people.NEIGHBOURS[2]: "excused"}
    vote = people.vote(people.members(woman, VOTED), 7, 1, away)
    step(woman, "recognition_vote", VOTED, "27-NQ/CB", **vote)
    decided = people.vote(people.named(people.COMMITTEE), 6, 1)
    step(woman, "recognition", "2026-11-16", "88-QĐ/ĐU", approved=True, **decided)
    vote = people.vote(people.members(young, VOTED), 6, 0)
    step(young, "recognition_vote", VOTED, "09-NQ/CB", **vote)
    step(young, "recognition_section", "2026-11-05", "03-BC/ĐU")
    base = people.vote(people.named(people.COMMITTEE), 5, 2)
    step(young, "recognition_base", "2026-11-09", "11-NQ/ĐU", **base)
    return SimpleNamespace(woman=again(woman), young=again(young))


def onward(person, helper):
    """Record the ceremony and the year after it, up to the opinions."""
    step(person, "decision_received", "2025-10-06")
    step(person, "ceremony", HELD)
    step(person, "probation_helper", HELD, name=helper, **people.SINCE)
    step(person, "member_papers", "2025-11-10")
    step(person, "new_member_class", "2026-05-15", "15/GCN-TTCT")
    step(person, "self_review", "2026-10-20")
    step(person, "helper_remarks", "2026-10-21")
    step(person, "probation_opinions", "2026-10-22")


def step(person, kind, on, number="", **data):
    """Record one step with the number of its paper."""
    paper = {"form": "", "number": number, "issued_by": "nơi ban hành", "kept_at": "tủ 2"}
    return actions.record_step(
        person=again(person), step=kind, on=date.fromisoformat(on),
        data={**data, "on_paper": paper}, by=None, at=people.NOW,
    )  # fmt: skip


def again(person):
    """Return the person as the register has them now."""
    return Person.objects.select_related("cell").get(pk=person.pk)


def prospect(number, name, cell=people.XOM_6):
    """Record somebody introduced to a cell in 2025, with only a name and a year of birth."""
    cast.record([
        cast.description(number, "2025-01-10", name=name, born="2001", sex="male"),
        cast.fact("introduction", "2025-01-10", person=number, organisation=cell, by="Đoàn xã"),
    ])  # fmt: skip
    return Person.objects.get(pk=number)
