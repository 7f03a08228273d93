"""The picture of a divided target: each cell's number this year and what it was asked for last year."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from taonguon.organisations.drawing import GOLD, GREY, HOLLOW, INK, NARROW, Spec, frame
from taonguon.targets.telling import plain

_ROW, _ROOM, _LETTER = 48, 12, 9


@dataclass(frozen=True, slots=True)
class Bars:
    """One organisation's two numbers."""

    name: str
    now: float
    last: float


def bars(rows: list[Bars], years: tuple[int, int], width: int) -> Spec:
    """Draw two bars for each organisation: full for the year, below it hollow for the year before.

    Who was asked for nobody in either year is left to the table behind.
    """
    rows = [row for row in rows if row.now or row.last]
    label = min(_LETTER * max((len(row.name) for row in rows), default=0) + 10, width * 0.5)
    most = max([3.0, *(max(row.now, row.last) for row in rows)])
    name: Spec = {
        "field": "name", "type": "nominal", "sort": None,
        "axis": {"grid": False, "domain": False, "ticks": False, "labelLimit": label,
                 "labelAlign": "left", "labelPadding": label, "labelColor": INK},
        "scale": {"paddingInner": 0.3, "paddingOuter": 0.15},
    }  # fmt: skip
    side: Spec = {
        "type": "quantitative", "axis": None,
        "scale": {"domain": [0, most * (1.5 if width <= NARROW else 1.15)], "nice": False},
    }  # fmt: skip
    spec = frame(
        width, len(rows) * _ROW + _ROOM, _layers(rows, years),
        _("Chỉ tiêu của từng chi bộ, hai năm"),
    )  # fmt: skip
    for layer in spec["layer"]:
        layer["encoding"] = {
            "y": name,
            "yOffset": {"field": "place", "type": "nominal", "scale": {"domain": [0, 1]}},
            "x": {"field": "n", **side},
            **layer.get("encoding", {}),
        }
    return spec


def _layers(rows: list[Bars], years: tuple[int, int]) -> list[Spec]:
    first = next((row for row in rows if row.now and row.last), None)
    now, last = (
        [
            {
                "name": row.name,
                "place": place,
                "n": value,
                "t": _words(value, years[place] if row is first else 0),
            }
            for row in rows
            for value in ((row.now, row.last)[place],)
        ]
        for place in (0, 1)
    )
    text = {"type": "text", "align": "left", "dx": 5, "baseline": "middle", "fontSize": 15}
    return [
        {"data": {"values": now}, "mark": {"type": "bar", "color": GOLD}},
        {
            "data": {"values": last},
            "mark": {"type": "bar", "fill": "#ffffff", "stroke": HOLLOW, "strokeWidth": 1.5},
        },
        *(
            {
                "data": {"values": values},
                "mark": {**text, "color": colour},
                "encoding": {"text": {"field": "t"}},
            }
            for values, colour in ((now, INK), (last, GREY))
        ),
    ]


def _words(value: float, year: int) -> str:
    """Return what stands at the end of a bar; on the first pair the years, in place of a legend."""
    number = plain(value) if value else ""
    if not year:
        return number
    return _("%(n)s năm %(year)d") % {"n": number, "year": year}
