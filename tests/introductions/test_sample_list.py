"""The commune's own list of prospects: whom it gives, in which cell, introduced by whom."""

from pathlib import Path

import pytest
from django.utils import timezone

from taonguon.imports import actions as imports
from taonguon.people.models import Introduction, Person, Prospect
from taonguon.rules.bodies import shipped

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[2] / "src" / "taonguon" / "sample" / "khanh-nhac"


@pytest.fixture
def loaded(db):
    """Load the sample's workbooks, nothing else."""
    begun = imports.begin(organisation="Đảng bộ xã Khánh Nhạc", by=None, at=timezone.now())
    imports.preview(load=begun, paths=sorted(SAMPLE.glob("*.xlsx")), at=timezone.now())
    imports.write(load=begun, by=None, at=timezone.now())


def test_the_list_gives_41_prospects_18_of_them_certified(loaded):
    rows = Prospect.objects.filter(ended_on__isnull=True)
    assert rows.count() == 41
    assert rows.filter(certified_on__isnull=False).exclude(certificate="").count() == 18


def test_each_is_tied_to_a_cell_and_a_mass_organisation_that_introduced(loaded):
    rows = Introduction.objects.select_related("cell")
    assert rows.count() == 41
    assert {row.cell.kind for row in rows} == {"cell"}
    assert {row.body for row in rows} <= set(shipped())
    assert {row.person_id for row in rows} == set(Prospect.objects.values_list("person", flat=True))


def test_nobody_of_an_older_list_is_said_to_have_agreed(loaded):
    assert not Prospect.objects.filter(agreed_on__isnull=False).exists()


def test_hamlet_6_s_woman_was_introduced_by_the_women_s_union(loaded):
    person = Person.objects.get(cell__name="Chi bộ xóm 6", name="Trần Ngọc Yến")
    told = person.prospect
    assert (person.standing, told.body, told.listed_on) == ("prospect", "women", None)
