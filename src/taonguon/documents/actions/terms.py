"""Terms of committees and cells: a new one when its congress has closed, a wrong day mended."""

from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.documents.models import Document, Term
from taonguon.journal.actions import record
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused


@transaction.atomic
def begin_term(
    *, organisation: Organisation, on: date, by: AbstractBaseUser | None, at: datetime
) -> Term:
    """Open a term from the day its congress closed; the one before it ends that day.

    Raises Refused for a day to come, one not after the beginning of the last term, and one by which
    documents numbered in the last term have been issued already.
    """
    _must_be_past(on, at)
    last = _last(organisation.pk)
    if last is not None:
        if on <= last.begins_on:
            raise Refused(
                _("Nhiệm kỳ mới phải bắt đầu sau nhiệm kỳ trước (%(day)s): kiểm tra lại ngày bế mạc "
                  "đại hội.")
                % {"day": show_day(last.begins_on)}
            )  # fmt: skip
        _must_hold_none(last, from_day=on)
        last.ends_on = on
        last.save(update_fields=["ends_on"])
    term = Term.objects.create(organisation=organisation.pk, begins_on=on)
    _tell(term, "document.term", by, at, {"begins_on": on.isoformat()})
    return term


@transaction.atomic
def mend_term(*, term: Term, on: date, by: AbstractBaseUser | None, at: datetime) -> None:
    """Let the last term of an organisation begin on another day, and the one before end on it.

    Raises Refused where it is not the last, for a day to come, where documents numbered by either
    term would fall out of it, and for a day not after the beginning of the one before.
    """
    _must_be_past(on, at)
    told = Term.objects.select_for_update().get(pk=term.pk)
    if told.ends_on is not None:
        raise Refused(_("Nhiệm kỳ này đã kết thúc: chỉ sửa được nhiệm kỳ hiện tại."))
    before = Term.objects.filter(organisation=told.organisation, ends_on=told.begins_on).first()
    if before is not None and on <= before.begins_on:
        raise Refused(
            _("Nhiệm kỳ trước bắt đầu ngày %(day)s: ngày bế mạc đại hội phải sau ngày đó.")
            % {"day": show_day(before.begins_on)}
        )
    _must_hold_none(told, before_day=on)
    if before is not None:
        _must_hold_none(before, from_day=on)
    changed = {"before": told.begins_on.isoformat(), "begins_on": on.isoformat()}
    told.begins_on = on
    told.save(update_fields=["begins_on"])
    if before is not None:
        before.ends_on = on
        before.save(update_fields=["ends_on"])
    _tell(told, "document.term.mend", by, at, changed)


def _last(organisation: int) -> Term | None:
    rows = Term.objects.select_for_update().filter(organisation=organisation)
    return rows.order_by("-begins_on").first()


def _must_be_past(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused(
            _("Ngày %(on)s còn ở tương lai: ghi khi đại hội đã bế mạc.") % {"on": show_day(on)}
        )


def _must_hold_none(
    term: Term, *, from_day: date | None = None, before_day: date | None = None
) -> None:
    """Refuse to take out of a term the days on which it has numbered documents."""
    standing = Document.objects.standing().filter(series__term=term)
    days = standing.aggregate(first=Min("on"), last=Max("on"))
    late = from_day is not None and days["last"] is not None and days["last"] >= from_day
    early = before_day is not None and days["first"] is not None and days["first"] < before_day
    if late or early:
        day = days["last"] if late else days["first"]
        raise Refused(
            _("Đã có văn bản ngày %(day)s mang số của nhiệm kỳ từ %(term)s: kiểm tra lại ngày bế mạc "
              "đại hội, hoặc hủy văn bản đó trước.")
            % {"day": show_day(day), "term": show_day(term.begins_on)}
        )  # fmt: skip


def _tell(
    term: Term, act: str, by: AbstractBaseUser | None, at: datetime, said: dict[str, str]
) -> None:
    name = by.get_username() if by else ""
    record(at=at, by=name, act=act, subject=f"organisation:{term.organisation}", details=said)
