"""What the sheets of a cell say for a month: what its meeting must decide, of whom, and who is called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation

from taonguon.core.assessment import assess
from taonguon.core.case import CERTIFICATE, INTRODUCTION, PERMISSION
from taonguon.core.days import add_months
from taonguon.core.membership import OFFICIAL
from taonguon.core.month import Month
from taonguon.core.rulebook import Rulebook
from taonguon.forms import look
from taonguon.meetings import facts, telling
from taonguon.meetings.facts import CLASS, HELPER, LISTED, Standing
from taonguon.organisations.models import Organisation
from taonguon.papers.values import places
from taonguon.papers.values.people import born
from taonguon.people.models import Span
from taonguon.regulations.book import in_use
from taonguon.rules.classes import shipped
from taonguon.rules.unlisting import reasons

LANGUAGE = "vi"  # papers are in Vietnamese, whatever the language of the page
STATUSES = {"official": "Chính thức", "probationary": "Dự bị"}
# Where somebody stands: a phrase for each step reached.
REACHED = (
    (INTRODUCTION, "{who} giới thiệu ngày {on}"),
    (LISTED, "trong danh sách từ ngày {on}"),
    (HELPER, "người giúp đỡ: {who}"),
    (CLASS, "đề nghị học lớp nhận thức ngày {on}"),
    (CERTIFICATE, "có giấy chứng nhận ngày {on}"),
    (PERMISSION, "được làm hồ sơ từ ngày {on}"),
)
# What the meeting is asked, in the order of the sheet: the words, and what in a row asks it.
QUESTIONS = (
    ("Xét đưa vào danh sách cảm tình Đảng", "may_list"),
    ("Phân công đảng viên chính thức giúp đỡ", "no_helper"),
    ("Xét đề nghị cử đi học lớp bồi dưỡng nhận thức về Đảng", "may_propose"),
    ("Xét đề nghị cấp ủy cho làm hồ sơ", "may_ask"),
    ("Xem lại việc cấp ủy đã trả lại", "returned"),
    ("Kiểm việc đã giao", "tasks"),
)


def of_cell(cell: Organisation, on: date) -> dict[str, Any]:
    """Return the values of a cell's sheets on a day."""
    return of_cells([cell], on)[cell.pk]


def of_cells(cells: Sequence[Organisation], on: date) -> dict[int, dict[str, Any]]:
    """Return, by cell, the values of the sheets of the month a day lies in, as of that day.

    In a fixed number of queries, however many cells and people there are.
    """
    book, ids = in_use(), [one.pk for one in cells]
    people: dict[int, list[dict[str, Any]]] = {pk: [] for pk in ids}
    with translation.override(LANGUAGE):
        for one in facts.standings(facts.people(ids, on), on):
            people[one.person.cell_id or 0].append(_person(one, book, on))
    members, above = _members(ids, on), places.of_paths((one.path for one in cells), on)
    return {
        one.pk: above[one.path]
        | {"sheet.superior": above[one.path].get("cell.superior", "")}
        | _month(one, people[one.pk], members.get(one.pk, []), on)
        for one in cells
    }


def _month(
    cell: Organisation, people: list[dict[str, Any]], members: list[dict[str, Any]], on: date
) -> dict[str, Any]:
    official = sum(one["status"] == STATUSES[OFFICIAL] for one in members)
    listed = sum(one["listed"] for one in people)
    return {
        "sheet.name": cell.name,
        "month.name": str(Month.holding(on)),
        "month.day": on,
        "month.official": official,
        "month.probationary": len(members) - official,
        "month.listed": listed,
        "month.introduced": len(people) - listed,
        "month.agenda": agenda(people),
        "month.reasons": [name.vi for name in reasons().values()],
        "month.people": people,
        "month.members": members,
    }


def agenda(people: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the meeting must decide, each with the people it is about."""
    listed = sum(bool(one["listed"]) for one in people)
    lines = [f"Rà soát, biểu quyết lại danh sách cảm tình Đảng: {listed:02d} người."]
    for words, asked in QUESTIONS:
        names = [str(one["name"]) for one in people if one[asked]]
        if names:
            lines.append(f"{words}: {', '.join(names)}.")
    lines += [f"{one['name']}: {one['due']}." for one in people if one["due"]]
    return [{"text": line} for line in lines]


def _person(one: Standing, book: Rulebook, on: date) -> dict[str, Any]:
    """Return one person as the sheet asks about: where they stand, what is due, what may be decided."""
    listed, written = LISTED in one.last, look.shipped().on(on).short
    return {
        "name": one.person.name,
        "born": born(one.person.born),
        "state": _state(one, written),
        "due": _due(one, book, on),
        "returned": " ".join(_returned(one, written)),
        "helper": one.helper,
        "no_helper": listed and HELPER not in one.last,
        "listed": listed,
        "may_list": one.may_list(),
        "may_propose": listed and one.may_propose(book, on),
        "may_ask": listed and one.may_ask(),
        "tasks": [f"{task.text} (giao {written(task.on)})" for task in one.tasks],
    }


def _state(one: Standing, written: Callable[[date], str]) -> str:
    said = []
    for step, words in REACHED:
        event = one.last.get(step)
        if event is not None:
            who = str(event.data.get("by") or event.data.get("name") or "…")
            said.append(words.format(who=who, on=written(event.on)))
    return "; ".join([*said, *(["đã đề nghị làm hồ sơ, chờ cấp ủy"] if one.asked else [])])


def _returned(one: Standing, written: Callable[[date], str]) -> list[str]:
    return [
        f"Cấp ủy trả lại đề nghị ngày {written(row.answer.review.held_on)}: "
        f"{telling.proposal(row.step).lower()}."
        for row in one.returned
    ]


def _due(one: Standing, book: Rulebook, on: date) -> str:
    """Return what runs out soon: the certificate of the class, by the rule of the day."""
    ends = [held.last for held in assess(one.case, book, on).expiries if held.what == CERTIFICATE]
    kind = next(kind for kind in shipped().kinds.values() if kind.proposal == CLASS)
    if not ends or add_months(on, kind.remind) < ends[0]:
        return ""
    words = "đã hết hạn ngày" if ends[0] < on else "có giá trị đến ngày"
    return f"giấy chứng nhận lớp nhận thức {words} {look.shipped().on(on).short(ends[0])}"


def _members(cells: Iterable[int], on: date) -> dict[int, list[dict[str, Any]]]:
    """Return the members of each cell on a day: official ones first, by given name."""
    rows = Span.objects.filter(cell__in=list(cells), status__in=STATUSES, start_on__lte=on)
    rows = rows.exclude(end_on__lte=on).select_related("person")
    found: dict[int, list[dict[str, Any]]] = {}
    order = list(STATUSES)
    for row in sorted(rows, key=lambda one: (order.index(one.status), one.person.sort_key, one.pk)):
        line = {
            "name": row.person.name,
            "born": born(row.person.born),
            "status": STATUSES[row.status],
        }
        found.setdefault(row.cell_id, []).append(line)
    return found
