"""What the year's picture says of visits: tiles, and the cells that wait longest for one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.organisations.models import Organisation
from taonguon.rules.visits import limits
from taonguon.visits import facts, telling
from taonguon.visits.facts import Year

WAITING = 8  # cells named on the year's picture


def of(ranges: Iterable[tuple[str, str]], on: date) -> dict[str, Any]:
    """Return what `visits/_picture.html` wants, for the cells in these ranges of paths; six queries."""
    units = list(Organisation.objects.within(ranges).filter(kind="cell").order_by("path"))
    told = facts.year(units, on)
    return {
        "tiles": tiles(told),
        "waiting": waiting(told)[:WAITING],
        "more": max(len(told.waiting) - WAITING, 0),
        "months": limits().months,
        "url": reverse("visits"),
    }


def tiles(told: Year) -> list[dict[str, Any]]:
    """Return the four answers about visits in a year."""
    page = reverse("visits")
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
