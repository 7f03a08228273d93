"""Files of others are the ones we say they are."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src/taonguon/static/vendor"
LISTED = dict(
    re.findall(
        r"^\| `(.+?)` \| `([0-9a-f]{64})` \|$", (ROOT / "docs/vendored.md").read_text(), re.M
    )
)


@pytest.mark.parametrize("name", LISTED)
def test_a_vendored_file_is_the_one_listed(name):
    assert sha256((VENDOR / name).read_bytes()).hexdigest() == LISTED[name]


def test_every_vendored_file_is_listed():
    lying_there = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}
    assert lying_there == set(LISTED)


@pytest.mark.parametrize("package", sorted(p.name for p in VENDOR.iterdir()))
def test_a_licence_lies_beside_each_package(package):
    assert (VENDOR / package / "LICENSE").stat().st_size > 0
