"""Introductions seen from each side: who may, whose, what is refused, what stays empty, in English."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.core.facts import SAME_PERSON
from taonguon.core.names import matches
from taonguon.introductions.models import Declined, MassOrganisation, MassUnit
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Fact
from taonguon.people import actions as people
from taonguon.people.models import Introduction, Person
from tests.pages import page

pytestmark = pytest.mark.django_db
DAY, GONE = "1/11/2026", "Trần Văn Mẫn"


@pytest.fixture
def women(signed_in):
    return signed_in("mass")


def told(cell, **changed):
    return {
        "body": "women", "cell": cell.pk, "on": DAY, "name": "Đỗ Thị Mơ", "sex": "female",
        "born": "8/3/1996", "agreed_on": DAY, "asked_by": "Lê Thị Mẫu", "agreed": "on",
        "da-xem": "1", **changed,
    }  # fmt: skip


@pytest.mark.parametrize("role", ["secretary", "committee", "superior", "administrator"])
@pytest.mark.parametrize("name", ["introductions", "introduce", "introduction_declined", "funnel"])
def test_who_does_not_introduce_opens_no_page_of_it(signed_in, role, name):
    assert signed_in(role).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("role", ["mass", "deputy", "secretary"])
def test_only_the_office_merges_people_and_names_mass_organisations(signed_in, units, role):
    pair = list(Person.objects.filter(standing="prospect", cell=units.hamlet).values_list("pk"))
    client = signed_in(role)
    assert client.get(reverse("doubles")).status_code == 403
    assert client.get(reverse("mass_organisations")).status_code == 403
    url = reverse("merge_people", args=[pair[0][0], pair[1][0]])
    assert client.post(url, {"because": "đã hỏi"}).status_code == 403
    assert not Fact.objects.filter(kind=SAME_PERSON, person=pair[0][0]).exists()


def test_nobody_is_merged_with_somebody_of_another_commune(office, units, person_of):
    pair = person_of(units.hamlet), person_of(units.cell_elsewhere)
    for double, keeper in (pair, pair[::-1]):
        url = reverse("merge_people", args=[double.pk, keeper.pk])
        assert office.post(url, {"because": "đã hỏi"}).status_code == 404


def test_what_was_never_merged_or_was_parted_is_not_parted(office, fact_about, units, person_of):
    other = fact_about(person_of(units.hamlet))
    for number in (other.pk, 999_999):
        assert office.get(reverse("part_people", args=[number])).status_code == 404
    one, two = Person.objects.filter(standing="prospect", cell=units.hamlet).order_by("pk")[:2]
    office.post(reverse("merge_people", args=[two.pk, one.pk]), {"because": "đã hỏi"})
    fact = Fact.objects.get(kind=SAME_PERSON, person=two.pk)
    url = reverse("part_people", args=[fact.pk])
    assert "Hãy ghi căn cứ, một câu." in page.errors(office.post(url, {"because": ""}))
    office.post(url, {"because": "hai người"})
    assert office.post(url, {"because": "hai người"}).status_code == 404
    assert Person.objects.filter(pk__in=[one.pk, two.pk]).count() == 2


def test_merging_tells_who_said_so_and_why_until_parted(office, units):
    one, two = Person.objects.filter(standing="prospect", cell=units.hamlet).order_by("pk")[:2]
    office.post(reverse("merge_people", args=[two.pk, one.pk]), {"because": "đã hỏi chi đoàn"})
    assert "đã hỏi chi đoàn" in page.main(office.get(reverse("doubles"))).text
    fact = Fact.objects.get(kind=SAME_PERSON, person=two.pk)
    office.post(reverse("part_people", args=[fact.pk]), {"because": "hai người"})
    assert "đã hỏi chi đoàn" not in page.main(office.get(reverse("doubles"))).text


@pytest.mark.parametrize("where", ["elsewhere", "cell_elsewhere"])
def test_the_office_introduces_into_cells_of_its_commune_alone(office, units, where):
    answer = office.post(reverse("introduce"), told(getattr(units, where)))
    assert page.errors(answer) == ["Hãy chọn một chi bộ trong danh sách."]
    assert not Person.objects.filter(name="Đỗ Thị Mơ").exists()


def test_a_member_found_alike_is_not_introduced(office, units, person_of):
    member = person_of(units.hamlet)
    said = told(units.hamlet, name=member.name, born=member.born, nguoi=member.pk)
    (sentence,) = page.errors(office.post(reverse("introduce"), said))
    assert f"{member.name} đã là đảng viên (nay ở Chi bộ xóm 6)" in sentence
    assert not Introduction.objects.filter(person=member.pk, on="2026-11-01").exists()


def test_somebody_new_of_a_known_name_is_somebody_else(office, units, person_of):
    member = person_of(units.hamlet)
    said = told(units.hamlet, name=member.name, born=member.born, nguoi="moi")
    office.post(reverse("introduce"), said)
    new = Introduction.objects.get(on="2026-11-01", body="women").person
    assert (new.name, new.standing) == (member.name, "prospect")
    assert new.pk != member.pk


def test_of_an_ended_way_the_why_is_told_and_no_remark_is_taken(office):
    person = Person.objects.get(name=GONE, standing="unlisted")
    url = reverse("introduction", args=[person.pk])
    main = page.main(office.get(url))
    assert "rút lại sự đồng ý" in main.text
    assert not [form for form in main.all("form") if form.get("method") == "post"]
    office.post(url, {"text": "Vẫn tham gia đều."})
    assert not Fact.objects.filter(person=person.pk, kind="remark").exists()


def test_a_remark_of_one_mass_organisation_is_read_by_whoever_introduced_the_person(office, women):
    person = Introduction.objects.filter(body="women", person__standing="prospect").first().person
    url = reverse("introduction", args=[person.pk])
    office.post(url, {"text": "Nhận xét của văn phòng."})
    text = page.main(women.get(url)).text
    assert "Nhận xét của văn phòng." in text
    assert "Quá trình và thông tin của người này" not in text


def test_one_who_did_not_agree_on_a_day_to_come_is_not_counted(women, units):
    before = Declined.objects.count()
    day = timezone.localdate() + timedelta(days=1)
    said = {"body": "women", "cell": units.hamlet.pk, "on": show_day(day)}
    answer = women.post(reverse("introduction_declined"), said)
    assert page.errors(answer) == ["Ngày này còn ở tương lai: kiểm tra lại ngày."]
    answer = women.post(reverse("introduction_declined"), {**said, "body": "youth", "on": DAY})
    assert page.errors(answer) == ["Hãy chọn một đoàn thể trong danh sách."]
    assert Declined.objects.count() == before
    women.post(reverse("introduction_declined"), {**said, "on": show_day(timezone.localdate())})
    assert Declined.objects.count() == before + 1


def test_a_mass_organisation_counts_those_who_did_not_agree_of_its_own(women, units):
    Declined.objects.create(body="youth", cell=units.hamlet, on="2026-11-01")
    own = Declined.objects.filter(body="women").count()
    lede = page.main(women.get(reverse("introduction_declined"))).one("p", "lede").text
    assert f"ghi {own} lượt; chỉ đếm, không ghi tên" in lede


def test_the_funnel_counts_who_did_not_agree_by_mass_organisation_and_year(office, units):
    Declined.objects.all().delete()
    for body, on in (("women", "2022-05-01"), ("women", "2023-05-01"), ("youth", "2022-05-01")):
        Declined.objects.create(body=body, cell=units.hamlet, on=on)
    Declined.objects.create(body="women", cell=units.cell_elsewhere, on="2022-05-01")
    counted = {
        asked: office.get(reverse("funnel"), dict(asked)).context["declined"]
        for asked in ((), (("doan_the", "women"),), (("doan_the", "women"), ("nam", 2022)))
    }
    assert list(counted.values()) == [3, 2, 1]


def test_the_funnel_tells_why_others_stopped(office):
    stopped = office.get(reverse("funnel")).context["stopped"]
    gone = Person.objects.filter(prospect__ended_why="withdrew", introductions__isnull=False)
    told = {row["why"]: row["n"] for row in stopped}
    assert told["rút lại sự đồng ý"] == gone.distinct().count() > 0
    assert "đã kết nạp" not in told


def test_a_funnel_of_nobody_says_so_and_draws_nothing(office):
    Introduction.objects.all().delete()
    answer = office.get(reverse("funnel"))
    assert answer.context["any"] is False
    assert not page.main(answer).all("div", "drawing")


def test_agreements_are_offered_and_taken_of_the_secretary_s_own_people_alone(signed_in, units):
    secretary, url = signed_in("secretary"), reverse("agreements")
    assert "Ai cũng đã có bản đồng ý" in page.main(secretary.get(url)).text
    without = Person.objects.filter(standing="prospect", prospect__agreed_on__isnull=True)
    other = without.exclude(cell=units.hamlet).first()
    said = {"people": [other.pk], "agreed_on": DAY, "asked_by": "Lê Thị Mẫu", "agreed": "on"}
    secretary.post(url, said)
    assert Person.objects.get(pk=other.pk).prospect.agreed_on is None


def test_an_agreement_of_a_day_to_come_is_told_at_its_day(office):
    without = Person.objects.filter(standing="prospect", prospect__agreed_on__isnull=True)
    day, before = timezone.localdate() + timedelta(days=1), without.count()
    said = {"people": [without.first().pk], "agreed_on": show_day(day), "asked_by": "Lê Thị Mẫu"}
    answer = office.post(reverse("agreements"), {**said, "agreed": "on"})
    assert page.errors(answer) == [f"Ngày {show_day(day)} còn ở tương lai: kiểm tra lại ngày."]
    assert without.count() == before > 0


def test_once_everybody_agreed_the_reminder_is_gone(office):
    without = Person.objects.filter(standing="prospect", prospect__agreed_on__isnull=True)
    assert "chưa có bản đồng ý: hỏi và ghi lại" in page.notices(office.get("/gioi-thieu/"))[0]
    said = {"agreed_on": DAY, "asked_by": "Lê Thị Mẫu", "agreed": "on"}
    ids = list(without.values_list("pk", flat=True))
    office.post(reverse("agreements"), {**said, "people": ids})
    assert page.notices(office.get("/gioi-thieu/"))[1:] == []
    assert "Không còn người nào" in page.main(office.get(reverse("agreements"))).text


@pytest.mark.parametrize("asked", [{"q": "%"}, {"q": "khong ai ca"}, {"q": "'; --"}])
def test_a_name_nobody_bears_finds_nobody_and_says_how_to_go_on(office, asked):
    answer = office.get(reverse("introductions"), asked)
    assert (page.errors(answer), page.names(answer)) == ([], [])
    assert "Chưa có lời giới thiệu nào" in page.main(answer).text


def came_to_the_list(person):
    """Tell whether somebody was listed, or came to a place further on that lists tell of alone."""
    way = person.prospect
    return way.listed_on or way.certified_on or way.permitted_on or person.admitted_on


def test_a_name_is_found_without_diacritics_in_one_year_of_one_mass_organisation(office):
    one = Introduction.objects.filter(body="women").select_related("person").first()
    said = {"q": "tran", "doan_the": "women", "nam": one.on.year, "den": "listed"}
    found = page.whole(office, reverse("introductions") + "?q=tran")
    assert found
    assert all(matches(name, "tran") for name in found)
    narrow = office.get(reverse("introductions"), said).context["page"].object_list
    assert {row.body for row in narrow} <= {"women"}
    assert {row.on.year for row in narrow} <= {one.on.year}
    assert all(came_to_the_list(row.person) for row in narrow)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("introductions", "Introductions by mass organisations"),
        ("funnel", "Funnel of introductions"),
    ],
)
def test_the_pages_speak_english(office, name, title):
    office.cookies["django_language"] = "en"
    main = page.main(office.get(reverse(name)))
    assert main.one("h1").text == title
    assert "Women's Union" in main.text


def test_in_english_a_member_is_refused_in_english(office, units, person_of):
    office.cookies["django_language"] = "en"
    member = person_of(units.hamlet)
    said = told(units.hamlet, name=member.name, born=member.born, nguoi=member.pk)
    (sentence,) = page.errors(office.post(reverse("introduce"), said))
    assert sentence.endswith(
        "was a member already (now of Chi bộ xóm 6): no introduction is recorded."
    )


@pytest.mark.parametrize("name", ["", "---"])
def test_a_mass_organisation_without_a_name_is_not_added(office, name):
    said = {"them": "doan-the", "doan-the-name": name}
    assert len(page.errors(office.post(reverse("mass_organisations"), said))) == 1
    assert not MassOrganisation.objects.exists()


def test_a_unit_is_added_once_and_within_the_commune(office, units):
    url = reverse("mass_organisations")
    said = {"them": "chi-hoi", "chi-hoi-body": "women", "chi-hoi-name": "Chi hội xóm 6"}
    office.post(url, {**said, "chi-hoi-cell": units.hamlet.pk})
    again = office.post(url, {**said, "chi-hoi-cell": units.hamlet.pk})
    assert page.errors(again) == ["Chi bộ xóm 6 đã có “Chi hội xóm 6”: không cần thêm nữa."]
    other = office.post(url, {**said, "chi-hoi-cell": units.cell_elsewhere.pk})
    assert page.errors(other) == ["Hãy chọn một chi bộ trong danh sách."]
    assert MassUnit.objects.filter(name="Chi hội xóm 6").count() == 1


def test_who_was_erased_is_told_without_a_name_and_counts_on(office):
    person = Person.objects.get(name=GONE, standing="unlisted")
    before = page.main(office.get(reverse("funnel"))).all("a", "count")[0].text
    ledger.erase(people=[person.pk], by=None, at=timezone.now(), because="bài thử")
    people.project([person.pk])
    shown = page.main(office.get(reverse("introduction", args=[person.pk])))
    assert shown.one("h1").text == "(đã xóa theo yêu cầu)"
    assert GONE not in shown.text
    assert page.main(office.get(reverse("funnel"))).all("a", "count")[0].text == before
