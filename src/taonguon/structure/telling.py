"""Changes of the tree in words: each as a line of the organisation's history, each reason against one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.core.facts import WITHDRAWAL
from taonguon.core.organisation import (
    DISSOLVE,
    FOUND,
    MERGE,
    RECEIVE,
    RENAME,
    REPARENT,
    SPLIT,
    USE_BEGINS,
)
from taonguon.core.restructuring import Change, Objection
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation

CHANGES = (FOUND, SPLIT, RENAME, REPARENT, RECEIVE, MERGE, DISSOLVE)
SHOWN = (*CHANGES, USE_BEGINS)
WITHDRAWN = (RENAME, REPARENT, DISSOLVE)  # what may be taken back whole
DATED = (FOUND, RENAME, REPARENT, RECEIVE, DISSOLVE)  # whose day and paper may be corrected


def objection(told: Objection, change: Change) -> str:
    """Return one reason against a change as a sentence that says how to mend it."""
    words = {
        "not_there": _("Vào ngày %(on)s tổ chức này chưa thành lập hoặc đã hết hoạt động: kiểm tra "
                       "lại ngày."),
        "same_name": _("Tổ chức này đang mang đúng tên ấy vào ngày %(on)s: ghi tên mới."),
        "name_taken": _("Cùng nơi trực thuộc đã có “%(name)s”: chọn tên khác, vì danh sách Excel "
                        "nhận ra chi bộ theo tên."),
        "same_parent": _("Tổ chức này đang trực thuộc %(name)s vào ngày %(on)s: chọn nơi khác."),
        "same_day": _("Ngày %(on)s đã ghi một thay đổi như thế: sửa ghi chép ấy trong phần lịch sử, "
                      "hoặc chọn ngày khác."),
        "parent_not_there": _("Vào ngày %(on)s %(name)s chưa thành lập hoặc đã hết hoạt động: kiểm "
                              "tra lại ngày."),
        "parent_rank": _("%(name)s không phải cấp trên của loại tổ chức này: chọn nơi khác."),
        "received_before_founded": _("Ngày tiếp nhận %(on)s trước ngày thành lập: kiểm tra lại hai "
                                     "ngày."),
        "into_itself": _("Không thể sáp nhập một chi bộ vào chính nó: chọn chi bộ khác."),
        "into_not_there": _("Vào ngày %(on)s %(name)s chưa thành lập hoặc đã hết hoạt động: chọn "
                            "chi bộ khác hoặc kiểm tra lại ngày."),
        "into_no_cell": _("%(name)s không phải chi bộ: chọn một chi bộ."),
        "has_below": _("Còn tổ chức trực thuộc (%(name)s) vào ngày %(on)s hoặc sau đó: chuyển hoặc "
                       "giải thể các tổ chức ấy trước."),
        "changed_later": _("Sau ngày %(on)s sổ còn ghi thay đổi khác của tổ chức này: chọn ngày muộn "
                           "hơn, hoặc rút thay đổi ấy trước."),
    }  # fmt: skip
    return words[told.code] % {"on": show_day(change.on), "name": told.name}


def stays(kind: str) -> str:
    """Say why a change cannot be corrected here, and what to do instead."""
    if kind in {MERGE, SPLIT}:
        return _("Đảng viên đã chuyển sinh hoạt theo thay đổi này nên không sửa, rút ở đây được: ghi "
                 "chuyển sinh hoạt hoặc một thay đổi mới.")  # fmt: skip
    return _("Tổ chức đã thành lập thì không rút được: sửa ngày, hoặc ghi giải thể.")


def change_name(kind: str) -> str:
    """Return the name of a kind of change."""
    return {
        FOUND: _("Thành lập"),
        SPLIT: _("Thành lập do tách"),
        RENAME: _("Đổi tên"),
        REPARENT: _("Chuyển nơi trực thuộc"),
        RECEIVE: _("Tiếp nhận từ nơi khác"),
        MERGE: _("Sáp nhập"),
        DISSOLVE: _("Giải thể"),
        USE_BEGINS: _("Bắt đầu dùng sổ"),
    }.get(kind, kind)


def story(unit: Organisation) -> list[dict[str, Any]]:
    """Return the dated history of an organisation: what it was part of, fallen records too."""
    about = Q(organisation=unit.pk) | Q(data__into=unit.pk) | Q(data__from=unit.pk)
    rows = Fact.objects.filter(about, person__isnull=True, kind__in=(*SHOWN, WITHDRAWAL))
    told = list(rows.select_related("act__recorded_by").order_by("happened_on", "pk"))
    corrected = {row.corrects_id for row in told if row.corrects_id and not row.act.undone_at}
    names = _names(told)
    return [_line(row, unit, names, row.pk in corrected) for row in told if row.kind != WITHDRAWAL]


def _line(row: Fact, unit: Organisation, names: dict[int, str], corrected: bool) -> dict[str, Any]:
    fallen = bool(row.act.undone_at) or corrected
    own = row.organisation == unit.pk
    return {
        "fact": row,
        "name": change_name(row.kind) if own else _other(row, names),
        "details": _details(row, names) if own else [],
        "document": str(row.data.get("document") or ""),
        "by": row.act.recorded_by.get_full_name() if row.act.recorded_by else _("dòng lệnh"),
        "fallen": fallen,
        "why": _("đã hoàn tác")
        if row.act.undone_at
        else _("đã được sửa hoặc rút bởi ghi chép sau"),
        "correctable": own and not fallen and row.kind in DATED,
    }


def _other(row: Fact, names: dict[int, str]) -> str:
    name = names.get(row.organisation or 0, "–")
    words = _("%(name)s sáp nhập vào đây") if row.kind == MERGE else _("%(name)s tách ra từ đây")
    return words % {"name": name}


def _details(row: Fact, names: dict[int, str]) -> list[str]:
    data, told = row.data, []
    if row.kind in {FOUND, SPLIT, RENAME} and data.get("name"):
        told.append(_("Tên: %(name)s") % {"name": data["name"]})
    if data.get("from"):
        told.append(_("Tách từ: %(name)s") % {"name": names.get(data["from"], "–")})
    if data.get("parent"):
        told.append(_("Trực thuộc: %(name)s") % {"name": names.get(data["parent"], "–")})
    if data.get("into"):
        told.append(_("Vào: %(name)s") % {"name": names.get(data["into"], "–")})
    return told


def _names(rows: Iterable[Fact]) -> dict[int, str]:
    ids = {row.organisation for row in rows}
    ids |= {row.data.get(key) for row in rows for key in ("parent", "into", "from")}
    found = Organisation.objects.filter(pk__in=ids - {None})
    return dict(found.values_list("pk", "name"))
