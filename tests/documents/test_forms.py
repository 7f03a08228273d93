"""The forms of documents: what they ask, and what they refuse in words."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taonguon.documents.forms import (
    BookForm,
    BulkForm,
    CancelForm,
    CheckForm,
    MendTermForm,
    TermForm,
    TermsForm,
)
from taonguon.documents.models import Term
from taonguon.organisations.models import Organisation

OFFERED = {
    "to": [(1, "Đảng bộ")],
    "nhiem_ky": [(5, "từ")],
    "loai": [("NQ", "NQ")],
    "nam": [(2023, "2023")],
}


def book(**asked):
    return BookForm(asked, offered=OFFERED)


def test_the_book_may_be_asked_for_nothing_or_for_all_that_is_offered():
    assert book().is_valid()
    form = book(q="lan", to="1", nhiem_ky="5", loai="NQ", nam="2023", nguoi="12")
    assert form.is_valid()
    assert form.cleaned_data == {
        "q": "lan", "to": 1, "nhiem_ky": 5, "loai": "NQ", "nam": 2023, "nguoi": 12,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"to": "2"}, "không có trong phần việc"),
        ({"nhiem_ky": "6"}, "Không có nhiệm kỳ này"),
        ({"loai": "QĐ"}, "Chưa có văn bản loại “QĐ”"),
        ({"nam": "1999"}, "Chưa có văn bản năm “1999”"),
        ({"q": "x" * 101}, "dài quá 100 chữ"),
        ({"q": "a\x00b"}, ""),
    ],
)
def test_what_is_not_offered_is_refused_in_one_sentence(asked, said):
    form = book(**asked)
    assert not form.is_valid()
    (errors,) = form.errors.values()
    assert said in errors[0]


@pytest.mark.parametrize("why", ["", "   ", None])
def test_cancelling_needs_a_reason(why):
    form = CancelForm({"why": why} if why is not None else {})
    assert form.errors["why"] == ["Hãy ghi lý do hủy, ví dụ: ghi nhầm ngày sinh."]


def test_a_check_takes_one_of_the_two():
    file = {"file": SimpleUploadedFile("a.pdf", b"%PDF-")}
    assert CheckForm({"said": "01-NQ/CB"}).is_valid()
    assert CheckForm({}, file).is_valid()
    for form in (CheckForm({}), CheckForm({"said": "x"}, file)):
        assert "chỉ một trong hai" in form.errors["said"][0]
    assert CheckForm({"said": "x" * 121}).errors["said"]
    empty = CheckForm({}, {"file": SimpleUploadedFile("a.pdf", b"")})
    assert empty.errors == {"file": ["Tệp không có gì bên trong: chọn tệp khác."]}


@pytest.mark.parametrize(
    ("wanted", "good"), [("pdf", True), ("zip-both", True), ("exe", False), ("", False)]
)
def test_many_papers_are_wanted_in_a_way_there_is(wanted, good):
    assert BulkForm({"wanted": wanted}).is_valid() is good


def test_terms_are_asked_of_each_body_and_told_where_a_day_is_given():
    bodies = [Organisation(pk=1, name="Đảng bộ xã"), Organisation(pk=2, name="Chi bộ thôn 1")]
    form = TermsForm({"on_1": "", "on_2": "1/3/2022"}, without=bodies)
    assert form.is_valid()
    assert form.days() == [(bodies[1], date(2022, 3, 1))]
    assert [field.label for field in form] == ["Đảng bộ xã", "Chi bộ thôn 1"]
    assert not TermsForm({"on_1": "31/2/2022"}, without=bodies).is_valid()


def test_a_term_needs_a_day_and_a_mended_one_begins_with_its_own():
    assert TermForm({}).errors["on"]
    form = MendTermForm(None, term=Term(begins_on=date(2022, 3, 1)))
    assert form["on"].value() == "1/3/2022"
