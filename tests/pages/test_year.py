"""The year's picture on its page: the article's figures, any day, refusals, what it costs."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.organisations.models import Version
from tests import cast
from tests.pages import page
from tests.reports.test_picture import target
from tests.workbooks.lists import iso, members

pytestmark = pytest.mark.django_db

DAY = "21/4/2023"
NO_DAY = "“31/2/2023” không phải là ngày; viết như 21/4/2023."


@pytest.fixture
def year(office):
    """Return how to open the year's picture with what the address asks."""
    return lambda **asked: office.get(reverse("year"), asked)


def lede(answer):
    return page.main(answer).one("p", "lede").text


def cell(answer, name):
    """Return the row of a cell by its columns' headings."""
    table = page.main(answer).one(id="theo-chi-bo").one("table")
    heads = [head.text for head in table.one("thead").all("th")]
    return next(
        dict(zip(heads, row, strict=True)) for row in page.texts(table) if row[0].startswith(name)
    )


def test_it_shows_the_figures_of_the_article(year):
    assert page.tiles(year(ngay=DAY, tu="2021")) == {
        "Đảng viên": ("600", "587 chính thức · 13 dự bị · 28 chi bộ"),
        "Kết nạp năm 2023": ("3/18", "đạt 16,67% · cùng kỳ 2022: 3"),
        "Từ năm 2021": (
            "25",
            "3 là người có đạo · 13 là nữ · năm 2022: 13/8, vượt 62,5%",
        ),
        "Nguồn": ("41", "18 người đã có giấy chứng nhận lớp nhận thức"),
    }


@pytest.mark.parametrize(
    ("le", "words"),
    [
        ("2", "vượt 62,5%"),
        ("1", "vượt 62,5%"),
        ("0", "vượt 63%"),
        ("0c", "vượt 62%"),
        ("", "vượt 62,5%"),
    ],
)
def test_a_share_is_rounded_or_cut_as_the_address_asks(year, le, words):
    value, detail = page.tiles(year(ngay="31/12/2022", le=le))["Kết nạp năm 2022"]
    assert (value, detail.partition(" · ")[0]) == ("13/8", words)


def on_the_lists(day):
    """Return how many of the given list were members on a day, their cell founded or not."""
    return sum(iso(one["admitted_on"]) <= day for one in members())


@pytest.mark.parametrize(
    ("day", "cells", "reached"),
    [
        (date(2022, 1, 1), "27 chi bộ", "0/8"),
        (date(2022, 12, 31), "28 chi bộ", "13/8"),
        (date(2020, 12, 31), "27 chi bộ", "7/7"),
        (date(1950, 4, 21), "0 chi bộ", "0/–"),
    ],
)
def test_it_is_of_any_day(year, day, cells, reached):
    tiles = page.tiles(year(ngay=show_day(day)))
    assert tiles["Đảng viên"][0] == str(on_the_lists(day.isoformat()))
    assert tiles["Đảng viên"][1].endswith(cells)
    assert tiles[f"Kết nạp năm {day.year}"][0] == reached


def early(answer):
    return page.main(answer).one(id="theo-chi-bo").all("p")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("14/8/2022", ["8 đảng viên thuộc chi bộ lập sau ngày này"]),
        ("15/8/2022", []),
    ],
)
def test_who_is_in_no_cell_yet_is_told_below_the_cells(year, day, said):
    told = [one.text for one in early(year(ngay=day))]
    assert len(told) == len(said)
    assert all(line.startswith(words) for line, words in zip(told, said, strict=True))


def test_it_opens_on_the_last_known_day_and_says_why(year):
    answer = year()
    assert lede(answer).startswith(f"Số liệu tính đến {DAY},")
    (why,) = page.notices(answer)
    assert "nên trang mở ở ngày cuối có số liệu" in why
    assert page.tiles(answer) == page.tiles(year(ngay=DAY))


def test_a_day_asked_for_needs_no_reason(year):
    assert page.notices(year(ngay=DAY)) == []


def test_the_way_to_today_keeps_what_else_was_asked(year):
    answer = year(le="0c", tu="2019")
    (notice,) = page.main(answer).all("div", "notice")
    asked = dict(parse_qsl(urlsplit(notice.one("a")["href"]).query))
    assert (asked["le"], asked["tu"]) == ("0c", "2019")
    assert asked["ngay"] != DAY


def test_filters_stay_in_the_form_and_travel_on_with_the_links(year):
    asked = {"ngay": DAY, "tu": "2019", "le": "0c"}
    answer = year(**asked)
    assert asked.items() <= page.typed(answer).items()
    task = page.main(answer).one("ul", "tasks").all("a")[0]
    assert asked.items() <= dict(parse_qsl(urlsplit(task["href"]).query)).items()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"ngay": "31/2/2023"}, NO_DAY),
        ({"ngay": "1/1/1929"}, "Năm trong “1/1/1929” không hợp lý; viết như 21/4/2023."),
        ({"tu": "abc"}, "Năm cộng dồn ghi bằng bốn chữ số, ví dụ 2021."),
        (
            {"ngay": "1/1/2099"},
            "Ngày 1/1/2099 còn ở tương lai, chưa có số liệu: ghi hôm nay hoặc một ngày đã qua.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(year, asked, sentence):
    answer = year(**asked)
    assert answer.status_code == 200
    assert page.errors(answer) == [sentence]
    assert page.tiles(answer)["Đảng viên"][0] == "600"


def test_a_refusal_loses_nothing_typed(year):
    asked = {"ngay": "31/2/2023", "tu": "2019", "le": "1c"}
    assert asked.items() <= page.typed(year(**asked)).items()


@pytest.mark.parametrize("day", ["1/1/1930", "29/2/2024"])
def test_the_ends_of_the_calendar_are_days_like_others(year, day):
    answer = year(ngay=day)
    assert answer.status_code == 200
    assert page.errors(answer) == []


def test_today_is_the_last_day_there_is(year):
    today = timezone.localdate()
    assert page.errors(year(ngay=show_day(today))) == []
    assert page.errors(year(ngay=show_day(today + timedelta(1))))


@pytest.mark.parametrize(("day", "said"), [("20/4/2023", 1), (DAY, 0)])
def test_before_the_first_lists_it_says_who_is_not_counted(year, day, said):
    notices = [one for one in page.notices(year(ngay=day)) if "không được tính" in one]
    assert len(notices) == said
    assert all(one.startswith(f"Trước ngày {DAY} ") for one in notices)


def test_a_bad_day_leaves_the_year_since_which_it_adds_up(year):
    assert page.typed(year(ngay="31/2/2023"))["tu"] == "2021"


def test_a_target_of_nobody_is_no_missing_target(year, units):
    cast.record([target(units.next_hamlet.pk, 0)])
    row = cell(year(ngay=DAY), units.next_hamlet.name)
    assert row["Kết nạp/chỉ tiêu"].endswith("/0")
    detail = page.tiles(year(ngay=DAY, to=units.next_hamlet.pk))["Kết nạp năm 2023"][1]
    assert "chỉ tiêu bằng 0" in detail


def test_nothing_is_asked_of_a_cell_that_did_not_exist_yet(year):
    answer = year(ngay="31/12/2020")
    assert len(page.names(answer, within="theo-chi-bo")) == 27
    assert cell(year(ngay=DAY), "Chi bộ Quỹ tín dụng nhân dân")


def test_a_cell_s_row_says_how_it_stands(year):
    row = cell(year(ngay=DAY), "Chi bộ xóm 6")
    assert row["Chi bộ"] == "Chi bộ xóm 6 · 45% Công giáo · 27 thanh niên đi xa"
    assert row["Kết nạp/chỉ tiêu"] == "1/1"
    assert row["Kết nạp gần nhất"] == "2023"


def test_the_cells_that_need_action_stand_first(year):
    assert "chưa có nguồn" in cell(year(ngay=DAY), "Chi bộ xóm 2")["Nguồn"]
    assert page.names(year(ngay=DAY), within="theo-chi-bo")[0].startswith("Chi bộ xóm 2 ·")


def test_each_chart_has_its_table(year):
    charts = page.main(year(ngay=DAY)).all("figure", "chart")
    months, cells = (page.texts(chart.one("table")) for chart in charts)
    assert months[-1] == ["Tháng 4", "1", "3"]
    assert len(cells) == 28
    assert sum(int(row[1]) for row in cells) == 3


def test_one_cell_has_its_own_year(year, units):
    tiles = page.tiles(year(ngay=DAY, to=units.hamlet.pk, tu="2020"))
    assert tiles["Đảng viên"][0] == "28"
    assert tiles["Từ năm 2020"][0] == "4"


def test_a_commune_without_cells_is_told_what_to_do_first(office):
    Version.objects.filter(kind="cell").delete()
    empty = page.main(office.get(reverse("year"))).one("div", "empty")
    assert empty.one("h2").text == "Sổ chưa có gì"
    assert empty.one("a")["href"] == reverse("imports")


def queries(client, url, **asked):
    client.get(url, asked)  # the charts are drawn
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url, asked).status_code == 200
    return len(seen)


VISITS = 8  # of the cells, their charges, the committee, the year's visits and promises
BEFORE = 3  # of these, where nobody had visited by the day: who is in charge is not asked


@pytest.mark.parametrize(("name", "most"), [("year", 12 + VISITS - BEFORE), ("members", 12)])
def test_a_page_asks_the_database_as_often_whatever_its_size(name, most, office, units):
    url = reverse(name)
    small = {"ngay": "21/4/1990"} if name == "year" else {"to": units.hamlet.pk}
    assert queries(office, url, **small) == queries(office, url, ngay=DAY) <= most


def test_visits_in_the_year_cost_what_was_raised_and_promised_at_them(office, units):
    without = queries(office, reverse("year"), ngay=DAY)
    today = show_day(timezone.localdate())
    assert without < queries(office, reverse("year"), ngay=today) <= without + BEFORE + 3


def test_the_year_of_a_cell_does_not_ask_about_its_end(office, units):
    year = reverse("year")
    assert queries(office, year, to=units.hamlet.pk, ngay=DAY) < queries(office, year, ngay=DAY)


# the first time on a day, or after something was recorded, the outlook is read as well and kept
# 13 for the year; 49 for what the reader has to do, in every room of the product (see duties/)
def test_the_year_unasked_asks_13_times_without_visits_and_49_for_the_duties(office):
    assert queries(office, reverse("year")) <= 13 + 49 + VISITS - BEFORE


def test_shares_of_the_members_cost_one_query_more(office, units):
    cast.record([target(units.commune.pk, 3, form="percent", source="registered")])
    assert queries(office, reverse("year"), ngay=DAY) <= 13 + VISITS - BEFORE


def visits_panel(answer):
    return page.main(answer).one("section", id="du-sinh-hoat")


def test_the_year_shows_its_visits_by_member_as_the_page_of_visits_does(office):
    day = timezone.localdate()
    shown = visits_panel(office.get(reverse("year"), {"ngay": show_day(day)})).one("table")
    beside = page.main(office.get(reverse("visits")))
    table = next(one.one("table") for one in beside.all("section") if "Theo người" in one.text)
    assert page.texts(shown) == page.texts(table)
    assert sum(int(row[2].split()[-1]) for row in page.texts(shown)) > 0


def test_the_cells_that_wait_for_a_visit_are_named_on_the_year_longest_first(office):
    day = show_day(timezone.localdate())
    named = [li.one("a").text for li in visits_panel(office.get("/", {"ngay": day})).all("li")]
    beside = page.main(office.get(reverse("visits"))).one("section", id="lau-chua-du")
    assert named == [li.one("a").text for li in beside.all("li")][: len(named)]
    assert named


def test_a_count_of_visits_on_the_year_leads_to_those_visits(office):
    day = show_day(timezone.localdate())
    shown = visits_panel(office.get("/", {"ngay": day}))
    links = [a for a in shown.one("table").all("a") if a["href"].endswith("#cac-lan")]
    assert links
    for link in links:
        asked = dict(parse_qsl(urlsplit(link["href"]).query))
        made = page.main(office.get(reverse("visits"), asked)).one("section", id="cac-lan")
        assert len(page.texts(made.one("table"))) == int(link.text)


def test_before_the_first_visit_no_cell_is_said_to_wait(office):
    told = visits_panel(office.get("/", {"ngay": DAY}))
    assert "Đến ngày này chưa ghi lần dự nào." in told.text
    assert not told.all("table")
    assert not told.all("li")


def test_no_committee_member_is_named_to_those_who_see_figures_alone(signed_in, units):
    answer = signed_in("superior").get("/", {"ngay": DAY, "to": units.commune.pk})
    assert answer.status_code == 200
    assert "du-sinh-hoat" not in answer.content.decode()


def test_the_page_of_a_cell_has_no_visits_by_member(office, units):
    answer = office.get("/", {"ngay": DAY, "to": units.hamlet.pk})
    assert "du-sinh-hoat" not in answer.content.decode()
