"""The pages that show: the list, one directive with its roll-up, what is due, each cell, a file."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.directives import facts, files, telling
from taonguon.directives.facts import Roll
from taonguon.directives.forms import ALL, ENDED, OPEN, DirectivesForm
from taonguon.directives.models import Attachment, Directive, Passing, Progress, Task
from taonguon.directives.views.reach import cells, crumbs, seen
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.views import page_links
from taonguon.rules.directives import DONE, shipped

SHOWN = 30


@needs(PEOPLE)
def directives(request: HttpRequest) -> HttpResponse:
    """Show the directives, the latest first, with how far the cells are with each."""
    units, today = cells(request, PEOPLE), timezone.localdate()
    form = DirectivesForm(request.GET, cells=[(unit.pk, unit.name) for unit in units])
    asked = form.cleaned_data if form.is_valid() else {}
    inside = [unit.pk for unit in units if asked.get("to") in (None, unit.pk)]
    rows = _narrowed(Directive.objects.within(ranges(request, PEOPLE)), asked, inside, today)
    page = Paginator(rows.order_by("-issued_on", "-pk"), SHOWN).get_page(request.GET.get("trang"))
    passings = Passing.objects.filter(directive__in=list(page), cell__in=inside)
    roll = Roll(passings.select_related("directive"))
    may = bool(ranges(request, RECORD))
    context = {
        "title": _("Văn bản cấp trên"),
        "lede": _("chuyển đến chi bộ, quán triệt, việc phải làm"),
        "form": form,
        "opened": bool(asked.get("to")),
        "asked": any(asked.values()),
        "page": page,
        "pages": page_links(request, page),
        "rows": [_row(one, roll, today) for one in page],
        "add_url": reverse("directive_add") if may else "",
        "links": [
            {"label": _("Đến hạn"), "url": reverse("directives_due")},
            {"label": _("Theo chi bộ"), "url": reverse("directives_by_cell")},
        ],
    }
    return render(request, "directives/list.html", context)


def _narrowed(rows: Any, asked: Mapping[str, Any], inside: Sequence[int], today: date) -> Any:
    if asked.get("to"):
        rows = rows.filter(pk__in=Passing.objects.filter(cell__in=inside).values("directive"))
    if asked.get("q"):
        rows = rows.told(asked["q"])
    which = asked.get("loc", "")
    if which == ENDED:
        return rows.filter(until_on__lte=today)
    if which == OPEN:
        return rows.in_effect(today).filter(pk__in=_open(inside))
    return rows if which == ALL else rows.in_effect(today)


def _open(inside: Sequence[int]) -> QuerySet[Passing, Any]:
    """Return the directives that a cell has not acknowledged, or of which a task is not done."""
    last = Progress.objects.filter(task=OuterRef("pk"), cell=OuterRef(OuterRef("cell")))
    done = last.order_by("-on", "-pk").values("state")[:1]
    tasks = Task.objects.filter(directive=OuterRef("directive")).annotate(last=done)
    undone = tasks.filter(Q(last__isnull=True) | ~Q(last=DONE))
    rows = Passing.objects.filter(cell__in=inside)
    return rows.filter(Q(acknowledged_on__isnull=True) | Exists(undone)).values("directive")


def _row(one: Directive, roll: Roll, today: date) -> dict[str, Any]:
    own = [passing for passing in roll.passings if passing.directive_id == one.pk]
    told = roll.sum(own, today)
    return {
        "one": one,
        "effect": telling.effect(one, today),
        "told": told,
        "words": telling.progress_words(told),
    }


@needs(PEOPLE)
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one directive: what it is, its tasks and files, and how far each cell is."""
    one, today = seen(request, pk), timezone.localdate()
    units = {
        unit.pk: unit
        for unit in Organisation.objects.within(ranges(request, PEOPLE)).filter(kind="cell")
    }
    own = {unit.pk for unit in cells(request, RECORD_CELL)}
    rows = one.passings.filter(cell__in=units).select_related("directive")
    roll = Roll(sorted(rows, key=lambda passing: units[passing.cell].path))
    told = roll.sum(roll.passings, today)
    keeps = Directive.objects.held(ranges(request, RECORD)).filter(pk=pk).exists()
    tasks = list(one.tasks.all())
    context = {
        "title": telling.named(one),
        "lede": "" if one.secret else one.summary,
        "crumbs": crumbs(),
        "one": one,
        "effect": telling.effect(one, today),
        "answers": telling.answers(one),
        "replaces": one.replaces,
        "replaced_by": list(one.replaced_by.all()),
        "files": [{"file": file, "size": telling.size(file.size)} for file in one.files.all()],
        "tiles": _tiles(told, _("Chi bộ đã quán triệt")),
        "tasks": [_task(task, roll, today) for task in tasks],
        "rows": [_cell(passing, roll, units, own, today) for passing in roll.passings],
        "keeps": keeps,
        "links": _links(one) if keeps else [],
    }
    return render(request, "directives/directive.html", context)


def _tiles(told: facts.Sum, acknowledged: str) -> list[dict[str, Any]]:
    """Return the counts; of tasks only where there are any."""
    tasks = {
        "label": _("Việc đã xong"), "value": told.done, "of": told.tasks,
        "detail": _("mỗi chi bộ một việc tính một"),
    }  # fmt: skip
    return [
        {"label": acknowledged, "value": told.acknowledged, "of": told.passed},
        *([tasks] if told.tasks else []),
        {"label": _("Quá hạn"), "value": told.late},
    ]


def _links(one: Directive) -> list[dict[str, str]]:
    told = [(_("Thêm việc phải làm"), "directive_task"), (_("Đính kèm tệp"), "directive_attach")]
    rest = [(_("Sửa"), "directive_correct"), (_("Hết hiệu lực"), "directive_end")]
    names = rest if one.secret else [*told, *rest]
    return [{"label": label, "url": reverse(name, args=[one.pk])} for label, name in names]


def _task(task: Task, roll: Roll, today: date) -> dict[str, Any]:
    said = [roll.said.get((task.pk, passing.cell)) for passing in roll.passings]
    done = sum(one is not None and one.state == DONE for one in said)
    late = task.due_on < today and done < len(said)
    told = {"n": done, "of": len(said)}
    return {
        "task": task,
        "done": done,
        "of": len(said),
        "share": 100 * done // len(said) if said else 0,
        "late": late,
        "words": _("%(n)d/%(of)d chi bộ đã xong") % told,
    }


def _cell(
    passing: Passing,
    roll: Roll,
    units: Mapping[int, Organisation],
    own: set[int],
    today: date,
) -> dict[str, Any]:
    told, may = roll.sum([passing], today), passing.cell in own
    args = [passing.directive_id, passing.cell]
    return {
        "unit": units[passing.cell],
        "passing": passing,
        "answer": telling.acknowledged(passing, today),
        "told": told,
        "words": telling.progress_words(told),
        "tasks": [
            {"task": task, "said": said, **telling.state(task, said, today),
             "url": reverse("directive_progress", args=[task.pk, passing.cell]) if may else ""}
            for task, said in roll.of(passing)
        ],
        "url": reverse("directive_acknowledge", args=args) if may else "",
    }  # fmt: skip


@needs(PEOPLE)
def directives_due(request: HttpRequest) -> HttpResponse:
    """Show what each cell owes that is overdue or soon due: the reminder, printed by cell."""
    units, today = cells(request, PEOPLE), timezone.localdate()
    own = {unit.pk for unit in cells(request, RECORD_CELL)}
    found = facts.due([unit.pk for unit in units], today)
    groups = [
        {"unit": unit, "tasks": [_duty(one, own, today) for one in found if one.cell == unit.pk]}
        for unit in units
    ]
    late = sum(one.due_on is not None and one.due_on < today for one in found)
    context = {
        "title": _("Văn bản, việc đến hạn"),
        "lede": _("quá hạn, và đến hạn trong %(n)d ngày tới") % {"n": shipped().soon},
        "as_of": today,
        "crumbs": crumbs(),
        "tiles": [
            {"label": _("Quá hạn"), "value": late},
            {"label": _("Sắp đến hạn"), "value": len(found) - late},
            {"label": _("Chi bộ còn việc"), "value": len({one.cell for one in found}),
             "of": len(units)},
        ],
        "groups": [one for one in groups if one["tasks"]],
    }  # fmt: skip
    return render(request, "directives/due.html", context)


def _duty(one: facts.Duty, own: set[int], today: date) -> dict[str, Any]:
    told = telling.duty(one, today)
    if one.cell not in own:
        told["url"] = reverse("directive", args=[one.passing.directive_id])
    return told


@needs(PEOPLE)
def directives_by_cell(request: HttpRequest) -> HttpResponse:
    """Show how far each cell is with all directives in effect."""
    units, today = cells(request, PEOPLE), timezone.localdate()
    live = Directive.objects.in_effect(today).values("pk")
    rows = Passing.objects.filter(cell__in=[unit.pk for unit in units], directive__in=live)
    roll = Roll(rows.select_related("directive"))
    by_cell = roll.by_cell()
    told = [(unit, roll.sum(by_cell.get(unit.pk, []), today)) for unit in units]
    context = {
        "title": _("Văn bản cấp trên theo chi bộ"),
        "lede": _("các văn bản còn hiệu lực"),
        "as_of": today,
        "crumbs": crumbs(),
        "tiles": _tiles(roll.sum(roll.passings, today), _("Lượt đã quán triệt")),
        "rows": [
            {"unit": unit, "told": one, "words": telling.progress_words(one)} for unit, one in told
        ],
    }
    return render(request, "directives/by_cell.html", context)


@needs(PEOPLE)
def directive_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Serve a file of a directive, to be kept and not shown by the browser."""
    held = Attachment.objects.filter(directive=seen(request, pk), pk=file).first()
    if held is None or not files.place(held.stored).is_file():
        raise Http404
    answer = FileResponse(
        BytesIO(files.place(held.stored).read_bytes()),
        as_attachment=True,
        filename=held.name,
        content_type=files.SERVED[held.kind],
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
