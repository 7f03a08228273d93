"""No way around a case: what admits or recognises is written by its case, and by opening entries."""

import ast
from datetime import date
from pathlib import Path

import pytest

from taonguon.cases import actions
from taonguon.core.membership import ADMISSION, READMISSION, RECOGNITION
from taonguon.imports import actions as imports
from taonguon.ledger.models import Fact
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from tests import cast, dossiers
from tests.cases.conftest import NOW
from tests.workbooks.lists import Sheet, write_xlsx

PACKAGE = Path(actions.__file__).parents[1]
ADMITTING = {"ADMISSION", "READMISSION", "RECOGNITION", "RECOGNISED"}
# opening lists; events and corrections of members behind the gate; rows folded from facts
MAY = {
    "cases/actions.py",
    "imports/building.py",
    "people/actions.py",
    "people/projection.py",
}


def appending(path):
    """Return whether a file both appends facts and names a kind that admits or recognises."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    calls = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return bool(names & ADMITTING) and bool(calls & {"append", "append_many"})


def test_only_cases_and_opening_lists_write_what_admits():
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "core" not in path.parts and "ledger" in path.read_text("utf-8") and appending(path)
    }
    assert found <= MAY


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [ADMISSION, READMISSION, RECOGNITION])
def test_no_event_of_a_member_admits_or_recognises_from_the_first_day_of_use_on(lan, steps, kind):
    steps.walk(lan, upto="ceremony")
    lan.refresh_from_db()
    before = Fact.objects.count()
    with pytest.raises(Refused, match="đi qua hồ sơ"):
        people.record_event(person=lan, kind=kind, on=date(2023, 3, 1), data={}, by=None, at=NOW)
    assert Fact.objects.count() == before


@pytest.mark.django_db
def test_no_list_admits_somebody_whose_case_is_open(lan, steps, tmp_path):
    steps.walk(lan, upto="synthesis")
    sheet = Sheet("DS", [
        ["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức"],
        [1, "Nguyễn Thị Lan", "15/6/2000", "Nữ", "Chi bộ thôn 1", "28/2/2022", "28/2/2023"],
    ])  # fmt: skip
    begun = imports.begin(organisation="Đảng bộ xã An Hòa", by=None, at=NOW)
    imports.preview(load=begun, paths=[write_xlsx(tmp_path / "ds.xlsx", sheet)], at=NOW)
    imports.write(load=begun, by=None, at=NOW)
    assert Person.objects.get(pk=cast.LAN).standing == "prospect"
    assert not Fact.objects.filter(person=cast.LAN, kind=ADMISSION).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["admission", "case.ceremony", "case.decision", "case.cell_vote"])
def test_no_general_correction_touches_a_case(lan, steps, kind):
    steps.walk(lan, upto="ceremony")
    fact = Fact.objects.get(person=lan.pk, kind=kind)
    with pytest.raises(Refused, match="trang hồ sơ"):
        people.correct(fact=fact, on=date(2022, 1, 1), data=None, because="thử", by=None, at=NOW)


@pytest.mark.django_db
def test_what_a_case_admitted_is_counted_like_any_admission(lan, steps):
    steps.walk(lan, dossiers.TO_2025)
    fact = Fact.objects.get(person=lan.pk, kind=ADMISSION)
    ceremony = Fact.objects.get(person=lan.pk, kind="case.ceremony")
    assert fact.data["case"] == ceremony.pk
    assert fact.act_id == ceremony.act_id
    recognised = Fact.objects.get(person=lan.pk, kind=RECOGNITION)
    assert recognised.happened_on == date(2023, 2, 28)
    assert recognised.data["decided_on"] == "2023-04-05"


@pytest.mark.django_db
def test_a_recognition_refused_by_the_committee_makes_nobody_official(lan, steps):
    steps.walk(lan, upto="recognition_base")
    tally = dossiers.vote(dossiers.COMMITTEE, 2, 5)
    steps.record(lan, "recognition", "2023-04-05", approved=False, **tally)
    lan.refresh_from_db()
    assert lan.standing == "probationary"
    assert not Fact.objects.filter(person=lan.pk, kind=RECOGNITION).exists()
