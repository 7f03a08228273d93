"""Ids that are given once, and rows that arrive as they were sent, on either database."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.ledger import actions, store
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db


def person(number):
    """Insert a bare row, as a projection does."""
    columns = ("id", "name", "name_key", "sort_key", "sex", "born", "ethnicity", "religion",
               "hometown", "schooling", "qualification", "theory", "occupation", "youth_union",
               "card", "national_id", "phone", "standing")  # fmt: skip
    values = (number, "Vũ Phương Thảo", "", "", *[""] * 9, False, *[""] * 4)
    store.append(Person, columns, [values])


@pytest.mark.parametrize("model", [Fact, Person, Organisation])
def test_ids_follow_each_other_without_overlap(model):
    first = store.reserve(model, 3)
    assert store.reserve(model, 1) == first + 3
    assert store.reserve(model, 2) == first + 4


def test_an_id_is_not_given_again_when_its_row_is_gone():
    first = store.reserve(Person, 2)
    person(first), person(first + 1)
    Person.objects.all().delete()
    assert store.reserve(Person, 1) == first + 2


def test_an_id_that_was_reserved_and_never_used_is_not_given_again():
    first = store.reserve(Person, 5)
    person(first)
    assert store.reserve(Person, 1) == first + 5


def test_single_and_many_facts_share_one_row_of_numbers():
    act = actions.open_act(kind="test", source="", by=None, at=cast.MORNING)
    row = ("move", "2022-05-19", cast.LAN, cast.HAMLET_1, {}, None, "")
    one = actions.append(act=act, kind="move", on=date(2022, 5, 19), about=(cast.LAN, 2)).pk
    actions.append_many(act=act, rows=[row, row])
    two = actions.append(act=act, kind="move", on=date(2022, 5, 19), about=(cast.LAN, 2)).pk
    assert list(Fact.objects.order_by("pk").values_list("pk", flat=True)) == [
        one,
        one + 1,
        one + 2,
        two,
    ]
    assert two == one + 3


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["reserve", "use", "clear"]), st.integers(1, 4)), max_size=8
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(OPERATIONS)
def test_no_id_is_ever_given_twice(operations):
    given_ids = []
    with cast.taken_back():
        for what, count in operations:
            if what == "clear":
                Person.objects.all().delete()
                continue
            first = store.reserve(Person, count)
            given_ids += range(first, first + count)
            if what == "use":
                person(first + count - 1)
    assert len(given_ids) == len(set(given_ids))


def test_many_facts_arrive_as_they_were_sent():
    act = actions.open_act(kind="test", source="", by=None, at=cast.MORNING)
    data = {"name": "Nguyễn Thị Lan “Bé”", "note": "dòng\t1\\n\n2", "youth_union": False, "n": None}
    actions.append_many(
        act=act,
        rows=[
            ("description", "2022-05-19", cast.LAN, None, data, None, "Đảng viên!7"),
            ("rename", "2022-02-28", None, cast.HAMLET_1, {}, None, ""),
        ],
    )
    first, second = Fact.objects.order_by("pk")
    assert (first.kind, first.happened_on, first.person) == (
        "description",
        date(2022, 5, 19),
        cast.LAN,
    )
    assert (first.organisation, first.data, first.place) == (None, data, "Đảng viên!7")
    assert (second.person, second.organisation, second.data) == (None, cast.HAMLET_1, {})
    assert first.act_id == act.pk


def test_no_rows_are_no_work():
    act = actions.open_act(kind="test", source="", by=None, at=cast.MORNING)
    actions.append_many(act=act, rows=[])
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    "at", [cast.MORNING, cast.MORNING.astimezone(timezone(timedelta(hours=7)))]
)
def test_a_moment_is_the_same_moment_wherever_it_was_told(at):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_act (kind, source, recorded_at, undone_because)"
            " VALUES ('test', '', %s, '')",
            [store.moment(at)],
        )
        cursor.execute("SELECT max(id) FROM ledger_act")
        (number,) = cursor.fetchone()
    recorded = actions.Act.objects.get(pk=number).recorded_at
    assert recorded == datetime(2023, 4, 21, 2, 0, tzinfo=UTC)
