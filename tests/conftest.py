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
    "people",
    "petitions",
    "regulations",
    "cases",
    "activities",
    "cells",
    "difficulties",
    "duties",
    "visits",
    "applicants",
    "classes",
    "directives",
    "documents",
    "forms",
    "papers",
    "introductions",
    "meetings",
    "offline",
    "prospects",
    "reports",
    "structure",
    "targets",
}
# Of the pages those that ask the database most; the others ask the same questions.
PAGES = {
    "test_cases.py",
    "test_members.py",
    "test_prospects.py",
    "test_activities.py",
    "test_cells.py",
    "test_difficulties.py",
    "test_visits.py",
    "test_offline.py",
    "test_documents.py",
    "test_petitions.py",
    "test_regulations.py",
    "test_year.py",
}
ASKING = {"db", "transactional_db", "django_db_setup"}  # what a test that asks the database needs


def pytest_collection_modifyitems(items):
    """Mark the tests of the data layer: they run on SQLite and again on PostgreSQL."""
    here = Path(__file__).parent
    for item in items:
        room, *rest = item.path.relative_to(here).parts if item.path.is_relative_to(here) else [""]
        asks = item.get_closest_marker("django_db") or ASKING.intersection(item.fixturenames)
        if asks and (room in DATA or (room == "pages" and rest[-1] in PAGES)):
            item.add_marker(pytest.mark.data)


def pytest_unconfigure():
    servers.stop()


@pytest.fixture
def at():
    """Return the moment at which tests record what they record."""
    return datetime(2023, 4, 21, 2, 0, tzinfo=UTC)
