"""A difficulty of a cell, raised anew."""

from datetime import date, datetime

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.access import DIFFICULTIES
from taonguon.core.days import show_day
from taonguon.difficulties import actions, facts
from taonguon.difficulties import telling as difficulty
from taonguon.difficulties.forms import RaiseForm, today_first
from taonguon.difficulties.models import Difficulty
from taonguon.difficulties.views.one import owners
from taonguon.offline.actions import Place
from taonguon.offline.describing import Data, Line, Thing, group, line, refused, typed
from taonguon.offline.kinds.reach import NotSo, Record, living, lock_cell
from taonguon.organisations.models import Organisation

ACT = DIFFICULTIES


def _form(unit: Organisation, data: Data | None, on: date | None) -> RaiseForm:
    first = today_first(on) if on else {}
    asked = typed(data, cell=str(unit.pk)) if data is not None else None
    return RaiseForm(asked, cells=[(unit.pk, unit.name)], initial=first)


def found(request: HttpRequest, about: str, data: Data | None, on: date) -> Thing:
    """Return the form of a difficulty. Raises Http404 when the reader may not raise one there."""
    unit = living(request, DIFFICULTIES, about)
    form = _form(unit, None, on)
    del form.fields["cell"]
    last = Difficulty.objects.filter(cell=unit.pk).aggregate(last=Max("pk"))["last"]
    return Thing(
        "raise", about, _("Ghi khó khăn mới"), unit.name, [group(form)], str(last or 0),
        again=True, names=owners([unit], on),
    )  # fmt: skip


def stands(thing: Thing, one: Record, ours: set[str]) -> list[Line] | None:
    """Return None, or the difficulties of the same kind that others raised in the cell meanwhile."""
    base = int(one.base) if one.base.isdecimal() else 0
    unit = Organisation.objects.get(pk=int(one.about))
    kind = next(iter(one.data.get("kind", [])), "")
    same = [
        told
        for told in facts.of([unit])
        if told.row.pk > base and told.row.kind == kind and f"difficulty:{told.row.pk}" not in ours
    ]
    return [each for told in same for each in _lines(told)] or None


def _lines(told: facts.Told) -> list[Line]:
    row, now = told.row, told.course.now
    return [
        line(_("Loại khó khăn"), difficulty.kind(row.kind)),
        line(_("Nhiệm vụ bị vướng"), row.task),
        line(_("Vướng ở đâu"), row.bottleneck),
        line(_("Ai nêu"), f"{row.raised_by}, {show_day(row.raised_on)}"),
        line(_("Người chủ trì"), f"{now.owner}, {show_day(now.due)}"),
    ]


def lock(about: str) -> None:
    """Let one record of a cell at a time."""
    lock_cell(about)


def keep(request: HttpRequest, one: Record, at: datetime) -> Place:
    """Record the difficulty. Raises Refused, NotSo with what is wrong in the form."""
    unit = living(request, DIFFICULTIES, one.about)
    form = _form(unit, one.data, None)
    if not form.is_valid():
        raise NotSo(refused(form))
    row = actions.raise_difficulty(
        raised=form.raised(unit), handling=form.handling(), by=request.user, at=at  # type: ignore[arg-type]
    )  # fmt: skip
    return Place(f"difficulty:{row.pk}", reverse("difficulty", args=[row.pk]))
