"""The year's pictures: Vega-Lite drawn on the server, the same on page, PDF and paper."""

import hashlib
import json
from typing import Any

import vl_convert
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from taonguon.reports.picture import Picture
from taonguon.targets.telling import plain

LACQUER, GOLD, INK, GREY, LINE = "#a3231d", "#b98a1d", "#1d1b1a", "#57514d", "#e4dfd8"
WIDE, NARROW = 620, 290
_DRAWN = 1

Spec = dict[str, Any]


def draw(spec: Spec) -> SafeString:
    """Return a chart as SVG; one drawn before is taken from the cache."""
    text = json.dumps(spec, sort_keys=True)
    key = f"chart-{_DRAWN}-{hashlib.sha256(text.encode()).hexdigest()}"
    svg = cache.get(key)
    if svg is None:
        svg = vl_convert.vegalite_to_svg(spec)
        cache.set(key, svg)
    return mark_safe(svg)


def _config() -> Spec:
    return {
        "font": "Be Vietnam Pro, sans-serif",
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 14, "labelColor": GREY, "gridColor": LINE, "domainColor": LINE,
            "tickColor": LINE, "title": None, "labelPadding": 6,
        },
        "text": {"fontSize": 14, "color": INK},
    }  # fmt: skip


def _spec(width: int, height: int, layers: list[Spec], words: str) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": words,
        "width": width,
        "height": height,
        "padding": {"left": 2, "right": 8, "top": 8, "bottom": 2},
        "config": _config(),
        "layer": layers,
    }


def _top(picture: Picture) -> float:
    needed = float(picture.goal.needed or 0)
    return max(needed, sum(picture.by_month), 4) * 1.15


def year(picture: Picture, width: int) -> Spec:
    """Draw the admissions of the year, added up month by month, against the target."""
    total, points = 0, [{"m": 0, "n": 0}]
    for month, people in enumerate(picture.by_month, 1):
        total += people
        points.append({"m": month, "n": total})
    steps = list(range(0, 13, 3 if width == NARROW else 1))
    month = {
        "field": "m", "type": "quantitative", "scale": {"domain": [0, 12.4], "nice": False},
        "axis": {"grid": False, "values": steps,
                 "labelExpr": "datum.value == 0 ? '' : 'T' + datum.value"},
    }  # fmt: skip
    people = {
        "field": "n", "type": "quantitative",
        "scale": {"domain": [0, _top(picture)], "nice": False},
        "axis": {"tickMinStep": 1, "tickCount": 5, "format": "d"},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "data": {"values": points},
            "mark": {"type": "line", "color": LACQUER, "strokeWidth": 2.5,
                     "point": {"color": LACQUER, "filled": True, "size": 46}},
            "encoding": {"x": month, "y": people},
        },
        {
            "data": {"values": [{**points[-1], "t": _("%(n)d đến %(day)s") % {
                "n": total, "day": f"{picture.as_of.day}/{picture.as_of.month}"}}]},
            "mark": {"type": "text", "dy": -14, "color": LACQUER, "fontWeight": 600,
                     "align": "right" if points[-1]["m"] > 8 else "left",
                     "dx": 0 if points[-1]["m"] > 8 else 6},
            "encoding": {"x": month, "y": people, "text": {"field": "t"}},
        },
    ]  # fmt: skip
    return _spec(width, 230, layers + _target(picture, month, people), _("Kết nạp theo tháng"))


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
    """Draw the cells that have a target or admissions this year, admitted against target."""
    shown = [row for row in picture.cells if row.goal.admitted or row.goal.needed]
    values = [
        {
            "c": row.name.removeprefix("Chi bộ ").strip(),
            "o": place,
            "n": row.goal.admitted,
            "t": float(row.goal.needed or 0) or None,
        }
        for place, row in enumerate(shown)
    ]
    cell = {
        "field": "c", "type": "ordinal", "sort": {"field": "o"},
        "axis": {"labelLimit": 120 if width == NARROW else 190, "ticks": False, "domain": False},
    }  # fmt: skip
    top = max([1, *(max(v["n"], v["t"] or 0) for v in values)])
    people = {
        "type": "quantitative", "scale": {"domain": [0, top]},
        "axis": {"tickMinStep": 1, "format": "d", "tickCount": min(int(top), 6)},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "color": GOLD, "height": {"band": 0.55}},
            "encoding": {"y": cell, "x": {**people, "field": "n"}},
        },
        {
            "mark": {"type": "tick", "color": INK, "thickness": 2.5, "height": {"band": 0.9}},
            "encoding": {"y": cell, "x": {**people, "field": "t"}},
        },
    ]
    spec = _spec(
        width, max(60, 26 * len(values)), layers, _("Kết nạp so với chỉ tiêu của từng chi bộ")
    )
    return {**spec, "data": {"values": values}}
