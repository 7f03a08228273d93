"""The sample's directives: each state there is to see, whatever the day it is loaded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.commands import sample
from taonguon.directives import facts
from taonguon.directives.facts import Roll
from taonguon.directives.models import Directive, Passing, Progress
from taonguon.organisations.models import Organisation
from taonguon.rules.directives import shipped

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[0, 200])
def day(request, settings, tmp_path, monkeypatch):
    """Load the sample as if so many days had gone by; return the day."""
    later = timezone.now() + timedelta(days=request.param)
    monkeypatch.setattr(timezone, "now", lambda: later)
    settings.HOME = tmp_path
    sample.load()
    return timezone.localdate(later)


def test_every_state_is_there_to_be_seen(day):
    passings = Passing.objects.select_related("directive")
    told = Roll(passings)
    every = told.sum(told.passings, day)
    assert 0 < every.acknowledged < every.passed == 28 + 28 + 20 + 1
    assert 0 < every.done < every.tasks == 28 * 3
    assert every.late > 0
    assert set(Progress.objects.values_list("state", flat=True)) == set(shipped().states)
    ways = set(passings.exclude(way="").values_list("way", flat=True))
    assert ways == set(shipped().ways)


def test_the_secret_one_was_passed_to_hamlet_6_alone_and_says_nothing(day):
    hidden = Directive.objects.get(secret=True)
    cell = Organisation.objects.get(pk=hidden.passings.get().cell)
    assert (cell.name, hidden.summary, hidden.kept_at != "") == ("Chi bộ xóm 6", "", True)


def test_the_older_directive_is_replaced_and_something_is_soon_due(day):
    older = Directive.objects.get(number="03-CT/TW")
    assert older.until_on == Directive.objects.get(number="05-CT/TW").effect_on
    found = facts.due(Organisation.objects.filter(kind="cell").values_list("pk", flat=True), day)
    assert {one.due_on < day for one in found} == {True, False}
