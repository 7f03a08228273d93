"""Pages look as they did when somebody last looked at them; `python tools/forms.py` draws them anew."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from taonguon.forms import loading, pdf
from tests.forms import png, synthetic

FOLDER = Path(__file__).parent / "pictures"
DOTS = 50  # an inch: enough to see what moved, little to keep
PICTURED = (
    "3-KNĐ", "4-KNĐ", "6-KNĐ", "9-KNĐ", "13-KNĐ", "16-KNĐ", "CN-NTVĐ", "phieu-bieu-quyet",
    "bien-ban-hop-chi-bo", "cong-van-tham-tra", "phieu-thang", "danh-sach-de-nghi",
)  # fmt: skip
ALIKE = 0.6  # of 255, the mean of all dots


def drawn(code, **other):
    paper = synthetic.paper(loading.shipped()[code])
    return png.read(pdf.picture(replace(paper, **other).sealed(), DOTS))


def kept(code):
    return png.read((FOLDER / f"{loading.shipped()[code].key}.png").read_bytes())


@pytest.mark.parametrize("code", PICTURED)
def test_a_page_looks_as_it_was_kept(code):
    found = png.apart(drawn(code), kept(code))
    assert found < ALIKE, f"{code}: {found:.2f} apart; look at it, then run python tools/forms.py"


def test_no_two_forms_look_alike():
    pages = [kept(code) for code in PICTURED]
    pairs = ((one, other) for n, one in enumerate(pages) for other in pages[n + 1 :])
    assert all(png.apart(one, other) > ALIKE for one, other in pairs)


@pytest.mark.parametrize(
    "change", [{"sign": 80}, {"left": 25}, {"body": 13}, {"line": 20}, {"top": 23}]
)
def test_another_measure_is_seen(change):
    look = synthetic.paper(loading.shipped()["9-KNĐ"]).look
    assert png.apart(drawn("9-KNĐ", look={**look, **change}), kept("9-KNĐ")) > ALIKE


def test_a_word_less_is_seen():
    paper = synthetic.paper(loading.shipped()["9-KNĐ"])
    less = [block for block in paper.blocks if block["kind"] != "title"]
    assert png.apart(drawn("9-KNĐ", blocks=tuple(less)), kept("9-KNĐ")) > ALIKE


def test_pictures_are_kept_of_no_other_form():
    names = {f"{loading.shipped()[code].key}.png" for code in PICTURED}
    assert {path.name for path in FOLDER.iterdir()} == names


def test_a_hair_beside_is_not_seen():
    page = kept("9-KNĐ")
    assert png.apart(page, page) == 0
    noisy = np.clip(page.astype(int) + np.indices(page.shape).sum(axis=0) % 3 - 1, 0, 255)
    assert png.apart(page, noisy.astype(np.uint8)) < ALIKE
    assert png.apart(page, page[:-1]) == 255


def test_what_is_no_picture_is_refused():
    with pytest.raises(ValueError, match="not a PNG"):
        png.read(b"%PDF-1.7")
