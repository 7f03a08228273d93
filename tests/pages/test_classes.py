"""The pages of classes: a walk from the opening to the paper, what a cell sees, bad input, by code."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from taonguon.classes import tokens
from taonguon.classes.models import Attendance, Certificate, Seat, Session, StudyClass
from taonguon.core.days import add_months, show_day
from taonguon.documents import batches
from taonguon.documents.models import Batch
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db

DRAFT, GOING, TRAINED = "khóa II năm", "khóa I năm", "nghiệp vụ cấp ủy"


def one_named(part):
    return StudyClass.objects.get(name__contains=part)


def at(name, part):
    return reverse(name, args=[one_named(part).pk])


def told(days=0, **said):
    day = timezone.localdate() - timedelta(days=days)
    return {
        "kind": "awareness", "name": "Lớp mới", "centre": "Trung tâm chính trị", "place": "Hội trường",
        "start_on": show_day(day), "end_on": show_day(day), "places": "", **said,
    }  # fmt: skip


def test_the_list_shows_where_each_class_stands(office):
    main = page.main(office.get(reverse("classes")))
    rows = {row[0]: row[-1] for row in page.texts(main.one("table"))}
    assert [rows[name] for name in rows] == ["đang lập danh sách", "đang học", "đã xong"]
    assert main.all("a", href=reverse("class_new"))


def test_a_class_of_one_day_is_walked_from_opening_to_paper(office):
    office.post(reverse("class_new"), told(days=1))
    new = StudyClass.objects.get(name="Lớp mới")
    url = {name: reverse(name, args=[new.pk]) for name in (
        "study_class", "class_nominate", "class_approve", "class_results", "class_certify",
        "class_certificates",
    )}  # fmt: skip
    assert "Danh sách chưa có ai" in page.main(office.get(url["study_class"])).text
    guests = {"guests": "lê THỊ hoa; Đảng bộ xã Khánh Hội\n\nVũ An ;Đảng bộ xã Khánh Hội"}
    office.post(url["class_nominate"], guests)
    office.post(url["class_approve"], {"number": "9-QĐ/ĐU", "on": show_day(new.start_on)})
    office.post(url["class_results"], {"rest": "fair"})
    first = {"first": "201/GCN-TTCT", "on": show_day(timezone.localdate())}
    office.post(url["class_certify"], {**first, "da-xem": "1"})
    text = page.main(office.get(url["class_certificates"])).text
    for words in (
        "201/GCN-TTCT",
        "Vũ An",
        "Khá",
    ):
        assert words in text
    assert Certificate.objects.filter(seat__study_class=new).count() == 2
    names = set(Seat.objects.filter(study_class=new).values_list("name", flat=True))
    assert names == {"lê THỊ hoa", "Vũ An"}


def test_a_page_leads_on_to_the_next_thing_to_do(office):
    main = page.main(office.get(at("study_class", GOING)))
    (act,) = main.all("a", "btn-main")
    assert act["href"] == at("class_sessions", GOING)


def test_a_secretary_sees_the_people_of_the_cell_on_the_list_and_changes_nothing(signed_in):
    client = signed_in("secretary")
    shown = page.main(client.get(at("study_class", GOING)))
    cells = {row[2] for row in page.texts(shown.one("table"))}
    assert cells == {"Chi bộ xóm 6"}
    assert "Chỉ hiện người của chi bộ mình." in shown.text
    assert "Việc của lớp" not in shown.text
    assert client.get(at("class_nominate", GOING)).status_code == 403
    assert client.get(at("study_class", DRAFT)).status_code == 404
    names = page.names(client.get(reverse("classes")))
    assert [name for name in names if GOING in name]
    assert not [name for name in names if DRAFT in name]


def test_guests_are_not_shown_to_a_cell(signed_in):
    text = page.main(signed_in("secretary").get(at("study_class", GOING))).text
    assert "Đảng bộ xã Khánh Hội" not in text


def test_who_sees_the_whole_commune_sees_the_whole_list_and_no_acts(signed_in):
    main = page.main(signed_in("committee").get(at("study_class", GOING)))
    assert (
        len(page.texts(main.one("table")))
        == Seat.objects.filter(study_class=one_named(GOING)).count()
    )
    assert not main.all("a", "btn-main")


def test_a_code_marks_by_one_press(office):
    going = one_named(GOING)
    today = Session.objects.create(study_class=going, on=timezone.localdate(), part=3)
    seat = going.seats.first()
    url = reverse("class_present", args=[tokens.token(seat.pk)])
    main = page.main(office.get(url))
    assert Person.objects.get(pk=seat.person).name in main.text
    office.post(url, {"session": today.pk})
    office.post(url, {"session": today.pk})
    assert Attendance.objects.filter(session=today, seat=seat).count() == 1
    shown = page.main(office.get(url))
    assert "có mặt" in [one.text for one in shown.all("span", "pill")]


@pytest.mark.parametrize("session", ["", "0", "x", "999999"])
def test_a_code_marks_in_no_session_but_those_of_today(office, session):
    seat = one_named(GOING).seats.first()
    before = Attendance.objects.count()
    url = reverse("class_present", args=[tokens.token(seat.pk)])
    assert office.post(url, {"session": session}).status_code == 404
    assert Attendance.objects.count() == before


@pytest.mark.parametrize("code", ["1", "1:x", "x:y", "1:" + "A" * 43])
def test_a_code_that_nobody_signed_opens_nothing(office, code):
    assert office.get(reverse("class_present", args=[code])).status_code == 404
    assert office.get(reverse("class_code", args=[code])).status_code == 404


def test_a_code_asks_for_a_signed_in_organiser(client, signed_in):
    url = reverse("class_present", args=[tokens.token(one_named(GOING).seats.first().pk)])
    assert client.get(url).url.startswith(reverse("account_login"))
    assert signed_in("secretary").get(url).status_code == 403


def test_a_code_is_a_picture_kept_by_nobody(office):
    url = reverse("class_code", args=[tokens.token(one_named(GOING).seats.first().pk)])
    answer = office.get(url)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "private, no-store"
    sheets = page.main(office.get(at("class_sheets", GOING)))
    assert url in [one["src"] for one in sheets.all("img")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"start_on": "31/2/2026"}, "không phải là ngày"),
        ({"end_on": "1/1/2020"}, "Ngày bế giảng trước ngày khai giảng"),
        ({"places": "nhiều"}, "Số chỗ ghi bằng chữ số"),
        ({"places": "0"}, "không nhỏ hơn 1"),
        ({"name": ""}, "Hãy ghi tên lớp"),
        ({"decision_number": "9-QĐ"}, "ghi đủ cả số và ngày"),
        ({"kind": "moon"}, "moon"),
    ],
)
def test_a_class_typed_wrong_is_refused_and_nothing_typed_is_lost(office, wrong, why):
    answer = office.post(reverse("class_new"), told(**wrong))
    assert why in " ".join(page.errors(answer))
    assert page.typed(answer)["centre"] == "Trung tâm chính trị"
    assert not StudyClass.objects.filter(name="Lớp mới").exists()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("class_nominate", {"guests": "Lê Thị Hoa"}, "viết như Lê Thị Hoa; Đảng bộ xã Khánh Hội"),
        ("class_nominate", {"people": "x", "guests": ""}, "không rõ là ai"),
        ("class_nominate", {"people": "999999", "guests": ""}, "không thuộc diện"),
        ("class_quotas", {"units": "Đảng bộ xã Khánh Hội"}, "viết như Đảng bộ xã Khánh Hội; 15"),
        ("class_quotas", {"units": "Đảng bộ xã Khánh Hội; 41"}, "bớt 1 chỗ"),
        ("class_approve", {"number": "", "on": "1/1/2026"}, "Hãy ghi số quyết định"),
        ("class_results", {"rest": "good"}, "chưa duyệt"),
        ("class_certify", {"first": "", "on": "1/1/2026"}, "Hãy ghi số đầu tiên"),
        ("class_certify", {"first": "GCN", "on": "1/1/2026"}, "phải có chữ số"),
    ],
)
def test_what_cannot_be_done_yet_is_said_in_one_sentence(office, name, data, why):
    answer = office.post(at(name, DRAFT), data)
    assert answer.status_code == 200
    assert why in " ".join(page.errors(answer))


def test_those_who_may_not_be_sent_are_told_with_the_reason(office):
    main = page.main(office.get(at("class_nominate", DRAFT)))
    whys = {row[2] for row in page.texts(main.one("table"))}
    assert "chi bộ chưa đề nghị" in whys
    assert any(why.startswith("đã có tên ở") for why in whys)
    assert any("còn giá trị đến" in why for why in whys)


def test_a_certificate_is_told_half_a_year_before_it_runs_out(office, signed_in):
    url, border = reverse("class_expiring"), add_months(timezone.localdate(), -54)
    people = Person.objects.filter(standing="prospect", prospect__certified_on__isnull=False)
    near = {one.name for one in people if one.prospect.certified_on <= border}
    shown = set(page.names(office.get(url)))
    assert shown
    assert shown <= near
    voted = {"Trần Thu Hạnh", "Mai Thu Vân"}  # the cell has voted, or the papers ask for more
    assert near - shown <= voted
    assert signed_in("secretary").get(url).status_code == 200


def test_a_list_that_is_approved_offers_no_button_but_opening_again(office):
    main = page.main(office.get(at("class_nominate", GOING)))
    assert not main.all("button", "btn-main")
    assert main.all("a", href=at("class_approve", GOING))


def test_an_ended_class_prints_the_certificates_in_vietnamese_whatever_the_language(office):
    office.cookies["django_language"] = "en"
    answer = office.post(at("class_papers", TRAINED), {"wanted": "pdf"}, follow=True)
    batch = Batch.objects.latest("pk")
    assert answer.status_code == 200
    assert (batch.state, batch.failures) == ("done", [])
    text = "".join(one.extract_text() for one in PdfReader(batches.file(batch)).pages)
    assert "Kết quả học tập đạt loại: Đạt yêu cầu" in text
    assert batch.made == Certificate.objects.filter(seat__study_class=one_named(TRAINED)).count()
