"""A difficulty is raised, worked on, removed and taken up again; what was said before stays."""

import pytest
from django.db import IntegrityError, transaction

from taonguon.difficulties import actions, facts
from taonguon.difficulties.models import Difficulty, Turn
from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from tests import cast


def kinds(row):
    return [one.kind for one in Turn.objects.filter(difficulty=row)]


def cells():
    return Organisation.objects.filter(kind="cell")


def test_given_a_difficulty_raised_then_it_is_open_with_owner_and_day(do):
    course = do.told(do.add()).course
    assert course.open
    assert (course.now.owner, course.now.due) == ("Đoàn xã", do.day("2026-12-01"))
    assert course.raised_on == do.day("2026-10-01")


def test_names_are_tidied_before_they_are_kept(do):
    row = do.add(raised_by="  bí  thư chi bộ ", owner=" Kiều   Văn Tỏ ")
    assert row.raised_by == "bí thư chi bộ"
    assert row.turns.get().owner == "Kiều Văn Tỏ"


def test_every_act_is_journalled_with_what_it_was(do):
    row = do.add()
    do.act(row, "2026-10-05")
    do.close(row, "2026-10-09")
    do.reopen(row, "2026-10-11")
    actions.withdraw(difficulty=row, because="ghi hai lần", by=None, at=do.now)
    told = JournalEntry.objects.filter(subject=f"difficulty:{row.pk}").order_by("pk")
    assert [one.act.removeprefix("difficulty.") for one in told] == [
        "raised", "acted", "closed", "reopened", "withdrawn",
    ]  # fmt: skip


def test_given_something_done_then_owner_day_and_level_may_change_and_the_earlier_stay(do):
    row = do.add()
    do.act(row, "2026-10-05", owner="Hội Phụ nữ", due="2026-12-20", level="commune")
    first, now = do.told(row).course.turns
    assert (first.owner, first.level) == ("Đoàn xã", "cell")
    assert (now.owner, now.due, now.level) == ("Hội Phụ nữ", do.day("2026-12-20"), "commune")


def test_given_a_removal_then_it_keeps_whose_it_was_and_how_long_it_took(do):
    row = do.add()
    do.close(row, "2026-10-15")
    course = do.told(row).course
    assert course.took() == 14
    assert course.now.owner == "Đoàn xã"


def test_given_it_is_there_again_then_it_is_open_and_counted_as_come_back(do):
    row = do.add()
    do.close(row, "2026-10-15")
    do.reopen(row, "2026-11-01", due="2026-12-31")
    course = do.told(row).course
    assert course.open
    assert course.reopened == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"on": "2026-11-26"}, "còn ở tương lai"),
        ({"on": "1999-12-31"}, "không hoạt động"),
        ({"due": "2026-09-30"}, "không thể trước ngày nêu"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(do, said, words):
    with pytest.raises(Refused, match=words):
        do.add(**said)
    assert not Difficulty.objects.exists()
    assert not JournalEntry.objects.filter(act__startswith="difficulty").exists()


@pytest.mark.parametrize(
    ("on", "due", "words"),
    [
        ("2026-11-26", "2026-12-01", "còn ở tương lai"),
        ("2026-09-30", "2026-12-01", "Lần ghi trước là ngày 1/10/2026"),
        ("2026-11-05", "2026-11-04", "không thể trước ngày 5/11/2026"),
    ],
)
def test_a_turn_cannot_come_before_the_one_before_it_or_be_due_before_itself(do, on, due, words):
    row = do.add()
    with pytest.raises(Refused, match=words):
        do.act(row, on, due=due)
    assert kinds(row) == ["raised"]


def test_what_was_done_after_the_day_due_may_leave_the_day_as_it_is(do):
    row = do.add(due="2026-10-20")
    do.act(row, "2026-11-05", due="2026-10-20")
    assert do.told(row).late(do.day("2026-11-05")) == 16


def test_a_removed_difficulty_takes_no_act_and_no_second_removal(do):
    row = do.add()
    do.close(row, "2026-10-15")
    with pytest.raises(Refused, match="không còn mở"):
        do.act(row, "2026-10-16")
    with pytest.raises(Refused, match="không còn mở"):
        do.close(row, "2026-10-16")
    assert kinds(row) == ["raised", "closed"]


def test_only_a_removed_difficulty_is_taken_up_again(do):
    row = do.add()
    with pytest.raises(Refused, match="Chỉ mở lại"):
        do.reopen(row, "2026-10-16")


def test_taken_up_again_it_needs_a_day_not_yet_past(do):
    row = do.add()
    do.close(row, "2026-10-15")
    with pytest.raises(Refused, match="ngày mở lại"):
        do.reopen(row, "2026-11-01", due="2026-10-31")


def test_a_mistake_is_taken_away_once_and_counts_nowhere_but_can_be_read(do):
    row = do.add()
    actions.withdraw(difficulty=row, because="ghi hai lần", by=None, at=do.now)
    assert facts.of(cells()) == []
    assert do.told(row).course.now.text == "ghi hai lần"
    with pytest.raises(Refused, match="đã rút rồi"):
        actions.withdraw(difficulty=row, because="nữa", by=None, at=do.now)


@pytest.mark.parametrize(
    "said",
    [{"kind": "raised"}, {"kind": "mended"}, {"level": "province"}, {"severity": "huge"}],
)
def test_the_rows_themselves_refuse_a_second_raising_and_unknown_codes(do, said):
    row = do.add()
    whole = {
        "kind": "acted", "happened_on": do.day("2026-10-02"), "owner": "x",
        "due_on": do.day("2026-12-01"), "severity": "heavy", "level": "cell",
        "recorded_at": do.now, **said,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(difficulty=row, **whole)


def test_those_pressing_are_the_open_ones_the_longest_due_first(do):
    late, soon, done = do.add(due="2026-10-20"), do.add(due="2026-12-01"), do.add()
    do.close(done, "2026-10-15")
    told = facts.pressing(facts.of(cells()), do.day("2026-11-25"))
    assert [one.row.pk for one in told] == [late.pk, soon.pk]


def test_as_of_an_earlier_day_what_was_removed_later_is_open(do):
    row = do.add()
    do.close(row, "2026-10-15")
    do.add(on="2026-11-20")
    (then,) = facts.as_of(facts.of(cells()), do.day("2026-10-10"))
    assert then.course.open


def test_only_the_cells_asked_for_are_read(do):
    do.add()
    other = do.add(cell=cast.OTHER_CELL)
    asked = cells().filter(pk=cast.OTHER_CELL)
    assert [one.row.pk for one in facts.of(asked)] == [other.pk]
    assert facts.one(cells().exclude(pk=cast.OTHER_CELL), other.pk) is None


def test_many_difficulties_are_read_in_as_many_queries_as_one(do, django_assert_max_num_queries):
    for _ in range(5):
        do.act(do.add(), "2026-10-05")
    with django_assert_max_num_queries(3):
        assert len(facts.of(cells())) == 5
