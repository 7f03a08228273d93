"""`taonguon forecast`: where a commune's year will end, as seen on a day; of nobody in particular."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from taonguon.commands import database, finding
from taonguon.commands.speech import Stop
from taonguon.core.days import show_day
from taonguon.organisations.models import Organisation
from taonguon.outlook.backtest import Trial, scores
from taonguon.outlook.forecast import Chance, Limit, Part, Spread
from taonguon.reports import foretelling, wordings
from taonguon.reports.fan import told_months
from taonguon.reports.outlook import ABOVE, Looking, Outlook
from taonguon.reports.picture import Materials, Picture, paint
from taonguon.rules.outlook import shipped


def summary() -> str:
    """Say in one line what the command does."""
    return _("Dự báo số kết nạp đến hết năm của một đảng bộ và các chi bộ, kèm kết quả thử lại.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--organisation", required=True, metavar=_("TÊN"), help=_("tên đầy đủ của đảng bộ xã")
    )
    parser.add_argument(
        "--year", type=int, metavar=_("NĂM"), help=_("năm dự báo (mặc định: năm của ngày đứng)")
    )
    parser.add_argument(
        "--as-of", metavar=_("NGÀY"), help=_("đứng ở cuối ngày này (mặc định: hôm nay)")
    )
    parser.add_argument("--json", action="store_true", help=_("in JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Print the forecast, or the plain count and why there is no forecast."""
    database.ensure()
    root = finding.organisation(asked.organisation)
    as_of = finding.day(asked.as_of) if asked.as_of else timezone.localdate()
    _sensible(root, asked.year, as_of)
    told = Materials(root)
    picture = paint(told, as_of, as_of.year - 1)
    looking = Looking(told, picture)
    outlook = looking.outlook()
    limits = looking.limits() if outlook.enough else ()
    trials = looking.tried() if outlook.enough else ()
    if asked.json:
        found = {**_told(outlook, picture), **_deeper(limits, trials)}
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(outlook, picture, limits, trials)
    return 0


def _sensible(root: Organisation, year: int | None, as_of: date) -> None:
    if root.kind in {*ABOVE, "cell"}:
        raise Stop(_("“%(name)s” không phải đảng bộ xã hay cơ sở: dự báo làm cho cả một đảng bộ, "
                     "các chi bộ ở trong đó.") % {"name": root.name})  # fmt: skip
    if as_of > timezone.localdate():
        raise Stop(_("Ngày %(day)s còn ở tương lai: đứng ở hôm nay hoặc một ngày đã qua.")
                   % {"day": show_day(as_of)})  # fmt: skip
    if year is not None and year != as_of.year:
        raise Stop(_("Ngày %(day)s không nằm trong năm %(year)d: chọn --as-of trong năm dự báo.")
                   % {"day": show_day(as_of), "year": year})  # fmt: skip


def _told(outlook: Outlook, picture: Picture) -> dict[str, Any]:
    told = outlook.told
    names = {row.id: row for row in picture.cells}
    found: dict[str, Any] = {
        "organisation": picture.root.name,
        "year": picture.year,
        "as_of": picture.as_of.isoformat(),
        "plain": {**asdict(outlook.plain), "total": outlook.plain.total},
        "target": wordings.headline(picture.goal),
        "enough": outlook.enough,
        "followed": {"ever": outlook.ever, "two_years": outlook.known, "of": outlook.recent},
        "why_none": "" if outlook.enough else foretelling.too_few(outlook),
    }
    if told is not None:
        found |= {
            "draws": told.draws,
            "seed": shipped().seed,
            "open": told.open,
            "total": _spread(told.total),
            "target_reached": _chance(told.chance),
            "months": [{"month": month, **_spread(one)} for month, one in told_months(told)],
            "cells": [_part(one, names[one.cell].name) for one in told.parts if one.cell in names],
        }
    return found


def _spread(told: Spread) -> dict[str, Any]:
    return {"middle": told.middle, "half": list(told.half), "nine_tenths": list(told.wide)}


def _chance(told: Chance | None) -> dict[str, int] | None:
    return asdict(told) if told is not None else None


def _part(told: Part, name: str) -> dict[str, Any]:
    return {
        "organisation": told.cell,
        "name": name,
        "admitted": told.admitted,
        "open": told.open,
        "in_hand": told.in_hand,
        "total": _spread(told.total) if told.total else None,
        "target_reached": _chance(told.chance),
    }


def _deeper(limits: tuple[Limit, ...], trials: tuple[Trial, ...]) -> dict[str, Any]:
    return {
        "limits": [
            {"stage": one.stage, "waiting": one.waiting, "more": float(one.more)} for one in limits
        ],
        "backtest": {
            "years": sorted({one.day.year for one in trials}),
            "months": [
                {
                    "month": one.month, "years": one.years, "in_half": one.in_half,
                    "in_nine_tenths": one.in_wide, "error": float(one.error),
                    "error_by_last_years_share": float(one.error_by_share),
                    "error_by_plain_count": float(one.error_by_hand),
                }
                for one in scores(trials)
            ],
        },
    }  # fmt: skip


def _print(
    outlook: Outlook, picture: Picture, limits: tuple[Limit, ...], trials: tuple[Trial, ...]
) -> None:
    console = Console(markup=False, highlight=False)
    table = Table(title=f"{picture.root.name}, {show_day(picture.as_of)}", show_header=False)
    for tile in foretelling.tiles(outlook, picture, limits[0] if limits else None):
        of = f"/{tile['of']}" if "of" in tile else ""
        table.add_row(tile["label"], f"{tile['value']}{of}", tile["detail"])
    console.print(table)
    if not outlook.enough:
        console.print(foretelling.too_few(outlook))
        return
    cells = Table(_("Chi bộ"), _("Kết nạp/chỉ tiêu"), _("Trên đường"), _("Dự báo"), _("Khoảng 90%"))
    for row in foretelling.part_rows(outlook, picture):
        cells.add_row(
            row["name"], row["fraction"], str(row["open"]), str(row["middle"]), row["wide"]
        )
    console.print(cells)
    past = Table(_("Đứng ở"), _("Trúng khoảng 90%"), _("Trúng khoảng 50%"), _("Sai số dự báo"),
                 _("Tỷ lệ năm ngoái"), _("Đếm trong tay"))  # fmt: skip
    for row in foretelling.score_rows(scores(trials)):
        told = ("month", "wide", "half", "error", "share", "hand")
        past.add_row(*(str(row[name]) for name in told))
    console.print(past)
