"""Who sees which meetings, who may record them, and what others' eyes do not reach."""

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.meetings.models import Meeting, Review
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = Month.holding(TODAY)
READERS = ("office", "deputy", "committee", "secretary")
STRANGERS = ("mass", "superior", "administrator")
COMMON = ("meetings", "meeting_review", "sympathisers")
OF_CELL = ("meeting", "meeting_sheet", "meeting_record", "meeting_correct")


def url(name, cell, month=NOW):
    return reverse(name, args=[cell.pk, month.year, month.month])


def typed(**more):
    return {"held_on": show_day(TODAY), "resolution": "1-NQ/CB", "da-xem": "1", **more}


def prospects(**asked):
    return set(Person.objects.filter(standing="prospect", **asked).values_list("name", flat=True))


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("name", COMMON)
def test_who_may_not_see_people_sees_no_meeting(signed_in, role, name):
    assert signed_in(role).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("name", COMMON)
def test_who_sees_people_sees_the_meetings_about_them(signed_in, role, name):
    assert signed_in(role).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", COMMON)
def test_a_secretary_reads_no_name_of_another_cell(signed_in, units, name):
    text = page.main(signed_in("secretary").get(reverse(name))).text
    own = prospects(cell=units.hamlet)
    assert not [one for one in prospects() - own if one in text]
    assert units.next_hamlet.name not in text


def test_a_secretary_sees_of_a_review_the_own_cell_s_answers_alone(signed_in, units):
    last = NOW.before
    asked = {"thang": f"{last.year}-{last.month}"}
    text = page.main(signed_in("secretary").get(reverse("meeting_review"), asked)).text
    assert "Nguyễn Thị Mơ" in text
    assert "Vũ Hồng Vân" not in text


@pytest.mark.parametrize("name", OF_CELL)
def test_the_other_cell_s_meeting_is_not_there_for_a_secretary(signed_in, units, name):
    secretary = signed_in("secretary")
    for cell in (units.next_hamlet, units.cell_elsewhere):
        assert secretary.get(url(name, cell)).status_code == 404
        assert secretary.post(url(name, cell), typed()).status_code == 404
    assert not Meeting.objects.filter(cell=units.next_hamlet.pk).exists()


@pytest.mark.parametrize("role", ["deputy", "committee", "superior", "mass", "administrator"])
def test_who_records_nothing_records_no_meeting(signed_in, units, role):
    client = signed_in(role)
    assert client.post(url("meeting_record", units.next_hamlet), typed()).status_code == 403
    assert client.post(reverse("meeting_review_record"), typed()).status_code == 403
    assert not Meeting.objects.filter(cell=units.next_hamlet.pk).exists()


def test_a_secretary_cannot_answer_for_the_committee(signed_in):
    before = Review.objects.count()
    answer = signed_in("secretary").post(reverse("meeting_review_record"), typed())
    assert answer.status_code == 403
    assert Review.objects.count() == before


def test_the_office_records_for_a_cell_from_its_sheet(office, units):
    answer = office.post(url("meeting_record", units.next_hamlet), typed(), follow=True)
    assert "Đã lưu lúc" in page.main(answer).text
    assert Meeting.objects.filter(cell=units.next_hamlet.pk, month=NOW.first).exists()


def test_people_of_another_cell_typed_into_the_form_are_not_heard(signed_in, units):
    stranger = Person.objects.filter(cell=units.next_hamlet, standing="prospect").first()
    said = typed(**{f"p{stranger.pk}-listed": "on"})
    signed_in("secretary").post(url("meeting_record", units.hamlet), said)
    stranger.refresh_from_db()
    assert stranger.prospect.listed_on is None


def test_the_commune_elsewhere_is_out_of_sight(office, units):
    told = [page.main(office.get(reverse(name))).text for name in COMMON]
    assert not [text for text in told if units.cell_elsewhere.name + " " in text]
    sheets = page.main(office.get(reverse("meeting_sheets")))
    ours = Organisation.objects.filter(kind="cell", parent=units.commune).count()
    assert len(sheets.all("article", "form-sheet")) == ours


def test_a_long_name_is_shown_whole(signed_in, units):
    name = "Công Tằng Tôn Nữ Hoàng Nguyễn Thị Phương Thảo Quỳnh Như"
    cast.record([
        cast.description(90_000, "2026-01-05", name=name, born="1999"),
        cast.fact(
            "introduction", "2026-01-05", person=90_000, organisation=units.hamlet.pk,
            by="Hội Liên hiệp Phụ nữ xã Khánh Nhạc, chi hội xóm 6",
        ),
    ])  # fmt: skip
    secretary = signed_in("secretary")
    for page_name in ("meeting", "meeting_record", "meeting_sheet"):
        assert name in page.main(secretary.get(url(page_name, units.hamlet))).text


def test_what_is_typed_is_shown_as_typed_and_never_as_markup(signed_in, units):
    mo = Person.objects.get(name="Nguyễn Thị Mơ", cell=units.hamlet)
    said = typed(**{f"p{mo.pk}-remark": "<b>Tốt</b> & vui", "minutes": "<i>1</i>"})
    answer = signed_in("secretary").post(url("meeting_record", units.hamlet), said, follow=True)
    assert "Nhận xét: <b>Tốt</b> & vui" in page.main(answer).text
    assert b"<b>T\xe1\xbb\x91t" not in answer.content


@pytest.mark.parametrize("name", ["meeting", "meeting_record", "meeting_sheet"])
def test_every_box_and_line_has_its_words(signed_in, units, name):
    main = page.main(signed_in("secretary").get(url(name, units.hamlet)))
    labelled = {one.get("for") for one in main.all("label")}
    asked = [
        one
        for tag in ("input", "select", "textarea")
        for one in main.all(tag)
        if one.get("type") not in ("hidden", "radio")
    ]
    assert all(one.get("id") in labelled for one in asked)
