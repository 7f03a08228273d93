"""Terms: opened when a congress has closed, mended while no number depends on the day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from taonguon.documents import facts
from taonguon.documents.actions import keeping, terms
from taonguon.documents.models import Term
from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from tests import cast
from tests.documents.conftest import CONGRESS, DAY, begin, issued

pytestmark = pytest.mark.django_db

SECOND = date(2023, 4, 1)


def mend(term, on):
    terms.mend_term(term=term, on=on, by=None, at=cast.MORNING)


def term_at(day):
    return facts.term_of(cast.COMMUNE, day)


def test_a_term_begins_with_the_day_its_congress_closed_and_not_before(congress):
    assert term_at(CONGRESS - timedelta(days=1)) is None
    assert term_at(CONGRESS) == congress[0]
    assert term_at(date(2030, 1, 1)) == congress[0]


def test_the_next_congress_ends_the_term_before_it(congress):
    second = begin(cast.COMMUNE, SECOND)
    assert term_at(SECOND - timedelta(days=1)) == congress[0]
    assert term_at(SECOND) == second
    entry = JournalEntry.objects.filter(act="document.term").latest("pk")
    assert entry.details == {"begins_on": "2023-04-01"}


@pytest.mark.parametrize("on", [CONGRESS, CONGRESS - timedelta(days=1)])
def test_a_new_term_begins_after_the_last(congress, on):
    with pytest.raises(Refused, match="sau nhiệm kỳ trước"):
        begin(cast.COMMUNE, on)


def test_a_congress_to_come_is_not_recorded(congress):
    with pytest.raises(Refused, match="tương lai"):
        begin(cast.COMMUNE, date(2023, 4, 22))
    assert begin(cast.COMMUNE, date(2023, 4, 21)).begins_on == date(2023, 4, 21)


def test_a_new_term_does_not_take_days_on_which_numbers_were_given(congress):
    kept = issued()
    with pytest.raises(Refused, match="20/4/2023 mang số của nhiệm kỳ từ 1/3/2022"):
        begin(cast.HAMLET_1, DAY)
    keeping.cancel(document=kept, why="ghi nhầm", by=None, at=cast.MORNING)
    assert begin(cast.HAMLET_1, DAY).begins_on == DAY


def test_the_day_of_the_last_term_is_mended_with_the_end_of_the_one_before(congress):
    second = begin(cast.COMMUNE, SECOND)
    mend(second, SECOND - timedelta(days=9))
    first, second = Term.objects.filter(organisation=cast.COMMUNE).order_by("begins_on")
    assert first.ends_on == second.begins_on == SECOND - timedelta(days=9)
    entry = JournalEntry.objects.get(act="document.term.mend")
    assert entry.details == {"before": "2023-04-01", "begins_on": "2023-03-23"}


def test_only_the_last_term_is_mended_and_never_over_the_one_before(congress):
    second = begin(cast.COMMUNE, SECOND)
    with pytest.raises(Refused, match="đã kết thúc"):
        mend(congress[0], CONGRESS + timedelta(days=1))
    with pytest.raises(Refused, match="Nhiệm kỳ trước bắt đầu ngày 1/3/2022"):
        mend(second, CONGRESS)


def test_a_mended_day_keeps_every_numbered_document_in_its_term(congress):
    issued()
    with pytest.raises(Refused, match="20/4/2023"):
        mend(congress[1], DAY + timedelta(days=1))
    mend(congress[1], DAY)
    second = begin(cast.HAMLET_1, DAY + timedelta(days=1))
    with pytest.raises(Refused, match="20/4/2023"):
        mend(second, DAY)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(CONGRESS, None), (date(2020, 1, 1), None), (date(2021, 1, 1), date(2021, 1, 1))],
)
def test_the_database_holds_one_open_term_each_and_ends_after_beginnings(congress, begins, ends):
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(organisation=cast.COMMUNE, begins_on=begins, ends_on=ends)


def test_terms_of_other_organisations_do_not_count(congress):
    assert facts.term_of(cast.SCHOOL, DAY) is None
    assert Organisation.objects.get(pk=cast.SCHOOL).name == "Chi bộ Trường THCS An Hòa"
