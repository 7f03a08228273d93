"""The key of a private link, and what is kept in its place."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

BYTES = 32  # nobody guesses one in a lifetime


def drawn() -> str:
    """Return a new key, fit for an address."""
    return secrets.token_urlsafe(BYTES)


def hashed(key: str) -> str:
    """Return what is kept of a key: it leads to the link, and nothing leads back to it.

    A plain hash is enough for a key drawn at random; a slow one is for passwords people choose.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def veiled(what: str) -> str:
    """Return what is counted in place of a network address or a link: the same each time, unreadable."""
    return salted_hmac("taonguon.applicants.tally", what, algorithm="sha256").hexdigest()
