"""All figures of an organisation for a period, as plain values for commands and exports."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.core import figures, targets
from taonguon.core.breakdowns import BREAKDOWNS, breakdown
from taonguon.core.days import Period, day_before
from taonguon.core.ratio import NOTHING, Ratio, percent_text
from taonguon.organisations.models import Organisation
from taonguon.reports.goals import Goal, goals
from taonguon.reports.knowledge import Knowledge

OF_EACH_CELL = ("members.total", "admitted.total", "prospects.total")
UNKNOWN = "unknown"
Held = dict[int | None, set[int]]


def summary(root: Organisation, told: Knowledge, as_of: date, period: Period) -> dict[str, Any]:
    """Return every figure by its code, the target and its attainment, and each cell's own.

    The target is the year's of a period within one year, else the one set for exactly the period.
    """
    pairs = {
        code: told.pairs(code, as_of, period)
        for code, definition in figures.DEFINITIONS.items()
        if definition.over != figures.CELLS
    }
    answer: dict[str, Any] = {
        "organisation": root.name,
        "as_of": as_of.isoformat(),
        "period": {"from": period.start.isoformat(), "to": min(period.end, as_of).isoformat()},
        "cells": {"total": len(told.cells(as_of))},
    }
    for code, found in pairs.items():
        group, name = code.split(".")
        people = figures.tallied(figures.DEFINITIONS[code], (person for _, person in found))
        answer.setdefault(group, {})[name] = len(people)
    answer.update(attained(goal(root, told, as_of, period)))
    admitted = told.admissions(as_of, period)
    answer["breakdown"] = {
        by: {_key(value): len(people) for value, people in breakdown(admitted, by).items()}
        for by in BREAKDOWNS
    }
    held = _held(told, pairs, admitted, as_of)
    answer["by_cell"] = _by_cell(told, held, as_of, period)
    answer["in_no_cell_yet"] = {
        code.split(".")[0]: len(people[None]) for code, people in held.items()
    }
    return answer


def _key(value: str) -> str:
    """Return what a machine reads for a value: `unknown` where nothing is known, `yes` for a tick."""
    return {"": UNKNOWN, "x": "yes"}.get(value, value)


def goal(root: Organisation, told: Knowledge, as_of: date, period: Period) -> Goal:
    """Return the admissions of a period against the first target, the assigned one."""
    found = _aims(told, as_of, period).get(root.pk, [])
    admitted = {person for _, person in told.pairs("admitted.total", as_of, period)}
    members = {person for _, person in _before(told, found, period)}
    return goals(found, len(admitted), len(members))[0]


def _aims(told: Knowledge, as_of: date, period: Period) -> dict[int, list[targets.Target]]:
    in_force = targets.in_force(told.target_facts, min(as_of, period.end))
    return targets.of_period(in_force, targets.measured_by(period))


def _before(
    told: Knowledge, found: Iterable[targets.Target], period: Period
) -> list[tuple[int, int]]:
    """Return the members on the last day before the target's period, where it is in percent."""
    if not any(target.form == targets.PERCENT for target in found):
        return []
    day = day_before(targets.measured_by(period).start)
    return told.pairs("members.total", day, Period(day, day))


def attained(reached: Goal) -> dict[str, Any]:
    """Return a target and what it is met by, for machines.

    `value` is the lower end of a range; what is only reached (a minimum, a range) is not exceeded.
    """
    target, needed = reached.target, reached.needed
    ratio = reached.ratio
    above = ratio.denominator if target and target.exceedable else None
    over = Ratio(reached.admitted - (needed or 0), above)
    return {
        "target": {
            "value": _number(needed),
            "high": _number(target.high) if target else None,
            "form": target.form if target else None,
        },
        "attainment": {
            "numerator": reached.admitted,
            "denominator": _number(needed),
            "percent": percent_text(ratio) or NOTHING,
            "over_percent": percent_text(over) or NOTHING,
        },
    }


def _number(value: Any) -> int | str | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else str(value)


def _held(
    told: Knowledge, pairs: Any, admitted: Iterable[figures.Admission], as_of: date
) -> dict[str, Held]:
    """Return whom each cell's own figures count; None stands for a cell not founded on the day."""
    on_days = {
        "members.total": [(*pair, as_of) for pair in pairs["members.total"]],
        "admitted.total": [(one.cell, one.person, one.on) for one in admitted],
        "prospects.total": [(*pair, as_of) for pair in pairs["prospects.total"]],
    }
    held: dict[str, Held] = {code: defaultdict(set) for code in OF_EACH_CELL}
    for code, rows in on_days.items():
        for cell, person, on in rows:
            held[code][cell if told.stood(cell, on) else None].add(person)
    return held


def _by_cell(
    told: Knowledge, held: dict[str, Held], as_of: date, period: Period
) -> list[dict[str, Any]]:
    aims = _aims(told, as_of, period)
    start: Held = defaultdict(set)
    day = day_before(targets.measured_by(period).start)
    for cell, person in _before(told, (t for found in aims.values() for t in found), period):
        start[cell if told.stood(cell, day) else None].add(person)
    return [
        {
            "id": cell.id,
            "name": cell.name,
            **{code.split(".")[0]: len(held[code][cell.id]) for code in OF_EACH_CELL},
            **attained(
                goals(
                    aims.get(cell.id, []),
                    len(held["admitted.total"][cell.id]),
                    len(start[cell.id]),
                )[0]
            ),
        }
        for cell in told.cells(as_of)
    ]
