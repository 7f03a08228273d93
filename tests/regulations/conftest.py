"""Two officers, and the moments at which they act."""

from datetime import UTC, datetime

import pytest

from taonguon.accounts.models import User


@pytest.fixture
def officers(db):
    """Return two officers of one office."""
    return [User.objects.create(username=name, full_name=name) for name in ("Hoa", "Bình")]


@pytest.fixture
def at():
    return datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
