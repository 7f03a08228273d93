"""The deadlines of open cases as a calendar that a phone can subscribe to."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from taonguon.cases.telling import reason, step_name
from taonguon.cases.worklist import Row
from taonguon.core.rulebook import Rulebook

NAME_IN_CALENDAR = 1  # letters of the given name; a calendar may lie open on a table


def calendar(rows: Iterable[Row], book: Rulebook, at: datetime) -> bytes:
    """Return an iCalendar with an all-day event for each deadline that waits.

    Names are given by initials, for the calendar leaves the register.
    """
    told = Calendar()
    told.add("prodid", "-//Tao Nguon//VI")
    told.add("version", "2.0")
    told.add("x-wr-calname", _("Việc đến hạn · Tạo Nguồn"))
    for row in rows:
        for due in row.told.due():
            if due.due is None:
                continue
            event = Event()
            event.add("uid", f"{row.person.pk}-{due.rule.key}-{due.since:%Y%m%d}@taonguon")
            event.add("dtstamp", at.astimezone(UTC))
            event.add("dtstart", due.due)
            event.add("summary", f"{initials(row.person.name)}: {step_name(book, due.step)}")
            why = reason(due, book)
            event.add("description", f"{why['why']} ({why['cite']})")
            told.add_component(event)
    return bytes(told.to_ical())


def initials(name: str) -> str:
    """Return `P. T. Trang` of `Phạm Thu Trang`."""
    *before, given = name.split() or [""]
    return " ".join([*(f"{word[:NAME_IN_CALENDAR]}." for word in before), given])
