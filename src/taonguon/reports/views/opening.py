"""On which day a page of figures opens when no day is asked for."""

from datetime import date

from django.utils.translation import gettext as _

from taonguon.reports.picture import Materials


def default_day(told: Materials, today: date) -> tuple[date, str]:
    """Return the day shown unasked: today, or the last the register tells of in an earlier year."""
    last = told.last_known_day()
    if last is None or last.year >= today.year:
        return today, ""
    why = _("Sổ chưa có gì của năm %(year)d nên trang mở ở ngày cuối có số liệu.")
    return last, why % {"year": today.year}
