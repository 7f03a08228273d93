"""The answers of the year's page: what they say, and that each number leads to its own rows."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory
from django.utils import translation

from taonguon.core.figures import DEFINITIONS
from taonguon.core.ratio import Rounding
from taonguon.core.targets import TARGET
from taonguon.organisations.models import Organisation
from taonguon.reports.picture import Materials, paint
from taonguon.reports.urgency import MATTERS, concerned
from taonguon.reports.views.attention import attention, chosen_matter, title
from taonguon.reports.views.tiles import tiles
from taonguon.reports.views.year import cell_row, measured_rows, today_mark
from tests import cast

pytestmark = pytest.mark.django_db

AS_OF = date(2023, 4, 21)
ROUND = Rounding(2, "half_up")


def target(organisation, low, *, year=2023, **data):
    said = {
        "start": f"{year}-01-01", "end": f"{year}-12-31", "category": "", "source": "assigned",
        "form": "exact", "low": str(low), **data,
    }  # fmt: skip
    return cast.fact(TARGET, f"{year}-01-01", organisation=organisation, **said)


@pytest.fixture
def commune():
    """Return a commune: one admitted this year, one last year, a prospect, some targets."""
    root = cast.commune()
    cast.record(
        [
            *cast.admission(cast.LAN, cast.HAMLET_1, "2023-02-03", sex="female"),
            *cast.admission(cast.DUC, cast.HAMLET_2, "2022-03-01", religion="Công giáo"),
            cast.description(cast.THAO, "2022-06-01", born="1995"),
            cast.fact("introduction", "2022-06-01", person=cast.THAO, organisation=cast.HAMLET_1),
            target(cast.COMMUNE, 2),
            target(cast.COMMUNE, 1, year=2022),
            target(cast.HAMLET_1, 1),
            target(cast.SCHOOL, 1),
        ]
    )
    return root


@pytest.fixture
def picture(commune):
    """Return the commune's picture of 2023, admissions added up since 2021."""
    return paint(Materials(commune), AS_OF, 2021)


def links(told):
    for tile in told:
        yield tile["url"]
        yield from (part["url"] for part in tile["parts"])


def words(told):
    return " · ".join(part["text"] for tile in told for part in tile["parts"])


def test_the_four_answers_say_members_admissions_since_and_prospects(picture):
    told = tiles(picture, ROUND, opens=True)
    assert [tile["value"] for tile in told] == [2, 1, 2, 1]
    assert told[1]["of"] == "2"


def test_what_stands_beside_the_numbers_is_said_in_the_words_of_reports(picture):
    said = words(tiles(picture, ROUND, opens=True))
    for part in ["2 dự bị", "đạt 50%", "cùng kỳ 2022: 1", "1 là người có đạo", "năm 2022: 1/1"]:
        assert part in said


def test_every_link_names_a_figure_the_organisation_and_the_day(picture):
    for url in filter(None, links(tiles(picture, ROUND, opens=True))):
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        assert parts.path.split("/")[2] in DEFINITIONS
        assert (asked["to"], asked["ngay"]) == ([str(cast.COMMUNE)], ["21/4/2023"])


def test_last_year_s_same_period_ends_on_the_same_day_of_last_year(picture):
    against = tiles(picture, ROUND, opens=True)[1]["parts"][1]
    asked = parse_qs(urlsplit(against["url"]).query)
    assert (asked["tu"], asked["den"]) == (["1/1/2022"], ["21/4/2022"])


def test_who_may_not_see_people_gets_numbers_that_do_not_open(picture):
    told = tiles(picture, ROUND, opens=False)
    open_ = [url for url in links(told) if url]
    assert [urlsplit(url).path for url in open_] == ["/so-lieu/cells.total/"]


def test_the_answers_speak_english_too(picture):
    with translation.override("en"):
        told = tiles(picture, ROUND, opens=True)
    assert told[0]["label"] == "Members"
    assert "reached 50%" in words(told)


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("chi-tieu-chua-nguon", {cast.SCHOOL}),
        ("lau-chua-ket-nap", {cast.SCHOOL, cast.CREDIT_FUND}),
        ("chua-dat", {cast.SCHOOL}),
        ("chua-nguon", {cast.HAMLET_2, cast.CREDIT_FUND}),
    ],
)
def test_each_matter_is_about_its_cells(picture, code, cells):
    assert {row.id for row in concerned(picture, code)} == cells


def test_without_a_matter_all_cells_are_shown(picture):
    assert len(concerned(picture, "")) == len(picture.cells)


def test_a_matter_counts_the_cells_it_leads_to(picture):
    request = RequestFactory().get("/", {"ngay": "21/4/2023"})
    for matter in attention(request, picture):
        code = parse_qs(urlsplit(matter["url"]).query)["xem"][0]
        assert matter["title"] == title(code, len(concerned(picture, code)))
        assert parse_qs(urlsplit(matter["url"]).query)["ngay"] == ["21/4/2023"]


def test_a_chosen_matter_says_so_and_leads_back_to_all(picture):
    told = chosen_matter(RequestFactory().get("/", {"xem": "chua-dat"}), picture)
    assert "1 chi bộ" in told["words"]
    assert "xem" not in parse_qs(urlsplit(told["url"]).query)


@pytest.mark.parametrize("asked", ["", "chuyện khác"])
def test_nothing_is_said_of_a_matter_that_was_not_chosen(picture, asked):
    assert chosen_matter(RequestFactory().get("/", {"xem": asked}), picture) == {}


@pytest.mark.parametrize("code", MATTERS)
def test_every_matter_has_a_title_in_both_languages(code):
    assert title(code, 2).startswith("2 chi bộ")
    with translation.override("en"):
        assert title(code, 1).startswith("1 cell ")
        assert title(code, 2).startswith("2 cells ")


def test_a_cell_s_bar_is_as_long_as_its_share_and_never_longer(picture):
    shown = {row.id: cell_row(row, picture, ROUND) for row in picture.cells}
    assert (shown[cast.HAMLET_1]["width"], shown[cast.HAMLET_1]["share"]) == (100, "100%")
    assert (shown[cast.SCHOOL]["width"], shown[cast.SCHOOL]["fraction"]) == (0, "0/1")
    assert (shown[cast.CREDIT_FUND]["share"], shown[cast.CREDIT_FUND]["fraction"]) == ("–", "0/–")


@pytest.mark.parametrize(
    ("day", "gone"), [(date(2023, 1, 1), 0), (AS_OF, 30), (date(2023, 12, 31), 99)]
)
def test_the_mark_stands_where_the_year_is(commune, day, gone):
    assert today_mark(paint(Materials(commune), day, 2021)) == gone


def test_a_percentage_stands_as_the_people_it_comes_to_and_is_named_beside(commune):
    cast.record([target(cast.COMMUNE, "3.5", year=2024, form="percent")])
    told = tiles(paint(Materials(commune), date(2024, 5, 1), 2021), ROUND, opens=True)[1]
    assert (told["value"], told["of"]) == (0, "0,07")
    assert [part["text"] for part in told["parts"]][:2] == ["3,5% đảng viên đầu kỳ", "đạt 0%"]


def test_a_short_part_is_not_broken_over_two_lines(picture):
    parts = {part["text"]: part["short"] for part in tiles(picture, ROUND, opens=True)[0]["parts"]}
    assert parts["4 chi bộ"]
    (certified,) = tiles(picture, ROUND, opens=True)[3]["parts"]
    assert not certified["short"]


def test_a_cell_does_not_count_its_cells(commune):
    cell = Organisation.objects.get(pk=cast.HAMLET_1)
    told = tiles(paint(Materials(cell), AS_OF, 2021), ROUND, opens=True)[0]
    assert [part["text"] for part in told["parts"]] == ["0 chính thức", "1 dự bị"]


def test_one_target_needs_no_table_of_targets(picture):
    assert measured_rows(picture, ROUND) == []


def test_several_targets_are_told_one_by_one(commune):
    cast.record([target(cast.COMMUNE, 4, source="resolved", document="05-NQ/ĐU")])
    rows = measured_rows(paint(Materials(commune), AS_OF, 2021), ROUND)
    assert [(row["fraction"], row["words"]) for row in rows] == [
        ("1/2", "đạt 50%"),
        ("1/4", "đạt 25%"),
    ]
