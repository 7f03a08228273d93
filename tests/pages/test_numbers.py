"""Every number that may be opened opens on just the rows it counts."""

import re

import pytest
from django.urls import reverse

from taonguon.reports.views import figure
from tests.pages import page

pytestmark = pytest.mark.django_db

DAYS = ["21/4/2023", "31/12/2022", "30/6/2010", "1/1/1950"]
OF_A_YEAR = re.compile(r"^(?:cùng kỳ|năm) \d{4}: ")


def number(link):
    """Return the number a link shows: `3`, `13/8, vượt 62,5%`, `2 nguồn`, `cùng kỳ 2022: 3`."""
    return int(re.match(r"\d+", OF_A_YEAR.sub("", link.text))[0])


def numbers(answer):
    """Return the links of a page that count people or cells: address -> number."""
    years = {one["href"] for last in page.main(answer).all("td", "last") for one in last.all("a")}
    links = [one for one in page.main(answer).all("a") if one["href"].startswith("/so-lieu/")]
    return {one["href"]: number(one) for one in links if one["href"] not in years}


def opened(client, told):
    """Return the same addresses with how many rows each opens on."""
    return {url: len(page.whole(client, url)) for url in told}


@pytest.fixture
def one_leaf(monkeypatch):
    monkeypatch.setattr(figure, "SHOWN", 1000)


@pytest.mark.parametrize("day", DAYS)
def test_a_number_of_the_year_opens_on_as_many_rows(office, day, one_leaf):
    told = numbers(office.get(reverse("year"), {"ngay": day, "tu": "2008"}))
    assert len(told) >= 10
    assert opened(office, told) == told


def test_a_long_list_is_whole_though_it_has_many_leaves(office):
    url = reverse("figure", args=["members.official"]) + "?ngay=21/4/2023"
    assert len(page.whole(office, url)) == 587


def test_a_number_of_one_cell_opens_on_as_many_rows(signed_in, units):
    secretary = signed_in("secretary")
    told = numbers(secretary.get(reverse("organisation", args=[units.hamlet.pk])))
    assert len(told) >= 6
    assert opened(secretary, told) == told


@pytest.mark.parametrize("day", DAYS)
def test_a_number_of_the_commune_s_own_page_opens_on_as_many_rows(office, units, day, one_leaf):
    url = reverse("organisation", args=[units.commune.pk])
    told = numbers(office.get(url, {"ngay": day}))
    assert len(told) >= 8
    assert opened(office, told) == told


def test_the_members_of_the_tree_open_on_as_many_rows(office, one_leaf):
    told = numbers(office.get(reverse("organisations")))
    assert len(told) >= 28
    assert opened(office, told) == told


def test_the_year_of_the_last_admission_opens_on_who_was_admitted(office):
    answer = office.get(reverse("year"), {"ngay": "21/4/2023"})
    links = {link["href"] for last in page.main(answer).all("td", "last") for link in last.all("a")}
    assert len(links) > 20
    assert all(len(page.whole(office, url)) >= 1 for url in links)


def test_a_target_and_the_profile_of_a_cell_open_too(office, units):
    table = page.main(office.get(reverse("year"), {"ngay": "21/4/2023"})).one(id="theo-chi-bo")
    row = next(
        one for one in page.rows(table.one("table")) if one[0].text.startswith("Chi bộ xóm 6")
    )
    targets = [link["href"] for link in row[1].all("a")]
    assert targets[-1] == reverse("targets") + f"?to={units.hamlet.pk}"
    _name, told = (link["href"] for link in row[0].all("a"))
    place, _, part = told.partition("#")
    panel = page.main(office.get(place)).one(id=part)
    assert "45%" in panel.text
    assert "danh-sach-chi-bo.xlsx" in panel.text


@pytest.mark.parametrize("day", DAYS)
def test_a_matter_opens_on_as_many_cells(office, day):
    answer = office.get(reverse("year"), {"ngay": day})
    for link in page.main(answer).all("ul", "tasks"):
        for one in link.all("a"):
            shown = page.names(office.get(reverse("year") + one["href"]), within="theo-chi-bo")
            assert len(shown) == number(one), one.text


def test_the_rows_behind_a_number_are_the_people_it_counts(office, units):
    asked = {"ngay": "21/4/2023", "tu": "1/1/2023", "to": units.hamlet.pk}
    answer = office.get(reverse("figure", args=["admitted.total"]), asked)
    ((name, _born, cell, day),) = page.texts(page.main(answer).all("table")[0])
    assert cell == "Chi bộ xóm 6"
    assert day.endswith("/2023")
    person = page.main(answer).all("table")[0].one("a")["href"]
    assert page.main(office.get(person)).one("h1").text == name


@pytest.mark.parametrize(
    "asked", [{"ngay": "31/2/2023"}, {"tu": "x"}, {"tu": "1/1/2024", "den": "1/1/2023"}]
)
def test_an_address_that_makes_no_sense_is_no_page(office, asked):
    assert office.get(reverse("figure", args=["admitted.total"]), asked).status_code == 404


def test_a_figure_nobody_defined_is_no_page(office):
    assert office.get(reverse("figure", args=["admitted.green"])).status_code == 404


def test_a_number_of_nobody_says_so(office):
    answer = office.get(reverse("figure", args=["members.total"]), {"ngay": "1/1/1950"})
    assert page.main(answer).one("div", "empty").one("h2").text == "Không có ai"


def test_the_breakdowns_add_up_to_the_number(office):
    asked = {"ngay": "21/4/2023", "tu": "1/1/2021"}
    answer = office.get(reverse("figure", args=["admitted.total"]), asked)
    people, *parts = page.main(answer).all("table")
    assert len(parts) == 8
    assert {sum(int(row[1]) for row in page.texts(part)) for part in parts} == {25}
    assert len(page.rows(people)) == 25
