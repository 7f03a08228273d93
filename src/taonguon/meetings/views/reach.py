"""Which cell and month a page is about, and the ways between the pages of meetings."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.core.month import Month, NotAMonth
from taonguon.meetings.models import Meeting
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import ranges, visible


def reached(request: HttpRequest, act: str, cell: int, when: tuple[int, int]) -> Any:
    """Return a cell in which the reader may do `act`, and the month named. Raises Http404."""
    found = visible(request, act, cell)
    if found.kind != "cell":
        raise Http404
    return found, month_of(*when)


def month_of(year: int, month: int) -> Month:
    """Return the month named by an address. Raises Http404."""
    try:
        return Month.of(year, month)
    except NotAMonth:
        raise Http404 from None


def there(cell: Organisation, month: Month) -> Meeting | None:
    """Return the meeting of a cell and month, None when none is recorded."""
    rows = Meeting.objects.filter(cell=cell.pk, month=month.first)
    return rows.prefetch_related("versions__recorded_by").first()


def reckoned(month: Month, today: date) -> date:
    """Return the day as of which a month's meeting looks at people: its last, or today before."""
    return min(month.last, today)


def address(name: str, cell: int, month: Month) -> str:
    """Return the address of a page about a cell and month."""
    return reverse(name, args=[cell, month.year, month.month])


def crumbs(cell: Organisation | None = None, month: Month | None = None) -> list[dict[str, Any]]:
    """Return the way back: the meetings of the month, and the cell's own."""
    found = [{"label": _("Sinh hoạt chi bộ"), "url": reverse("meetings")}]
    if month is not None:
        found[0]["url"] += f"?thang={month.year}-{month.month}"
    if cell is not None and month is not None:
        label = f"{cell.name}, {month}"
        found.append({"label": label, "url": address("meeting", cell.pk, month)})
    return found


def may(request: HttpRequest, act: str, cell: Organisation) -> bool:
    """Tell whether the reader may do `act` in a cell."""
    return any(low <= cell.path < high for low, high in ranges(request, act))
