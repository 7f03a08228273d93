"""Passing directives to cells, their acknowledgements and tasks, what is owed and the counts."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from taonguon.directives import facts
from taonguon.directives.facts import Roll, Sum
from taonguon.directives.models import Passing, Progress
from taonguon.journal.models import JournalEntry
from taonguon.people.actions import Refused
from tests.cast import CELLS, CREDIT_FUND, HAMLET_1, HAMLET_2, OTHER_CELL, SCHOOL
from tests.directives.conftest import day, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(do):
    return do.register()


def passed(one):
    return set(one.passings.values_list("cell", flat=True))


def roll(*cells):
    rows = Passing.objects.filter(cell__in=cells or CELLS)
    return Roll(rows.select_related("directive").order_by("pk"))


def total(on, *cells):
    told = roll(*cells)
    return told.sum(told.passings, day(on))


def owed(on, *cells):
    return [
        (duty.cell, duty.task.text if duty.task else "", duty.due_on)
        for duty in facts.due(cells or CELLS, day(on))
    ]


def test_a_directive_is_passed_to_the_cells_that_are_offered(do, one):
    assert do.send(one, HAMLET_1, HAMLET_2, OTHER_CELL) == 2
    assert passed(one) == {HAMLET_1, HAMLET_2}
    told = JournalEntry.objects.get(act="directive.pass").details
    assert told == {"cells": [HAMLET_1, HAMLET_2], "taken_back": []}


def test_a_cell_passed_to_before_keeps_its_day(do, one):
    do.send(one, HAMLET_1, on="2016-06-01")
    assert do.send(one, HAMLET_1, SCHOOL, on="2016-06-20") == 1
    days = dict(one.passings.values_list("cell", "passed_on"))
    assert days == {HAMLET_1: day("2016-06-01"), SCHOOL: day("2016-06-20")}


def test_a_cell_that_has_said_nothing_is_left_out_again_and_one_that_has_is_not(do, one):
    do.send(one, HAMLET_1, HAMLET_2, SCHOOL)
    do.acknowledge(one, HAMLET_1)
    do.tell(do.task(one), HAMLET_2)
    assert do.send(one) == 0
    assert passed(one) == {HAMLET_1, HAMLET_2}
    assert JournalEntry.objects.last().details["taken_back"] == [SCHOOL]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"on": "2023-04-22"}, "tương lai"),
        ({"on": "2016-05-14"}, "trước ngày ban hành"),
        ({"answer_by": "2016-05-31"}, "Hạn quán triệt"),
    ],
)
def test_a_day_of_passing_that_cannot_be_is_refused(do, one, days, words):
    with pytest.raises(Refused, match=words):
        do.send(one, HAMLET_1, **days)
    assert passed(one) == set()


def test_a_cell_acknowledges_with_its_day_and_way(do, one):
    do.send(one, HAMLET_1)
    do.acknowledge(one, HAMLET_1, "2016-06-10", "group", "2 tổ")
    held = one.passings.get()
    assert (held.acknowledged_on, held.way, held.note) == (day("2016-06-10"), "group", "2 tổ")


def test_told_again_the_journal_keeps_what_was_said_before(do, one):
    do.send(one, HAMLET_1)
    do.acknowledge(one, HAMLET_1, "2016-06-10", "group", "2 tổ")
    do.acknowledge(one, HAMLET_1, "2016-06-12", "meeting")
    assert one.passings.get().way == "meeting"
    told = JournalEntry.objects.last().details
    assert told == {"cell": HAMLET_1, "before": ["2016-06-10", "group", "2 tổ"]}


@pytest.mark.parametrize(
    ("on", "words"), [("2023-04-22", "tương lai"), ("2016-05-14", "trước ngày ban hành")]
)
def test_a_day_of_acknowledging_that_cannot_be_is_refused(do, one, on, words):
    do.send(one, HAMLET_1)
    with pytest.raises(Refused, match=words):
        do.acknowledge(one, HAMLET_1, on)
    assert one.passings.get().acknowledged_on is None


@pytest.mark.parametrize("columns", [{"way": "meeting"}, {"acknowledged_on": date(2016, 6, 1)}])
def test_no_row_has_a_way_without_a_day_or_a_day_without_a_way(do, one, columns):
    do.send(one, HAMLET_1)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.passings.update(**columns)


def test_no_cell_is_passed_the_same_directive_twice(do, one):
    do.send(one, HAMLET_1)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.passings.create(cell=HAMLET_1, passed_on=day("2016-06-01"))


def test_progress_is_added_never_changed_and_the_last_word_counts(do, one):
    do.send(one, HAMLET_1)
    task = do.task(one)
    do.tell(task, HAMLET_1, "2016-08-01", "doing")
    do.tell(task, HAMLET_1, "2016-08-01", "done", "27/27 đảng viên")
    assert list(Progress.objects.values_list("state", flat=True)) == ["doing", "done"]
    assert total("2016-08-02").done == 1
    do.tell(task, HAMLET_1, "2016-08-10", "doing", "thiếu hai người")
    assert total("2016-08-11").done == 0


@pytest.mark.parametrize(
    ("on", "words"), [("2023-04-22", "tương lai"), ("2016-07-31", "trước ngày đã báo")]
)
def test_a_day_of_progress_that_cannot_be_is_refused(do, one, on, words):
    task = do.task(one)
    do.tell(task, HAMLET_1, "2016-08-01")
    with pytest.raises(Refused, match=words):
        do.tell(task, HAMLET_1, on)
    assert Progress.objects.count() == 1


def test_the_counts_of_a_directive_and_of_each_cell(do, one):
    do.send(one, HAMLET_1, HAMLET_2, SCHOOL)
    first, second = do.task(one), do.task(one, "Viết thu hoạch", "2016-12-01")
    do.acknowledge(one, HAMLET_1)
    do.acknowledge(one, HAMLET_2)
    do.tell(first, HAMLET_1, state="done")
    do.tell(second, HAMLET_1, state="done")
    do.tell(first, HAMLET_2, state="stuck")
    assert total("2016-10-01") == Sum(passed=3, acknowledged=2, tasks=6, done=2, late=3)
    assert total("2016-10-01").share == 33
    assert total("2016-10-01", HAMLET_1) == Sum(1, 1, 2, 2, 0)
    assert (total("2016-10-01", HAMLET_1).share, total("2016-10-01", HAMLET_1).whole) == (100, True)
    assert total("2016-10-01", CREDIT_FUND) == Sum(0, 0, 0, 0, 0)
    assert total("2016-10-01", CREDIT_FUND).share == 0


def test_without_tasks_the_share_is_of_the_acknowledgements(do, one):
    do.send(one, HAMLET_1, HAMLET_2)
    do.acknowledge(one, HAMLET_1)
    assert (total("2016-06-15").share, total("2016-06-15").whole) == (50, False)


@pytest.mark.parametrize(("on", "late"), [("2016-07-01", 0), ("2016-07-02", 1)])
def test_a_day_is_overdue_from_the_next_morning(do, one, on, late):
    do.send(one, HAMLET_1, answer_by="2016-07-01")
    assert total(on).late == late


def test_what_is_due_within_the_days_of_notice_is_told_and_no_sooner(do, one):
    do.send(one, HAMLET_1, answer_by="2016-07-01")
    do.task(one, "Viết thu hoạch", "2016-09-01")
    assert owed("2016-06-15") == []
    assert owed("2016-06-16") == [(HAMLET_1, "", day("2016-07-01"))]
    assert owed("2016-08-17") == [
        (HAMLET_1, "", day("2016-07-01")), (HAMLET_1, "Viết thu hoạch", day("2016-09-01")),
    ]  # fmt: skip


def test_what_is_done_is_owed_no_more(do, one):
    do.send(one, HAMLET_1, HAMLET_2)
    task = do.task(one)
    do.acknowledge(one, HAMLET_1)
    do.tell(task, HAMLET_1, state="done")
    assert {cell for cell, _text, _due in owed("2016-12-01")} == {HAMLET_2}


def test_what_has_no_day_is_not_reminded_of(do, one):
    do.send(one, HAMLET_1, answer_by=None)
    assert owed("2022-01-01") == []
    assert total("2022-01-01") == Sum(1, 0, 0, 0, 0)


def test_of_a_directive_that_has_ended_nothing_is_owed(do, one):
    do.send(one, HAMLET_1)
    do.task(one)
    assert len(owed("2020-01-01")) == 2
    do.end(one, "2020-01-01")
    assert owed("2020-01-01") == []
    assert total("2020-01-01").late == 0
    assert total("2019-12-31").late == 2


def test_any_number_of_directives_asks_the_same_queries(do):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            facts.due(CELLS, day("2016-12-01"))
        return len(asked)

    def grow(number):
        one = do.register(paper(number))
        do.send(one, *CELLS)
        do.tell(do.task(one), HAMLET_1)

    grow("1-CT/TW")
    few = count()
    for number in range(2, 8):
        grow(f"{number}-CT/TW")
    assert count() == few == 3
