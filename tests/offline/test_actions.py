"""A key is kept once: in a row, side by side, and after what was refused."""

import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, connections, transaction

from taonguon.accounts import actions as accounts
from taonguon.journal.models import JournalEntry
from taonguon.offline import actions
from taonguon.offline.actions import Place, Sent
from taonguon.offline.models import DROPPED, KEPT, Receipt
from taonguon.people.actions import Refused

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
SENT = Sent(uuid.UUID(int=7), uuid.UUID(int=1), "visit", "7")
WORKERS = 8


def user(name):
    return accounts.give_account(
        username=name, full_name=name.title(), password="không ai dùng đâu", at=AT
    )


def keeping(seen=None):
    """Return what keeps a record: a journal entry stands for the record itself."""

    def keep():
        JournalEntry.objects.create(at=AT, by="", act="thing.kept", subject="thing:1", details={})
        return Place("thing:1", "/thing/1/")

    return keep


def kept():
    return JournalEntry.objects.filter(act="thing.kept").count()


@pytest.mark.django_db
def test_the_second_time_the_first_answer_is_given_and_nothing_is_called():
    first = actions.receive(sent=SENT, keep=keeping(), by=None, at=AT)
    second = actions.receive(sent=SENT, keep=lambda: 1 / 0, by=None, at=AT)
    assert (first.pk, first.url, first.state) == (second.pk, "/thing/1/", KEPT)
    assert kept() == 1


@pytest.mark.django_db
def test_what_is_refused_leaves_no_receipt_and_may_be_sent_again():
    def no():
        keeping()()
        raise Refused("Chưa được.")

    with pytest.raises(Refused), transaction.atomic():
        actions.receive(sent=SENT, keep=no, by=None, at=AT)
    assert (kept(), Receipt.objects.count()) == (0, 0)
    assert actions.receive(sent=SENT, keep=keeping(), by=None, at=AT).state == KEPT


@pytest.mark.django_db
def test_what_was_dropped_is_not_kept_later_and_the_other_way_round():
    assert actions.drop(sent=SENT, by=None, at=AT).state == DROPPED
    assert actions.receive(sent=SENT, keep=lambda: 1 / 0, by=None, at=AT).state == DROPPED
    other = SENT._replace(key=uuid.UUID(int=8))
    actions.receive(sent=other, keep=keeping(), by=None, at=AT)
    assert actions.drop(sent=other, by=None, at=AT).state == KEPT


@pytest.mark.django_db
def test_a_key_belongs_to_who_sent_it_first():
    an, binh = user("an"), user("binh")
    actions.receive(sent=SENT, keep=keeping(), by=an, at=AT)
    with pytest.raises(Refused, match="người khác gửi"):
        actions.receive(sent=SENT, keep=keeping(), by=binh, at=AT)
    with pytest.raises(Refused, match="người khác gửi"):
        actions.drop(sent=SENT, by=None, at=AT)
    assert kept() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"state": "perhaps"}, {"key": uuid.UUID(int=7)}])
def test_the_database_holds_what_must_never_be_false(said):
    actions.receive(sent=SENT, keep=keeping(), by=None, at=AT)
    told = SENT._replace(key=uuid.UUID(int=9))._asdict() | {"state": KEPT, "received_at": AT} | said
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.create(**told)


@pytest.mark.django_db
def test_the_journal_says_what_was_taken_kept_and_dropped():
    by = user("an")
    actions.take(things=["visit:7", "roll:3"], by=by, at=AT)
    actions.receive(sent=SENT, keep=keeping(), by=by, at=AT)
    actions.drop(sent=SENT._replace(key=uuid.UUID(int=8)), by=by, at=AT)
    rows = JournalEntry.objects.filter(act__startswith="offline.").order_by("pk")
    assert [(one.act, one.by, one.subject) for one in rows] == [
        ("offline.take", "an", ""), ("offline.kept", "an", "thing:1"), ("offline.dropped", "an", ""),
    ]  # fmt: skip
    assert rows[0].details == {"things": ["visit:7", "roll:3"]}
    assert rows[1].details == {"kind": "visit", "about": "7", "key": str(SENT.key)}


@pytest.fixture
def several(tmp_path, monkeypatch):
    """Let other threads reach the database: one in memory is copied into a file for them."""
    if connection.vendor == "sqlite":
        path = tmp_path / "several.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    def run(work, times):
        with ThreadPoolExecutor(WORKERS) as workers:
            return list(workers.map(lambda n: closing(work, n), range(times)))

    return run


def closing(work, number):
    try:
        return work(number)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_key_sent_by_many_at_once_is_kept_once(several):
    def send(_number):
        return actions.receive(sent=SENT, keep=keeping(), by=None, at=AT).pk

    assert len(set(several(send, 24))) == 1
    assert several(lambda _n: (kept(), Receipt.objects.count()), 1) == [(1, 1)]
