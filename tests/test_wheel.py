"""The built wheel holds all that the installed product needs: pages, rules of reading, the sample."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "taonguon"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel once; return the names of what it holds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    tracked = subprocess.run(
        ["git", "ls-files", "src/taonguon"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\n")
    missing = {name.removeprefix("src/") for name in tracked if name} - wheel
    assert not missing


@pytest.mark.parametrize(
    "name",
    [
        "taonguon/templates/base.html",
        "taonguon/static/taonguon.css",
        "taonguon/sources/headings.toml",
        "taonguon/sample/khanh-nhac/danh-sach-dang-vien.xlsx",
        "taonguon/forms/paper.typ",
        "taonguon/forms/format.toml",
        "taonguon/forms/fonts/Tinos-Regular.ttf",
        "taonguon/forms/fonts/LICENSE",
        "taonguon/forms/national/6-knd.toml",
        "taonguon/forms/ha-noi/1a-tn.toml",
        "taonguon/forms/values/person.toml",
        "taonguon/locale/en/LC_MESSAGES/django.mo",
    ],
)
def test_what_is_no_python_is_in_the_wheel_too(wheel, name):
    assert name in wheel


def test_every_name_in_the_wheel_can_be_unpacked_anywhere(wheel):
    assert all(name.isascii() for name in wheel)


def test_the_command_is_installed_with_the_wheel(wheel):
    assert any(name.endswith("dist-info/entry_points.txt") for name in wheel)
