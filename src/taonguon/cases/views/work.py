"""The worklist: every open case in the reader's cells."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import telling, worklist
from taonguon.cases.forms import WorkForm
from taonguon.core.access import PEOPLE
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.models import Person
from taonguon.people.views import cells, page_links
from taonguon.regulations.book import in_use

SHOWN = 50


@needs(PEOPLE)
def cases(request: HttpRequest) -> HttpResponse:
    """Show every open case in the reader's cells, the most pressing first."""
    form = WorkForm(request.GET, cells=cells(request))
    asked = form.cleaned_data if form.is_valid() else {}
    day, book = timezone.localdate(), in_use()
    people = _open(request).named(asked.get("q") or "")
    if asked.get("to"):
        people = people.filter(cell=asked["to"])
    found = worklist.rows(list(people), book, day)
    part = asked.get("loc") or ""
    shown = [row for row in found if row.is_so(part)]
    page = Paginator(shown, SHOWN).get_page(request.GET.get("trang"))
    context = {
        "title": _("Hồ sơ kết nạp"),
        "lede": _("%(n)d hồ sơ đang mở") % {"n": len(found)},
        "as_of": day,
        "form": form,
        "tiles": _tiles(worklist.counts(found)),
        "rows": [_row(row, part, book) for row in page],
        "page": page,
        "pages": page_links(request, page),
        "any": bool(found),
        "links": [{"label": _("Nhắc việc"), "url": reverse("reminders")}],
    }
    return render(request, "cases/cases.html", context)


def _open(request: HttpRequest) -> Any:
    rows = Person.objects.within(ranges(request, PEOPLE)).filter(standing__in=worklist.OPEN)
    return rows.select_related("cell").order_by("sort_key", "pk")


def _tiles(counts: dict[str, int]) -> list[dict[str, Any]]:
    told = [
        (worklist.LATE, _("Quá hạn")),
        (worklist.DUE, _("Đến hạn trong 7 ngày")),
        (worklist.BLOCKED, _("Bị chặn")),
        (worklist.WAITING, _("Chờ trả lời")),
    ]
    return [{"label": label, "value": counts[code], "url": f"?loc={code}"} for code, label in told]


def _row(row: worklist.Row, part: str, book: Rulebook) -> dict[str, Any]:
    """Return a case as a line: its nearest deadline, or in a part of the list the one that counts there."""
    told = row.told
    due = next(iter(row.dues(part)), row.due)
    step = due.step if due else (told.open[0].step if told.open else "")
    pill = telling.left(due, book, told.day) if due else {"status": "none", "words": ""}
    held = worklist.holding(told)
    if not due and held and not told.next:
        pill = {"status": "late", "words": _("bị chặn")}
    return {
        "person": row.person,
        "stage": telling.stage(book, told.stage),
        "next": telling.step_name(book, step) if step else "–",
        "pill": pill,
        "due": due.due if due else None,
        "faults": len(told.faults),
    }
