"""A visit to a cell, with two difficulties and three agreements."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import VISIT
from taonguon.core.days import show_day
from taonguon.difficulties import facts as difficulties
from taonguon.difficulties import telling as difficulty
from taonguon.offline.actions import Place
from taonguon.offline.describing import Data, Line, Thing, group, line, refused, typed
from taonguon.offline.kinds.reach import NotSo, Record, living, lock_cell
from taonguon.organisations.models import Organisation
from taonguon.visits import facts, telling
from taonguon.visits.actions import visiting as actions
from taonguon.visits.forms import WholeVisit, begun
from taonguon.visits.models import Visit

ACT = VISIT


def found(request: HttpRequest, about: str, data: Data | None, on: date) -> Thing:
    """Return the form of a visit to a cell. Raises Http404 when the reader may not record one."""
    unit = living(request, VISIT, about)
    seats = facts.seats([unit], on)
    holder = facts.holders([unit], on).get(unit.pk)
    member = begun(seats, request.user.get_full_name(), holder)  # type: ignore[union-attr]
    form = WholeVisit(None, seats=seats, first={"on": on, "attended": True, "member": member})
    own = _("Khó khăn %(n)d"), _("Việc thống nhất %(n)d")
    help_text = _("Chỉ ghi khi có người chủ trì và hạn gỡ. Không có thì để trống.")
    groups = [group(form.visit)]
    for words, those in zip(own, (form.raised, form.promises), strict=True):
        for n, one in enumerate(those, 1):
            said = help_text if those is form.raised else ""
            groups.append(group(one, words % {"n": n}, said, optional=True))
    rows = Visit.objects.of([unit.pk])
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    return Thing(
        "visit", about, _("Ghi lần dự"), unit.name, groups, str(last or 0), again=True,
        reading=_reading(unit, on), names=[seat.name for seat in seats],
    )  # fmt: skip


def _reading(unit: Organisation, on: date) -> list[Line]:
    """Return what a visitor reads beforehand: about work, nobody on the way to the Party."""
    open_ones = difficulties.pressing(difficulties.of([unit]), on)
    told = [
        line(_("Khó khăn đang gỡ"), f"{one.row.task}: {one.row.bottleneck}") for one in open_ones
    ]
    for one in facts.unkept(facts.promises([unit])):
        due = {"text": one.text, "owner": one.owner, "due": show_day(one.due_on)}
        told.append(line(_("Đã hứa"), _("%(text)s (%(owner)s, hạn %(due)s)") % due))
    return told


def stands(thing: Thing, one: Record, ours: set[str]) -> list[Line] | None:
    """Return None, or what somebody else recorded meanwhile: the same member's visit on that day."""
    data = one.data
    base = int(one.base) if one.base.isdecimal() else 0
    rows = Visit.objects.of([int(one.about)]).filter(pk__gt=base)
    rows = rows.select_related("member", "recorded_by").prefetch_related(
        "difficulties", "agreements"
    )
    day, member = (list(data.get(name, [])) for name in ("on", "member"))
    same = [
        row
        for row in rows
        if [str(row.member.pk)] == member
        and [show_day(row.visited_on)] == [_day(text) for text in day]
        and f"visit:{row.pk}" not in ours
    ]
    return [told for row in same for told in _lines(row)] or None


def _day(text: str) -> str:
    form = WholeVisit(typed({"on": [text]}), seats=[], first={}).visit
    form.is_valid()
    day = form.cleaned_data.get("on")
    return show_day(day) if day else ""


def _lines(row: Visit) -> list[Line]:
    by = row.recorded_by.get_full_name() if row.recorded_by else "–"
    lines = [
        line(_("Ai ghi, lúc nào"), f"{by}, {timezone.localtime(row.recorded_at):%H:%M %d/%m/%Y}"),
        line(_("Ai dự"), row.member.name),
        line(_("Ngày dự"), f"{show_day(row.visited_on)}, {telling.kind_of(row)}"),
        line(_("Nghe được gì"), row.heard),
    ]
    lines += [
        line(difficulty.kind(one.kind), f"{one.task}: {one.bottleneck}")
        for one in row.difficulties.all()
    ]
    return lines + [line(one.owner, one.text) for one in row.agreements.all()]


def lock(about: str) -> None:
    """Let one record of a cell at a time."""
    lock_cell(about)


def keep(request: HttpRequest, one: Record, at: datetime) -> Place:
    """Record the visit. Raises Refused, NotSo with what is wrong in the form."""
    unit = living(request, VISIT, one.about)
    data = typed(one.data, key=one.key)
    form = WholeVisit(data, seats=facts.seats([unit], timezone.localdate(at)), first={})
    if not form.is_valid():
        raise NotSo([*refused(form.visit), *form.refusals()])
    went = form.visit.went(unit)
    told: dict[str, Any] = {
        "raised": [said for each in form.raised if (said := each.told(went)) is not None],
        "promises": [said for each in form.promises if (said := each.told()) is not None],
    }
    row = actions.record_visit(went=went, by=request.user, at=at, **told)  # type: ignore[arg-type]
    return Place(f"visit:{row.pk}", reverse("visit", args=[row.pk]))
