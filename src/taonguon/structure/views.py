"""The pages on which a change of the tree is recorded: ask, show what it will do, then record."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.core.access import CORRECT
from taonguon.core.days import show_day
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges, read_anew, visible
from taonguon.people.models import Span
from taonguon.structure import actions, possible, telling
from taonguon.structure.forms import ChangeForm, CorrectForm

SEEN, AGAIN = "da-xem", "sua-lai"


class _Tried(Exception):
    """Takes back what was done only to learn whether it may be done."""


@needs(CORRECT)
def organisation_change(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Record one change of an organisation, after showing what it will do."""
    unit = visible(request, CORRECT, pk)
    what = next((one for one in possible.acts(request, unit) if one.slug == act), None)
    if what is None:
        raise Http404
    form = what.form(
        request.POST if request.method == "POST" else None,
        kinds=possible.kinds(unit, act),
        offered=possible.offered(request, unit, act),
    )
    context = {
        "title": what.title,
        "lede": unit.name,
        "detail": what.detail,
        "crumbs": _crumbs(unit),
        "form": form,
        "back": reverse("organisation", args=[pk]),
    }
    if form.is_bound and AGAIN not in request.POST and form.is_valid():
        try:
            return _checked(request, unit, what, {**context, "act": what.button})
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "structure/change.html", context)


def _checked(
    request: HttpRequest, unit: Organisation, what: possible.Act, context: dict[str, Any]
) -> HttpResponse:
    """Record what was seen; else try it, take it back, and show what it would do."""
    form = context["form"]
    if SEEN in request.POST:
        about = _do(request, unit, what.slug, form)
        messages.success(request, _saved())
        return _onward(request, about)
    try:
        with transaction.atomic():
            _do(request, unit, what.slug, form)
            raise _Tried
    except _Tried:
        pass
    context |= {
        "title": _("Xem lại trước khi ghi: %(what)s") % {"what": what.title},
        "answers": _answers(form),
        "effect": _effect(unit, what.slug, form),
    }
    return render(request, "structure/check.html", context)


def _onward(request: HttpRequest, unit: Organisation) -> HttpResponse:
    """Lead to the organisation where its reader may still see it, else to the tree."""
    read_anew(request)
    here = Organisation.objects.within(ranges(request, CORRECT)).filter(pk=unit.pk)
    return redirect("organisation", pk=unit.pk) if here.exists() else redirect("organisations")


def _saved() -> str:
    return _("Đã lưu lúc %(at)s.") % {"at": f"{timezone.localtime():%H:%M}"}


def _do(request: HttpRequest, unit: Organisation, slug: str, form: ChangeForm) -> Organisation:
    """Do the change; return the organisation whose page comes next. Raises Refused."""
    said = form.cleaned_data
    who: dict[str, Any] = {"on": said["on"], "by": request.user, "at": timezone.now()}
    paper = {"document": said["document"]}
    other = said.get("parent") or said.get("into")
    if slug == "lap":
        return actions.found(under=unit, data=form.told(), **who)
    if slug == "tiep-nhan":
        return actions.receive(under=unit, founded_on=said["founded_on"], data=form.told(), **who)
    if slug == "tach":
        return actions.split(unit=unit, data=form.told(), people=said["people"], **who)
    if slug == "cap-tren":
        actions.found_above(unit=unit, data=form.told(), **who)
    elif slug == "doi-ten":
        actions.rename(unit=unit, name=said["name"], **paper, **who)
    elif slug == "chuyen":
        parent = Organisation.objects.get(pk=other)
        actions.move(unit=unit, parent=parent, **paper, **who)
    elif slug == "sap-nhap":
        actions.merge(unit=unit, into=Organisation.objects.get(pk=other), **paper, **who)
    else:
        actions.dissolve(unit=unit, **paper, **who)
    return unit


def _answers(form: ChangeForm) -> list[dict[str, str]]:
    """Return what will be recorded, line by line."""
    told = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        names = dict(getattr(field, "choices", ()))
        if isinstance(value, list):
            text = ", ".join(str(names[one]) for one in value)
        elif hasattr(value, "year"):
            text = show_day(value)
        else:
            text = str(names.get(value, value or ""))
        told.append({"label": str(field.label), "value": text})
    return told


def _effect(unit: Organisation, slug: str, form: ChangeForm) -> str:
    """Say what the change does beyond its own line: to people, to figures, to what is seen."""
    said = form.cleaned_data
    told = {"unit": unit.name, "on": show_day(said["on"])}
    if slug == "sap-nhap":
        people = Span.objects.filter(cell=unit, end_on__isnull=True).count()
        words = ngettext(
            "%(n)d đảng viên chuyển sinh hoạt cùng ngày; từ %(on)s %(unit)s không còn hoạt động.",
            "%(n)d đảng viên chuyển sinh hoạt cùng ngày; từ %(on)s %(unit)s không còn hoạt động.",
            people,
        )
        return words % {**told, "n": people}
    if slug == "tach":
        n = len(said["people"])
        words = ngettext(
            "%(n)d đảng viên chuyển sang chi bộ mới cùng ngày.",
            "%(n)d đảng viên chuyển sang chi bộ mới cùng ngày.",
            n,
        )
        return words % {"n": n}
    return {
        "lap": _("Số chi bộ từ %(on)s tính cả tổ chức mới nếu là chi bộ."),
        "tiep-nhan": _("Nạp danh sách đảng viên của tổ chức này sau khi ghi."),
        "cap-tren": _("Người được giao vai trò ở cấp trên ấy sẽ thấy số liệu của %(unit)s."),
        "doi-ten": _("Các ngày trước %(on)s vẫn hiện tên cũ; danh sách Excel sau này phải dùng tên mới."),
        "chuyen": _("Số liệu từ %(on)s tính vào nơi trực thuộc mới, trước đó vẫn ở nơi cũ."),
        "giai-the": _("Từ %(on)s %(unit)s không còn hoạt động; số liệu trước đó giữ nguyên."),
    }[slug] % told  # fmt: skip


@needs(CORRECT)
def organisation_correct(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Correct a recorded change of an organisation: another day, or not at all, with the reason."""
    unit = visible(request, CORRECT, pk)
    line = next((one for one in telling.story(unit) if one["fact"].pk == fact), None)
    if line is None or not line["correctable"]:
        raise Http404
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.correct(
                fact=line["fact"], on=said["on"], document=said["document"],
                because=said["because"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã sửa; ghi chép cũ vẫn được giữ để tra lại."))
            return _onward(request, unit)
    what = f"{line['name']}, {show_day(line['fact'].happened_on)}"
    context = {
        "title": _("Sửa ghi chép: %(what)s") % {"what": what},
        "lede": unit.name,
        "crumbs": _crumbs(unit),
        "form": form,
        "back": reverse("organisation", args=[pk]),
    }
    return render(request, "people/change.html", context)


def _crumbs(unit: Organisation) -> list[dict[str, str]]:
    return [
        {"label": _("Tổ chức đảng và chi bộ"), "url": reverse("organisations")},
        {"label": unit.name, "url": reverse("organisation", args=[unit.pk])},
    ]
