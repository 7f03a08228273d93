"""The sheet of a cell's meeting in a month; when the meeting is recorded already, what to add to it."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.actions import ManyBlocked
from taonguon.core.access import RECORD_CELL
from taonguon.core.days import show_day
from taonguon.core.month import Month, NotAMonth
from taonguon.meetings import actions, facts, telling
from taonguon.meetings.forms import PersonForm, SittingForm
from taonguon.meetings.models import Meeting
from taonguon.meetings.resolving import Sitting
from taonguon.meetings.views.meetings import came_of
from taonguon.meetings.views.reach import address, reckoned, there
from taonguon.offline.actions import Place
from taonguon.offline.describing import Data, Line, Thing, group, line, must_fit, refused, typed
from taonguon.offline.kinds.reach import NotSo, Record, living, lock_cell
from taonguon.organisations.models import Organisation
from taonguon.regulations.book import in_use

ACT = RECORD_CELL


@dataclass(frozen=True, slots=True)
class Sheet:
    """A cell's meeting in a month as it stands: recorded or not, and the form of each person."""

    unit: Organisation
    month: Month
    held: Meeting | None
    sitting: SittingForm
    people: Sequence[PersonForm]

    @property
    def forms(self) -> list[forms.Form]:
        """All the forms of the sheet."""
        return [self.sitting, *self.people]


def named(unit: Organisation, month: Month) -> str:
    """Return what the sheet of a cell and month is about, as it stands in an address."""
    return f"{unit.pk}-{month.year}-{month.month}"


def _read(request: HttpRequest, about: str) -> tuple[Organisation, Month]:
    cell, _sep, when = about.partition("-")
    year, _sep, number = when.partition("-")
    try:
        month = Month.of(int(year), int(number))
    except (ValueError, NotAMonth):
        raise Http404 from None
    return living(request, RECORD_CELL, cell), month


def _sheet(request: HttpRequest, about: str, data: Data | None, today: date) -> Sheet:
    unit, month = _read(request, about)
    if month.first > today:
        raise Http404
    day, book, held = reckoned(month, today), in_use(), there(unit, month)
    sent = typed(data) if data is not None else None
    members = facts.members(unit.pk, day)
    standings = facts.standings(facts.people([unit.pk], day), day)
    first = {}
    if held is not None:
        now = held.now
        first = {"held_on": now.held_on, "resolution": now.resolution, "minutes": now.minutes}
    return Sheet(
        unit, month, held, SittingForm(sent, month=month, today=today, initial=first),
        [PersonForm(sent, standing=one, members=members, book=book, day=day) for one in standings],
    )  # fmt: skip


def found(request: HttpRequest, about: str, data: Data | None, on: date) -> Thing:
    """Return the sheet of a cell and month. Raises Http404 when the reader may not record it."""
    sheet = _sheet(request, about, None, on)
    groups = [group(sheet.sitting)]
    for form in sheet.people:
        said = "; ".join([*telling.state(form.standing), *telling.returned(form.standing)])
        groups.append(group(form, form.standing.person.name, said))
    title = _("Phiếu sinh hoạt tháng %(month)s") % {"month": sheet.month}
    if sheet.held is not None:
        title = _("%(sheet)s: ghi bổ sung") % {"sheet": title}
    return Thing(
        "sheet", about, title, sheet.unit.name, groups, _base(sheet, groups), now=_now(sheet)
    )


def _base(sheet: Sheet, groups: Sequence[dict[str, Any]]) -> str:
    """Return what changes when the meeting is recorded or mended, or anybody stands elsewhere."""
    versions = [row.pk for row in sheet.held.versions.all()] if sheet.held else []
    asked = [
        [one["help"], [(f["name"], f["choices"]) for f in one["fields"] if f["kind"] != "day"]]
        for one in groups[1:]
    ]
    return f"{versions[-1] if versions else 0}.{zlib.crc32(json.dumps(asked).encode())}"


def _now(sheet: Sheet) -> list[Line]:
    if sheet.held is None:
        told = [line(_("Buổi sinh hoạt"), _("chưa ghi"))]
        return told + [
            line(form.standing.person.name, "; ".join(telling.state(form.standing)))
            for form in sheet.people
        ]
    now = sheet.held.now
    by = now.recorded_by.get_full_name() if now.recorded_by else "–"
    told = [
        line(_("Ai ghi, lúc nào"), f"{by}, {timezone.localtime(now.recorded_at):%H:%M %d/%m/%Y}"),
        line(_("Ngày họp"), show_day(now.held_on)),
        line(_("Số nghị quyết"), now.resolution),
        line(_("Số biên bản"), now.minutes),
    ]
    for one in came_of(sheet.held, in_use()):
        words = "; ".join(str(each["words"]) for each in one["lines"])
        told.append(line(one["person"].name if one["person"] else "–", words))
    return told


def stands(thing: Thing, one: Record, ours: set[str]) -> list[Line] | None:
    """Return None, or the meeting and the people as they are by now when that has changed."""
    return None if thing.base == one.base else thing.now


def lock(about: str) -> None:
    """Let one record of a cell at a time."""
    lock_cell(about.partition("-")[0])


def keep(request: HttpRequest, one: Record, at: datetime) -> Place:
    """Record the meeting, or add to it. Raises Refused, NotSo with what is wrong or unlawful."""
    sheet = _sheet(request, one.about, one.data, timezone.localdate(at))
    must_fit(one.data, sheet.forms, _known(sheet))
    wrong = refused(sheet.sitting)
    for form in sheet.people:
        wrong += refused(form, form.standing.person.name)
    if wrong:
        raise NotSo(wrong)
    told = sheet.sitting.cleaned_data
    sitting = Sitting(sheet.unit, sheet.month, told["held_on"], told["resolution"], told["minutes"])
    said = [form.resolved() for form in sheet.people]
    who = {"by": request.user, "at": at, "resolved": [each for each in said if each.says]}
    try:
        held = _record(sheet, sitting, who)
    except ManyBlocked as blocked:
        raise NotSo(_unlawful(sheet, blocked)) from None
    return Place(f"meeting:{held.pk}", address("meeting", sheet.unit.pk, sheet.month))


def _record(sheet: Sheet, sitting: Sitting, who: dict[str, Any]) -> Meeting:
    if sheet.held is None:
        return actions.record_meeting(sitting=sitting, **who)
    because = _("Ghi bổ sung từ điện thoại, đã xem bản trên máy chủ")
    actions.add_to_meeting(meeting=sheet.held, sitting=sitting, because=because, **who)
    return sheet.held


def _known(sheet: Sheet) -> dict[str, str]:
    """Return the words of every question that could be asked of these people."""
    return {
        f"{form.prefix}-{name}": f"{form.standing.person.name}, {asked.label}"
        for form in sheet.people
        for name, asked in PersonForm.base_fields.items()
    }


def _unlawful(sheet: Sheet, blocked: ManyBlocked) -> list[str]:
    book = in_use()
    names = {form.standing.person.pk: form.standing.person.name for form in sheet.people}
    return [
        f"{names.get(person, '')}: {words}"
        for person, step, findings in blocked.refused
        for words in telling.refusal(findings, step, book)
    ]
