"""The one place outside pages and commands that asks which day it is: rights hold by the day."""

from datetime import date

from django.utils import timezone


def this_day() -> date:
    """Return the present day in the office's own time zone."""
    return timezone.localdate()
