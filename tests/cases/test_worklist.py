"""What is due in the cells one sees."""

from datetime import date

import pytest

from taonguon.cases import actions, facts, worklist
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from taonguon.rules.loading import national
from tests import cast, dossiers
from tests.cases.conftest import NOW

pytestmark = pytest.mark.django_db
BOOK = national()


def rows(day):
    people = Person.objects.filter(standing__in=worklist.OPEN).select_related("cell")
    return worklist.rows(list(people.order_by("sort_key")), BOOK, day)


@pytest.fixture
def two(lan, steps):
    """Lan has been voted on; Hùng is only introduced."""
    steps.walk(lan, upto="base_vote")
    steps.introduced(cast.HUNG, "2021-10-10", born="1990-02-02")


def test_what_is_due_stands_first(two):
    found = rows(date(2022, 1, 10))
    assert [row.person.name for row in found] == ["Nguyễn Thị Lan", "Trần Văn Hùng"]
    assert (found[0].due.step, found[0].due.due) == ("decision", date(2022, 3, 8))
    assert found[1].due is None


@pytest.mark.parametrize(
    ("day", "part", "told"),
    [
        (date(2022, 3, 8), worklist.DUE, True),
        (date(2022, 3, 1), worklist.DUE, True),
        (date(2022, 2, 28), worklist.DUE, False),
        (date(2022, 3, 8), worklist.LATE, False),
        (date(2022, 3, 9), worklist.LATE, True),
        (date(2022, 3, 9), worklist.DUE, False),
        (date(2022, 3, 9), "", True),
        (date(2022, 3, 9), worklist.WAITING, False),
        (date(2022, 3, 9), worklist.FAULTS, False),
    ],
)
def test_the_parts_of_the_worklist(two, day, part, told):
    assert rows(day)[0].is_so(part) is told


def test_waiting_and_expiring(lan, steps):
    steps.walk(lan, upto="verify_sent")
    (row,) = rows(date(2021, 10, 1))
    assert row.is_so(worklist.WAITING)
    assert not row.is_so(worklist.EXPIRING)
    steps.walk(lan, upto="synthesis", since="verify_reply")
    (row,) = rows(date(2022, 9, 1))
    assert row.is_so(worklist.EXPIRING)


def test_blocked_and_faulty(lan, steps):
    steps.walk(lan, upto="certificate")
    assert not rows(date(2021, 8, 1))[0].is_so(worklist.BLOCKED)
    steps.record(lan, "permission", "2021-09-06")
    certificate = Fact.objects.get(kind="certificate")
    actions.correct_step(fact=certificate, on=None, because="nhầm", by=None, at=NOW)
    assert rows(date(2021, 9, 7))[0].is_so(worklist.FAULTS)


def test_whoever_is_merely_introduced_is_not_held_up_yet(two, steps):
    assert not any(row.is_so(worklist.BLOCKED) for row in rows(date(2022, 1, 10))[1:])
    young = steps.introduced(cast.DUC, "2021-10-10", born="2010-02-02")
    (row,) = [one for one in rows(date(2022, 1, 10)) if one.person == young]
    assert row.told.blocked
    assert worklist.holding(row.told) == ()


def test_once_a_dossier_is_permitted_what_holds_it_up_counts(lan, steps):
    steps.walk(lan, upto="permission")
    (row,) = rows(date(2028, 1, 10))
    assert [one.step for one in worklist.holding(row.told)] == [
        "cell_vote"
    ]  # the certificate ran out
    assert row.is_so(worklist.BLOCKED)


@pytest.fixture
def both(lan, steps):
    """Two verifications: one overdue since 29/10/2021, one that is to be answered by 11/1/2022."""
    steps.walk(lan, upto="verify_sent")
    sent = Fact.objects.get(kind="case.verify_sent")
    steps.record(lan, "verify_sent", "2021-11-29", **{**sent.data, "to": "Đảng ủy xã kia"})


def test_an_overdue_reply_hides_no_deadline_of_this_week(both):
    (row,) = rows(date(2022, 1, 6))
    assert row.due.due < date(2022, 1, 6)
    (week,) = row.dues(worklist.DUE)
    assert week.about == "Đảng ủy xã kia"
    assert row.is_so(worklist.DUE)
    assert row.is_so(worklist.LATE)
    assert len(row.dues("")) == 2


def test_how_many_belong_to_each_part(two):
    told = worklist.counts(rows(date(2022, 3, 9)))
    assert (told[worklist.LATE], told[worklist.DUE], told[worklist.WAITING]) == (1, 0, 0)


def test_a_case_that_has_ended_is_not_on_the_list(lan, steps):
    steps.record(lan, "unlisted", "2021-05-05", reason="withdrew")
    assert rows(date(2021, 6, 1)) == []


def test_the_cases_of_many_people_take_three_queries(two, django_assert_num_queries):
    people = list(Person.objects.select_related("cell"))
    with django_assert_num_queries(3):
        told = facts.of(people)
    assert len(told) == 11


def test_a_vote_reads_the_cells_roll_of_the_day(lan):
    told = facts.roll(cast.HAMLET_1, date(2021, 12, 6))
    assert [name for _pk, name, _since in told] == dossiers.CELL
    assert {since for _pk, _name, since in told} == {date(2010, 5, 19)}
    assert facts.roll(cast.HAMLET_1, date(2020, 12, 30)) == []
