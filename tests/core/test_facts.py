"""Which facts stand, and which stood at a moment that has passed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.facts import WITHDRAWAL, by_person, content_key, known
from tests.cast import HAMLET_1, HAMLET_2, HUNG, LAN, MORNING, fact, later

FIRST, SECOND, THIRD = later(0), later(1), later(2)
MOMENT = timedelta(microseconds=1)


def admitted(number, day="2022-05-19", **more):
    return fact("admission", day, person=LAN, organisation=HAMLET_1, id=number, **more)


def ids(facts, at=None):
    return [one.id for one in known(facts, at)]


def withdrawal(number, of, **more):
    return fact(WITHDRAWAL, "2022-05-19", person=LAN, id=number, corrects=of, **more)


def test_a_fact_stands_from_the_moment_it_was_recorded():
    ledger = [admitted(1, at=SECOND)]
    assert ids(ledger, SECOND - MOMENT) == []
    assert ids(ledger, SECOND) == [1]
    assert ids(ledger) == [1]


def test_a_correction_takes_the_place_of_what_it_corrects_from_its_own_moment():
    ledger = [admitted(1, at=FIRST), admitted(2, "2022-06-19", corrects=1, at=SECOND)]
    assert ids(ledger, SECOND - MOMENT) == [1]
    assert ids(ledger, SECOND) == [2]


def test_a_corrected_correction_does_not_bring_back_the_first():
    ledger = [admitted(1), admitted(2, corrects=1), admitted(3, corrects=2)]
    assert ids(ledger) == [3]


def test_a_withdrawn_fact_falls_and_the_withdrawal_itself_is_no_news():
    ledger = [admitted(1, at=FIRST), withdrawal(2, of=1, at=SECOND)]
    assert ids(ledger, FIRST) == [1]
    assert ids(ledger, SECOND) == []


def test_withdrawing_a_correction_brings_back_what_it_had_corrected():
    ledger = [admitted(1), admitted(2, corrects=1), withdrawal(3, of=2)]
    assert ids(ledger) == [1]


def test_withdrawing_a_withdrawal_brings_the_fact_back():
    assert ids([admitted(1), withdrawal(2, of=1), withdrawal(3, of=2)]) == [1]


def test_an_undone_act_was_known_until_the_moment_it_was_undone():
    ledger = [admitted(1, at=FIRST, undone_at=THIRD)]
    assert ids(ledger, THIRD - MOMENT) == [1]
    assert ids(ledger, THIRD) == []
    assert ids(ledger) == []


def test_undoing_the_act_of_a_correction_brings_back_the_fact():
    ledger = [admitted(1, at=FIRST), admitted(2, corrects=1, at=SECOND, undone_at=THIRD)]
    assert ids(ledger, SECOND) == [2]
    assert ids(ledger, THIRD) == [1]


def test_facts_are_sorted_to_their_people_and_those_about_none_left_out():
    mine, theirs = admitted(1), admitted(2)._replace(person=HUNG)
    about_a_cell = fact("rename", "2022-01-01", organisation=HAMLET_1, name="Chi bộ thôn 1")
    assert by_person([mine, about_a_cell, theirs]) == {LAN: [mine], HUNG: [theirs]}


def test_facts_of_one_day_are_ordered_by_what_they_say_not_by_when_they_were_typed():
    early, late = admitted(1, at=FIRST), admitted(2, at=SECOND)
    assert content_key(early) == content_key(late)
    assert content_key(early) != content_key(late._replace(organisation=HAMLET_2))


STEPS = st.lists(
    st.one_of(
        st.just(("admit", 0)),
        st.tuples(st.sampled_from(["replace", "withdraw", "undo"]), st.integers(0, 20)),
    ),
    max_size=12,
)


def ledgers(steps):
    """Play the steps, each a day after the one before; return the ledger after each of them."""
    states, ledger = [], []
    for number, (step, which) in enumerate(steps, 1):
        at = later(number)
        if step == "admit" or not ledger:
            ledger = [*ledger, admitted(number, at=at)]
        elif step == "undo":
            place = which % len(ledger)
            mended = ledger[place]._replace(undone_at=ledger[place].undone_at or at)
            ledger = [*ledger[:place], mended, *ledger[place + 1 :]]
        else:
            of = ledger[which % len(ledger)].id
            make = withdrawal if step == "withdraw" else admitted
            more = {"of": of} if step == "withdraw" else {"corrects": of}
            ledger = [*ledger, make(number, at=at, **more)]
        states.append(ledger)
    return states


@given(STEPS)
def test_nothing_recorded_later_changes_what_was_known_before(steps):
    states = ledgers(steps)
    for number, then in enumerate(states, 1):
        assert ids(states[-1], later(number)) == ids(then), f"known after step {number}"


@given(STEPS)
def test_what_stands_at_present_is_what_is_known_at_the_last_moment(steps):
    for ledger in ledgers(steps):
        assert ids(ledger) == ids(ledger, later(99))
        assert not any(one.kind == WITHDRAWAL for one in known(ledger, None))


@given(STEPS, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(steps, chance):
    for ledger in ledgers(steps)[-1:]:
        mixed = chance.sample(ledger, len(ledger))
        assert sorted(ids(mixed)) == sorted(ids(ledger))


@pytest.mark.parametrize("at", [None, MORNING])
def test_an_empty_ledger_knows_nothing(at):
    assert known([], at) == []
