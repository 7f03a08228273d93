"""What pages and actions ask of classes: rosters within a reach, presence, papers, what runs out."""

import pytest
from django.utils import timezone

from taonguon.classes import facts
from taonguon.classes.actions import holding
from taonguon.classes.models import Seat
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from taonguon.rules.classes import shipped
from tests import cast
from tests.classes.conftest import TODAY, ago

AWARENESS = shipped().kinds["awareness"]


def reach(*cells):
    return [Organisation.objects.get(pk=cell).range for cell in cells]


def names(rows):
    return [row.name for row in rows]


def test_a_roster_within_a_reach_is_of_those_people_alone_numbered_anew(held):
    assert names(facts.roster(held)) == ["Nguyễn Thị Lan", "Trần Văn Hùng", "Lê Thị Hoa"]
    rows = facts.roster(held, reach(cast.HAMLET_2))
    assert [(row.number, row.name) for row in rows] == [(1, "Trần Văn Hùng")]
    assert facts.roster(held, reach(cast.SCHOOL)) == []
    assert facts.roster(held, []) == []


def test_a_row_tells_name_unit_and_birth_of_person_and_guest(held):
    lan, _hung, hoa = facts.roster(held)
    assert (lan.name, lan.unit, lan.born) == ("Nguyễn Thị Lan", "Chi bộ thôn 1", "1999-05-19")
    assert (hoa.name, hoa.unit, hoa.born) == ("Lê Thị Hoa", "Đảng bộ xã Bình Minh", "")
    assert hoa.person is None
    assert lan.certificate is None


def test_somebody_who_moved_stands_under_the_present_cell(held, lan):
    moved = cast.fact("case.moved", ago(1), person=lan.pk, organisation=cast.SCHOOL, to="trường")
    cast.record([moved])
    units = {row.name: row.unit for row in facts.roster(held)}
    assert units["Nguyễn Thị Lan"] == "Chi bộ Trường THCS An Hòa"


def test_whoever_is_in_the_register_no_more_is_left_out(held):
    Seat.objects.create(study_class=held, person=999_999)
    assert len(facts.roster(held)) == 3


@pytest.mark.parametrize(
    ("grade", "passes"), [("", False), ("failed", False), ("passed", True), ("good", True)]
)
def test_a_result_passes_or_does_not(held, do, grade, passes):
    if grade:
        do.grade(held, Lan=grade)
    assert facts.roster(held)[0].passes is passes


def test_presence_counts_the_sessions_of_each(held, do):
    first, second = do.session(held), do.session(held, part=2)
    lan, hung = (do.seat_of(held, name).pk for name in ("Lan", "Hùng"))
    for session, there in ((first, [lan, hung]), (second, [lan])):
        holding.mark_session(session=session, present=there, before=[], by=None, at=timezone.now())
    told = facts.presence(held)
    assert (told[lan], told[hung], told[-1]) == (2, 1, 0)


def test_the_resolution_is_the_latest_proposal_of_the_present_way(held, lan):
    rows = facts.roster(held)
    told = facts.proposals(rows, AWARENESS)
    assert set(told) == {cast.LAN, cast.HUNG}
    assert told[lan.pk].on == ago(60)
    again = cast.fact("case.class_proposed", ago(20), person=lan.pk, organisation=cast.HAMLET_1)
    cast.record([again])
    assert facts.proposals(rows, AWARENESS)[lan.pk].on == ago(20)
    assert facts.proposals(rows, shipped().kinds["committee"]) == {}


def test_who_introduced_is_told_for_people_of_the_register(held):
    told = facts.introducers(facts.roster(held))
    assert told == {cast.LAN: "Hội Phụ nữ", cast.HUNG: "Hội Phụ nữ"}


def running_out():
    asked = Person.objects.filter(standing="prospect", prospect__certified_on__isnull=False)
    return facts.running_out(asked, AWARENESS, in_use(), TODAY)


def test_what_runs_out_first_stands_first(commune, do):
    old, older = 365 * 5 - 60, 365 * 5 + 60
    cast.record([
        *do.prospect(cast.MAI), do.certified(cast.MAI, old),
        *do.prospect(cast.DUC), do.certified(cast.DUC, older),
    ])  # fmt: skip
    told = running_out()
    assert [person.pk for person, _last in told] == [cast.DUC, cast.MAI]
    assert told[0][1] < TODAY < told[1][1]


def test_a_certificate_that_has_served_runs_out_no_more(commune, do):
    cast.record([*do.prospect(cast.MAI), do.certified(cast.MAI, 365 * 5 - 60)])
    assert len(running_out()) == 1
    voted = cast.fact("case.cell_vote", ago(10), person=cast.MAI, organisation=cast.HAMLET_1)
    cast.record([voted])
    assert running_out() == []


def test_the_roster_asks_three_queries(held, django_assert_num_queries):
    with django_assert_num_queries(3):
        facts.roster(held)


def test_candidates_ask_a_fixed_number_of_queries(lan, do, django_assert_num_queries):
    one = do.opened()
    book = in_use()
    with django_assert_num_queries(7):
        facts.candidates(one, book, TODAY)
    for number in range(30):
        cast.record(do.prospect(7_000 + number))
    with django_assert_num_queries(7):
        assert len(facts.candidates(one, book, TODAY)) == 31


def test_a_class_of_an_organisation_that_is_gone_has_no_candidates(lan, do):
    one = do.opened()
    one.organisation = 999_999
    assert facts.candidates(one, in_use(), TODAY) == []
