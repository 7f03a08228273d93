"""What speaks against a change of the tree on a day: each reason, on both sides of its border."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taonguon.core import names
from taonguon.core.organisation import (
    DISSOLVE,
    FOUND,
    MERGE,
    RECEIVE,
    RENAME,
    REPARENT,
    SPLIT,
    history,
    on,
)
from taonguon.core.restructuring import Change, kinds_below, objections
from tests.cast import (
    COMMUNE,
    ELSEWHERE,
    FOUNDED,
    HAMLET_1,
    HAMLET_2,
    ORGANISATIONS,
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


def test_each_reason_names_what_stands_in_the_way():
    told = history(foundings())
    (taken,) = objections(told, begins(name="chi bộ thôn 2"))
    (below,) = objections(told, Change(DISSOLVE, DAY, ELSEWHERE))
    (rank,) = objections(told, Change(REPARENT, DAY, HAMLET_1, other=SCHOOL))
    (no_cell,) = objections(told, Change(MERGE, DAY, HAMLET_1, other=COMMUNE))
    assert [one.name for one in (taken, below, rank, no_cell)] == [
        "Chi bộ thôn 2", "Chi bộ thôn Đông", "Chi bộ Trường THCS An Hòa", "Đảng bộ xã An Hòa",
    ]  # fmt: skip


def test_all_that_is_wrong_with_a_beginning_is_told_at_once():
    told = begins(RECEIVE, name="Chi bộ thôn 1", unit_kind="commune", founded_on=DAY + timedelta(1))
    assert codes(told) == ["parent_rank", "name_taken", "received_before_founded"]


def test_an_end_before_a_later_change_of_what_has_something_below_tells_both():
    later = changed(RENAME, ELSEWHERE, DAY + timedelta(1), name="Đảng bộ xã Bình An")
    assert codes(Change(DISSOLVE, DAY, ELSEWHERE), later) == ["has_below", "changed_later"]


def test_two_moves_of_one_day_would_be_a_guess():
    moved = changed(REPARENT, parent=ELSEWHERE)
    back = Change(REPARENT, DAY, HAMLET_1, other=COMMUNE)
    assert codes(back, moved) == ["same_day"]
    assert codes(back, changed(REPARENT, day=EVE, parent=ELSEWHERE)) == []


def test_a_name_given_later_to_another_beside_it_is_taken_already():
    later = changed(RENAME, HAMLET_2, DAY + timedelta(9), name="Chi bộ thôn 3")
    assert codes(begins(), later) == ["name_taken"]
    assert codes(Change(RENAME, DAY, HAMLET_1, "Chi bộ thôn 3"), later) == ["name_taken"]


CELLS = st.sampled_from([HAMLET_1, HAMLET_2, SCHOOL, OTHER_CELL])
UNITS = st.sampled_from([*ORGANISATIONS, 99])
NAMES = st.sampled_from(["Chi bộ thôn 1", "CHI BỘ THÔN 2", "Chi bộ thôn Đông", "Chi bộ mới"])
WHEN = st.integers(-2, 2).map(lambda n: DAY + timedelta(n))


@st.composite
def changes(draw):
    """Draw a change somebody may ask for, possible or not."""
    kind = draw(st.sampled_from([FOUND, RENAME, REPARENT, MERGE, DISSOLVE]))
    day = draw(WHEN)
    if kind == FOUND:
        unit_kind = draw(st.sampled_from(["commune", "base", "cell"]))
        return Change(kind, day, None, draw(NAMES), unit_kind, draw(UNITS))
    return Change(kind, day, draw(CELLS), draw(NAMES), "", draw(UNITS))


def recorded(change, number):
    """Return the fact of a change that was allowed."""
    if change.kind == FOUND:
        said = {"name": change.name, "kind": change.unit_kind, "parent": change.other}
        return fact(FOUND, change.on, organisation=number, **said)
    said = {RENAME: {"name": change.name}, REPARENT: {"parent": change.other}}
    more = {MERGE: {"into": change.other}} | said
    return changed(change.kind, change.organisation, change.on, **more.get(change.kind, {}))


def is_sound(told, day):
    """Tell whether on a day each stands under a living superior of a higher kind by its own name."""
    there = on(told, day)
    for one in there.values():
        over = there.get(one.parent) if one.parent is not None else None
        if one.parent is not None and (over is None or one.kind not in kinds_below(over.kind)):
            return False
    by_name = {(one.parent, names.plain(one.name)) for one in there.values()}
    return len(by_name) == len(there)


@settings(max_examples=150, deadline=None)
@given(st.lists(changes(), max_size=6))
def test_changes_without_a_reason_against_them_never_leave_the_tree_unsound(asked):
    """One after another as they are asked for, those refused left out."""
    facts = foundings()
    for number, change in enumerate(asked, 50):
        told = history(facts)
        if not objections(told, change):
            facts.append(recorded(change, number))
    told = history(facts)
    assert all(is_sound(told, DAY + timedelta(n)) for n in range(-3, 4))


@given(changes())
def test_a_change_recorded_is_not_allowed_a_second_time_on_its_day(change):
    if change.kind == FOUND or objections(history(foundings()), change):
        return
    assert codes(change, recorded(change, 50))


def test_a_split_asks_of_the_old_cell_that_it_is_there_and_of_the_new_one_s_name():
    assert codes(Change(SPLIT, FOUNDED - timedelta(1), HAMLET_1)) == ["not_there"]
    assert codes(Change(SPLIT, DAY, None, "Chi bộ thôn 2", "cell", COMMUNE)) == ["name_taken"]
    assert codes(Change(SPLIT, DAY, None, "Chi bộ thôn 1B", "cell", COMMUNE)) == []
