"""From a person, and from a cell, to all that is read and recorded of them, each as far as one may."""

import pytest
from django.urls import resolve, reverse
from django.utils import timezone, translation

from taonguon.organisations.models import Organisation
from taonguon.people import telling
from taonguon.people.forms import STAGE_NAMES
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db
YEN = "Trần Ngọc Yến"
READ = ["case", "applicant_sheet", "person_activities", "prospect_enlistment"]
RECORD = ["applicant_links", "request_take", "prospect_away", "handover_start"]
WORK = ["appointment", "visits", "difficulties", "petitions", "directives", "cell_posts"]
BELOW = [
    "cell_calendar", "visits", "difficulties", "petitions", "directives_by_cell", "training_coverage",
]  # fmt: skip
OF_A_CELL = ["prospect_board", "meetings", "sympathisers", "prospects_away"]


@pytest.fixture
def yen(units):
    return Person.objects.get(name=YEN, standing="prospect", cell=units.hamlet)


def ways(answer):
    """Return the tasks of a page: the name of the page each leads to -> its whole address."""
    links = [
        link["href"] for tasks in page.main(answer).all("ul", "tasks") for link in tasks.all("a")
    ]
    return {resolve(link.partition("?")[0]).url_name: link for link in links}


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("office", READ + RECORD),
        ("secretary", READ + RECORD),
        ("committee", READ),
        ("deputy", READ),
    ],
)
def test_each_is_led_from_a_prospect_to_what_they_may_open(signed_in, yen, role, names):
    client = signed_in(role)
    told = ways(client.get(reverse("member", args=[yen.pk])))
    assert sorted(told) == sorted(names)
    assert {client.get(url).status_code for url in told.values()} == {200}


def test_from_a_member_no_way_leads_to_what_is_done_for_prospects(office, units, person_of):
    answer = office.get(reverse("member", args=[person_of(units.hamlet).pk]))
    assert ways(answer) == {}


def test_from_who_is_on_the_way_no_more_neither(office):
    gone = Person.objects.filter(standing="unlisted").first()
    assert ways(office.get(reverse("member", args=[gone.pk]))) == {}


def test_the_ways_are_told_in_the_language_of_the_page(yen):
    told = [one["title"] for one in telling.ways(yen, may_record=True)]
    with translation.override("en"):
        english = [one["title"] for one in telling.ways(yen, may_record=True)]
    assert len(set(told)) == len(set(english)) == 8
    assert not set(told) & set(english)
    assert all(title.isascii() for title in english)


def test_a_cell_tells_its_prospects_with_the_stage_of_each_and_nobody_else(office, units):
    main = page.main(office.get(reverse("organisation", args=[units.hamlet.pk])))
    (panel,) = [one for one in main.all("section") if "Nguồn của chi bộ" in one.text]
    told = [(row.one("a").text, row.one("span").text) for row in panel.all("li")]
    own = Person.objects.filter(cell=units.hamlet, standing="prospect").order_by("sort_key", "pk")
    assert told == [(one.name, str(STAGE_NAMES[one.prospect.stage])) for one in own]
    links = {row.one("a")["href"] for row in panel.all("li")}
    assert links == {reverse("member", args=[one.pk]) for one in own}


@pytest.mark.parametrize("role", ["office", "secretary", "committee", "deputy"])
def test_the_matters_of_a_cell_are_those_of_that_cell(signed_in, units, role):
    client = signed_in(role)
    told = ways(client.get(reverse("organisation", args=[units.hamlet.pk])))
    assert set(OF_A_CELL) <= set(told)
    for name in OF_A_CELL:
        assert told[name] == f"{reverse(name)}?to={units.hamlet.pk}"
        assert client.get(told[name]).status_code == 200


@pytest.mark.parametrize("name", ["prospect_board", "sympathisers", "prospects_away"])
def test_from_a_cell_its_own_people_are_shown(office, units, name):
    hidden = Person.objects.filter(standing="prospect").exclude(cell=units.hamlet)
    own = set(
        Person.objects.filter(cell=units.hamlet, standing="prospect").values_list("name", flat=True)
    )
    text = page.main(office.get(reverse(name), {"to": units.hamlet.pk})).text
    others = set(hidden.values_list("name", flat=True)) - own
    assert [one for one in own if one in text]
    assert not [one for one in others if one in text]


def test_a_superior_reads_of_a_cell_no_prospect_and_no_way(signed_in, units):
    answer = signed_in("superior").get(reverse("organisation", args=[units.hamlet.pk]))
    text = page.main(answer).text
    assert answer.status_code == 200
    assert "Nguồn của chi bộ" not in text
    assert YEN not in text
    assert ways(answer) == {}


def test_a_secretary_reads_nothing_of_the_next_cell(signed_in, units):
    url = reverse("organisation", args=[units.next_hamlet.pk])
    assert signed_in("secretary").get(url).status_code == 404


def test_a_cell_without_prospects_says_so_and_leads_on_all_the_same(office):
    cells = Organisation.objects.filter(kind="cell", ended_on__isnull=True, path__contains="000001")
    empty = cells.exclude(people__standing="prospect").first()
    answer = office.get(reverse("organisation", args=[empty.pk]))
    assert "Chi bộ chưa có ai trong nguồn." in page.main(answer).text
    assert set(OF_A_CELL) <= set(ways(answer))


def test_a_commune_lists_no_prospects_of_its_own(office, units):
    main = page.main(office.get(reverse("organisation", args=[units.commune.pk])))
    assert "Nguồn của chi bộ" not in [one.text for one in main.all("h2")]


def test_in_english_the_stages_and_matters_are_english(office, units):
    office.cookies["django_language"] = "en"
    main = page.main(office.get(reverse("organisation", args=[units.hamlet.pk])))
    titles = [one.text for tasks in main.all("ul", "tasks") for one in tasks.all("a")]
    stages = {row.one("span").text for lst in main.all("ul", "people")[:1] for row in lst.all("li")}
    assert all(title.isascii() for title in titles)
    assert stages
    assert all(stage.isascii() for stage in stages)


def test_the_tree_counts_members_in_each_branch_and_no_prospects(office, units):
    rows = {row["unit"].pk: row for row in office.get(reverse("organisations")).context["rows"]}
    within = Person.objects.filter(standing__in=["official", "probationary"])
    assert rows[units.hamlet.pk]["members"] == within.filter(cell=units.hamlet).count() == 28
    assert rows[units.commune.pk]["members"] == 600
    assert rows[units.hamlet.pk]["depth"] == rows[units.commune.pk]["depth"] + 1


def test_the_tree_begins_where_the_reader_s_part_does(signed_in, units):
    own = signed_in("secretary").get(reverse("organisations")).context["rows"]
    assert [(row["unit"].pk, row["depth"]) for row in own] == [(units.hamlet.pk, 0)]
    superior = signed_in("superior").get(reverse("organisations")).context["rows"]
    assert units.hamlet.pk in {row["unit"].pk for row in superior}
    assert {row["url"] for row in superior} == {""}
    assert units.elsewhere.pk not in {row["unit"].pk for row in superior}


@pytest.mark.parametrize("name", ["organisation", "cell_profile"])
@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("office", ["visit_brief", *WORK]),
        ("committee", ["visit_brief", *WORK]),
        ("deputy", ["visit_brief", *WORK]),
        ("secretary", WORK),
    ],
)
def test_from_a_cell_each_is_led_to_the_work_in_it(signed_in, units, role, name, names):
    client = signed_in(role)
    told = ways(client.get(reverse(name, args=[units.hamlet.pk])))
    assert set(names) <= set(told)
    assert ("visit_brief" in told) is ("visit_brief" in names)
    assert {client.get(told[one]).status_code for one in names} == {200}


def test_the_work_of_a_cell_is_that_of_no_other(office, units):
    told = ways(office.get(reverse("cell_profile", args=[units.hamlet.pk])))
    for name in ("visits", "difficulties", "petitions"):
        tables = page.main(office.get(told[name])).all("table")
        shown = " ".join(one.text for one in tables[-1:])
        assert shown
        assert units.next_hamlet.name not in shown, name
    month = told["appointment"].rstrip("/").rpartition("/")[2]
    assert month == f"{timezone.localdate():%Y}-{timezone.localdate().month}"


@pytest.mark.parametrize("role", ["office", "deputy", "committee"])
def test_from_a_committee_each_is_led_to_the_work_in_its_cells(signed_in, units, role):
    client = signed_in(role)
    told = ways(client.get(reverse("organisation", args=[units.commune.pk])))
    assert set(BELOW) <= set(told)
    assert {client.get(told[one]).status_code for one in BELOW} == {200}


def test_a_cell_that_has_ended_is_visited_no_more(office, units):
    Organisation.objects.filter(pk=units.hamlet.pk).update(ended_on=timezone.localdate())
    told = ways(office.get(reverse("cell_profile", args=[units.hamlet.pk])))
    assert "visit_brief" not in told
    assert "visits" in told


def test_a_superior_sees_a_cells_area_and_no_way_to_the_work_in_it(signed_in, units):
    assert ways(signed_in("superior").get(reverse("cell_profile", args=[units.hamlet.pk]))) == {}
