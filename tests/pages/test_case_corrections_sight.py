"""Correcting a recorded step from each side: whose, by whom, once, and what was kept stays."""

import pytest
from django.urls import reverse

from taonguon.journal.models import JournalEntry
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from tests import cast
from tests.pages import page
from tests.pages.test_case_corrections import CONFIRM, VOTED, opened, put_right

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed():
    """Return the step by which somebody came on the list, and its address."""
    person = Person.objects.get(name=VOTED, standing="prospect")
    fact = Fact.objects.filter(person=person.pk, kind="case.listed").earliest("pk")
    return fact, reverse("case_correct", args=[person.pk, fact.pk])


def test_somebody_else_s_step_is_not_corrected_through_a_person(office, listed):
    fact, _url = listed
    other = Person.objects.filter(standing="prospect").exclude(pk=fact.person).first()
    url = reverse("case_correct", args=[other.pk, fact.pk])
    assert office.get(url).status_code == 404
    assert office.post(url, {"withdraw": "1", "because": "x"}).status_code == 404
    assert not fact.corrected_by.exists()


@pytest.mark.parametrize("kind", ["description", "introduction"])
def test_what_is_no_step_of_the_rules_is_not_corrected_here(office, listed, kind):
    fact, _url = listed
    row = Fact.objects.filter(person=fact.person, kind=kind).first()
    answer = office.get(reverse("case_correct", args=[fact.person, row.pk]))
    assert answer.status_code == (200 if kind == "introduction" else 404)


def test_a_step_of_an_act_undone_is_there_no_more_to_correct(office, listed):
    person = Person.objects.get(pk=listed[0].person)
    act, given = cast.record(
        [cast.fact("case.profile", "2026-11-01", person=person.pk, organisation=person.cell_id)]
    )
    url = reverse("case_correct", args=[person.pk, *given.values()])
    assert office.get(url).status_code == 200
    ledger.undo(act=act, by=None, at=cast.MORNING, because="nhầm")
    assert office.get(url).status_code == 404


@pytest.mark.parametrize("role", ["secretary", "committee", "deputy", "superior", "mass"])
def test_only_the_office_corrects_steps(signed_in, listed, role):
    fact, url = listed
    answer = signed_in(role).post(url, {"withdraw": "1", "because": "x", **CONFIRM})
    assert answer.status_code in (403, 404)
    assert not fact.corrected_by.exists()


def test_a_step_of_somebody_of_another_commune_is_not_there(office, units, person_of):
    person = person_of(units.cell_elsewhere)
    fact = Fact.objects.filter(person=person.pk).first()
    assert office.get(reverse("case_correct", args=[person.pk, fact.pk])).status_code == 404


def test_looked_at_alone_nothing_is_corrected(office, listed):
    fact, url = listed
    said = {**opened(office, url), "because": "gõ nhầm", "number": "99-NQ/CB"}
    assert "Xem lại trước khi sửa" in page.main(office.post(url, said)).one("h1").text
    assert not fact.corrected_by.exists()


def test_withdrawn_the_step_is_told_as_withdrawn_and_the_journal_says_why(office, listed):
    fact, url = listed
    answer = office.post(url, {"withdraw": "1", "because": "ghi nhầm người"}, follow=True)
    assert "Đã rút; ghi chép cũ vẫn được giữ để tra lại." in page.main(answer).text
    entry = JournalEntry.objects.filter(act="case.correct").latest("pk")
    assert entry.details == {"fact": fact.pk, "because": "ghi nhầm người"}
    assert Fact.objects.get(pk=fact.pk).data == fact.data
    assert office.post(url, {"withdraw": "1", "because": "lần nữa"}).status_code == 404


def test_what_the_page_does_not_ask_for_is_kept_in_the_corrected_step(office):
    person = Person.objects.filter(standing="prospect", prospect__listed_on=None).first()
    paper = {"form": "", "number": "1-NQ/CB", "issued_by": "", "kept_at": ""}
    told = cast.fact(
        "case.listed", "2026-11-01", person=person.pk, organisation=person.cell_id,
        on_paper=paper, told_by="sổ cũ",
    )  # fmt: skip
    (pk,) = cast.record([told])[1].values()
    put_right(office, reverse("case_correct", args=[person.pk, pk]), number="99-NQ/CB")
    mended = Fact.objects.get(corrects=pk)
    assert (mended.data["told_by"], mended.organisation) == ("sổ cũ", person.cell_id)
    assert mended.data["on_paper"]["number"] == "99-NQ/CB"


def test_the_wrong_half_of_the_page_is_not_taken_for_the_other(office, listed):
    """The reason typed for a withdrawal does not stand in the form of the correction."""
    _fact, url = listed
    main = page.main(office.post(url, {"withdraw": "1", "because": " "}))
    fields = [one for one in main.all() if one.get("name") == "because"]
    assert len(fields) == 2
    assert len(main.all("div", "errors")) >= 1


def test_in_english_a_correction_speaks_english(office, listed):
    _fact, url = listed
    office.cookies["django_language"] = "en"
    main = page.main(office.get(url))
    assert main.one("h1").text.startswith("Correct")
    assert main.one("h1").text.isascii()
    told = page.errors(office.post(url, {"withdraw": "1", "because": ""}))
    assert all(sentence.isascii() for sentence in told)
    assert told
