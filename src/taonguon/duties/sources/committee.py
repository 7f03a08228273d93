"""Duties of the committee and its office: the review, classes, targets, rules, and letters not sent."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cases.telling import step_name
from taonguon.classes.models import StudyClass
from taonguon.core import targets as core
from taonguon.core.duties import Duty, Link, Place
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.month import Month
from taonguon.duties.models import ASKED_FOR, UNSENT, Letter, Wish
from taonguon.duties.scope import Scope, place
from taonguon.duties.sources import by_setting, setting
from taonguon.ledger.models import Fact
from taonguon.meetings import reviewing
from taonguon.regulations.models import DayChange, ValueChange
from taonguon.regulations.views.proposals import KINDS

WEEK = timedelta(days=7)


def review(scope: Scope, on: date) -> list[Duty]:
    """Return what the cells proposed and the committee did not answer, by the end of its month."""
    cells = {unit.pk: unit for unit in scope.living(on)}
    found = []
    for one in reviewing.waiting(cells, Month.holding(on), on, scope.book):
        row, month = one.proposal, Month.holding(one.proposal.meeting.month)
        found.append(
            Duty(
                kind="meeting.review", key=str(row.pk), title=step_name(scope.book, row.step),
                due=month.last, place=place(cells[row.meeting.cell]), about=one.person.name,
                personal=True, since=row.meeting.now.held_on,
                opens=Link("meeting_review", query=f"thang={month.year}-{month.month}"),
            )
        )  # fmt: skip
    return found


def classes(scope: Scope, on: date) -> list[Duty]:
    """Return the classes without a decision before they begin, and those over without results."""
    graded = Count("seats", filter=~Q(seats__grade=""))
    rows = StudyClass.objects.filter(organisation__in=scope.organisations)
    found = []
    for one in rows.annotate(seated=Count("seats"), graded=graded):
        if one.approved_at is None:
            title = _("Ghi quyết định mở lớp")
            found.append(_class(one, "class.approve", title, one.start_on, scope))
        elif one.end_on < on and one.graded < one.seated:
            due = by_setting("class.results", one.end_on)
            found.append(_class(one, "class.results", _("Ghi kết quả lớp"), due, scope))
    return found


def _class(one: StudyClass, kind: str, title: str, due: date, scope: Scope) -> Duty:
    why = setting(kind, one.end_on) if kind == "class.results" else {}
    at, opens = scope.place(one.organisation), Link("study_class", (one.pk,))
    return Duty(kind, str(one.pk), title, due, at, opens, about=one.name, **why)


def targets(scope: Scope, on: date) -> list[Duty]:
    """Return the communes for which nothing was set for the year: neither for them nor a cell."""
    communes = [unit for unit in scope.organisations.values() if unit.kind == "commune"]
    if not communes:
        return []
    rows = Fact.objects.filter(
        organisation__in=scope.organisations,
        person__isnull=True,
        kind__in=[core.TARGET, WITHDRAWAL],
    )
    set_ = core.of_year(core.in_force(known(rows.values_for_core(), None), on), on.year)
    paths = [scope.organisations[pk].path for pk in set_ if pk in scope.organisations]
    first = date(on.year, 1, 1)
    return [
        Duty(
            kind="target.unset", key=f"{unit.pk}-{on.year}",
            title=_("Giao chỉ tiêu kết nạp năm %(year)d") % {"year": on.year},
            due=by_setting("target.unset", first), place=place(unit),
            opens=Link("targets", query=f"to={unit.pk}"), **setting("target.unset", first),
        )
        for unit in communes
        if not any(path.startswith(unit.path) for path in paths)
    ]  # fmt: skip


def rules(scope: Scope, on: date) -> list[Duty]:
    """Return the changes of the rules that wait for a second officer."""
    found = []
    for name, model in KINDS.items():
        for one in model.objects.pending():
            since = timezone.localdate(one.proposed_at)
            found.append(
                Duty(
                    kind="rule.confirm", key=f"{name}-{one.pk}", title=_title(one),
                    due=by_setting("rule.confirm", since), place=Place(), since=since,
                    opens=Link("proposal_decide", (name, one.pk)), not_for=one.proposed_by_id,
                    **setting("rule.confirm", since),
                )
            )  # fmt: skip
    return found


def _title(one: ValueChange | DayChange) -> str:
    if isinstance(one, DayChange):
        return _("Xác nhận đề nghị sửa lịch nghỉ")
    return _("Xác nhận đề nghị sửa quy định")


def letters(scope: Scope, on: date) -> list[Duty]:
    """Return what the administrator mends: letters that did not go out lately, no mail server named."""
    unsent = Letter.objects.filter(day__gt=on - WEEK, state__in=UNSENT).count()
    opens, here = Link("reminders"), Place()
    found = []
    if unsent:
        title = ngettext(
            "%(n)d thư nhắc việc trong 7 ngày qua không gửi được",
            "%(n)d thư nhắc việc trong 7 ngày qua không gửi được",
            unsent,
        ) % {"n": unsent}
        found.append(Duty("letter.failed", "unsent", title, on, here, opens))
    if not settings.EMAIL_HOST and Wish.objects.filter(ASKED_FOR).exists():
        title = _("Có người nhận thư nhắc việc mà chưa đặt máy chủ thư")
        found.append(Duty("letter.failed", "server", title, on, here, opens))
    return found
