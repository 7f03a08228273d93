"""Finding the organisation somebody named on the command line, and reading days and moments."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.commands.speech import Stop
from taonguon.core import days, names
from taonguon.organisations.models import Organisation
from taonguon.sources.cells import is_cell_name


def organisation(name: str) -> Organisation:
    """Return the organisation of that full name, written with or without diacritics.

    Where several are called so, the name of the one above it follows behind a comma.
    """
    own, _comma, above = name.rpartition(",")
    rows = _named(name) or [
        row for row in _named(own) if row.parent and names.matches(row.parent.name, above)
    ]
    if len(rows) == 1:
        return rows[0]
    if rows:
        full = "; ".join(f"“{row.name}, {row.parent.name if row.parent else '–'}”" for row in rows)
        raise Stop(_("Có %(n)d tổ chức tên “%(name)s”: ghi rõ là %(full)s.")
                   % {"n": len(rows), "name": name, "full": full})  # fmt: skip
    near = Organisation.objects.exclude(kind="cell").order_by("path").values_list("name", flat=True)
    known = "; ".join(near[:5]) or "–"
    raise Stop(_("Chưa có tổ chức “%(name)s” trong sổ. Đang có: %(known)s.")
               % {"name": name, "known": known})  # fmt: skip


def must_name_a_commune(name: str) -> None:
    """Raise Stop for a name that no commune's organisation has."""
    if not name.strip() or len(name) > 200 or is_cell_name(name):
        raise Stop(_("“%(name)s” không phải tên đầy đủ của một đảng bộ xã; "
                     "viết như “Đảng bộ xã Khánh Nhạc”.") % {"name": name[:200]})  # fmt: skip


def _named(name: str) -> list[Organisation]:
    """Return the organisations of a name, those that still exist where there are any."""
    rows = Organisation.objects.filter(name_key=names.plain(name)).select_related("parent")
    found = [row for row in rows.order_by("path") if names.matches(row.name, name)]
    return [row for row in found if row.ended_on is None] or found


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
