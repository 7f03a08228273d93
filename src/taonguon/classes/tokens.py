"""The signed words of a seat's code: what a phone opens, and nobody can guess."""

import qrcode
from django.core.signing import BadSignature, Signer
from qrcode.image.svg import SvgPathImage

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
    return bytes(qrcode.make(address, image_factory=SvgPathImage, border=2).to_string())
