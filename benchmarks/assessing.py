"""Assessing open cases on one core, against the plainest checks of the same facts one could write."""

import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks import floor
from benchmarks.databases import Databases
from benchmarks.telling import Section, table
from taonguon.core.assessment import Assessment, assess
from taonguon.core.case import Case, Event, Relative
from taonguon.core.rulebook import Rulebook
from taonguon.rules.loading import national

MANY, FEW, ALIKE = 200_000, 5_000, 2_000
GOAL = 5.0
SEED = 38
ROUNDS = 3
FIRST, SPAN = date(2025, 7, 5), 200
PARENTS = (Relative("father", "father"), Relative("mother", "mother"))
HELPER = {"name": "A", "official_since": "2010-05-19", "together_since": "2015-01-01"}
ABOUT = {"about": ("father", "mother")}
COURSE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("introduction", {}), ("listed", {}), ("helper", HELPER), ("certificate", {}),
    ("permission", {}), ("application", {}), ("cv", {}), ("cv_sealed", {}),
    ("verify_sent", ABOUT), ("verify_reply", ABOUT), ("cv_certified", {"qualified": True}),
    ("sponsor_paper", HELPER), ("union_resolution", {"body": "youth"}),
    ("mass_opinion", {"body": "youth"}), ("residence_opinion", {}), ("synthesis", {}),
    ("cell_vote", {"roll": 9}), ("appraisal", {}), ("decision", {"roll": 7, "approved": True}),
    ("decision_received", {}), ("ceremony", {}), ("probation_helper", HELPER),
    ("member_papers", {}), ("new_member_class", {}), ("self_review", {}), ("helper_remarks", {}),
    ("probation_opinions", {}), ("recognition_vote", {"roll": 9}),
)  # fmt: skip


def cases(count: int) -> Iterator[tuple[Case, date]]:
    """Give synthetic open cases at every stage, some with something wrong, and the day asked."""
    draw = random.Random(SEED)
    for number in range(count):
        length = draw.randrange(1, len(COURSE) + 1)
        day, events = FIRST + timedelta(draw.randrange(SPAN)), []
        for kind, said in COURSE[:length]:
            day += timedelta(draw.randrange(1, 12))
            if kind == "self_review":
                day += timedelta(draw.choice((250, 365, 380)))
            if kind == "sponsor_paper" and draw.random() < 0.1:
                continue
            on = day - timedelta(1900) if kind == "certificate" and draw.random() < 0.1 else day
            events.append(Event(kind, on, _voted(said, draw), number * 100 + len(events)))
        yield _case(events, draw), day + timedelta(draw.randrange(60))


def _voted(said: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    if "roll" not in said:
        return said
    roll = said["roll"]
    favour = roll if draw.random() < 0.9 else roll // 2
    voters = tuple({"name": str(one), "present": True} for one in range(roll))
    tally = {"favour": favour, "against": roll - favour, "blank": 0}
    told = {name: value for name, value in said.items() if name != "roll"}
    return {**told, "form": "secret", "voters": voters, "tally": tally}


def _case(events: list[Event], draw: random.Random) -> Case:
    return Case(
        born=draw.choice(("1998-03-07", "2001-11-30", "2004-02-29", "2009-01-15")),
        events=tuple(sorted(events, key=lambda one: one.on)),
        schooling=draw.choice(("upper_secondary", "upper_secondary", "primary")),
        youth_union=draw.random() < 0.9,
        relatives=PARENTS,
        mass_organisations=("youth",),
    )


def said(told: Assessment) -> floor.Verdict:
    """Return what both ways must agree on: steps open and why, faults, days due, days expiring."""
    return floor.Verdict(
        [(one.step, one.state, [why.key for why in one.findings]) for one in told.open],
        [(one.step, fault.key) for one in told.done for fault in one.faults],
        sorted((one.rule.key, one.due) for one in told.deadlines),
        sorted((one.what, one.last) for one in told.expiries),
    )


def differing(book: Rulebook, count: int) -> list[int]:
    """Return the places of the cases on which the two ways disagree; none is what we want."""
    return [
        place
        for place, (case, day) in enumerate(cases(count))
        if said(assess(case, book, day)) != floor.judge(case, book.calendar, day)
    ]


def measure(databases: Databases, *, small: bool) -> Iterator[Section]:
    """Assess many open cases, in turn with the floor."""
    book, count = national(), FEW if small else MANY
    wrong = differing(book, ALIKE)
    if wrong:
        raise AssertionError(f"the floor judges otherwise: cases {wrong[:10]}")
    ours, plain = [], []
    for _ in range(1 if small else ROUNDS):
        ours.append(_seconds(count, lambda case, day: assess(case, book, day)))
        plain.append(_seconds(count, lambda case, day: floor.judge(case, book.calendar, day)))
    ratio = _middle([one / other for one, other in zip(ours, plain, strict=True)])
    rows = [
        [
            "ours: assessment with clause, value and derivation",
            *_cells(count, _middle(ours), ratio),
        ],
        ["floor: flat checks by constants", *_cells(count, _middle(plain), 1.0)],
    ]
    heads = ["way", "CPU s", "cases/s", "times the floor"]
    goals = [(f"at most {GOAL:g} times the floor", f"{ratio:.2f} times", ratio <= GOAL)]
    yield Section(f"Assessment of {count:,} open cases, one core", table(heads, rows), goals)


def _seconds(count: int, judge: Callable[[Case, date], object]) -> float:
    """Return the CPU seconds of judging the cases, those of making them left out."""
    spent, batch = 0.0, []
    for one in cases(count):
        batch.append(one)
        if len(batch) == FEW:
            spent += _batch(batch, judge)
            batch = []
    return spent + _batch(batch, judge)


def _batch(batch: Sequence[tuple[Case, date]], judge: Callable[[Case, date], object]) -> float:
    gc.collect()
    begun = time.process_time()
    for case, day in batch:
        judge(case, day)
    return time.process_time() - begun


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _cells(count: int, seconds: float, ratio: float) -> list[str]:
    return [f"{seconds:.2f}", f"{count / seconds:,.0f}", f"{ratio:.2f}"]
