"""What a cell tells of a directive: that it acknowledged it, and how far it is with a task."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import RECORD_CELL
from taonguon.core.days import show_day
from taonguon.directives import telling
from taonguon.directives.actions import passing as actions
from taonguon.directives.forms import AnswerForm, ProgressForm
from taonguon.directives.models import Passing, Progress
from taonguon.directives.views.reach import asked, crumbs, passed, task_of
from taonguon.organisations.visibility import needs


@needs(RECORD_CELL)
def directive_acknowledge(request: HttpRequest, pk: int, cell: int) -> HttpResponse:
    """Keep on which day and in which way a cell acknowledged a directive."""
    passing, unit = passed(request, pk, cell)
    one, today = passing.directive, timezone.localdate()
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial=_first(passing, today)
    )

    def act() -> str:
        actions.acknowledge(
            passing=passing, answer=form.answer(), by=request.user, at=timezone.now()
        )
        return _("Đã ghi: %(cell)s quán triệt %(what)s.") % {
            "cell": unit.name, "what": telling.named(one),
        }  # fmt: skip

    told = {
        "title": _("Ghi đã quán triệt"),
        "lede": unit.name,
        "crumbs": crumbs(one),
        "answers": _about(passing),
        "act": _("Ghi đã quán triệt"),
    }
    return asked(request, form, told, act, reverse("directive", args=[pk]))


def _first(passing: Passing, today: Any) -> dict[str, Any]:
    if passing.acknowledged_on is None:
        return {"on": today}
    return {"on": passing.acknowledged_on, "way": passing.way, "note": passing.note}


def _about(passing: Passing) -> list[dict[str, str]]:
    one = passing.directive
    told = [(_("Văn bản"), telling.named(one))]
    if one.summary:
        told.append((_("Trích yếu"), one.summary))
    told.append((_("Chuyển ngày"), show_day(passing.passed_on)))
    if passing.answer_by:
        told.append((_("Hạn quán triệt"), show_day(passing.answer_by)))
    return [{"label": label, "value": value} for label, value in told]


@needs(RECORD_CELL)
def directive_progress(request: HttpRequest, pk: int, cell: int) -> HttpResponse:
    """Keep how far a cell is with a task; what it told before is shown, and stays."""
    task, unit = task_of(request, pk, cell)
    said = list(Progress.objects.filter(task=task, cell=cell).reverse())
    first = {"on": timezone.localdate(), **({"state": said[0].state} if said else {})}
    form = ProgressForm(request.POST if request.method == "POST" else None, initial=first)

    def act() -> str:
        actions.tell_progress(
            task=task, cell=cell, told=form.told(), by=request.user, at=timezone.now()
        )
        return _("Đã ghi tiến độ của %(cell)s.") % {"cell": unit.name}

    told = {
        "title": _("Báo tiến độ"),
        "lede": unit.name,
        "crumbs": crumbs(task.directive),
        "answers": [
            {"label": _("Việc"), "value": task.text},
            {"label": _("Hạn"), "value": show_day(task.due_on)},
        ],
        "act": _("Ghi tiến độ"),
        "before": [
            {"said": one, **telling.told(one)} for one in said
        ],
    }  # fmt: skip
    return asked(request, form, told, act, reverse("directive", args=[task.directive_id]))
