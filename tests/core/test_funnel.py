"""The funnel: each person once in a row, the stages before the furthest passed as well."""

from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.funnel import Reached, funnel
from taonguon.core.prospects import FUNNEL

people = st.builds(
    Reached,
    st.integers(1, 9),
    st.sampled_from(["women", "youth"]),
    st.sampled_from([2021, 2022]),
    st.sampled_from(FUNNEL),
    st.sampled_from(["", "moved_away", "withdrew"]),
)


def test_a_person_introduced_twice_counts_once_for_all_and_once_for_each():
    told = [Reached(1, "women", 2022, "listed"), Reached(1, "youth", 2022, "listed")]
    whole, *each = funnel(told, "body")
    assert whole.number("introduced") == 1
    assert [(row.key, row.number("listed"), row.number("class")) for row in each] == [
        ("women", 1, 0), ("youth", 1, 0),
    ]  # fmt: skip


def test_why_others_stopped_is_told_but_not_of_who_was_admitted():
    told = [
        Reached(1, "women", 2021, "class", "moved_away"),
        Reached(2, "women", 2021, "admitted", "admitted"),
        Reached(3, "women", 2022, "listed"),
    ]
    (whole, *_) = funnel(told, "year")
    assert whole.stopped == {"moved_away": (1,)}
    assert whole.counted["admitted"] == (2,)


def test_without_introductions_there_is_one_row_of_noughts():
    (whole,) = funnel([], "body")
    assert [whole.number(stage) for stage in FUNNEL] == [0, 0, 0, 0, 0]


@given(st.lists(people, max_size=20), st.sampled_from(["body", "year"]))
def test_a_funnel_never_widens_and_no_row_is_larger_than_the_whole(told, by):
    whole, *each = funnel(told, by)
    for row in (whole, *each):
        numbers = [row.number(stage) for stage in FUNNEL]
        assert numbers == sorted(numbers, reverse=True)
        assert all(set(row.counted[stage]) <= set(whole.counted[stage]) for stage in FUNNEL)
    assert whole.number("introduced") == len({one.person for one in told})
