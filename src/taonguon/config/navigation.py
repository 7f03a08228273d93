"""The places a signed-in person may go to, and who they are here, for the shell of every page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taonguon.accounts.clock import this_day
from taonguon.accounts.models import RoleGrant
from taonguon.core.access import DUTIES, FIGURES, INTRODUCE, LOAD, PEOPLE, ROLES, RULES
from taonguon.organisations.visibility import ranges


@dataclass(frozen=True)
class Place:
    """A place by its URL's name: its labels in the column and on the phone's bar, and who may go.

    Those `in_tabs` come first on the phone's bar; where a reader may go to few of them, others
    fill it. One with `unless` is left out for those who reach it from a place they have anyway.
    """

    name: str
    label: Promise
    short: Promise
    in_tabs: bool = True
    needs: str | None = None
    unless: str | None = None


@dataclass(frozen=True)
class Entry:
    """A place as one page shows it."""

    url: str
    label: Promise
    short: Promise
    active: bool
    in_tabs: bool


TABS = 4

PLACES = (
    Place("year", _("Bức tranh năm"), _("Năm"), needs=FIGURES),
    Place("duties", _("Việc cần làm"), _("Việc"), needs=DUTIES, unless=FIGURES),
    Place("organisations", _("Chi bộ"), _("Chi bộ"), needs=FIGURES),
    Place("members", _("Đảng viên"), _("Đảng viên"), needs=PEOPLE),
    Place("cases", _("Hồ sơ"), _("Hồ sơ"), needs=PEOPLE),
    Place("prospect_board", _("Nguồn"), _("Nguồn"), in_tabs=False, needs=PEOPLE),
    Place("introductions", _("Giới thiệu"), _("Giới thiệu"), in_tabs=False, needs=INTRODUCE,
          unless=PEOPLE),
    Place("meetings", _("Sinh hoạt"), _("Sinh hoạt"), in_tabs=False, needs=PEOPLE),
    Place("classes", _("Lớp học"), _("Lớp học"), in_tabs=False, needs=PEOPLE),
    Place("documents", _("Văn bản"), _("Văn bản"), in_tabs=False, needs=PEOPLE),
    Place("targets", _("Chỉ tiêu"), _("Chỉ tiêu"), in_tabs=False, needs=FIGURES),
    Place("rules", _("Quy định"), _("Quy định"), in_tabs=False, needs=RULES),
    Place("imports", _("Nạp danh sách"), _("Nạp"), in_tabs=False, needs=LOAD),
)  # fmt: skip


def entries(request: HttpRequest) -> list[Entry]:
    """Return the places the reader may go to, in order; none before sign-in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    open_to = [place for place in PLACES if _open(request, place)]
    tabs = sorted(open_to, key=lambda place: not place.in_tabs)[:TABS]
    return [_entry(place, request.path, in_tabs=place in tabs) for place in open_to]


def _open(request: HttpRequest, place: Place) -> bool:
    if place.unless is not None and ranges(request, place.unless):
        return False
    return place.needs is None or bool(ranges(request, place.needs))


def _entry(place: Place, path: str, *, in_tabs: bool) -> Entry:
    url = reverse(place.name)
    active = path == url or (url != "/" and path.startswith(url))
    return Entry(url, place.label, place.short, active, in_tabs)


def role_names(grants: Iterable[RoleGrant]) -> list[str]:
    """Return the names of the roles held today, each once, in the language of the page."""
    today = this_day()
    held = {
        g.role for g in grants if g.start_on <= today and (g.end_on is None or today < g.end_on)
    }
    english = (get_language() or "").startswith("en")
    return [r.en if english else r.vi for r in ROLES.values() if r.code in held]


def navigation(request: HttpRequest) -> Mapping[str, object]:
    """Give every page its places (`entries`) and the roles of the one who reads it (`role_names`)."""
    found = entries(request)
    if not found:
        return {"entries": [], "role_names": []}
    roles = SimpleLazyObject(lambda: role_names(request.user.grants.all()))
    return {"entries": found, "role_names": roles}
