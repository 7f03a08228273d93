"""What each role sees: a secretary the people of the cell, a superior figures without names."""

from io import BytesIO
from urllib.parse import urlencode

import openpyxl
import pytest
from django.urls import reverse

from taonguon.commands import sample
from taonguon.core.figures import DEFINITIONS
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person, Span
from tests.pages import page

pytestmark = pytest.mark.django_db

DAY = "21/4/2023"
LISTS = ("year", "organisations", "members", "prospects", "targets")


def pages(client, unit):
    """Return the words of every page there is about an organisation and the people it counts."""
    asked = "?" + urlencode({"to": unit.pk, "ngay": DAY, "tu": "1/1/2015", "den": DAY})
    told = [reverse(name) + (asked if name in {"year", "targets"} else "") for name in LISTS]
    told += [reverse("figure", args=[code]) + asked for code in DEFINITIONS]
    told += [reverse("organisation", args=[one.pk]) for one in Organisation.objects.all()]
    answers = {url: client.get(url) for url in told}
    return {url: words(answer) for url, answer in answers.items() if answer.status_code == 200}


def words(answer):
    return page.read(answer).text


def names(**asked):
    return set(Person.objects.filter(**asked).values_list("name", flat=True))


def shown(told, hidden):
    return {(url, name) for url, said in told.items() for name in hidden if name in said}


@pytest.fixture
def secretary(signed_in):
    return signed_in("secretary")


def test_a_secretary_s_list_holds_the_members_of_the_cell(secretary, units):
    own = Person.objects.filter(cell=units.hamlet, standing__in=["official", "probationary"])
    assert sorted(page.whole(secretary, reverse("members"))) == sorted(p.name for p in own)
    assert len(own) == 28


def test_a_secretary_s_prospects_are_those_of_the_cell(secretary, units):
    own = Person.objects.filter(cell=units.hamlet, standing="prospect")
    assert sorted(page.whole(secretary, reverse("prospects"))) == sorted(p.name for p in own)


def test_a_secretary_s_export_holds_the_members_of_the_cell(secretary, units):
    answer = secretary.get(reverse("members_export"))
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
    cells = [row[14] for row in sheet.iter_rows(min_row=7, values_only=True) if row[0]]
    assert cells == [units.hamlet.name] * 28


def test_a_secretary_cannot_ask_for_another_cell(secretary, units):
    asked = {"to": units.next_hamlet.pk}
    assert page.names(secretary.get(reverse("members"), asked)) == []
    assert secretary.get(reverse("members_export"), asked).status_code == 400
    assert secretary.get(reverse("year"), asked).status_code == 404


def test_a_secretary_s_year_counts_the_cell_alone(secretary):
    tiles = page.tiles(secretary.get(reverse("year"), {"ngay": DAY}))
    assert tiles["Đảng viên"][0] == "28"
    assert tiles["Kết nạp năm 2023"][0] == "1/1"


def test_a_secretary_finds_nobody_of_another_cell_on_any_page(secretary, units):
    own = names(cell=units.hamlet) | set(
        Span.objects.filter(cell=units.hamlet).values_list("person__name", flat=True)
    )
    answers = pages(secretary, units.hamlet)
    assert len(answers) > 30
    assert shown(answers, names() - own) == set()
    assert shown(answers, own)


def test_a_superior_sees_the_figures(signed_in):
    superior = signed_in("superior")
    assert page.tiles(superior.get(reverse("year"), {"ngay": DAY}))["Đảng viên"][0] == "600"
    assert superior.get(reverse("figure", args=["cells.total"])).status_code == 200


def test_a_superior_finds_no_name_on_any_page(signed_in, units):
    answers = pages(signed_in("superior"), units.commune)
    assert len(answers) > 30
    assert shown(answers, names()) == set()


@pytest.mark.parametrize("code", sorted(code for code in DEFINITIONS if code != "cells.total"))
def test_a_superior_cannot_open_the_people_behind_a_figure(signed_in, code):
    assert signed_in("superior").get(reverse("figure", args=[code])).status_code == 404


def test_a_superior_s_numbers_are_no_links_to_people(signed_in):
    answer = signed_in("superior").get(reverse("year"), {"ngay": DAY})
    links = [link["href"] for link in page.main(answer).all("a")]
    lists = [url for url in links if url.startswith(("/so-lieu/", "/dang-vien/", "/nguon/"))]
    assert all(url.startswith("/so-lieu/cells.total/") for url in lists)


def test_the_administrator_sees_nothing_of_the_register(signed_in, units):
    client = signed_in("administrator")
    assert pages(client, units.commune) == {}
    refused = client.get(reverse("members"))
    assert "Không thuộc phần việc của đồng chí" in words(refused)
    assert shown({"": words(refused)}, names()) == set()


def test_somebody_of_another_commune_sees_nothing_of_this_one(signed_in, units):
    answers = pages(signed_in("office"), units.commune)
    assert shown(answers, {"Nguyễn Thị Lan", units.elsewhere.name}) == set()


def test_a_role_that_has_ended_opens_nothing(signed_in, units):
    client = signed_in("committee")
    grant = client.get(reverse("year")).wsgi_request.user.grants.get()
    grant.start_on, grant.end_on = grant.start_on.replace(year=2020), grant.start_on
    grant.save()
    assert pages(client, units.commune) == {}
    assert sample.COMMUNE not in words(client.get(reverse("year")))
