"""One member: the course of facts with moment, author and source; events and corrections."""

import pytest
from django.urls import reverse

from taonguon.core.erasure import ERASED
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(person_of, units):
    return person_of(units.hamlet)


@pytest.fixture
def opened(office, person):
    """Return how to open the member's page."""
    return lambda client=office: client.get(reverse("member", args=[person.pk]))


def course(answer):
    """Return the facts on the page: the day, what, all its words, whether it has fallen."""
    return [
        (row.one("time").text, row.one("div", "what").text, row.text, "fallen" in row.classes)
        for one in page.main(answer).all("ol", "course")
        for row in one.all("li")
    ]


def fact(person, kind):
    return Fact.objects.filter(person=person.pk, kind=kind).latest("pk")


def record(client, person, follow=True, **said):
    asked = {"kind": "transfer_out", "on": "20/4/2023", "cell": "", "document": "", **said}
    return client.post(reverse("member_event", args=[person.pk]), asked, follow=follow)


def correct(client, row, **said):
    asked = {"on": "", "because": "gõ nhầm ngày", **said}
    return client.post(reverse("fact_correct", args=[row.person, row.pk]), asked, follow=True)


def test_it_says_who_stands_where_since_when(opened, person):
    answer = opened()
    assert page.main(answer).one("h1").text == person.name
    assert page.tiles(answer)["Hiện là"] == ("Chính thức", "Chi bộ xóm 6")
    assert page.tiles(answer)["Vào Đảng"][0] == f"{person.admitted_on:%-d/%-m/%Y}"


def test_each_fact_says_when_it_was_recorded_by_whom_and_from_which_row(opened):
    (_day, what, words, fallen), *_ = course(opened())
    assert (what, fallen) == ("Kết nạp", False)
    assert "Ghi vào sổ lúc" in words
    assert "bởi dòng lệnh" in words
    assert "danh-sach-dang-vien.xlsx" in words
    assert "Danh sách ĐV" in words or "dòng" in words


def test_what_happened_is_recorded_by_its_author_and_paper(office, opened, person):
    answer = record(office, person, document="Giấy giới thiệu 12/GT")
    assert page.notices(answer) == [f"Đã ghi vào quá trình của {person.name}."]
    told = next(one for one in course(answer) if one[1] == "Chuyển đi")
    assert told[0] == "20/4/2023"
    assert "bởi Văn phòng (mẫu)" in told[2]
    assert "Giấy giới thiệu 12/GT" in told[2]
    person.refresh_from_db()
    assert person.standing == "former"


def test_a_move_leads_to_the_new_cell(office, person, units):
    answer = record(office, person, kind="move", cell=units.next_hamlet.pk)
    assert page.tiles(answer)["Hiện là"] == ("Chính thức", "Chi bộ xóm 7")


def test_a_corrected_fact_stays_and_is_shown_as_fallen(office, opened, person):
    record(office, person)
    answer = correct(office, fact(person, "transfer_out"), on="19/4/2023")
    assert page.notices(answer) == ["Đã sửa; ghi chép cũ vẫn được giữ để tra lại."]
    moves = [(day, fallen) for day, what, _, fallen in course(answer) if what == "Chuyển đi"]
    assert sorted(moves) == [("19/4/2023", False), ("20/4/2023", True)]
    (old,) = [words for _, what, words, fallen in course(answer) if fallen and what == "Chuyển đi"]
    assert "Đã được sửa bởi ghi chép sau" in old


def test_a_withdrawn_fact_is_shown_as_fallen_and_undoes_what_it_did(office, person):
    record(office, person)
    answer = correct(office, fact(person, "transfer_out"), withdraw="on")
    assert page.tiles(answer)["Hiện là"] == ("Chính thức", "Chi bộ xóm 6")
    assert [fallen for _, what, _, fallen in course(answer) if what == "Chuyển đi"] == [True]


def test_a_fact_is_corrected_once_and_then_its_correction(office, person):
    record(office, person)
    first = fact(person, "transfer_out")
    correct(office, first, on="19/4/2023")
    assert office.get(reverse("fact_correct", args=[person.pk, first.pk])).status_code == 404
    second = fact(person, "transfer_out")
    assert correct(office, second, on="18/4/2023").status_code == 200


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"on": "31/2/2023"}, "“31/2/2023” không phải là ngày; viết như 21/4/2023."),
        ({"on": ""}, "Hãy ghi ngày, ví dụ 21/4/2023."),
        ({"on": "1/1/2199"}, "Ngày 1/1/2199 còn ở tương lai: kiểm tra lại ngày."),
        ({"kind": "move"}, "Chuyển sinh hoạt thì cần chọn chi bộ mới."),
    ],
)
def test_an_event_that_cannot_be_is_refused_in_one_sentence(office, person, said, sentence):
    asked = {"document": "Số 12", **said}
    answer = record(office, person, **asked)
    assert page.errors(answer) == [sentence]
    assert asked.items() <= page.typed(answer).items()
    assert not Fact.objects.filter(person=person.pk, kind__in=["transfer_out", "move"]).exists()


def test_recognition_after_the_first_day_of_use_needs_a_dossier(office, units):
    probationary = Person.objects.filter(
        cell__parent=units.commune, standing="probationary"
    ).first()
    today = units.commune.use_begins_on
    answer = record(office, probationary, kind="recognition", on=f"{today:%-d/%-m/%Y}")
    (sentence,) = page.errors(answer)
    assert "phải đi qua hồ sơ" in sentence


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Ghi ngày đúng, hoặc chọn rút ghi chép; chỉ một trong hai."),
        (
            {"on": "1/5/1999", "withdraw": "on"},
            "Ghi ngày đúng, hoặc chọn rút ghi chép; chỉ một trong hai.",
        ),
        ({"on": "1/5/1999", "because": ""}, "Hãy ghi lý do sửa, ví dụ: gõ nhầm năm."),
    ],
)
def test_a_correction_without_its_reason_or_day_is_refused(office, person, said, sentence):
    answer = correct(office, fact(person, "opening"), **said)
    assert page.errors(answer) == [sentence]
    assert page.typed(answer)["because"] == said.get("because", "gõ nhầm ngày")


def test_the_reason_of_a_correction_is_told_as_its_reason(office, person):
    record(office, person)
    answer = correct(office, fact(person, "transfer_out"), on="19/4/2023")
    (mended,) = [words for day, _, words, _ in course(answer) if day == "19/4/2023"]
    assert "Lý do: gõ nhầm ngày" in mended
    assert "Nguồn: gõ nhầm" not in mended


def test_a_correction_that_undoes_another_fact_is_refused_in_one_sentence(office, person):
    answer = correct(office, fact(person, "opening"), on=f"{person.recognised_on:%-d/%-m}/2019")
    (sentence,) = page.errors(answer)
    assert "sẽ không còn hiệu lực" in sentence


NEWCOMER = {
    "name": "Đỗ Văn Nam", "sex": "male", "born": "7/6/1980", "on": "20/4/2023",
    "admitted": "3/2/2010", "official": "3/2/2011", "document": "Giấy giới thiệu 7-GGT",
}  # fmt: skip


def come(client, units, **said):
    asked = {"cell": units.hamlet.pk, **NEWCOMER, **said}
    return client.post(reverse("member_transfer_in"), asked, follow=True)


def test_a_member_from_elsewhere_is_recorded_from_the_members_list(office, units):
    link = page.main(office.get(reverse("members"))).one("a", "btn-main")
    assert link["href"] == reverse("member_transfer_in")
    answer = come(office, units)
    assert page.notices(answer) == ["Đã ghi Đỗ Văn Nam chuyển đến."]
    assert page.tiles(answer)["Hiện là"] == ("Chính thức", "Chi bộ xóm 6")
    (told,) = [one for one in course(answer) if one[1] == "Chuyển đến"]
    assert told[0] == "20/4/2023"
    assert "Giấy giới thiệu 7-GGT" in told[2]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Hãy ghi họ và tên."),
        ({"cell": ""}, "Hãy chọn chi bộ nơi đến."),
        ({"document": ""}, "Hãy ghi số, ngày giấy giới thiệu sinh hoạt đảng."),
        ({"on": "3/2/2010", "official": ""}, "Ngày chuyển đến phải sau Ngày vào Đảng."),
        ({"official": "2/2/2010"}, "Ngày chính thức phải sau Ngày vào Đảng."),
        ({"admitted": "7/6/1980"}, "Ngày vào Đảng phải sau Ngày sinh."),
        ({"on": "1/1/2199"}, "Ngày 1/1/2199 còn ở tương lai: kiểm tra lại ngày."),
    ],
)
def test_a_transfer_that_cannot_be_is_refused_in_one_sentence(office, units, said, sentence):
    answer = come(office, units, **said)
    assert page.errors(answer) == [sentence]
    assert page.typed(answer)["name"] == said.get("name", NEWCOMER["name"])
    assert not Person.objects.filter(name=NEWCOMER["name"]).exists()


def test_only_those_who_may_correct_take_in_a_transfer(signed_in, units):
    committee = signed_in("committee")
    assert come(committee, units).status_code == 403
    assert not page.main(committee.get(reverse("members"))).all("a", "btn-main")


def test_only_those_who_may_correct_are_offered_to(opened, signed_in):
    offered = page.main(opened(signed_in("committee"))).all("a", "mend")
    assert (offered, len(page.main(opened()).all("a", "mend")) > 0) == ([], True)


def test_a_prospect_s_page_says_since_when_and_which_class(office):
    prospect = Person.objects.get(name="Mai Thu Vân", standing="prospect")
    tiles = page.tiles(office.get(reverse("member", args=[prospect.pk])))
    assert tiles["Được giới thiệu"] == ("25/2/2023", "Hội Nông dân")
    assert tiles["Lớp nhận thức"] == ("15/4/2023", "giấy chứng nhận số 103/GCN-TTCT")


@pytest.mark.parametrize("name", ["member", "case"])
def test_the_pages_of_those_with_a_past_course_and_of_those_erased_open(office, name):
    admitted = Person.objects.filter(
        admitted_on__year__gte=2018, cell__parent__name__contains="Nhạc"
    )
    erased = Person.objects.filter(name=ERASED)
    for person in [*admitted.order_by("pk")[:8], *erased[:2]]:
        answer = office.get(reverse(name, args=[person.pk]))
        assert answer.status_code == 200, person.pk
        if person.admitted_on and name == "member":
            assert "-QĐ/HU" in page.main(answer).text
