"""The chart of the cells: no name is cut where there is room, no mark stands upon a dot."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from taonguon.reports import charts
from taonguon.reports.picture import CellRow, Goal

AS_OF = date(2022, 12, 31)
GIVEN = ("Chi bộ xóm 6", "Chi bộ Trường Tiểu học B", "Chi bộ Trường Mầm non", "Chi bộ phố 1")


def drawn(width, names=GIVEN, admitted=2, needed=1):
    """Return the layers of the chart: names, missing, done, targets, words."""
    rows = tuple(
        CellRow(n, name, date(1990, 1, 1), Goal(admitted, None, Fraction(needed)), 20, 1, 0, AS_OF)
        for n, name in enumerate(names)
    )
    return charts.cells(SimpleNamespace(cells=rows, as_of=AS_OF), width)["layer"]


@pytest.mark.parametrize("width", [charts.WIDE, charts.BROAD])
@pytest.mark.parametrize("names", [GIVEN, ("Chi bộ Hợp tác xã nông nghiệp", *GIVEN)])
def test_a_name_begins_inside_its_picture_and_is_not_cut(width, names):
    layer = drawn(width, names)[0]
    for one in layer["data"]["values"]:
        needs = 8.2 * len(one["t"])
        assert needs <= layer["mark"]["limit"]
        assert one["x"] - needs >= 0


@pytest.mark.parametrize("width", [charts.NARROW, charts.MIDDLE])
def test_on_a_small_screen_a_name_is_shortened_before_it_leaves_the_picture(width):
    layer = drawn(width)[0]
    assert all(one["x"] - layer["mark"]["limit"] >= 0 for one in layer["data"]["values"])


@pytest.mark.parametrize("width", [charts.NARROW, charts.WIDE, charts.BROAD])
@pytest.mark.parametrize(("admitted", "needed"), [(2, 1), (1, 2), (5, 3), (9, 1)])
def test_the_mark_of_a_target_touches_no_dot(width, admitted, needed):
    _names, missing, done, targets, _words = drawn(width, GIVEN[:1], admitted, needed)
    radius = (done["mark"]["size"] / 3.1416) ** 0.5
    half = targets["mark"]["thickness"] / 2
    (mark,) = targets["data"]["values"]
    for dot in done["data"]["values"] + missing["data"]["values"]:
        assert abs(dot["x"] - mark["x"]) > radius + half


ROWS = [
    {"name": "Vào danh sách", "words": "1/6 · còn 3", "safe": 5.0, "latest": 9.13, "open": True},
    {"name": "Lễ kết nạp", "words": "31/12 · đủ", "safe": None, "latest": 11.97, "open": False},
]


@pytest.mark.parametrize("width", [charts.NARROW, charts.MIDDLE, charts.WIDE, charts.BROAD])
def test_the_plan_backwards_has_a_line_for_each_milestone_and_a_mark_for_today(width):
    spec = charts.backward(ROWS, 1.5, width)
    told = [layer["data"]["values"] for layer in spec["layer"]]
    assert told[0] == [{"x": 1.5}]
    assert sum(len(values) == len(ROWS) for values in told) >= 3
    assert [one["x"] for one in told[-1]] == [5.0]
    assert spec["layer"][1]["encoding"]["x"]["scale"]["domain"][0] == 1
    assert "Vào danh sách" in charts.draw(spec)


def test_a_plan_that_began_the_year_before_begins_its_picture_there():
    rows = [{**ROWS[0], "safe": -0.8}]
    spec = charts.backward(rows, 1.5, charts.WIDE)
    month = spec["layer"][1]["encoding"]["x"]
    assert month["scale"]["domain"][0] == -1
    assert month["axis"]["values"][0] == -1
