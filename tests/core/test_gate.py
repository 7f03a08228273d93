"""The gate of the dossier: what may be written without one, on both sides of the first day of use."""

from datetime import date

import pytest

from taonguon.core import gate
from taonguon.core.membership import MEMBERSHIP_KINDS

FIRST_DAY = date(2026, 1, 1)
BEFORE, AFTER = date(2025, 12, 31), date(2026, 1, 2)


@pytest.mark.parametrize("kind", sorted(gate.GATED))
@pytest.mark.parametrize(("day", "stopped"), [(BEFORE, False), (FIRST_DAY, True), (AFTER, True)])
def test_an_admission_or_a_recognition_needs_a_dossier_from_the_first_day_of_use(
    kind, day, stopped
):
    assert (gate.finding(kind, day, FIRST_DAY) is not None) is stopped


@pytest.mark.parametrize("kind", sorted(MEMBERSHIP_KINDS - gate.GATED))
def test_other_facts_pass_whenever_they_happened(kind):
    assert gate.finding(kind, AFTER, FIRST_DAY) is None


def test_the_finding_names_the_step_its_day_and_the_first_day_of_use():
    found = gate.finding("admission", AFTER, FIRST_DAY)
    assert (found.kind, found.on, found.first_day) == ("admission", AFTER, FIRST_DAY)
