"""Entries that may be one person: shown side by side, merged, and told apart again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import CORRECT
from taonguon.core.facts import SAME_PERSON
from taonguon.introductions import actions, telling
from taonguon.introductions.forms import MergeForm
from taonguon.ledger.models import Fact
from taonguon.organisations.visibility import needs, ranges
from taonguon.people import likeness
from taonguon.people import telling as people_telling
from taonguon.people.actions import Refused
from taonguon.people.models import Person


@needs(CORRECT)
def doubles(request: HttpRequest) -> HttpResponse:
    """Show pairs of entries that look alike, and those merged already."""
    everybody = Person.objects.within(ranges(request, CORRECT)).select_related("cell", "prospect")
    pairs = likeness.pairs(list(everybody.filter(standing="prospect")), everybody)
    context = {
        "title": _("Có thể là một người"),
        "lede": _("gộp không xóa gì: tách lại được bất cứ lúc nào"),
        "crumbs": [{"label": _("Giới thiệu"), "url": reverse("introductions")}],
        "pairs": [
            {
                "one": _entry(like.one),
                "other": _entry(like.other),
                "because": telling.because(like),
                "url": reverse("merge_people", args=_older_first(like)),
            }
            for like in pairs
        ],
        "merged": _merged(request),
    }
    return render(request, "introductions/doubles.html", context)


def _older_first(like: likeness.Like) -> list[int]:
    """Return double and keeper: the entry made first stays, a member's before a prospect's."""
    members = [one.pk for one in (like.one, like.other) if one.standing != "prospect"]
    keeper = members[0] if len(members) == 1 else min(like.one.pk, like.other.pk)
    double = like.other.pk if keeper == like.one.pk else like.one.pk
    return [double, keeper]


def _entry(person: Person) -> dict[str, Any]:
    told = getattr(person, "prospect", None)
    return {
        "name": telling.shown_name(person),
        "url": reverse("member", args=[person.pk]),
        "born": people_telling.value("born", person.born),
        "cell": person.cell.name if person.cell else "–",
        "standing": people_telling.standing(person.standing),
        "by": told.introduced_by if told else "",
        "on": told.introduced_on if told else person.admitted_on,
    }


def _merged(request: HttpRequest) -> list[dict[str, Any]]:
    rows = Fact.objects.filter(
        kind=SAME_PERSON, act__undone_at__isnull=True, corrected_by__isnull=True
    ).select_related("act__recorded_by")
    keepers = Person.objects.within(ranges(request, CORRECT)).in_bulk(
        [int(row.data["into"]) for row in rows]
    )
    return [
        {
            "name": keepers[int(row.data["into"])].name,
            "on": row.happened_on,
            "by": row.act.recorded_by.get_full_name() if row.act.recorded_by else "–",
            "because": row.act.source,
            "url": reverse("part_people", args=[row.pk]),
        }
        for row in rows
        if int(row.data["into"]) in keepers
    ]


@needs(CORRECT)
def merge_people(request: HttpRequest, double: int, keeper: int) -> HttpResponse:
    """Say that two entries are one person, with the ground for it."""
    people = Person.objects.within(ranges(request, CORRECT)).select_related("cell", "prospect")
    found = people.in_bulk([double, keeper])
    if len(found) != 2:
        raise Http404
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.recognise(
                double=double, keeper=keeper, because=form.cleaned_data["because"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã gộp hai mục; có thể tách lại ở trang này."))
            return redirect("doubles")
    context = {
        "title": _("Gộp hai mục của một người"),
        "crumbs": [{"label": _("Có thể là một người"), "url": reverse("doubles")}],
        "entries": [_entry(found[double]), _entry(found[keeper])],
        "form": form,
        "act": _("Gộp làm một người"),
        "back": reverse("doubles"),
    }
    return render(request, "introductions/merge.html", context)


@needs(CORRECT)
def part_people(request: HttpRequest, fact: int) -> HttpResponse:
    """Take back that two entries are one person."""
    row = Fact.objects.filter(pk=fact, kind=SAME_PERSON, corrected_by__isnull=True).first()
    people = Person.objects.within(ranges(request, CORRECT)).select_related("cell", "prospect")
    keeper = people.filter(pk=int(row.data["into"])).first() if row else None
    if row is None or keeper is None:
        raise Http404
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_apart(
                fact=row, because=form.cleaned_data["because"], by=request.user,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Đã tách lại thành hai người, mỗi người đủ ghi chép của mình.")
            )
            return redirect("doubles")
    context = {
        "title": _("Tách lại thành hai người"),
        "crumbs": [{"label": _("Có thể là một người"), "url": reverse("doubles")}],
        "entries": [_entry(keeper)],
        "form": form,
        "act": _("Tách làm hai người"),
        "back": reverse("doubles"),
    }
    return render(request, "introductions/merge.html", context)
