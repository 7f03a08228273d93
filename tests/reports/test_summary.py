"""The summary of a commune: every figure, the year's target and what it is met by, each cell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core import figures
from taonguon.core.days import Period, day_before
from taonguon.core.targets import read
from taonguon.organisations.models import Organisation
from taonguon.reports import knowledge
from taonguon.reports.goals import goals
from taonguon.reports.summary import attained, summary
from tests import acts, cast, histories

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
    told = attained(goals([read(paper(low, form=form))], admitted, 600)[0])
    value, percent, over = said
    assert told["target"] == {"value": value, "high": None, "form": form}
    assert told["attainment"] == {
        "numerator": admitted, "denominator": value, "percent": percent, "over_percent": over,
    }  # fmt: skip


@pytest.mark.parametrize("found", [[], [read(paper(0))]])
def test_without_a_target_there_is_nothing_to_divide_by(found):
    told = attained(goals(found, 13, 600)[0])
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
    return summary(commune, knowledge.of(commune, None), YEAR.end, YEAR)


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
    assert told["target"] == {"value": 2, "high": None, "form": "exact"}
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
def test_a_percentage_is_of_the_members_at_the_end_of_the_year_before():
    commune = cast.commune()
    cast.record([
        *cast.admission(cast.MAI, cast.SCHOOL, "2021-12-31"),
        *cast.admission(cast.HUNG, cast.SCHOOL, "2022-01-01"),
        *cast.admission(cast.LAN, cast.HAMLET_1, "2022-01-02"),
        paper(50, form="percent"),
    ])  # fmt: skip
    told = summary(commune, knowledge.of(commune, None), YEAR.end, YEAR)
    assert told["target"]["value"] == "1/2"
    assert told["attainment"]["numerator"] == 2


@pytest.mark.django_db
def test_a_summary_in_the_middle_of_the_year_ends_on_its_day():
    commune = cast.commune()
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2022-05-19"))
    day = date(2022, 5, 18)
    told = summary(commune, knowledge.of(commune, None), day, YEAR)
    assert told["period"]["to"] == "2022-05-18"
    assert told["admitted"]["total"] == 0


def counted(commune, as_of, period):
    """Return the summary as both ways of knowing tell it; they are one."""
    stored, folded = (
        summary(commune, knowledge.of(commune, at), as_of, period) for at in (None, cast.later())
    )
    assert stored == folded
    return stored


@pytest.fixture
def late():
    """Record a commune whose credit fund is founded on 15/8/2022, with a member from before."""
    facts = [f for f in cast.foundings() if f.organisation != cast.CREDIT_FUND]
    cast.record([
        *facts, cast.founding(cast.CREDIT_FUND, date(2022, 8, 15)),
        *cast.admission(cast.LAN, cast.CREDIT_FUND, "2020-03-26"),
        *cast.admission(cast.HUNG, cast.CREDIT_FUND, "2022-05-19"),
        *cast.admission(cast.MAI, cast.CREDIT_FUND, "2022-09-02"),
        *cast.admission(cast.DUC, cast.SCHOOL, "2021-05-19"),
    ])  # fmt: skip
    return Organisation.objects.get(pk=cast.COMMUNE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("as_of", "total", "early", "cell"),
    [
        (date(2021, 12, 31), 2, 1, None),
        (date(2022, 8, 14), 3, 2, None),
        (date(2022, 8, 15), 3, 0, 2),
        (date(2022, 9, 2), 4, 0, 3),
    ],
)
def test_a_cell_s_founding_brings_its_members_in_and_changes_no_total(
    late, as_of, total, early, cell
):
    told = counted(late, as_of, Period.year(as_of.year))
    assert (told["members"]["total"], told["in_no_cell_yet"]["members"]) == (total, early)
    cells = {row["id"]: row["members"] for row in told["by_cell"]}
    assert cells.get(cast.CREDIT_FUND) == cell
    assert sum(cells.values()) + early == total


@pytest.mark.django_db
def test_who_was_admitted_before_the_cell_was_founded_is_admitted_at_the_commune(late):
    told = counted(late, YEAR.end, YEAR)
    assert (told["admitted"]["total"], told["in"]["total"]) == (2, 2)
    fund = next(row for row in told["by_cell"] if row["id"] == cast.CREDIT_FUND)
    assert (fund["admitted"], told["in_no_cell_yet"]["admitted"]) == (1, 1)
    own = counted(Organisation.objects.get(pk=cast.CREDIT_FUND), YEAR.end, YEAR)
    assert (own["admitted"]["total"], own["in"]["total"], own["out"]["total"]) == (1, 3, 0)
    assert own["members"]["total"] == 3


def totals(root, at, start, length):
    """Return the members before a period and at its end, and who came and left in it."""
    told, period = knowledge.of(root, at), Period(start, start + timedelta(length))
    eve = day_before(start)
    before = summary(root, told, eve, Period(eve, eve))["members"]["total"]
    now = summary(root, told, period.end, period)
    return before, now["members"]["total"], now["in"]["total"], now["out"]["total"]


@pytest.mark.django_db
@acts.few(25)
@given(
    facts=histories.courses(),
    tree=histories.trees(),
    root=st.sampled_from([cast.COMMUNE, cast.HAMLET_1, cast.ELSEWHERE]),
    start=histories.DAYS,
    length=st.integers(0, 700),
)
def test_whatever_happened_the_members_are_those_before_and_who_came_less_who_left(
    facts, tree, root, start, length
):
    with cast.taken_back():
        cast.record([*tree, *facts])
        unit = Organisation.objects.get(pk=root)
        for at in (None, cast.later()):
            before, now, came, left = totals(unit, at, start, length)
            assert now == before + came - left


@pytest.mark.parametrize(
    ("form", "said"),
    [("exact", "30.00"), ("percent", "30.00"), ("at_least", "–"), ("range", "–")],
)
def test_only_what_can_be_exceeded_is_told_as_exceeded(form, said):
    target = read(paper(10, form=form, high="15" if form == "range" else None))
    told = attained(goals([target], 13, 100)[0])
    assert told["attainment"]["percent"] == "130.00"
    assert told["attainment"]["over_percent"] == said
    assert told["target"]["high"] == (15 if form == "range" else None)
