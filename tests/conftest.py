"""What all tests share: which of them are about data, the home they write into, the cast."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import servers

DATA = {
    "accounts",
    "commands",
    "imports",
    "journal",
    "ledger",
    "organisations",
    "pages",
    "people",
    "regulations",
    "cases",
    "reports",
    "targets",
}


def pytest_collection_modifyitems(items):
    """Mark the tests of the data layer: they run on SQLite and again on PostgreSQL."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).parts[0] in DATA:
            item.add_marker(pytest.mark.data)


def pytest_unconfigure():
    servers.stop()


@pytest.fixture
def at():
    """Return the moment at which tests record what they record."""
    return datetime(2023, 4, 21, 2, 0, tzinfo=UTC)
