"""From a person's facts to the core's case: what lists say, what the case page says, where it stands."""

from datetime import date

import pytest

from taonguon.cases import facts
from taonguon.cases.facts import Place, build, kind_of, step_of
from taonguon.core.case import Relative
from taonguon.people.models import Person
from tests import cast

HERE = Place(("commune",), date(2025, 1, 1))


def case(*told, place=HERE):
    return build(told, place)


def described(**said):
    return cast.description(cast.LAN, "2024-05-05", **said)


def step(kind, day, **said):
    return cast.fact(kind_of(kind), day, person=cast.LAN, organisation=cast.HAMLET_1, **said)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("introduction", "introduction"), ("certificate", "certificate"), ("listed", "case.listed")],
)
def test_the_kind_of_fact_that_keeps_a_step(name, kind):
    assert kind_of(name) == kind
    assert step_of(kind) == name
    assert step_of("admission") == ""


def test_what_the_lists_say():
    told = case(described(born="1996-08-12", schooling="12/12", youth_union=True))
    assert (told.born, told.schooling, told.youth_union) == ("1996-08-12", "upper_secondary", True)
    assert told.checked_from == date(2025, 1, 1)
    assert case().born == ""


@pytest.mark.parametrize(
    ("said", "circumstances"),
    [
        ({"religion": "Công giáo"}, {"religious"}),
        ({"religion": "Không"}, set()),
        ({"religion": ""}, set()),
        ({"ethnicity": "Hoa"}, {"chinese_origin"}),
        ({"ethnicity": "Mường"}, set()),
        ({"religion": "Phật giáo", "ethnicity": "Hoa"}, {"religious", "chinese_origin"}),
    ],
)
def test_religion_and_origin_bring_their_special_procedure(said, circumstances):
    assert case(described(**said)).circumstances == circumstances


def test_the_circumstances_told_on_the_case_come_on_top():
    told = case(
        described(born="1996", schooling="7/10", religion="Công giáo"),
        step(
            "profile", "2025-02-02", schooling="primary", circumstances=["hard_area"],
            youth_union=True, youth_union_here=False, union_here=True, host="employer",
            mass_organisations=["women"], left_on="2020-01-02", left_ground="other_ground",
            cleared_on="2021-02-03", readmitted_before=1, delegated=True,
            relatives=[{"key": "father", "relation": "father", "same_commune": True}],
        ),
    )  # fmt: skip
    assert told.schooling == "primary"
    assert told.circumstances == {"hard_area", "religious"}
    assert (told.youth_union, told.youth_union_here, told.union_here) == (True, False, True)
    assert (told.host, told.mass_organisations) == ("employer", ("women",))
    assert (told.left_on, told.left_ground) == (date(2020, 1, 2), "other_ground")
    assert (told.cleared_on, told.readmitted_before) == (date(2021, 2, 3), 1)
    assert told.relatives == (Relative("father", "father", same_commune=True),)
    assert told.delegated
    assert not case().delegated


def test_a_later_telling_replaces_what_it_speaks_of():
    told = case(
        step("profile", "2025-02-02", host="employer", union_here=True),
        step("profile", "2025-03-03", host="school"),
    )
    assert (told.host, told.union_here) == ("school", True)


def test_as_of_an_earlier_day_a_later_telling_is_not_known():
    told = case(
        described(religion="Công giáo", youth_union=True),
        step("profile", "2025-02-02", host="school", circumstances=["student"]),
        step("profile", "2025-03-03", host="army", circumstances=["army"], youth_union=False),
    )
    before, between = told.on(date(2025, 2, 1)), told.on(date(2025, 3, 2))
    assert (before.host, before.circumstances) == ("residence", {"religious"})
    assert (between.host, between.circumstances) == ("school", {"religious", "student"})
    assert (told.host, told.circumstances) == ("army", {"religious", "army"})
    assert (before.youth_union, between.youth_union, told.youth_union) == (True, True, False)
    assert told.on(date(2025, 3, 3)) == told == between.on(date(2025, 3, 3))
    assert before.events == told.events


def test_whoever_is_introduced_anew_after_leaving_the_party_begins_anew():
    walked = [
        step("introduction", "2025-01-02"), step("certificate", "2025-01-05"),
        step("ceremony", "2025-02-03"),
        cast.fact("admission", "2025-02-03", person=cast.LAN, organisation=cast.HAMLET_1),
        cast.fact("deletion", "2025-06-06", person=cast.LAN),
    ]  # fmt: skip
    assert [one.kind for one in case(*walked).events] == ["introduction", "certificate", "ceremony"]
    anew = case(*walked, step("introduction", "2025-06-06"))
    assert [one.kind for one in anew.events] == ["certificate", "introduction"]


def test_the_steps_stand_in_the_order_of_their_days():
    told = case(
        step("helper", "2025-02-04"), step("introduction", "2025-01-10"), step("listed", "2025-02-04"),
        cast.fact("move", "2025-02-05", person=cast.LAN, organisation=cast.HAMLET_2),
    )  # fmt: skip
    assert [one.kind for one in told.events] == ["introduction", "helper", "listed"]


def test_a_probationer_from_the_lists_stands_after_the_ceremony():
    told = case(
        cast.fact("opening", "2025-01-01", person=cast.LAN, organisation=cast.HAMLET_1,
                  status="probationary", admitted_on="2024-06-01"),
    )  # fmt: skip
    assert [(one.kind, one.on) for one in told.events] == [
        ("decision", date(2024, 6, 1)), ("ceremony", date(2024, 6, 1)),
    ]  # fmt: skip


def test_an_official_member_from_the_lists_has_been_recognised():
    told = case(
        cast.fact("opening", "2025-01-01", person=cast.LAN, organisation=cast.HAMLET_1,
                  status="official", admitted_on="2010-06-01", official_on="2011-06-01"),
    )  # fmt: skip
    assert [(one.kind, one.on.year) for one in told.events] == [
        ("decision", 2010), ("ceremony", 2010), ("recognition", 2011),
    ]  # fmt: skip


def test_of_an_official_member_whose_days_are_unknown_no_day_is_made_up_in_the_present():
    told = case(
        cast.fact(
            "opening", "2025-01-01", person=cast.LAN, organisation=cast.HAMLET_1, status="official"
        )
    )
    assert {one.on for one in told.events} == {date(1930, 2, 3)}


def test_who_has_left_the_party_has_no_ceremony_behind_them():
    told = case(
        cast.fact(
            "opening", "2020-01-01", person=cast.LAN, organisation=cast.HAMLET_1, status="official"
        ),
        cast.fact("deletion", "2021-01-01", person=cast.LAN),
        step("introduction", "2025-02-02"),
    )
    assert [one.kind for one in told.events] == ["introduction"]


def test_a_ceremony_of_the_case_is_told_once():
    told = case(
        step("ceremony", "2025-03-03"),
        cast.fact("admission", "2025-03-03", person=cast.LAN, organisation=cast.HAMLET_1, case=5),
    )
    assert [one.kind for one in told.events] == ["ceremony"]


@pytest.mark.django_db
def test_the_committees_above_a_cell_and_the_first_day_of_use(lan):
    told = facts.one(lan)
    assert told.under == ("commune",)
    assert told.checked_from == date(2021, 1, 1)


@pytest.mark.django_db
def test_a_cell_under_a_base_organisation_has_its_committee_above_it(commune, steps):
    base = cast.founding(cast.SCHOOL, name="Đảng bộ cơ sở Trường", kind="base")._replace(
        organisation=900
    )
    cast.record([base])
    cell = cast.founding(cast.SCHOOL, name="Chi bộ Tổ 1", parent=900)._replace(organisation=901)
    cast.record([cell])
    cast.record(
        [
            described(born="1996-01-01"),
            cast.fact(
                "introduction", "2025-01-02", person=cast.LAN, organisation=901, by="Công đoàn"
            ),
        ]
    )
    told = facts.one(Person.objects.select_related("cell").get(pk=cast.LAN))
    assert told.under == ("base", "commune")
    assert told.checked_from == date(2021, 1, 1)
