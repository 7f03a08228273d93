"""Numbers and papers kept together: per type and term, taken once, never again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from taonguon.core.erasure import ERASED
from taonguon.core.facts import SAME_PERSON
from taonguon.documents import facts, verifying
from taonguon.documents.actions import keeping
from taonguon.documents.models import Document, Erased, Series
from taonguon.forms import pdf
from taonguon.journal.models import JournalEntry
from taonguon.people.actions import Refused
from tests import cast
from tests.documents.conftest import DAY, begin, decision, draft, issued, written

pytestmark = pytest.mark.django_db


def printed(**changed):
    return issued(**changed).printed


def test_numbers_begin_with_01_for_each_type_and_body_and_are_padded_below_10(congress):
    assert [printed() for _n in range(10)][::3] == ["01-NQ/CB", "04-NQ/CB", "07-NQ/CB", "10-NQ/CB"]
    assert printed(type="TB") == "01-TB/CB"
    assert printed(organisation=cast.HAMLET_2) == "01-NQ/CB"
    assert printed(organisation=cast.COMMUNE, mark="ĐU") == "01-NQ/ĐU"
    assert printed() == "11-NQ/CB"


def test_numbers_run_on_over_the_new_year_and_begin_anew_with_the_term(congress):
    assert printed(on=date(2022, 12, 31)) == "01-NQ/CB"
    assert printed(on=date(2023, 1, 1)) == "02-NQ/CB"
    begin(cast.HAMLET_1, date(2023, 4, 1))
    assert printed(on=date(2023, 4, 1)) == "01-NQ/CB"
    assert printed(on=date(2023, 3, 31)) == "03-NQ/CB"


def test_what_is_kept_is_the_paper_its_facts_and_its_hash(congress, office):
    kept = keeping.issue(draft=draft(), by=office, at=cast.MORNING)
    paper = written("01-NQ/CB")
    kept.refresh_from_db()
    assert kept.paper == paper.sealed()
    assert (kept.hash, kept.seal) == (paper.hash(), paper.sealed().seal)
    assert kept.values == {"person.name": "Nguyễn Thị Lan", "person.born": "1999-02-03"}
    assert (kept.title, kept.about, kept.made_by) == (paper.title, "Nguyễn Thị Lan", office)
    entry = JournalEntry.objects.get(act="document.issue")
    assert (entry.by, entry.subject) == ("vanphong", f"document:{kept.pk}")
    assert entry.details == {"number": "01-NQ/CB", "form": "7-KNĐ"}


def test_the_pdf_is_made_again_byte_for_byte(congress):
    kept = issued()
    first = pdf.render([kept.paper])
    again = keeping.hand_out(
        document=Document.objects.get(pk=kept.pk), kind="pdf", by=None, at=cast.MORNING
    )
    assert again == first
    assert JournalEntry.objects.get(act="document.pdf").details == {"seal": kept.seal}


def test_a_number_is_not_lost_when_the_words_cannot_be_written(congress):
    def broken(_number):
        raise Refused("thiếu ngày sinh")

    with pytest.raises(Refused, match="thiếu ngày sinh"):
        issued(write=broken)
    assert not Document.objects.exists()
    assert printed() == "01-NQ/CB"


def test_a_paper_must_bear_the_number_it_was_given(congress):
    with pytest.raises(ValueError, match="given was '01-NQ/CB'"):
        issued(write=lambda _number: written("09-NQ/CB"))
    assert not Series.objects.exists()


def test_a_paper_without_number_is_kept_and_belongs_to_no_series(congress):
    kept = issued(type="", mark="", on=DAY + timedelta(days=30))
    assert (kept.series, kept.number, kept.printed) == (None, None, "")
    assert not Series.objects.exists()


def test_a_numbered_document_of_a_day_to_come_is_refused(congress):
    with pytest.raises(Refused, match="22/4/2023 còn ở tương lai"):
        issued(on=date(2023, 4, 22))
    assert printed(on=date(2023, 4, 21)) == "01-NQ/CB"


def test_without_a_term_no_number_is_given_and_the_refusal_leads_to_where_it_is_entered(congress):
    with pytest.raises(
        keeping.MendElsewhere, match="Chưa ghi nhiệm kỳ của Chi bộ Trường"
    ) as refused:
        issued(organisation=cast.SCHOOL)
    assert refused.value.url == f"/van-ban/nhiem-ky/{cast.SCHOOL}/"
    with pytest.raises(keeping.MendElsewhere):
        issued(on=date(2022, 2, 28))


def test_an_officer_may_say_the_number_the_paper_bears_already(congress):
    assert printed(number=7) == "07-NQ/CB"
    assert printed() == "08-NQ/CB"
    assert printed(number=3) == "03-NQ/CB"
    assert printed() == "09-NQ/CB"


def test_a_number_taken_is_refused_with_who_has_it(congress):
    kept = issued(number=7)
    with pytest.raises(
        keeping.MendElsewhere, match="Số 07-NQ/CB đã dùng cho “Nghị quyết"
    ) as refused:
        issued(number=7)
    assert refused.value.url == f"/van-ban/{kept.pk}/"
    keeping.cancel(document=kept, why="ghi nhầm tên", by=None, at=cast.MORNING)
    with pytest.raises(keeping.MendElsewhere):
        issued(number=7)


@pytest.mark.parametrize("number", [0, -1, 100_000])
def test_a_number_out_of_reason_is_refused(congress, number):
    with pytest.raises(Refused, match="từ 1 đến 99999"):
        issued(number=number)
    assert not Document.objects.exists()


def test_a_cancelled_document_keeps_number_and_reason_and_its_number_is_not_given_again(congress):
    kept = issued()
    keeping.cancel(document=kept, why="ghi nhầm tên", by=None, at=cast.MORNING)
    kept.refresh_from_db()
    assert (kept.printed, kept.cancelled_why) == ("01-NQ/CB", "ghi nhầm tên")
    assert printed() == "02-NQ/CB"
    assert JournalEntry.objects.get(act="document.cancel").details == {"why": "ghi nhầm tên"}
    with pytest.raises(Refused, match="đã hủy ngày 21/4/2023: ghi nhầm tên"):
        keeping.cancel(document=kept, why="lần nữa", by=None, at=cast.MORNING)


def decide(**changed):
    return keeping.issue(draft=decision(**changed), by=None, at=cast.MORNING)


def test_one_decision_has_one_number_for_each_person(congress):
    kept = decide()
    with pytest.raises(keeping.MendElsewhere, match="đã có quyết định này, số 01-QĐ/ĐU") as refused:
        decide()
    assert refused.value.url == f"/van-ban/{kept.pk}/"
    assert decide(person=cast.HUNG).printed == "02-QĐ/ĐU"
    assert decide(form="13-KNĐ").printed == "03-QĐ/ĐU"


def test_a_decision_cancelled_or_of_an_earlier_course_does_not_stand_in_the_way(congress):
    keeping.cancel(document=decide(), why="sai ngày", by=None, at=cast.MORNING)
    assert decide().printed == "02-QĐ/ĐU"
    assert decide(since=DAY + timedelta(days=1)).printed == "03-QĐ/ĐU"
    with pytest.raises(keeping.MendElsewhere):
        decide(since=DAY)


def test_a_double_found_to_be_the_person_has_the_same_decision(congress):
    decide()
    cast.record(cast.admission(cast.HA, cast.HAMLET_1, "2022-06-01"))
    cast.record([cast.fact(SAME_PERSON, "2023-04-20", person=cast.HA, into=cast.LAN)])
    with pytest.raises(keeping.MendElsewhere):
        decide(person=cast.HA)


def test_resolutions_and_decisions_about_nobody_may_follow_each_other(congress):
    assert [printed(), printed()] == ["01-NQ/CB", "02-NQ/CB"]
    assert [decide(person=None).printed for _n in range(2)] == ["01-QĐ/ĐU", "02-QĐ/ĐU"]


def test_the_next_number_is_told_before_it_is_taken(congress):
    asked = (cast.HAMLET_1, "NQ", "CB", DAY)
    assert facts.next_number(*asked) == "01-NQ/CB"
    issued(number=12)
    assert facts.next_number(*asked) == "13-NQ/CB"
    assert facts.next_number(cast.SCHOOL, "NQ", "CB", DAY) == ""


def test_numbers_left_out_are_told_in_spans(congress):
    for number in (2, 6, 9):
        issued(number=number)
    series = Series.objects.get()
    assert facts.broken(Document.objects.all()) == [series]
    assert facts.gaps([series]) == {series.pk: [1, 3, 4, 5, 7, 8]}
    assert facts.spans([1, 3, 4, 5, 7, 8]) == [(1, 1), (3, 5), (7, 8)]
    for number in (1, 3, 4, 5, 7, 8):
        issued(number=number)
    assert facts.broken(Document.objects.all()) == []


BROKEN = [
    {"number": 1},
    {"number": 0},
    {"number": None},
    {"printed": ""},
    {"series": None},
    {"cancelled_why": "không có ngày"},
    {"cancelled_at": cast.MORNING},
]


@pytest.mark.parametrize("changed", BROKEN, ids=str)
def test_the_database_refuses_a_number_twice_half_a_number_and_half_a_cancelling(congress, changed):
    kept, second = issued(), issued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=second.pk).update(**changed)
    assert kept.number == 1


def test_a_series_is_there_once_in_a_term(congress):
    series = issued().series
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.create(term=series.term, type="NQ", mark="CB")


@pytest.mark.parametrize(
    ("query", "found"),
    [("01-nq", 1), ("1-nq/cb", 1), ("nghi quyet lan", 1), ("Lan đề", 1), ("lần", 0), ("02", 0)],
)
def test_a_document_is_found_by_number_name_and_person_without_diacritics(congress, query, found):
    issued()
    assert Document.objects.all().sought(query).count() == found


def test_readers_find_what_their_part_issued_or_is_about(congress):
    own, about = issued(), decide()
    other = issued(organisation=cast.HAMLET_2, cell=cast.HAMLET_2)
    path = cast.Organisation.objects.get(pk=cast.HAMLET_1).range
    assert set(Document.objects.all().within([path])) == {own, about}
    assert other not in Document.objects.all().within([path])
    assert not Document.objects.all().within([]).exists()


def test_what_a_document_says_of_somebody_erased_goes_and_its_number_and_hash_stay(congress):
    kept, other = issued(), issued(person=cast.HUNG, about=cast.NAMES[cast.HUNG])
    made = pdf.render([kept.paper])
    assert keeping.forget(people=[cast.LAN], by=None, at=cast.MORNING) == 1
    kept.refresh_from_db()
    assert (kept.erased, kept.values, kept.about) == (True, {}, ERASED)
    assert (kept.printed, kept.hash) == ("01-NQ/CB", written("01-NQ/CB").hash())
    assert list(Document.objects.all().sought("lan")) == []
    assert list(Document.objects.all().sought("01-nq")) == [kept]
    with pytest.raises(Erased):
        keeping.hand_out(document=kept, kind="pdf", by=None, at=cast.MORNING)
    assert verifying.file(Document.objects.all(), made).code == verifying.KNOWN
    assert verifying.typed(Document.objects.all(), kept.seal).code == verifying.MATCHES
    assert not Document.objects.get(pk=other.pk).erased
    assert keeping.forget(people=[cast.LAN], by=None, at=cast.MORNING) == 0
    assert JournalEntry.objects.filter(act="document.forget").count() == 1
