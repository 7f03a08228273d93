"""The picture a phone reads: the same squares as lines and as dots, with the number and short hash in them."""

import re

import numpy as np
import pytest
import qrcode

from taonguon.forms import seal
from tests.forms.png import read

TEXT = "05-NQ/ĐU 3f2a90b1c4d7"


def squares(text):
    """Return the dark modules of a text's code, as the library that makes it tells them."""
    code = qrcode.QRCode(error_correction=seal.ERROR_CORRECT_M, border=seal.QUIET)
    code.add_data(text)
    code.make()
    return np.array(code.get_matrix(), dtype=bool)


def drawn(text):
    """Return the modules that the SVG draws."""
    told = seal.svg(text)
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', told)[1])
    found = np.zeros((size, size), dtype=bool)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", told):
        found[int(y), int(x)] = True
    return found


@pytest.mark.parametrize("text", [TEXT, "3f2a90b1c4d7", "112-NQ/ĐU " + "a" * 12])
def test_lines_and_dots_draw_the_same_code(text):
    wanted = squares(text)
    assert (drawn(text) == wanted).all()
    dots = read(seal.png(text))
    assert dots.shape == (wanted.shape[0] * seal.DOT,) * 2
    assert ((dots[:: seal.DOT, :: seal.DOT] < 128) == wanted).all()
    assert set(np.unique(dots)) == {0, 255}


def test_light_stands_around_the_code():
    dark = drawn(TEXT)
    edge = seal.QUIET
    assert not dark[:edge].any()
    assert not dark[-edge:].any()
    assert not dark[:, :edge].any()
    assert not dark[:, -edge:].any()
    assert dark[edge, edge]


def test_another_number_is_another_picture():
    assert seal.svg(TEXT) != seal.svg("06" + TEXT[2:])
    assert seal.png(TEXT) == seal.png(TEXT)
