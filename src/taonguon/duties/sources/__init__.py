"""Where duties come from: a function for each matter, asking the room that owns it; fixed queries each."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.rules.duties import shipped


def by_setting(kind: str, since: date) -> date:
    """Return the day due of a kind without a day of its own: so many days after it arose."""
    return since + timedelta(days=shipped().kinds[kind].days)


def setting(kind: str, since: date) -> dict[str, str]:
    """Return why a duty of such a kind is due on its day, and that no clause says so."""
    told = {"n": shipped().kinds[kind].days, "day": show_day(since)}
    return {"why": _("%(n)d ngày sau %(day)s") % told, "cite": ours()}


def ours() -> str:
    """Return the words for a time that the software sets and no clause."""
    return _("mức đặt trong phần mềm")
