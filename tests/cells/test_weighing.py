"""What weighs on a cell on a day, and what a proposal says of the burden of each committee member."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from taonguon.cells import proposing
from taonguon.cells.actions import Seat
from taonguon.cells.actions import reseat as leave
from taonguon.organisations.models import Organisation
from taonguon.outlook.assignment import Cell, Weights, propose
from tests import cast
from tests.cast import HAMLET_1, HAMLET_2, SCHOOL
from tests.cells.conftest import SINCE

pytestmark = pytest.mark.django_db
NOW = date(2023, 4, 21)
ADMITTED = date(2021, 4, 21)


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


def weigh(on=NOW, years=2):
    units = list(Organisation.objects.filter(pk__in=cast.CELLS).order_by("path"))
    return proposing.weigh(units, years, on)


@pytest.mark.parametrize(
    ("on", "long"),
    [
        (ADMITTED - timedelta(days=1), True),
        (ADMITTED, False),
        (date(2023, 4, 20), False),
        (date(2023, 4, 22), True),
    ],
)
def test_a_cell_has_long_admitted_nobody_from_two_years_on(do, on, long):
    cast.record(cast.admission(cast.LAN, HAMLET_1, str(ADMITTED)))
    assert weigh(on)[HAMLET_1].long is long


def test_a_young_cell_has_not_long_admitted_nobody(do):
    told = {"name": "Chi bộ Hợp tác xã", "kind": "cell", "parent": cast.COMMUNE}
    cast.record([cast.founding(8, date(2022, 6, 1), **told)])
    unit = Organisation.objects.get(pk=8)
    found = proposing.weigh([unit], 2, NOW)[8]
    assert (found.long, found.last) == (False, None)
    assert proposing.weigh([unit], 2, date(2024, 6, 2))[8].long


@pytest.mark.parametrize(
    ("on", "here", "there"),
    [("2022-02-28", 1, 0), ("2022-03-01", 0, 1), ("2022-12-31", 0, 1), ("2023-01-01", 0, 0)],
)
def test_members_weigh_on_the_cell_they_are_in_on_the_day(do, on, here, there):
    cast.record([
        *cast.admission(cast.LAN, HAMLET_1, str(ADMITTED)),
        cast.fact("move", "2022-03-01", person=cast.LAN, organisation=HAMLET_2),
        cast.fact("death", "2023-01-01", person=cast.LAN),
    ])  # fmt: skip
    told = weigh(date.fromisoformat(on))
    assert (told[HAMLET_1].cell.members, told[HAMLET_2].cell.members) == (here, there)


def test_the_way_and_the_reasons_are_those_known_on_the_day(do):
    do.profile("2022-12-31", distance="6", youth_away="27")
    before, after = weigh(date(2022, 12, 30))[HAMLET_1], weigh(date(2022, 12, 31))[HAMLET_1]
    assert (before.cell.distance, before.marks) == (0, ())
    assert (after.cell.distance, len(after.marks)) == (6, 1)
    assert after.cell.difficulty == before.cell.difficulty + 1


def test_who_left_the_committee_holds_no_cell(do, at):
    mo = do.seat("Đoàn Thị Mơ")
    do.charge(mo, HAMLET_1)
    assert weigh()[HAMLET_1].cell.holder == mo.pk
    left = Seat(mo.name, "", SINCE, date(2023, 1, 1), "20-QĐ/ĐU", None)
    leave(member=mo, told=left, by=None, at=at)
    assert weigh()[HAMLET_1].cell.holder is None


def test_what_weighs_is_asked_in_as_many_queries_for_any_number_of_cells(do):
    units = list(Organisation.objects.filter(kind="cell").order_by("path"))
    counts = []
    for asked in (units[:1], units):
        with CaptureQueriesContext(connection) as queries:
            proposing.weigh(asked, 2, NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]


NAMES = {1: "Đoàn Thị Mơ", 2: "Lã Văn An", 3: "Từ Thị Mận"}


def reasons(cells, told, members=(1, 2)):
    found = propose(cells, list(members), Weights(), 0, 9)
    return {one.cell: proposing.reasons(one, told[one.cell], found, NAMES) for one in found.shares}


def weighed(cells, **more):
    unit = Organisation(name="Chi bộ")
    said = {"marks": (), "last": date(2022, 1, 1), "long": False, **more}
    return {one.id: proposing.Weighed(unit, one, **said) for one in cells}


def test_who_is_replaced_is_named():
    cells = [Cell(HAMLET_1, 60, holder=1), Cell(HAMLET_2, 60, holder=1)]
    said = [line for lines in reasons(cells, weighed(cells)).values() for line in lines]
    assert "Giữ người đang phụ trách." in said
    assert "Thay Đoàn Thị Mơ để việc của mọi người đều hơn." in said


def test_who_is_no_more_to_be_chosen_is_as_nobody():
    cells = [Cell(SCHOOL, 10, holder=99)]
    assert reasons(cells, weighed(cells))[SCHOOL][0] == "Hiện chưa có ai phụ trách."


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "10 đảng viên."),
        ({"long": True}, "10 đảng viên, từ 2022 chưa kết nạp ai."),
        ({"long": True, "last": None}, "10 đảng viên, chưa kết nạp ai."),
    ],
)
def test_what_makes_a_cell_heavy_is_said_in_words(more, words):
    cells = [Cell(SCHOOL, 10)]
    assert reasons(cells, weighed(cells, **more))[SCHOOL][1].endswith(words)


def test_a_tie_says_who_would_do_as_well():
    cells = [Cell(HAMLET_1, 10), Cell(HAMLET_2, 10)]
    told = reasons(cells, weighed(cells))
    assert told[HAMLET_1][-1].startswith("Giao cho Lã Văn An cũng ngang như vậy")


def test_the_burden_of_each_is_told_to_the_average_and_of_the_heaviest():
    told = proposing.burden({1: 300, 2: 100}, {HAMLET_1: 1, HAMLET_2: 1, SCHOOL: 2}, NAMES)
    assert [(one["name"], one["count"], one["times"], one["share"]) for one in told] == [
        ("Đoàn Thị Mơ", "2 chi bộ", "1,5 lần", 100),
        ("Lã Văn An", "1 chi bộ", "0,5 lần", 33),
    ]
    assert {one["mark"] for one in told} == {int(Fraction(200, 300) * 100)}


def test_nobody_with_anything_is_no_burden():
    (told,) = proposing.burden({1: 0}, {}, NAMES)
    assert (told["times"], told["share"]) == ("0 lần", 0)
    assert proposing.burden({}, {}, NAMES) == []


def test_the_journal_keeps_the_weights_and_bounds_in_one_line():
    assert proposing.weights_said(Weights(1, 2, 3, 4, 5), 1, 6) == (
        "cells=1 members=2 distance=3 difficulty=4 continuity=5 least=1 most=6"
    )
