"""Every pair of colours that carries words or shapes can be told apart (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "src/taonguon/static/taonguon.css"
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", CSS.read_text("utf-8")))

WORDS = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3")
        for ground in ("paper", "card", "gold-bg")
    ),
    *((ink, ground) for ink in ("lacquer", "lacquer-ink") for ground in ("paper", "card")),
    *((status, f"{status}-bg") for status in ("ok", "due", "late", "wait")),
    ("late", "card"),
    ("ok", "card"),
    ("lacquer-ink", "lacquer-bg"),
    ("card", "lacquer"),
    ("card", "lacquer-ink"),
]
SHAPES = [("field", "card"), ("field", "paper"), ("gold", "card"), ("gold", "track"), ("ink", "gold"),
          ("wait", "paper"), ("lacquer", "card")]  # fmt: skip


def light(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((light(TOKENS[one]), light(TOKENS[other])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_stand_out_from_their_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out_from_their_ground(shape, ground):
    assert contrast(shape, ground) >= 3
