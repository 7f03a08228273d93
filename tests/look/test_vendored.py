"""Files of others are the ones we say they are."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src/taonguon/static/vendor"
FONTS = ROOT / "src/taonguon/forms/fonts"
LISTED = dict(
    re.findall(
        r"^\| `(.+?)` \| `([0-9a-f]{64})` \|$", (ROOT / "docs/vendored.md").read_text(), re.M
    )
)


@pytest.mark.parametrize("name", LISTED)
def test_a_vendored_file_is_the_one_listed(name):
    folder = FONTS.parent if name.startswith("fonts/") else VENDOR
    assert sha256((folder / name).read_bytes()).hexdigest() == LISTED[name]


def test_every_vendored_file_is_listed():
    lying_there = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}
    lying_there |= {f"fonts/{p.name}" for p in FONTS.iterdir()}
    assert lying_there == set(LISTED)


def test_the_font_of_papers_lies_with_its_licence_in_all_four_styles():
    assert "SIL Open Font License, Version 1.1" in (FONTS / "LICENSE").read_text("utf-8")
    assert len(list(FONTS.glob("Tinos-*.ttf"))) == 4


@pytest.mark.parametrize("package", sorted(p.name for p in VENDOR.iterdir()))
def test_a_licence_lies_beside_each_package(package):
    assert (VENDOR / package / "LICENSE").stat().st_size > 0
