"""Passing directives to cells, and what cells tell: that they acknowledged one, how far a task is."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.directives.actions.holding import journal, locked, must_not_come
from taonguon.directives.models import Directive, Passing, Progress, Task
from taonguon.people.actions import Refused


class Sent(NamedTuple):
    """A directive sent on to cells: which, on which day, and by when they are to acknowledge it."""

    cells: Collection[int]
    on: date
    answer_by: date | None


class Answer(NamedTuple):
    """How a cell acknowledged a directive: on which day, in which way, and what is to be noted."""

    on: date
    way: str
    note: str


class Told(NamedTuple):
    """How far a cell is with a task: as of which day, in which state, and what is to be said."""

    on: date
    state: str
    note: str


@transaction.atomic
def pass_on(
    *,
    directive: Directive,
    sent: Sent,
    among: Collection[int],
    by: AbstractBaseUser | None,
    at: datetime,
) -> int:
    """Make the cells it is passed to be those of `sent`, as far as they are `among` those offered.

    A cell passed to before keeps its day; one that has told nothing yet may be left out again.
    Raises Refused for days that cannot be. Returns how many cells were added.
    """
    must_not_come(sent.on, at)
    if sent.on < directive.issued_on:
        raise Refused(
            _("Ngày chuyển %(on)s trước ngày ban hành %(issued)s: kiểm tra lại ngày.")
            % {"on": show_day(sent.on), "issued": show_day(directive.issued_on)}
        )
    if sent.answer_by is not None and sent.answer_by < sent.on:
        raise Refused(_("Hạn quán triệt phải từ ngày chuyển trở đi: kiểm tra lại hai ngày."))
    one = locked(directive)
    there = set(one.passings.values_list("cell", flat=True))
    new = sorted(set(sent.cells) & set(among) - there)
    Passing.objects.bulk_create(
        Passing(directive=one, cell=cell, passed_on=sent.on, answer_by=sent.answer_by)
        for cell in new
    )
    gone = sorted((there & set(among)) - set(sent.cells) - _spoken(one))
    one.passings.filter(cell__in=gone).delete()
    journal("directive.pass", one, by, at, cells=new, taken_back=gone)
    return len(new)


def _spoken(one: Directive) -> set[int]:
    """Return the cells that have acknowledged a directive or told of its tasks."""
    said = one.passings.filter(acknowledged_on__isnull=False).values_list("cell", flat=True)
    told = Progress.objects.filter(task__directive=one).values_list("cell", flat=True)
    return {*said, *told}


@transaction.atomic
def acknowledge(
    *, passing: Passing, answer: Answer, by: AbstractBaseUser | None, at: datetime
) -> None:
    """Keep how a cell acknowledged a directive; told again, the journal keeps what it said before.

    Raises Refused for a day to come or before the directive was issued.
    """
    one = passing.directive
    must_not_come(answer.on, at)
    if answer.on < one.issued_on:
        raise Refused(
            _("Ngày quán triệt %(on)s trước ngày ban hành văn bản (%(issued)s): kiểm tra lại ngày.")
            % {"on": show_day(answer.on), "issued": show_day(one.issued_on)}
        )
    held = Passing.objects.select_for_update().get(pk=passing.pk)
    before = [str(held.acknowledged_on or ""), held.way, held.note]
    held.acknowledged_on, held.way, held.note = answer
    held.save(update_fields=["acknowledged_on", "way", "note"])
    journal("directive.acknowledge", one, by, at, cell=held.cell, before=before)


@transaction.atomic
def tell_progress(
    *, task: Task, cell: int, told: Told, by: AbstractBaseUser | None, at: datetime
) -> Progress:
    """Append how far a cell is with a task. Raises Refused for a day to come, or before the last told."""
    must_not_come(told.on, at)
    last = Progress.objects.filter(task=task, cell=cell).last()
    least = last.on if last else task.directive.issued_on
    if told.on < least:
        raise Refused(
            _("Ngày %(on)s trước ngày đã báo hoặc ngày ban hành (%(least)s): kiểm tra lại ngày.")
            % {"on": show_day(told.on), "least": show_day(least)}
        )
    said = Progress.objects.create(task=task, cell=cell, noted_at=at, **told._asdict())
    journal("directive.progress", task.directive, by, at, task=task.pk, cell=cell)
    return said
