"""Work that takes longer than a page may: done beside it, its progress told through the cache."""

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

PATIENCE = 1.2
SILENT = 3600  # seconds without a word after which work is taken for interrupted


def start(name: str, work: Callable[[], Any]) -> None:
    """Do the work of a name beside the request; small work is done when this returns."""
    if not settings.LOADS_IN_BACKGROUND:
        _to_its_end(name, work)
        return
    language = translation.get_language()

    def beside() -> None:
        try:
            with translation.override(language):
                _to_its_end(name, work)
        finally:
            connection.close()

    tell(name)("", 0, 0)
    thread = threading.Thread(target=beside, name=name)
    thread.start()
    thread.join(PATIENCE)


def _to_its_end(name: str, work: Callable[[], Any]) -> None:
    try:
        work()
    finally:
        cache.delete(_key(name))


def tell(name: str, silent: int = SILENT) -> Callable[[str, int, int], None]:
    """Return how work says how far it is; `silent` seconds without a word mean it was interrupted."""

    def told(words: str, done: int, every: int) -> None:
        cache.set(_key(name), (words, done, every), silent)

    return told


def progress(name: str) -> tuple[str, int, int] | None:
    """Return the words, how much is done and how much there is of work under way; None without."""
    found = cache.get(_key(name))
    return None if found is None else tuple(found)


def _key(name: str) -> str:
    return f"progress-{name}"
