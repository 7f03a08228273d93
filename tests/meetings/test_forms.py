"""What the form of a meeting offers of each person, and what it refuses before the rules are asked."""

from datetime import date

import pytest

from taonguon.cases import actions as cases
from taonguon.core.month import Month
from taonguon.meetings import facts
from taonguon.meetings.forms import (
    REMARK_LENGTH,
    ListForm,
    MeetingsForm,
    PersonForm,
    ReviewForm,
    SittingForm,
)
from taonguon.meetings.resolving import Resolved
from taonguon.regulations.book import in_use
from taonguon.rules.unlisting import reasons
from tests import cast
from tests.meetings.conftest import NOVEMBER, NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def form_of(standing, said=None):
    data = None
    if said is not None:
        data = {f"p{standing.person.pk}-{name}": value for name, value in said.items()}
    members = facts.members(cast.HAMLET_1, TODAY)
    return PersonForm(data, standing=standing, members=members, book=in_use(), day=TODAY)


def offered(standing):
    return set(form_of(standing).fields) & {"listed", "classed", "dossier", "done"}


def test_who_was_introduced_may_be_listed_and_proposed_at_once(lan, meetings):
    assert offered(meetings.standing(lan)) == {"listed", "classed"}


def test_who_is_listed_and_proposed_waits_for_the_class(lan, meetings):
    meetings.hold(Resolved(person=lan, listed=True, classed=True))
    assert offered(meetings.standing(lan)) == set()


def test_who_is_certified_may_be_asked_for_once(ready, meetings):
    assert offered(meetings.standing(ready)) == {"dossier"}
    meetings.hold(Resolved(person=ready, dossier=True), month=NOVEMBER)
    assert offered(meetings.standing(ready)) == set()


def test_who_has_the_permission_is_asked_for_no_more(ready, meetings):
    on = date(2026, 11, 10)
    cases.record_step(person=ready, step="permission", on=on, data={}, by=None, at=NOW)
    assert offered(meetings.standing(ready)) == set()


@pytest.mark.parametrize(("day", "again"), [("2021-11-23", False), ("2021-11-22", True)])
def test_a_certificate_out_of_date_lets_the_class_be_proposed_again(lan, meetings, day, again):
    cast.record([cast.fact("certificate", day, person=lan.pk)])
    assert meetings.standing(lan).may_propose(in_use(), TODAY) is again


def test_open_tasks_are_offered_to_be_ticked(lan, meetings):
    meetings.hold(Resolved(person=lan, task="Dạy hát"))
    standing = meetings.standing(lan)
    assert form_of(standing).fields["done"].choices == [(standing.tasks[0].fact, "Dạy hát")]


def test_the_helper_is_chosen_among_the_cell_s_official_members(lan, meetings):
    choices = form_of(meetings.standing(lan)).fields["helper"].choices
    assert choices[0] == ("", "Chưa phân công")
    assert len(choices) == 10
    meetings.hold(Resolved(person=lan, listed=True, helper=meetings.help_of(lan)))
    assert form_of(meetings.standing(lan)).fields["helper"].choices[0] == (
        "",
        "Giữ nguyên: Đảng viên 1",
    )


def test_the_reasons_are_those_of_the_data(lan, meetings):
    codes = [code for code, _words in form_of(meetings.standing(lan)).fields["off"].choices]
    assert codes == ["", *reasons()]


def test_what_was_ticked_is_what_was_resolved(lan, meetings):
    said = {"listed": "on", "helper": "202", "remark": " Chăm chỉ. ", "task": "Dạy hát"}
    form = form_of(meetings.standing(lan), said)
    assert form.is_valid()
    told = form.resolved()
    assert (told.listed, told.off, told.classed, told.dossier) == (True, "", False, False)
    assert told.helper["name"] == told.remark_by == "Đảng viên 2"
    assert (told.remark, told.task) == ("Chăm chỉ.", "Dạy hát")


def test_nothing_ticked_is_nothing_to_record(lan, meetings):
    form = form_of(meetings.standing(lan), {})
    assert form.is_valid()
    assert not form.resolved().says


@pytest.mark.parametrize(
    "other", [{"listed": "on"}, {"helper": "202"}, {"classed": "on"}, {"task": "Dạy hát"}]
)
def test_taken_off_and_decided_otherwise_at_once_is_a_contradiction(lan, meetings, other):
    form = form_of(meetings.standing(lan), {"off": "withdrew", **other})
    assert "bỏ bớt một bên" in form.errors["off"][0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("off", "boring"), ("helper", "999"), ("helper", "x"), ("remark", "a" * (REMARK_LENGTH + 1))],
)
def test_what_was_not_offered_is_refused(lan, meetings, name, value):
    assert name in form_of(meetings.standing(lan), {name: value}).errors


def test_a_remark_of_the_full_length_is_taken(lan, meetings):
    assert form_of(meetings.standing(lan), {"remark": "ă" * REMARK_LENGTH}).is_valid()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("5/10/2026", "không thuộc tháng 11/2026"), ("24/11/2026", "tương lai"),
        ("30/2/2026", "không phải là ngày"), ("", "Hãy ghi ngày"),
    ],
)  # fmt: skip
def test_the_day_of_a_meeting_lies_in_its_month_and_not_ahead(typed, why):
    form = SittingForm({"held_on": typed}, month=NOVEMBER, today=TODAY)
    assert why in form.errors["held_on"][0]


def test_a_month_is_asked_for_as_typed():
    form = MeetingsForm({"thang": "9/2026"}, cells=[])
    assert form.is_valid()
    assert form.cleaned_data["thang"] == Month(2026, 9)
    assert "viết như 11/2026" in MeetingsForm({"thang": "mai"}, cells=[]).errors["thang"][0]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"ngay": "24/11/2026"}, "ngay"),
        ({"ngay": "1/1/2026", "so_voi": "1/1/2026"}, "so_voi"),
        ({"ngay": "1/1/2026", "so_voi": "2/1/2026"}, "so_voi"),
        ({"so_voi": "mai"}, "so_voi"),
    ],
)
def test_a_list_is_of_a_day_gone_and_its_changes_run_forward(asked, field):
    assert field in ListForm(asked, cells=[], today=TODAY).errors


def test_a_review_answers_what_was_chosen_and_leaves_the_rest():
    said = {"held_on": "20/11/2026", "resolution": "21", "answer_1": "yes", "answer_2": "back"}
    form = ReviewForm(
        {**said, "answer_3": "later"}, proposals=dict.fromkeys((1, 2, 3, 4), "x"), today=TODAY
    )
    assert form.is_valid()
    assert form.answers() == {1: True, 2: False}


def test_a_review_needs_its_day_and_its_resolution():
    form = ReviewForm({"held_on": "24/11/2026", "answer_1": "?"}, proposals={1: "x"}, today=TODAY)
    assert set(form.errors) == {"held_on", "resolution", "answer_1"}
