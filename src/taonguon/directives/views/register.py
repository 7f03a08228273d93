"""The office's pages: entering a directive, mending it, ending it, sending it on, its tasks and files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from taonguon.core.access import RECORD
from taonguon.directives import telling
from taonguon.directives.actions import attaching, passing, registering
from taonguon.directives.actions.registering import Paper
from taonguon.directives.forms import DirectiveForm, EndForm, FileForm, PassForm, TaskForm
from taonguon.directives.models import Attachment, Directive, Task
from taonguon.directives.views.reach import asked, cells, committees, crumbs, kept
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges


def _bound(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@needs(RECORD)
def directive_add(request: HttpRequest) -> HttpResponse:
    """Enter a directive that came from above."""
    units, today = committees(request), timezone.localdate()
    others = Directive.objects.held(ranges(request, RECORD)).filter(secret=False)
    others = others.in_effect(today).order_by("-issued_on", "-pk")
    form = DirectiveForm(_bound(request), units=units, others=others)
    made: list[int] = []

    def act() -> str:
        unit = Organisation.objects.get(pk=form.cleaned_data["organisation"])
        one = registering.register(
            organisation=unit, paper=form.paper(), replaces=form.cleaned_data["replaces"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        made.append(one.pk)
        return _("Đã ghi %(what)s; chuyển đến các chi bộ.") % {"what": telling.named(one)}

    told = {"title": _("Ghi văn bản cấp trên"), "crumbs": crumbs(), "act": _("Ghi văn bản")}
    answer = asked(request, form, told, act, reverse("directives"))
    return redirect("directive", pk=made[0]) if made else answer


@needs(RECORD)
def directive_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is entered of a directive."""
    one = kept(request, pk)
    first = {name: getattr(one, name) for name in Paper._fields}
    form = DirectiveForm(_bound(request), units=[], others=None, initial=first)

    def act() -> str:
        registering.correct(directive=one, paper=form.paper(), by=request.user, at=timezone.now())
        return _("Đã sửa; nhật ký giữ ai sửa, sửa mục nào.")

    told = {"title": _("Sửa văn bản"), "crumbs": crumbs(one), "act": _("Ghi sửa")}
    return asked(request, form, told, act, reverse("directive", args=[pk]))


@needs(RECORD)
def directive_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say from which day a directive is no longer in effect, or that it still is."""
    one = kept(request, pk)
    form = EndForm(_bound(request), initial={"on": one.until_on, "paper": one.ended_by})

    def act() -> str:
        said = form.cleaned_data
        registering.end(
            directive=one, on=said["on"], paper=said["paper"], by=request.user, at=timezone.now()
        )
        return _("Đã ghi hiệu lực của văn bản.")

    told = {
        "title": _("Hết hiệu lực"),
        "crumbs": crumbs(one),
        "answers": telling.answers(one),
        "act": _("Ghi hiệu lực"),
        "why": _("Văn bản bị thay thế thì ghi văn bản mới, chọn “Thay thế”: ngày này tự có."),
    }
    return asked(request, form, told, act, reverse("directive", args=[pk]))


@needs(RECORD)
def directive_pass(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a directive on to cells; one that has told nothing yet may be left out again."""
    one, today = kept(request, pk), timezone.localdate()
    units = cells(request, RECORD)
    there = list(one.passings.values_list("cell", flat=True))
    form = PassForm(
        _bound(request),
        units=[(unit.pk, unit.name) for unit in units],
        initial={"on": today, "cells": there},
    )

    def act() -> str:
        count = passing.pass_on(
            directive=one, sent=form.sent(), among=[unit.pk for unit in units], by=request.user,
            at=timezone.now(),
        )  # fmt: skip
        words = ngettext("Đã chuyển thêm %(n)d chi bộ.", "Đã chuyển thêm %(n)d chi bộ.", count)
        return words % {"n": count}

    told = {
        "title": _("Chuyển đến chi bộ"),
        "lede": telling.named(one),
        "crumbs": crumbs(one),
        "act": _("Ghi chuyển"),
    }
    return asked(request, form, told, act, reverse("directive", args=[pk]))


@needs(RECORD)
def directive_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a directive asks of the cells."""
    one = kept(request, pk)
    form = TaskForm(_bound(request))

    def act() -> str:
        registering.give_task(
            directive=one, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        return _("Đã giao việc cho các chi bộ nhận văn bản.")

    told = {
        "title": _("Thêm việc phải làm"),
        "lede": telling.named(one),
        "crumbs": crumbs(one),
        "act": _("Ghi việc"),
    }
    return asked(request, form, told, act, reverse("directive", args=[pk]))


@needs(RECORD)
def directive_task_mend(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Change the words or the day of a task."""
    one = kept(request, pk)
    held = Task.objects.filter(directive=one, pk=task).select_related("directive").first()
    if held is None:
        raise Http404
    form = TaskForm(_bound(request), initial={"text": held.text, "due_on": held.due_on})

    def act() -> str:
        registering.mend_task(task=held, **form.cleaned_data, by=request.user, at=timezone.now())
        return _("Đã sửa việc.")

    told = {"title": _("Sửa việc phải làm"), "crumbs": crumbs(one), "act": _("Ghi sửa")}
    return asked(request, form, told, act, reverse("directive", args=[pk]))


@needs(RECORD)
def directive_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file to a directive that is not secret."""
    one = kept(request, pk)
    form = FileForm(_bound(request), request.FILES or None)

    def act() -> str:
        file = form.cleaned_data["file"]
        held = attaching.attach(directive=one, file=file, by=request.user, at=timezone.now())
        return _("Đã đính kèm %(name)s.") % {"name": held.name}

    told = {
        "title": _("Đính kèm tệp"),
        "lede": telling.named(one),
        "crumbs": crumbs(one),
        "act": _("Đính kèm"),
        "uploads": True,
        "why": _("Văn bản này là mật: không đính kèm tệp nào.") if one.secret else "",
    }
    return asked(request, form, told, act, reverse("directive", args=[pk]))


@needs(RECORD)
@require_POST
def directive_detach(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file away."""
    one = kept(request, pk)
    held = Attachment.objects.filter(directive=one, pk=file).select_related("directive").first()
    if held is None:
        raise Http404
    attaching.detach(file=held, by=request.user, at=timezone.now())
    messages.success(request, _("Đã bỏ tệp %(name)s.") % {"name": held.name})
    return redirect("directive", pk=pk)
