"""What the proposal is made from: the cells with what weighs on each; and its reasons in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cells import facts, telling
from taonguon.core.profile import Mark
from taonguon.organisations.models import Organisation
from taonguon.outlook.assignment import Cell, Impossible, Proposal, Share, Weights

DISTANCE = "distance"
DAYS = 365.25


class Weighed(NamedTuple):
    """A cell as the proposal sees it, and in words why it is difficult."""

    unit: Organisation
    cell: Cell
    marks: tuple[Mark, ...]
    last: date | None
    long: bool


def weigh(units: Sequence[Organisation], years: int, on: date) -> dict[int, Weighed]:
    """Return what weighs on each cell on a day, in a fixed number of queries.

    Each reason for being a special cell counts 1, and 1 that nobody was admitted for `years` years.
    """
    ids = [unit.pk for unit in units]
    found = facts.profiles(ids, on)
    special = facts.special(units, found, on)
    members, last, charges = (
        facts.members(ids, on),
        facts.last_admissions(ids, on),
        facts.charges(ids),
    )
    told = {}
    for unit in units:
        marks, admitted = special.get(unit.pk, ()), last.get(unit.pk)
        long = _years_between(admitted or unit.founded_on, on) >= years
        profile = found.get(unit.pk)
        cell = Cell(
            unit.pk,
            members=members.get(unit.pk, 0),
            distance=(profile.whole(DISTANCE) if profile else None) or 0,
            difficulty=len(marks) + long,
            holder=facts.holder(charges.get(unit.pk, ()), on),
        )
        told[unit.pk] = Weighed(unit, cell, marks, admitted, long)
    return told


def _years_between(before: date, on: date) -> float:
    return (on - before).days / DAYS


def impossible(why: str, cells: int, members: int, bounds: tuple[int, int]) -> str:
    """Say why no proposal keeps the bounds, and what would mend it."""
    least, most = bounds
    told = {"cells": cells, "members": members, "least": least, "most": most,
            "all": members * most, "needed": members * least}  # fmt: skip
    words = {
        Impossible.NOBODY: _(
            "Chưa có ai trong danh sách cấp ủy viên để giao: thêm ở trang Cấp ủy viên trước."
        ),
        Impossible.NOTHING: _("Chưa có chi bộ nào để giao."),
        Impossible.REVERSED: _(
            "Mỗi người ít nhất %(least)d lại lớn hơn nhiều nhất %(most)d: sửa một trong hai số."
        ),
        Impossible.TOO_MANY: _(
            "Không giao hết được: %(members)d người, mỗi người nhiều nhất %(most)d chi bộ thì chỉ "
            "nhận %(all)d, mà có %(cells)d chi bộ. Tăng số nhiều nhất hoặc thêm người."
        ),
        Impossible.TOO_FEW: _(
            "Không đủ chi bộ: %(members)d người, mỗi người ít nhất %(least)d thì cần %(needed)d, mà "
            "chỉ có %(cells)d chi bộ. Giảm số ít nhất."
        ),
    }
    return words[why] % told


def reasons(share: Share, told: Weighed, proposal: Proposal, names: Mapping[int, str]) -> list[str]:
    """Say why a cell goes to whom: who had it, what weighs on it, and who would be as good."""
    average = Fraction(sum(one.points for one in proposal.shares), len(proposal.shares))
    found = [_moved(share, told, names), _weight(share, told, average)]
    if share.ties:
        who = telling.names([names[one] for one in share.ties])
        found.append(
            _("Giao cho %(who)s cũng ngang như vậy; lấy theo thứ tự trong danh sách.")
            % {"who": who}
        )
    return found


def _moved(share: Share, told: Weighed, names: Mapping[int, str]) -> str:
    held = told.cell.holder
    if share.kept:
        return _("Giữ người đang phụ trách.")
    if held is None or held not in names:
        return _("Hiện chưa có ai phụ trách.")
    return _("Thay %(name)s để việc của mọi người đều hơn.") % {"name": names[held]}


def _weight(share: Share, told: Weighed, average: Fraction) -> str:
    parts = [
        ngettext("%(n)d đảng viên", "%(n)d đảng viên", told.cell.members) % {"n": told.cell.members}
    ]
    if told.cell.distance:
        parts.append(_("cách trung tâm %(n)d km") % {"n": told.cell.distance})
    if told.marks:
        parts.append(telling.marked(told.marks))
    if told.long:
        parts.append(
            _("từ %(year)d chưa kết nạp ai") % {"year": told.last.year}
            if told.last
            else _("chưa kết nạp ai")
        )
    words = _("Việc bằng %(times)s một chi bộ trung bình: %(what)s.")
    return words % {"times": telling.times(share.points, average), "what": ", ".join(parts)}


def burden(
    loads: Mapping[int, int], chosen: Mapping[int, int], names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Return what each member would have: how many cells, and how heavy to the average member."""
    average = Fraction(sum(loads.values()), len(loads)) if loads else Fraction(0)
    counts = {member: sum(one == member for one in chosen.values()) for member in loads}
    most = max(loads.values(), default=0) or 1
    return [
        {"name": names.get(member, ""), "count": telling.cells_count(counts[member]),
         "times": telling.times(points, average), "share": round(points / most * 100),
         "mark": min(99, int(average / most * 100))}
        for member, points in loads.items()
    ]  # fmt: skip


def weights_said(weights: Weights, least: int, most: int) -> str:
    """Return the weights as the journal keeps them with an adopted proposal."""
    told = {name: getattr(weights, name) for name in Weights.__slots__}
    return " ".join(
        f"{name}={value}" for name, value in {**told, "least": least, "most": most}.items()
    )
