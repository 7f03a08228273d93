"""Writing for the person's own view: links, visits, requests and their answers, erasing."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.applicants import keys
from taonguon.applicants.models import AT_OFFICE, BY_LINK, TEXT_LENGTH, Link, Request, Tally
from taonguon.core.days import show_day
from taonguon.core.erasure import ERASED, due_on
from taonguon.core.prospects import WITHDRAWN, WITHDREW
from taonguon.core.requests import CARRIED_OUT, COMPLAINT, CORRECTION, DELETE, REFUSED, WITHDRAWAL
from taonguon.documents.actions import keeping as documents
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.people import actions as people
from taonguon.people import facts
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.projection import PROSPECT, UNLISTED
from taonguon.regulations.book import in_use
from taonguon.rules import applicant

TALLIES_KEPT = timedelta(days=1)
NEEDS_TEXT = frozenset({CORRECTION, COMPLAINT})
BY_AGE, BY_REQUEST = "retention", "request"


def _name(by: AbstractBaseUser | None) -> str:
    return by.get_username() if by else ""


@transaction.atomic
def make_link(
    *, person: Person, days: int, by: AbstractBaseUser | None, at: datetime
) -> tuple[Link, str]:
    """Make a private link that holds for some days; return it with its key, shown this once.

    Raises Refused for days out of bounds, and for somebody whose data was erased.
    """
    longest = applicant.link().longest
    if not 1 <= days <= longest:
        raise Refused(
            _("Liên kết dùng được từ 1 đến %(longest)d ngày: ghi lại số ngày.")
            % {"longest": longest}
        )
    if person.name == ERASED:
        raise Refused(_("Thông tin của người này đã được xóa: không còn gì để xem."))
    key = keys.drawn()
    link = Link.objects.create(
        person=person.pk, key_hash=keys.hashed(key), made_at=at, made_by=by,
        expires_at=at + timedelta(days=days),
    )  # fmt: skip
    record(
        at=at, by=_name(by), act="link.make", subject=f"person:{person.pk}",
        details={"link": link.pk, "days": days},
    )  # fmt: skip
    return link, key


@transaction.atomic
def revoke_link(*, link: Link, by: AbstractBaseUser | None, at: datetime) -> None:
    """Let a link lead nowhere from now on; one that does so already stays as it is."""
    if not Link.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=at):
        return
    record(
        at=at, by=_name(by), act="link.revoke", subject=f"person:{link.person}",
        details={"link": link.pk},
    )  # fmt: skip


@transaction.atomic
def visit(*, link: Link, by: AbstractBaseUser | None, at: datetime) -> None:
    """Journal that a link was opened, by its number and never by its key."""
    Link.objects.filter(pk=link.pk).update(visits=F("visits") + 1, seen_at=at)
    record(
        at=at, by=_name(by), act="link.open", subject=f"person:{link.person}",
        details={"link": link.pk},
    )  # fmt: skip


@transaction.atomic
def spend(*, what: str, limit: tuple[int, int], at: datetime) -> bool:
    """Count one try of `what` (veiled) and tell whether it is within `limit`: times in seconds.

    Kept in the database, so that several workers count together; the cache here is a folder of
    files, in which two workers adding at once lose one. Windows over a day old are put away.
    """
    times, seconds = limit
    began = int(at.timestamp()) // seconds * seconds
    tally, new = Tally.objects.get_or_create(
        what=keys.veiled(what), since=datetime.fromtimestamp(began, UTC)
    )
    if new:
        Tally.objects.filter(since__lt=at - TALLIES_KEPT).delete()
    return bool(Tally.objects.filter(pk=tally.pk, count__lt=times).update(count=F("count") + 1))


@transaction.atomic
def ask(
    *, link: Link | None, person: Person, kind: str, text: str,
    by: AbstractBaseUser | None, at: datetime,
) -> Request:  # fmt: skip
    """Keep what a person asks for, through a link or, without one, told to the office.

    Raises Refused for an unknown kind, words missing or too long, and what is asked for already.
    """
    if kind not in applicant.kinds():
        raise Refused(_("Không có loại yêu cầu này: chọn lại trong danh sách."))
    _must_say_it(kind, text)
    if person.name == ERASED:
        raise Refused(_("Thông tin của người này đã được xóa: không còn gì để yêu cầu."))
    waiting = Request.objects.waiting().filter(person=person.pk, kind=kind)
    same = waiting.filter(text=text) if kind in NEEDS_TEXT else waiting
    if same.exists():
        raise Refused(_("Yêu cầu này đã được ghi và đang chờ trả lời: không cần ghi lần nữa."))
    through = BY_LINK if link else AT_OFFICE
    kept = Request.objects.create(
        person=person.pk, kind=kind, text=text, asked_at=at, through=through, taken_by=by,
        acknowledged_at=None if link else at,
    )  # fmt: skip
    record(
        at=at, by=_name(by), act=f"request.{kind}", subject=f"person:{person.pk}",
        details={"request": kept.pk, "through": through},
    )  # fmt: skip
    return kept


def _must_say_it(kind: str, text: str) -> None:
    if kind in NEEDS_TEXT and not text.strip():
        raise Refused(_("Hãy ghi rõ nội dung: chỗ nào sai, đúng ra là gì; hoặc khiếu nại điều gì."))
    if len(text) > TEXT_LENGTH:
        raise Refused(
            _("Nội dung dài %(n)d chữ, chỉ ghi được %(longest)d: viết gọn lại.")
            % {"n": len(text), "longest": TEXT_LENGTH}
        )


@transaction.atomic
def acknowledge(*, request: Request, by: AbstractBaseUser | None, at: datetime) -> None:
    """Record that the person was told the request has come; told once, it stays so."""
    waiting = Request.objects.filter(pk=request.pk, acknowledged_at__isnull=True)
    if waiting.update(acknowledged_at=at):
        record(
            at=at, by=_name(by), act="request.acknowledge", subject=f"person:{request.person}",
            details={"request": request.pk},
        )  # fmt: skip


@transaction.atomic
def answer(
    *, request: Request, outcome: str, ground: str, by: AbstractBaseUser | None, at: datetime
) -> Request:
    """Record the answer to a request; a withdrawal and an erasure are carried out with it.

    Raises Refused for a request answered already, a refusal without its ground, and what cannot be
    carried out: nothing is recorded then.
    """
    kept = Request.objects.select_for_update().get(pk=request.pk)
    if kept.answered_at is not None:
        raise Refused(_("Yêu cầu này đã được trả lời ngày %(day)s: xem lại câu trả lời.")
                      % {"day": show_day(timezone.localdate(kept.answered_at))})  # fmt: skip
    if outcome not in (CARRIED_OUT, REFUSED):
        raise Refused(_("Hãy chọn: đã thực hiện, hoặc từ chối."))
    if outcome == REFUSED and not ground.strip():
        raise Refused(_("Từ chối thì phải ghi căn cứ: theo quy định nào, vì sao."))
    kept.answered_at, kept.answered_by = at, by
    kept.acknowledged_at = kept.acknowledged_at or at
    kept.outcome, kept.ground = outcome, ground.strip()
    kept.save()
    record(
        at=at, by=_name(by), act="request.answer", subject=f"person:{kept.person}",
        details={"request": kept.pk, "outcome": outcome},
    )  # fmt: skip
    if outcome == CARRIED_OUT:
        _carry_out(kept, by, at)
    return kept


def _carry_out(request: Request, by: AbstractBaseUser | None, at: datetime) -> None:
    if request.kind not in (WITHDRAWAL, DELETE):
        return
    person = _person(request.person)
    way = getattr(person, "prospect", None)
    over = way is not None and way.ended_why == WITHDREW
    if request.kind == WITHDRAWAL and over:
        raise Refused(_("Người này đã rút lại sự đồng ý rồi: hãy từ chối và ghi như vậy."))
    if person.standing == PROSPECT or request.kind == WITHDRAWAL:
        on = timezone.localdate(request.asked_at)
        people.note(
            person=person.pk, kind=WITHDRAWN, on=on, said=(person.cell_id, {}), by=by, at=at
        )
    if request.kind == DELETE:
        _erase(_person(person.pk), BY_REQUEST, by, at)


def _person(number: int) -> Person:
    """Return the person a request or an erasure is about, held. Raises Refused for a member."""
    keeper = facts.doubles().get(number, number)
    rows = Person.objects.select_for_update(of=("self",)).filter(pk=keeper)
    person: Person | None = rows.first()
    if person is None or person.standing not in (PROSPECT, UNLISTED):
        raise Refused(
            _("Người này là (hoặc đã là) đảng viên: hồ sơ giữ theo quy định về hồ sơ đảng viên. "
              "Hãy từ chối và ghi căn cứ đó.")
        )  # fmt: skip
    return person


@transaction.atomic
def erase(*, person: int, by: AbstractBaseUser | None, at: datetime) -> int:
    """Erase what is kept of somebody no longer considered; return how many facts were emptied.

    Raises Refused before the day the rules set, for a member, and while a request waits.
    """
    found = _person(person)
    way = getattr(found, "prospect", None)
    day = timezone.localdate(at)
    due = due_on(way.ended_on, way.ended_why, in_use(), day) if way else None
    if due is None:
        raise Refused(_("Người này còn đang được xem xét: chưa được xóa."))
    if day < due:
        raise Refused(_("Thời hạn giữ chưa hết: từ %(day)s mới được xóa.") % {"day": show_day(due)})
    return _erase(found, BY_AGE, by, at)


def _erase(person: Person, why: str, by: AbstractBaseUser | None, at: datetime) -> int:
    ids = facts.of_one(person.pk)
    if person.name == ERASED:
        raise Refused(_("Thông tin của người này đã được xóa rồi."))
    if Request.objects.waiting().filter(person__in=ids).exists():
        raise Refused(_("Người này còn yêu cầu chưa trả lời: trả lời hết rồi mới xóa."))
    emptied = ledger.erase(people=ids, by=by, at=at, because=why)
    people.project([person.pk])
    documents.forget(people=ids, by=by, at=at)
    Link.objects.filter(person__in=ids, revoked_at__isnull=True).update(revoked_at=at)
    Request.objects.filter(person__in=ids).update(text="", ground="")
    record(
        at=at, by=_name(by), act="person.erase", subject=f"person:{person.pk}",
        details={"because": why, "facts": emptied},
    )  # fmt: skip
    return emptied
