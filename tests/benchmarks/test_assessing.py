"""The floor of the assessment's benchmark judges as ours does, or the ratio would mean nothing."""

from benchmarks import assessing
from taonguon.core.assessment import assess
from taonguon.rules.loading import national


def test_both_ways_agree_on_every_case():
    assert assessing.differing(national(), 400) == []


def test_the_cases_are_at_every_stage_and_some_have_something_wrong():
    book = national()
    told = [assess(case, book, day) for case, day in assessing.cases(400)]
    stages = {"source", "dossier", "vote", "decision", "probation", "recognition"}
    assert stages <= {one.stage for one in told}
    assert any(one.faults for one in told)
    assert any(one.blocked for one in told)


def test_the_same_seed_gives_the_same_cases():
    assert list(assessing.cases(20)) == list(assessing.cases(20))
