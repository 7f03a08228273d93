"""`taonguon allocate`: propose how a year's target is divided among the cells, each with its reasons."""

import argparse
import json
import sys
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from taonguon.commands import database, finding
from taonguon.commands.speech import Stop
from taonguon.organisations.models import Organisation
from taonguon.regulations.book import in_use
from taonguon.targets import reasons
from taonguon.targets.allocating import Divided, bounds, divide
from taonguon.targets.facts import Materials, materials


def summary() -> str:
    """Say in one line what the command does."""
    return _("Đề xuất phân bổ chỉ tiêu của một năm cho các chi bộ, mỗi số kèm lý do; không ghi gì.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--year", type=int, required=True, metavar=_("NĂM"), help=_("chỉ tiêu của năm này")
    )
    parser.add_argument(
        "--total", type=int, required=True, metavar=_("SỐ"), help=_("tổng số cần chia")
    )
    parser.add_argument(
        "--organisation",
        metavar=_("TÊN"),
        help=_("tên đầy đủ của tổ chức đảng có chỉ tiêu (mặc định: đảng bộ duy nhất trong sổ)"),
    )
    parser.add_argument("--json", action="store_true", help=_("in JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Print the proposal; 1 where not everything found a place."""
    database.ensure()
    if not 1930 <= asked.year <= 2199:
        raise Stop(
            _("Không có chỉ tiêu của năm %(year)d; viết năm như 2023.") % {"year": asked.year}
        )
    if not 0 <= asked.total <= 99999:
        raise Stop(
            _("Tổng số cần chia phải từ 0 đến 99999, không phải %(n)d.") % {"n": asked.total}
        )
    root = finding.organisation(asked.organisation) if asked.organisation else _only()
    told = materials(root, asked.year, timezone.localdate(), in_use())
    if not told.grounds:
        raise Stop(_("“%(name)s” không có tổ chức đảng trực thuộc để chia.") % {"name": root.name})
    divided = divide(told, asked.total)
    if divided.refused is not None:
        words = _(
            "Các mức ít nhất cộng lại %(asked)d, nhiều hơn tổng số cần chia %(total)d: hạ mức ít nhất."
        )
        raise Stop(words % {"asked": divided.refused.asked, "total": divided.refused.total})
    if asked.json:
        said = json.dumps(_told(told, divided), ensure_ascii=False, indent=2)
        sys.stdout.write(said + "\n")
    else:
        _print(told, divided)
    return 1 if divided.whole.left else 0


def _only() -> Organisation:
    """Return the one organisation that is below no other."""
    found = list(Organisation.objects.filter(parent=None, ended_on=None).order_by("path")[:2])
    if len(found) == 1:
        return found[0]
    if not found:
        raise Stop(_("Sổ chưa có tổ chức đảng nào: nạp danh sách trước, bằng taonguon load."))
    raise Stop(_("Sổ có nhiều đảng bộ: ghi rõ tên bằng --organisation."))


def _told(told: Materials, divided: Divided) -> dict[str, Any]:
    names = {one.unit.pk: one.unit.name for one in told.grounds}
    shares = divided.whole.by_unit
    return {
        "organisation": told.root.name,
        "year": told.year,
        "total": divided.whole.total,
        "left": divided.whole.left,
        "weights": dict(told.held.terms.weights),
        "without_numbers": list(divided.whole.idle),
        "cells": [
            {
                "id": one.unit.pk,
                "name": one.unit.name,
                "number": shares[one.unit.pk].number,
                "claim": str(shares[one.unit.pk].claim),
                "points": str(shares[one.unit.pk].points),
                "low": bounds(told, one)[0],
                "high": bounds(told, one)[1],
                "last_year": {
                    "target": str(one.last_needed) if one.last_needed is not None else None,
                    "admitted": one.last_admitted,
                },
                "why": reasons.why(told, one, shares[one.unit.pk], names),
            }
            for one in told.grounds
        ],
    }


def _print(told: Materials, divided: Divided) -> None:
    console = Console(markup=False, highlight=False)
    title = _("%(name)s: phân bổ chỉ tiêu năm %(year)d") % {
        "name": told.root.name,
        "year": told.year,
    }
    table = Table(title=title)
    for head in (_("Chi bộ"), _("Đề xuất"), _("Tính ra"), _("Năm trước"), _("Lý do")):
        table.add_column(head, justify="left" if head in {_("Chi bộ"), _("Lý do")} else "right")
    names = {one.unit.pk: one.unit.name for one in told.grounds}
    for one in told.grounds:
        share = divided.whole.by_unit[one.unit.pk]
        last = "–" if one.last_needed is None else f"{one.last_admitted}/{one.last_needed}"
        why = " ".join(reasons.why(told, one, share, names)[1:])
        table.add_row(one.unit.name, str(share.number), reasons.decimal(share.claim), last, why)
    placed = divided.whole.total - divided.whole.left
    table.add_section()
    table.add_row(_("Cộng"), str(placed), "", "", "")
    console.print(table)
    for line in [*reasons.idle_words(told, divided.whole), reasons.left_words(told, divided.whole)]:
        if line:
            console.print(line)
