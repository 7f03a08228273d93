"""All figures of an organisation for a period, as plain values for commands and exports."""

from collections import defaultdict
from datetime import date
from typing import Any

from taonguon.core import figures, targets
from taonguon.core.days import Period
from taonguon.core.ratio import NOTHING, Ratio, percent_text
from taonguon.organisations.models import Organisation
from taonguon.reports.knowledge import Knowledge

OF_EACH_CELL = ("members.total", "admitted.total", "prospects.total")


def summary(
    root: Organisation, told: Knowledge, as_of: date, period: Period, year: int
) -> dict[str, Any]:
    """Return every figure by its code, the year's target and attainment, and each cell's own."""
    cells = told.cells(as_of)
    pairs = {
        code: told.pairs(code, as_of, period)
        for code, definition in figures.DEFINITIONS.items()
        if definition.over != figures.CELLS
    }
    answer: dict[str, Any] = {
        "organisation": root.name,
        "as_of": as_of.isoformat(),
        "period": {"from": period.start.isoformat(), "to": min(period.end, as_of).isoformat()},
        "cells": {"total": len(cells)},
    }
    for code, found in pairs.items():
        group, name = code.split(".")
        answer.setdefault(group, {})[name] = len({person for _, person in found})
    of_year = targets.of_year(targets.in_force(told.target_facts, min(as_of, period.end)), year)
    start = _members_at(told, date(year, 1, 1))
    assigned = of_year.get(root.pk, [])
    answer.update(attained(assigned, answer["admitted"]["total"], len(start)))
    admitted = told.admissions(as_of, period)
    answer["breakdown"] = {
        by: {value: len(people) for value, people in figures.breakdown(admitted, by).items()}
        for by in figures.BREAKDOWNS
    }
    answer["by_cell"] = _by_cell(cells, pairs, of_year, start)
    return answer


def _members_at(told: Knowledge, day: date) -> list[tuple[int, int]]:
    return told.pairs("members.total", day, Period(day, day))


def attained(found: list[targets.Target], admitted: int, members: int) -> dict[str, Any]:
    """Return the first target (the assigned one, where there is one) and what it is met by."""
    target = found[0] if found else None
    needed = target.needed(members) if target else None
    ratio = Ratio(admitted, needed or None)
    over = Ratio(admitted - (needed or 0), needed or None)
    value = None if needed is None else int(needed) if needed.denominator == 1 else str(needed)
    return {
        "target": {"value": value, "form": target.form if target else None},
        "attainment": {
            "numerator": admitted,
            "denominator": value,
            "percent": percent_text(ratio) or NOTHING,
            "over_percent": percent_text(over) or NOTHING,
        },
    }


def _by_cell(
    cells: Any, pairs: Any, of_year: dict[int, list[targets.Target]], start: Any
) -> list[dict[str, Any]]:
    counted = {code: _count(pairs[code]) for code in OF_EACH_CELL}
    members = _count(start)
    return [
        {
            "id": cell.id,
            "name": cell.name,
            "members": counted["members.total"].get(cell.id, 0),
            "admitted": counted["admitted.total"].get(cell.id, 0),
            "prospects": counted["prospects.total"].get(cell.id, 0),
            **attained(
                of_year.get(cell.id, []),
                counted["admitted.total"].get(cell.id, 0),
                members.get(cell.id, 0),
            ),
        }
        for cell in cells
    ]


def _count(pairs: list[tuple[int, int]]) -> dict[int, int]:
    people: dict[int, set[int]] = defaultdict(set)
    for cell, person in pairs:
        people[cell].add(person)
    return {cell: len(found) for cell, found in people.items()}
