"""A visit with what was raised and promised; sent twice it is written once; a mistake is taken away."""

import pytest
from django.db import IntegrityError, transaction

from taonguon.difficulties.actions import Handling, Raised
from taonguon.difficulties.models import Difficulty
from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.visits import facts, telling
from taonguon.visits.actions import visiting as actions
from taonguon.visits.models import Agreement, Visit
from tests import cast


def cells():
    return list(Organisation.objects.filter(kind="cell", parent=cast.COMMUNE).order_by("path"))


def hard(do, on="2026-11-10", due="2026-12-10"):
    raised = Raised(do.unit(), "money", "In tài liệu", "Không có tiền", "", "Bí thư", do.day(on))
    return raised, Handling("Văn phòng", do.day(due), "heavy", "cell")


def test_given_a_visit_then_what_was_raised_and_promised_is_kept_with_it(do, hoa):
    visit = do.go(hoa, raised=[hard(do)], promises=[do.promise()], heard="Bàn việc làm đường")
    assert visit.difficulties.get().task == "In tài liệu"
    assert (visit.agreements.get().owner, visit.heard) == ("Văn phòng", "Bàn việc làm đường")


def test_a_visit_is_journalled_with_how_much_it_brought(do, hoa):
    do.go(hoa, raised=[hard(do)], promises=[do.promise(), do.promise("Gặp Đoàn xã")])
    told = JournalEntry.objects.get(act="visit.record").details
    assert told == {"cell": cast.HAMLET_1, "difficulties": 1, "promises": 2}


def test_given_the_same_form_sent_again_then_nothing_is_written_twice(do, hoa):
    first = do.go(hoa, raised=[hard(do)], promises=[do.promise()], key="một")
    again = do.go(hoa, raised=[hard(do)], promises=[do.promise()], key="một")
    assert again.pk == first.pk
    assert (Visit.objects.count(), Difficulty.objects.count(), Agreement.objects.count()) == (
        1,
        1,
        1,
    )
    assert JournalEntry.objects.filter(act="visit.record").count() == 1


def test_two_visits_of_one_day_are_two(do, hoa):
    do.go(hoa, key="một")
    do.go(hoa, key="hai")
    assert Visit.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": "2026-11-26"}, "còn ở tương lai"),
        ({"on": "1999-05-01"}, "không hoạt động"),
        ({"on": "2019-12-31"}, "không ở trong cấp ủy"),
    ],
)
def test_a_visit_that_cannot_have_been_is_refused(do, hoa, said, words):
    with pytest.raises(Refused, match=words):
        do.go(hoa, **said)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(("on", "fits"), [("2026-06-30", True), ("2026-07-01", False)])
def test_who_has_left_the_committee_visits_no_more(do, on, fits):
    gone = do.seat("Đỗ Văn Cũ", until="2026-07-01")
    if fits:
        assert do.go(gone, on=on)
    else:
        with pytest.raises(Refused, match="không ở trong cấp ủy"):
            do.go(gone, on=on)


def test_given_one_thing_refused_then_nothing_of_the_visit_is_written(do, hoa):
    with pytest.raises(Refused, match="không thể trước ngày nêu"):
        do.go(hoa, raised=[hard(do), hard(do, due="2026-11-01")], promises=[do.promise()])
    with pytest.raises(Refused, match="trước ngày dự"):
        do.go(hoa, raised=[hard(do)], promises=[do.promise(due="2026-11-09")])
    assert not Visit.objects.exists()
    assert not Difficulty.objects.exists()


def test_a_promise_is_open_until_somebody_says_that_it_was_kept(do, hoa):
    one = do.go(hoa, promises=[do.promise()]).agreements.get()
    assert facts.unkept(facts.promises(cells())) == [one]
    do.answer(one, kept=False, text="chưa có chỗ")
    assert facts.unkept(facts.promises(cells())) == [one]
    do.answer(one)
    assert facts.unkept(facts.promises(cells())) == []


def test_the_latest_answer_holds_and_the_earlier_stays(do, hoa):
    one = do.go(hoa, promises=[do.promise()]).agreements.get()
    do.answer(one)
    do.answer(one, kept=False, text="nhầm, chưa làm")
    assert one.answers.count() == 2
    assert not one.answer.kept


@pytest.mark.parametrize(
    ("today", "words"), [("2026-11-20", "chưa đến hạn"), ("2026-11-22", "quá hạn 2 ngày")]
)
def test_a_promise_says_how_late_it_is(do, hoa, today, words):
    do.go(hoa, promises=[do.promise()])
    (one,) = facts.promises(cells())
    assert telling.promise(one, do.day(today))["pill"]["words"] == words


def test_given_a_visit_taken_away_then_it_and_its_promises_count_no_more(do, hoa):
    visit = do.go(hoa, raised=[hard(do)], promises=[do.promise()])
    actions.withdraw(visit=visit, because="ghi nhầm chi bộ", by=None, at=do.now)
    told = facts.year(cells(), do.day("2026-11-25"))
    assert (told.visits, told.late, dict(told.last)) == ((), (), {})
    assert Difficulty.objects.count() == 1  # a case of its own
    with pytest.raises(Refused, match="đã rút rồi"):
        actions.withdraw(visit=visit, because="nữa", by=None, at=do.now)


def test_a_visit_is_never_without_a_reason_when_taken_away(do, hoa):
    visit = do.go(hoa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(withdrawn_at=do.now)


def test_a_year_counts_its_own_visits_up_to_the_day(do, hoa):
    for on in ("2025-12-31", "2026-01-01", "2026-11-24", "2026-11-25"):
        do.go(hoa, on=on)
    told = facts.year(cells(), do.day("2026-11-24"))
    assert [one.visited_on.isoformat() for one in told.visits] == ["2026-11-24", "2026-01-01"]
    assert told.visited == 1
    assert told.last == {cast.HAMLET_1: do.day("2026-11-24")}


def test_cells_never_visited_wait_longest_then_those_visited_long_ago(do, hoa):
    do.go(hoa, on="2026-11-20", cell=cast.HAMLET_1)
    do.go(hoa, on="2026-08-25", cell=cast.HAMLET_2)
    told = facts.year(cells(), do.day("2026-11-25"))
    assert [one.pk for one in told.waiting] == [cast.SCHOOL, cast.CREDIT_FUND, cast.HAMLET_2]


def test_the_visits_of_each_member_are_counted(do, hoa):
    tam = do.seat("Lý Văn Tám")
    do.go(hoa, on="2026-10-01")
    do.go(hoa, on="2026-11-01", cell=cast.HAMLET_2)
    do.go(tam, on="2026-11-02")
    told = facts.year(cells(), do.day("2026-11-25")).by_member()
    assert {member.name: len(made) for member, made in told.items()} == {
        "Trần Thị Hòa": 2, "Lý Văn Tám": 1,
    }  # fmt: skip


def test_who_sits_above_a_cell_may_be_chosen_and_nobody_of_elsewhere(do, hoa):
    do.seat("Người xã khác", commune=cast.ELSEWHERE)
    assert facts.seats([do.unit()], do.day("2026-11-25")) == [hoa]


def test_a_year_is_read_in_as_many_queries_for_many_visits(do, hoa, django_assert_max_num_queries):
    for n in range(1, 7):
        one = do.go(hoa, on=f"2026-10-0{n}", promises=[do.promise()]).agreements.get()
        do.answer(one, kept=False)
    units = cells()
    with django_assert_max_num_queries(7):
        told = facts.year(units, do.day("2026-11-25"))
        assert len(told.late) == len(told.visits) == 6
        assert all(len(one.agreements.all()) == 1 for one in told.visits)
