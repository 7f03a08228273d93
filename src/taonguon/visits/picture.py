"""What the year's picture says of visits: tiles, the cells that wait longest, visits by member."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.cells.models import CommitteeMember
from taonguon.organisations.models import Organisation
from taonguon.rules.visits import limits
from taonguon.visits import facts, telling
from taonguon.visits.facts import Year

WAITING = 8  # cells named on the year's picture


def of(ranges: Iterable[tuple[str, str]], on: date) -> dict[str, Any]:
    """Return what `visits/_picture.html` wants, for the cells in these ranges of paths, on a day.

    Where no visit was ever recorded by then, nothing is counted: silence is no sign of neglect. Eleven
    queries at most, whatever there is.
    """
    units = list(Organisation.objects.within(ranges).filter(kind="cell").order_by("path"))
    told = facts.year(units, on)
    page = f"{reverse('visits')}?nam={on.year}"
    if not told.last:
        return {"url": page}
    return {
        "tiles": tiles(told, page),
        "waiting": waiting(told)[:WAITING],
        "more": max(len(told.waiting) - WAITING, 0),
        "months": limits().months,
        "people": people(told, facts.holders(units, on), facts.seats(units, on)),
        "url": page,
    }


def tiles(told: Year, page: str) -> list[dict[str, Any]]:
    """Return the four answers about visits in a year, each leading into the page of visits."""
    return [
        {"label": _("Lần dự trong năm"), "value": len(told.visits), "url": f"{page}#cac-lan"},
        {"label": _("Chi bộ đã có người dự"), "value": told.visited, "of": len(told.units)},
        {"label": _("Quá %(n)d tháng chưa ai dự") % {"n": limits().months},
         "value": len(told.waiting), "url": f"{page}#lau-chua-du"},
        {"label": _("Việc đã hứa quá hạn"), "value": len(told.late), "url": f"{page}#da-hua"},
    ]  # fmt: skip


def waiting(told: Year) -> list[dict[str, Any]]:
    """Return the cells that wait too long for a visit, the longest first."""
    return [
        {"unit": unit, "last": told.last.get(unit.pk),
         "ago": telling.ago(told.last.get(unit.pk), told.on)}
        for unit in told.waiting
    ]  # fmt: skip


def people(
    told: Year, holders: Mapping[int, int], seats: Sequence[CommitteeMember]
) -> list[dict[str, Any]]:
    """Return a row for each committee member: cells in charge, visits, cells reached, the last visit."""
    made = told.by_member()
    own: dict[int, int] = {}
    for cell, member in holders.items():
        own[member] = own.get(member, 0) + (cell in told.units)
    return [
        {"seat": seat, "cells": own.get(seat.pk, 0), "count": len(visits),
         "reached": len({visit.cell for visit in visits}),
         "last": max((visit.visited_on for visit in visits), default=None)}
        for seat in dict.fromkeys([*seats, *made])
        for visits in [made.get(seat, [])]
    ]  # fmt: skip
