"""Attendance, results and certificates: what is marked, refused, numbered and recorded as a step."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from taonguon.cases import facts as cases
from taonguon.classes import facts, telling, tokens
from taonguon.classes.actions import holding, planning
from taonguon.classes.eligibility import HOLDS, last_day, why_not
from taonguon.classes.models import Attendance, Certificate
from taonguon.core.assessment import assess
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from taonguon.rules.classes import shipped
from tests import cast
from tests.classes.conftest import TODAY, ago


def mark(session, present, before=()):
    holding.mark_session(
        session=session, present=present, before=before, by=None, at=timezone.now()
    )


def there(session):
    return set(Attendance.objects.filter(session=session).values_list("seat", flat=True))


def test_a_list_marks_those_ticked_and_unmarks_those_it_had_shown(held, do):
    session = do.session(held)
    lan, hung, hoa = (do.seat_of(held, name).pk for name in ("Lan", "Hùng", "Hoa"))
    mark(session, [lan, hung])
    assert there(session) == {lan, hung}
    mark(session, [hung, hoa], before=[lan, hung])
    assert there(session) == {hung, hoa}


def test_who_was_marked_by_code_meanwhile_stays_marked(held, do):
    session = do.session(held)
    lan, hung = do.seat_of(held, "Lan"), do.seat_of(held, "Hùng")
    assert holding.mark_present(session=session, seat=lan, by=None, at=timezone.now())
    assert not holding.mark_present(session=session, seat=lan, by=None, at=timezone.now())
    mark(session, [hung.pk], before=[])
    assert there(session) == {lan.pk, hung.pk}
    assert JournalEntry.objects.filter(act="class.present").count() == 1


def test_nobody_is_marked_before_the_day_nor_before_the_list_is_approved(lan, do):
    one = do.opened(end_on=ago(-5))
    do.nominate(one, lan)
    seat = one.seats.get()
    with pytest.raises(Refused, match="chưa duyệt"):
        mark(do.session(one), [seat.pk])
    do.approve(one)
    with pytest.raises(Refused, match="chưa đến"):
        mark(do.session(one, days=-1), [seat.pk])
    assert not Attendance.objects.exists()


def test_a_seat_of_another_class_is_not_marked(held, do):
    other = do.opened("committee")
    cast.record(do.member(cast.DUC, "official"))
    do.nominate(other, Person.objects.get(pk=cast.DUC))
    session = do.session(held)
    with pytest.raises(Refused, match="không có trong danh sách"):
        holding.mark_present(session=session, seat=other.seats.get(), by=None, at=timezone.now())
    mark(session, [other.seats.get().pk])
    assert not there(session)


def test_results_wait_for_an_approved_list_and_the_first_day(lan, do):
    one = do.opened(start_on=ago(-3), end_on=ago(-5))
    do.nominate(one, lan)
    with pytest.raises(Refused, match="chưa duyệt"):
        do.grade(one, Lan="good")
    do.approve(one)
    with pytest.raises(Refused, match="chưa thể ghi kết quả"):
        do.grade(one, Lan="good")


def test_those_who_passed_are_certified_in_the_order_of_the_list(held, lan, hung, do):
    assert do.grade(held, Lan="good", Hùng="failed", Hoa="passed") == 3
    assert do.grade(held, Lan="good") == 0
    assert do.certify(held) == 2
    numbers = {row.name: row.certificate and row.certificate.number for row in facts.roster(held)}
    assert numbers == {
        "Nguyễn Thị Lan": "103/GCN-TTCT", "Trần Văn Hùng": None, "Lê Thị Hoa": "104/GCN-TTCT",
    }  # fmt: skip
    lan.refresh_from_db()
    assert (lan.prospect.certificate, lan.prospect.certified_on) == ("103/GCN-TTCT", ago(3))


def test_a_certificate_is_a_step_that_keeps_number_class_paper_and_verdict(held, do):
    do.grade(held, Lan="good")
    do.certify(held)
    fact = Fact.objects.get(kind="certificate")
    assert (fact.person, fact.happened_on) == (cast.LAN, ago(3))
    assert (fact.data["number"], fact.data["class"]) == ("103/GCN-TTCT", held.pk)
    assert fact.data["on_paper"]["form"] == "CN-NTVĐ"
    assert fact.data["on_paper"]["issued_by"] == "Trung tâm chính trị xã An Hòa"
    assert fact.data["verdict"]["day"] == ago(3).isoformat()
    told = assess(cases.one(Person.objects.get(pk=cast.LAN)), in_use(), TODAY)
    assert "certificate" in {one.step for one in told.done}


def test_whoever_passed_later_gets_the_next_number(held, do):
    do.grade(held, Lan="good")
    do.certify(held)
    do.grade(held, Hùng="fair")
    with pytest.raises(Refused, match="Số đã cấp trong năm này: 103/GCN-TTCT"):
        do.certify(held)
    assert do.certify(held, "104/GCN-TTCT") == 1
    with pytest.raises(Refused, match="Không còn ai"):
        do.certify(held, "105/GCN-TTCT")


def test_a_number_known_from_a_list_is_not_given_again(held, do):
    day = ago(4)
    number = "103/GCN-TTCT"
    cast.record([*do.prospect(cast.MAI), do.certified(cast.MAI, 4, number)])
    do.grade(held, Lan="good")
    if day.year == ago(3).year:
        with pytest.raises(Refused, match="103/GCN-TTCT"):
            do.certify(held, number)
    assert not Certificate.objects.exists()
    assert do.certify(held, "104/GCN-TTCT") == 1


@pytest.mark.parametrize(
    ("first", "on", "why"),
    [
        ("GCN-TTCT", ago(3), "phải có chữ số"),
        ("103/GCN", ago(7), "trước ngày bế giảng"),
        ("103/GCN", ago(-1), "tương lai"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(held, do, first, on, why):
    do.grade(held, Lan="good")
    with pytest.raises(Refused, match=why):
        do.certify(held, first, on)
    assert not Certificate.objects.exists()
    assert not Fact.objects.filter(kind="certificate").exists()


def test_a_certificate_does_not_stand_without_a_pass_nor_the_list_opened(held, do):
    do.grade(held, Lan="good")
    do.certify(held)
    with pytest.raises(Refused, match="Số 103/GCN-TTCT đã cấp"):
        do.grade(held, Lan="failed")
    with pytest.raises(Refused, match="không mở lại"):
        planning.reopen(study_class=held, because="x", by=None, at=timezone.now())
    do.grade(held, Lan="excellent")


def test_the_database_gives_a_number_once(held, do):
    do.grade(held, Lan="good")
    do.certify(held)
    again = {"kind": "awareness", "year": ago(3).year, "number": "103/GCN-TTCT", "on": ago(3)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(seat=do.seat_of(held, "Hùng"), **again)


def test_the_new_member_class_records_its_step_on_probation(commune, do):
    cast.record(do.member(cast.DUC, "probationary"))
    duc = Person.objects.get(pk=cast.DUC)
    one = do.opened("new_member")
    do.nominate(one, duc)
    do.approve(one)
    do.grade(one, Đức="good")
    do.certify(one, "7/GCN-ĐVM")
    fact = Fact.objects.get(kind="case.new_member_class")
    assert fact.data["on_paper"]["form"] == "CN-ĐVM"
    later = do.opened("new_member", name="Khóa sau")
    told = facts.candidates(later, in_use(), TODAY)
    assert [telling.why(each.why)[:12] for each in told] == ["đã học, giấy"]


def test_committee_training_records_no_step(commune, do):
    cast.record(do.member(cast.DUC, "official"))
    one = do.opened("committee")
    do.nominate(one, Person.objects.get(pk=cast.DUC))
    do.approve(one)
    do.grade(one, Đức="passed")
    before = Fact.objects.count()
    assert do.certify(one, "01/GCN-BDCU") == 1
    assert Fact.objects.count() == before


def test_what_the_rules_refuse_is_told_by_name_and_nothing_is_written(commune, do):
    cast.record(do.member(cast.DUC, "probationary"))
    one = do.opened("new_member")
    do.nominate(one, Person.objects.get(pk=cast.DUC))
    do.approve(one)
    do.grade(one, Đức="good")
    cast.record([cast.fact("case.decision_cancelled", ago(5), person=cast.DUC,
                           organisation=cast.HAMLET_1, ground="standard")])  # fmt: skip
    with pytest.raises(Refused, match="Phạm Minh Đức"):
        do.certify(one, "7/GCN-ĐVM")
    assert not Certificate.objects.exists()


def test_a_certificate_holds_sixty_months(held, lan, do):
    kind, book = shipped().kinds["awareness"], in_use()
    assert last_day(kind, book, date(2021, 3, 31), date(2026, 1, 1)) == date(2026, 3, 31)
    assert last_day(shipped().kinds["new_member"], book, date(2021, 3, 31), TODAY) is None
    cast.record([do.certified(cast.LAN, 0)])
    told = why_not(cases.one(lan), book, kind, TODAY)
    assert (told.code, told.said["number"]) == (HOLDS, "9/GCN-TTCT")


def test_a_code_is_signed_and_stands_for_one_seat(held, do):
    seat = do.seat_of(held, "Lan").pk
    code = tokens.token(seat)
    assert tokens.seat_of(code) == seat
    forged = [
        code[:-1] + ("A" if code[-1] != "A" else "B"),
        f"{seat}",
        f"{seat + 1}:{code[3:]}",
        "",
    ]
    assert [tokens.seat_of(one) for one in forged] == [None] * 4
    assert len(code) > 40


def test_a_code_is_a_picture_without_script():
    picture = tokens.picture("http://127.0.0.1:8000/lop/co-mat/12:abc/").decode()
    assert picture.startswith("<svg ")
    assert "<script" not in picture
    assert 'xmlns="http://www.w3.org/2000/svg"' in picture


def test_a_class_stands_where_its_papers_are(held, do):
    def where(day=TODAY):
        held.refresh_from_db()
        return telling.place_of(held, telling.counts(facts.roster(held)), day)

    assert [where(ago(n)) for n in (11, 10, 6, 5)] == [
        telling.APPROVED, telling.UNDER_WAY, telling.UNDER_WAY, telling.RESULTS,
    ]  # fmt: skip
    do.grade(held, Lan="good", Hùng="failed")
    assert where() == telling.RESULTS
    do.grade(held, Hoa="failed")
    assert where() == telling.CERTIFY
    do.certify(held)
    assert where() == telling.DONE
