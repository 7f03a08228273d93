"""Receiving a petition, passing it on, answering, publishing; erasing the sender's contact in time."""

from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core import petitions as core
from taonguon.core.days import show_day
from taonguon.core.petitions import Entry, bare
from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.petitions import facts
from taonguon.petitions.models import Contact, Petition, Step, Tally
from taonguon.rules.petitions import ANSWER, CONTACT, kinds, routes, times


class Told(NamedTuple):
    """A petition as handed in: through whom, of which body, what about, its words, when, from whom."""

    through: str
    body: str
    kind: str
    text: str
    on: date
    publishable: bool
    name: str = ""
    reach: str = ""


class Said(NamedTuple):
    """What is recorded of a step: its day, where to, words, paper, and the matter as published."""

    on: date
    to: str = ""
    text: str = ""
    document: str = ""
    matter: str = ""


def _name(by: AbstractBaseUser | None) -> str:
    return by.get_username() if by else ""


@transaction.atomic
def receive(
    *, told: Told, organisation: Organisation, by: AbstractBaseUser | None, at: datetime
) -> Petition:
    """Keep a petition with its first step and the day its answer is due; return it.

    Raises Refused for an unknown kind or way, no words, a day to come, and words that wait already.
    """
    day = timezone.localdate(at)
    if told.kind not in kinds() or told.through not in core.THROUGH:
        raise Refused(_("Không có loại kiến nghị này: chọn lại trong danh sách."))
    if (told.through == core.BODY) != bool(told.body):
        raise Refused(_("Nhận qua đoàn thể thì phải chọn đoàn thể; nhận cách khác thì không."))
    if not bare(told.text):
        raise Refused(_("Hãy ghi nội dung kiến nghị."))
    if told.on > day:
        raise Refused(_("Ngày nhận %(day)s còn ở tương lai: ghi lại ngày.") % _day(told.on))
    commune = facts.commune_of(organisation)
    _must_be_new(commune, told.text)
    due = core.after_days(told.on, times()[ANSWER].days)
    standing = core.stand([Entry(core.RECEIVED, told.on, due=due)])
    kept = Petition.objects.create(
        organisation=organisation, commune=commune, through=told.through, body=told.body,
        kind=told.kind, text=told.text, fingerprint=facts.fingerprint(told.text),
        publishable=told.publishable, received_on=told.on, received_at=at, recorded_by=by,
        state=standing.state, due_on=standing.due,
    )  # fmt: skip
    Step.objects.create(petition=kept, step=core.RECEIVED, on=told.on, at=at, by=by, due_on=due)
    if told.name or told.reach:
        Contact.objects.create(petition=kept, name=told.name, reach=told.reach)
    _journal(kept, core.RECEIVED, by, at)
    return kept


def _day(day: date) -> dict[str, str]:
    return {"day": show_day(day)}


def _must_be_new(commune: int, text: str, besides: int = 0) -> None:
    twin = facts.waiting_twin(commune, text, besides)
    if twin is not None:
        raise Refused(
            _("Kiến nghị cùng nội dung này đã được nhận ngày %(day)s (số %(number)d) và chưa trả lời "
              "xong: ghi tiếp ở đó.") % {**_day(twin.received_on), "number": twin.pk}
        )  # fmt: skip


def _journal(petition: Petition, step: str, by: AbstractBaseUser | None, at: datetime) -> None:
    record(at=at, by=_name(by), act=f"petition.{step}", subject=f"petition:{petition.pk}")


@transaction.atomic
def route(*, petition: Petition, said: Said, by: AbstractBaseUser | None, at: datetime) -> Petition:
    """Pass a petition on to who is to handle it. Raises Refused for an unknown place or a wrong turn."""
    if said.to not in routes():
        raise Refused(_("Không có nơi giải quyết này: chọn lại trong danh sách."))
    return _take(petition, core.ROUTED, said, by, at)


@transaction.atomic
def answer(
    *, petition: Petition, said: Said, by: AbstractBaseUser | None, at: datetime
) -> Petition:
    """Keep the answer that was given. Raises Refused without words, and where none may be given now."""
    if not said.text.strip():
        raise Refused(_("Hãy ghi câu trả lời: đã làm gì, hoặc vì sao chưa làm được."))
    return _take(petition, core.ANSWERED, said, by, at)


@transaction.atomic
def set_aside(
    *, petition: Petition, said: Said, by: AbstractBaseUser | None, at: datetime
) -> Petition:
    """Close what is no petition, with the reason. Raises Refused without one."""
    _must_say_why(said)
    return _take(petition, core.SET_ASIDE, said, by, at)


@transaction.atomic
def reopen(
    *, petition: Petition, said: Said, by: AbstractBaseUser | None, at: datetime
) -> Petition:
    """Open a petition anew with a new day for its answer; a published answer is shown no more.

    Raises Refused without a reason, and while another of the same words waits.
    """
    _must_say_why(said)
    _must_be_new(petition.commune, petition.text, besides=petition.pk)
    return _take(petition, core.REOPENED, said, by, at)


@transaction.atomic
def publish(
    *, petition: Petition, said: Said, by: AbstractBaseUser | None, at: datetime
) -> Petition:
    """Show an answer to everybody: the matter and the answer in words that tell of nobody.

    Raises Refused when the sender did not agree, for missing words, and for personal data found.
    """
    if not petition.publishable:
        raise Refused(
            _("Người gửi không đồng ý công bố: câu trả lời này không được đưa lên trang.")
        )
    if not said.matter.strip() or not said.text.strip():
        raise Refused(_("Hãy ghi cả việc được hỏi và câu trả lời, bằng lời không nêu ai."))
    _must_tell_of_nobody(petition, f"{said.matter}\n{said.text}")
    return _take(petition, core.PUBLISHED, said, by, at)


def _must_tell_of_nobody(petition: Petition, text: str) -> None:
    contact = Contact.objects.filter(petition=petition).first()
    found = core.gives_away(text, [contact.name] if contact else [])
    if not found:
        return
    words = {
        core.NUMBER: _("một số dài (điện thoại, căn cước, tài khoản)"),
        core.ADDRESS: _("một địa chỉ thư điện tử"),
    }
    told = ", ".join(words.get(one, _("tên người gửi")) for one in found)
    raise Refused(
        _("Lời công bố còn thông tin cá nhân: %(found)s. Bỏ đi rồi công bố.") % {"found": told}
    )


@transaction.atomic
def take_down(
    *, petition: Petition, said: Said, by: AbstractBaseUser | None, at: datetime
) -> Petition:
    """Show a published answer no more, and say why. Raises Refused without a reason."""
    _must_say_why(said)
    return _take(petition, core.TAKEN_DOWN, said, by, at)


def _must_say_why(said: Said) -> None:
    if not said.text.strip():
        raise Refused(_("Hãy ghi lý do."))


def _take(
    petition: Petition, step: str, said: Said, by: AbstractBaseUser | None, at: datetime
) -> Petition:
    """Append a step to a petition's history and keep where that brings it. Raises Refused."""
    kept = Petition.objects.select_for_update().get(pk=petition.pk)
    if said.on > timezone.localdate(at):
        raise Refused(_("Ngày %(day)s còn ở tương lai: ghi lại ngày.") % _day(said.on))
    history = facts.history(kept)
    due = core.after_days(said.on, times()[ANSWER].days) if step == core.REOPENED else None
    try:
        standing = core.stand([*history, Entry(step, said.on, said.to, due)])
    except core.NotNext:
        raise Refused(_wrong_turn(kept.state, step, history[-1].on)) from None
    Step.objects.create(
        petition=kept, step=step, on=said.on, at=at, by=by, to=said.to, due_on=due,
        matter=said.matter, text=said.text, document=said.document,
    )  # fmt: skip
    kept.state, kept.to, kept.due_on = standing.state, standing.to, standing.due
    kept.answered_on, kept.closed_on = standing.answered_on, standing.closed_on
    kept.save()
    _journal(kept, step, by, at)
    return kept


def _wrong_turn(state: str, step: str, last: date) -> str:
    if core.may_follow(state, step):
        return _("Việc trước đó ghi ngày %(day)s: ghi ngày này hoặc sau đó.") % _day(last)
    return _("Kiến nghị này đã sang bước khác: tải lại trang để xem nay còn làm được gì.")


@transaction.atomic
def look_at_contact(*, petition: Petition, by: AbstractBaseUser | None, at: datetime) -> None:
    """Journal that somebody looked at who sent a petition."""
    record(at=at, by=_name(by), act="petition.contact", subject=f"petition:{petition.pk}")


@transaction.atomic
def erase_contacts(*, on: date, by: AbstractBaseUser | None, at: datetime) -> int:
    """Erase the contacts whose days after the answer are over by a day; return how many.

    Those of petitions that still wait are kept. What was counted against floods in windows that are
    over is put away with them.
    """
    Tally.objects.filter(until__lte=at).delete()
    last = core.after_days(on, -times()[CONTACT].days)
    due = Contact.objects.filter(petition__closed_on__lt=last).select_related("petition")
    numbers = [one.petition_id for one in due]
    due.delete()
    for number in numbers:
        record(at=at, by=_name(by), act="petition.erase", subject=f"petition:{number}")
    return len(numbers)
