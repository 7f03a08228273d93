"""A person's way from the introduction to the dossier, and the list of sympathisers on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.facts import SAME_PERSON, keepers, merged
from taonguon.core.membership import course
from taonguon.core.prospects import introductions, listings, prospect
from taonguon.rules.bodies import CELL, called, code_of, shipped
from tests.cast import HAMLET_1, HAMLET_2, HUNG, LAN, MAI, fact

DAY = date(2022, 5, 19)
FIRST = date(2022, 1, 1)


def of_lan(kind, day, cell=None, **data):
    return fact(kind, day, person=LAN, organisation=cell, **data)


INTRODUCED = of_lan("introduction", DAY, HAMLET_1, by="Hội Phụ nữ")


def prospect_of(*facts):
    return prospect(facts, course(facts), code_of)


def test_who_was_introduced_is_a_prospect_from_that_day():
    told = prospect_of(INTRODUCED)
    assert (told.person, told.cell) == (LAN, HAMLET_1)
    assert not told.covers(date(2022, 5, 18))
    assert told.covers(DAY)


def test_who_was_never_introduced_is_none():
    assert prospect_of(of_lan("certificate", DAY)) is None
    assert prospect_of() is None


@pytest.mark.parametrize("kind", ["admission", "readmission", "transfer_in", "opening"])
def test_who_becomes_a_member_is_no_prospect_from_that_day(kind):
    told = prospect_of(INTRODUCED, of_lan(kind, "2023-03-26", HAMLET_1))
    assert told.covers(date(2023, 3, 25))
    assert not told.covers(date(2023, 3, 26))


def test_a_prospect_who_died_is_one_no_longer_from_that_day():
    told = prospect_of(INTRODUCED, of_lan("death", "2023-03-26"))
    assert told.covers(date(2023, 3, 25))
    assert not told.covers(date(2023, 3, 26))


def test_a_former_member_can_be_introduced_anew():
    told = prospect_of(
        of_lan("admission", "2010-05-19", HAMLET_1), of_lan("resignation", "2015-05-19"), INTRODUCED
    )
    assert told.ended_on is None


def test_the_certificate_of_the_class_counts_from_its_day():
    assert prospect_of(INTRODUCED).certified_on is None
    told = prospect_of(INTRODUCED, of_lan("certificate", "2022-08-01", number="12/CN"))
    assert told.certified_on == date(2022, 8, 1)


def test_each_stage_is_reached_on_the_day_of_its_resolution():
    steps = [("listed", "2022-06-02"), ("helper", "2022-06-02"), ("class_proposed", "2022-07-03")]
    told = prospect_of(
        INTRODUCED, *[of_lan(f"case.{step}", on, HAMLET_1, name="A") for step, on in steps]
    )
    assert (told.stage, told.listed_on, told.helper) == ("proposed", date(2022, 6, 2), "A")
    assert told.permitted_on is None


def test_taken_off_the_list_the_reason_stays_and_the_stages_begin_anew():
    off = of_lan("case.unlisted", "2022-09-01", HAMLET_1, reason="moved_away")
    listed = of_lan("case.listed", "2022-06-02", HAMLET_1)
    assert prospect_of(INTRODUCED, listed, off).ended_why == "moved_away"
    again = of_lan("introduction", "2023-02-03", HAMLET_2, body="youth")
    told = prospect_of(INTRODUCED, listed, off, again)
    assert (told.stage, told.cell, told.body, told.ended_on) == (
        "introduced",
        HAMLET_2,
        "youth",
        None,
    )


def test_who_withdraws_the_agreement_has_left_the_way():
    told = prospect_of(INTRODUCED, of_lan("agreement_withdrawn", "2022-08-01"))
    assert (told.ended_on, told.ended_why) == (date(2022, 8, 1), "withdrew")


def test_an_agreement_given_later_holds_for_every_introduction():
    second = of_lan("introduction", "2022-06-10", HAMLET_1, body="farmers")
    told = introductions([second, of_lan("agreement", "2022-06-11"), INTRODUCED], code_of)
    assert [(one.body, one.agreed_on) for one in told] == [
        ("women", date(2022, 6, 11)), ("farmers", date(2022, 6, 11)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Hội Phụ nữ", "women"), ("Hội LHPN xã", "women"), ("Đoàn TN xã", "youth"),
        ("Đoàn thanh niên", "youth"), ("Công đoàn", "union"), ("Hội CCB", "veterans"),
        ("Liên đoàn Lao động", "union"), ("HỘI NÔNG DÂN", "farmers"), ("UBMTTQ", ""),
        ("Mặt trận Tổ quốc", "front"), ("Chi bộ xóm 6", CELL), ("ông Ba", ""),
    ],
)  # fmt: skip
def test_a_list_may_write_a_mass_organisation_in_many_ways(words, code):
    assert called(words) == code


def test_every_mass_organisation_is_known_by_its_own_name():
    assert {called(body.name.vi): code for code, body in shipped().items()} == {
        code: code for code in shipped()
    }


def test_somebody_found_to_be_another_is_followed_to_the_end():
    first = fact(SAME_PERSON, DAY, person=LAN, into=HUNG, id=1)
    second = fact(SAME_PERSON, DAY, person=HUNG, into=MAI, id=2)
    into = keepers([second, first])
    assert into == {LAN: MAI, HUNG: MAI}
    assert {one.person for one in merged([INTRODUCED, first], into)} == {MAI}


def resolutions():
    """Draw what cells resolved about one person, day by day."""
    kinds = st.sampled_from(["case.listed", "case.unlisted", "case.moved", "agreement_withdrawn"])
    step = st.tuples(kinds, st.integers(0, 120), st.sampled_from([HAMLET_1, HAMLET_2]))
    return st.lists(step, max_size=12, unique_by=lambda one: one[1])


def replayed(steps, day):
    """Return the cell on whose list the person is, reading the resolutions one after another."""
    cell = None
    for kind, after, where in sorted(steps, key=lambda one: one[1]):
        if FIRST + timedelta(after) > day:
            break
        if kind == "case.listed":
            cell = where
        elif kind == "case.moved":
            cell = where if cell is not None else None
        else:
            cell = None
    return cell


@given(resolutions(), st.integers(-1, 130))
def test_the_list_of_any_day_equals_a_replay_of_the_resolutions(steps, after):
    day = FIRST + timedelta(after)
    facts = [of_lan(kind, FIRST + timedelta(days), where) for kind, days, where in steps]
    found = [one for one in listings(facts, course(facts)) if one.covers(day)]
    expected = replayed(steps, day)
    assert [one.cell for one in found] == ([expected] if expected else [])


def test_the_time_on_the_list_ends_with_the_admission():
    listed = of_lan("case.listed", "2022-06-02", HAMLET_1)
    facts = [INTRODUCED, listed, of_lan("admission", "2023-03-26", HAMLET_1)]
    (told,) = listings(facts, course(facts))
    assert (told.start, told.end) == (date(2022, 6, 2), date(2023, 3, 26))
