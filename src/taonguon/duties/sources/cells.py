"""Duties of the work in the cells: meetings, visits, difficulties, directives, petitions."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from taonguon.cases.telling import clause
from taonguon.core.days import add_months, show_day
from taonguon.core.difficulty import CELL
from taonguon.core.duties import Duty, Link
from taonguon.core.month import Month
from taonguon.difficulties import facts as difficulty_facts
from taonguon.difficulties import telling as difficulty_telling
from taonguon.difficulties.facts import Told
from taonguon.directives import facts as directive_facts
from taonguon.directives import telling as directive_telling
from taonguon.duties.scope import Scope, begun, place
from taonguon.duties.sources import by_setting, ours, setting
from taonguon.meetings import facts as meeting_facts
from taonguon.meetings.models import Meeting
from taonguon.organisations.models import Organisation
from taonguon.petitions import telling as petition_telling
from taonguon.petitions.models import Petition
from taonguon.rules.visits import limits
from taonguon.visits import facts as visit_facts
from taonguon.visits import months
from taonguon.visits.months import Line

REVIEW = "symp.list.review"


def meetings(scope: Scope, on: date) -> list[Duty]:
    """Return the monthly meetings still to be recorded, and those whose result was not told."""
    return [*_to_hold(scope, on), *_to_tell(scope, on)]


def _to_hold(scope: Scope, on: date) -> list[Duty]:
    """Return until when each cell is to have recorded its next meeting on prospects."""
    units = scope.living(on)
    rule = scope.book.value(REVIEW, on)
    rows = Meeting.objects.filter(cell__in=[unit.pk for unit in units], month__lte=on)
    last = dict(rows.values("cell").annotate(last=Max("month")).values_list("cell", "last"))
    found = []
    for unit in units:
        held = last.get(unit.pk)
        first = Month.holding(held) if held else Month.holding(begun(unit, unit.founded_on)).before
        due = first.back(-int(rule.value)).last
        month = Month.holding(min(due, on))
        found.append(
            Duty(
                kind="meeting.record", key=str(unit.pk),
                title=_("Ghi buổi sinh hoạt về nguồn tháng %(month)s") % {"month": month},
                due=due, place=place(unit), since=held, cite=clause(rule),
                opens=Link("meeting", (unit.pk, month.year, month.month)),
            )
        )  # fmt: skip
    return found


def _to_tell(scope: Scope, on: date) -> list[Duty]:
    """Return the appointments of this and the last month that are past, without a result."""
    units = {unit.pk: unit for unit in scope.living(on)}
    now = Month.holding(on)
    recorded = {month: meeting_facts.recorded(units, month) for month in (now.before, now)}
    found = []
    for row in months.versions(units, (now.before, now)):
        month, unit = Month.holding(row.month), units[row.cell]
        line = Line(unit, row.now, recorded[month].get(unit.pk))
        if line.state(on) != months.LATE:
            continue
        met = row.now.meets_on
        found.append(
            Duty(
                kind="meeting.result", key=str(row.pk),
                title=_("Ghi kết quả buổi sinh hoạt tháng %(month)s") % {"month": month},
                due=by_setting("meeting.result", met), place=place(unit), since=met,
                opens=Link("appointment", (unit.pk, month.year, month.month)),
                **setting("meeting.result", met),
            )
        )  # fmt: skip
    return found


def visits(scope: Scope, on: date) -> list[Duty]:
    """Return by when each cell is to be visited, and the promises of visits not kept yet."""
    units = scope.living(on)
    last, by_pk = visit_facts.last_visits(units, on), {unit.pk: unit for unit in units}
    return [_visit(unit, last.get(unit.pk)) for unit in units] + [
        Duty(
            kind="visit.promise", key=str(one.pk), title=one.text, typed=True, due=one.due_on,
            place=place(by_pk[one.visit.cell]), since=one.visit.visited_on, about=one.owner,
            personal=True, opens=Link("visit", (one.visit_id,)),
        )
        for one in visit_facts.unkept(visit_facts.promises(units))
    ]  # fmt: skip


def _visit(unit: Organisation, last: date | None) -> Duty:
    """Return by when a cell is to be visited; of one never visited not before the register began."""
    due = add_months(last or unit.founded_on, limits().months)
    title = _("Dự sinh hoạt: chưa có ai đến lần nào")
    if last is not None:
        title = _("Dự sinh hoạt: lần gần nhất %(day)s") % {"day": show_day(last)}
    return Duty(
        kind="visit.cell", key=str(unit.pk), title=title, due=due if last else begun(unit, due),
        place=place(unit), since=last, opens=Link("cell_profile", (unit.pk,)), cite=ours(),
        why=_("%(n)d tháng không có ai dự sinh hoạt") % {"n": limits().months},
    )  # fmt: skip


def difficulties(scope: Scope, on: date) -> list[Duty]:
    """Return the difficulties to be removed, each at the level it has risen to."""
    told = difficulty_facts.of(scope.living(on))
    return [_difficulty(one, on) for one in difficulty_facts.pressing(told, on)]


def _difficulty(one: Told, on: date) -> Duty:
    level = one.level(on)
    return Duty(
        kind=f"difficulty.{level}",
        key=str(one.row.pk),
        title=_("Gỡ khó khăn: %(kind)s") % {"kind": difficulty_telling.kind(one.row.kind)},
        due=one.course.now.due,
        place=place(one.unit),
        opens=Link("difficulty", (one.row.pk,)),
        about=one.row.task,
        since=one.course.raised_on,
        outside=level not in (CELL, "commune"),
    )


def directives(scope: Scope, on: date) -> list[Duty]:
    """Return what cells owe of directives: to acknowledge them, and their tasks."""
    units = {unit.pk: unit for unit in scope.living(on)}
    found = []
    for one in directive_facts.due(units, on):
        paper = directive_telling.named(one.passing.directive)
        task = one.task
        found.append(
            Duty(
                kind="directive.task" if task else "directive.acknowledge",
                key=f"{one.passing.pk}-{task.pk if task else 0}",
                title=task.text if task else _("Quán triệt %(paper)s") % {"paper": paper},
                typed=task is not None, due=one.due_on, place=place(units[one.cell]),
                since=one.passing.passed_on, about=paper if task else "",
                opens=Link("directive", (one.passing.directive_id,)),
            )
        )  # fmt: skip
    return found


def petitions(scope: Scope, on: date) -> list[Duty]:
    """Return the petitions that wait for an answer: by number and matter, never their words."""
    rows = Petition.objects.within(scope.ranges).open().filter(received_on__lte=on)
    return [
        Duty(
            kind="petition.answer", key=str(one.pk),
            title=_("Trả lời kiến nghị số %(number)d") % {"number": one.pk}, due=one.due_on,
            place=place(one.organisation), since=one.received_on,
            about=petition_telling.kind_name(one.kind), opens=Link("petition", (one.pk,)),
            why=petition_telling.why_due(one),
        )
        for one in rows.select_related("organisation").order_by("due_on", "pk")
    ]  # fmt: skip
