"""The tree of organisations as it stood on each day, and the paths by which it is read."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core import organisation
from taonguon.core.organisation import after, history, on, place, profiles, segment, subtree
from tests import histories
from tests.cast import (
    COMMUNE,
    CREDIT_FUND,
    ELSEWHERE,
    HAMLET_1,
    HAMLET_2,
    ORGANISATIONS,
    SCHOOL,
    fact,
    founding,
    foundings,
    renumbered,
)

DAY = date(2022, 5, 19)
EVE = DAY - timedelta(days=1)


def tree(*facts):
    return history([*foundings(), *facts])


def at(told, number, day=DAY):
    return on(told, day).get(number)


def changed(kind, number=HAMLET_1, day=DAY, **data):
    return fact(kind, day, organisation=number, **data)


def path(*numbers):
    return "".join(map(segment, numbers))


def paths(told, number, day=DAY):
    rows = [row for row in place(told) if row.version.organisation == number]
    return [row.path for row in rows if row.version.covers(day)]


def test_an_organisation_exists_from_the_day_it_was_founded():
    told = history([founding(COMMUNE), founding(CREDIT_FUND, DAY)])
    assert at(told, CREDIT_FUND, EVE) is None
    assert at(told, CREDIT_FUND).name == "Chi bộ Quỹ tín dụng"


@pytest.mark.parametrize("kind", sorted(organisation.ENDING))
def test_it_exists_no_more_from_the_day_it_ended(kind):
    told = tree(changed(kind))
    assert at(told, HAMLET_1, EVE)
    assert at(told, HAMLET_1) is None
    assert told[HAMLET_1][-1].ended_by == kind


def test_a_new_name_holds_from_its_day():
    told = tree(changed("rename", name="Chi bộ thôn Thống Nhất"))
    assert at(told, HAMLET_1, EVE).name == "Chi bộ thôn 1"
    assert at(told, HAMLET_1).name == "Chi bộ thôn Thống Nhất"
    assert at(told, HAMLET_1).kind == "cell"


def test_two_changes_of_one_day_are_one_version():
    told = tree(changed("rename", name="Chi bộ Đông Tây"), changed("reparent", parent=ELSEWHERE))
    assert len(told[HAMLET_1]) == 2
    assert (at(told, HAMLET_1).name, at(told, HAMLET_1).parent) == ("Chi bộ Đông Tây", ELSEWHERE)


def test_founding_what_exists_and_changing_what_does_not_has_no_effect():
    told = history([founding(HAMLET_1), founding(HAMLET_1, DAY, name="Chi bộ khác"),
                    changed("rename", SCHOOL, name="Chi bộ ma"),
                    changed("dissolve", SCHOOL)])  # fmt: skip
    assert at(told, HAMLET_1).name == "Chi bộ thôn 1"
    assert SCHOOL not in told


def test_what_was_dissolved_can_be_founded_anew():
    told = tree(changed("dissolve", day=date(2010, 1, 1)), founding(HAMLET_1, DAY))
    assert at(told, HAMLET_1, EVE) is None
    assert at(told, HAMLET_1)


def test_a_profile_and_the_first_day_of_use_make_no_version():
    told = tree(changed("profile", households=259), changed("use_begins", COMMUNE))
    assert told == tree()


def test_a_profile_is_kept_by_its_day_with_what_was_told_before():
    first, second = date(2021, 12, 31), date(2022, 12, 31)
    told = profiles([
        changed("profile", day=second, households=262),
        changed("profile", day=first, households=259, catholic_percent="45"),
        changed("rename", name="Chi bộ khác"),
    ])  # fmt: skip
    assert told == {
        HAMLET_1: {
            first: {"households": 259, "catholic_percent": "45"},
            second: {"households": 262, "catholic_percent": "45"},
        }
    }


def test_a_path_is_that_of_the_parent_and_the_organisation_itself():
    assert paths(tree(), HAMLET_1) == [path(COMMUNE, HAMLET_1)]
    assert paths(tree(), COMMUNE) == [path(COMMUNE)]


def test_who_moves_takes_everything_below_along_from_that_day():
    told = tree(changed("reparent", SCHOOL, date(2010, 1, 1), parent=HAMLET_1),
                changed("reparent", HAMLET_1, parent=ELSEWHERE))  # fmt: skip
    assert paths(told, SCHOOL, EVE) == [path(COMMUNE, HAMLET_1, SCHOOL)]
    assert paths(told, SCHOOL) == [path(ELSEWHERE, HAMLET_1, SCHOOL)]


def test_below_a_dissolved_parent_an_organisation_stands_alone_until_it_is_received():
    told = tree(changed("dissolve", COMMUNE), changed("receive", day=date(2022, 6, 1),
                                                      parent=ELSEWHERE))  # fmt: skip
    assert paths(told, HAMLET_1, EVE) == [path(COMMUNE, HAMLET_1)]
    assert paths(told, HAMLET_1) == [path(HAMLET_1)]
    assert paths(told, HAMLET_1, date(2022, 6, 1)) == [path(ELSEWHERE, HAMLET_1)]


def test_parent_and_child_can_change_places_over_the_years():
    told = tree(
        changed("reparent", HAMLET_2, date(2005, 1, 1), parent=HAMLET_1),
        changed("reparent", HAMLET_2, date(2010, 1, 1), parent=COMMUNE),
        changed("reparent", HAMLET_1, date(2015, 1, 1), parent=HAMLET_2),
    )
    assert paths(told, HAMLET_2, date(2005, 1, 1)) == [path(COMMUNE, HAMLET_1, HAMLET_2)]
    assert paths(told, HAMLET_1, date(2015, 1, 1)) == [path(COMMUNE, HAMLET_2, HAMLET_1)]


def test_what_ended_on_the_day_it_began_stood_nowhere():
    told = history([founding(COMMUNE), founding(SCHOOL, DAY), changed("dissolve", SCHOOL)])
    assert [row.version.organisation for row in place(told)] == [COMMUNE]


def test_a_parent_that_was_renamed_cuts_no_version_of_its_cells():
    told = tree(changed("rename", COMMUNE, name="Đảng bộ xã An Hòa mới"))
    assert len([row for row in place(told) if row.version.organisation == SCHOOL]) == 1


def test_the_paths_below_one_end_before_those_of_the_next():
    assert after(path(COMMUNE)) == path(HAMLET_1)
    assert after(path(COMMUNE, 9)) == path(COMMUNE, 10)
    assert path(COMMUNE) <= path(COMMUNE, 999_999) < after(path(COMMUNE))


def way_up(alive, number):
    """Return a version and its ancestors of one day, None when they go round in a circle."""
    way = [number]
    while (parent := alive[way[-1]].parent) in alive:
        if parent in way:
            return None
        way.append(parent)
    return way


@given(histories.trees(), histories.DAYS)
def test_every_living_organisation_has_one_path_on_a_day_and_it_is_the_way_up(facts, day):
    told = history(facts)
    alive = on(told, day)
    placed = {}
    for row in place(told):
        if row.version.covers(day):
            assert row.version.organisation not in placed
            placed[row.version.organisation] = row.path
    assert placed.keys() == alive.keys()
    for number, found in placed.items():
        way = way_up(alive, number)
        assert way is None or found == path(*reversed(way))


@given(histories.trees(), histories.DAYS, st.sampled_from(sorted(ORGANISATIONS)))
def test_a_range_of_paths_holds_exactly_the_subtree_of_the_day(facts, day, root):
    told = history(facts)
    alive = on(told, day)
    if any(way_up(alive, number) is None for number in alive) or root not in alive:
        return
    today = {r.version.organisation: r.path for r in place(told) if r.version.covers(day)}
    low, high = today[root], after(today[root])
    assert {n for n, found in today.items() if low <= found < high} == subtree(alive, root)


@given(histories.trees().flatmap(lambda f: st.tuples(st.just(f), st.permutations(range(len(f))))))
def test_the_order_of_recording_changes_no_tree(told):
    facts, order = told
    assert history(renumbered(facts, order)) == history(facts)


@given(histories.trees())
def test_the_versions_of_an_organisation_never_overlap(facts):
    for versions in history(facts).values():
        for before, following in pairwise(versions):
            assert before.end is not None
            assert before.end <= following.start


def test_the_subtree_of_what_does_not_exist_is_empty():
    assert subtree(on(tree(), date(1999, 1, 1)), COMMUNE) == set()


def test_a_circle_of_parents_is_a_subtree_once():
    told = tree(changed("reparent", HAMLET_1, parent=HAMLET_2),
                changed("reparent", HAMLET_2, parent=HAMLET_1))  # fmt: skip
    assert subtree(on(told, DAY), HAMLET_1) == {HAMLET_1, HAMLET_2}
    assert paths(told, HAMLET_1) == [path(HAMLET_2, HAMLET_1)]
