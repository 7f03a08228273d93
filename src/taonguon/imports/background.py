"""Work that takes longer than a page may: done beside it, its progress told through the cache."""

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

PATIENCE = 1.2


def start(number: int, work: Callable[[], Any]) -> None:
    """Do the work for a load beside the request; small work is done when this returns."""
    if not settings.LOADS_IN_BACKGROUND:
        _to_its_end(number, work)
        return
    language = translation.get_language()

    def beside() -> None:
        try:
            with translation.override(language):
                _to_its_end(number, work)
        finally:
            connection.close()

    tell(number)("", 0, 0)
    thread = threading.Thread(target=beside, name=f"load-{number}")
    thread.start()
    thread.join(PATIENCE)


def _to_its_end(number: int, work: Callable[[], Any]) -> None:
    try:
        work()
    finally:
        cache.delete(_key(number))


def tell(number: int) -> Callable[[str, int, int], None]:
    """Return how a load's work says how far it is."""

    def told(words: str, done: int, every: int) -> None:
        cache.set(_key(number), (words, done, every), 3600)

    return told


def progress(number: int) -> tuple[str, int, int] | None:
    """Return the file, rows done and rows in all of work under way; None when there is none."""
    found = cache.get(_key(number))
    return None if found is None else tuple(found)


def _key(number: int) -> str:
    return f"load-progress-{number}"
