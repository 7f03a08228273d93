"""The committee's lists and the ceremony, day by day: who waits, who is done, by which name and cell."""

from datetime import date

import pytest

from taonguon.organisations.models import Organisation
from taonguon.papers.values import ceremony, committee
from taonguon.regulations.book import in_use
from tests import cast
from tests.forms import people, probationers

pytestmark = pytest.mark.django_db

VOTED, DECIDED, HELD = date(2025, 8, 21), date(2025, 10, 1), date(2025, 10, 20)
RECOGNITION_VOTED, RECOGNISED = date(2026, 11, 2), date(2026, 11, 16)
NGO, WOMAN, YOUNG = "Lý Văn Ngọ", "Phạm Thị Nhài", "Trần Minh Khang"
NINE = people.named(people.NEIGHBOURS)


def before(day):
    return date.fromordinal(day.toordinal() - 1)


def lists(on, number=people.COMMUNE):
    return committee.of(Organisation.objects.get(pk=number).path, on, in_use())


def names(rows):
    return [one["name"] for one in rows]


def step(kind, on, **data):
    """Record a step of Ngọ's as a list of the office would tell it."""
    here = {"person": 501, "organisation": people.XOM_6}
    cast.record([cast.fact(f"case.{kind}", on, **here, **data)])


@pytest.fixture
def ngo(autumn, db):
    """A man of xóm 6 introduced in January 2025."""
    return probationers.prospect(501, NGO)


@pytest.mark.parametrize(
    ("on", "admissions", "recognitions", "cards"),
    [
        (before(VOTED), [], [], []),
        (VOTED, [YOUNG, WOMAN], [], []),
        (before(DECIDED), [YOUNG, WOMAN], [], []),
        (DECIDED, [], [], []),
        (before(RECOGNITION_VOTED), [], [], []),
        (RECOGNITION_VOTED, [], [YOUNG, WOMAN], [YOUNG, WOMAN]),
        (before(RECOGNISED), [], [YOUNG, WOMAN], [YOUNG, WOMAN]),
        (RECOGNISED, [], [YOUNG], [YOUNG, WOMAN]),
    ],
    ids=str,
)
def test_who_is_proposed_from_the_cells_vote_until_the_decision(
    autumn, db, on, admissions, recognitions, cards
):
    told = lists(on)
    assert names(told["proposed.admissions"]) == admissions
    assert names(told["proposed.recognitions"]) == recognitions
    assert names(told["cards"]) == cards
    counted = {
        key: told.get(f"{key}_count") for key in ("proposed.admission", "proposed.recognition")
    }
    assert counted == {
        "proposed.admission": len(admissions),
        "proposed.recognition": len(recognitions),
    }  # fmt: skip
    assert told.get("cards.count") == (len(cards) or None)


def test_a_base_lists_its_own_people_alone(autumn, db):
    assert names(lists(VOTED, people.COMPANY)["proposed.admissions"]) == [YOUNG]


def test_a_list_tells_the_votes_below_and_the_days_of_the_dossier(autumn, db):
    young, woman = lists(before(DECIDED))["proposed.admissions"]
    assert (young["votes"], young["base_votes"]) == ("4/4", "6/7")
    assert (woman["votes"], woman["base_votes"]) == ("7/9", "")
    assert (woman["certificate"], woman["application_on"], woman["synthesis_on"]) == (
        "103/GCN-TTCT", date(2025, 4, 10), date(2025, 6, 23),
    )  # fmt: skip
    assert (woman["cell"], woman["vote_number"], woman["ceremony_on"]) == (
        "Chi bộ xóm 6", "19-NQ/CB", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("favour", "against", "listed"),
    [(6, 3, [NGO]), (5, 4, []), (9, 0, [NGO])],
)
def test_two_thirds_of_the_members_put_somebody_on_the_list(ngo, favour, against, listed):
    step("cell_vote", "2026-10-05", **people.vote(NINE, favour, against))
    assert names(lists(date(2026, 10, 5))["proposed.admissions"]) == listed


def test_a_vote_held_again_after_a_refusal_is_put_up_anew(ngo):
    step("cell_vote", "2026-03-05", **people.vote(NINE, 9, 0))
    step("decision", "2026-04-01", approved=False)
    assert names(lists(date(2026, 4, 1))["proposed.admissions"]) == []
    step("cell_vote", "2026-10-05", **people.vote(NINE, 8, 1))
    (told,) = lists(date(2026, 10, 5))["proposed.admissions"]
    assert (told["name"], told["votes"], told["vote_on"]) == (NGO, "8/9", date(2026, 10, 5))


def test_who_was_taken_off_since_is_proposed_no_more(ngo):
    step("cell_vote", "2026-10-05", **people.vote(NINE, 9, 0))
    step("unlisted", "2026-10-12", reason="other")
    assert names(lists(date(2026, 10, 11))["proposed.admissions"]) == [NGO]
    assert names(lists(date(2026, 10, 12))["proposed.admissions"]) == []


def test_cells_are_called_as_on_the_day_of_the_list(ngo):
    step("cell_vote", "2026-10-05", **people.vote(NINE, 9, 0))
    renamed = {"organisation": people.XOM_6, "name": "Chi bộ xóm Đông"}
    cast.record([cast.fact("rename", "2026-10-10", **renamed)])
    for on, cell in ((date(2026, 10, 9), "Chi bộ xóm 6"), (date(2026, 10, 10), "Chi bộ xóm Đông")):
        (told,) = lists(on)["proposed.admissions"]
        assert told["cell"] == cell


def test_who_has_a_card_is_asked_none(autumn, db):
    assert WOMAN in names(lists(RECOGNISED)["cards"])
    cast.record([cast.description(people.WOMAN, "2026-11-18", card="12.345678")])
    assert WOMAN not in names(lists(date(2026, 11, 18))["cards"])


def held(on, day, cell=people.XOM_6):
    return ceremony.of(cell, on, day, in_use())


def admitted(told):
    return names(told["ceremony.admitted"])


@pytest.mark.parametrize(
    ("on", "waiting"),
    [(before(DECIDED), []), (DECIDED, [WOMAN]), (before(HELD), [WOMAN]), (HELD, [])],
    ids=str,
)
def test_a_ceremony_to_come_is_for_whoever_is_decided_on_and_not_admitted_yet(
    autumn, db, on, waiting
):
    assert admitted(held(None, on)) == waiting


def test_a_ceremony_held_is_told_with_decision_helper_and_end_of_probation(autumn, db):
    told = held(HELD, probationers.DAY)
    assert told["ceremony.held_on"] == HELD
    assert "ceremony.several" not in told
    (woman,) = told["ceremony.admitted"]
    assert (woman["decision_number"], woman["decision_on"], woman["helper"]) == (
        "41-QĐ/ĐU", DECIDED, people.NEIGHBOURS[0],
    )  # fmt: skip
    assert woman["probation_ends"] == date(2026, 10, 20)


def test_each_cell_holds_its_own_ceremony_though_on_one_day(autumn, db):
    assert admitted(held(HELD, probationers.DAY, people.LINE_3)) == [YOUNG]
    assert admitted(held(HELD, probationers.DAY)) == [WOMAN]
    assert admitted(held(before(HELD), probationers.DAY)) == []


def test_the_ceremony_is_the_cells_where_it_was_held_though_the_member_moved_since(autumn, db):
    cast.record([cast.fact("move", "2026-01-05", person=people.WOMAN, organisation=people.LINE_3)])
    assert admitted(held(HELD, probationers.DAY)) == [WOMAN]
    assert admitted(held(HELD, probationers.DAY, people.LINE_3)) == [YOUNG]


def test_the_record_bears_the_name_the_cell_had_on_the_day_of_the_ceremony(autumn, db):
    renamed = {"organisation": people.XOM_6, "name": "Chi bộ xóm Đông"}
    cast.record([cast.fact("rename", "2026-01-05", **renamed)])
    assert held(HELD, probationers.DAY)["cell.name"] == "Chi bộ xóm 6"
    assert held(None, probationers.DAY)["cell.name"] == "Chi bộ xóm Đông"
