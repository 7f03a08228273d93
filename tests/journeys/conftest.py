"""A real browser and the product served for real.

The servers live as long as the run. The browser lives as long as a file: while Playwright's loop is
open, Django takes the whole thread for asynchronous and refuses the database to other tests.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys import product, walker
from tools import browser as chromium

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update",
]  # fmt: skip
PATIENCE = 20_000  # milliseconds
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Serve the sample commune; journeys leave its register as it was."""
    with product.served(tmp_path_factory.mktemp("sample")) as served:
        yield served


@pytest.fixture(scope="module")
def browser():
    """Open the system's Chromium; without one this fails."""
    program = chromium.find()
    assert program, chromium.MISSING
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def open_page(browser):
    """Return how to open a page of its own, signed in or not, as wide as asked."""

    def opened(*, width=1440, height=900, **more):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh", **more,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    return opened


@pytest.fixture(scope="module")
def office(open_page, sample):
    """Sign in at the sample commune as its office; return the cookies, to open pages with."""
    page = open_page()
    walker.sign_in(page, sample.address, "vanphong", sample.password("vanphong"))
    state = page.context.storage_state()
    page.context.close()
    return state


@pytest.fixture
def page(open_page, office):
    """Open a page at the sample commune, signed in as its office."""
    opened = open_page(storage_state=office)
    yield opened
    opened.context.close()
