"""The sample's classes: one of each state, every fact of theirs through the rules."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.classes import facts, telling
from taonguon.classes.models import StudyClass
from taonguon.commands import sample, sample_classes
from taonguon.ledger.models import Fact
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings, tmp_path):
    """Load the sample; return each class with its roster, the earliest first."""
    settings.HOME = tmp_path
    given.sample()
    return [(one, facts.roster(one)) for one in StudyClass.objects.order_by("start_on")]


def test_there_is_a_class_at_each_place(told):
    day = timezone.localdate()
    where = [telling.place_of(one, telling.counts(rows), day) for one, rows in told]
    assert where == [telling.DONE, telling.UNDER_WAY, telling.LIST]


def test_hamlet_6_is_on_the_list_of_the_class_under_way(told):
    _one, rows = told[1]
    assert sample_classes.FIRST_CELL in {row.unit for row in rows}
    assert [row.unit for row in rows if row.person is None] == ["Đảng bộ xã Khánh Hội"] * 2


def test_everybody_listed_was_proposed_by_the_cell(told):
    proposed = set(Fact.objects.filter(kind="case.class_proposed").values_list("person", flat=True))
    listed = {row.person.pk for _one, rows in told[1:] for row in rows if row.person}
    assert listed
    assert listed <= proposed


def test_no_certificate_of_a_prospect_is_added_to_those_of_the_lists(told):
    assert not Fact.objects.filter(kind="certificate", data__has_key="class").exists()
    one, rows = told[0]
    assert sum(row.certificate is not None for row in rows) == sample_classes.TRAINED - 1
    assert {row.certificate.on for row in rows if row.certificate} == {one.end_on + timedelta(3)}


def test_loading_is_the_same_on_any_day(settings, tmp_path, monkeypatch):
    later = timezone.now() + timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    settings.HOME = tmp_path
    sample.load()
    day = timezone.localdate(later)
    starts = [(one.start_on - day).days for one in StudyClass.objects.order_by("start_on")]
    assert starts == [-40, -2, 12]
