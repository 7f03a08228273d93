"""The sample's requests, link and remarks: each page of the person's own view opens on something."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.applicants import due
from taonguon.applicants.models import Link, Request
from taonguon.commands.sample_applicants import GONE, LINKED
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from taonguon.people.rebuilding import rebuild
from taonguon.regulations.book import in_use
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(settings, tmp_path):
    settings.HOME = tmp_path
    given.sample()


def test_requests_wait_and_one_was_answered():
    assert set(Request.objects.waiting().values_list("kind", flat=True)) == {
        "correction", "see", "complaint",
    }  # fmt: skip
    assert Request.objects.filter(answered_at__isnull=False).count() == 1


def test_one_person_has_a_link_and_remarks_to_read():
    person = Person.objects.get(name=LINKED, standing="prospect")
    link = Link.objects.get()
    assert link.person == person.pk
    assert link.expires_at > timezone.now() + timedelta(days=29)
    assert Fact.objects.filter(person=person.pk, kind="remark").count() >= 2


def test_one_is_due_for_erasing_and_nobody_else():
    found = due.ended(None, timezone.localdate(), in_use())
    assert [one.person.name for one in found] == [GONE]


def test_the_rows_for_reading_are_what_the_ledger_gives():
    assert rebuild(write=False) == {}
