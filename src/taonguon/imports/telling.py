"""What a load says of itself: in lines for a terminal, in values for a machine."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.imports import columns, doubts, wording
from taonguon.imports.models import Load, LoadRow
from taonguon.sources.rows import Reason

KINDS = ("cells", "members", "csdl", "targets", "prospects")
VERDICTS = ("accepted", "doubtful", "ignored")
EFFECTS = ("new", "changed", "known")


def kind_name(kind: str) -> str:
    """Return the name of a kind of list."""
    return {
        "cells": _("danh sách chi bộ"),
        "members": _("danh sách đảng viên"),
        "csdl": _("biểu cập nhật CSDL đảng viên"),
        "targets": _("chỉ tiêu"),
        "prospects": _("danh sách nguồn"),
    }.get(kind, kind)


def will_found(name: str) -> str:
    """Say that confirming founds the commune."""
    return _("Sổ chưa có “%(name)s”: khi ghi sẽ lập mới.") % {"name": name}


def was_founded(name: str) -> str:
    """Say that the commune was founded."""
    return _("Đã lập mới “%(name)s”.") % {"name": name}


def totals(load: Load) -> dict[str, dict[str, int]]:
    """Return, for each kind of list in the load, how many rows of each verdict and effect."""
    counts = load.summary.get("counts", {})
    kinds = {key.split(".")[0] for key in counts}
    return {
        kind: {name: counts.get(f"{kind}.{name}", 0) for name in (*VERDICTS, *EFFECTS)}
        for kind in sorted(kinds, key=lambda k: KINDS.index(k) if k in KINDS else 9)
    }


def sentences(row: LoadRow) -> list[str]:
    """Return the reasons of a staged row as sentences."""
    return [sentence(Reason(*told)) for told in row.reasons]


def sentence(reason: Reason) -> str:
    """Return a reason as one sentence."""
    room = doubts if reason.code in doubts.SENTENCES else wording
    return room.sentence(reason)


def result(load: Load, *, founded: bool) -> dict[str, Any]:
    """Return what was written, as plain values."""
    told = totals(load)
    return {
        "load": load.pk,
        "organisation": load.organisation_name,
        "founded": founded,
        "changed": load.act_id is not None,
        "rows": {
            name: sum(counts[name] for counts in told.values()) for name in (*VERDICTS, *EFFECTS)
        },
        "by_kind": told,
        "files": [
            {"name": file.name, "sha256": file.fingerprint} for file in load.files.order_by("pk")
        ],
        "doubtful": [
            {
                "file": row.file.name,
                "sheet": row.sheet,
                "row": row.number,
                "reasons": sentences(row),
            }
            for row in LoadRow.objects.filter(file__load=load, verdict="doubtful")
            .select_related("file")
            .order_by("pk")
        ],
    }


def result_lines(told: dict[str, Any]) -> Iterator[str]:
    """Say what was written and how to take it back."""
    if not told["changed"]:
        yield _("Không có gì mới so với sổ: không ghi gì thêm.")
        return
    yield _("Đã ghi (lần nạp số %(load)d): mới %(new)d, đổi %(changed)d dòng.") % {
        "load": told["load"],
        "new": told["rows"]["new"],
        "changed": told["rows"]["changed"],
    }
    yield _("Hoàn tác bằng: taonguon undo %(load)d") % {"load": told["load"]}


STATES = {
    "reading": "wait",
    "ready": "due",
    "written": "ok",
    "refused": "late",
    "dropped": "none",
    "undone": "none",
}


def state(load: Load) -> dict[str, str]:
    """Return the status colour and the words for where a load stands."""
    words = {
        "reading": _("đang đọc"),
        "ready": _("chờ xác nhận"),
        "written": _("đã ghi"),
        "refused": _("không đọc được"),
        "dropped": _("đã bỏ"),
        "undone": _("đã hoàn tác"),
    }
    if load.state == "written" and load.act_id is None:
        return {"status": "none", "words_of_state": _("không có gì mới")}
    return {"status": STATES[load.state], "words_of_state": words[load.state]}


def tabs(counts: dict[str, dict[str, int]], chosen: str) -> list[dict[str, Any]]:
    """Return the ways to look at the rows, with how many there are of each."""
    words = {
        "doubtful": _("Nghi ngờ"),
        "new": _("Mới"),
        "changed": _("Thay đổi"),
        "known": _("Đã có"),
        "ignored": _("Bỏ qua"),
    }
    return [
        {
            "name": name,
            "label": label,
            "n": sum(told[name] for told in counts.values()),
            "on": name == chosen,
        }
        for name, label in words.items()
    ]


def row(staged: LoadRow) -> dict[str, Any]:
    """Return a staged row for the preview: what it says, what it does, why it stays out."""
    record = staged.record
    label = record.get("name") or record.get("unit") or kind_name(staged.kind)
    return {
        "place": f"{staged.sheet} · {staged.number}",
        "file": staged.file.name,
        "label": label,
        "where": record.get("cell") or "",
        "effect": staged.effect or staged.verdict,
        "sentences": sentences(staged),
        "changes": [
            {
                "label": columns.label(name),
                "old": shown(name, record.get("before", {}).get(name)),
                "new": shown(name, value),
            }
            for name, value in record.get("changes", {}).items()
        ]
        if staged.effect == "changed"
        else [],
        "said": said(record) if staged.effect == "new" else "",
    }


def shown(name: str, value: Any) -> str:
    """Return a value as a page writes it: a day as on paper, the sex in words."""
    if name == "sex":
        return {"male": _("nam"), "female": _("nữ")}.get(str(value), "–")
    text = str(value if value not in (None, "") else "–")
    return show_day(date.fromisoformat(text)) if len(text) == 10 and text[4] == "-" else text


def said(record: dict[str, Any]) -> str:
    """Return what was understood of a row in a line."""
    if "values" in record:
        return " · ".join(f"{v['year']}: {v['low']}" for v in record["values"])
    skipped = {"name", "cell", "number", "note", "changes", "before"}
    return " · ".join(
        f"{columns.label(name)}: {shown(name, value)}"
        for name, value in record.items()
        if name not in skipped and value not in (None, "", False)
    )
