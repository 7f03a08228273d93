"""The list of sympathisers of any day, asked of the database, against a replay of the resolutions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.meetings import lists
from tests import cast
from tests.acts import few
from tests.cast import HAMLET_1, HAMLET_2, LAN, MAI, THAO, fact, taken_back

pytestmark = pytest.mark.django_db
FIRST = date(2022, 1, 1)
PEOPLE, CELLS = (LAN, MAI, THAO), (HAMLET_1, HAMLET_2)
ENDS = {"case.unlisted", "agreement_withdrawn", "death"}


@pytest.fixture
def commune(db):
    return cast.commune()


def of(person, kind, day, cell=HAMLET_1, **data):
    return fact(kind, day, person=person, organisation=cell, **data)


def paper(number):
    return {"on_paper": {"form": "NQ-CB", "number": number, "issued_by": "", "kept_at": ""}}


def listed(person, day, cell=HAMLET_1, number="07-NQ/CB"):
    return of(person, "case.listed", day, cell, **paper(number))


def on_day(day, cells=CELLS):
    return {(one.person, one.cell) for one in lists.on_day(lists.histories(cells), day)}


def between(after, until, cells=CELLS):
    found = lists.between(lists.histories(cells), after, until)
    return [(one.on.isoformat(), one.person, one.cell, one.what, one.why) for one in found]


@st.composite
def resolutions(draw):
    """Draw what cells resolved and what happened, day by day, about three people."""
    kinds = st.sampled_from(["case.listed", "case.listed", "case.moved", *sorted(ENDS)])
    step = st.tuples(kinds, st.integers(0, 120), st.sampled_from(CELLS), st.sampled_from(PEOPLE))
    return draw(st.lists(step, max_size=16, unique_by=lambda one: (one[1], one[3])))


def replayed(steps, day):
    """Return who is on which list, reading the resolutions one after another."""
    cells = {}
    for kind, after, where, person in sorted(steps, key=lambda one: one[1]):
        if FIRST + timedelta(after) > day:
            break
        if kind == "case.listed" or (kind == "case.moved" and person in cells):
            cells[person] = where
        elif kind in ENDS:
            cells.pop(person, None)
    return set(cells.items())


def recorded(steps):
    """Record everything drawn, the latest first: the order of recording must not matter."""
    told = [cast.description(person, FIRST) for person in PEOPLE]
    for kind, after, where, person in sorted(steps, key=lambda one: -one[1]):
        cell = where if kind.startswith("case.") else None
        told.append(of(person, kind, FIRST + timedelta(after), cell))
    cast.record(told)


@few(60)
@given(steps=resolutions(), after=st.integers(-1, 130))
def test_the_list_of_any_day_equals_a_replay_of_the_resolutions(commune, steps, after):
    with taken_back():
        recorded(steps)
        day = FIRST + timedelta(after)
        assert on_day(day) == replayed(steps, day)


@few(40)
@given(steps=resolutions(), days=st.tuples(st.integers(-1, 130), st.integers(-1, 130)))
def test_a_list_and_the_changes_after_it_come_to_the_list_of_the_later_day(commune, steps, days):
    with taken_back():
        recorded(steps)
        after, until = (FIRST + timedelta(one) for one in sorted(days))
        found = lists.histories(CELLS)
        there = {(one.person, one.cell) for one in lists.on_day(found, after)}
        for change in sorted(
            lists.between(found, after, until), key=lambda c: (c.on, c.what == "came")
        ):
            line = (change.person, change.cell)
            there = there | {line} if change.what == "came" else there - {line}
        assert there == on_day(until)


@few(30)
@given(steps=resolutions(), after=st.integers(-1, 130))
def test_the_list_of_one_cell_is_its_part_of_the_commune_s(commune, steps, after):
    with taken_back():
        recorded(steps)
        day = FIRST + timedelta(after)
        whole = on_day(day)
        for cell in CELLS:
            assert on_day(day, [cell]) == {line for line in whole if line[1] == cell}


def test_a_line_tells_since_when_by_which_resolution_and_who_helped_on_that_day(commune):
    cast.record([
        cast.description(LAN, FIRST),
        listed(LAN, "2022-03-05"),
        of(LAN, "case.helper", "2022-03-05", name="Ông Hùng"),
        of(LAN, "case.helper", "2022-06-05", name="Bà Đức"),
    ])  # fmt: skip
    found = lists.histories([HAMLET_1])
    (spring,) = lists.on_day(found, date(2022, 5, 1))
    (summer,) = lists.on_day(found, date(2022, 7, 1))
    assert (spring.since, spring.resolution) == (date(2022, 3, 5), "07-NQ/CB")
    assert (spring.helper, summer.helper) == ("Ông Hùng", "Bà Đức")


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (lambda: of(LAN, "case.unlisted", "2022-06-05", reason="inactive"), "inactive"),
        (lambda: of(LAN, "case.unlisted", "2022-06-05"), ""),
        (lambda: of(LAN, "agreement_withdrawn", "2022-06-05", None), "withdrew"),
        (lambda: of(LAN, "death", "2022-06-05", None), "died"),
        (lambda: of(LAN, "admission", "2022-06-05"), "admitted"),
    ],
)
def test_a_change_says_why_somebody_left(commune, end, why):
    cast.record([cast.description(LAN, FIRST), listed(LAN, "2022-03-05"), end()])
    assert between(FIRST, date(2022, 12, 31)) == [
        ("2022-03-05", LAN, HAMLET_1, "came", ""), ("2022-06-05", LAN, HAMLET_1, "left", why),
    ]  # fmt: skip


def test_who_moves_leaves_one_list_and_comes_on_the_other(commune):
    cast.record([
        cast.description(LAN, FIRST),
        listed(LAN, "2022-03-05"),
        of(LAN, "case.moved", "2022-06-05", HAMLET_2, **paper("12-GT")),
    ])  # fmt: skip
    assert between(date(2022, 3, 5), date(2022, 6, 5)) == [
        ("2022-06-05", LAN, HAMLET_1, "left", "moved"), ("2022-06-05", LAN, HAMLET_2, "came", ""),
    ]  # fmt: skip
    (line,) = lists.on_day(lists.histories([HAMLET_2]), date(2022, 6, 5))
    assert line.resolution == "12-GT"


def test_the_changes_begin_after_the_first_day_and_hold_the_last(commune):
    cast.record([cast.description(LAN, FIRST), listed(LAN, "2022-03-05")])
    assert between(date(2022, 3, 5), date(2022, 12, 31)) == []
    assert len(between(date(2022, 3, 4), date(2022, 3, 5))) == 1


def test_somebody_found_to_be_known_already_stands_on_the_list_once(commune):
    cast.record([
        cast.description(LAN, FIRST),
        cast.description(MAI, FIRST),
        listed(LAN, "2022-03-05"),
        cast.fact("same_person", "2022-04-01", person=LAN, into=MAI),
    ])  # fmt: skip
    assert on_day(date(2022, 5, 1)) == {(MAI, HAMLET_1)}


def test_a_resolution_withdrawn_never_put_anybody_on_the_list(commune):
    first = listed(LAN, "2022-03-05")
    gone = cast.fact("withdrawal", "2022-03-05", person=LAN, corrects=first.id)
    cast.record([cast.description(LAN, FIRST), first, gone])
    assert on_day(date(2022, 5, 1)) == set()


def test_the_list_asks_as_many_queries_for_many_people(commune, django_assert_max_num_queries):
    told = []
    for person in range(500, 560):
        told += [cast.description(person, FIRST), listed(person, "2022-03-05")]
    cast.record(told)
    with django_assert_max_num_queries(4):
        assert len(lists.on_day(lists.histories(CELLS), date(2022, 5, 1))) == 60
