"""The fan of the forecast on the year's chart: where the year may end, half of it and most of it."""

from collections.abc import Sequence
from typing import Any

from taonguon.outlook.forecast import Forecast, Spread

Spec = dict[str, Any]
LATE = 7  # the month from which on the year is late for the chart's words


def told_months(told: Forecast) -> list[tuple[int, Spread]]:
    """Return the months still to come with where they may end; that of the day itself is not drawn."""
    first = told.day.month
    return [(first + n, one) for n, one in enumerate(told.by_month) if n]


def top(told: Forecast | None) -> float:
    """Return the highest number the fan reaches."""
    return float(told.total.wide[1]) if told is not None else 0.0


def layers(told: Forecast | None, axes: tuple[Spec, Spec], colours: tuple[str, str]) -> list[Spec]:
    """Return the fan as layers of the chart: two areas, the median dashed, and where the year ends.

    `axes` are the months and the people as the chart draws them, `colours` the area's and the ink.
    """
    months = told_months(told) if told is not None else []
    if told is None or not months:
        return []
    start = Spread(told.admitted, (told.admitted,) * 2, (told.admitted,) * 2)
    points = [_point(month, one) for month, one in [(told.day.month, start), *months]]
    month, people = axes
    area = {"type": "area", "color": colours[0], "line": False}
    found = [
        {
            "data": {"values": points},
            "mark": {**area, "opacity": opacity},
            "encoding": {
                "x": month, "y": {**people, "field": low}, "y2": {"field": high},
            },
        }
        for low, high, opacity in (("w0", "w1", 0.22), ("h0", "h1", 0.38))
    ]  # fmt: skip
    line = {
        "data": {"values": points},
        "mark": {"type": "line", "color": colours[1], "strokeDash": [2, 3], "strokeWidth": 2},
        "encoding": {"x": month, "y": people},
    }
    return [*found, line, _words(told, axes, colours[1])]


def _point(month: int, one: Spread) -> Spec:
    return {
        "m": month, "n": one.middle,
        "h0": one.half[0], "h1": one.half[1], "w0": one.wide[0], "w1": one.wide[1],
    }  # fmt: skip


def _words(told: Forecast, axes: tuple[Spec, Spec], ink: str) -> Spec:
    low, high = told.total.wide
    end = {"m": 12, "n": low or high, "t": between(told.total.wide)}
    below = 16 if told.day.month < LATE else 34  # a fan that opens late is flat: clear of its start
    if not low:
        below = -12  # above the fan: below nothing are the months
    return {
        "data": {"values": [end]},
        "mark": {"type": "text", "align": "right", "dy": below, "color": ink},
        "encoding": {"x": axes[0], "y": axes[1], "text": {"field": "t"}},
    }


def between(range_: Sequence[int]) -> str:
    """Return a range of whole numbers as people write it: 15–19, or 17 alone."""
    low, high = range_
    return str(low) if low == high else f"{low}–{high}"
