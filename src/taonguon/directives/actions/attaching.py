"""Attaching files to directives, and taking them away."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from taonguon.directives import files
from taonguon.directives.actions.holding import journal, locked
from taonguon.directives.models import Attachment, Directive
from taonguon.people.actions import Refused
from taonguon.rules.directives import shipped

MEGABYTE = 2**20


@transaction.atomic
def attach(
    *, directive: Directive, file: UploadedFile, by: AbstractBaseUser | None, at: datetime
) -> Attachment:
    """Keep a file of a directive; told by its content whether it is a PDF, a Word or an Excel file.

    Raises Refused for a secret directive, another kind of file, one too large, or one too many.
    """
    one = locked(directive)
    _may_hold(one, file)
    kind = files.kind_of(file)  # type: ignore[arg-type]
    if not kind:
        raise Refused(
            _(
                "Tệp “%(name)s” không phải PDF, Word (.docx) hay Excel (.xlsx) không có macro: "
                "hãy lưu lại thành một trong các loại đó."
            )
            % {"name": file.name}
        )
    kept = files.keep(file.chunks())
    try:
        if one.files.filter(fingerprint=kept.fingerprint).exists():
            raise Refused(_("Tệp “%(name)s” đã được đính kèm rồi.") % {"name": file.name})
        name = files.shown_name(file.name or "", kind)
        held = one.files.create(name=name, kind=kind, added_at=at, **kept._asdict())
        journal("directive.attach", one, by, at, file=held.pk)
    except BaseException:
        files.take_away(kept.stored)
        raise
    return held


def _may_hold(one: Directive, file: UploadedFile) -> None:
    most = shipped()
    if one.secret:
        raise Refused(_("Văn bản mật không được đính kèm tệp: chỉ ghi số, ngày và nơi để giấy."))
    if one.files.count() >= most.files:
        raise Refused(
            _("Mỗi văn bản nhiều nhất %(n)d tệp: bỏ bớt tệp cũ trước.") % {"n": most.files}
        )
    if not file.size:
        raise Refused(_("Tệp “%(name)s” không có gì bên trong.") % {"name": file.name})
    if file.size > most.bytes:
        raise Refused(
            _("Tệp “%(name)s” nặng quá %(n)d MB: hãy nén hoặc chia nhỏ.")
            % {"name": file.name, "n": most.bytes // MEGABYTE}
        )


@transaction.atomic
def detach(*, file: Attachment, by: AbstractBaseUser | None, at: datetime) -> None:
    """Take a file away from a directive and from the folder; the journal keeps that it was there."""
    one, stored = file.directive, file.stored
    journal("directive.detach", one, by, at, file=file.pk, fingerprint=file.fingerprint)
    file.delete()
    transaction.on_commit(lambda: files.take_away(stored))
