"""Introductions through the pages: an organisation its own, the office all; the funnel counts them."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from taonguon.introductions.models import Declined
from taonguon.ledger.models import Fact
from taonguon.people.models import Introduction, Person
from tests.pages import page

pytestmark = pytest.mark.django_db
DAY = "1/11/2026"


@pytest.fixture
def women(signed_in):
    return signed_in("mass")


@pytest.fixture
def told(units):
    """Return what a form of somebody new says."""
    return {
        "body": "women", "unit": "Chi hội Phụ nữ xóm 6", "cell": units.hamlet.pk, "on": DAY,
        "name": "Đỗ Thị Mơ", "sex": "female", "born": "8/3/1996", "occupation": "tiểu thương",
        "phone": "", "agreed_on": DAY, "asked_by": "Lê Thị Mẫu", "agreed": "on",
    }  # fmt: skip


def test_a_mass_organisation_begins_with_its_duties_its_introductions_a_place_away(women):
    answer = women.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("duties")
    assert reverse("introductions") in [a["href"] for a in page.read(answer).all("a", "place")]
    names = page.whole(women, reverse("introductions"))
    own = Introduction.objects.filter(body="women").values_list("person__name", flat=True)
    assert sorted(names) == sorted(own)
    assert 0 < len(names) < Introduction.objects.count()


def test_the_office_sees_the_introductions_of_all(office):
    shown = page.whole(office, reverse("introductions"))
    assert len(shown) == Introduction.objects.count() > 41


def test_a_mass_organisation_cannot_open_another_s_introduction(women):
    other = Introduction.objects.filter(body="youth").exclude(
        person__in=Introduction.objects.filter(body="women").values("person")
    )
    assert women.get(reverse("introduction", args=[other.first().person_id])).status_code == 404


def test_it_introduces_for_itself_alone(women, told):
    answer = women.post(reverse("introduce"), {**told, "body": "youth"})
    assert "Hãy chọn một đoàn thể trong danh sách." in page.errors(answer)
    assert not Person.objects.filter(name="Đỗ Thị Mơ").exists()


def test_without_agreement_nobody_is_recorded(women, told):
    answer = women.post(reverse("introduce"), {**told, "agreed": "", "da-xem": "1"})
    assert any("Chưa có sự đồng ý thì không ghi tên" in one for one in page.errors(answer))
    assert page.typed(answer)["name"] == "Đỗ Thị Mơ"
    assert not Person.objects.filter(name="Đỗ Thị Mơ").exists()


def test_seen_once_more_the_introduction_is_recorded_with_its_agreement(women, told):
    shown = women.post(reverse("introduce"), told)
    assert "Xem lại trước khi ghi" in page.main(shown).text
    assert not Person.objects.filter(name="Đỗ Thị Mơ").exists()
    women.post(reverse("introduce"), {**told, "da-xem": "1"})
    person = Person.objects.get(name="Đỗ Thị Mơ")
    assert (person.standing, person.born) == ("prospect", "1996-03-08")
    assert person.prospect.agreed_on is not None
    assert women.get(reverse("introduction", args=[person.pk])).status_code == 200


def test_what_was_seen_can_be_mended_before_it_is_recorded(women, told):
    shown = women.post(reverse("introduce"), {**told, "sua": "1"})
    assert page.errors(shown) == []
    assert page.typed(shown)["name"] == "Đỗ Thị Mơ"
    assert not Person.objects.filter(name="Đỗ Thị Mơ").exists()


def test_who_cannot_record_an_agreement_is_told_who_does(women, office):
    way = f'href="{reverse("agreements")}"'
    own, all_ = (one.get(reverse("introductions")) for one in (women, office))
    assert "rồi báo văn phòng ghi lại" in page.main(own).text
    assert way not in own.content.decode()
    assert way in all_.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("born", "31/2/1996", "không phải là ngày sinh"),
        ("on", "1/13/2026", "không phải là ngày"),
        ("name", "", "Hãy ghi họ và tên."),
        ("cell", "999999", "Hãy chọn một chi bộ trong danh sách."),
        ("asked_by", "", "Hãy ghi họ và tên người đã hỏi."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_lost(
    women, told, field, typed, sentence
):
    answer = women.post(reverse("introduce"), {**told, field: typed})
    assert any(sentence in one for one in page.errors(answer))
    assert page.typed(answer)["occupation"] == "tiểu thương"


def test_an_agreement_after_the_introduction_is_refused(office, told):
    answer = office.post(reverse("introduce"), {**told, "agreed_on": "2/11/2026", "da-xem": "1"})
    assert any("phải đồng ý trước" in one for one in page.errors(answer))


def test_the_office_is_shown_who_looks_alike_and_chooses(office, told, units):
    known = Person.objects.get(name="Trần Ngọc Yến", cell=units.hamlet)
    same = {**told, "name": known.name, "born": known.born[:4]}
    shown = office.post(reverse("introduce"), {**same, "da-xem": "1"})
    assert "Hãy chọn một mục." in page.main(shown).text
    before = Person.objects.count()
    office.post(reverse("introduce"), {**same, "da-xem": "1", "nguoi": str(known.pk)})
    assert Person.objects.count() == before
    assert Introduction.objects.filter(person=known.pk, on="2026-11-01").exists()


def test_a_mass_organisation_is_not_told_of_people_it_did_not_introduce(women, told, units):
    known = Person.objects.filter(cell=units.hamlet, prospect__body="youth").first()
    same = {**told, "name": known.name, "born": known.born[:4]}
    assert "Chính là" not in page.main(women.post(reverse("introduce"), same)).text


def test_who_did_not_agree_is_counted_by_the_page(women, units):
    before = Declined.objects.count()
    women.post(
        reverse("introduction_declined"),
        {"body": "women", "cell": units.hamlet.pk, "on": DAY},
    )
    assert Declined.objects.count() == before + 1


def test_a_remark_of_the_month_is_kept_and_shown(women):
    person = Introduction.objects.filter(body="women", person__standing="prospect").first().person
    url = reverse("introduction", args=[person.pk])
    women.post(url, {"text": "Tham gia đủ các buổi sinh hoạt chi hội."})
    assert "Tham gia đủ các buổi" in page.main(women.get(url)).text
    assert "Hãy ghi nhận xét, một hai câu." in page.errors(women.post(url, {"text": ""}))


def test_agreements_of_an_older_list_are_recorded_together(office):
    without = Person.objects.filter(standing="prospect", prospect__agreed_on__isnull=True)
    ids = list(without.values_list("pk", flat=True))
    assert len(ids) == 5
    office.post(
        reverse("agreements"),
        {"people": ids[:4], "agreed_on": DAY, "asked_by": "Lê Thị Mẫu", "agreed": "on"},
    )
    assert without.count() == 1


def test_two_entries_of_one_person_are_shown_merged_and_parted(office):
    shown = page.main(office.get(reverse("doubles")))
    link = next(one for one in shown.all("a") if one.text == "Xem và gộp")
    assert office.get(link["href"]).status_code == 200
    assert "Hãy ghi căn cứ, một câu." in page.errors(office.post(link["href"], {"because": ""}))
    before = Person.objects.count()
    office.post(link["href"], {"because": "đã hỏi chi đoàn"})
    assert Person.objects.count() == before - 1
    fact = Fact.objects.get(kind="same_person", corrected_by__isnull=True)
    office.post(reverse("part_people", args=[fact.pk]), {"because": "hai chị em"})
    assert Person.objects.count() == before


def test_each_number_of_the_funnel_opens_as_many_introductions(office):
    shown = page.main(office.get(reverse("funnel"), {"nam": 2022}))
    numbers = [link for link in shown.all("a", "count") if link.text != "0"]
    assert numbers
    for link in numbers:
        people = page.main(office.get(link["href"])).text
        assert re.search(rf"\b{link.text} lượt giới thiệu", people), link["href"]


def test_the_funnel_of_a_mass_organisation_counts_its_own(women):
    shown = page.main(women.get(reverse("funnel")))
    own = Introduction.objects.filter(body="women").values("person").distinct().count()
    assert page.texts(shown.all("table")[1])[0][1] == str(own)


@pytest.mark.parametrize("asked", [{"nam": "abc"}, {"doan_the": "nobody"}, {"den": "x"}])
def test_a_filter_that_means_nothing_shows_nobody_and_says_so(office, asked):
    answer = office.get(reverse("introductions") + "?" + urlencode(asked))
    assert page.errors(answer)
    assert page.names(answer) == []


def test_the_pages_ask_no_more_for_more_introductions(office, django_assert_max_num_queries):
    for name in ("introductions", "funnel", "doubles", "agreements"):
        with django_assert_max_num_queries(12):
            assert office.get(reverse(name)).status_code == 200


def test_units_and_mass_organisations_are_added_on_their_page(office, units):
    url = reverse("mass_organisations")
    office.post(url, {"them": "doan-the", "doan-the-name": "Hội Người cao tuổi"})
    told = {"chi-hoi-body": "hoi_nguoi_cao_tuoi", "chi-hoi-cell": units.hamlet.pk}
    office.post(url, {"them": "chi-hoi", **told, "chi-hoi-name": "Chi hội xóm 6"})
    assert "Chi hội xóm 6" in page.main(office.get(url)).text
    again = office.post(url, {"them": "doan-the", "doan-the-name": "Hội người cao tuổi"})
    assert any("Đã có đoàn thể" in one for one in page.errors(again))
