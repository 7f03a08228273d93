"""Pictures that several rooms draw: Vega-Lite on the server, the same on page, PDF and paper."""

import hashlib
import json
from typing import Any

import vl_convert
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

LACQUER, GOLD, INK, GREY, LINE = "#a3231d", "#a67a14", "#1d1b1a", "#57514d", "#e4dfd8"
HOLLOW = "#8f877e"
# Each is drawn at the width it is shown at, so that its words keep their size: a phone, half a
# panel, a panel or a sheet of paper, a panel as wide as the page.
NARROW, MIDDLE, WIDE, BROAD = 292, 440, 620, 1080
_DRAWN = 3

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
            "labelFontSize": 15, "labelColor": GREY, "gridColor": LINE, "domainColor": LINE,
            "tickColor": LINE, "title": None, "labelPadding": 6,
        },
        "text": {"fontSize": 15, "color": INK},
    }  # fmt: skip


def frame(width: int, height: int, layers: list[Spec], words: str) -> Spec:
    """Return a picture of layers in our type and colours, `words` for who cannot see it."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": words,
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "right": 8, "top": 8, "bottom": 2},
        "config": _config(),
        "layer": layers,
    }
