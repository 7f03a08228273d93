"""Draw the pictures in docs/pictures: the year's picture of the sample commune, wide and on a phone.

    python tools/picture.py

It serves the product on a free port from a folder of its own, signs in as the sample's standing
deputy secretary, and takes the pictures on one fixed day, so that they change when the page does.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError

import browser
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
USER, DAY = "phobithu", "31/12/2022"
SIZES = {"year.png": (1440, 1100), "year-phone.png": (360, 780)}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 120


def main() -> int:
    """Take the pictures; 1 with one sentence when that is not possible."""
    chromium = browser.find()
    if chromium is None:
        print(browser.MISSING, file=sys.stderr)
        return 1
    with TemporaryDirectory(prefix="taonguon-picture-") as home, served(Path(home)) as address:
        drawn = json.loads((Path(home) / "sample-accounts.json").read_text("utf-8"))
        take(chromium, address, drawn[USER])
    return 0


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the sample commune from a folder while the block runs; give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    program = shutil.which("taonguon", path=str(Path(sys.executable).parent)) or "taonguon"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    server = subprocess.Popen(
        [program, "run", "--port", str(port)],
        env={**environment, "TAONGUON_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait(server, address)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """Return a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(server: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the pages answer. Raises SystemExit when the server ends or never answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"taonguon run ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise SystemExit(f"taonguon run did not answer within {PATIENCE} seconds")


def take(chromium: str, address: str, password: str) -> None:
    """Sign in and take each picture at its size."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = program.new_page(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        sign_in(page, address, password)
        for name, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{address}/?ngay={DAY}")
            page.evaluate("document.fonts.ready")
            page.screenshot(path=PICTURES / name)
            print(PICTURES / name)
        program.close()


def sign_in(page: Page, address: str, password: str) -> None:
    """Sign in as the sample's user."""
    page.goto(address)
    page.fill("input[name=login]", USER)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{address}/")


if __name__ == "__main__":
    sys.exit(main())
