"""The office's pages of a class: each kind, each act sent by its form, and what is refused where."""

import pytest
from django.urls import reverse

from taonguon.classes import facts
from taonguon.classes.models import Attendance, Session, StudyClass
from taonguon.core.days import show_day
from taonguon.forms import filling, loading
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.papers.values import classes as values
from tests import cast
from tests.classes.conftest import TODAY, ago
from tests.pages import page

MANAGED = (
    "class_edit", "class_quotas", "class_nominate", "class_approve", "class_sessions",
    "class_sheets", "class_results", "class_certify", "class_certificates", "class_export",
    "class_read",
)  # fmt: skip


def url(name, one):
    return reverse(name, args=[one.pk])


def press(client, address, data):
    """Send a form; return where it led and what was said."""
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    return answer


def test_a_class_is_changed_by_its_form(office, held):
    opened = office.get(url("class_edit", held))
    told = page.typed(opened)
    assert told["start_on"] == show_day(ago(10))
    assert told["decision_number"] == "45-QĐ/ĐU"
    answer = press(
        office, url("class_edit", held), {**told, "place": "Nhà văn hóa", "places": "50"}
    )
    assert "Đã lưu lúc" in " ".join(page.notices(answer))
    held.refresh_from_db()
    assert (held.place, held.places) == ("Nhà văn hóa", 50)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"decision_number": "", "decision_on": ""}, "phải giữ số và ngày quyết định"),
        ({"end_on": "1/1/2020"}, "Ngày bế giảng trước ngày khai giảng"),
    ],
)
def test_an_approved_class_keeps_its_decision_and_order_of_days(office, held, changed, why):
    told = page.typed(office.get(url("class_edit", held)))
    answer = office.post(url("class_edit", held), {**told, **changed})
    assert why in " ".join(page.errors(answer))


def test_days_may_not_leave_an_attended_session_outside(office, held, do):
    session = do.session(held, days=10)
    Attendance.objects.create(session=session, seat=held.seats.first(), marked_at=held.approved_at)
    told = page.typed(office.get(url("class_edit", held)))
    answer = office.post(url("class_edit", held), {**told, "start_on": show_day(ago(9))})
    assert "giữ ngày học bao trùm buổi đó" in " ".join(page.errors(answer))


def test_places_are_given_and_shown_again(office, held):
    data = {f"cell_{cast.HAMLET_1}": "2", "units": "Đảng bộ xã Bình Minh; 3"}
    press(office, url("class_quotas", held), data)
    shown = office.get(url("class_quotas", held))
    assert page.typed(shown)[f"cell_{cast.HAMLET_1}"] == "2"
    assert "Đảng bộ xã Bình Minh; 3" in page.main(shown).text
    table = page.main(office.get(url("class_approve", held))).one("table")
    assert ["Chi bộ thôn 1", "1", "2"] in page.texts(table)
    assert ["Đảng bộ xã Bình Minh", "1", "3"] in page.texts(table)


def ticked(answer):
    boxes = page.main(answer).all("input", type="checkbox", name="people")
    return {int(one["value"]) for one in boxes if "checked" in one.attributes}


def test_those_proposed_first_are_ticked_up_to_the_places(office, lan, hung, do):
    cast.record(do.prospect(cast.MAI, cast.HAMLET_1, proposed=90))
    one = do.opened()
    assert ticked(office.get(url("class_nominate", one))) == {cast.LAN, cast.HUNG, cast.MAI}
    press(office, url("class_quotas", one), {f"cell_{cast.HAMLET_1}": "1", "units": ""})
    assert ticked(office.get(url("class_nominate", one))) == {cast.MAI, cast.HUNG}
    one.places = 1
    one.save()
    assert ticked(office.get(url("class_nominate", one))) == {cast.MAI}


def test_a_refused_list_keeps_what_was_ticked_and_typed(office, lan, hung, do):
    one = do.opened(places=1)
    data = {"people": [lan.pk, hung.pk], "guests": "Bùi An; Xã Đông"}
    answer = office.post(url("class_nominate", one), data)
    assert "Lớp có 1 chỗ, danh sách có 3 người" in " ".join(page.errors(answer))
    assert ticked(answer) == {lan.pk, hung.pk}
    assert "Bùi An; Xã Đông" in page.main(answer).text


def test_committee_members_are_offered_unticked(office, commune, do):
    cast.record([*do.member(cast.DUC, "official"), *do.member(cast.MAI, "probationary")])
    shown = office.get(url("class_nominate", do.opened("committee")))
    boxes = page.main(shown).all("input", type="checkbox", name="people")
    assert {int(one["value"]) for one in boxes} == {cast.DUC, cast.MAI}
    assert ticked(shown) == set()


def test_a_list_is_approved_and_opened_again_on_one_page(office, lan, do):
    one = do.opened()
    do.nominate(one, lan)
    address = url("class_approve", one)
    press(office, address, {"number": "45-QĐ/ĐU", "on": show_day(ago(12))})
    one.refresh_from_db()
    assert one.approved_at
    assert "quyết định 45-QĐ/ĐU" in page.main(office.get(address)).text
    assert "Hãy ghi lý do" in " ".join(page.errors(office.post(address, {"because": ""})))
    press(office, address, {"because": "bổ sung một người"})
    one.refresh_from_db()
    assert one.approved_at is None
    assert JournalEntry.objects.get(act="class.reopen").by == f"office{cast.COMMUNE}"


def test_sessions_are_planned_attended_and_kept(office, held):
    address = url("class_sessions", held)
    press(office, address, page.typed(office.get(address)))
    first = Session.objects.order_by("on", "part").first()
    assert (first.on, first.part) == (ago(10), 1)
    seats = [seat.pk for seat in held.seats.all()]
    press(office, reverse("class_session", args=[first.pk]), {"present": seats[:2]})
    shown = page.main(office.get(address))
    assert "2/3 có mặt" in shown.text
    data = page.typed(office.get(address)) | {"on_0": ""}
    assert "đã điểm danh" in " ".join(page.errors(office.post(address, data)))


def test_a_session_to_come_says_so_and_takes_no_attendance(office, lan, do):
    one = do.opened(end_on=ago(-3))
    do.nominate(one, lan)
    do.approve(one)
    session = do.session(one, days=-2)
    assert "chưa đến" in page.main(office.get(url("class_sessions", one))).text
    answer = office.post(
        reverse("class_session", args=[session.pk]), {"present": [one.seats.get().pk]}
    )
    assert "chưa đến" in " ".join(page.errors(answer))
    boxes = page.main(answer).all("input", type="checkbox", name="present")
    assert "checked" in boxes[0].attributes


def test_results_are_sent_one_by_one_or_together(office, held, do):
    lan = do.seat_of(held, "Lan").pk
    press(office, url("class_results", held), {f"seat_{lan}": "excellent", "rest": "failed"})
    grades = {row.name: row.seat.grade for row in facts.roster(held)}
    assert grades == {
        "Nguyễn Thị Lan": "excellent", "Trần Văn Hùng": "failed", "Lê Thị Hoa": "failed",
    }  # fmt: skip
    shown = page.typed(office.get(url("class_results", held)))
    assert shown[f"seat_{lan}"] == "excellent"
    answer = office.post(url("class_results", held), {f"seat_{lan}": "moon"})
    assert answer.status_code == 200
    assert page.errors(answer)


def test_the_first_number_offered_follows_the_last_given(office, held, do):
    address = url("class_certify", held)
    assert "Không còn ai chờ giấy" in page.main(office.get(address)).text
    do.grade(held, Lan="good")
    assert page.typed(office.get(address))["first"] == "01/GCN-TTCT"
    do.certify(held, "098/GCN-TTCT", TODAY)
    do.grade(held, Hùng="good")
    assert page.typed(office.get(address))["first"] == "099/GCN-TTCT"


def test_nothing_is_given_before_it_was_shown_and_a_refusal_is_told(office, held, do):
    do.grade(held, Lan="good")
    told = {"first": "103/GCN-TTCT", "on": show_day(ago(7))}
    shown = page.main(office.post(url("class_certify", held), told))
    assert "103/GCN-TTCT" in shown.text
    assert not Fact.objects.filter(kind="certificate").exists()
    answer = office.post(url("class_certify", held), {**told, "da-xem": "1"})
    assert "trước ngày bế giảng" in " ".join(page.errors(answer))
    assert not Fact.objects.filter(kind="certificate").exists()


@pytest.mark.parametrize(
    ("kind", "words"),
    [("awareness", "Là cảm tình Đảng của"), ("committee", "Là đảng viên của")],
)
def test_a_certificate_says_what_its_holder_is(office, lan, do, kind, words):
    cast.record(do.member(cast.DUC, "official"))
    person = lan if kind == "awareness" else facts.Person.objects.get(pk=cast.DUC)
    one = do.opened(kind)
    do.nominate(one, person)
    do.approve(one)
    do.grade(one, **{person.name.split()[-1]: "good"})
    do.certify(one)
    (told,) = values.certificates(one).values()
    form = next(form for form in loading.shipped().values() if form.code == values.form_of(one))
    text = str(filling.fill(form, told, on=told["certificate.on"]).blocks)
    assert words in text
    assert person.name.upper() in text
    assert told["certificate.from"] == ago(10)
    assert told["certificate.to"] == ago(6)
    assert "Chi bộ thôn 1" in text


@pytest.mark.parametrize("name", MANAGED)
def test_the_office_of_another_commune_reaches_nothing_of_it(signed_in, held, name):
    elsewhere = signed_in("office", cast.ELSEWHERE)
    assert elsewhere.get(url(name, held)).status_code == 404
    assert elsewhere.post(url(name, held), {}).status_code == 404
    assert elsewhere.get(url("study_class", held)).status_code == 404
    assert page.names(elsewhere.get(reverse("classes"))) == []


@pytest.mark.parametrize("role", ["deputy", "committee", "secretary"])
def test_who_runs_no_classes_changes_nothing(signed_in, held, role):
    place = cast.HAMLET_1 if role == "secretary" else cast.COMMUNE
    client = signed_in(role, place)
    assert client.get(url("study_class", held)).status_code == 200
    for name in MANAGED:
        assert client.post(url(name, held), {}).status_code == 403
    assert client.get(reverse("class_new")).status_code == 403


def test_a_cell_sees_its_own_people_and_a_cell_without_any_nothing(signed_in, held):
    mine = signed_in("secretary", cast.HAMLET_1)
    assert [
        row[0] for row in page.texts(page.main(mine.get(url("study_class", held))).one("table"))
    ] == ["1. Nguyễn Thị Lan"]
    other = signed_in("secretary", cast.SCHOOL)
    assert other.get(url("study_class", held)).status_code == 404
    assert "Chưa có lớp nào" in page.main(other.get(reverse("classes"))).text


@pytest.mark.parametrize("name", MANAGED)
def test_a_page_without_anybody_on_the_list_still_opens(office, commune, do, name):
    assert office.get(url(name, do.opened())).status_code == 200


def test_the_first_class_is_opened_from_the_empty_list(office, commune):
    main = page.main(office.get(reverse("classes")))
    assert "Chưa có lớp nào" in main.text
    assert main.all("a", href=reverse("class_new"))
    assert not StudyClass.objects.exists()
