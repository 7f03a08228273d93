"""Planning many cases backwards costs a few times their assessment, not more."""

import time

from benchmarks.assessing import cases
from taonguon.core.assessment import assess
from taonguon.core.backward import backward
from taonguon.core.goals import by_year_end
from taonguon.rules.loading import national

MANY, TIMES = 600, 8


def spent(work, told):
    """Return the least of three times of doing it for all, so that a busy machine matters less."""
    found = []
    for _ in range(3):
        begun = time.perf_counter()
        for case, day in told:
            work(case, day)
        found.append(time.perf_counter() - begun)
    return min(found)


def test_a_plan_of_many_cases_costs_a_few_assessments():
    book, told = national(), list(cases(MANY))
    alone = spent(lambda case, day: assess(case, book, day), told)
    planned = spent(lambda case, day: backward(case, book, day, by_year_end(day.year), ()), told)
    assert planned < alone * TIMES
