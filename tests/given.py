"""What is slow to write is written once in a run; who needs it later is given the same rows again.

The rows lie, as the database gives them, in a folder that the run's processes share. Whoever asks is
inside a transaction that will be taken back, and in a register that holds nothing yet.
"""

import os
import pickle
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import translation

from taonguon.commands import sample as the_sample
from tests import servers

SHIPPED = {"contenttypes", "auth"}  # every database has their rows from its start


@contextmanager
def to_a_module(blocker):
    """Keep what is written inside until the module's tests are over; then take it back."""
    with blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")  # of what the modules before took back
        with transaction.atomic(), translation.override("vi"):
            yield
            transaction.set_rollback(True)


def sample():
    """Load the sample commune, with its accounts and the file of their passwords."""
    drawn = rows("sample", _load)
    the_sample.file().write_text(drawn, "utf-8")


def _load():
    the_sample.load()
    return the_sample.file().read_text("utf-8")


def rows(name, write):
    """Call `write` the first time in a run; later put its rows back. Return what it returned."""
    kept = Path(servers.shared()) / f"{name}.{connection.vendor}"
    if not kept.exists():
        answer = write()
        begun = kept.with_suffix(f".{os.getpid()}")
        begun.write_bytes(pickle.dumps((answer, [_taken(model) for model in _models()])))
        begun.rename(kept)  # whole or not at all: another process may be looking
        return answer
    answer, tables = pickle.loads(kept.read_bytes())
    with connection.cursor() as cursor:
        for model, (columns, values) in zip(_models(), tables, strict=True):
            _put(cursor, model, columns, values)
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
    return answer


def _models():
    every = apps.get_models(include_auto_created=True)
    return [one for one in every if one._meta.managed and one._meta.app_label not in SHIPPED]


def _taken(model):
    """Return the names of a table's columns and its rows as they are kept, not as Python reads them."""
    names = [field.column for field in model._meta.local_concrete_fields]
    quoted = [connection.ops.quote_name(name) for name in names]
    # a sign before the name, and SQLite gives the value it keeps
    asked = [f"+{name}" for name in quoted] if connection.vendor == "sqlite" else quoted
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)} FROM {_table(model)}")
        return quoted, cursor.fetchall()


def _put(cursor, model, columns, values):
    if values:
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {_table(model)} ({', '.join(columns)}) VALUES ({places})", values
        )


def _table(model):
    return connection.ops.quote_name(model._meta.db_table)
