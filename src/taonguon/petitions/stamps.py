"""The stamp in the public form: when its page was opened, unforgeable, telling nothing of who opened it."""

import secrets
from datetime import datetime
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

from taonguon.rules.petitions import box

SALT = "taonguon.petitions.page"
GOOD, EARLY, OVER = "good", "early", "over"


class Stamp(NamedTuple):
    """What a stamp says: whether it may be used at a moment, and the number of its page."""

    state: str
    page: str = ""


def stamped(commune: int, at: datetime) -> str:
    """Return the stamp of a page of a commune's form opened at a moment."""
    told = f"{commune}.{int(at.timestamp())}.{secrets.token_urlsafe(12)}"
    return Signer(salt=SALT).sign(told)


def read(stamp: str, commune: int, at: datetime) -> Stamp:
    """Return what a stamp says: good, too early to have been written, or over, forged or of another form."""
    try:
        about, opened, page = Signer(salt=SALT).unsign(stamp).split(".")
        age = at.timestamp() - int(opened)
    except (BadSignature, ValueError):
        return Stamp(OVER)
    if about != str(commune) or age > box().open:
        return Stamp(OVER)
    return Stamp(EARLY if age < box().wait else GOOD, page)
