"""What a load says of itself: in lines for a terminal, in values for a machine."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.imports import wording
from taonguon.imports.models import Load, LoadRow
from taonguon.sources.rows import Reason

KINDS = ("cells", "members", "csdl", "targets", "prospects")
VERDICTS = ("accepted", "doubtful", "ignored")
EFFECTS = ("new", "changed", "known")
SHOWN = 20


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


def preview_lines(load: Load) -> Iterator[str]:
    """Say what was understood: totals by kind, then the doubtful rows with their reasons."""
    for kind, told in totals(load).items():
        if any(told[name] for name in ("accepted", "doubtful")):
            yield _(
                "%(kind)s: nhận %(accepted)d dòng (mới %(new)d, đổi %(changed)d, đã có %(known)d), "
                "nghi ngờ %(doubtful)d, bỏ qua %(ignored)d"
            ) % {"kind": kind_name(kind).capitalize(), **told}
    doubtful = LoadRow.objects.filter(file__load=load, verdict="doubtful").order_by("pk")
    for row in doubtful.select_related("file")[:SHOWN]:
        yield f"  {row.file.name} · {row.sheet} · {row.number}: {'; '.join(sentences(row))}"
    rest = doubtful.count() - SHOWN
    if rest > 0:
        yield ngettext("  … và %(n)d dòng nữa", "  … và %(n)d dòng nữa", rest) % {"n": rest}


def sentences(row: LoadRow) -> list[str]:
    """Return the reasons of a staged row as sentences."""
    return [wording.sentence(Reason(*told)) for told in row.reasons]


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
