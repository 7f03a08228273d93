"""Who may do what, over which part of the tree, on which day."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.access import (
    ACTS,
    CLASSES,
    CORRECT,
    DIFFICULTIES,
    DUTIES,
    FIGURES,
    INTRODUCE,
    LOAD,
    PEOPLE,
    RECORD,
    RECORD_CELL,
    ROLES,
    RULES,
    RULES_EDIT,
    TARGETS,
    VISIT,
    Grant,
    bodies,
    may,
    ranges,
)
from taonguon.core.organisation import segment
from tests.cast import COMMUNE, ELSEWHERE, HAMLET_1, HAMLET_2

DAY = date(2022, 5, 19)
AN_HOA, HAMLET = segment(COMMUNE), segment(COMMUNE) + segment(HAMLET_1)
NEXT_HAMLET, BINH_MINH = segment(COMMUNE) + segment(HAMLET_2), segment(ELSEWHERE)


def grant(role="office", path=AN_HOA, start=DAY, end=None):
    return Grant(role, path, start, end)


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (
            "deputy",
            {FIGURES, PEOPLE, TARGETS, RULES, RULES_EDIT, INTRODUCE, VISIT, DIFFICULTIES, DUTIES},
        ),
        (
            "office",
            {
                FIGURES,
                PEOPLE,
                LOAD,
                TARGETS,
                CORRECT,
                RECORD,
                RECORD_CELL,
                RULES,
                RULES_EDIT,
                INTRODUCE,
                CLASSES,
                VISIT,
                DIFFICULTIES,
                DUTIES,
            },
        ),
        ("committee", {FIGURES, PEOPLE, RULES, VISIT, DIFFICULTIES, DUTIES}),
        ("secretary", {FIGURES, PEOPLE, RECORD_CELL, RULES, DIFFICULTIES, DUTIES}),
        ("mass", {INTRODUCE, DUTIES}),
        ("superior", {FIGURES, RULES, DUTIES}),
        ("administrator", {DUTIES}),
    ],
)
def test_a_role_may_do_this_and_nothing_else(role, acts):
    assert {act for act in ACTS if may([grant(role)], act, HAMLET, DAY)} == acts


def test_every_role_is_covered_by_the_test_above_and_bears_both_names():
    assert len(ROLES) == 7
    assert all(role.vi and role.en and role.may <= set(ACTS) for role in ROLES.values())


def test_who_acts_for_a_mass_organisation_acts_for_that_one_alone():
    women = replace(grant("mass"), body="women")
    assert bodies([women], INTRODUCE, DAY) == {"women"}
    assert bodies([women, replace(grant("mass"), body="youth")], INTRODUCE, DAY) == {
        "women",
        "youth",
    }
    assert bodies([women], PEOPLE, DAY) == set()
    assert bodies([women], INTRODUCE, date(2022, 5, 18)) == set()


def test_the_office_acts_for_all_of_them():
    assert bodies([grant(), replace(grant("mass"), body="women")], INTRODUCE, DAY) is None


@pytest.mark.parametrize(
    ("path", "allowed"),
    [(AN_HOA, False), (HAMLET, True), (HAMLET + segment(9), True), (NEXT_HAMLET, False),
     (BINH_MINH, False)],
)  # fmt: skip
def test_a_role_reaches_its_own_organisation_and_below(path, allowed):
    assert may([grant("secretary", HAMLET)], PEOPLE, path, DAY) is allowed


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2022-05-18", False), ("2022-05-19", True), ("2022-12-31", True), ("2023-01-01", False)],
)
def test_a_role_is_held_from_its_first_day_up_to_but_not_on_its_end(day, holds):
    told = grant(end=date(2023, 1, 1))
    assert may([told], PEOPLE, HAMLET, date.fromisoformat(day)) is holds


def test_a_range_inside_another_is_not_told_twice():
    told = [grant("secretary", HAMLET), grant("office"), grant("secretary", NEXT_HAMLET)]
    assert ranges(told, PEOPLE, DAY) == [(AN_HOA, segment(COMMUNE + 1))]


def test_ranges_beside_each_other_stay_two():
    told = [grant("secretary", NEXT_HAMLET), grant("secretary", HAMLET)]
    assert [low for low, _ in ranges(told, PEOPLE, DAY)] == [HAMLET, NEXT_HAMLET]


def test_nobody_without_a_role_may_anything():
    assert not any(may([], act, AN_HOA, DAY) for act in ACTS)


PATHS = st.lists(st.integers(1, 4).map(segment), min_size=1, max_size=3).map("".join)


@given(
    st.lists(st.builds(grant, st.sampled_from(sorted(ROLES)), PATHS), max_size=6),
    st.sampled_from(ACTS),
    PATHS,
)
def test_ranges_allow_what_some_single_grant_allows(grants, act, path):
    allowed = any(act in ROLES[one.role].may and path.startswith(one.path) for one in grants)
    assert may(grants, act, path, DAY) is allowed
    told = ranges(grants, act, DAY)
    assert all(before[1] <= after[0] for before, after in pairwise(told))
