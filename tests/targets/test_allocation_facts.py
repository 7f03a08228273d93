"""What a target is divided by, read from the register: numbers, reach, targets, terms."""

from datetime import date
from fractions import Fraction

import pytest
from django.utils import timezone

from taonguon.accounts.models import User
from taonguon.core.organisation import PROFILE
from taonguon.ledger import actions as ledger
from taonguon.outlook.allocation import Terms
from taonguon.regulations.book import in_use
from taonguon.rules.allocation import criteria
from taonguon.targets import actions, facts
from taonguon.targets.allocating import divide
from tests import cast
from tests.reports.test_picture import target

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
YEAR = 2027


def prospect(person, cell, **said):
    return [
        cast.description(person, "2026-01-05", born="1995-02-01", **said),
        cast.fact("introduction", "2026-01-05", person=person, organisation=cell, by="Đoàn"),
    ]


@pytest.fixture
def commune():
    """Return An Hòa: two members in hamlet 1, one in hamlet 2, and a prospect in each of two cells."""
    root = cast.commune()
    cast.record([
        *cast.admission(cast.LAN, cast.HAMLET_1, "2024-02-03"),
        *cast.admission(cast.HUNG, cast.HAMLET_1, "2026-04-22"),
        *cast.admission(cast.DUC, cast.HAMLET_2, "2020-03-01"),
        *prospect(cast.THAO, cast.HAMLET_1, sex="female", religion="Công giáo"),
        *prospect(cast.HA, cast.SCHOOL, sex="female", religion="Không"),
        cast.fact(PROFILE, "2026-01-01", organisation=cast.HAMLET_1, households="250"),
        target(cast.COMMUNE, 4, year=YEAR),
        target(cast.HAMLET_1, 2, year=2026),
        target(cast.HAMLET_2, 50, year=2026, form="percent"),
    ])  # fmt: skip
    return root


def read(root, year=YEAR, today=TODAY):
    return facts.materials(root, year, today, in_use())


def of(told, cell):
    return next(one for one in told.grounds if one.unit.pk == cell)


def test_each_cell_brings_its_numbers_by_criterion(commune):
    told = of(read(commune), cast.HAMLET_1)
    assert {code: told.numbers[code] for code in ("members", "households", "certified")} == {
        "members": 2, "households": 250, "certified": 0,
    }  # fmt: skip


def test_admissions_of_the_last_three_years_are_added_up(commune):
    told = read(commune)
    assert [of(told, cell).numbers["admitted"] for cell in (cast.HAMLET_1, cast.HAMLET_2)] == [2, 0]
    assert of(read(commune, 2028), cast.HAMLET_1).numbers["admitted"] == 1


def test_a_number_of_the_area_nobody_told_is_not_known(commune):
    told = read(commune)
    assert of(told, cast.HAMLET_2).numbers["households"] is None
    assert of(told, cast.HAMLET_1).numbers["youth_present"] is None


def test_a_number_of_the_area_does_not_concern_a_kind_of_cell_in_which_nobody_has_it(commune):
    cast.record([
        cast.founding(8, name="Chi bộ thôn 8", kind="cell", parent=cast.COMMUNE, category="Khu dân cư"),
        cast.founding(9, name="Chi bộ thôn 9", kind="cell", parent=cast.COMMUNE, category="Khu dân cư"),
        cast.founding(10, name="Chi bộ Mầm non", kind="cell", parent=cast.COMMUNE, category="Trường"),
        cast.fact(PROFILE, "2026-01-01", organisation=8, households="100"),
    ])  # fmt: skip
    told = read(commune)
    assert of(told, 9).numbers["households"] is None
    assert "households" not in of(told, 10).numbers
    assert "youth_present" in of(told, 10).numbers


def test_a_prospect_who_can_still_be_admitted_counts_by_category(commune):
    told = read(commune)
    assert dict(of(told, cast.HAMLET_1).reach.in_time) == {"": 1, "women": 1, "religious": 1}
    assert dict(of(told, cast.SCHOOL).reach.in_time) == {"": 1, "women": 1}
    assert of(told, cast.HAMLET_2).reach.in_time == {}


def test_who_comes_of_age_after_the_year_is_kept_from_it_by_the_rules(commune):
    young = [
        cast.description(cast.BINH, "2026-01-05", born="2010-03-01"),
        cast.fact("introduction", "2026-01-05", person=cast.BINH, organisation=cast.HAMLET_2),
    ]
    cast.record(young)
    reach = of(read(commune), cast.HAMLET_2).reach
    assert (dict(reach.in_time), reach.late) == ({}, 1)
    later = of(read(commune, 2028), cast.HAMLET_2).reach
    assert (later.in_time[""], later.late) == (1, 0)


def test_of_a_year_that_is_over_nobody_s_reach_is_asked(commune):
    assert all(one.reach is None for one in read(commune, 2025).grounds)


def test_last_year_s_target_and_result_stand_beside(commune):
    told = read(commune)
    first, second = of(told, cast.HAMLET_1), of(told, cast.HAMLET_2)
    assert (first.last_needed, first.last_admitted) == (2, 1)
    assert (second.last_needed, second.last_admitted) == (Fraction(1, 2), 0)


def test_the_headline_is_in_people_and_a_year_without_one_names_the_latest(commune):
    told = read(commune)
    assert told.headlines == {"": 4}
    later = read(commune, 2029)
    assert (later.headlines, later.latest.low, later.latest.start.year) == ({}, 4, 2027)


def test_a_headline_in_percent_is_of_the_commune_s_members_before_the_year(commune):
    cast.record([
        target(cast.COMMUNE, 100, year=2028, form="percent"),
        target(cast.COMMUNE, 40, year=2029, form="percent"),
    ])  # fmt: skip
    assert read(commune, 2028).headlines == {"": 3}
    assert read(commune, 2029).headlines == {"": 2}  # 1.2 are reached by two, not by one


def test_members_are_counted_at_every_level_on_the_day(commune):
    told = facts.members(commune, date(2026, 4, 21))
    assert (told[cast.COMMUNE], told[cast.HAMLET_1], told[cast.HAMLET_2]) == (2, 1, 1)


def test_what_is_below_counts_to_the_organisation_directly_below(commune):
    base = cast.founding(8, name="Đảng bộ cơ sở", kind="base", parent=cast.COMMUNE)
    cell = cast.founding(9, name="Chi bộ phân xưởng", kind="cell", parent=8)
    cast.record([base, cell, *cast.admission(cast.MAI, 9, "2025-05-05")])
    cast.record([cast.fact(PROFILE, "2026-01-01", organisation=9, households="40")])
    told = read(commune)
    assert 9 not in {one.unit.pk for one in told.grounds}
    assert (of(told, 8).numbers["members"], of(told, 8).numbers["households"]) == (1, 40)


def test_it_asks_as_many_questions_whatever_the_commune_s_size(
    commune, django_assert_max_num_queries
):
    def ask():
        divide(read(commune), 4)

    with django_assert_max_num_queries(18):
        ask()
    for number in range(20, 30):
        cast.record([
            cast.founding(number, name=f"Chi bộ {number}", kind="cell", parent=cast.COMMUNE),
            *cast.admission(number * 10, number, "2025-05-05"), *prospect(number * 10 + 1, number),
        ])  # fmt: skip
    with django_assert_max_num_queries(18):
        ask()


def test_until_somebody_sets_them_the_terms_are_those_shipped(commune):
    held = facts.in_force(commune)
    assert held.terms.weights == {one.code: one.weight for one in criteria().values()}
    assert (held.by, held.at, held.terms.allowance) == ("", None, 0)


TERMS = Terms({"members": 7, "special": 3}, minimum=1, allowance=2, lows={3: 2}, highs={4: 1})


def test_the_terms_set_last_are_in_force_with_who_and_when(commune):
    user = User.objects.create(username="vanphong", full_name="Lê Thị Hà")
    for terms in (Terms({"members": 1}), TERMS):
        actions.set_terms(
            organisation=commune.pk, terms=terms, on=TODAY, by=user, at=timezone.now()
        )
    held = facts.in_force(commune)
    assert held.terms == Terms(
        {**dict.fromkeys(criteria(), 0), **TERMS.weights}, 1, 2, {3: 2}, {4: 1}
    )
    assert held.by == "Lê Thị Hà"
    assert held.at is not None


def test_terms_of_an_act_undone_are_in_force_no_longer(commune):
    fact = actions.set_terms(
        organisation=commune.pk, terms=TERMS, on=TODAY, by=None, at=timezone.now()
    )
    ledger.undo(act=fact.act, by=None, at=timezone.now(), because="nhầm")
    assert facts.in_force(commune).at is None


def test_a_category_is_divided_by_its_prospects_who_can_make_it_within_the_cell_s_number(commune):
    cast.record([
        target(cast.COMMUNE, 2, year=YEAR, category="women"),
        target(cast.COMMUNE, 1, year=YEAR, category="enterprise"),
    ])  # fmt: skip
    told = divide(read(commune), 4)
    assert list(told.categories) == ["women"]
    women = {share.unit: share.number for share in told.categories["women"].shares}
    whole = {share.unit: share.number for share in told.whole.shares}
    assert women == {cell: whole[cell] for cell in whole}
    assert (told.whole.left, told.categories["women"].left) == (2, 0)


def test_least_numbers_beyond_the_total_are_told_with_what_they_come_to(commune):
    actions.set_terms(
        organisation=commune.pk, terms=Terms({"members": 1}, minimum=1, allowance=1), on=TODAY,
        by=None, at=timezone.now(),
    )  # fmt: skip
    told = divide(read(commune), 3)
    assert (told.refused.asked, told.refused.total) == (4, 3)
    assert [share.number for share in told.whole.shares] == [1, 1, 1, 1]


def test_of_equals_the_one_asked_for_less_last_year_goes_first(commune):
    cast.record([target(cast.SCHOOL, 1, year=2026)])
    terms = Terms({"special": 0}, allowance=5)
    actions.set_terms(organisation=commune.pk, terms=terms, on=TODAY, by=None, at=timezone.now())
    told = {share.unit: share.number for share in divide(read(commune), 3).whole.shares}
    assert told == {cast.HAMLET_1: 0, cast.HAMLET_2: 1, cast.SCHOOL: 1, cast.CREDIT_FUND: 1}
