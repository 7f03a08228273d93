"""What is shown to whom and how urgent it is: a table of scenarios, and what holds for every duty."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.access import DUTIES, INTRODUCE, PEOPLE, ROLES, Grant
from taonguon.core.duties import (
    LATE,
    SOON,
    URGENCIES,
    WAITING,
    Duty,
    Link,
    Place,
    Shown,
    by_kind,
    counts,
    in_order,
    roles_at,
    shown_to,
    urgency,
)
from taonguon.core.organisation import segment
from taonguon.rules.duties import shipped
from tests.cast import COMMUNE, HAMLET_1, HAMLET_2

TABLE = Path(__file__).parents[1] / "scenarios" / "duties" / "urgency.toml"
SCENARIOS = [
    pytest.param(told, id=f"{name} {number}")
    for name, rows in tomllib.loads(TABLE.read_text("utf-8")).items()
    for number, told in enumerate(rows)
]
DAY, ME, OTHER = date(2026, 11, 25), 7, 8
AN_HOA = segment(COMMUNE)
HAMLET, NEXT = AN_HOA + segment(HAMLET_1), AN_HOA + segment(HAMLET_2)
KINDS = list(shipped().kinds.values())


def duty(due=DAY, kind="case.cell", key="1", **more):
    more.setdefault("place", Place(HAMLET, HAMLET_1, "Chi bộ thôn 1"))
    return Duty(kind=kind, key=key, title="Việc", due=due, opens=Link("duties"), **more)


@pytest.mark.parametrize("told", SCENARIOS)
def test_a_duty_is_shown_to_a_role_on_a_day_as_the_table_says(told):
    what, when = told["given"], told["when"]
    one = duty(
        what.get("due"), what["kind"], outside=what.get("outside", False),
        not_for=ME if what.get("own") else OTHER,
    )  # fmt: skip
    shown = shown_to(ME, one, shipped().kinds[what["kind"]], {when["role"]}, when["on"])
    assert (shown.urgency if shown else "") == told["then"]


def test_every_kind_and_every_role_has_its_row():
    rows = [told.values[0] for told in SCENARIOS]
    assert {one["when"]["role"] for one in rows} == set(ROLES)
    assert {one["then"] for one in rows} == {*URGENCIES, ""}
    assert {one["given"]["kind"] for one in rows} == set(shipped().kinds)


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
somebody = st.frozensets(st.sampled_from(sorted(ROLES)))


@given(st.one_of(st.none(), days), days, st.sampled_from(KINDS), somebody, st.booleans())
def test_late_is_only_what_is_over_and_what_is_over_is_never_soon(due, on, kind, roles, outside):
    one = duty(due, kind.code, outside=outside)
    found = urgency(one, kind, roles, on)
    if found == LATE:
        assert one.late(on)
    if found == SOON:
        assert on <= due <= on + timedelta(days=7)
    if one.late(on) and kind.roles & roles:
        assert found == LATE
    if not kind.told & roles:
        assert found is None


@given(days, days, st.sampled_from(KINDS), somebody, somebody)
def test_who_holds_two_roles_is_told_what_either_is_told(due, on, kind, one_role, another):
    one = duty(due, kind.code)
    alone = {urgency(one, kind, one_role, on), urgency(one, kind, another, on)} - {None}
    together = urgency(one, kind, one_role | another, on)
    assert together == min(alone, key=URGENCIES.index, default=None)


@given(days, days, st.sampled_from(KINDS), somebody)
def test_looking_ahead_shows_all_that_is_shown_and_as_urgent(due, on, kind, roles):
    one = duty(due, kind.code)
    near, ahead = (urgency(one, kind, roles, on, ahead=far) for far in (False, True))
    assert near in (None, ahead)


@given(days, days, st.sampled_from(KINDS), somebody, st.integers(1, 60))
def test_a_duty_once_shown_stays_until_it_is_done(due, on, kind, roles, later):
    one = duty(due, kind.code)
    if urgency(one, kind, roles, on) is not None:
        assert urgency(one, kind, roles, on + timedelta(days=later)) is not None


@pytest.mark.parametrize(
    ("place", "roles"),
    [
        (Place(HAMLET), {"secretary", "office"}),
        (Place(NEXT), {"office"}),
        (Place(segment(9)), set()),
        (Place(), {"secretary", "office"}),
    ],
)
def test_the_roles_over_a_place_are_those_whose_part_of_the_tree_it_lies_in(place, roles):
    held = [Grant("secretary", HAMLET, DAY), Grant("office", AN_HOA, DAY)]
    assert roles_at(held, place, PEOPLE, DAY) == roles
    assert roles_at(held, place, PEOPLE, DAY - timedelta(days=1)) == set()
    assert roles_at(held, place, INTRODUCE, DAY) == roles - {"secretary"}


def test_who_acts_for_the_women_s_union_has_no_duty_of_the_youth_union():
    held = [Grant("mass", AN_HOA, DAY, body="women")]
    assert roles_at(held, Place(HAMLET, body="women"), INTRODUCE, DAY) == {"mass"}
    assert roles_at(held, Place(HAMLET, body="youth"), INTRODUCE, DAY) == set()


def test_the_administrator_is_told_of_the_installation_and_of_nobody():
    held = [Grant("administrator", AN_HOA, DAY)]
    assert roles_at(held, Place(), DUTIES, DAY) == {"administrator"}
    assert roles_at(held, Place(HAMLET), PEOPLE, DAY) == set()


def test_what_presses_most_stands_first_and_one_s_own_before_what_one_is_told_of():
    told_of = Shown(duty(date(2026, 1, 1), key="b"), LATE, own=False)
    own = Shown(duty(date(2026, 11, 1), key="a"), LATE)
    older = Shown(duty(date(2026, 10, 1), key="c"), LATE)
    unknown = Shown(duty(None, key="e"), SOON)
    soon = Shown(duty(date(2026, 11, 30), key="d"), SOON)
    wait = Shown(duty(date(2025, 1, 1), key="f"), WAITING)
    told = in_order([wait, unknown, soon, told_of, own, older])
    assert "".join(one.duty.key for one in told) == "cabdef"


def test_counts_by_group_and_by_kind():
    told = [Shown(duty(kind=kind), LATE) for kind in ("case.cell", "visit.cell", "visit.cell")]
    told.append(Shown(duty(), WAITING))
    assert counts(told) == {"late": 3, "soon": 0, "later": 0, "waiting": 1}
    assert list(by_kind(told, LATE).items()) == [("visit.cell", 2), ("case.cell", 1)]
