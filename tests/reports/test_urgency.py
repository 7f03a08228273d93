"""Which cells need somebody to act, and how the chart of cells shows them."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from taonguon.reports import charts, urgency
from taonguon.reports.picture import CellRow, Goal
from taonguon.reports.views import attention

AS_OF = date(2023, 4, 21)


def cell(id_, name, admitted=0, needed=None, prospects=1, last=date(2022, 5, 1)):
    goal = Goal(admitted, None, None if needed is None else Fraction(needed))
    return CellRow(id_, f"Chi bộ {name}", date(1988, 3, 26), goal, 20, prospects, 0, last)


REACHED = cell(1, "xóm 6", 1, 1)
OPEN = cell(2, "xóm 3", 0, 1)
NOBODY = cell(3, "xóm 1", 0, 1, prospects=0)
NOBODY_FOR_LONG = cell(4, "xóm 2", 0, 2, prospects=0, last=date(2020, 5, 1))
NO_TARGET = cell(5, "phố 1", prospects=0)
PICTURE = SimpleNamespace(
    cells=(REACHED, OPEN, NOBODY, NOBODY_FOR_LONG, NO_TARGET), as_of=AS_OF, by_month=()
)


def test_those_that_need_action_come_first():
    ordered = [row.id for row in urgency.by_urgency(PICTURE)]
    assert ordered == [4, 3, 2, 5, 1]


@pytest.mark.parametrize(
    ("matter", "ids"),
    [
        ("chi-tieu-chua-nguon", [4, 3]),
        ("lau-chua-ket-nap", [4]),
        ("chua-nguon", [5]),
        ("chua-dat", [4, 3, 2]),
        ("", [4, 3, 2, 5, 1]),
        ("khong-co", [4, 3, 2, 5, 1]),
    ],
)
def test_a_matter_is_about_its_cells(matter, ids):
    assert [row.id for row in urgency.concerned(PICTURE, matter)] == ids


def test_a_matter_leads_to_its_cells_and_keeps_the_day(rf):
    told = attention.attention(rf.get("/", {"ngay": "21/4/2023", "xem": "chua-dat"}), PICTURE)
    assert told[0]["url"] == "?ngay=21%2F4%2F2023&xem=chi-tieu-chua-nguon#theo-chi-bo"
    assert told[0]["detail"] == "xóm 2, xóm 1"
    assert [matter["status"] for matter in told] == ["late", "late", "due", "wait"]


def test_a_chosen_matter_leads_back_to_all(rf):
    told = attention.chosen_matter(rf.get("/", {"xem": "chua-dat"}), PICTURE)
    assert told["label"] == "Xem cả 5 chi bộ"
    assert attention.chosen_matter(rf.get("/", {"xem": "khac"}), PICTURE) == {}


def marks(spec, place):
    return spec["layer"][place]["data"]["values"]


@pytest.mark.parametrize("width", [charts.NARROW, charts.MIDDLE, charts.WIDE, charts.BROAD])
def test_the_chart_has_a_mark_for_each_admission_done_and_missing(width):
    spec = charts.cells(PICTURE, width)
    names, missing, done, targets, words = (marks(spec, place) for place in range(5))
    assert [name["t"] for name in names] == ["xóm 2", "xóm 1", "xóm 3", "xóm 6"]
    assert (len(missing), len(done), len(targets)) == (4, 1, 4)
    assert [word["t"] for word in words] == ["0/2", "0/1", "0/1", "1/1"]
    assert all(0 <= mark["x"] <= width for mark in [*names, *missing, *done, *targets, *words])


def test_a_large_target_still_fits_the_width_of_a_phone():
    many = SimpleNamespace(cells=(cell(1, "xóm 6", 30, 40),), as_of=AS_OF, by_month=())
    spec = charts.cells(many, charts.NARROW)
    assert max(mark["x"] for mark in marks(spec, 1)) < charts.NARROW
    assert charts.draw(spec).startswith("<svg")
