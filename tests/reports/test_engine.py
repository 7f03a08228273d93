"""Both engines count the same: the database over its tables, the core over the ledger."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core import figures
from taonguon.core.days import Period
from taonguon.organisations.models import Organisation
from taonguon.reports import engine
from taonguon.reports.knowledge import AsKnown
from taonguon.reports.scope import Scope
from tests import acts, cast, histories

pytestmark = pytest.mark.django_db


def both(root, as_of, period):
    """Return what each engine counts, figure by figure."""
    scope, known = Scope(root), AsKnown(root, cast.later())
    stored = {
        code: engine.counted(one, scope, as_of, period) for code, one in figures.DEFINITIONS.items()
    }
    folded = {
        code: figures.count(one, known.register, as_of, period).counted
        for code, one in figures.DEFINITIONS.items()
    }
    return stored, folded


@acts.few(25)
@given(
    facts=histories.courses(),
    tree=histories.trees(),
    root=st.sampled_from([cast.COMMUNE, cast.HAMLET_1, cast.ELSEWHERE]),
    start=histories.DAYS,
    length=st.integers(0, 700),
    cut=st.integers(0, 700),
)
def test_the_database_counts_what_the_core_counts(facts, tree, root, start, length, cut):
    period = Period(start, start + timedelta(days=length))
    with cast.taken_back():
        cast.record([*tree, *facts])
        unit = Organisation.objects.filter(pk=root).first()
        if unit is None:  # ended on the day it began: it never was
            return
        stored, folded = both(unit, start + timedelta(days=cut), period)
    assert stored == folded
