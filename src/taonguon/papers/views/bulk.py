"""Asking for papers in bulk: of a matter, of a meeting's votes, of a class, of the month."""

from typing import Any

from django import forms as fields
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from taonguon.classes import telling as classes
from taonguon.classes.views.reach import managed
from taonguon.core.access import CLASSES, PEOPLE
from taonguon.documents.actions.bulk import Asked
from taonguon.documents.models import BOUND, WANTED
from taonguon.documents.views.bulk import start
from taonguon.meetings.forms import MonthForm
from taonguon.meetings.views.reach import reckoned
from taonguon.organisations.forms import DayField
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges, visible
from taonguon.papers import bulk
from taonguon.papers.views.making import reached
from taonguon.people.models import Person, Span

MANY = 300  # ballots of one person


def _wanted(request: HttpRequest) -> str:
    asked = request.POST.get("wanted", BOUND)
    return asked if asked in WANTED else BOUND


@needs(PEOPLE)
@require_POST
def papers_bulk(request: HttpRequest, subject: str, pk: int) -> HttpResponse:
    """Bind every paper kept of a matter, with an index of them."""
    matter = reached(request, PEOPLE, subject, pk)
    asked = Asked(
        kind=bulk.MATTER,
        title=_("Giấy tờ của %(who)s") % {"who": matter.title},
        organisation=matter.issuing("cell"),
        wanted=_wanted(request),
        arguments={"subject": subject, "pk": pk},
    )
    return start(request, asked)


class BallotsForm(fields.Form):
    """Whose ballots, how many of each, for which day."""

    on = DayField(label=gettext_lazy("Ngày họp"))
    people = fields.MultipleChoiceField(
        label=gettext_lazy("Biểu quyết về"),
        widget=fields.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một người.")},
    )
    copies = fields.IntegerField(
        label=gettext_lazy("Số phiếu cho mỗi người"),
        min_value=1,
        max_value=MANY,
        help_text=gettext_lazy("Mỗi đảng viên chính thức một phiếu."),
        error_messages={
            "required": gettext_lazy("Hãy ghi số phiếu, ví dụ 15."),
            "invalid": gettext_lazy("Số phiếu ghi bằng chữ số, ví dụ 15."),
            "min_value": gettext_lazy("Ít nhất 1 phiếu."),
            "max_value": gettext_lazy("Nhiều nhất 300 phiếu cho một người."),
        },
    )


@needs(PEOPLE)
def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whose ballots a cell's meeting needs, and bind them."""
    cell, day = visible(request, PEOPLE, pk), timezone.localdate()
    if cell.kind != "cell":
        raise Http404
    people = Person.objects.filter(cell=cell).exclude(standing__in=["", "official"])
    choices = [(one.pk, one.name) for one in people.order_by("sort_key")]
    officials = Span.objects.filter(
        cell=cell, status="official", end_on=None, start_on__lte=day
    ).count()
    asked = BallotsForm(request.POST or None, initial={"on": day, "copies": officials or None})
    asked.fields["people"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and asked.is_valid():
        told = asked.cleaned_data
        return start(request, Asked(
            kind=bulk.BALLOTS, title=_("Phiếu biểu quyết, %(cell)s") % {"cell": cell.name},
            organisation=cell.pk, wanted=_wanted(request),
            arguments={"people": [int(one) for one in told["people"]], "copies": told["copies"],
                       "on": told["on"].isoformat()},
        ))  # fmt: skip
    context = {
        "title": _("In phiếu biểu quyết"),
        "lede": cell.name,
        "crumbs": [{"label": cell.name, "url": reverse("organisation", args=[pk])}],
        "form": asked,
        "any": bool(choices),
        "back": reverse("organisation", args=[pk]),
    }
    return render(request, "papers/ballots.html", context)


@needs(CLASSES)
@require_POST
def class_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Bind the certificates of everybody in a class who was given one."""
    one = managed(request, pk)
    place = get_object_or_404(Organisation, pk=one.organisation)
    asked: dict[str, Any] = {"class": pk}
    return start(request, Asked(
        kind=bulk.CERTIFICATES, title=_("Giấy chứng nhận, %(class)s") % {"class": classes.in_class(one)},
        organisation=place.pk, wanted=_wanted(request), arguments=asked,
    ))  # fmt: skip


@needs(PEOPLE)
@require_POST
def month_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Bind the sheets of every cell below an organisation for a month, this one unless told."""
    place = Organisation.objects.within(ranges(request, PEOPLE)).filter(pk=pk).first()
    if place is None:
        raise Http404
    asked = MonthForm(request.POST)
    when = asked.cleaned_data.get("thang") if asked.is_valid() else None
    today = timezone.localdate()
    day = reckoned(when, today) if when and when.first <= today else today
    return start(request, Asked(
        kind=bulk.MONTH, title=_("Phiếu tháng %(month)d/%(year)d, %(place)s")
        % {"month": day.month, "year": day.year, "place": place.name},
        organisation=place.pk, wanted=_wanted(request), arguments={"on": day.isoformat()},
    ))  # fmt: skip
