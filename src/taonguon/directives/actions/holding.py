"""What every act on a directive does: hold its row, refuse days to come, leave its journal entry."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.directives.models import Directive
from taonguon.journal.actions import record
from taonguon.people.actions import Refused


def locked(directive: Directive) -> Directive:
    """Return the row as it stands, held until the transaction ends."""
    return Directive.objects.select_for_update().get(pk=directive.pk)


def must_not_come(on: date, at: datetime) -> None:
    """Raise Refused for a day to come."""
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})


def journal(
    act: str, one: Directive, by: AbstractBaseUser | None, at: datetime, **details: Any
) -> None:
    """Keep one line on an act about a directive."""
    told = by.get_username() if by else ""
    record(at=at, by=told, act=act, subject=f"directive:{one.pk}", details=details)
