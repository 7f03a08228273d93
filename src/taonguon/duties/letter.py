"""The words of a letter: how many duties of which kind and where to see them; never whom they are about."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.core.days import show_day
from taonguon.core.duties import URGENCIES, Shown, by_kind, counts
from taonguon.duties import telling
from taonguon.duties.models import Wish
from taonguon.rules.duties import shipped


def digest(wish: Wish, shown: Sequence[Shown], on: date) -> EmailMultiAlternatives:
    """Return the letter of a day in the language its reader chose."""
    with translation.override(wish.language):
        number = ngettext("%(n)d việc cần làm", "%(n)d việc cần làm", len(shown))
        told = {"n": len(shown), "day": show_day(on)}
        subject = _("Tạo Nguồn, %(day)s: %(what)s") % {**told, "what": number % told}
        return _letter(wish, subject, {"groups": _groups(shown), "on": on, "count": len(shown)})


def trial(wish: Wish, on: date) -> EmailMultiAlternatives:
    """Return a letter that only shows that letters arrive; it tells no duty and counts as none."""
    with translation.override(wish.language):
        return _letter(wish, _("Tạo Nguồn: thư thử"), {"trial": True, "on": on})


def _letter(wish: Wish, subject: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    links = {
        "all": address(reverse("duties")),
        "wish": address(reverse("reminders")),
        "stop": address(reverse("reminders_stop", args=[wish.key])),
    }
    context = {**context, "links": links, "language": wish.language}
    letter = EmailMultiAlternatives(
        subject,
        render_to_string("duties/letter.txt", context),
        to=[wish.address],
        headers=_headers(links["stop"]),
    )
    letter.attach_alternative(render_to_string("duties/letter.html", context), "text/html")
    return letter


def _headers(stop: str) -> dict[str, str]:
    told = {"Auto-Submitted": "auto-generated"}
    if stop:
        told["List-Unsubscribe"] = f"<{stop}>"
        told["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return told


def _groups(shown: Sequence[Shown]) -> list[dict[str, Any]]:
    """Return the counts of each urgency and kind, with the page that shows them."""
    kinds, here, total = shipped().kinds, reverse("duties"), counts(shown)
    return [
        {
            "title": telling.group(code),
            "count": total[code],
            "url": address(f"{here}?{urlencode({'loc': code})}"),
            "rows": [
                {
                    "name": kinds[kind].name.said(telling.language()),
                    "count": count,
                    "url": address(f"{here}?{urlencode({'loc': code, 'loai': kind})}"),
                }
                for kind, count in by_kind(shown, code).items()
            ],
        }
        for code in URGENCIES
        if total[code]
    ]


def address(path: str) -> str:
    """Return the full address of a page, empty where the office did not say under which name it is."""
    return f"{settings.ADDRESS}{path}" if settings.ADDRESS else ""
