"""The pages of cases ask a fixed number of queries, however many cases there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taonguon.cases.worklist import OPEN
from taonguon.people.models import Person
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db

FIRST = 70_000
MORE = 40


def asked(client, url):
    """Return how many queries a page asks, the second time it is opened."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get(url).status_code == 200
    return len(told)


@pytest.fixture
def more(units):
    """Return how to introduce many more people in hamlet 6."""

    def introduced():
        facts = []
        for person in range(FIRST, FIRST + MORE):
            facts.append(cast.description(person, "2026-01-05", born="1999-09-09"))
            facts.append(
                cast.fact(
                    "introduction",
                    "2026-01-05",
                    person=person,
                    organisation=units.hamlet.pk,
                    by="Đoàn Thanh niên",
                )
            )
        cast.record(facts)

    return introduced


@pytest.mark.parametrize("name", ["cases", "rules", "calendar", "proposals"])
def test_a_page_asks_no_more_for_more_cases(office, more, name):
    url = reverse(name)
    before = asked(office, url)
    more()
    assert asked(office, url) == before
    assert before <= 14


def test_a_persons_case_asks_no_more_for_more_cases(office, more):
    person = Person.objects.get(name="Trần Thu Hạnh", standing="prospect")
    url = reverse("case", args=[person.pk])
    before = asked(office, url)
    more()
    assert asked(office, url) == before
    assert before <= 18


def test_a_vote_asks_no_more_for_more_cases(office, more):
    person = Person.objects.get(name="Bùi Minh Thơm", standing="prospect")
    url = reverse("case_step", args=[person.pk, "cell_vote"])
    before = asked(office, url)
    more()
    assert asked(office, url) == before


def test_the_calendar_feed_asks_no_more_for_more_cases(office, more):
    answer = office.post(reverse("reminders"), {"calendar": "1"}, follow=True)
    address = page.main(answer).one(of="address").one("a")["href"].partition("testserver")[2]
    before = asked(office, address)
    more()
    assert asked(office, address) == before


def test_a_long_worklist_is_shown_by_pages(office, more):
    more()
    first = page.main(office.get(reverse("cases")))
    assert len(page.texts(first.one("table"))) == 50
    total = Person.objects.filter(
        standing__in=OPEN, cell__parent__name="Đảng bộ xã Khánh Nhạc"
    ).count()
    assert f"1–50 trong {total}" in first.text
    second = page.main(office.get(reverse("cases"), {"trang": "2"}))
    assert len(page.texts(second.one("table"))) == total - 50
    names = {row[0] for row in page.texts(first.one("table"))}
    assert "Trần Thu Hạnh" in names


def test_a_page_that_is_not_there_shows_the_last(office):
    answer = office.get(reverse("cases"), {"trang": "99"})
    assert answer.status_code == 200
    assert page.texts(page.main(answer).one("table"))


@pytest.mark.parametrize(
    "wrong", [{"loc": "moon"}, {"to": "999999"}, {"to": "x"}, {"q": "a" * 200}]
)
def test_a_filter_nobody_knows_shows_the_whole_list(office, wrong):
    answer = office.get(reverse("cases"), wrong)
    assert answer.status_code == 200


def test_nothing_found_says_what_to_do(office):
    text = page.main(office.get(reverse("cases"), {"q": "không ai tên thế này"})).text
    assert "Không có hồ sơ nào ở mục này" in text
    assert "Bỏ bớt điều kiện lọc" in text


@pytest.mark.parametrize("part", ["late", "week", "blocked", "waiting"])
def test_each_tile_opens_its_rows(office, part):
    main = page.main(office.get(reverse("cases")))
    (tile,) = [one for one in main.all("a") if one.get("href") == f"?loc={part}"]
    shown = page.main(office.get(reverse("cases"), {"loc": part}))
    rows = page.texts(shown.one("table")) if shown.all("table") else []
    assert int(tile.text) == len(rows)
