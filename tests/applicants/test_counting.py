"""Several workers count the tries together: none is lost, and no more than the limit come through."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from taonguon.applicants import actions
from taonguon.applicants.models import Tally

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WORKERS, TRIES, LIMIT = 4, 24, (10, 600)


def try_once(_number):
    try:
        return actions.spend(what="address:192.0.2.1", limit=LIMIT, at=NOW)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_let_through_as_many_as_the_limit():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        results = [try_once_here() for _ in range(TRIES)]
    else:
        with ThreadPoolExecutor(WORKERS) as workers:
            results = list(workers.map(try_once, range(TRIES)))
    assert sum(results) == LIMIT[0]
    assert Tally.objects.get().count == LIMIT[0]


def try_once_here():
    """Try in this thread: a database in memory belongs to one connection."""
    return actions.spend(what="address:192.0.2.1", limit=LIMIT, at=NOW)
