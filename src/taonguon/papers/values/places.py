"""What papers say of the organisations: the cell, what stands above it, and the place of issue."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.core.organisation import SEGMENT
from taonguon.organisations.models import Organisation, Version

# The kind of organisation and the name its values go by; what is printed of its committee.
COMMITTEES = {"commune": "committee", "base": "base", "section": "section"}

PLACES = ("xã", "phường", "đặc khu", "thị trấn", "thành phố", "tỉnh", "huyện")


def of(cell: Organisation | None, on: date) -> dict[str, Any]:
    """Return the values of a cell and of all above it as they were on a day, in two queries."""
    if cell is None:
        return {}
    return of_path(cell.path, on)


def of_path(path: str, on: date) -> dict[str, Any]:
    """Return the values of what stands at a path today, and of all above it, as of a day."""
    return of_paths([path], on)[path]


def of_paths(paths: Iterable[str], on: date) -> dict[str, dict[str, Any]]:
    """Return, by path of today, the values of what stands there and of all above it as of a day.

    What has moved since is told where it then stood. In two queries.
    """
    wanted, versions = set(paths), Version.objects.on(on)
    found = versions.filter(organisation__path__in=wanted)
    then = dict(found.values_list("organisation__path", "path"))
    above = {path: _above(then.get(path, path)) for path in wanted}
    rows = {
        one.path: one
        for one in versions.filter(path__in={one for line in above.values() for one in line})
    }
    return {path: _line([rows[one] for one in line if one in rows]) for path, line in above.items()}


def _above(path: str) -> list[str]:
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def _line(line: Iterable[Version]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if line and line[-1].kind == "cell":
        told["cell.line"] = ", ".join(one.name for one in reversed(line))
    over = ""
    for one in line:
        told |= _one(one, over)
        over = one.name
    told["cell.base"] = told.get("base.name") or told.get("committee.name", "")
    return told


def _one(one: Version, over: str) -> dict[str, Any]:
    if one.kind == "cell":
        return {"cell.name": one.name, "cell.superior": over, "cell.over": committee_of(over)}
    if one.kind == "province":
        return {"province.name": one.name}
    if one.kind not in COMMITTEES:
        return {}
    key = COMMITTEES[one.kind]
    told = {f"{key}.name": committee_of(one.name), f"{key}.superior": committee_of(over)}
    if one.kind == "commune":
        told |= {"commune.name": one.name, "place": place_of(one.name)} | _youth(one.name, over)
    return told


def _youth(commune: str, over: str) -> dict[str, Any]:
    """Return the Youth Union's committee of a commune, and what stands above it."""
    told = {"youth.name": "Ban Chấp hành " + commune.replace("Đảng bộ", "Đoàn", 1)}
    for party, union in (("Đảng bộ tỉnh ", "Tỉnh đoàn "), ("Đảng bộ thành phố ", "Thành đoàn ")):
        if over.startswith(party):
            told["youth.superior"] = union + over.removeprefix(party)
    return told


def committee_of(name: str) -> str:
    """Return the committee of a party organisation: `Đảng bộ xã A` has `Đảng ủy xã A`, a province `Tỉnh ủy`."""
    if name.startswith("Đảng bộ tỉnh "):
        return "Tỉnh ủy " + name.removeprefix("Đảng bộ tỉnh ")
    if name.startswith("Đảng bộ thành phố "):
        return "Thành ủy " + name.removeprefix("Đảng bộ thành phố ")
    if name.startswith("Đảng bộ huyện "):
        return "Huyện ủy " + name.removeprefix("Đảng bộ huyện ")
    return name.replace("Đảng bộ", "Đảng ủy", 1)


def place_of(name: str) -> str:
    """Return the place in a commune's name: `Khánh Nhạc` of `Đảng bộ xã Khánh Nhạc`."""
    place = name.removeprefix("Đảng bộ ")
    for kind in PLACES:
        if place.startswith(f"{kind} "):
            return place.removeprefix(f"{kind} ")
    return name
