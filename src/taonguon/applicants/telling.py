"""What the sheet and the private page tell a person: steps, papers, rights, own data, answers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.applicants.models import BY_LINK, Request
from taonguon.cases import facts as cases
from taonguon.cases.fields import language
from taonguon.cases.telling import clause, message, step_name, verified, word
from taonguon.core.assessment import Assessment, Finding, Open, assess
from taonguon.core.assessment.derivation import cite
from taonguon.core.assessment.outcome import BLOCKED
from taonguon.core.case import CEREMONY
from taonguon.core.days import show_day
from taonguon.core.erasure import due_on, retention
from taonguon.core.prospects import REMARK, WITHDREW
from taonguon.core.requests import ACKNOWLEDGE, CARRIED_OUT, DELETE, WITHDRAWAL, Term, term
from taonguon.core.rulebook import BeforeRulebook, Rulebook
from taonguon.people import facts, telling
from taonguon.people.models import Person
from taonguon.people.projection import PROSPECT, UNLISTED
from taonguon.rules import applicant

ABOUT_ONESELF = ("age.", "edu.", "class.", "dossier.")  # what these find names nobody else
VEILED = frozenset({"national_id", "phone", "card"})
LAST_SHOWN = 3
TO_ADMISSION = frozenset({"source", "dossier", "vote", "decision"})
KNOWN = (
    "name", "sex", "born", "ethnicity", "religion", "hometown", "schooling", "qualification",
    "theory", "occupation", "card", "national_id", "phone",
)  # fmt: skip


def kind_name(kind: str) -> str:
    """Return the name of a kind of request in the language of the page."""
    return applicant.kinds()[kind].name.said(language())


def kinds_for(person: Person) -> list[str]:
    """Return the kinds of requests somebody in this standing may make, withdrawing last."""
    ending = (WITHDRAWAL, DELETE)
    open_ = [kind for kind in applicant.kinds() if kind not in ending]
    if person.standing == PROSPECT:
        return [*open_, *ending]
    return [*open_, DELETE] if person.standing == UNLISTED else open_


def own(person: Person, book: Rulebook, day: date) -> dict[str, Any]:
    """Return all that a person is shown of their own matter. The person comes with cell and way."""
    told = assess(cases.one(person), book, day)
    end = ending(person, book, day)
    return {
        **steps(told, book, going=not end),
        "papers": papers(told),
        "rights": points(applicant.rights()),
        "duties": points(applicant.duties()),
        "times": times(book, day),
        "known": known(person),
        "remarks": remarks(person),
        "end": end,
        "whom": whom(person),
    }


def steps(told: Assessment, book: Rulebook, *, going: bool) -> dict[str, Any]:
    """Return what is done, what comes next and what later; steps beside the course are left out.

    What follows the admission is told once that is behind; nothing is next when the way ended.
    """
    main = set(book.course)
    going = going and not told.ended_on
    ahead = [one for one in told.open if going and one.step in main]
    first = [one for one in ahead if _leads_to_admission(one.step, book)]
    open_ = first or ahead
    now = [one for one in open_ if one in told.next or one.state == BLOCKED]
    return {
        "done": [
            {"title": step_name(book, one.step), "on": one.event.on}
            for one in told.done
            if one.step in main
        ],
        "next": [_next(one, book) for one in now],
        "later": [step_name(book, one.step) for one in open_ if one not in now],
    }


def _leads_to_admission(step: str, book: Rulebook) -> bool:
    return step == CEREMONY or book.steps[step].stage in TO_ADMISSION


def _next(one: Open, book: Rulebook) -> dict[str, Any]:
    who = _("Ai làm: %(who)s") % {"who": word(book, one.how.actor)}
    papers_ = " · " + ", ".join(one.how.papers) if one.how.papers else ""
    task = {"title": step_name(book, one.step), "detail": who + papers_, "cite": clause(one.how)}
    if one.state != BLOCKED:
        return {**task, "status": "due", "words": _("làm tiếp")}
    return {**task, "status": "wait", "words": _("chưa đủ điều kiện"), "detail": _held(one, book)}


def _held(one: Open, book: Rulebook) -> str:
    """Return what holds a step up, as far as it is about the person and nobody else."""
    told = [message(finding, book) for finding in one.findings if _of_oneself(finding)]
    return " ".join(told) or _("Hỏi bí thư chi bộ xem còn thiếu gì.")


def _of_oneself(finding: Finding) -> bool:
    return finding.key.startswith(ABOUT_ONESELF)


def papers(told: Assessment) -> list[dict[str, Any]]:
    """Return the papers to collect: which are there, how each is written, from where."""
    there = {one.step for one in told.done}
    return [
        {
            "name": paper.name.said(language()),
            "form": paper.form,
            "own": paper.own,
            "there": paper.step in there,
            "how": [one.said(language()) for one in paper.how],
            "where": paper.where.said(language()),
            "cite": _cited(paper),
        }
        for paper in applicant.papers()
    ]


def points(told: Iterable[applicant.Point]) -> list[dict[str, str]]:
    """Return rights or duties in the language of the page."""
    return [
        {
            "name": one.name.said(language()),
            "text": one.text.said(language()),
            "cite": _cited(one),
        }
        for one in told
    ]


def _cited(one: applicant.Paper | applicant.Point) -> str:
    mark = verified(one.verified)
    source = cite(one.source, language())
    return f"{source} ({mark})" if mark else source


def times(book: Rulebook, day: date) -> list[dict[str, str]]:
    """Return in how many days each kind of request is answered, by the rules of a day."""
    found = [{"name": _("Báo đã nhận yêu cầu"), **_time(ACKNOWLEDGE, book, day)}]
    for code, kind in applicant.kinds().items():
        if kind.answer:
            found.append({"name": kind_name(code), **_time(kind.answer, book, day)})
    return [one for one in found if one.get("days")]


def _time(key: str, book: Rulebook, day: date) -> dict[str, str]:
    try:
        rule = book.value(key, day)
    except BeforeRulebook:
        return {}
    count = {"n": int(rule.value)}
    if book.rules[key].unit == "working days":
        words = ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", count["n"]) % count
    else:
        words = ngettext("%(n)d ngày", "%(n)d ngày", count["n"]) % count
    return {"days": words, "cite": clause(rule)}


def known(person: Person) -> list[dict[str, str]]:
    """Return the person's own data; of numbers the last digits alone, enough to know them again."""
    return [
        {"label": telling.feature_name(name), "value": _shown(name, getattr(person, name))}
        for name in KNOWN
        if getattr(person, name)
    ]


def _shown(name: str, said: str) -> str:
    if name in VEILED:
        return "•" * max(len(said) - LAST_SHOWN, 0) + said[-LAST_SHOWN:]
    return telling.value(name, said)


def remarks(person: Person) -> list[dict[str, Any]]:
    """Return the monthly remarks about the person, the latest first; who made them is not told."""
    rows = [one for one in facts.standing([person.pk]).get(person.pk, []) if one.kind == REMARK]
    rows.sort(key=lambda one: (one.happened_on, one.id), reverse=True)
    return [
        {"on": one.happened_on, "text": text}
        for one in rows
        if (text := str(one.data.get("text") or ""))
    ]


def ending(person: Person, book: Rulebook, day: date) -> dict[str, Any]:
    """Return how the way ended and from when the data is erased; nothing while it goes on."""
    way = getattr(person, "prospect", None)
    if way is None or way.ended_on is None or person.standing != UNLISTED:
        return {}
    try:
        erased_on = due_on(way.ended_on, way.ended_why, book, day)
    except BeforeRulebook:
        erased_on = None
    if way.ended_why == WITHDREW:
        words = _("Đã rút lại sự đồng ý ngày %(day)s: việc xem xét đã dừng.")
    else:
        words = _("Không còn được xem xét từ ngày %(day)s.")
    return {"words": words % {"day": show_day(way.ended_on)}, "erased_on": erased_on}


def retention_days(why: str, book: Rulebook, day: date) -> str:
    """Return for how many days data is kept after the way ended thus, `–` before the law."""
    try:
        return str(retention(why, book, day).value)
    except BeforeRulebook:
        return "–"


def whom(person: Person) -> dict[str, str]:
    """Return whom to ask: the cell, the office above it, and the helper by name."""
    way = getattr(person, "prospect", None)
    return {
        "cell": person.cell.name if person.cell else "–",
        "helper": way.helper if way and not way.ended_on else "",
    }


def terms(request: Request, book: Rulebook) -> tuple[Term | None, Term | None]:
    """Return by when a request is to be acknowledged, and by when answered."""
    on = timezone.localdate(request.asked_at)
    kind = applicant.kinds()[request.kind]
    return term(on, ACKNOWLEDGE, book), term(on, kind.answer, book)


def pill(last: date | None, day: date) -> dict[str, str]:
    """Return how late something is, or how many days remain."""
    if last is None:
        return {"status": "none", "words": _("luật không nêu số ngày")}
    if last < day:
        n = (day - last).days
        return {
            "status": "late",
            "words": ngettext("quá %(n)d ngày", "quá %(n)d ngày", n) % {"n": n},
        }
    if last == day:
        return {"status": "due", "words": _("hạn hôm nay")}
    n = (last - day).days
    return {"status": "due", "words": ngettext("còn %(n)d ngày", "còn %(n)d ngày", n) % {"n": n}}


def asked(request: Request, book: Rulebook, day: date) -> dict[str, Any]:
    """Return a request as the person and the office read it."""
    received, due = terms(request, book)
    return {
        "pk": request.pk,
        "kind": kind_name(request.kind),
        "text": request.text,
        "on": timezone.localdate(request.asked_at),
        "through": _("qua liên kết riêng") if request.through == BY_LINK else _("tại văn phòng"),
        "receive_by": None if request.acknowledged_at else received and received.last,
        "received_on": request.acknowledged_at and timezone.localdate(request.acknowledged_at),
        "due": due and due.last,
        "cite": clause(due.rule) if due else "",
        "pill": pill(due.last if due else None, day),
        "answered_on": request.answered_at and timezone.localdate(request.answered_at),
        "outcome": outcome(request.outcome),
        "ground": request.ground,
    }


def outcome(code: str) -> Mapping[str, str]:
    """Return the pill of an answer."""
    if code == CARRIED_OUT:
        return {"status": "ok", "words": _("đã thực hiện")}
    return {"status": "late", "words": _("từ chối")} if code else {}
