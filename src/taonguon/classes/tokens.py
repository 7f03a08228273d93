"""The signed words of a seat's code: what a phone opens, and nobody can guess."""

from io import BytesIO

import segno
from django.core.signing import BadSignature, Signer
from segno import writers

_SALT = "taonguon.classes.seat"


def token(seat: int) -> str:
    """Return the words that stand for a seat."""
    return Signer(salt=_SALT).sign(str(seat))


def seat_of(words: str) -> int | None:
    """Return the seat that the words stand for, None when nobody signed them."""
    try:
        return int(Signer(salt=_SALT).unsign(words))
    except (BadSignature, ValueError):
        return None


def picture(address: str) -> bytes:
    """Return an address as a code to be read by a camera, as SVG."""
    made, kept = segno.make(address, error="m", micro=False), BytesIO()
    writers.write_svg(made.matrix, made.symbol_size(border=0), kept, border=2, scale=4)
    return kept.getvalue()
