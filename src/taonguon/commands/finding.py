"""Finding the organisation somebody named on the command line, and reading days and moments."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.commands.speech import Stop
from taonguon.core import days, names
from taonguon.organisations.models import Organisation


def organisation(name: str) -> Organisation:
    """Return the organisation of that full name, written with or without diacritics."""
    rows = list(Organisation.objects.filter(name_key=names.plain(name))[:2])
    if len(rows) == 1:
        return rows[0]
    near = Organisation.objects.exclude(kind="cell").order_by("path").values_list("name", flat=True)
    known = "; ".join(near[:5]) or "–"
    raise Stop(_("Chưa có tổ chức “%(name)s” trong sổ. Đang có: %(known)s.")
               % {"name": name, "known": known})  # fmt: skip


def day(text: str) -> date:
    """Return a day written 21/4/2023 or 2023-04-21."""
    try:
        return days.parse_day(text)
    except days.NotADay:
        raise Stop(_("“%(text)s” không phải là ngày; viết như 21/4/2023 hoặc 2023-04-21.")
                   % {"text": text}) from None  # fmt: skip


def moment(text: str) -> datetime:
    """Return a moment written in ISO form; a day alone means its end, in the office's own time."""
    try:
        told = datetime.fromisoformat(text) if "T" in text or " " in text else None
    except ValueError:
        told = None
    if told is None:
        return timezone.make_aware(datetime.combine(day(text), time.max))
    return told if timezone.is_aware(told) else timezone.make_aware(told)
