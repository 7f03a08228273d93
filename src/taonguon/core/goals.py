"""The goals that a plan leads to: which step is to be taken by which day, and what says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from taonguon.core.assessment import Assessment
from taonguon.core.assessment.person import YEAR
from taonguon.core.case import CELL_VOTE, CEREMONY, CERTIFICATE, Case
from taonguon.core.rulebook import Rulebook, Value

YEAR_END, ENLISTMENT, AGE, CERTIFIED, PAPER = "year", "enlistment", "age", "certificate", "paper"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: `step` taken on `last` at the latest; `rule` says why on that day.

    `what` is the paper that expires.
    """

    code: str
    step: str
    last: date
    rule: Value | None = None
    what: str = ""


def by_year_end(year: int) -> Goal:
    """Return the admission within a year: who is admitted counts from the ceremony."""
    return Goal(YEAR_END, CEREMONY, date(year, 12, 31))


def before_enlistment(on: date) -> Goal:
    """Return the admission before the day somebody enlists."""
    return Goal(ENLISTMENT, CEREMONY, on - _DAY)


def expiring(told: Assessment) -> list[Goal]:
    """Return the votes to be held before certificate, papers or age run out, the earliest first.

    Sources: HD 06-HD/TW, 5.4; QĐ 294-QĐ/TW, 1.1.
    """
    codes = {CERTIFICATE: CERTIFIED, "age.max": AGE}
    return [
        Goal(codes.get(one.what, PAPER), CELL_VOTE, one.last, one.rule, one.what)
        for one in told.expiries
        if one.last >= told.day
    ]


def age_unknown(case: Case, book: Rulebook, day: date) -> bool:
    """Tell whether the greatest age comes this year or the next, on a day nobody can tell.

    So it is where the year of birth alone is known.
    """
    if len(case.born) != YEAR or not case.born.isdecimal():
        return False
    turns = int(case.born) + int(book.value("age.max", day).value)
    return day.year <= turns <= day.year + 1
