"""Opening a class and drawing up its list: who may be sent, how many, and when it is closed."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from taonguon.classes import facts, telling
from taonguon.classes.actions import holding, planning
from taonguon.classes.models import Quota, Seat, StudyClass
from taonguon.journal.models import JournalEntry
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from tests import cast
from tests.classes.conftest import TODAY, ago


def listed(one):
    return [row.name for row in facts.roster(one)]


def offered(one):
    """Return, by name, why somebody may not be sent; empty for who may."""
    told = facts.candidates(one, in_use(), TODAY)
    return {each.person.name: telling.why(each.why) if each.why else "" for each in told}


def test_those_who_may_be_sent_come_first_and_the_others_say_why(lan, do):
    cast.record([
        *do.prospect(cast.DUC, proposed=None),
        *do.prospect(cast.MAI), do.certified(cast.MAI, 30),
        *do.prospect(cast.THAO),
        cast.fact("case.unlisted", ago(5), person=cast.THAO, organisation=cast.HAMLET_1, reason="x"),
    ])  # fmt: skip
    told = offered(do.opened())
    assert next(iter(told)) == "Nguyễn Thị Lan"
    assert told["Nguyễn Thị Lan"] == ""
    assert told["Phạm Minh Đức"] == "chi bộ chưa đề nghị"
    assert told["Lê Thị Mai"].startswith("giấy chứng nhận số 9/GCN-TTCT còn giá trị đến")
    assert told["Vũ Phương Thảo"].startswith("không còn trong diện xem xét từ")


def test_a_certificate_that_ran_out_needs_a_new_proposal(commune, do):
    old = 61 * 31
    cast.record([
        *do.prospect(cast.MAI, proposed=60), do.certified(cast.MAI, old),
        *do.prospect(cast.DUC, proposed=None), do.certified(cast.DUC, old),
    ])  # fmt: skip
    told = offered(do.opened())
    assert told == {"Lê Thị Mai": "", "Phạm Minh Đức": "chi bộ chưa đề nghị"}


def test_nobody_is_on_two_lists_of_one_kind(lan, do):
    first, second = do.opened(name="Khóa I", end_on=TODAY), do.opened(name="Khóa II")
    do.nominate(first, lan)
    assert offered(second) == {"Nguyễn Thị Lan": "đã có tên ở Khóa I"}
    with pytest.raises(Refused, match="đã có tên ở Khóa I"):
        do.nominate(second, lan)
    assert not second.seats.exists()


def test_who_may_not_be_sent_is_refused_by_name(lan, do):
    cast.record(do.prospect(cast.DUC, proposed=None))
    one = do.opened()
    with pytest.raises(Refused, match="Phạm Minh Đức: chi bộ chưa đề nghị"):
        do.nominate(one, lan, Person.objects.get(pk=cast.DUC))
    assert listed(one) == []


def test_a_list_is_by_cell_and_name_with_guests_last(lan, hung, do):
    one = do.opened()
    do.nominate(one, hung, lan, guests=[("Bùi An", "Đảng bộ xã Bình Minh")])
    assert listed(one) == ["Nguyễn Thị Lan", "Trần Văn Hùng", "Bùi An"]
    do.nominate(one, hung, guests=[])
    assert listed(one) == ["Trần Văn Hùng"]
    kept = JournalEntry.objects.filter(act="class.nominate").order_by("pk").last()
    assert kept.details == {"added": 0, "removed": 2}


def test_somebody_of_another_commune_is_refused(lan, do):
    cast.record(do.prospect(cast.DUC, cast.OTHER_CELL))
    with pytest.raises(Refused, match="không thuộc diện dự lớp"):
        do.nominate(do.opened(), Person.objects.get(pk=cast.DUC))


def test_the_other_kinds_take_members(commune, do):
    cast.record([*do.member(cast.DUC, "probationary"), *do.member(cast.MAI, "official")])
    assert list(offered(do.opened("new_member"))) == ["Phạm Minh Đức"]
    assert set(offered(do.opened("committee")).values()) == {""}
    assert len(offered(do.opened("committee"))) == 2


def test_more_people_than_places_are_refused(lan, hung, do):
    one = do.opened(places=1)
    with pytest.raises(Refused, match="Lớp có 1 chỗ, danh sách có 2 người: bớt 1 người"):
        do.nominate(one, lan, hung)
    do.nominate(one, lan)


def quotas(one, cells, units=()):
    planning.set_quotas(study_class=one, cells=cells, units=dict(units), by=None, at=timezone.now())


def test_a_cell_and_a_neighbour_send_no_more_than_their_places(lan, hung, do):
    one = do.opened()
    unit = "Đảng bộ xã Bình Minh"
    quotas(one, {cast.HAMLET_1: 0, cast.HAMLET_2: 1}, {unit: 1})
    guests = [("Bùi An", unit), ("Bùi Bình", unit)]
    with pytest.raises(Refused) as refused:
        do.nominate(one, lan, hung, guests=guests)
    said = str(refused.value)
    assert "Chi bộ thôn 1: 1 người, 0 chỗ" in said
    assert f"{unit}: 2 người, 1 chỗ" in said
    assert "thôn 2" not in said
    do.nominate(one, hung, guests=guests[:1])


def test_no_more_places_are_given_than_there_are(commune, do):
    one = do.opened(places=10)
    with pytest.raises(Refused, match="Đã chia 11 chỗ, lớp chỉ có 10 chỗ: bớt 1 chỗ"):
        quotas(one, {cast.HAMLET_1: 6}, {"Xã bạn": 5})
    quotas(one, {cast.HAMLET_1: 6}, {"Xã bạn": 4})
    quotas(one, {cast.HAMLET_1: 3})
    assert facts.places_of(one) == {cast.HAMLET_1: 3}


def test_an_approved_list_is_closed_until_opened_again(held, lan, do):
    with pytest.raises(Refused, match="mở lại danh sách"):
        do.nominate(held, lan)
    with pytest.raises(Refused, match="đã được duyệt"):
        do.approve(held)
    planning.reopen(study_class=held, because="bổ sung", by=None, at=timezone.now())
    do.nominate(held, lan)
    assert listed(held) == ["Nguyễn Thị Lan"]
    assert JournalEntry.objects.get(act="class.reopen").details == {"because": "bổ sung"}


def test_an_empty_list_and_a_decision_to_come_are_refused(lan, do):
    one = do.opened()
    with pytest.raises(Refused, match="chưa có ai"):
        do.approve(one)
    do.nominate(one, lan)
    with pytest.raises(Refused, match="tương lai"):
        do.approve(one, on=ago(-1))


def test_whoever_was_there_stays_on_the_list(held, lan, hung, do):
    holding.mark_present(
        session=do.session(held), seat=do.seat_of(held, "Hùng"), by=None, at=timezone.now()
    )
    planning.reopen(study_class=held, because="x", by=None, at=timezone.now())
    with pytest.raises(Refused, match="đã điểm danh"):
        do.nominate(held, lan)
    do.nominate(held, lan, hung)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"end_on": ago(11)}, "Ngày bế giảng trước ngày khai giảng"),
        ({"start_on": ago(365 * 20)}, "Bộ quy định bắt đầu từ"),
        ({"decision_number": "45-QĐ/ĐU"}, "ghi đủ cả số và ngày"),
        ({"decision_on": ago(11)}, "ghi đủ cả số và ngày"),
    ],
)
def test_a_class_that_cannot_be_is_refused(commune, do, told, why):
    with pytest.raises(Refused, match=why):
        do.opened(**told)
    assert not StudyClass.objects.exists()


def plan(one, *sessions):
    planning.plan_sessions(study_class=one, sessions=sessions, by=None, at=timezone.now())


def test_sessions_lie_in_the_class_one_at_a_time(held, do):
    with pytest.raises(Refused, match="nằm ngoài lớp"):
        plan(held, (ago(5), 1, ""))
    with pytest.raises(Refused, match="trùng"):
        plan(held, (ago(8), 1, "a"), (ago(8), 1, "b"))
    plan(held, (ago(8), 1, "Bài 1"), (ago(8), 2, ""))
    plan(held, (ago(8), 1, "Bài 2"))
    assert [one.subject for one in held.sessions.all()] == ["Bài 2"]


def test_a_session_that_was_attended_is_kept(held, do):
    session = do.session(held)
    holding.mark_present(session=session, seat=do.seat_of(held, "Lan"), by=None, at=timezone.now())
    with pytest.raises(Refused, match="đã điểm danh"):
        plan(held, (ago(7), 1, ""))


@pytest.mark.parametrize(
    "row",
    [
        lambda one: Seat(study_class=one, person=5, name="An", unit="Xã"),
        lambda one: Seat(study_class=one, name="An"),
        lambda one: Seat(study_class=one),
        lambda one: Quota(study_class=one, cell=3, unit="Xã", places=1),
        lambda one: Quota(study_class=one, places=1),
        lambda one: StudyClass(kind="committee", name="x", organisation=1, start_on=ago(1),
                               end_on=ago(2)),
        lambda one: StudyClass(kind="committee", name="x", organisation=1, start_on=ago(1),
                               end_on=ago(1), approved_at=timezone.now()),
    ],
)  # fmt: skip
def test_what_must_never_be_false_is_refused_by_the_database(commune, do, row):
    one = do.opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(one).save()


def test_a_person_sits_once(held, lan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(study_class=held, person=lan.pk)


def test_somebody_found_to_be_another_sits_as_the_other(held, lan, do):
    same = cast.fact("same_person", ago(1), person=lan.pk, into=cast.MAI)
    cast.record([*do.prospect(cast.MAI), same])

    def sitting():
        return {row.person.pk for row in facts.roster(held) if row.person}

    assert sitting() == {cast.MAI, cast.HUNG}
    planning.reopen(study_class=held, because="x", by=None, at=timezone.now())
    do.nominate(held, Person.objects.get(pk=cast.MAI))
    assert sitting() == {cast.MAI}
