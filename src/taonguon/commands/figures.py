"""`taonguon figures`: the figures of an organisation as of a day, as known at a moment."""

import argparse
import json
import sys
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from taonguon.commands import database, finding
from taonguon.commands.speech import Stop
from taonguon.core.days import NotAPeriod, Period, show_day
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.figures import DEFINITIONS
from taonguon.core.organisation import PROFILE, profiles
from taonguon.core.ratio import NOTHING
from taonguon.core.targets import measured_by
from taonguon.ledger.models import Fact
from taonguon.reports import knowledge, wordings
from taonguon.reports.goals import Goal
from taonguon.reports.summary import UNKNOWN, goal
from taonguon.reports.summary import summary as summarise

OF_FEATURE = {
    "admitted.women": "sex",
    "admitted.religious": "religion",
    "admitted.ethnic_minority": "ethnicity",
    "admitted.youth_union": "youth_union",
}


def summary() -> str:
    """Say in one line what the command does."""
    return _("In các số liệu của một tổ chức đảng tính đến một ngày, mỗi số đếm từ sổ.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--organisation", required=True, metavar=_("TÊN"), help=_("tên đầy đủ của tổ chức đảng")
    )
    parser.add_argument(
        "--as-of", metavar=_("NGÀY"), help=_("tính đến hết ngày này (mặc định: hôm nay)")
    )
    parser.add_argument(
        "--known-at",
        metavar=_("LÚC"),
        help=_("theo những gì đã ghi vào sổ đến lúc này, ví dụ 2026-11-22 hoặc 2026-11-22T17:00"),
    )
    parser.add_argument(
        "--year", type=int, metavar=_("NĂM"), help=_("kỳ là năm này, đến ngày tính")
    )
    parser.add_argument("--from", dest="start", metavar=_("NGÀY"), help=_("ngày đầu của kỳ"))
    parser.add_argument("--to", dest="end", metavar=_("NGÀY"), help=_("ngày cuối của kỳ"))
    parser.add_argument("--json", action="store_true", help=_("in JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Print the figures."""
    database.ensure()
    root = finding.organisation(asked.organisation)
    as_of = finding.day(asked.as_of) if asked.as_of else timezone.localdate()
    year = as_of.year if asked.year is None else asked.year
    _sensible(asked, year)
    try:
        period = _period(asked, year)
        period.until(as_of)
    except NotAPeriod as wrong:
        raise Stop(_("Kỳ bắt đầu ngày %(start)s nhưng kết thúc hoặc tính đến ngày %(end)s; "
                     "ngày cuối phải sau ngày đầu.")
                   % {"start": show_day(wrong.start), "end": show_day(wrong.end)}) from None  # fmt: skip
    at = finding.moment(asked.known_at) if asked.known_at else None
    known_then = knowledge.of(root, at)
    told = summarise(root, known_then, as_of, period)
    told["profile"] = _profile(root.pk, as_of, at)
    told["known_at"] = at.isoformat() if at else None
    if asked.json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(told, goal(root, known_then, as_of, period), measured_by(period))
    return 0


def _sensible(asked: argparse.Namespace, year: int) -> None:
    if not 1930 <= year <= 2999:
        raise Stop(_("Không có số liệu của năm %(year)d; viết năm như 2023.") % {"year": year})
    if asked.year is not None and (asked.start or asked.end):
        raise Stop(_("Chọn một trong hai: --year, hoặc --from và --to."))


def _profile(unit: int, as_of: date, at: datetime | None) -> dict[str, Any]:
    """Return the latest description of a cell up to a day: households, people, shares."""
    rows = Fact.objects.filter(
        organisation=unit, person__isnull=True, kind__in=[PROFILE, WITHDRAWAL]
    )
    told = profiles(f for f in known(rows.values_for_core(), at) if f.happened_on <= as_of)
    own = told.get(unit, {})
    return dict(own[max(own)]) if own else {}


def _period(asked: argparse.Namespace, year: int) -> Period:
    if asked.year is not None or not (asked.start or asked.end):
        return Period.year(year)
    start = finding.day(asked.start) if asked.start else Period.year(year).start
    end = finding.day(asked.end) if asked.end else Period.year(year).end
    return Period(start, end)


def _print(told: dict[str, Any], met: Goal, measured: Period) -> None:
    table = Table(title=told["organisation"], show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for code, definition in DEFINITIONS.items():
        group, name = code.split(".")
        unknown = told["breakdown"].get(OF_FEATURE.get(code, ""), {}).get(UNKNOWN, 0)
        words = _("%(n)d (chưa rõ: %(unknown)d)") if unknown else "%(n)d"
        shown = words % {"n": told[group][name], "unknown": unknown}
        table.add_row(getattr(definition, get_language() or "vi"), shown)
    if told["in_no_cell_yet"]["members"]:
        words = _("Đảng viên của chi bộ lập sau ngày này, tính ở đảng bộ")
        table.add_row(words, str(told["in_no_cell_yet"]["members"]))
    table.add_row(_target_of(measured), wordings.number_in_people(met))
    table.add_row(_("So với chỉ tiêu"), wordings.attainment(met) if met.needed else NOTHING)
    Console(markup=False, highlight=False).print(table)


def _target_of(measured: Period) -> str:
    years = {"start": measured.start.year, "end": measured.end.year}
    if measured == Period.year(measured.start.year):
        return _("Chỉ tiêu năm %(year)d") % {"year": measured.start.year}
    if measured == Period(Period.year(years["start"]).start, Period.year(years["end"]).end):
        return _("Chỉ tiêu %(start)d–%(end)d") % years
    return _("Chỉ tiêu của kỳ")
