"""What was done about a difficulty that is open, or that it is removed."""

from datetime import date, datetime

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taonguon.core.access import DIFFICULTIES
from taonguon.core.days import show_day
from taonguon.difficulties import actions, telling
from taonguon.difficulties.facts import Told
from taonguon.difficulties.forms import ActForm, today_first
from taonguon.difficulties.models import Difficulty
from taonguon.difficulties.views.one import owners, reached
from taonguon.offline.actions import Place
from taonguon.offline.describing import Data, Line, Thing, group, line, refused, typed
from taonguon.offline.kinds.reach import NotSo, Record, number

ACT = DIFFICULTIES


class TurnForm(ActForm):
    """What was done on a day, whether that removed it, and whose it is from then on."""

    removed = forms.BooleanField(label=gettext_lazy("Đã gỡ xong"), required=False)
    field_order = ("text", "on", "removed", "owner", "due", "severity", "level")


def _told(request: HttpRequest, about: str) -> Told:
    told = reached(request, DIFFICULTIES, number(about))
    if told.unit.ended_on is not None:
        raise Http404
    return told


def found(request: HttpRequest, about: str, data: Data | None, on: date) -> Thing:
    """Return the form of a turn. Raises Http404 when the reader may not record one."""
    told = _told(request, about)
    form = TurnForm(None, now=told.course.now, initial=today_first(on))
    now = told.course.now
    reading = [
        line(_("Vướng ở đâu"), told.row.bottleneck),
        line(_("Người chủ trì"), f"{now.owner}, {show_day(now.due)}"),
    ]
    return Thing(
        "turn", about, _("Khó khăn: %(task)s") % {"task": told.row.task}, told.unit.name,
        [group(form)], _base(told), reading=reading, now=_lines(told), names=owners([told.unit], on),
    )  # fmt: skip


def _base(told: Told) -> str:
    return str(max(row.pk for row in told.row.turns.all()))


def _lines(told: Told) -> list[Line]:
    now = told.course.now
    return [
        line(_("Lần ghi cuối"), f"{telling.turn_name(now)}, {show_day(now.on)}"),
        line(_("Đã làm gì"), now.text),
        line(_("Người chủ trì"), now.owner),
        line(_("Hạn gỡ xong"), show_day(now.due)),
        line(_("Mức độ"), telling.severity(now.severity)),
        line(_("Cấp gỡ"), telling.level(now.level)),
    ]


def stands(thing: Thing, one: Record, ours: set[str]) -> list[Line] | None:
    """Return None, or the difficulty as it is by now when there was another turn."""
    return None if thing.base == one.base else thing.now


def lock(about: str) -> None:
    """Let one record of a difficulty at a time."""
    Difficulty.objects.select_for_update().filter(pk=number(about)).first()


def keep(request: HttpRequest, one: Record, at: datetime) -> Place:
    """Record the turn. Raises Refused, NotSo with what is wrong in the form."""
    told = _told(request, one.about)
    form = TurnForm(typed(one.data))
    if not form.is_valid():
        raise NotSo(refused(form))
    what = {"difficulty": told.row, "said": form.said(), "by": request.user, "at": at}
    if form.cleaned_data["removed"]:
        actions.close(**what)  # type: ignore[arg-type]
    else:
        actions.act(**what, handling=form.handling())  # type: ignore[arg-type]
    return Place(f"difficulty:{told.row.pk}", reverse("difficulty", args=[told.row.pk]))
