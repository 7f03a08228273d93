"""The form of a meeting's vote: whose place is whose, what it keeps, what it refuses."""

from datetime import date

import pytest
from django.utils import translation

from taonguon.cases.ballot import VOTES, Meeting, Summoned, VoteForm, committee, meeting, typed
from taonguon.core.membership import MOVE
from taonguon.rules.loading import national
from tests import cast, dossiers

BOOK = national()
DAY = date(2025, 8, 21)
THREE = (Summoned("7", "Lan", 7), Summoned("8", "Hùng", 8), Summoned("9", "Đức", 9))
SEVEN = committee([{"name": name} for name in ("Lan", "Hùng", "Lan")])


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def ballot(people=THREE, shown=None, step="cell_vote", **said):
    data = {"vote-form": "secret", "vote-favour": "2", "vote-against": "0", "vote-blank": "0"}
    data |= {f"vote-voter_{one.key}": "present" for one in (people if shown is None else shown)}
    data |= {f"vote-{name}": value for name, value in said.items()}
    return VoteForm(data, meeting=Meeting(step, DAY, people), book=BOOK, prefix="vote")


def test_a_ballot_keeps_each_voter_and_the_tally():
    asked = ballot(voter_8="absent", voter_9="exempt", favour="1")
    assert asked.is_valid(), asked.errors
    assert asked.data_of_fact() == {
        "form": "secret",
        "voters": [
            {"name": "Lan", "present": True, "excuse": "", "member": 7},
            {"name": "Hùng", "present": False, "excuse": "", "member": 8},
            {"name": "Đức", "present": False, "excuse": "exempt", "member": 9},
        ],
        "tally": {"favour": 1, "against": 0, "blank": 0},
    }
    assert [one.label for one in asked.voters()] == ["Lan", "Hùng", "Đức"]


def test_everybody_is_there_until_somebody_is_marked():
    fresh = VoteForm(meeting=Meeting("cell_vote", DAY, THREE), book=BOOK, prefix="vote")
    assert [one.value() for one in fresh.voters()] == ["present"] * 3
    assert not fresh.marked()
    assert ballot(voter_8="absent").marked()


@pytest.mark.parametrize(
    ("shown", "people", "words"),
    [
        (THREE[1:], THREE, "thêm Lan."),
        (THREE, THREE[1:], "bớt 1 người."),
        ((Summoned("6", "Mai", 6), *THREE[1:]), THREE, "thêm Lan; bớt 1 người."),
        ((), tuple(Summoned(str(n), f"Người {n}", n) for n in range(4)), "thêm 4 người."),
    ],
)
def test_a_list_that_changed_since_it_was_shown_is_shown_again(shown, people, words):
    asked = ballot(people, shown=shown)
    assert not asked.is_valid()
    (said,) = asked.non_field_errors()
    assert said.startswith(f"Danh sách của ngày 21/8/2025 khác danh sách vừa hiện: {words}")


def test_a_mark_stays_with_its_person_when_somebody_before_them_has_moved():
    asked = ballot(THREE[1:], shown=THREE, voter_9="suspended")
    assert not asked.is_valid()
    assert [one.value() for one in asked.voters()] == ["present", "suspended"]


def test_namesakes_of_a_committee_have_a_place_each():
    assert len({one.key for one in SEVEN}) == 3
    assert committee([{"name": "Hùng"}, {"name": "Lan"}])[0].key == SEVEN[1].key


def test_a_committees_members_may_be_typed_and_those_no_longer_on_it_left_out():
    asked = ballot(SEVEN, step="decision", more="Đức\n\n  Mai \n", favour="3")
    asked.data = {**asked.data, f"vote-voter_{SEVEN[0].key}": "gone"}
    assert asked.is_valid()
    names = [one["name"] for one in asked.data_of_fact()["voters"]]
    assert names == ["Hùng", "Lan", "Đức", "Mai"]
    assert "more" not in ballot().fields


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"favour": ""}, "favour", "không có thì ghi 0"),
        ({"against": "hai"}, "against", "chữ số"),
        ({"blank": "-1"}, "blank", "không nhỏ hơn 0"),
        ({"voter_7": "moon"}, "voter_7", ""),
        ({"voter_7": "gone"}, "voter_7", ""),
        ({"form": ""}, "form", ""),
    ],
)
def test_a_wrong_ballot_says_where(said, field, words):
    asked = ballot(**said)
    assert not asked.is_valid()
    assert words in str(asked.errors[field])


def test_the_rule_of_the_day_says_what_leaves_somebody_out():
    cell = dict(ballot().fields["voter_7"].choices)
    board = dict(ballot(SEVEN, step="decision").fields[f"voter_{SEVEN[0].key}"].choices)
    assert {"exempt", "excused", "suspended"} <= set(cell)
    assert "exempt" not in board
    assert set(VOTES) <= set(BOOK.steps)


@pytest.mark.django_db
def test_who_is_summoned_follows_the_day(lan):
    facts = [cast.fact(MOVE, "2021-12-01", person=201, organisation=cast.HAMLET_2)]
    cast.record(facts)
    before = meeting("cell_vote", date(2021, 11, 30), cast.HAMLET_1).people
    after = meeting("cell_vote", date(2021, 12, 6), cast.HAMLET_1).people
    assert [one for one in before if one not in after] == [Summoned("201", "Đảng viên 1", 201)]
    assert {one.key for one in after} < {one.key for one in before}


@pytest.mark.django_db
def test_a_committee_opens_with_those_of_its_last_vote_that_stands(lan, steps):
    steps.walk(lan, upto="base_vote")
    names = [one.name for one in meeting("base_vote", date(2022, 1, 4), cast.HAMLET_1).people]
    assert names == dossiers.COMMITTEE
    assert meeting("base_vote", date(2021, 1, 4), cast.HAMLET_1).people == ()


def test_what_was_kept_fills_the_form_again():
    kept = ballot(voter_8="absent", voter_9="exempt", favour="1")
    assert kept.is_valid()
    told = typed(Meeting("cell_vote", DAY, THREE), kept.data_of_fact())
    assert told == {
        "form": "secret", "favour": 1, "against": 0, "blank": 0,
        "voter_7": "present", "voter_8": "absent", "voter_9": "exempt",
    }  # fmt: skip


def test_a_vote_kept_by_names_alone_finds_its_people_too():
    data = {"voters": [{"name": "Hùng", "present": False, "excuse": "excused"}], "form": "open"}
    assert typed(Meeting("cell_vote", DAY, THREE), data)["voter_8"] == "excused"
