"""A user's duties as a calendar that a phone can subscribe to; it names nobody in full."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from taonguon.core.duties import Duty, Shown
from taonguon.core.names import initials
from taonguon.duties import telling

CASE = "case."  # kept their marks since the calendar held them alone


def calendar(shown: Iterable[Shown], at: datetime) -> bytes:
    """Return an iCalendar with an all-day event for each duty whose day is known."""
    told = Calendar()
    told.add("prodid", "-//Tao Nguon//VI")
    told.add("version", "2.0")
    told.add("x-wr-calname", _("Việc đến hạn · Tạo Nguồn"))
    for one in shown:
        if one.duty.due is not None:
            told.add_component(_event(one.duty, at))
    return bytes(told.to_ical())


def _event(duty: Duty, at: datetime) -> Event:
    event = Event()
    mark = duty.key if duty.kind.startswith(CASE) else f"{duty.kind}-{duty.key}"
    event.add("uid", f"{mark}@taonguon")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", duty.due)
    event.add("summary", summary(duty))
    why = f"{duty.why} ({duty.cite})" if duty.why and duty.cite else duty.why or duty.cite
    if why:
        event.add("description", why)
    return event


def summary(duty: Duty) -> str:
    """Return a duty in a line that may lie open on a table: initials, and no words somebody typed."""
    title = telling.kind(duty.kind) if duty.typed else duty.title
    whose = initials(duty.about) if duty.personal and not duty.typed else duty.place.name
    return f"{whose}: {title}" if whose else title
