"""Votes in whole numbers: who is counted, how many are needed, what a tally comes to."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core import votes
from taonguon.core.votes import DoesNotAddUp, EmptyRoll, Excuses, NotAMajority, Tally, Voter

TWO_THIRDS, HALF = votes.majority(">= 2/3"), votes.majority("> 1/2")
EXCUSES = Excuses({"suspended", "prosecuted", "detained"}, {"exempt", "temporary_elsewhere"})
SHARES = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


@pytest.mark.parametrize(
    ("roll", "needed"), [(9, 6), (10, 7), (3, 2), (1, 1), (31, 21), (600, 400)]
)
def test_two_thirds_is_reached_at(roll, needed):
    assert TWO_THIRDS.needed(roll) == needed


@pytest.mark.parametrize(("roll", "needed"), [(7, 4), (8, 5), (9, 5), (10, 6), (1, 1), (2, 2)])
def test_more_than_half_is_passed_at(roll, needed):
    assert HALF.needed(roll) == needed


@given(share=SHARES, more_than=st.booleans(), roll=st.integers(1, 2000))
def test_the_fewest_votes_are_those_of_exact_fractions(share, more_than, roll):
    needed = votes.Majority(share, more_than).needed(roll)

    def reaches(favour):
        part = Fraction(favour, roll)
        return part > share if more_than else part >= share

    assert reaches(needed)
    assert not reaches(needed - 1)


@given(
    share=SHARES, more_than=st.booleans(), favour=st.integers(0, 60), against=st.integers(0, 60),
    blank=st.integers(0, 10), absent=st.integers(0, 20),
)  # fmt: skip
def test_the_verdict_equals_exact_fractions(share, more_than, favour, against, blank, absent):
    present = favour + against + blank
    if present + absent == 0:
        return
    people = [Voter(f"{n}", n < present) for n in range(present + absent)]
    roll = votes.roll(people, EXCUSES)
    told = votes.outcome(Tally(favour, against, blank), roll, votes.Majority(share, more_than))
    part = Fraction(favour, present + absent)
    assert told.passed == (part > share if more_than else part >= share)
    assert told.size == present + absent


@pytest.mark.parametrize("roll", [0, -1])
def test_nobody_votes_in_an_empty_roll(roll):
    with pytest.raises(EmptyRoll):
        TWO_THIRDS.needed(roll)


@pytest.mark.parametrize("text", [">= 2/3", "> 1/2", ">= 3/4", "> 1/3"])
def test_a_majority_is_read(text):
    told = votes.majority(text)
    assert (told.more_than, str(told.share)) == (text.startswith("> "), text.split()[1])


@pytest.mark.parametrize("text", ["2/3", "= 2/3", ">= 0", ">= 1", "> 1/0", ">= hai", "", "> 3/2"])
def test_what_is_no_majority_is_refused(text):
    with pytest.raises(NotAMajority):
        votes.majority(text)


def test_a_majority_is_said():
    assert (str(TWO_THIRDS), str(HALF)) == ("≥ 2/3", "> 1/2")


@pytest.mark.parametrize(
    ("excuse", "present", "counted"),
    [
        ("", True, True),
        ("", False, True),
        ("exempt", False, False),
        ("exempt", True, True),
        ("temporary_elsewhere", False, False),
        ("suspended", True, False),
        ("detained", False, False),
    ],
)
def test_who_is_counted(excuse, present, counted):
    roll = votes.roll([Voter("Lan", present, excuse)], EXCUSES)
    assert (roll.size == 1) is counted
    assert len(roll.left_out) == (0 if counted else 1)
    assert roll.voting == (1 if counted and present else 0)


@pytest.mark.parametrize(
    "tally", [Tally(5, 0), Tally(7, 0), Tally(6, 1), Tally(-1, 7), Tally(7, -1), Tally(6, 0, 1)]
)
def test_a_count_that_does_not_add_up_is_refused(tally):
    roll = votes.roll([Voter(str(n), True) for n in range(6)], EXCUSES)
    with pytest.raises(DoesNotAddUp) as wrong:
        votes.outcome(tally, roll, TWO_THIRDS)
    assert wrong.value.voters == 6


def test_blank_votes_count_against_nobody_and_for_nobody():
    roll = votes.roll([Voter(str(n), True) for n in range(9)], EXCUSES)
    told = votes.outcome(Tally(6, 2, 1), roll, TWO_THIRDS)
    assert (told.passed, told.needed, told.size, told.tally.blank) == (True, 6, 9, 1)
    assert not votes.outcome(Tally(5, 3, 1), roll, TWO_THIRDS).passed


def test_a_recorded_vote_is_read():
    voters, tally = votes.read(
        {
            "voters": [
                {"name": "Lan", "present": True},
                {"name": "Hùng", "present": False, "excuse": "exempt"},
            ],
            "tally": {"favour": 1, "against": 0},
        }
    )
    assert voters == [Voter("Lan", True, ""), Voter("Hùng", False, "exempt")]
    assert tally == Tally(1, 0, 0)
    assert votes.read({}) == ([], Tally(0, 0, 0))


def voter(name, member=0):
    return votes.Voter(name, True, member=member)


@pytest.mark.parametrize(
    ("voters", "names"),
    [
        ([], ()),
        ([voter("A"), voter("B")], ()),
        ([voter("A"), voter("A")], ("A",)),
        ([voter("A"), voter("A"), voter("A"), voter("B"), voter("B")], ("A", "B")),
        ([voter("Lê  Văn A "), voter("lê văn a")], ("Lê  Văn A ",)),
        ([voter("L\u00ea"), voter("Le\u0302")], ("L\u00ea",)),
        ([voter("A", 1), voter("A", 2)], ()),
        ([voter("A", 1), voter("A", 1)], ("A",)),
        ([voter("A", 1), voter("A")], ("A",)),
        ([voter("A", 1), voter("A", 2), voter("A")], ("A",)),
    ],
)
def test_who_may_stand_twice_on_a_list(voters, names):
    assert votes.doubled(voters) == names


def test_a_recorded_vote_keeps_the_numbers_of_the_register():
    told = {
        "voters": [{"name": "A", "present": True, "member": 7}, {"name": "A", "present": False}]
    }
    assert [one.member for one in votes.read(told)[0]] == [7, 0]
