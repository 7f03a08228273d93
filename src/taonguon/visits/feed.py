"""The meetings of the cells one sees, as a calendar that a phone can subscribe to."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from taonguon.core.month import Month
from taonguon.core.visiting import NOT_HELD
from taonguon.organisations.models import Organisation
from taonguon.visits import telling
from taonguon.visits.models import Appointment

LASTS = timedelta(minutes=90)


def calendar(rows: Iterable[tuple[Organisation, Appointment]], name: str, at: datetime) -> bytes:
    """Return an iCalendar with each meeting: at its hour, or all day where none is set.

    It names cells and places and nobody. A meeting not held is cancelled, so that it goes from the
    phone as well.
    """
    told = Calendar()
    told.add("prodid", "-//Tao Nguon//VI")
    told.add("version", "2.0")
    told.add("x-wr-calname", name)
    for unit, row in rows:
        told.add_component(_event(unit, row, at))
    return bytes(told.to_ical())


def _event(unit: Organisation, row: Appointment, at: datetime) -> Event:
    now, month = row.now, Month.holding(row.month)
    event = Event()
    event.add("uid", f"appointment-{row.pk}@taonguon")
    event.add("sequence", len(row.versions.all()) - 1)
    event.add("dtstamp", at.astimezone(UTC))
    if now.starts_at is None:
        event.add("dtstart", now.meets_on)
    else:
        begins = timezone.make_aware(datetime.combine(now.meets_on, now.starts_at))
        event.add("dtstart", begins.astimezone(UTC))
        event.add("dtend", (begins + LASTS).astimezone(UTC))
    words = _("%(cell)s: sinh hoạt tháng %(month)s") % {"cell": unit.name, "month": month}
    event.add("summary", words)
    event.add("description", telling.form(now.form))
    if now.place:
        event.add("location", now.place)
    if now.state == NOT_HELD:
        event.add("status", "CANCELLED")
    return event
