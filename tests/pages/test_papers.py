"""The pages of papers: from a person, a cell or the month to a paper, and what each refuses."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.cases.facts import kind_of
from taonguon.core.month import Month
from taonguon.documents.models import Batch, Document
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.papers import filled
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def voted():
    """Return somebody whose cell has voted on the admission."""
    told = Fact.objects.filter(kind=kind_of("cell_vote"), act__undone_at=None).order_by("-pk")
    return Person.objects.filter(pk__in=told.values("person"), standing="prospect").latest("pk")


def paper(person, key, subject="case"):
    return reverse("paper", args=[subject, person.pk, key])


def field(answer, name):
    return page.main(answer).one("input", name=name).get("value")


def links(answer):
    return {link.get("href") for link in page.main(answer).all("a")}


def posted(client, person, key, **typed):
    return client.post(paper(person, key), {"on": "", **typed})


def test_the_day_and_number_of_the_vote_are_offered(office, voted):
    answer = office.get(paper(voted, "6-knd"))
    event = Fact.objects.filter(kind=kind_of("cell_vote"), person=voted.pk).latest("pk")
    assert field(answer, "on").split("/")[0].lstrip("0") == str(event.happened_on.day)
    number = str(event.data["on_paper"]["number"]).partition("-")[0]
    assert field(answer, "number") == number.lstrip("0")


def test_a_resolution_is_made_and_shown_with_its_number(office, voted):
    asked = office.get(paper(voted, "6-knd"))
    answer = posted(office, voted, "6-knd", on=field(asked, "on"), number=field(asked, "number"))
    document = Document.objects.latest("pk")
    assert answer.status_code == 302
    assert answer.url == reverse("document", args=[document.pk])
    assert document.on == Fact.objects.filter(
        kind=kind_of("cell_vote"), person=voted.pk
    ).latest("pk").happened_on  # fmt: skip


def test_a_paper_of_a_day_is_filled_with_what_was_so_on_that_day(office, voted):
    told = page.main(posted(office, voted, "6-knd", on="1/1/2019")).text
    assert "Còn thiếu trước khi lập" in told
    assert not Document.objects.filter(person=voted.pk).exists()


def test_a_day_that_is_none_is_refused_and_what_was_typed_stays(office, voted):
    answer = posted(office, voted, "6-knd", on="31/2/2026", **{"signer.name": "Trần Văn Ân"})
    assert "không phải là ngày" in page.main(answer).text
    assert field(answer, "signer.name") == "Trần Văn Ân"


def test_a_day_to_come_is_refused(office, voted):
    later = timezone.localdate() + timedelta(days=9)
    answer = posted(office, voted, "6-knd", on=f"{later:%d/%m/%Y}")
    assert "còn ở tương lai" in page.main(answer).text


def test_a_preview_is_a_pdf_and_keeps_nothing(office, voted):
    asked = office.get(paper(voted, "6-knd"))
    answer = posted(office, voted, "6-knd", on=field(asked, "on"), xem="1")
    assert answer["Content-Type"] == "application/pdf"
    assert not Document.objects.filter(person=voted.pk).exists()


def test_a_paper_that_must_not_be_is_neither_made_nor_previewed(office, voted, monkeypatch):
    known = filled.values
    monkeypatch.setattr(
        filled, "values", lambda *told: known(*told) | {"cell_vote.passed": False}
    )  # fmt: skip
    main = page.main(office.get(paper(voted, "6-knd")))
    assert "chưa đủ số phiếu theo quy định nên không ban hành" in main.text
    assert not {"Lập văn bản", "Xem trước"} & {one.text for one in main.all("button")}
    for more in ({}, {"xem": "1"}):
        answer = posted(office, voted, "6-knd", on="1/11/2026", **more)
        assert answer["Content-Type"].startswith("text/html")
    assert not Document.objects.filter(person=voted.pk).exists()


def test_a_secretary_of_another_cell_has_no_such_paper(signed_in, voted, units):
    assert voted.cell_id != units.hamlet.pk
    assert signed_in("secretary").get(paper(voted, "6-knd")).status_code == 404


def test_a_secretary_makes_no_paper_of_the_committee(signed_in, units):
    one = Person.objects.filter(cell=units.hamlet, standing="prospect").first()
    main = page.main(signed_in("secretary").get(paper(one, "9-knd")))
    assert "Lập văn bản" not in {button.text for button in main.all("button")}


@pytest.mark.parametrize("subject", ["case", "vote", "ceremony"])
def test_each_matter_of_a_person_opens(office, voted, subject):
    assert office.get(reverse("papers", args=[subject, voted.pk])).status_code == 200


@pytest.mark.parametrize(("subject", "key"), [("vote", "6-knd"), ("case", "khong"), ("x", "6-knd")])
def test_a_form_of_another_matter_is_not_there(office, voted, subject, key):
    assert office.get(paper(voted, key, subject)).status_code == 404


def test_a_person_leads_to_papers_and_to_every_document_about_them(office, voted):
    told = links(office.get(reverse("member", args=[voted.pk])))
    book = f"{reverse('documents')}?nguoi={voted.pk}"
    assert {reverse("papers", args=["case", voted.pk]), book} <= told
    posted(office, voted, "5-knd", on="20/9/2026")
    main = page.main(office.get(book))
    assert f"Văn bản về {voted.name}: 1" in main.text
    assert "không số" in main.text


@pytest.mark.parametrize("asked", ["abc", "0", "9" * 30])
def test_a_person_there_cannot_be_is_refused_in_words(office, asked):
    answer = office.get(reverse("documents"), {"nguoi": asked})
    assert answer.status_code == 200
    assert "Chưa lọc được" in page.main(answer).text


def test_a_cell_and_a_commune_lead_to_their_papers(office, units):
    of_cell = links(office.get(reverse("organisation", args=[units.hamlet.pk])))
    assert {
        reverse("papers", args=["cell", units.hamlet.pk]),
        reverse("ballots", args=[units.hamlet.pk]),
        f"{reverse('documents')}?to={units.hamlet.pk}",
        reverse("document_term", args=[units.hamlet.pk]),
    } <= of_cell
    main = page.main(office.get(reverse("organisation", args=[units.commune.pk])))
    assert reverse("papers", args=["committee", units.commune.pk]) in {
        link.get("href") for link in main.all("a")
    }
    month = reverse("month_papers", args=[units.commune.pk])
    assert month in {form.get("action") for form in main.all("form")}


def test_who_sees_no_people_is_led_to_no_papers(signed_in, units):
    told = links(signed_in("superior").get(reverse("organisation", args=[units.hamlet.pk])))
    assert not [link for link in told if link and "giay-to" in link]


def test_the_sheets_of_a_month_are_bound_as_of_that_month(office, units):
    before = Month.holding(timezone.localdate()).before
    main = page.main(office.get(reverse("meeting_sheets"), {"thang": str(before)}))
    form = next(one for one in main.all("form") if "giay-to" in str(one.get("action")))
    asked = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    office.post(form["action"], asked | {"wanted": "pdf"})
    batch = Batch.objects.latest("pk")
    assert date.fromisoformat(batch.arguments["on"]) == before.last
    assert str(before) in batch.title


@pytest.mark.parametrize("asked", ["13/2026", "x", "1/2999"])
def test_a_month_that_is_none_or_to_come_is_this_one(office, units, asked):
    office.post(reverse("month_papers", args=[units.commune.pk]), {"thang": asked})
    batch = Batch.objects.latest("pk")
    assert date.fromisoformat(batch.arguments["on"]) == timezone.localdate()


def test_a_month_to_come_is_not_bound(office):
    later = Month.holding(timezone.localdate()).after
    main = page.main(office.get(reverse("meeting_sheets"), {"thang": str(later)}))
    assert not [one for one in main.all("form") if "giay-to" in str(one.get("action"))]


def test_the_certificate_of_a_hand_over_leads_to_its_form(office):
    told = Fact.objects.filter(kind__startswith="handover").exclude(person=None).order_by("pk")
    person = told.first().person
    certificate = reverse("handover_certificate", args=[person])
    key = "giay-chung-nhan-dang-duoc-giup-do"
    assert reverse("paper", args=["case", person, key]) in links(office.get(certificate))
    assert office.get(reverse("paper", args=["case", person, key])).status_code == 200


def test_what_could_not_be_made_is_called_by_its_name(office, voted):
    posted(office, voted, "5-knd", on="20/9/2026")
    office.post(reverse("papers_bulk", args=["case", voted.pk]), {"wanted": "pdf"})
    told = page.main(office.get(reverse("batch", args=[Batch.objects.latest("pk").pk]))).text
    assert "Phiếu biểu quyết: Chưa lập" in told
    assert "phieu-bieu-quyet" not in told
    assert "7-KNĐ" not in told  # no such body stands above


def test_a_sheet_of_our_own_names_no_form(office, voted):
    posted(office, voted, "phieu-bieu-quyet", on="20/9/2026")
    document = Document.objects.latest("pk")
    main = page.main(office.get(reverse("document", args=[document.pk])))
    assert "phieu-bieu-quyet" not in main.text
    assert Organisation.objects.get(pk=document.organisation).name in main.text


def test_the_index_lists_what_was_made_and_asks_for_no_list(office, voted):
    posted(office, voted, "5-knd", on="20/9/2026")
    main = page.main(office.get(paper(voted, "muc-luc-giay-to")))
    assert not main.all("input", name="index.papers")
    day = timezone.localdate()
    assert posted(office, voted, "muc-luc-giay-to", on=f"{day:%d/%m/%Y}").status_code == 302
    assert "(5-KNĐ)" in str(Document.objects.latest("pk").content)


def test_there_is_no_index_of_nothing(office, voted):
    main = page.main(office.get(paper(voted, "muc-luc-giay-to")))
    assert "Còn thiếu trước khi lập" in main.text
    assert "Lập văn bản" not in {one.text for one in main.all("button")}


def test_a_paper_refused_for_its_day_can_be_tried_again_at_once(office, voted):
    main = page.main(posted(office, voted, "6-knd", on="1/1/2019"))
    assert "Lập văn bản" in {one.text for one in main.all("button")}
