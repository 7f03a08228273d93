"""The product started as an office starts it: its own command, its own folder, a free port."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 90
OURS = ("TAONGUON_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Product:
    """An installation that is being served: its address and its folder."""

    address: str
    home: Path

    def password(self, user):
        """Return the password drawn for an account of the sample commune."""
        return json.loads((self.home / "sample-accounts.json").read_text("utf-8"))[user]


@contextmanager
def served(home, *words):
    """Serve from a folder while the block runs."""
    port = free_port()
    product = Product(f"http://127.0.0.1:{port}", home)
    with (home / "served.log").open("wb") as log:
        server = subprocess.Popen(
            [command(), "run", "--port", str(port), *words],
            env=environment(home), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait(server, product)
            yield product
        finally:
            stop(server)


def run(home, *words, typed=""):
    """Run one command of the product to its end; return what it said."""
    made = subprocess.run(
        [command(), *words], env=environment(home), input=typed, capture_output=True,
        encoding="utf-8", timeout=PATIENCE, check=True,
    )  # fmt: skip
    return made.stdout


def command():
    """Return the path of the installed `taonguon`, which stands beside Python."""
    found = shutil.which("taonguon", path=str(Path(sys.executable).parent))
    assert found, "`taonguon` is not installed beside this Python: run `make setup`"
    return found


def environment(home):
    """Return an environment that leads to the folder and to nothing of the tests' own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "TAONGUON_HOME": str(home), "PYTHONUTF8": "1"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(server, product):
    """Wait until the pages answer; fail with what the server said when they do not."""
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(product.address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    said = (product.home / "served.log").read_text("utf-8", errors="replace")
    raise AssertionError(f"`taonguon run` does not answer at {product.address}:\n{said}")


def stop(server):
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
