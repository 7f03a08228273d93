"""The rows for fast reading are what the ledger gives, and are made anew from it."""

from datetime import date

import pytest
from hypothesis import given

from taonguon.organisations.models import Organisation, Version
from taonguon.people.models import Admission, Person, Prospect, Span
from taonguon.people.rebuilding import rebuild
from tests import acts, cast

pytestmark = pytest.mark.django_db


@acts.few(25)
@given(acts.STEPS)
def test_after_any_acts_the_rows_are_what_the_ledger_gives(steps):
    with cast.taken_back():
        cast.commune()
        for number, step in enumerate(steps, 1):
            acts.play(step, cast.later(number))
            assert rebuild(write=False) == {}, step


@pytest.fixture
def filled():
    """Record a commune with members, one admitted, one a prospect."""
    cast.commune()
    cast.record([
        *cast.admission(cast.LAN, cast.HAMLET_1, "2022-05-19", sex="female"),
        cast.fact("move", "2022-09-01", person=cast.LAN, organisation=cast.HAMLET_2),
        cast.description(cast.DUC, "2022-01-01"),
        cast.fact("introduction", "2022-02-01", person=cast.DUC, organisation=cast.SCHOOL),
    ])  # fmt: skip


def plant_a_person():
    Person.objects.create(pk=900, name="Người lạ", cell_id=cast.SCHOOL)


PLANTED = [
    (lambda: Person.objects.filter(pk=cast.LAN).update(standing="official"), "people_person", (1, 1)),
    (lambda: Person.objects.filter(pk=cast.LAN).update(name="Nguyễn Thị Làn"), "people_person", (1, 1)),
    (lambda: Span.objects.filter(left="move").delete(), "people_span", (0, 1)),
    (lambda: Span.objects.filter(left="").update(start_on=date(2022, 9, 2)), "people_span", (1, 1)),
    (lambda: Admission.objects.update(age=30), "people_admission", (1, 1)),
    (lambda: Prospect.objects.all().delete(), "people_prospect", (0, 1)),
    (lambda: Organisation.objects.filter(pk=cast.SCHOOL).update(name="Chi bộ khác"),
     "organisations_organisation", (1, 1)),
    (lambda: Organisation.objects.create(pk=900, name="Chi bộ ma", kind="cell", path="000900",
                                         founded_on=date(2022, 1, 1)),
     "organisations_organisation", (1, 0)),
    (lambda: Version.objects.founded().filter(organisation=cast.SCHOOL).delete(),
     "organisations_version", (0, 1)),
    (lambda: Version.objects.filter(organisation=cast.SCHOOL, kind="early").delete(),
     "organisations_version", (0, 1)),
    (plant_a_person, "people_person", (1, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "table", "counts"), PLANTED)
def test_a_planted_difference_is_told_and_mended(filled, plant, table, counts):
    assert rebuild(write=False) == {}
    plant()
    assert rebuild(write=False) == {table: counts}
    assert rebuild(write=True) == {table: counts}
    assert rebuild(write=False) == {}


def test_an_emptied_register_comes_back_whole(filled):
    for model in (Span, Admission, Prospect, Person, Version):
        model.objects.all().delete()
    Organisation.objects.update(parent=None)
    Organisation.objects.all().delete()
    assert rebuild(write=True)["people_person"] == (0, 2)
    assert rebuild(write=False) == {}
    assert Person.objects.get(pk=cast.LAN).cell_id == cast.HAMLET_2


def test_comparing_writes_nothing(filled):
    Person.objects.filter(pk=cast.LAN).update(name="Nguyễn Thị Làn")
    rebuild(write=False)
    assert Person.objects.get(pk=cast.LAN).name == "Nguyễn Thị Làn"


def test_an_empty_register_has_no_difference():
    assert rebuild(write=False) == {}
    assert rebuild(write=True) == {}
