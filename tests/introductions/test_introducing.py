"""Somebody is introduced with an agreement, or only counted; mass organisations can be added."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from taonguon.introductions import actions
from taonguon.introductions.models import Declined, MassOrganisation, MassUnit
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.people.actions import Refused
from taonguon.people.models import Introduction, Person
from taonguon.rules.bodies import CELL
from tests import cast
from tests.introductions.conftest import AGREEMENT, AT, ON

pytestmark = pytest.mark.django_db


def test_who_agreed_is_introduced_with_the_agreement_kept_beside(introduce, hamlet):
    number = introduce(unit="Chi hội Phụ nữ xóm 1")
    person = Person.objects.get(pk=number)
    assert (person.name, person.standing, person.cell) == ("Phạm Thị Hoa", "prospect", hamlet)
    assert (person.prospect.introduced_on, person.prospect.agreed_on) == (ON, AGREEMENT.on)
    kept = Fact.objects.get(person=number, kind="agreement").data
    assert kept == {"asked_by": "Lê Thị Mẫu", "notice": ""}
    said = Fact.objects.get(person=number, kind="introduction").data
    assert (said["body"], said["unit"]) == ("women", "Chi hội Phụ nữ xóm 1")
    assert said["verdict"]["day"] == ON.isoformat()


def test_the_journal_tells_who_introduced_without_naming_anybody(introduce):
    number = introduce()
    line = JournalEntry.objects.get(act="person.agreement")
    assert (line.subject, "Hoa" in str(line.details)) == (f"person:{number}", False)


def test_an_agreement_comes_before_the_introduction(introduce):
    late = replace(AGREEMENT, on=ON + timedelta(days=1))
    with pytest.raises(Refused, match="phải đồng ý trước"):
        introduce(agreement=late)
    assert introduce(agreement=replace(AGREEMENT, on=ON))
    assert Person.objects.count() == 1


def test_nobody_is_introduced_on_a_day_to_come(introduce):
    with pytest.raises(Refused, match="tương lai"):
        introduce(on=AT.date() + timedelta(days=1))
    assert not Fact.objects.filter(person__isnull=False).exists()


def test_a_second_mass_organisation_introduces_the_same_person(introduce):
    number = introduce()
    assert introduce(body="youth", known=number) == number
    assert set(Introduction.objects.values_list("person", "body")) == {
        (number, "women"), (number, "youth"),
    }  # fmt: skip
    assert Person.objects.count() == 1


def test_who_did_not_agree_is_a_count_and_nothing_else(hamlet):
    actions.decline(body="women", cell=hamlet, on=ON, by=None, at=AT)
    assert Declined.objects.filter(body="women", cell=hamlet, on=ON).count() == 1
    assert not Fact.objects.filter(person__isnull=False).exists()
    assert not Person.objects.exists()


def test_people_of_an_older_list_agree_afterwards_by_one_act(introduce):
    numbers = [introduce(name=f"Người {n}", born=f"199{n}") for n in range(3)]
    later = replace(AGREEMENT, on=date(2022, 6, 1), notice="2026-1")
    assert actions.agree(people_=numbers[:2], agreement=later, by=None, at=AT) == 2
    acts = Fact.objects.filter(kind="agreement", data__notice="2026-1").values_list("act", "person")
    assert len({act for act, _person in acts}) == 1
    assert {person for _act, person in acts} == set(numbers[:2])


def test_agreements_of_a_day_to_come_are_refused(introduce):
    number = introduce()
    with pytest.raises(Refused, match="tương lai"):
        actions.agree(
            people_=[number], agreement=replace(AGREEMENT, on=AT.date() + timedelta(days=1)),
            by=None, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["Hội Phụ nữ", "hội phụ nữ", "Youth", "Women"])
def test_a_mass_organisation_is_there_once(db, name):
    with pytest.raises(Refused, match="Đã có đoàn thể"):
        actions.add_body(name=name, by=None, at=AT)


def test_more_mass_organisations_can_be_added_and_each_has_units(hamlet):
    body = actions.add_body(name="Hội Chữ thập đỏ", by=None, at=AT)
    assert body.code == "hoi_chu_thap_do"
    with pytest.raises(Refused):
        actions.add_body(name="Hội chữ thập đỏ", by=None, at=AT)
    told = {"body": body.code, "cell": hamlet, "name": "Chi hội thôn 1", "by": None, "at": AT}
    actions.add_unit(**told)
    with pytest.raises(Refused, match="không cần thêm"):
        actions.add_unit(**told)
    assert MassUnit.objects.count() == 1


def lan_of_2019(cell):
    """Record Lan as a member since 3/3/2019; return her number."""
    cast.record(cast.admission(cast.LAN, cell.pk, "2019-03-03"))
    return cast.LAN


@pytest.mark.parametrize("on", [date(2019, 3, 3), ON])
def test_who_is_a_member_on_the_day_is_not_introduced(introduce, hamlet, on):
    lan, before = lan_of_2019(hamlet), Fact.objects.count()
    early = replace(AGREEMENT, on=on)
    with pytest.raises(Refused, match="Nguyễn Thị Lan đã là đảng viên") as why:
        introduce(known=lan, on=on, agreement=early)
    assert f"{on.day}/{on.month}/{on.year}" in str(why.value)
    assert "nay ở Chi bộ thôn 1" in str(why.value)
    assert (Fact.objects.count(), Introduction.objects.count()) == (before, 0)


def test_an_introduction_before_the_admission_may_be_recorded_afterwards(introduce, hamlet):
    lan, eve = lan_of_2019(hamlet), date(2019, 3, 2)
    assert introduce(known=lan, on=eve, agreement=replace(AGREEMENT, on=eve)) == lan
    person = Person.objects.get(pk=lan)
    assert (person.standing, person.admitted_on) == ("probationary", date(2019, 3, 3))
    assert Introduction.objects.get(person=lan).on == eve


def test_who_left_the_party_may_be_introduced_anew(introduce, hamlet):
    lan = lan_of_2019(hamlet)
    cast.record([cast.fact("resignation", "2020-05-19", person=lan)])
    introduce(known=lan)
    assert Person.objects.get(pk=lan).standing == "prospect"


def added(name):
    return actions.add_body(name=name, by=None, at=AT)


def test_two_mass_organisations_of_one_long_beginning_have_a_code_each(db):
    names = [f"Hội Cựu giáo chức xã Khánh Nhạc {n}" for n in ("Đông", "Tây", "Nam")]
    codes = [added(name).code for name in names]
    assert len(set(codes)) == 3
    assert all(len(code) <= actions.CODE_LENGTH for code in codes)
    with pytest.raises(Refused, match="Đã có đoàn thể"):
        added(names[1].upper())


@pytest.mark.parametrize("name", ["---", "…", "?!"])
def test_a_name_without_a_letter_is_no_name(db, name):
    with pytest.raises(Refused, match="phải có chữ"):
        added(name)
    assert not MassOrganisation.objects.exists()


@pytest.mark.parametrize("name", ["Chi bộ tự phát hiện", "chi bo xom 6"])
def test_the_cell_itself_is_no_mass_organisation_to_add(db, name):
    with pytest.raises(Refused, match="Đã có đoàn thể"):
        added(name)


def test_no_added_mass_organisation_takes_the_code_of_the_cell_itself(db):
    assert added("Cell").code != CELL
