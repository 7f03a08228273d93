"""The engine over the sample: parts make the whole, links open, no more queries for more, sheets, calendar."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from taonguon.accounts.models import User
from taonguon.commands import sample
from taonguon.core.duties import LATE, LATER, SOON, WAITING, Duty, Link, Place, Shown
from taonguon.core.names import initials
from taonguon.duties import engine, feed, telling
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast

pytestmark = pytest.mark.django_db
USERS = [name for name, *_ in sample.ACCOUNTS]


def marks(shown):
    return {(one.duty.kind, one.duty.key, one.urgency) for one in shown}


def in_a_cell(shown, cells):
    own = {one.pk for one in cells}
    return {mark for one in shown for mark in marks([one]) if one.duty.place.organisation in own}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["secretary", "office", "committee", "deputy"]),
    st.integers(-20, 90),
    st.sets(st.integers(0, 27), min_size=1, max_size=27),
)
def test_the_duties_of_a_part_and_of_the_rest_are_those_of_the_whole(
    cells, holding, today, role, later, chosen
):
    on = today + timedelta(days=later)
    part = [one.path for number, one in enumerate(cells) if number in chosen]
    rest = [one.path for number, one in enumerate(cells) if number not in chosen]
    whole = in_a_cell(engine.of(holding(role), on), cells)
    first, second = (in_a_cell(engine.of(holding(role, *own), on), cells) for own in (part, rest))
    assert first | second == whole
    assert not first & second


@pytest.mark.parametrize("role", ["secretary", "office"])
def test_the_commune_s_duties_are_those_of_its_cells_one_by_one(cells, holding, today, role):
    whole = in_a_cell(engine.of(holding(role), today), cells)
    one_by_one = [engine.of(holding(role, unit.path), today) for unit in cells]
    assert (
        set().union(*map(marks, one_by_one))
        - {mark for mark in set().union(*map(marks, one_by_one)) if mark[0] == "rule.confirm"}
        == whole
    )


def test_narrowing_to_a_cell_gives_what_lies_there(cells, holding, today):
    whole = engine.of(holding("office"), today)
    for unit in cells[:6]:
        own = engine.of(holding("office"), today, within=unit.path)
        assert marks(own) == marks(
            one for one in whole if one.duty.place.organisation == unit.pk
        ) | {mark for mark in marks(own) if mark[0] == "rule.confirm"}


@pytest.mark.parametrize("name", USERS)
def test_what_a_duty_opens_opens_to_whoever_has_it(register, today, name):
    user, client = User.objects.get(username=name), Client()
    client.force_login(user)
    first = {}
    for one in engine.of_user(user, today, ahead=True):
        first.setdefault((one.duty.kind, one.urgency), one)
    for one in first.values():
        assert client.get(telling.url(one.duty)).status_code == 200, one.duty


def test_each_role_of_the_sample_has_its_own(register, today):
    kinds = {
        name: {
            one.duty.kind
            for one in engine.of_user(User.objects.get(username=name), today)
            if one.own
        }
        for name in USERS
    }
    assert {"meeting.record", "case.cell"} <= kinds["bithu6"]
    assert {"data.request", "meeting.review", "class.approve"} <= kinds["vanphong"]
    assert {"meeting.review", "rule.confirm", "difficulty.commune"} <= kinds["phobithu"]
    assert {"visit.cell", "visit.promise"} <= kinds["uyvien"]
    assert kinds["phunu"] == {"introduction.agreement"}
    assert kinds["captren"] == set()
    assert "data.request" not in kinds["phobithu"] | kinds["uyvien"] | kinds["bithu6"]


def test_who_proposed_a_change_of_the_rules_waits_for_the_other(register, today):
    told = {
        name: next(
            one.urgency
            for one in engine.of_user(User.objects.get(username=name), today)
            if one.duty.kind == "rule.confirm"
        )
        for name in ("vanphong", "phobithu")
    }
    assert told == {"vanphong": WAITING, "phobithu": SOON}


def asked(user, today):
    with CaptureQueriesContext(connection) as seen:
        engine.of_user(user, today)
    return len(seen)


@pytest.mark.parametrize(("name", "most"), [("vanphong", 51), ("uyvien", 17), ("captren", 6)])
def test_more_people_cost_no_more_queries(register, today, name, most):
    user = User.objects.get(username=name)
    before = asked(user, today)
    hamlet = Organisation.objects.get(name="Chi bộ xóm 7")
    for number in range(8001, 8006):
        cast.record(
            [
                cast.description(number, "2026-01-05", name=f"Người Thêm {number}", born="1995"),
                cast.fact("introduction", "2026-01-05", person=number, organisation=hamlet.pk, by="Đoàn"),
            ]
        )  # fmt: skip
    assert Person.objects.filter(pk__gt=8000).count() == 5
    assert asked(User.objects.get(username=name), today) <= before <= most


def test_a_cell_s_sheet_is_what_its_secretary_sees(cells, holding, today):
    together = engine.of_cells([one.path for one in cells], today)
    (hamlet,) = [one for one in cells if one.name == "Chi bộ xóm 6"]
    alone = engine.of(holding("secretary", hamlet.path), today)
    assert marks(one for one in together if one.duty.place.organisation == hamlet.pk) == marks(
        alone
    )


def test_nobody_without_a_role_has_a_duty(register, today):
    assert engine.of([], today) == []


DUE = date(2026, 11, 30)
HERE = Place("a", 1, "Chi bộ thôn 1")


@pytest.mark.parametrize(
    ("duty", "told"),
    [
        (Duty("case.cell", "1", "Chi bộ biểu quyết", DUE, HERE, Link("duties"), about="Lê Thị Mai",
              personal=True), "L. T. Mai: Chi bộ biểu quyết"),
        (Duty("visit.promise", "1", "Gặp anh Hùng", DUE, HERE, Link("duties"), about="Lê Thị Mai",
              personal=True, typed=True), "Chi bộ thôn 1: Việc đã hứa khi dự sinh hoạt"),
        (Duty("directive.task", "1", "Nhắc anh Hùng", DUE, HERE, Link("duties"), typed=True),
         "Chi bộ thôn 1: Việc theo văn bản cấp trên"),
        (Duty("rule.confirm", "1", "Xác nhận", DUE, Place(), Link("duties")), "Xác nhận"),
    ],
)  # fmt: skip
def test_the_calendar_names_nobody_in_full_and_repeats_no_words_of_anybody(duty, told):
    assert feed.summary(duty) == told


@pytest.mark.parametrize(
    ("name", "told"), [("Phạm Thu Trang", "P. T. Trang"), ("Lan", "Lan"), ("", "")]
)
def test_initials(name, told):
    assert initials(name) == told


def test_the_calendar_has_a_day_for_each_duty_whose_day_is_known(register, today):
    user = User.objects.get(username="vanphong")
    shown = engine.of_user(user, today, ahead=True)
    read = Calendar.from_ical(feed.calendar(shown, cast.MORNING)).walk("VEVENT")
    assert len(read) == sum(one.duty.due is not None for one in shown) > 0
    assert len({str(one["uid"]) for one in read}) == len(read)
    body = feed.calendar(shown, cast.MORNING).decode().replace("\r\n ", "")
    names = Person.objects.exclude(name="").values_list("name", flat=True)
    assert not [name for name in names if " " in name and name in body]


def test_the_calendar_holds_what_lies_further_off_than_the_days_of_notice(register, today):
    user = User.objects.get(username="vanphong")
    near, ahead = (marks(engine.of_user(user, today, ahead=far)) for far in (False, True))
    assert near < ahead


def test_groups_of_a_page_keep_the_order_and_say_who_else_does_it():
    late = Shown(Duty("case.cell", "1", "Việc", DUE, HERE, Link("duties")), LATE, own=False)
    later = Shown(Duty("case.cell", "2", "Việc", None, HERE, Link("duties")), LATER)
    first, second = telling.groups([late, later])
    assert (first["title"], second["title"]) == ("Quá hạn", "31 ngày tới")
    assert first["tasks"][0]["detail"] == "Chi bộ thôn 1 · người làm: bí thư chi bộ"
    assert second["tasks"][0]["words"] == "chưa tính được ngày"
    counts = [one["value"] for one in telling.tallies([late, later], "/viec/?to=1")]
    assert counts == [1, 0, 1, 0]
    assert telling.tallies([late], "/viec/?to=1")[0]["url"] == "/viec/?to=1&loc=late"
