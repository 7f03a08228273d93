"""What speaks against a change of the tree on a day: each reason, on both sides of its border."""

from datetime import date, timedelta

import pytest

from taonguon.core.organisation import (
    DISSOLVE,
    FOUND,
    MERGE,
    RECEIVE,
    RENAME,
    REPARENT,
    history,
)
from taonguon.core.restructuring import Change, kinds_below, objections
from tests.cast import (
    COMMUNE,
    ELSEWHERE,
    FOUNDED,
    HAMLET_1,
    HAMLET_2,
    OTHER_CELL,
    SCHOOL,
    fact,
    foundings,
)

DAY = date(2022, 5, 19)
EVE = DAY - timedelta(1)


def codes(change, *more):
    return [one.code for one in objections(history([*foundings(), *more]), change)]


def changed(kind, number=HAMLET_1, day=DAY, **data):
    return fact(kind, day, organisation=number, **data)


def begins(kind=FOUND, **said):
    told = {"name": "Chi bộ thôn 3", "unit_kind": "cell", "other": COMMUNE, **said}
    return Change(kind, DAY, **told)


@pytest.mark.parametrize(
    ("kind", "below"),
    [
        ("district", ("commune", "base", "section", "cell")),
        ("base", ("section", "cell")),
        ("cell", ()),
        ("what", ()),
    ],
)
def test_below_a_kind_stand_the_lower_ones_and_nothing_below_a_cell(kind, below):
    assert kinds_below(kind) == below


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, []),
        ({"other": None, "unit_kind": "district", "name": "Đảng bộ huyện"}, []),
        ({"name": "CHI BỘ THÔN 1"}, ["name_taken"]),
        ({"name": "Chi bo thon 1"}, ["name_taken"]),
        ({"name": "Chi bộ thôn Đông"}, []),
        ({"unit_kind": "commune"}, ["parent_rank"]),
        ({"other": HAMLET_1}, ["parent_rank"]),
        ({"founded_on": DAY}, []),
        ({"founded_on": DAY + timedelta(1)}, ["received_before_founded"]),
    ],
)
def test_an_organisation_begins_under_a_superior_by_a_name_of_its_own(said, code):
    assert codes(begins(RECEIVE if "founded_on" in said else FOUND, **said)) == code


def test_nothing_begins_under_what_is_not_there():
    change = Change(FOUND, FOUNDED - timedelta(1), None, "Chi bộ thôn 3", "cell", COMMUNE)
    assert codes(change) == ["parent_not_there"]


def test_a_name_of_what_has_ended_is_free_again():
    assert codes(begins(name="Chi bộ thôn 1"), changed(DISSOLVE)) == []
    assert codes(begins(name="Chi bộ thôn 1"), changed(DISSOLVE, day=DAY + timedelta(1))) == [
        "name_taken"
    ]


@pytest.mark.parametrize("kind", [RENAME, REPARENT, MERGE, DISSOLVE])
@pytest.mark.parametrize("day", [FOUNDED - timedelta(1), DAY])
def test_what_is_not_there_on_the_day_is_not_changed(kind, day):
    assert codes(Change(kind, day, HAMLET_1, other=SCHOOL), changed(DISSOLVE)) == ["not_there"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chi bộ thôn Thống Nhất", []),
        ("Chi bộ thôn 1", ["same_name"]),
        ("Chi bộ  thôn 1 ", ["same_name"]),
        ("Chi bộ Thôn 1", []),
        ("Chi bộ thôn 2", ["name_taken"]),
    ],
)
def test_a_new_name_is_another_and_nobody_s_beside_it(name, code):
    assert codes(Change(RENAME, DAY, HAMLET_1, name)) == code


def test_two_names_of_one_day_would_be_a_guess():
    renamed = changed(RENAME, name="Chi bộ thôn Thống Nhất")
    again = Change(RENAME, DAY, HAMLET_1, "Chi bộ thôn Đoàn Kết")
    assert codes(again, renamed) == ["same_day"]
    assert codes(again, changed(RENAME, day=EVE, name="Chi bộ thôn Thống Nhất")) == []
    assert codes(again, changed(REPARENT, parent=ELSEWHERE)) == []


@pytest.mark.parametrize(
    ("parent", "code"),
    [(ELSEWHERE, []), (COMMUNE, ["same_parent"]), (HAMLET_2, ["parent_rank"]), (99, ["parent_not_there"])],
)  # fmt: skip
def test_it_moves_under_another_superior_that_is_there(parent, code):
    assert codes(Change(REPARENT, DAY, HAMLET_1, other=parent)) == code


@pytest.mark.parametrize(
    ("into", "code"),
    [(HAMLET_2, []), (OTHER_CELL, []), (HAMLET_1, ["into_itself"]), (COMMUNE, ["into_no_cell"]),
     (99, ["into_not_there"])],
)  # fmt: skip
def test_a_cell_merges_into_another_cell_that_is_there(into, code):
    assert codes(Change(MERGE, DAY, HAMLET_1, other=into)) == code


def test_nothing_merges_into_what_has_ended():
    change = Change(MERGE, DAY, HAMLET_1, other=HAMLET_2)
    assert codes(change, changed(DISSOLVE, HAMLET_2)) == ["into_not_there"]


def test_what_has_something_below_does_not_end():
    assert codes(Change(DISSOLVE, DAY, ELSEWHERE)) == ["has_below"]
    assert codes(Change(DISSOLVE, DAY, ELSEWHERE), changed(DISSOLVE, OTHER_CELL)) == []
    late = changed(DISSOLVE, OTHER_CELL, DAY + timedelta(1))
    assert codes(Change(DISSOLVE, DAY, ELSEWHERE), late) == ["has_below"]


@pytest.mark.parametrize(("day", "code"), [(DAY, []), (DAY + timedelta(1), ["changed_later"])])
def test_what_was_changed_later_does_not_end_before(day, code):
    renamed = changed(RENAME, day=day, name="Chi bộ thôn Thống Nhất")
    assert codes(Change(DISSOLVE, DAY, HAMLET_1), renamed) == code
