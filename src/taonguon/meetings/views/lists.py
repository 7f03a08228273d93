"""The list of sympathisers of a cell or the commune as of any day, and what changed since another."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.core.access import PEOPLE
from taonguon.core.days import show_day
from taonguon.meetings import lists, telling
from taonguon.meetings.forms import ListForm
from taonguon.meetings.lists import Change, Entry
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.models import Person


@needs(PEOPLE)
def sympathisers(request: HttpRequest) -> HttpResponse:
    """Show who was on the lists at the end of a day, and the changes since an earlier one."""
    today = timezone.localdate()
    rows = Organisation.objects.within(ranges(request, PEOPLE)).filter(kind="cell")
    names = dict(rows.order_by("path").values_list("pk", "name"))
    typed = (
        request.GET if request.GET.get("ngay") else {**request.GET.dict(), "ngay": show_day(today)}
    )
    form = ListForm(typed, cells=list(names.items()), today=today)
    asked = form.cleaned_data if form.is_valid() else {}
    day, before = asked.get("ngay") or today, asked.get("so_voi")
    chosen = [asked["to"]] if asked.get("to") else list(names)
    found = lists.histories(chosen)
    entries = lists.on_day(found, day)
    changes = lists.between(found, before, day) if before else []
    people = lists.people([*entries, *changes])
    context = {
        "title": _("Danh sách cảm tình Đảng"),
        "lede": _lede(len(entries), names[chosen[0]] if len(chosen) == 1 else ""),
        "as_of": day,
        "form": form,
        "lines": _lines(entries, names, people),
        "several": len(chosen) > 1,
        "changes": [_change(one, names, people) for one in changes],
        "before": before,
        "compared": _compared(before, day),
        "links": [{"label": _("Sinh hoạt chi bộ"), "url": reverse("meetings")}],
    }
    return render(request, "meetings/list.html", context)


def _lede(count: int, cell: str) -> str:
    words = ngettext("%(n)d người", "%(n)d người", count) % {"n": count}
    return f"{words} · {cell}" if cell else words


def _compared(before: Any, day: Any) -> str:
    if before is None:
        return ""
    return _("Thay đổi sau %(before)s đến %(day)s") % {
        "before": show_day(before),
        "day": show_day(day),
    }


def _lines(
    entries: Sequence[Entry], names: dict[int, str], people: dict[int, Person]
) -> list[dict[str, Any]]:
    """Return the lines by cell in the tree's order, in a cell by Vietnamese given name."""
    place = {pk: number for number, pk in enumerate(names)}
    known = [one for one in entries if one.person in people]
    known.sort(key=lambda one: (place[one.cell], people[one.person].sort_key))
    return [{"entry": one, "person": people[one.person], "cell": names[one.cell]} for one in known]


def _change(one: Change, names: dict[int, str], people: dict[int, Person]) -> dict[str, Any]:
    return {
        "change": one,
        "person": people.get(one.person),
        "cell": names.get(one.cell, ""),
        "words": telling.change(one),
        "came": one.what == lists.CAME,
    }
