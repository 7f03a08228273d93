"""What was known of a person on a day, and what an admission makes of it."""

from datetime import date

import pytest

from taonguon.core.description import admission, admissions, described
from taonguon.core.membership import course
from tests.cast import HAMLET_1, HAMLET_2, LAN, description, fact

DAY = date(2022, 5, 19)


def of_lan(kind, day, cell=None, **data):
    return fact(kind, day, person=LAN, organisation=cell, **data)


def known(*facts, on=DAY):
    return {key: value for key, value in described(facts, on).items() if key != "name"}


def test_the_description_of_the_day_itself_counts():
    told = description(LAN, DAY, occupation="giáo viên")
    assert known(told) == {"occupation": "giáo viên"}


def test_a_later_description_replaces_an_earlier_one_from_its_day():
    before = description(LAN, "2020-01-01", occupation="tiểu thương")
    after = description(LAN, DAY, occupation="giáo viên")
    assert known(before, after, on=date(2022, 5, 18)) == {"occupation": "tiểu thương"}
    assert known(after, before) == {"occupation": "giáo viên"}


@pytest.mark.parametrize("silence", ["", None])
def test_a_list_that_is_silent_on_a_feature_does_not_erase_it(silence):
    before = description(LAN, "2020-01-01", religion="Công giáo")
    after = description(LAN, "2021-01-01", religion=silence, ethnicity="Kinh")
    assert known(before, after) == {"religion": "Công giáo", "ethnicity": "Kinh"}


def test_that_somebody_left_the_youth_union_is_said_and_not_silence():
    before = description(LAN, "2020-01-01", youth_union=True)
    after = description(LAN, "2021-01-01", youth_union=False)
    assert known(before, after) == {"youth_union": False}


def test_before_the_first_description_the_first_is_taken():
    first = description(LAN, "2023-01-01", religion="Công giáo")
    second = description(LAN, "2024-01-01", religion="Không", sex="female")
    assert known(first, second) == {"religion": "Công giáo", "sex": "female"}


def test_other_facts_describe_nobody():
    assert known(of_lan("admission", DAY, HAMLET_1, sex="female")) == {}


@pytest.mark.parametrize(
    ("religion", "religious"), [("Công giáo", True), ("Không", False), ("", False), (None, False)]
)
def test_who_has_a_religion_is_religious(religion, religious):
    assert admission(LAN, HAMLET_1, DAY, {"religion": religion}).religious is religious


@pytest.mark.parametrize(
    ("ethnicity", "minority"), [("Mường", True), ("Kinh", False), ("", False), (None, False)]
)
def test_who_is_not_kinh_is_of_a_minority(ethnicity, minority):
    assert admission(LAN, HAMLET_1, DAY, {"ethnicity": ethnicity}).minority is minority


@pytest.mark.parametrize(
    ("born", "age"),
    [("2004-05-19", 18), ("2004-05-20", 17), ("2004", 18), ("", None), ("2004-02-29", 18)],
)
def test_the_age_is_that_of_the_day_of_admission(born, age):
    assert admission(LAN, HAMLET_1, DAY, {"born": born}).age == age


def test_an_admission_keeps_the_features_of_its_own_day():
    facts = [
        description(LAN, "2022-01-01", religion="Không", occupation="tiểu thương"),
        of_lan("admission", DAY, HAMLET_1),
        description(LAN, "2023-01-01", religion="Công giáo"),
        of_lan("deletion", "2023-06-01"),
        of_lan("readmission", "2026-07-01", HAMLET_2),
    ]
    first, again = admissions(facts, course(facts))
    assert (first.cell, first.religious, first.occupation) == (HAMLET_1, False, "tiểu thương")
    assert (again.cell, again.religious, again.on) == (HAMLET_2, True, date(2026, 7, 1))


@pytest.mark.parametrize("kind", ["transfer_in", "opening"])
def test_who_comes_as_a_member_is_not_admitted_here(kind):
    facts = [of_lan(kind, DAY, HAMLET_1)]
    assert admissions(facts, course(facts)) == []


def test_an_opening_entry_of_the_day_of_admission_is_an_admission():
    facts = [of_lan("opening", DAY, HAMLET_1, entry="admission")]
    assert [one.on for one in admissions(facts, course(facts))] == [DAY]
