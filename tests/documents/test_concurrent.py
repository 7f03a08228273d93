"""Two hundred requests for a number side by side: no number left out, none given twice."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from taonguon.documents.actions import keeping
from taonguon.documents.models import Document, Series
from taonguon.people.actions import Refused
from tests import cast
from tests.documents.conftest import begin, draft

REQUESTS, WORKERS = 200, 40


@pytest.fixture
def several(tmp_path, monkeypatch):
    """Let other threads reach the database: one in memory is copied into a file for them."""
    cast.commune()
    begin(cast.HAMLET_1)
    if connection.vendor == "sqlite":
        path = tmp_path / "several.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))
        # who waits for the file is not served in turn: on a busy machine one of forty waits long
        options = connections.settings["default"].get("OPTIONS", {})
        monkeypatch.setitem(connections.settings["default"], "OPTIONS", {**options, "timeout": 180})

    def run(work, times):
        with ThreadPoolExecutor(WORKERS) as workers:
            return list(workers.map(lambda n: closing(work, n), range(times)))

    return run


def closing(work, number):
    try:
        return work(number)
    finally:
        connection.close()


def take(number):
    kind = "NQ" if number % 4 else "TB"
    return keeping.issue(draft=draft(type=kind), by=None, at=cast.MORNING).printed


def kept(_number):
    return Series.objects.count(), Document.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_hundred_requests_at_once_get_numbers_without_gap_or_double(several):
    given = several(take, REQUESTS)
    of_each = {"NQ": REQUESTS - REQUESTS // 4, "TB": REQUESTS // 4}
    wanted = [f"{n:02d}-{kind}/CB" for kind, many in of_each.items() for n in range(1, many + 1)]
    assert sorted(given) == sorted(wanted)
    assert several(kept, 1) == [(2, REQUESTS)]


def claim(number):
    """Claim the number 5 of the paper book, or take the next."""
    try:
        said = 5 if number % 2 else None
        return keeping.issue(draft=draft(), by=None, at=cast.MORNING, number=said).number
    except Refused:
        return None


@pytest.mark.django_db(transaction=True)
def test_a_number_claimed_by_many_at_once_is_given_to_one(several):
    given = several(claim, 40)
    numbers = [one for one in given if one is not None]
    assert len(numbers) == len(set(numbers))
    assert numbers.count(5) == 1
    assert set(numbers) >= {5}
    assert len(numbers) in (20, 21)
