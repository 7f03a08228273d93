"""What the pages of prospects say: marks on a card, what fits before a day, a certificate."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.cases import telling as cases
from taonguon.core import before, whereabouts
from taonguon.core.before import DONE, FITS, HELD, LATE, TIGHT, Reach
from taonguon.core.days import add_months, show_day
from taonguon.core.facts import Fact
from taonguon.core.prospects import ACTIVITY, HELPER, LISTED, PERMITTED, REMARK, TASK
from taonguon.core.rulebook import Rulebook
from taonguon.core.whereabouts import Enlistment, Handover
from taonguon.people.forms import STAGE_NAMES
from taonguon.people.models import Person, Prospect

SOON = timedelta(days=90)
Pill = dict[str, str]


def since(prospect: Prospect) -> date:
    """Return the day on which the present stage was reached."""
    days = (
        prospect.permitted_on,
        prospect.certified_on,
        prospect.proposed_on,
        prospect.listed_on,
    )
    return next((day for day in days if day), prospect.introduced_on)


def marks(prospect: Prospect, told: Sequence[Fact], months: int, day: date) -> list[Pill]:
    """Return what to see of a prospect at once; `months` is how long a certificate holds."""
    found = []
    if prospect.agreed_on is None:
        found.append({"status": "due", "words": _("chưa có bản đồng ý")})
    leaving = whereabouts.enlistment(told)
    if leaving is not None:
        found.append(days_left(leaving, day))
    away = whereabouts.away(told)
    if away is not None:
        home = {"day": show_day(away.visit)} if away.visit and away.visit >= day else None
        words = _("đi xa, về %(day)s") % home if home else _("đi xa")
        found.append({"status": "wait", "words": words})
    if whereabouts.pending(told) is not None:
        found.append({"status": "wait", "words": _("chờ nơi khác tiếp nhận")})
    return [*found, *_expiring(prospect.certified_on, months, day)]


def _expiring(certified_on: date | None, months: int, day: date) -> list[Pill]:
    if certified_on is None:
        return []
    last = add_months(certified_on, months)
    if last < day:
        words = _("giấy chứng nhận hết hạn %(day)s") % {"day": show_day(last)}
        return [{"status": "late", "words": words}]
    if last > day + SOON:
        return []
    return [{"status": "due", "words": _("giấy chứng nhận đến %(day)s") % {"day": show_day(last)}}]


def days_left(leaving: Enlistment, day: date) -> Pill:
    """Return how many days remain before an enlistment."""
    count = (leaving.on - day).days
    if count < 0:
        words = _("đã đến ngày nhập ngũ %(day)s") % {"day": show_day(leaving.on)}
        return {"status": "late", "words": words}
    if count == 0:
        return {"status": "late", "words": _("nhập ngũ hôm nay")}
    words = ngettext("nhập ngũ sau %(n)d ngày", "nhập ngũ sau %(n)d ngày", count) % {"n": count}
    return {"status": "due" if leaving.on <= day + SOON else "wait", "words": words}


def visit(on: date | None, day: date) -> Pill:
    """Return when somebody is home next."""
    if on is None:
        return {"status": "none", "words": _("chưa biết ngày về")}
    if on < day:
        return {"status": "late", "words": _("đã qua, hỏi lại ngày về")}
    count = (on - day).days
    words = ngettext("còn %(n)d ngày", "còn %(n)d ngày", count) % {"n": count}
    return {"status": "due" if count <= SOON.days else "wait", "words": words}


def fits(one: Reach) -> Pill:
    """Return whether a step fits before the day, in a word or two."""
    return {
        DONE: {"status": "ok", "words": _("đã xong")},
        FITS: {"status": "ok", "words": _("kịp")},
        TIGHT: {"status": "due", "words": _("kịp nếu làm gấp")},
        HELD: {"status": "late", "words": _("đang vướng")},
        LATE: {"status": "late", "words": _("không kịp")},
    }[one.state]


def milestones(reached: Sequence[Reach]) -> list[dict[str, Any]]:
    """Return the milestones of a case with whether each fits."""
    names = {
        "certificate": _("Lớp nhận thức"),
        "synthesis": _("Xong hồ sơ"),
        "cell_vote": _("Chi bộ biểu quyết"),
        "decision": _("Quyết định"),
        "ceremony": _("Lễ kết nạp"),
    }
    return [{"title": names[one.step], **fits(one)} for one in before.milestones(reached)]


def plan(reached: Iterable[Reach], book: Rulebook) -> list[dict[str, Any]]:
    """Return the steps to come as tasks: the two days of each, what holds it up, the rules."""
    return [_planned(one, book) for one in reached]


def _planned(one: Reach, book: Rulebook) -> dict[str, Any]:
    parts = []
    if one.earliest is not None:
        parts.append(_("Sớm nhất %(day)s") % {"day": show_day(one.earliest)})
    if one.by_limits is not None and one.by_limits != one.earliest:
        parts.append(_("nếu mỗi nơi dùng hết hạn: %(day)s") % {"day": show_day(one.by_limits)})
    elif one.by_limits is None:
        parts.append(_("chưa tính được ngày khi dùng hết hạn: lịch ngày nghỉ chưa có"))
    parts += [cases.message(finding, book) for finding in one.findings]
    rules = [finding.rule for finding in one.findings] or list(one.grounds)
    cited = dict.fromkeys(cases.clause(rule) for rule in rules)
    return {
        "title": cases.step_name(book, one.step),
        "detail": " · ".join(parts),
        "cite": "; ".join(cited),
        **fits(one),
    }


def handover_state(one: Handover) -> Pill:
    """Return where a hand-over stands."""
    return {
        "sent": {"status": "wait", "words": _("chờ tiếp nhận")},
        "accepted": {"status": "ok", "words": _("đã tiếp nhận")},
        "refused": {"status": "late", "words": _("nơi nhận từ chối")},
        "cancelled": {"status": "none", "words": _("nơi gửi rút lại")},
        "left": {"status": "ok", "words": _("chuyển ra ngoài sổ")},
        "received": {"status": "ok", "words": _("nhận từ ngoài sổ")},
    }[one.state]


def certificate(person: Person, told: Iterable[Fact], names: dict[int, str]) -> list[Pill]:
    """Return what the certificate says, line by line: process facts, and no word of opinion."""
    way = person.prospect
    told = list(told)
    listed, helper = _last(told, LISTED), _last(told, HELPER)
    reached = STAGE_NAMES[way.stage]
    counts = {
        REMARK: ngettext("%(n)d nhận xét tháng", "%(n)d nhận xét tháng", _count(told, REMARK)),
        TASK: ngettext("%(n)d việc được giao", "%(n)d việc được giao", _count(told, TASK)),
        ACTIVITY: ngettext(
            "%(n)d lần tham gia hoạt động", "%(n)d lần tham gia hoạt động", _count(told, ACTIVITY)
        ),
    }
    recorded = " · ".join(words % {"n": _count(told, kind)} for kind, words in counts.items())
    lines = [
        (_("Được giới thiệu"), _on(way.introduced_on, way.introduced_by)),
        (_("Vào danh sách cảm tình Đảng"), _listed(listed, names)),
        (_("Đảng viên giúp đỡ"), _helped(helper)),
        (_("Giấy chứng nhận lớp nhận thức"), _on(way.certified_on, way.certificate)),
        (_("Được phép làm hồ sơ"), _on(way.permitted_on, _paper(_last(told, PERMITTED)))),
        (_("Bước đã đến"), str(reached)),
        (_("Sổ đã ghi"), recorded),
    ]
    return [{"label": str(label), "value": str(value)} for label, value in lines]


def _listed(fact: Fact | None, names: dict[int, str]) -> str:
    if fact is None:
        return _("chưa")
    cell = names.get(fact.organisation or 0, "")
    return " · ".join(part for part in (_on(fact.happened_on, _paper(fact)), cell) if part)


def _helped(fact: Fact | None) -> str:
    if fact is None:
        return _("chưa cử")
    told = {"name": fact.data.get("name") or "–", "day": show_day(fact.happened_on)}
    return _("%(name)s, từ %(day)s") % told


def _paper(fact: Fact | None) -> str:
    paper = fact.data.get("on_paper") if fact is not None else None
    number = str((paper or {}).get("number") or "")
    return _("nghị quyết số %(number)s") % {"number": number} if number else ""


def _on(day: date | None, more: str) -> str:
    if day is None:
        return _("chưa")
    return ", ".join(part for part in (show_day(day), more) if part)


def _last(told: Iterable[Fact], kind: str) -> Fact | None:
    found = [fact for fact in told if fact.kind == kind]
    return max(found, key=lambda fact: (fact.happened_on, fact.id), default=None)


def _count(told: Iterable[Fact], kind: str) -> int:
    return sum(fact.kind == kind for fact in told)
