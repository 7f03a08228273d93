"""The year's pictures: Vega-Lite drawn on the server, the same on page, PDF and paper."""

import math
from typing import Any

from django.utils.translation import gettext as _

from taonguon.organisations.drawing import (
    BROAD,
    GOLD,
    GREY,
    HOLLOW,
    INK,
    LACQUER,
    MIDDLE,
    NARROW,
    WIDE,
    Spec,
    draw,
)
from taonguon.organisations.drawing import frame as _spec
from taonguon.outlook.forecast import Forecast
from taonguon.reports import fan
from taonguon.reports.picture import CellRow, Picture
from taonguon.reports.urgency import by_urgency
from taonguon.targets.telling import plain

__all__ = ["BROAD", "MIDDLE", "NARROW", "WIDE", "cells", "draw", "funnel", "year"]

_COLUMN, _ROW, _STEP, _LETTER, _DOTS, _GAP = 250, 34, 24, 9, 110, 12


def _top(picture: Picture, told: Forecast | None) -> float:
    needed = float(picture.goal.needed or 0)
    return max(needed, sum(picture.by_month), 4, fan.top(told)) * 1.15


def year(picture: Picture, width: int, told: Forecast | None = None) -> Spec:
    """Draw the admissions of the year, added up month by month, against the target and the forecast."""
    total, points = 0, [{"m": 0, "n": 0}]
    for month, people in enumerate(picture.by_month, 1):
        total += people
        points.append({"m": month, "n": total})
    steps = list(range(0, 13, 3 if width <= NARROW else 2 if width <= MIDDLE else 1))
    month = {
        "field": "m", "type": "quantitative", "scale": {"domain": [0, 12.4], "nice": False},
        "axis": {"grid": False, "values": steps,
                 "labelExpr": "datum.value == 0 ? '' : 'T' + datum.value"},
    }  # fmt: skip
    people = {
        "field": "n", "type": "quantitative",
        "scale": {"domain": [0, _top(picture, told)], "nice": False},
        "axis": {"tickMinStep": 1, "tickCount": 5, "format": "d"},
    }  # fmt: skip
    return _spec(
        width,
        260 if width > NARROW else 220,
        [
            *fan.layers(told, (month, people), (GOLD, LACQUER)),
            *_done(picture, points, (month, people), fanned=told is not None),
            *_target(picture, month, people),
        ],
        _("Kết nạp theo tháng"),
    )


def _done(
    picture: Picture, points: list[Spec], axes: tuple[Spec, Spec], *, fanned: bool
) -> list[Spec]:
    """Draw what has been, with its words beside the last point: below it where a fan opens above."""
    month, people = axes
    late = points[-1]["m"] > (5 if fanned else 8)
    low = fanned and points[-1]["n"] < 2  # no room above the axis
    beside = (0, -14) if late else (36, -5) if low else (6, 16 if fanned else -14)
    said = {"day": f"{picture.as_of.day}/{picture.as_of.month}", "n": points[-1]["n"]}
    return [
        {
            "data": {"values": points},
            "mark": {"type": "line", "color": LACQUER, "strokeWidth": 2.5,
                     "point": {"color": LACQUER, "filled": True, "size": 46}},
            "encoding": {"x": month, "y": people},
        },
        {
            "data": {"values": [{**points[-1], "t": _("%(n)d đến %(day)s") % said}]},
            "mark": {"type": "text", "color": LACQUER, "fontWeight": 600,
                     "align": "right" if late else "left", "dx": beside[0], "dy": beside[1]},
            "encoding": {"x": month, "y": people, "text": {"field": "t"}},
        },
    ]  # fmt: skip


def _target(picture: Picture, month: Spec, people: Spec) -> list[Spec]:
    needed = picture.goal.needed
    if not needed:
        return []
    words = _("Chỉ tiêu %(n)s") % {"n": plain(needed)}
    return [
        {
            "data": {"values": [{"m": 0, "n": float(needed)}, {"m": 12.4, "n": float(needed)}]},
            "mark": {"type": "line", "color": INK, "strokeDash": [5, 4], "strokeWidth": 1.5},
            "encoding": {"x": month, "y": people},
        },
        {
            "data": {"values": [{"m": 0, "n": float(needed), "t": words}]},
            "mark": {"type": "text", "align": "left", "dx": 4, "dy": -10},
            "encoding": {"x": month, "y": people, "text": {"field": "t"}},
        },
    ]


def cells(picture: Picture, width: int) -> Spec:
    """Draw the cells that have a target or admissions this year, one mark for each admission.

    A full mark is an admission, an empty one is still missing; those that need action come first.
    """
    shown = [row for row in by_urgency(picture) if row.goal.admitted or row.goal.needed]
    longest = _LETTER * max((len(_short(row)) for row in shown), default=0) + 20
    columns = max(1, min(width // max(_COLUMN, longest + _DOTS), len(shown)))
    per_column = max(1, -(-len(shown) // columns))
    room = width / columns
    label = min(longest, room * 0.55)
    most = max([1.0, *(max(r.goal.admitted, float(r.goal.needed or 0)) for r in shown)])
    step = min(_STEP, (room - label - 78) / most)
    rows = [
        _marks(row, place % per_column * _ROW, place // per_column * room + label, step)
        for place, row in enumerate(shown)
    ]
    top, side = {"domain": [-_ROW / 2, per_column * _ROW - _ROW / 2]}, {"domain": [0, width]}
    spec = _spec(
        width,
        per_column * _ROW + 4,
        _layers(rows, step, label),
        _("Kết nạp so với chỉ tiêu của từng chi bộ"),
    )
    scales = {
        "x": {"type": "quantitative", "field": "x", "axis": None, "scale": side},
        "y": {"type": "quantitative", "field": "y", "axis": None,
              "scale": {**top, "reverse": True}},
    }  # fmt: skip
    for layer in spec["layer"]:
        layer["encoding"] = scales | layer.get("encoding", {})
    return {**spec, "padding": 0}


def _short(row: CellRow) -> str:
    return row.name.removeprefix("Chi bộ ").strip()


def _marks(row: CellRow, y: float, x: float, step: float) -> dict[str, Any]:
    """Return where the marks of one cell stand."""
    admitted, needed = row.goal.admitted, float(row.goal.needed or 0)
    places = max(admitted, math.ceil(needed))
    done = [{"x": x + step * (n + 0.5), "y": y} for n in range(admitted)]
    missing = [{"x": x + step * (n + 0.5), "y": y} for n in range(admitted, places)]
    words = f"{admitted}/{plain(row.goal.needed) if row.goal.needed else '–'}"
    return {
        "name": {"x": x - _GAP, "y": y, "t": _short(row)},
        "done": done,
        "missing": missing,
        "target": [{"x": x + step * needed, "y": y}] if needed else [],
        "words": {"x": x + step * places + _GAP, "y": y, "t": words},
    }


def _layers(rows: list[dict[str, Any]], step: float, label: float) -> list[Spec]:
    size = (step * 0.64) ** 2 * math.pi / 4
    text = {"type": "text", "baseline": "middle", "fontSize": 15, "color": INK}
    return [
        {
            "data": {"values": [row["name"] for row in rows]},
            "mark": {**text, "align": "right", "limit": label - _GAP - 2},
            "encoding": {"text": {"field": "t"}},
        },
        {
            "data": {"values": [mark for row in rows for mark in row["missing"]]},
            "mark": {"type": "point", "size": size, "filled": False, "stroke": HOLLOW,
                     "strokeWidth": 1.5},
        },
        {
            "data": {"values": [mark for row in rows for mark in row["done"]]},
            "mark": {"type": "point", "size": size, "filled": True, "color": GOLD, "opacity": 1},
        },
        {
            "data": {"values": [mark for row in rows for mark in row["target"]]},
            "mark": {"type": "tick", "orient": "vertical", "color": INK, "thickness": min(2.5, step * 0.15),
                     "size": 22},
        },
        {
            "data": {"values": [row["words"] for row in rows]},
            "mark": {**text, "align": "left", "color": GREY},
            "encoding": {"text": {"field": "t"}},
        },
    ]  # fmt: skip


def funnel(bars: list[Spec], width: int) -> Spec:
    """Draw the stages of the funnel as bars: `stage`, `n` and `words` of each, in their order."""
    rows = [{**bar, "place": place} for place, bar in enumerate(bars)]
    label = min(170.0, width * 0.46)
    most = max([1, *(bar["n"] for bar in bars)])
    side = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, most * (2.4 if width <= NARROW else 1.3)], "nice": False},
    }
    stage: Spec = {
        "field": "stage", "type": "nominal", "sort": {"field": "place"},
        "axis": {"grid": False, "domain": False, "ticks": False, "labelLimit": label,
                 "labelAlign": "left", "labelPadding": label, "labelColor": INK},
        "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
    }  # fmt: skip
    people = {"field": "n", **side}
    layers: list[Spec] = [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "color": GOLD},
            "encoding": {
                "y": stage, "x": people,
                "color": {"condition": {"test": f"datum.place == {len(rows) - 1}", "value": LACQUER},
                          "value": GOLD},
            },
        },
        {
            "data": {"values": rows},
            "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "middle"},
            "encoding": {"y": stage, "x": people, "text": {"field": "words"}},
        },
    ]  # fmt: skip
    return _spec(width, len(rows) * _ROW + 12, layers, _("Phễu giới thiệu"))


def backward(rows: list[Spec], now: float, width: int) -> Spec:
    """Draw by when each milestone must be passed: a dot within all time limits, a tick at the last.

    Each row has `name`, `words`, and the places `safe` (or None) and `latest` in months since the
    year began, as has today (`now`).
    """
    height = _ROW + 8
    start = math.floor(min([now, *(row["safe"] for row in rows if row["safe"] is not None)]))
    told = [
        {**row, "y": place * height, "words_at": 12, "start": start}
        for place, row in enumerate(rows)
    ]
    step = 3 if width <= NARROW else 1
    month = {
        "field": "x", "type": "quantitative", "title": None,
        "scale": {"domain": [start, 12.02], "nice": False},
        "axis": {"grid": True, "values": list(range(start, 12, step)), "tickSize": 0,
                 "labelExpr": "'T' + ((datum.value + 12) % 12 + 1)",
                 "labelAlign": "left", "labelPadding": 8},
    }  # fmt: skip
    today: Spec = {
        "data": {"values": [{"x": now}]},
        "mark": {"type": "rule", "color": INK, "strokeDash": [5, 4], "strokeWidth": 1.5},
        "encoding": {"x": month},
    }
    layers = [today, *_tracks(told, month)]
    spec = _spec(width, len(rows) * height + 32, layers, _("Chậm nhất đến ngày nào"))
    side = {
        "field": "y", "type": "quantitative", "axis": None,
        "scale": {"domain": [-height * 0.75, len(rows) * height - height * 0.45], "reverse": True,
                  "nice": False},
    }  # fmt: skip
    for layer in spec["layer"][1:]:
        layer["encoding"]["y"] = side
    return spec


def _tracks(told: list[Spec], month: Spec) -> list[Spec]:
    """Return the layers of the milestones: their names and words, their lines, dots and ticks."""
    safe = [{**row, "x": row["safe"]} for row in told if row["safe"] is not None]
    names = [{**row, "x": row["start"], "t": row["name"]} for row in told]
    words = [{**row, "x": row["words_at"], "t": row["words"]} for row in told]
    return [
        *_written(names, month, {"align": "left", "dx": 6}),
        *_written(words, month, {"align": "right", "color": GREY}),
        {
            "data": {"values": [{**row, "end": row["latest"]} for row in safe]},
            "mark": {"type": "rule", "color": HOLLOW, "strokeWidth": 3},
            "encoding": {"x": month, "x2": {"field": "end"}},
        },
        {
            "data": {"values": [{**row, "x": row["latest"]} for row in told]},
            "mark": {
                "type": "tick",
                "orient": "vertical",
                "color": INK,
                "thickness": 2.5,
                "size": 14,
            },
            "encoding": {"x": month},
        },
        {
            "data": {"values": safe},
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {
                "x": month,
                "color": {"condition": {"test": "datum.open", "value": LACQUER}, "value": GOLD},
            },
        },
    ]


def _written(values: list[Spec], month: Spec, mark: Spec) -> list[Spec]:
    """Return words above a line, on ground that hides what they cross."""
    text = {"type": "text", "dy": -15, "baseline": "middle", **mark}
    encoding = {"x": month, "text": {"field": "t"}}
    ground = {**text, "stroke": "#fff", "strokeWidth": 5, "color": "#fff"}
    return [
        {"data": {"values": values}, "mark": ground, "encoding": dict(encoding)},
        {"data": {"values": values}, "mark": text, "encoding": dict(encoding)},
    ]
