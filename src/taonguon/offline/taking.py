"""What may be taken along: the kinds there are, the cells and sessions to choose, the things chosen."""

from collections.abc import Sequence
from datetime import date
from types import ModuleType
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from taonguon.classes import telling
from taonguon.classes.models import Session
from taonguon.core.access import CLASSES, DIFFICULTIES, RECORD_CELL, VISIT
from taonguon.core.month import Month
from taonguon.difficulties import facts as difficulties
from taonguon.offline.describing import Thing
from taonguon.offline.kinds import raising, roll, sheet, turn, visit
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, ranges
from taonguon.rules.offline import limits

KINDS: dict[str, ModuleType] = {
    "visit": visit, "sheet": sheet, "roll": roll, "raise": raising, "turn": turn,
}  # fmt: skip
VISITS, SHEET, LAST_SHEET, TROUBLES = "visit", "sheet", "last_sheet", "difficulties"
ACTS = {VISITS: VISIT, SHEET: RECORD_CELL, LAST_SHEET: RECORD_CELL, TROUBLES: DIFFICULTIES}


class Offer(NamedTuple):
    """What a reader may choose from."""

    works: list[tuple[str, str]]
    cells: list[Organisation]
    sessions: list[Session]


def offer(request: HttpRequest, day: date) -> Offer:
    """Return what the reader may take along on a day; a fixed number of queries."""
    month = Month.holding(day)
    sheet_of = _("Phiếu sinh hoạt tháng %(month)s")
    words = {
        VISITS: _("Ghi lần dự"),
        SHEET: sheet_of % {"month": month},
        LAST_SHEET: sheet_of % {"month": month.before},
        TROUBLES: _("Khó khăn: ghi mới, ghi việc đã làm"),
    }
    works = [(code, said) for code, said in words.items() if ranges(request, ACTS[code])]
    reach = [one for code, _said in works for one in ranges(request, ACTS[code])]
    cells = Organisation.objects.within(reach).filter(kind="cell", ended_on__isnull=True)
    near = roll.near(request, day, limits().session_days) if ranges(request, CLASSES) else []
    return Offer(works, list(cells.order_by("path")), near)


def session_words(one: Session) -> str:
    """Return a session to choose: its part of which day, its class."""
    return f"{telling.session(one)}: {one.study_class.name}"


def things(
    request: HttpRequest, works: Sequence[str], cells: Sequence[Organisation],
    sessions: Sequence[Session], day: date,
) -> list[Thing]:  # fmt: skip
    """Return what was chosen, as far as the reader may do it in each cell."""
    found: list[Thing] = []
    for unit in cells:
        for work in works:
            if may(request, ACTS[work], unit):
                found += _of(request, work, unit, day)
    return found + [roll.found(request, str(one.pk), None, day) for one in sessions]


def _of(request: HttpRequest, work: str, unit: Organisation, day: date) -> list[Thing]:
    month, about = Month.holding(day), str(unit.pk)
    if work == VISITS:
        return [visit.found(request, about, None, day)]
    if work == TROUBLES:
        waiting = difficulties.pressing(difficulties.of([unit]), day)
        told = [turn.found(request, str(one.row.pk), None, day) for one in waiting]
        return [raising.found(request, about, None, day), *told]
    when = month if work == SHEET else month.before
    return [sheet.found(request, sheet.named(unit, when), None, day)]
