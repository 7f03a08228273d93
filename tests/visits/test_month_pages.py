"""Months of a commune replayed: 28 cells, 12 members, and every number printed against a count of its own."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taonguon.accounts import actions as accounts
from taonguon.difficulties import telling
from taonguon.visits.models import AppointmentVersion
from tests import given
from tests.pages import page
from tests.visits import counted, replay

pytestmark = pytest.mark.django_db
SEEDS = (1, 2026, 77_777)


@pytest.fixture(scope="module", params=SEEDS)
def replayed(request, django_db_setup, django_db_blocker):
    """Record a made-up story; return it with the office signed in, and the members' seats."""
    today, now = timezone.localdate(), timezone.now()
    with given.to_a_module(django_db_blocker):
        told = replay.make(request.param, today)
        seats = replay.record(told, now)
        user = accounts.give_account(
            username="vanphong", full_name="Văn phòng", password="không ai dùng đâu", at=now
        )
        accounts.give_role(
            user=user,
            role="office",
            organisation=replay.COMMUNE,
            on=today - timedelta(days=1),
            at=now,
        )
        yield SimpleNamespace(told=told, user=user, seats=seats, today=today)


@pytest.fixture
def office(replayed):
    client = Client()
    client.force_login(replayed.user)
    return client


@pytest.fixture(params=range(replay.MONTHS))
def month(request, replayed):
    return replayed.told.months[request.param]


def shown(office, month, **asked):
    return office.get(reverse("cell_calendar"), {"thang": str(month), **asked})


def panel(answer, title):
    (found,) = [
        one for one in page.main(answer).all(of="panel") if title in [h.text for h in one.all("h2")]
    ]
    return found


def values(answer):
    return {label: value for label, (value, _detail) in page.tiles(answer).items()}


def test_every_answer_above_the_month_is_counted_right(office, replayed, month):
    assert values(shown(office, month)) == counted.month_tiles(replayed.told, month)


def test_every_cell_of_every_line_of_the_month_is_what_happened(office, replayed, month):
    table = panel(shown(office, month), "Từng chi bộ").one("table")
    assert page.texts(table) == counted.month_rows(replayed.told, month)


def test_every_day_of_the_month_holds_its_meetings(office, replayed, month):
    days = panel(shown(office, month), "Cả tháng").one("ol").all("li")
    found = {
        int(re.match(r"\d+", one.one("b").text).group()): sorted(
            re.search(r"xóm \d+", link.text).group() for link in one.all("a")
        )
        for one in days
    }
    assert len(found) == (month.last - month.first).days + 1
    for day, names in found.items():
        held = [one for one in replayed.told.meetings[month] if one.on.day == day]
        assert names == sorted(f"xóm {one.cell:02}" for one in held)


def test_every_clash_is_named_with_its_two_cells(office, replayed, month):
    told = counted.clashes(replayed.told, month)
    listed = panel(shown(office, month), "Một người phải dự hai nơi").all("li") if told else []
    found = {frozenset(map(int, re.findall(r"xóm (\d+)", one.text))) for one in listed}
    assert found == told
    assert len(listed) == len(told)


def test_narrowed_to_a_member_the_month_counts_the_cells_of_that_day(office, replayed, month):
    for member in (0, 5, 11):
        answer = shown(office, month, nguoi=replayed.seats[member].pk)
        assert values(answer) == counted.month_tiles(replayed.told, month, member)


def test_every_answer_above_the_visits_of_the_year_is_counted_right(office, replayed):
    answer = office.get(reverse("visits"))
    assert values(answer) == counted.year_tiles(replayed.told, replayed.today)


def test_the_cells_that_wait_are_listed_longest_first(office, replayed):
    listed = panel(office.get(reverse("visits")), "Quá 3 tháng chưa có ai dự").all("li")
    expected = counted.waiting(replayed.told, replayed.today)
    assert [one.one("a").text for one in listed] == [replay.name_of(cell) for cell in expected]


def test_the_visits_of_each_member_are_counted_right(office, replayed):
    table = panel(office.get(reverse("visits")), "Theo người").one("table")
    assert sorted(page.texts(table)) == counted.member_rows(replayed.told, replayed.today)


def test_the_visits_of_each_member_can_be_opened_and_are_as_many(office, replayed):
    for number, row in enumerate(counted.member_rows(replayed.told, replayed.today)):
        answer = office.get(reverse("visits"), {"nguoi": replayed.seats[number].pk})
        tables = panel(answer, "Các lần dự, mới nhất trước").all("table")
        assert len(page.texts(tables[0]) if tables else []) == int(row[2])


@pytest.mark.parametrize("back", [0, 45, 120])
def test_the_years_picture_says_of_visits_what_had_happened_by_the_day(office, replayed, back):
    day = replayed.today - timedelta(days=back)
    answer = office.get("/", {"ngay": counted.said(day), "to": replay.COMMUNE})
    told = page.main(answer).one("section", id="du-sinh-hoat")
    terms = [dt.text for dt in told.all("dt")]
    pairs = dict(zip(terms, (dd.text.replace(" ", "") for dd in told.all("dd")), strict=True))
    assert pairs == counted.year_tiles(replayed.told, day)
    assert sorted(page.texts(told.one("table"))) == counted.member_rows(replayed.told, day)
    listed = [li.one("a").text for li in told.all("li")]
    every = [replay.name_of(cell) for cell in counted.waiting(replayed.told, day)]
    assert listed == every[:8]
    assert (f"và {len(every) - 8} chi bộ nữa" in told.text) is (len(every) > 8)


def test_every_answer_above_the_difficulties_is_counted_right(office, replayed):
    assert values(office.get(reverse("difficulties"))) == counted.trouble_tiles(replayed.told)


def test_the_kinds_that_recur_are_told_with_cells_and_difficulties(office, replayed):
    answer = office.get(reverse("difficulties"))
    listed = panel(answer, "Nhiều chi bộ cùng vướng").all("li")
    found = {
        li.one("a").text: tuple(map(int, re.findall(r"\d+", li.one("span").text))) for li in listed
    }
    expected = counted.recurring(replayed.told)
    assert found == {telling.kind(kind): told for kind, told in expected.items()}


def test_each_kind_that_recurs_leads_to_as_many_difficulties(office, replayed):
    for kind, (_cells, count) in counted.recurring(replayed.told).items():
        answer = office.get(reverse("difficulties"), {"loai": kind})
        assert len(page.texts(page.main(answer).all("table")[-1])) == count


def test_each_cell_s_page_lists_its_open_difficulties(office, replayed):
    for cell in range(0, replay.CELLS, 5):
        still = [
            one
            for one in counted.troubles(replayed.told)
            if counted.is_open(one) and one.cell == cell
        ]
        answer = office.get(reverse("difficulties"), {"to": replay.FIRST_CELL + cell})
        assert values(answer)["Đang mở"] == str(len(still))


def test_the_story_is_worth_counting(replayed):
    told = replayed.told
    states = {counted.state(one, replayed.today) for held in told.meetings.values() for one in held}
    assert states >= {"held", "not_held", "late"}
    assert counted.overdue(told, replayed.today)
    assert any(one.taken_away for one in told.trips)
    assert any(one.again for one in told.troubles)
    assert any(one.mistake for one in told.troubles)
    assert any(counted.clashes(told, one) for one in told.months)
    assert 0 < len(counted.waiting(told, replayed.today)) < replay.CELLS
    assert AppointmentVersion.objects.count() > replay.CELLS * replay.MONTHS
