"""The board: every prospect by stage, with what is next and what to see at once."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import facts as cases_facts
from taonguon.cases import telling as cases
from taonguon.core.access import FIGURES, INTRODUCE, PEOPLE, RECORD_CELL
from taonguon.core.assessment import assess
from taonguon.core.assessment.outcome import BLOCKED, NEXT
from taonguon.core.facts import Fact
from taonguon.core.prospects import STAGES
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.forms import STAGE_NAMES, ProspectsForm
from taonguon.people.models import Admission, Person
from taonguon.people.telling import people_count
from taonguon.people.views import cells, sought
from taonguon.prospects import facts, telling
from taonguon.regulations.book import in_use

CAP, CAP_OF_ONE = 8, 48  # cards in a column; in the only column shown


@needs(PEOPLE)
def prospect_board(request: HttpRequest) -> HttpResponse:
    """Show the prospects in columns by stage, those longest at their stage first."""
    form = ProspectsForm(request.GET, cells=cells(request))
    people = sought(request, form).filter(standing="prospect")
    rows = list(people.select_related("prospect").order_by("sort_key", "pk"))
    asked = form.cleaned_data.get("buoc") if form.is_valid() else ""
    told = facts.told(people.values("pk"), (*facts.WHEREABOUTS, *facts.DOSSIER))
    day = timezone.localdate()
    context = {
        "title": _("Nguồn"),
        "lede": people_count(len(rows)),
        "as_of": day,
        "form": form,
        "narrowed": form.narrowed(),
        "columns": _columns(request, rows, told, asked, day),
        "tiles": _tiles(request, form, rows, told, day),
        "any": bool(rows),
        "single": bool(asked),
        "may_record": bool(ranges(request, RECORD_CELL)),
        "links": _links(request),
    }
    return render(request, "prospects/board.html", context)


def _links(request: HttpRequest) -> list[dict[str, str]]:
    table = f"{reverse('prospects')}?{request.GET.urlencode()}".rstrip("?")
    return [
        {"label": _("Xem dạng bảng"), "url": table},
        {"label": _("Đi làm ăn xa"), "url": reverse("prospects_away")},
        {"label": _("Sắp nhập ngũ"), "url": reverse("prospects_enlisting")},
        {"label": _("Bàn giao"), "url": reverse("handovers")},
        *_introductions(request),
    ]


def _introductions(request: HttpRequest) -> list[dict[str, str]]:
    if not ranges(request, INTRODUCE):
        return []
    return [{"label": _("Đoàn thể giới thiệu"), "url": reverse("introductions")}]


def _columns(
    request: HttpRequest, rows: list[Person], told: dict[int, list[Fact]], asked: str, day: date
) -> list[dict[str, Any]]:
    by_stage: dict[str, list[Person]] = {code: [] for code in STAGES}
    for person in rows:
        by_stage[person.prospect.stage].append(person)
    cap = CAP_OF_ONE if asked else CAP
    longest = {
        code: sorted(found, key=lambda one: telling.since(one.prospect))[:cap]
        for code, found in by_stage.items()
    }
    cards = _cards([one for found in longest.values() for one in found], told, day)
    return [
        {
            "code": code,
            "name": STAGE_NAMES[code],
            "count": len(by_stage[code]),
            "url": _filtered(request, code),
            "cards": [cards[one.pk] for one in longest[code]],
            "more": len(by_stage[code]) - len(longest[code]),
        }
        for code in STAGES
        if not asked or code == asked
    ]


def _filtered(request: HttpRequest, code: str) -> str:
    asked = request.GET.copy()
    asked["buoc"] = code
    return f"{reverse('prospects')}?{asked.urlencode()}"


def _cards(
    shown: list[Person], told: dict[int, list[Fact]], day: date
) -> dict[int, dict[str, Any]]:
    book = in_use()
    months = int(book.value("class.validity", day).value)
    pks = [one.pk for one in shown]
    people = Person.objects.filter(pk__in=pks).select_related("cell", "prospect")
    known = list(people)
    of_case = cases_facts.of(known)
    return {
        person.pk: {
            "person": person,
            "since": telling.since(person.prospect),
            "next": _next(assess(of_case[person.pk], book, day), book),
            "marks": telling.marks(person.prospect, told.get(person.pk, []), months, day),
        }
        for person in known
    }


def _next(told: Any, book: Rulebook) -> dict[str, str]:
    """Return the first step to take, or what the first one waits for."""
    one = next((step for step in told.open if step.state in (NEXT, BLOCKED)), None)
    if one is None:
        return {}
    name = cases.step_name(book, one.step)
    if one.state == NEXT:
        return {"words": name}
    return {"words": name, "why": cases.message(one.findings[0], book)}


def _tiles(
    request: HttpRequest,
    form: ProspectsForm,
    rows: list[Person],
    told: dict[int, list[Fact]],
    day: date,
) -> list[dict[str, Any]]:
    """Return what became of those permitted, and how many were admitted this year."""
    began, voted = facts.DOSSIER
    at_work = {began: 0, voted: 0}
    for person in rows:
        since = person.prospect.permitted_on or date.max
        kinds = {one.kind for one in told.get(person.pk, ()) if one.happened_on >= since}
        last = next((kind for kind in (voted, began) if kind in kinds), None)
        if last:
            at_work[last] += 1
    year = {"year": day.year}
    admitted = Admission.objects.filter(on__year=day.year, on__lte=day)
    admitted = admitted.filter(person__in=_everybody(request, form).values("pk"))
    return [
        {"label": _("Đang làm hồ sơ"), "value": at_work[began], "url": reverse("cases")},
        {"label": _("Đã biểu quyết, chờ quyết định"), "value": at_work[voted]},
        {
            "label": _("Kết nạp năm %(year)d") % year,
            "value": admitted.count(),
            "url": reverse("figure", args=["admitted.total"]) + _since_january(day)
            if ranges(request, FIGURES) and not form.narrowed()
            else "",
        },
    ]


def _since_january(day: date) -> str:
    return f"?tu=1/1/{day.year}&den={day.day}/{day.month}/{day.year}"


def _everybody(request: HttpRequest, form: ProspectsForm) -> Any:
    """Return those whom the filters ask for at whatever stage, members as well."""
    asked = {**form.cleaned_data, "buoc": ""} if form.is_valid() else {}
    whole = ProspectsForm(asked, cells=cells(request))
    return sought(request, whole)
