"""A figure as of a day, as known at a moment: later knowledge changes the first, never the second."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from taonguon.core import figures
from taonguon.core.days import Period
from taonguon.ledger.models import Fact
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.reports import knowledge
from taonguon.reports.summary import summary
from tests import acts, cast

pytestmark = pytest.mark.django_db

YEAR = Period.year(2022)
TODAY, YESTERDAY = cast.later(10), cast.later(9)


@pytest.fixture
def commune():
    return cast.commune()


def people_in(commune, code, at=None, as_of=YEAR.end, period=YEAR):
    pairs = knowledge.of(commune, at).pairs(code, as_of, period)
    return sorted({person for _, person in pairs})


def correct(fact, on=None, data=None, at=TODAY):
    people.correct(fact=fact, on=on, data=data, because="theo quyết định", by=None, at=at)


@pytest.fixture
def lan(commune):
    """Record Lan's admission in 2022."""
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2022-05-19", sex="male"))
    return commune


@pytest.mark.parametrize(
    ("kind", "change", "code"),
    [
        ("admission", {"on": date(2023, 1, 2)}, "admitted.total"),
        ("admission", {}, "admitted.total"),
        ("admission", {}, "members.total"),
    ],
)
def test_a_correction_of_today_changes_2022_but_not_2022_as_known_yesterday(
    lan, kind, change, code
):
    assert people_in(lan, code) == [cast.LAN]
    correct(Fact.objects.get(kind=kind), **change)
    assert people_in(lan, code) == []
    assert people_in(lan, code, TODAY) == []
    assert people_in(lan, code, YESTERDAY) == [cast.LAN]


def test_a_corrected_feature_colours_the_admission_from_the_moment_it_was_known(lan):
    correct(Fact.objects.get(kind="description"), data={"name": "Nguyễn Thị Lan", "sex": "female"})
    assert people_in(lan, "admitted.women") == [cast.LAN]
    assert people_in(lan, "admitted.women", YESTERDAY) == []


def test_what_was_recorded_late_was_not_known_before(commune):
    cast.record(cast.admission(cast.MAI, cast.SCHOOL, "2022-12-22"), at=TODAY)
    assert people_in(commune, "admitted.total") == [cast.MAI]
    assert people_in(commune, "admitted.total", TODAY - timedelta(microseconds=1)) == []


def test_the_tree_too_is_that_which_was_known(commune):
    cell = Organisation.objects.get(pk=cast.HAMLET_1)
    organisations.change(
        kind="dissolve", organisation=cell, on=date(2022, 6, 1), data={}, by=None, at=TODAY
    )
    assert len(knowledge.of(commune, None).cells(YEAR.end)) == 3
    assert len(knowledge.of(commune, YESTERDAY).cells(YEAR.end)) == 4
    assert len(knowledge.of(commune, None).cells(date(2022, 5, 31))) == 4


def numbers(commune, at=None):
    return [int(fact.data["low"]) for fact in knowledge.of(commune, at).target_facts]


def test_targets_are_those_in_the_subtree_and_as_they_were_known(commune):
    paper = {"start": "2022-01-01", "end": "2022-12-31"}
    cast.record([cast.fact("target", "2022-01-10", organisation=cast.COMMUNE, low="8", **paper)])
    cast.record([cast.fact("target", "2022-01-10", organisation=cast.ELSEWHERE, low="9", **paper)])
    correct(Fact.objects.get(data__low="8"), data={"low": "18", **paper})
    assert numbers(commune) == numbers(commune, TODAY) == [18]
    assert numbers(commune, YESTERDAY) == [8]


def test_a_withdrawn_target_stands_no_more(commune):
    cast.record([cast.fact("target", "2022-01-10", organisation=cast.COMMUNE, low="8")])
    correct(Fact.objects.get(kind="target"))
    assert numbers(commune) == numbers(commune, TODAY) == []
    assert numbers(commune, YESTERDAY) == [8]


def state(commune, at=None):
    """Return every figure of a year and the cells, as known at a moment or as stored."""
    told, found = knowledge.of(commune, at), {"cells": told_cells(commune, at)}
    for code, one in figures.DEFINITIONS.items():
        if one.over != figures.CELLS:
            pairs = told.pairs(code, date(2022, 9, 30), Period(date(2020, 1, 1), YEAR.end))
            found[code] = sorted(set(pairs))
    return found


def told_cells(commune, at):
    return [(cell.id, cell.name) for cell in knowledge.of(commune, at).cells(date(2022, 9, 30))]


@acts.few(12)
@given(acts.STEPS)
def test_what_was_known_after_each_act_can_be_told_ever_after(steps):
    with cast.taken_back():
        commune, then = cast.commune(), []
        for number, step in enumerate(steps, 1):
            acts.play(step, cast.later(number))
            then.append(state(commune))
        now = [state(commune, cast.later(number)) for number in range(1, len(steps) + 1)]
    assert now == then


@acts.few(15)
@given(acts.STEPS)
def test_both_ways_of_knowing_give_one_summary(steps):
    with cast.taken_back():
        commune = cast.commune()
        for number, step in enumerate(steps, 1):
            acts.play(step, cast.later(number))
        stored, folded = (
            summary(commune, knowledge.of(commune, at), YEAR.end, YEAR)
            for at in (None, cast.later(99))
        )
    assert stored == folded
