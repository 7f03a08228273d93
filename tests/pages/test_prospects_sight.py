"""The pages of prospects from each side: other cells, who withdrew, empty lists, refusals, English."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db
MO, YEN = "Nguyễn Thị Mơ", "Trần Ngọc Yến"
OF_ONE = ("prospect_away", "prospect_enlistment_record", "handover_start", "request_take")
LISTS = ("prospect_board", "prospects_away", "prospects_enlisting", "handovers", "sympathisers")
TODAY = timezone.localdate()


@pytest.fixture
def mo(units):
    return Person.objects.get(name=MO, standing="prospect", cell=units.hamlet)


@pytest.fixture
def neighbour(units):
    """Return a prospect of the next hamlet."""
    return Person.objects.filter(cell=units.next_hamlet, standing="prospect").first()


def withdraw(person):
    day = TODAY - timedelta(days=1)
    where = {"person": person.pk, "organisation": person.cell_id}
    cast.record([cast.fact("agreement_withdrawn", day, **where)])


@pytest.mark.parametrize("name", OF_ONE)
def test_a_secretary_records_of_nobody_in_another_cell(signed_in, neighbour, name):
    before = Fact.objects.count()
    url = reverse(name, args=[neighbour.pk])
    secretary = signed_in("secretary")
    assert secretary.get(url).status_code == 404
    assert secretary.post(url, {"on": show_day(TODAY)}).status_code == 404
    assert Fact.objects.count() == before


@pytest.mark.parametrize("role", ["deputy", "committee", "superior", "mass"])
@pytest.mark.parametrize("name", OF_ONE)
def test_who_records_nothing_of_a_cell_opens_none_of_its_forms(signed_in, mo, role, name):
    assert signed_in(role).get(reverse(name, args=[mo.pk])).status_code == 403


@pytest.mark.parametrize("role", ["superior", "mass", "administrator"])
@pytest.mark.parametrize("name", LISTS)
def test_who_may_not_see_people_opens_no_list_of_prospects(signed_in, role, name):
    assert signed_in(role).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_no_list_of_one_commune_names_the_other_s_people(office, units, name):
    cast.record([
        cast.description(90_001, "2026-01-01", name="Hoàng Bảo Châu", born="1999"),
        cast.fact(
            "introduction", "2026-01-01", person=90_001, organisation=units.cell_elsewhere.pk
        ),
        cast.fact("case.listed", "2026-02-01", person=90_001, organisation=units.cell_elsewhere.pk),
        cast.fact("away", "2026-03-01", person=90_001, since="2026-03-01", place="Huế"),
        cast.fact("enlistment", "2026-03-01", person=90_001, date="2027-02-20"),
    ])  # fmt: skip
    assert Person.objects.get(pk=90_001).standing == "prospect"
    assert "Hoàng Bảo Châu" not in page.main(office.get(reverse(name))).text


def test_who_withdrew_leaves_every_list_at_once(office, mo):
    shown = [reverse(name) + f"?to={mo.cell_id}" for name in ("prospect_board", "prospects_away")]
    assert all(MO in page.main(office.get(url)).text for url in shown)
    withdraw(mo)
    assert not [url for url in shown if MO in page.main(office.get(url)).text]


@pytest.mark.parametrize("name", ["prospect_away", "handover_start", "prospect_enlistment_record"])
def test_of_who_withdrew_nothing_more_is_recorded(office, mo, name):
    withdraw(mo)
    before = Fact.objects.count()
    said = {
        "since": "1/10/2026", "place": "Hà Nội", "on": show_day(TODAY), "number": "1",
        "outside": "Đảng ủy Quân khu 3", "resolution": "2",
    }  # fmt: skip
    (sentence,) = page.errors(office.post(reverse(name, args=[mo.pk]), said))
    assert sentence == f"{MO} không còn trong danh sách nguồn: xem quá trình của người này."
    assert Fact.objects.count() == before


def test_a_step_of_who_withdrew_is_refused_on_its_page_with_the_day(office, mo, units):
    said = {"on": show_day(TODAY), "to": "Chi bộ xóm 7", "cell": units.next_hamlet.pk}
    url = reverse("case_step", args=[mo.pk, "moved"])
    assert page.errors(office.post(url, said)) == []
    withdraw(mo)
    before = Fact.objects.count()
    told = " ".join(page.errors(office.post(url, {**said, "da-xem": "1"})))
    assert f"{MO} đã rút lại sự đồng ý ngày {show_day(TODAY - timedelta(days=1))}" in told
    assert Fact.objects.count() == before


def test_one_who_withdrew_while_a_hand_over_waited_is_not_taken_over(office, mo, units):
    said = {"number": "09", "on": show_day(TODAY), "receiver": units.next_hamlet.pk}
    office.post(reverse("handover_start", args=[mo.pk]), said)
    withdraw(mo)
    took = {"cell": units.next_hamlet.pk, "on": show_day(TODAY)}
    (sentence,) = page.errors(office.post(reverse("handover_accept", args=[mo.pk]), took))
    assert "không còn trong danh sách nguồn" in sentence
    assert Person.objects.get(pk=mo.pk).cell == units.hamlet
    assert MO not in page.main(office.get(reverse("handovers"))).text


def test_a_second_hand_over_waits_for_the_first(office, mo, units):
    url = reverse("handover_start", args=[mo.pk])
    said = {"number": "09", "on": show_day(TODAY), "receiver": units.next_hamlet.pk}
    office.post(url, said)
    (sentence,) = page.errors(office.post(url, {**said, "number": "10"}))
    assert sentence.startswith(f"{MO} đang chờ nơi khác tiếp nhận")
    assert Fact.objects.filter(person=mo.pk, kind="handover").count() == 1


def test_a_hand_over_offers_cells_of_the_commune_and_other_communes_not_their_cells(
    office, mo, units
):
    main = page.main(office.get(reverse("handover_start", args=[mo.pk])))
    offered = {one["value"] for one in main.one("select", name="receiver").all("option")}
    assert {str(units.next_hamlet.pk), str(units.elsewhere.pk)} <= offered
    assert not {str(mo.cell_id), str(units.cell_elsewhere.pk), str(units.commune.pk)} & offered


def test_who_was_never_handed_over_has_no_certificate_and_nothing_to_take_back(office, mo):
    for name in ("handover_certificate", "handover_cancel", "handover_accept", "handover_refuse"):
        assert office.get(reverse(name, args=[mo.pk])).status_code == 404


def test_a_cell_with_nobody_away_or_enlisting_says_so(office, units):
    Person.objects.filter(cell=units.next_hamlet, standing="prospect").update(standing="unlisted")
    for name in ("prospects_away", "prospects_enlisting"):
        answer = office.get(reverse(name), {"to": units.next_hamlet.pk})
        assert page.main(answer).one("p", "lede").text.endswith("0 người")
        assert not page.main(answer).all("table")


def test_without_a_day_of_enlistment_the_plan_is_empty_and_says_so(office, mo):
    main = page.main(office.get(reverse("prospect_enlistment", args=[mo.pk])))
    assert "Chưa ghi ngày nhập ngũ" in main.text
    assert "Sớm nhất" not in main.text


def test_who_only_reads_sees_the_plan_without_the_way_to_record(signed_in, mo):
    url = reverse("prospect_enlistment", args=[mo.pk])
    record = reverse("prospect_enlistment_record", args=[mo.pk])
    found = {
        role: record in [link["href"] for link in page.main(signed_in(role).get(url)).all("a")]
        for role in ("office", "secretary", "committee", "deputy")
    }
    assert found == {"office": True, "secretary": True, "committee": False, "deputy": False}


@pytest.mark.parametrize("name", ["prospects_away", "prospects_enlisting", "handovers"])
def test_the_lists_speak_english(office, name):
    office.cookies["django_language"] = "en"
    title = page.main(office.get(reverse(name))).one("h1").text
    assert title.isascii()


def test_in_english_who_withdrew_is_refused_in_english(office, mo):
    office.cookies["django_language"] = "en"
    withdraw(mo)
    said = {"since": "1/10/2026", "place": "Hà Nội"}
    (sentence,) = page.errors(office.post(reverse("prospect_away", args=[mo.pk]), said))
    assert sentence.removeprefix(MO).isascii()
