"""The register before a list is loaded: two cells, three members, one prospect, one target."""

import pytest

from tests.imports import an_hoa


@pytest.fixture
def begun(tmp_path):
    """Return the load that founded the commune with its two cells."""
    return an_hoa.found(tmp_path)


@pytest.fixture
def register(begun, tmp_path):
    """Return the load that brought the first people and targets, after the founding one."""
    folder = tmp_path / "first"
    folder.mkdir()
    return an_hoa.load(
        an_hoa.write(folder, "members", an_hoa.LAN, an_hoa.HUNG, an_hoa.DUC),
        an_hoa.write(folder, "prospects", an_hoa.THAO),
        an_hoa.write(folder, "targets", an_hoa.TARGET_1),
        at=an_hoa.FIRST_DAY.replace(month=2),
    )
