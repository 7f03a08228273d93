"""The summary of a commune: every figure, the year's target and what it is met by, each cell."""

from datetime import date

import pytest

from taonguon.core import figures
from taonguon.core.days import Period
from taonguon.core.targets import read
from taonguon.reports import knowledge
from taonguon.reports.summary import attained, summary
from tests import cast

YEAR = Period.year(2022)
ON_PAPER = {"start": "2022-01-01", "end": "2022-12-31"}


def paper(low, unit=cast.COMMUNE, day="2022-01-10", **data):
    return cast.fact("target", day, organisation=unit, low=str(low), **ON_PAPER, **data)


@pytest.mark.parametrize(
    ("low", "form", "admitted", "said"),
    [
        (8, "exact", 13, (8, "162.50", "62.50")),
        (8, "exact", 8, (8, "100.00", "0.00")),
        (8, "exact", 6, (8, "75.00", "-25.00")),
        (3, "percent", 18, (18, "100.00", "0.00")),
        ("0.5", "percent", 3, (3, "100.00", "0.00")),
        ("2.1", "percent", 13, ("63/5", "103.17", "3.17")),
    ],
)
def test_a_target_is_met_by_an_exact_share(low, form, admitted, said):
    told = attained([read(paper(low, form=form))], admitted, members=600)
    value, percent, over = said
    assert told["target"] == {"value": value, "form": form}
    assert told["attainment"] == {
        "numerator": admitted, "denominator": value, "percent": percent, "over_percent": over,
    }  # fmt: skip


@pytest.mark.parametrize("found", [[], [read(paper(0))]])
def test_without_a_target_there_is_nothing_to_divide_by(found):
    told = attained(found, 13, members=600)
    assert told["attainment"]["percent"] == told["attainment"]["over_percent"] == "–"


@pytest.fixture
def told():
    """Return the summary of 2022 for a commune with three admissions and a target of two."""
    commune = cast.commune()
    cast.record([
        *cast.admission(cast.LAN, cast.HAMLET_1, "2022-05-19", sex="female", religion="Công giáo"),
        *cast.admission(cast.HUNG, cast.HAMLET_1, "2022-09-02", sex="male"),
        *cast.admission(cast.MAI, cast.SCHOOL, "2021-12-31", sex="female"),
        *cast.admission(cast.DUC, cast.OTHER_CELL, "2022-05-19", sex="male"),
        cast.description(cast.THAO, "2022-01-01"),
        cast.fact("introduction", "2022-02-01", person=cast.THAO, organisation=cast.SCHOOL),
        paper(2), paper(1, cast.HAMLET_1), paper(5, source="registered"), paper(9, cast.ELSEWHERE),
        paper(3, day="2023-01-01"),
    ])  # fmt: skip
    return summary(commune, knowledge.of(commune, None), YEAR.end, YEAR, 2022)


@pytest.mark.django_db
def test_the_summary_names_the_commune_the_day_and_the_period(told):
    assert told["organisation"] == "Đảng bộ xã An Hòa"
    assert told["as_of"] == "2022-12-31"
    assert told["period"] == {"from": "2022-01-01", "to": "2022-12-31"}


@pytest.mark.django_db
def test_every_figure_stands_in_the_summary(told):
    for code in figures.DEFINITIONS:
        group, name = code.split(".")
        assert isinstance(told[group][name], int), code
    assert told["cells"] == {"total": 4}
    assert told["members"]["total"] == 3
    assert told["admitted"]["total"] == 2
    assert told["admitted"]["religious"] == 1
    assert told["prospects"]["total"] == 1


@pytest.mark.django_db
def test_the_assigned_target_of_the_day_is_the_one_that_counts(told):
    assert told["target"] == {"value": 2, "form": "exact"}
    assert told["attainment"]["percent"] == "100.00"


@pytest.mark.django_db
def test_each_cell_has_its_own_numbers_and_together_they_are_the_whole(told):
    cells = {row["id"]: row for row in told["by_cell"]}
    assert list(cells) == list(cast.CELLS)
    hamlet, school = cells[cast.HAMLET_1], cells[cast.SCHOOL]
    assert (hamlet["members"], hamlet["admitted"], hamlet["prospects"]) == (2, 2, 0)
    assert (hamlet["target"]["value"], hamlet["attainment"]["percent"]) == (1, "200.00")
    assert (school["members"], school["admitted"], school["prospects"]) == (1, 0, 1)
    assert school["target"]["value"] is None
    for name, whole in [("members", 3), ("admitted", 2), ("prospects", 1)]:
        assert sum(row[name] for row in told["by_cell"]) == whole


@pytest.mark.django_db
def test_a_percentage_is_of_the_members_at_the_start_of_the_year():
    commune = cast.commune()
    cast.record([
        *cast.admission(cast.MAI, cast.SCHOOL, "2021-12-31"),
        *cast.admission(cast.HUNG, cast.SCHOOL, "2022-01-01"),
        *cast.admission(cast.LAN, cast.HAMLET_1, "2022-01-02"),
        paper(50, form="percent"),
    ])  # fmt: skip
    told = summary(commune, knowledge.of(commune, None), YEAR.end, YEAR, 2022)
    assert told["target"]["value"] == 1
    assert told["attainment"]["numerator"] == 2


@pytest.mark.django_db
def test_a_summary_in_the_middle_of_the_year_ends_on_its_day():
    commune = cast.commune()
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2022-05-19"))
    day = date(2022, 5, 18)
    told = summary(commune, knowledge.of(commune, None), day, YEAR, 2022)
    assert told["period"]["to"] == "2022-05-18"
    assert told["admitted"]["total"] == 0
