"""The sample's terms and documents: each organisation can number, each page opens on something."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.commands import sample_documents
from taonguon.documents.models import Document, Term
from taonguon.forms import pdf, word
from taonguon.imports import actions as imports
from taonguon.organisations.models import Organisation
from tests import given
from tests.commands.khanh_nhac import BOOKS

pytestmark = pytest.mark.django_db
AT = timezone.now()


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Load the commune and its documents once for the module."""
    with given.to_a_module(django_db_blocker):
        begun = imports.begin(organisation=sample_documents.COMMUNE, by=None, at=AT)
        imports.preview(load=begun, paths=BOOKS, at=AT)
        imports.write(load=begun, by=None, at=AT)
        sample_documents.load(AT)
        yield


def test_every_cell_and_the_commune_have_one_term_begun_on_or_after_their_founding(sample):
    bodies = Organisation.objects.filter(kind__in=["commune", "cell"], ended_on=None)
    terms = dict(Term.objects.values_list("organisation", "begins_on"))
    assert set(terms) == {one.pk for one in bodies}
    assert all(terms[one.pk] >= one.founded_on for one in bodies)


def test_documents_of_the_commune_and_of_hamlet_6_are_numbered_and_one_is_cancelled(sample):
    printed = Document.objects.order_by("pk").values_list("printed", flat=True)
    assert list(printed) == ["04-KH/ĐU", "01-TB/ĐU", "02-TB/ĐU", "01-NQ/CB", "01-TB/CB"]
    gone = Document.objects.exclude(cancelled_at=None).get()
    assert gone.printed == "01-TB/CB"
    days = set(Document.objects.values_list("on", flat=True))
    assert max(days) <= timezone.localdate(AT) - timedelta(days=30)


def test_each_can_be_set_as_pdf_and_word(sample):
    for one in Document.objects.all():
        assert pdf.render([one.paper]).startswith(b"%PDF-")
        assert word.render(one.paper).startswith(b"PK")


def test_those_about_somebody_keep_the_facts_they_were_made_from(sample):
    told = Document.objects.get(printed="01-NQ/CB").values
    assert told["person.name"] == "Trần Ngọc Yến"
    assert told["cell.name"] == sample_documents.HAMLET
