"""The sample's past: whole courses before each admission, some who gave up, and no figure moved by them."""

from datetime import date
from importlib import resources

import pytest
from django.utils import timezone

from taonguon.applicants import due
from taonguon.commands import sample, sample_history
from taonguon.core.courses import COURSES_KNOWN
from taonguon.core.days import Period
from taonguon.imports import actions as imports
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person, Prospect
from taonguon.regulations.book import in_use
from taonguon.reports import knowledge
from taonguon.reports.outlook import Facts
from taonguon.reports.picture import Materials, paint
from taonguon.reports.summary import summary
from taonguon.rules.unlisting import reasons

pytestmark = pytest.mark.django_db
DAY = date(2023, 4, 21)


@pytest.fixture
def commune(settings, tmp_path):
    """Load the sample's lists, nothing else."""
    settings.UPLOADS = tmp_path / "lists"
    with resources.as_file(resources.files("taonguon.sample") / "khanh-nhac") as folder:
        load = imports.begin(organisation=sample.COMMUNE, by=None, at=timezone.now())
        imports.preview(load=load, paths=sorted(folder.glob("*.xlsx")), at=timezone.now())
        imports.write(load=load, by=None, at=timezone.now())
    return Organisation.objects.get(name=sample.COMMUNE)


@pytest.fixture
def past(commune):
    sample_history.load(timezone.now())
    return commune


def read(commune):
    return Facts(Materials(commune), DAY, in_use())


def test_no_figure_of_the_article_is_moved(commune):
    def figures():
        now, then = (paint(Materials(commune), day, 2020) for day in (DAY, date(2022, 12, 31)))
        return now, then.members, then.goals, then.by_month, then.since_admitted

    before = figures()
    sample_history.load(timezone.now())
    assert figures() == before


def test_each_admission_since_2018_has_its_whole_course_in_order(past):
    whole = [one for one in read(past).courses if one.admitted_on]
    assert len(whole) == Person.objects.filter(admitted_on__year__gte=2018).count() == 62
    for course in whole:
        assert None not in course.days
        assert list(course.days) == sorted(course.days)
        assert 300 < (course.admitted_on - course.days[0]).days < 1100


def test_the_waits_are_not_all_alike(past):
    days = [one.days for one in read(past).courses if one.admitted_on]
    for stage in range(len(days[0]) - 1):
        assert len({(one[stage + 1] - one[stage]).days for one in days}) > 8


def test_who_gave_up_is_a_prospect_no_more_and_each_has_a_reason(past):
    gone = Prospect.objects.filter(ended_on__isnull=False).exclude(ended_why="admitted")
    assert gone.count() == len(sample_history.GAVE_UP)
    assert not gone.filter(ended_on__gte=DAY).exists()
    assert set(gone.values_list("ended_why", flat=True)) <= set(reasons())
    assert all(way.introduced_on < way.listed_on < way.ended_on for way in gone)
    assert Prospect.objects.filter(ended_on__isnull=True).count() == 41


def test_what_the_law_no_longer_lets_keep_of_them_is_erased_and_their_courses_stay(past):
    assert due.ended(None, timezone.localdate(), in_use()) == []
    assert not Person.objects.filter(name__in=[told[0] for told in sample_history.GAVE_UP]).exists()
    ended = [one for one in read(past).courses if one.ended_on]
    assert len(ended) == len(sample_history.GAVE_UP)


def test_all_courses_are_known_since_the_day_that_was_said(past):
    assert read(past).history.since == sample_history.SINCE
    assert Fact.objects.get(kind=COURSES_KNOWN).data["document"] == sample_history.PAPER


def test_the_year_reads_the_same_from_the_rows_and_from_the_ledger(past):
    stored, folded = (
        summary(past, knowledge.of(past, at), DAY, Period.year(2023))
        for at in (None, timezone.now())
    )
    assert stored == folded
