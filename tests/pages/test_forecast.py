"""The forecast's page and what the year's picture says of it: counts of cells, names of nobody."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from taonguon.accounts import actions as accounts
from taonguon.core.courses import COURSES_KNOWN
from taonguon.core.days import show_day
from taonguon.ledger.models import Fact
from taonguon.people import actions as people
from tests import cast
from tests.outlook import register
from tests.outlook.communes import commune
from tests.pages import page

pytestmark = pytest.mark.django_db

DAY = "30/6/2016"


@pytest.fixture
def root():
    """Record a made-up commune of eight cells beside the sample."""
    cache.clear()
    return register.write(commune(21, cells=8, years=6), date(2016, 6, 30), target=6)


@pytest.fixture
def reader(root):
    """Return how to open pages as somebody with a role at the made-up commune or a cell of it."""

    def signed_in(role="office", at=root.pk):
        now = timezone.now()
        user = accounts.give_account(
            username=f"{role}{at}", full_name="Người xem", password="không ai dùng đâu", at=now
        )
        accounts.give_role(user=user, role=role, organisation=at, on=date(2020, 1, 1), at=now)
        client = Client()
        client.force_login(user)
        return lambda name="forecast", **asked: client.get(reverse(name), {"ngay": DAY, **asked})

    return signed_in


def tile(answer, label):
    return page.tiles(answer)[label]


def test_the_answers_come_first_the_plain_count_before_all(reader):
    answer = reader()()
    value, detail = tile(answer, "Cách đếm thường dùng")
    admitted, in_hand, total = map(int, re.fullmatch(
        r"(\d+) đã kết nạp \+ (\d+) hồ sơ đang trình = (\d+)", detail).groups())  # fmt: skip
    assert value == f"{total}/6"
    assert admitted + in_hand == total
    middle, ranges = tile(answer, "Dự báo đến 31/12/2016")
    assert re.fullmatch(r"[\d–]+ \(chín phần mười số lần tính\), [\d–]+ \(một nửa\)", ranges)
    assert int(middle) >= admitted
    share, count = tile(answer, "Khả năng đạt chỉ tiêu")
    assert re.fullmatch(r"\d{1,3}%", share)
    assert re.fullmatch(r"[\d.]+ trong 10\.000 lần tính", count)
    assert "Kéo lại nhiều nhất" in page.tiles(answer)


def test_what_limits_it_and_how_past_forecasts_did_stand_beside_it(reader):
    text = page.main(reader()()).text
    assert "Điều gì kéo lại" in text
    assert "Dự báo như thế ở những năm trước đúng đến đâu" in text
    assert "Cuối tháng 6" in text
    assert "chờ lớp nhận thức" in text.lower()


def test_no_page_of_it_names_anybody(reader):
    open_page = reader()
    for answer in (open_page(), open_page("year"), open_page(to=register.FIRST_CELL)):
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "Khả Nghiệm" not in html
        assert not re.search(r"/(dang-vien|ho-so)/7\d{5}/", html)


def test_cells_with_one_or_two_under_way_show_counts_only(reader):
    told = page.texts(page.main(reader()()).one(id="theo-chi-bo").one("table"))
    rows = [row for row in told if row[0].startswith("Chi bộ xóm Thử")]
    assert rows
    for _name, _fraction, open_, _in_hand, middle, wide, chance in rows:
        assert (middle == "" and wide == "" and chance == "") is (open_ in {"1", "2"})


def test_the_year_shows_the_fan_the_count_and_the_way_there(reader):
    answer = reader()("year")
    text = page.main(answer).text
    assert re.search(r"\d+ đã kết nạp \+ \d+ hồ sơ đang trình = \d+", text)
    assert re.search(r"\d+% \([\d.]+ trong 10\.000 lần tính\)", text)
    assert reverse("forecast") in answer.content.decode()
    assert "Xem bảng dự báo từng tháng" in text


def test_a_cell_secretary_sees_their_cells_row_and_no_other(reader):
    text = page.main(reader("secretary", register.FIRST_CELL)()).text
    assert "Chi bộ xóm Thử 1" in text
    assert "Chi bộ xóm Thử 2" not in text
    assert "Cách đếm thường dùng" not in text


def test_a_cell_elsewhere_is_not_found(reader, units):
    assert reader("secretary", register.FIRST_CELL)(to=units.hamlet.pk).status_code == 404


def test_above_a_commune_it_leads_to_the_communes(reader):
    cast.record([cast.founding(980, name="Đảng bộ tỉnh Thử", kind="province", parent=None)])
    answer = reader("superior", 980)()
    assert page.main(answer).one("div", "empty").one("h2").text == "Dự báo làm cho từng đảng bộ xã"


def test_the_sample_opens_on_the_last_day_it_tells_of_and_shows_all(office):
    answer = office.get(reverse("forecast"))
    assert "Dự báo năm 2023" in page.main(answer).one("h1").text
    assert "trang mở ở ngày cuối có số liệu" in page.notices(answer)[0]
    assert tile(answer, "Cách đếm thường dùng") == ("3/18", "3 đã kết nạp + 0 hồ sơ đang trình = 3")
    assert set(page.tiles(answer)) >= {"Dự báo đến 31/12/2023", "Khả năng đạt chỉ tiêu"}
    assert "các năm 2020–2022" in page.main(answer).text


def few(office, units):
    """Withdraw that all courses are known: the lists alone are left."""
    said = Fact.objects.get(kind=COURSES_KNOWN, organisation=units.commune.pk)
    people.correct(fact=said, on=None, data=None, because="thử", by=None, at=timezone.now())
    return office.get(reverse("forecast"), {"ngay": "21/4/2023"})


def test_with_the_lists_alone_there_are_too_few_facts_and_it_says_so(office, units):
    answer = few(office, units)
    assert list(page.tiles(answer)) == ["Cách đếm thường dùng"]
    assert "Chưa đủ số liệu để dự báo" in page.notices(answer)[0]
    assert reverse("forecast_known") in answer.content.decode()


def test_an_office_that_entered_its_older_papers_says_since_when_it_has_all(office, units):
    few(office, units)
    said = {"since": "1/1/2018", "document": "sổ nghị quyết các chi bộ 2016–2023"}
    answer = office.post(reverse("forecast_known"), said)
    assert answer.headers["Location"] == f"{reverse('forecast')}?to={units.commune.pk}"
    fact = Fact.objects.filter(kind=COURSES_KNOWN).latest("pk")
    assert (fact.happened_on, fact.organisation) == (date(2018, 1, 1), units.commune.pk)
    assert fact.act.recorded_by.username == "vanphong"
    told = page.tiles(office.get(reverse("forecast"), {"ngay": "21/4/2023"}))
    assert "Khả năng đạt chỉ tiêu" in told


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            {"since": show_day(timezone.localdate() + timedelta(1)), "document": "sổ"},
            "còn ở tương lai",
        ),
        ({"since": "31/2/2018", "document": "sổ"}, "không phải là ngày"),
        ({"since": "1/1/2018", "document": " "}, "Hãy nêu sổ sách đã dùng để ghi."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(office, said, why):
    before = Fact.objects.count()
    answer = office.post(reverse("forecast_known"), said)
    assert why in page.main(answer).one("div", "errors").text
    assert Fact.objects.count() == before


def test_who_does_not_load_lists_is_not_led_to_say_so(signed_in, office, units):
    few(office, units)
    answer = signed_in("committee").get(reverse("forecast"), {"ngay": "21/4/2023"})
    assert reverse("forecast_known") not in answer.content.decode()


def test_without_cells_it_says_what_is_missing(reader):
    cast.record([cast.founding(981, name="Đảng bộ xã Mới", kind="commune", parent=None)])
    answer = reader("office", 981)()
    assert page.main(answer).one("div", "empty").one("h2").text == "Sổ chưa có chi bộ nào"


@pytest.mark.parametrize("day", ["31/2/2023", "1/1/2999", "x"])
def test_a_day_that_cannot_be_is_refused_and_the_last_with_facts_is_shown(reader, day):
    answer = reader()(ngay=day)
    assert answer.status_code == 200
    assert page.main(answer).one("div", "errors").text
    assert "2016" in page.main(answer).one("h1").text


VISITS = 5  # what the year says of visits to cells


@pytest.mark.parametrize(("name", "more"), [("forecast", 0), ("year", VISITS)])
def test_the_database_is_asked_as_often_for_any_day_and_seldom(reader, name, more):
    open_page = reader()

    def asked(**day):
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            open_page(name, **day)
        return len(seen)

    assert asked(ngay="31/3/2015") == asked() <= 26 + more
    with CaptureQueriesContext(connection) as seen:
        open_page(name)
    assert len(seen) <= 13 + more
