"""The year's picture: what a commune sees of its year, counted in a fixed number of queries."""

from datetime import date
from fractions import Fraction

import pytest

from taonguon.core.organisation import PROFILE
from taonguon.core.targets import TARGET
from taonguon.reports import charts, wordings
from taonguon.reports.goals import Goal
from taonguon.reports.picture import CellRow, Early, Materials, paint
from tests import cast

pytestmark = pytest.mark.django_db

AS_OF = date(2023, 4, 21)


def target(organisation, low, *, year=2023, last=None, **data):
    said = {
        "start": f"{year}-01-01", "end": f"{last or year}-12-31", "category": "",
        "source": "assigned", "form": "exact", "low": str(low), **data,
    }  # fmt: skip
    return cast.fact(TARGET, f"{year}-01-01", organisation=organisation, **said)


@pytest.fixture
def commune():
    """Return a commune of four cells, four admitted over three years, and targets."""
    root = cast.commune()
    cast.record(
        [
            *cast.admission(cast.LAN, cast.HAMLET_1, "2023-02-03", sex="female"),
            *cast.admission(cast.HUNG, cast.HAMLET_1, "2023-04-22", sex="male"),
            *cast.admission(cast.DUC, cast.HAMLET_2, "2022-03-01", religion="Công giáo"),
            *cast.admission(cast.MAI, cast.SCHOOL, "2021-12-31", sex="female"),
            *[cast.description(cast.THAO, "2022-06-01", born="1995")],
            cast.fact("introduction", "2022-06-01", person=cast.THAO, organisation=cast.SCHOOL),
            target(cast.COMMUNE, 4),
            target(cast.COMMUNE, 2, year=2022),
            target(cast.HAMLET_1, 2),
            target(cast.HAMLET_2, 1),
            cast.fact(PROFILE, "2023-01-01", organisation=cast.HAMLET_1, catholic_percent="45"),
        ]
    )
    return root


def picture(root, as_of=AS_OF, since=2021):
    return paint(Materials(root), as_of, since)


def row(told, cell):
    return next(one for one in told.cells if one.id == cell)


def test_percentages_of_cells_are_of_their_own_members_in_the_sum(commune):
    halves = [target(cell, 50, form="percent") for cell in (cast.HAMLET_1, cast.HAMLET_2)]
    hung = cast.admission(90, cast.HAMLET_1, "2021-05-05")
    cast.record([*hung, *halves, target(cast.COMMUNE, 50, form="percent")])
    told = picture(commune).allocation
    assert (told.headline, told.allocated) == (Fraction(3, 2), Fraction(1))


def test_it_counts_members_and_the_year_s_admissions_up_to_the_day(commune):
    told = picture(commune)
    assert (told.members, told.probationary, told.goal.admitted) == (3, 3, 1)
    assert told.goal.ratio.value == Fraction(1, 4)


def test_the_next_day_counts_who_was_admitted_on_it(commune):
    assert picture(commune, date(2023, 4, 22)).goal.admitted == 2


def test_it_adds_up_since_a_chosen_year_and_tells_the_religious_and_the_women(commune):
    told = picture(commune)
    assert (told.since_admitted, told.since_religious, told.since_women) == (3, 1, 2)
    assert picture(commune, since=2022).since_admitted == 2


def test_last_year_is_held_against_its_own_target_and_its_same_period(commune):
    told = picture(commune)
    assert (told.last_year.admitted, told.last_year.needed) == (1, 2)
    assert told.same_period == 1
    assert picture(commune, date(2023, 2, 28)).same_period == 0


def test_months_are_counted_to_the_month_of_the_day(commune):
    assert picture(commune).by_month == (0, 1, 0, 0)


def test_each_cell_has_its_target_its_prospects_and_its_last_admission(commune):
    told = picture(commune)
    hamlet, school = row(told, cast.HAMLET_1), row(told, cast.SCHOOL)
    assert (hamlet.goal.admitted, hamlet.goal.needed, hamlet.members) == (1, 2, 1)
    assert (school.prospects, school.certified, school.last_on) == (1, 0, date(2021, 12, 31))
    assert row(told, cast.CREDIT_FUND).last_on is None


def test_the_sum_of_the_cells_is_held_against_the_headline(commune):
    assert picture(commune).allocation.difference == 1


def test_one_result_is_measured_against_every_target_that_runs(commune):
    cast.record(
        [
            target(cast.COMMUNE, 2, source="resolved"),
            target(cast.COMMUNE, 1, category="religious", form="at_least"),
            target(cast.COMMUNE, 10, year=2021, last=2025),
            target(cast.COMMUNE, 1, category="enterprise"),
            target(cast.COMMUNE, 50, source="registered", form="percent"),
        ]
    )
    told = {
        (m.target.category, m.target.source, m.target.end.year): m.goal
        for m in picture(commune).measured
    }
    assert told["", "resolved", 2023].ratio.value == Fraction(1, 2)
    assert told["religious", "assigned", 2023].admitted == 0
    assert told["", "assigned", 2025].admitted == 3
    assert told["enterprise", "assigned", 2023] is None
    assert told["", "registered", 2023].needed == 1


def test_a_percentage_of_each_year_is_of_the_members_before_that_year(commune):
    cast.record([
        target(cast.COMMUNE, 100, form="percent"),
        target(cast.COMMUNE, 100, year=2022, form="percent"),
        cast.description(cast.HA, "2023-01-01"),
        cast.fact("admission", "2023-01-01", person=cast.HA, organisation=cast.SCHOOL),
    ])  # fmt: skip
    told = picture(commune)
    assert (told.goal.needed, told.last_year.needed) == (2, 1)
    assert [m.goal.needed for m in told.measured if m.target.form == "percent"] == [2]


def test_before_its_cell_is_founded_somebody_is_in_no_row_and_in_every_total(commune):
    late = cast.founding(8, date(2023, 4, 1), name="Chi bộ 8", kind="cell", parent=cast.COMMUNE)
    cast.record([
        late, *cast.admission(cast.HA, 8, "2023-03-01"),
        cast.description(cast.BINH, "2023-03-01"),
        cast.fact("introduction", "2023-03-01", person=cast.BINH, organisation=8),
    ])  # fmt: skip
    before, after = picture(commune, date(2023, 3, 31)), picture(commune)
    assert before.members == after.members == sum(r.members for r in after.cells) == 4
    assert (before.early, before.prospects) == (Early(1, 1, 1, 0), 2)
    assert (after.early, after.prospects) == (Early(0, 1, 0, 0), 2)
    fund = row(after, 8)
    assert (fund.members, fund.goal.admitted, fund.last_on) == (1, 0, None)
    assert after.goal.admitted == sum(r.goal.admitted for r in after.cells) + 1


def test_the_number_of_queries_does_not_depend_on_who_is_in_it(
    commune, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        picture(commune)


@pytest.mark.parametrize(
    ("last", "founded", "long"),
    [
        (date(2020, 12, 31), date(2000, 1, 1), True),
        (date(2021, 1, 1), date(2000, 1, 1), False),
        (None, date(2020, 12, 31), True),
        (None, date(2021, 1, 1), False),
    ],
)
def test_three_years_without_an_admission_are_long_for_a_cell_that_existed(last, founded, long):
    cell = CellRow(1, "Chi bộ", founded, Goal(0, None, None), 0, 0, 0, last)
    assert cell.long_without(AS_OF) is long


def test_the_year_s_chart_names_the_target_and_the_day(commune):
    svg = charts.draw(charts.year(picture(commune), charts.WIDE))
    assert svg.startswith("<svg")
    assert "Chỉ tiêu 4" in svg
    assert "1 đến 21/4" in svg


def test_a_chart_without_a_target_draws_no_line_for_it(commune):
    svg = charts.draw(charts.year(picture(commune, date(2021, 12, 31)), charts.NARROW))
    assert "Chỉ tiêu" not in svg


def test_the_cells_chart_names_the_cells_that_have_a_target_or_admissions(commune):
    svg = charts.draw(charts.cells(picture(commune), charts.WIDE))
    assert "thôn 1" in svg
    assert "thôn 2" in svg
    assert "Quỹ tín dụng" not in svg


@pytest.mark.parametrize(
    ("admitted", "needed", "asked", "words"),
    [
        (13, 8, "2", "vượt 62,5%"),
        (13, 8, "0c", "vượt 62%"),
        (3, 18, "2", "đạt 16,67%"),
        (3, 18, "0", "đạt 17%"),
        (3, 18, "rác", "đạt 16,67%"),
        (0, None, "2", "chưa có chỉ tiêu"),
    ],
)
def test_a_share_is_said_as_reports_say_it(commune, admitted, needed, asked, words):
    target_ = picture(commune).goal.target if needed else None
    goal = Goal(admitted, target_, Fraction(needed) if needed else None)
    assert wordings.attainment(goal, wordings.rounding(asked)) == words
