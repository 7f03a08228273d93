"""Writing of forms and papers: a wording changed or taken back, a comparison, a paper made."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from taonguon.forms import filling, look
from taonguon.forms.form import Form
from taonguon.journal.actions import record
from taonguon.papers import book, filled, telling
from taonguon.papers.matters import SUBJECT, Matter
from taonguon.papers.models import Comparison, Wording
from taonguon.papers.values.subjects import began
from taonguon.people.actions import Refused


@transaction.atomic
def reword(*, key: str, text: str, why: str, by: AbstractBaseUser, at: datetime) -> Wording:
    """Put a form's file in use as an officer changed it. Raises BadRule with the line of a fault.

    Raises Refused when nothing was changed.
    """
    text = text.replace("\r\n", "\n")
    if text == book.text_of(key):
        raise Refused(_("Mẫu không có gì thay đổi: sửa chữ trong khung rồi lưu lại."))
    book.read(key, text)
    return _kept(key, text, why, by, at)


@transaction.atomic
def take_back(*, key: str, wording: Wording | None, by: AbstractBaseUser, at: datetime) -> Wording:
    """Go back to an earlier wording of a form, or with None to the one shipped.

    Raises Refused when it is in use already, BadRule when it cannot be read any more.
    """
    text = "" if wording is None else wording.text
    if (text or book.shipped_text(key)) == book.text_of(key):
        raise Refused(_("Mẫu đang dùng đúng bản đó."))
    if text:
        book.read(key, text)
    why = _("Lấy lại bản gốc") if wording is None else _("Lấy lại bản trước")
    return _kept(key, text, why, by, at)


def _kept(key: str, text: str, why: str, by: AbstractBaseUser, at: datetime) -> Wording:
    made = Wording.objects.create(form=key, text=text, why=why, made_by=by, made_at=at)
    record(
        at=at,
        by=by.get_username(),
        act="form.wording",
        subject=f"form:{key}",
        details={"wording": made.pk, "why": why},
    )
    return made


@transaction.atomic
def compare(
    *, form: Form, on: date, against: str, by: AbstractBaseUser, at: datetime
) -> Comparison:
    """Record that a form, as its file stands, was compared with the official document on a day.

    Raises Refused for a day to come.
    """
    if on > at.date():
        raise Refused(_("Ngày đối chiếu %(day)s chưa đến.") % {"day": show_day(on)})
    made = Comparison.objects.create(
        form=form.key, digest=form.digest, on=on, against=against, made_by=by, made_at=at
    )
    record(
        at=at,
        by=by.get_username(),
        act="form.compare",
        subject=f"form:{form.key}",
        details={"against": against, "digest": form.digest},
    )
    return made


def make(
    *,
    form: Form,
    matter: Matter,
    values: Mapping[str, Any],
    by: AbstractBaseUser | None,
    at: datetime,
    number: int | None = None,
) -> Document:
    """Make a paper of a matter: take its number, set its words, keep both.

    `values` are those of the matter and what was typed, `document.on` among them. Raises
    filling.Missing with what the form lacks, Refused where its own file stops it, Refused and
    MendElsewhere as keeping.issue does, MendElsewhere where no body stands above to issue it.
    """
    on = values["document.on"]
    if why := telling.stopped(form, values):
        raise Refused(why)
    lacking = filling.missing(form, values, on=on)
    if lacking:
        raise filling.Missing(form.code, lacking)
    checked = book.in_use().checked(form)
    used = filling.used(form, values, on=on)
    draft = keeping.Draft(
        form=form.code,
        on=on,
        organisation=_issuing(matter, form),
        write=lambda given: filling.fill(form, values, on=on, number=given, checked=checked),
        about=matter.title,
        cell=matter.cell.pk if matter.cell else None,
        person=matter.person.pk if matter.person else None,
        type=form.type if filled.numbered(form) else "",
        mark=look.shipped().issuers[form.issuer].mark,
        values={**used, SUBJECT: f"{matter.subject}:{matter.pk}"},
        since=began(matter.person) if matter.person else None,
    )
    return keeping.issue(draft=draft, by=by, at=at, number=number)


def _issuing(matter: Matter, form: Form) -> int:
    """Return the organisation that issues a form here. Raises MendElsewhere where there is none."""
    try:
        return matter.issuing(form.issuer)
    except LookupError:
        words = _(
            "Trên %(where)s chưa có tổ chức ban hành mẫu này: ghi tổ chức cấp trên trong sổ tổ chức."
        ) % {"where": matter.place.name}
        url = reverse("organisation", args=[matter.place.pk])
        raise keeping.MendElsewhere(words, url, _("Mở trang của tổ chức")) from None
