"""The committee's monthly review: all that the cells proposed on one page, and its answers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import telling as cases
from taonguon.cases.actions import ManyBlocked
from taonguon.core.access import PEOPLE, RECORD, RECORD_CELL
from taonguon.core.case import PERMISSION
from taonguon.core.days import show_day
from taonguon.core.month import Month
from taonguon.core.rulebook import BeforeRulebook, Rulebook
from taonguon.meetings import actions, facts, resolving, reviewing, telling
from taonguon.meetings.actions import Ruling
from taonguon.meetings.forms import MonthForm, ReviewForm
from taonguon.meetings.models import Review
from taonguon.meetings.reviewing import Waiting
from taonguon.meetings.views.reach import address, crumbs, may
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.facts import doubles
from taonguon.people.models import Person
from taonguon.regulations.book import in_use

CONFIRMED, AGAIN = "da-xem", "sua"
RULE = "symp.list.review"


def month_asked(request: HttpRequest) -> Month:
    """Return the month named in the address, else the present one."""
    form = MonthForm(request.GET)
    asked = form.cleaned_data.get("thang") if form.is_valid() else None
    return asked or Month.holding(timezone.localdate())


@needs(PEOPLE)
def meeting_review(request: HttpRequest) -> HttpResponse:
    """Show what waits for the committee in a month, what it said, and the cells' duty."""
    when, today, book = month_asked(request), timezone.localdate(), in_use()
    cells = facts.cells(ranges(request, PEOPLE), when)
    found = reviewing.waiting([one.pk for one in cells], when, today, book)
    rule = book.value(RULE, min(when.last, today))
    duty = reviewing.duty(cells, when, int(rule.value))
    top = _commune(request, PEOPLE)
    record = ""
    if found and ranges(request, RECORD):
        record = reverse("meeting_review_record") + f"?thang={when.year}-{when.month}"
    context = {
        "title": _("Rà soát đề nghị của các chi bộ"),
        "lede": _("Tháng %(month)s, %(commune)s") % {"month": when, "commune": top.name},
        "crumbs": crumbs(month=when),
        "form": MonthForm({"thang": request.GET.get("thang") or str(when)}),
        "month": when,
        "tiles": _tiles(found, duty, len(cells)),
        "groups": _groups(found, {one.pk: one for one in cells}, book),
        "not_held": [_cell(request, one, when) for one in duty.not_held],
        "nothing": [_cell(request, one, when) for one in duty.nothing],
        "over": when.last < today,
        "cite": cases.clause(rule),
        "reviews": _told(reviewing.reviews([one.pk for one in cells], when), cells),
        "record": record,
    }
    return render(request, "meetings/review.html", context)


def _commune(request: HttpRequest, act: str) -> Organisation:
    """Return the highest organisation in which the reader may do `act`. Raises Http404."""
    top = Organisation.objects.within(ranges(request, act)).order_by("path").first()
    if top is None:
        raise Http404
    return top


def _tiles(found: Sequence[Waiting], duty: reviewing.Duty, cells: int) -> list[dict[str, Any]]:
    counted = dict.fromkeys(reviewing.ORDER, 0)
    for one in found:
        counted[one.proposal.step] += 1
    return [
        {
            "label": _("Thay đổi danh sách"),
            "value": counted["listed"] + counted["unlisted"],
            "detail": _("%(into)d đưa vào, %(off)d đưa ra")
            % {"into": counted["listed"], "off": counted["unlisted"]},
        },
        {"label": _("Cử đi học lớp nhận thức"), "value": counted["class_proposed"]},
        {"label": _("Cho làm hồ sơ"), "value": counted[PERMISSION]},
        {
            "label": _("Chi bộ đã họp"),
            "value": cells - len(duty.not_held),
            "of": cells,
        },
    ]


def _groups(
    found: Iterable[Waiting], cells: dict[int, Organisation], book: Rulebook
) -> list[dict[str, Any]]:
    """Return what waits, a group for each cell in the tree's order."""
    by_cell: dict[int, list[dict[str, Any]]] = {}
    for one in found:
        by_cell.setdefault(one.proposal.meeting.cell, []).append(_line(one, book))
    return [{"cell": cells[pk], "lines": by_cell[pk]} for pk in cells if pk in by_cell]


def _line(one: Waiting, book: Rulebook) -> dict[str, Any]:
    meeting = one.proposal.meeting
    return {
        "waiting": one,
        "field": f"answer_{one.proposal.pk}",
        "person": one.person,
        "what": telling.proposal(one.proposal.step),
        "now": meeting.now,
        "url": address("meeting", meeting.cell, Month.holding(meeting.month)),
        "refused": telling.refusal(one.findings, one.proposal.step, book),
    }


def _cell(request: HttpRequest, cell: Organisation, when: Month) -> dict[str, str]:
    name = "meeting_record" if may(request, RECORD_CELL, cell) else "meeting"
    return {"name": cell.name, "url": address(name, cell.pk, when)}


def _told(reviews: Sequence[Review], cells: Iterable[Organisation]) -> list[dict[str, Any]]:
    """Return what the month's reviews said, of the cells one sees."""
    seen = {one.pk: one.name for one in cells}
    answers = [answer for one in reviews for answer in one.answers.all()]
    into = doubles()
    people = Person.objects.in_bulk(
        {into.get(pk, pk) for pk in (a.proposal.person for a in answers)}
    )
    lines: dict[int, list[dict[str, Any]]] = {}
    for one in answers:
        lines.setdefault(one.review_id, []).append(
            {
                "person": people.get(into.get(one.proposal.person, one.proposal.person)),
                "cell": seen[one.proposal.meeting.cell],
                "what": telling.proposal(one.proposal.step),
                "approved": one.approved,
            }
        )
    return [{"review": one, "lines": lines[one.pk]} for one in reviews]


@needs(RECORD)
def meeting_review_record(request: HttpRequest) -> HttpResponse:
    """Record the committee's answers: choose, see what the rules say, check, record."""
    when, today, book = month_asked(request), timezone.localdate(), in_use()
    cells = {one.pk: one for one in facts.cells(ranges(request, RECORD), when)}
    found = reviewing.waiting(list(cells), when, today, book)
    asked = f"?thang={when.year}-{when.month}"
    back = reverse("meeting_review") + asked
    if not found and request.method != "POST":
        return redirect(back)
    data = request.POST if request.method == "POST" else None
    labels = {one.proposal.pk: f"{one.person.name}: {_what(one)}" for one in found}
    form = ReviewForm(data, proposals=labels, today=today)
    context = {
        "title": _("Ghi kết quả rà soát tháng %(month)s") % {"month": when},
        "lede": _("Chọn ở từng đề nghị; đề nghị để sau chờ đến lần rà soát tới."),
        "crumbs": [*crumbs(month=when), {"label": _("Rà soát của đảng ủy"), "url": back}],
        "form": form,
        "groups": _asked(_groups(found, cells, book), form),
        "back": back,
    }
    if data is not None and form.is_valid() and AGAIN not in data:
        return _checked(request, when, found, context)
    return render(request, "meetings/review_record.html", context)


def _what(one: Waiting) -> str:
    return telling.proposal(one.proposal.step).lower()


def _asked(groups: list[dict[str, Any]], form: ReviewForm) -> list[dict[str, Any]]:
    for group in groups:
        for line in group["lines"]:
            line["answer"] = form[line["field"]]
    return groups


def _checked(
    request: HttpRequest, when: Month, found: Sequence[Waiting], context: dict[str, Any]
) -> HttpResponse:
    """Show what will be recorded, or beside each proposal what the rules refuse; record when seen."""
    form, told = context["form"], context["form"].cleaned_data
    answers, book, now = form.answers(), in_use(), timezone.now()
    ruling = Ruling(_commune(request, RECORD), when, told["held_on"], told["resolution"])
    said = [one for one in found if one.proposal.pk in answers]
    try:
        actions.may_be_answered(ruling=ruling, answers=[one.proposal for one in said], at=now)
        _refuse(said, answers, ruling, book)
        if CONFIRMED in request.POST:
            return _record(request, ruling, said, answers)
    except ManyBlocked as blocked:
        _beside(form, said, blocked, book)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
    except BeforeRulebook:
        form.add_error("held_on", _("Bộ quy định không có quy định cho ngày này: sửa ngày."))
    if form.errors:
        return render(request, "meetings/review_record.html", context)
    context |= {"answers": _answers(ruling, said, answers), "title": _("Xem lại trước khi ghi")}
    return render(request, "meetings/check.html", context)


def _refuse(
    found: Sequence[Waiting], answers: dict[int, bool], ruling: Ruling, book: Rulebook
) -> None:
    """Raise ManyBlocked with the permissions that the rules of the day refuse."""
    asked = [
        one.person for one in found if one.proposal.step == PERMISSION and answers[one.proposal.pk]
    ]
    refused = resolving.refused([], asked, ruling.held_on, book)
    if refused:
        raise ManyBlocked(refused)


def _record(
    request: HttpRequest, ruling: Ruling, said: Sequence[Waiting], answers: dict[int, bool]
) -> HttpResponse:
    actions.record_review(
        ruling=ruling,
        answers={one.proposal: answers[one.proposal.pk] for one in said},
        people={one.proposal.person: one.person for one in said},
        by=request.user,
        at=timezone.now(),
    )
    moment = timezone.localtime()
    messages.success(request, _("Đã lưu lúc %(at)s.") % {"at": f"{moment:%H:%M}"})
    month = ruling.month
    return redirect(reverse("meeting_review") + f"?thang={month.year}-{month.month}")


def _beside(
    form: ReviewForm, said: Iterable[Waiting], blocked: ManyBlocked, book: Rulebook
) -> None:
    """Put what the rules refuse beside the proposal it is about."""
    asked = {one.person.pk: one.proposal.pk for one in said if one.proposal.step == PERMISSION}
    for person, step, findings in blocked.refused:
        for words in telling.refusal(findings, step, book):
            form.add_error(f"answer_{asked[person]}", words)


def _answers(
    ruling: Ruling, said: Iterable[Waiting], answers: dict[int, bool]
) -> list[dict[str, Any]]:
    papers = [
        {"label": _("Ngày đảng ủy họp"), "lines": [show_day(ruling.held_on)]},
        {"label": _("Số nghị quyết của đảng ủy"), "lines": [ruling.resolution]},
    ]
    words = {True: _("nhất trí"), False: _("trả lại chi bộ")}
    told = [
        {
            "label": one.person.name,
            "lines": [f"{telling.proposal(one.proposal.step)}: {words[answers[one.proposal.pk]]}"],
        }
        for one in said
    ]
    return papers + told
