"""The plans backwards worked out by hand: each day as its file counts it, with the clause behind it."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from taonguon.core.assessment import assess
from taonguon.core.backward import backward
from taonguon.core.before import StudyDays
from taonguon.core.goals import before_enlistment, by_year_end, expiring
from taonguon.rules.casefile import read_case
from taonguon.rules.loading import national
from tests import dossiers

FOLDER = Path(__file__).parents[1] / "scenarios" / "backward"
BOOK = national()
PLANS = [
    pytest.param(tomllib.loads(path.read_text("utf-8")), id=path.stem)
    for path in sorted(FOLDER.glob("*.toml"))
]


def case_of(told):
    if "person" in told:
        return read_case({"person": told["person"], "place": told["place"]})
    rows = [
        (kind, told.get("certificate", on) if kind == "certificate" else on, data)
        for kind, on, data in dossiers.FROM_2025
    ]
    return replace(dossiers.case(rows, upto=told["upto"]), **told.get("change", {}))


def goal_of(told, case):
    wanted = told["goal"]
    if wanted["code"] == "year":
        return by_year_end(wanted["year"])
    if wanted["code"] == "enlistment":
        return before_enlistment(date.fromisoformat(wanted["on"]))
    goals = expiring(assess(case, BOOK, told["seen"]))
    (goal,) = (
        one
        for one in goals
        if one.code == wanted["code"] and wanted.get("what", one.what) == one.what
    )
    return goal


def said(bound):
    return [bound.day.isoformat(), bound.why, str(bound.rule.source) if bound.rule else ""]


@pytest.mark.parametrize("told", PLANS)
def test_a_plan_worked_out_by_hand_is_what_the_rules_come_to(told):
    case = case_of(told)
    classes = [StudyDays(*map(date.fromisoformat, days)) for days in told.get("classes", ())]
    found = backward(case, BOOK, told["seen"], goal_of(told, case), classes)
    assert found.state == told["state"]
    windows = {one.step: one for one in found.windows}
    for step, days in told["days"].items():
        own = windows[step]
        shown = {"earliest": said(own.earliest), "safe": said(own.safe), "latest": said(own.latest)}
        assert shown == days, step


def test_at_least_five_plans_are_worked_out():
    assert len(PLANS) >= 5
