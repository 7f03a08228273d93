"""What a forecast is told: how far each course has come and on which days, and the shipped priors.

A course is nobody's: it carries a cell and days, never who went it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

STAGES = ("introduced", "listed", "proposed", "certified", "permitted", "voted", "decided")
ADMITTED = "admitted"
COURSES_KNOWN = "courses_known"  # since when the register has all courses, also those given up
REACHED = (*STAGES, ADMITTED)
VOTED = STAGES.index("voted")
CLASS_STAGE = STAGES.index("proposed")
AT_A_MEETING = ("introduced", "listed", "permitted")  # the cell's meeting ends the wait there


@dataclass(frozen=True, slots=True)
class Course:
    """One way to the Party: `days` are those of REACHED, None where not reached or not recorded.

    `ended_on` is the day it ended without an admission. `earliest` are the first days on which the
    rules let each of REACHED be reached, empty where they make nothing wait.
    """

    cell: int
    days: tuple[date | None, ...]
    ended_on: date | None = None
    earliest: tuple[date | None, ...] = ()

    @property
    def admitted_on(self) -> date | None:
        """Return the day of the admission, None without one."""
        return self.days[-1]


@dataclass(frozen=True, slots=True)
class StagePrior:
    """What is thought of a stage before anything is known here, by the month.

    `advance` is the chance to go on in a month, by how many months one has been there (`bands`);
    `leave` the chance to drop out in a month.
    """

    advance: tuple[float, ...]
    leave: float


@dataclass(frozen=True, slots=True)
class Priors:
    """The shipped priors, and what a forecast must have to be shown at all.

    `bands` are the first months of each band of waiting; `weight` is how many person-months a stage's
    prior counts for; `pace` is how fast things go in each month of the year, around 1. `arrivals` are
    the people introduced in a cell in a year; `class_months` is in what share of the months a class
    ends. Each of `spread` says how alike cells, months and years are thought to be (the larger, the
    more alike), as middle and width of its logarithm; `doubt` says how right the model itself is
    thought to be (the larger, the more).
    """

    bands: tuple[int, ...]
    stages: Mapping[str, StagePrior]
    weight: float
    pace: tuple[float, ...]
    arrivals: float
    arrivals_weight: float
    class_months: float
    class_weight: float
    spread: Mapping[str, tuple[float, float]]
    doubt: float
    least_admitted: int
    least_known_percent: int
    fewest_cases: int
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the months to come: when classes end, and which cells have met this month."""

    class_ends: Sequence[date] = ()
    met: frozenset[int] = frozenset()


def month_of(day: date) -> int:
    """Return the number of a day's month, counted without a break over the years."""
    return day.year * 12 + day.month - 1
