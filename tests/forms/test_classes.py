"""The papers of a class: who sits there, who was there, and the certificate of each, also of guests."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.classes.actions import holding, planning
from taonguon.classes.models import Session, StudyClass
from taonguon.core.rulebook import UNVERIFIED
from taonguon.forms import filling, loading
from taonguon.organisations.models import Organisation
from taonguon.papers import filled
from taonguon.papers.values import classes
from taonguon.people.models import Person
from taonguon.rules.classes import shipped
from tests.forms import people, printed

FORMS = loading.shipped()
ON = date(2026, 11, 23)
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
GUEST = ("Lê Thị Hoa", "Đảng bộ xã Bình Minh")
MINE = ("danh-sach-diem-danh", "danh-sach-lop", "CN-ĐVM", "CN-BDCU")
LONG_NAME = "Nguyễn Hoàng Phương Quỳnh Như Công Tằng Tôn Nữ Thị Bích Ngọc"


@pytest.fixture
def register(db):
    return people.register()


@pytest.fixture
def trained(register):
    """A training of committee members: three of xóm 6 and a guest, two of them certified."""
    one = opened("committee", ["Trần Văn Ân", "Phạm Thị Bưởi", "Đinh Công Cẩn"], [GUEST])
    Session.objects.create(study_class=one, on=date(2026, 11, 2), part=1, subject="Bài 1")
    second = Session.objects.create(study_class=one, on=date(2026, 11, 2), part=2)
    seats = {row.name: row.seat for row in classes.facts.roster(one)}
    holding.mark_present(session=second, seat=seats["Trần Văn Ân"], by=None, at=AT)
    codes = {"Trần Văn Ân": "good", "Phạm Thị Bưởi": "failed", "Lê Thị Hoa": "fair"}
    grades = {seats[name].pk: code for name, code in codes.items()}
    holding.grade(study_class=one, grades=grades, by=None, at=AT)
    holding.certify(study_class=one, first="07/GCN-BDCU", on=date(2026, 11, 10), by=None, at=AT)
    return one


def opened(kind, names, guests=()):
    """Open a class of the commune with an approved list."""
    commune = Organisation.objects.get(pk=people.COMMUNE)
    told = {
        "name": "Lớp bồi dưỡng năm 2026", "centre": "Trung tâm chính trị xã Khánh Nhạc",
        "place": "Hội trường xã", "start_on": date(2026, 11, 2), "end_on": date(2026, 11, 4),
        "places": None, "decision_number": "", "decision_on": None,
    }  # fmt: skip
    one = planning.open_class(kind=kind, organisation=commune, told=told, by=None, at=AT)
    rows = Person.objects.filter(name__in=names).values_list("pk", flat=True)
    planning.nominate(study_class=one, people=list(rows), guests=list(guests), by=None, at=AT)
    planning.approve(study_class=one, number="45-QĐ/ĐU", on=date(2026, 10, 30), by=None, at=AT)
    return StudyClass.objects.get(pk=one.pk)


def certificate(told):
    """Return the certificate that values of a seat come to."""
    return filling.fill(FORMS["CN-BDCU"], told, on=told["certificate.on"])


def test_the_certificate_of_a_member_bears_the_number_it_was_given(trained):
    first = next(iter(classes.certificates(trained).values()))
    text = printed.said(certificate(first))
    assert "ĐẢNG ỦY XÃ KHÁNH NHẠC TRUNG TÂM CHÍNH TRỊ" in text
    assert "Số 07/GCN-BDCU" in text
    assert "Khánh Nhạc, ngày 10 tháng 11 năm 2026" in text
    assert "Họ và tên TRẦN VĂN ÂN Sinh ngày 04/3/1970" in text
    assert "Là đảng viên của Chi bộ xóm 6, Đảng bộ xã Khánh Nhạc, Đảng bộ tỉnh Ninh Bình" in text
    assert (
        "Đã hoàn thành chương trình bồi dưỡng nghiệp vụ công tác đảng cho cấp ủy viên, do Trung tâm "
        "chính trị xã Khánh Nhạc tổ chức từ ngày 02/11/2026 đến ngày 04/11/2026."
    ) in text
    assert "Kết quả học tập đạt loại Giỏi" in text
    assert "GIÁM ĐỐC" in text


def test_a_guest_s_certificate_names_the_unit_and_leaves_the_birth_to_the_hand(trained):
    last = list(classes.certificates(trained).values())[-1]
    assert "person.born" not in last
    text = printed.said(certificate(last))
    assert "LÊ THỊ HOA" in text
    assert "Đảng bộ xã Bình Minh" in text
    assert filling.DOTS in text


def test_each_row_of_a_class_is_a_certificate_of_its_own(trained):
    form, values = FORMS["CN-BDCU"], classes.of_class(trained)
    seats = list(classes.certificates(trained).values())
    assert [row["name"] for row in filled.rows(form, values)] == ["Trần Văn Ân", "Lê Thị Hoa"]
    for number, seat in enumerate(seats):
        told = filled.with_row(form, values, number)
        assert filling.missing(form, told, on=ON) == ()
        assert printed.said(filling.fill(form, told, on=ON)) == printed.said(
            filling.fill(form, seat, on=ON)
        )


def test_a_class_of_one_kind_gives_no_certificate_of_another(trained):
    assert filled.rows(FORMS["CN-ĐVM"], classes.of_class(trained)) == []


def test_whoever_did_not_pass_has_no_certificate(trained):
    told = classes.certificates(trained)
    assert [one["person.name"] for one in told.values()] == ["Trần Văn Ân", "Lê Thị Hoa"]


def test_the_awareness_class_fills_the_official_certificate(register):
    one = StudyClass.objects.get(kind="awareness")
    (told,) = classes.certificates(one).values()
    form = FORMS[classes.form_of(one)]
    assert form.code == "CN-NTVĐ"
    assert filling.missing(form, told, on=ON) == ()
    text = printed.said(filling.fill(form, told, on=told["certificate.on"]))
    assert "103/GCN-TTCT" in text
    assert "PHẠM THỊ NHÀI" in text
    assert "Khá" in text


def test_each_kind_of_class_that_certifies_has_its_form():
    for kind in shipped().kinds.values():
        assert FORMS[kind.form].bears == "certificate.number"


def test_the_certificate_of_the_new_member_class_is_a_draft_till_it_is_compared():
    assert FORMS["CN-ĐVM"].verified == UNVERIFIED
    assert FORMS["CN-ĐVM"].draft
    assert not FORMS["CN-BDCU"].draft


def test_all_certificates_take_as_many_queries_as_one(register):
    few = certified(people.NEIGHBOURS[:1], first="01/GCN-BDCU")
    many = certified(people.NEIGHBOURS[1:], first="02/GCN-BDCU")
    counted = []
    for one, count in ((few, 1), (many, 8)):
        with CaptureQueriesContext(connection) as asked:
            assert len(classes.certificates(one)) == count
        counted.append(len(asked))
    assert counted[0] == counted[1]


def certified(names, first):
    """Hold a training in which everybody passes."""
    one = opened("committee", names)
    grades = dict.fromkeys(one.seats.values_list("pk", flat=True), "good")
    holding.grade(study_class=one, grades=grades, by=None, at=AT)
    holding.certify(study_class=one, first=first, on=date(2026, 11, 10), by=None, at=AT)
    return one


def test_the_roster_tells_presence_result_and_number(trained):
    values = classes.of_class(trained)
    made = filling.fill(FORMS["danh-sach-lop"], values, on=ON)
    xom_6 = "Chi bộ xóm 6"
    assert printed.rows(made, "Ký nhận") == [
        ["1", "Trần Văn Ân", "04/3/1970", xom_6, "1", "Giỏi", "07/GCN-BDCU", ""],
        ["2", "Phạm Thị Bưởi", "04/3/1970", xom_6, "0", "Không đạt", "", ""],
        ["3", "Đinh Công Cẩn", "04/3/1970", xom_6, "0", "", "", ""],
        ["4", "Lê Thị Hoa", "", "Đảng bộ xã Bình Minh", "0", "Khá", "08/GCN-BDCU", ""],
    ]
    text = printed.said(made)
    assert "mở theo Quyết định số 45-QĐ/ĐU, ngày 30/10/2026" in text
    assert "Tổng số học viên 04 người Đạt 02 người Đã cấp giấy chứng nhận 02 người" in text


def test_each_session_has_its_attendance_sheet(trained):
    values = classes.of_class(trained)
    form = FORMS["danh-sach-diem-danh"]
    assert [row["name"] for row in values[form.per]] == ["buổi sáng", "buổi chiều"]
    told = {**values, "item": {"no": 1, **values[form.per][0]}}
    made = filling.fill(form, told, on=ON)
    text = printed.said(made)
    assert "Buổi học buổi sáng, ngày 02/11/2026 Nội dung Bài 1" in text
    assert "ĐẢNG ỦY XÃ KHÁNH NHẠC TRUNG TÂM CHÍNH TRỊ XÃ KHÁNH NHẠC" in text
    assert [row[1] for row in printed.rows(made, "Ký tên")][-1] == "Lê Thị Hoa"


def test_a_class_of_two_pages_repeats_its_head_and_loses_nobody(trained):
    values = classes.of_class(trained)
    values["class.roster"] = [
        {**values["class.roster"][0], "name": f"{LONG_NAME} {n:03d}"} for n in range(60)
    ]
    made = filling.fill(FORMS["danh-sach-lop"], values, on=ON)
    text = printed.squeezed(printed.in_pdf(made))
    assert text.count(printed.squeezed("Số giấy chứng nhận")) > 2
    for n in range(60):
        assert printed.squeezed(f"{LONG_NAME} {n:03d}") in text


@pytest.mark.parametrize("code", MINE)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_facts_the_paper_says_them_and_nothing_is_left_open(code, data):
    printed.holds(FORMS[code], data.draw(printed.values_for(FORMS[code])), ON)


def test_the_certificate_says_the_same_as_pdf_and_as_word(trained):
    made = certificate(next(iter(classes.certificates(trained).values())))
    pdf, word = printed.squeezed(printed.in_pdf(made)), printed.squeezed(printed.in_word(made))
    for label in ("Họ và tên: TRẦN VĂN ÂN", "Kết quả học tập đạt loại: Giỏi", "GIÁM ĐỐC"):
        assert printed.squeezed(label) in pdf
        assert printed.squeezed(label) in word
