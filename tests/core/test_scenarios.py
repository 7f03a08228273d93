"""The table of situations: each judged as the regulations judge it, with the clause."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from taonguon.core.assessment import assess, check
from taonguon.core.case import CIRCUMSTANCES, Event, Relative
from taonguon.rules.loading import national
from tests import dossiers

FOLDER = Path(__file__).parents[1] / "scenarios" / "cases"
ROWS = {"from_2025": dossiers.FROM_2025, "to_2025": dossiers.TO_2025}
BOOK = national()


def read(path):
    return tomllib.loads(path.read_text("utf-8"))


BASES = read(FOLDER / "bases.toml")
TABLE = [
    pytest.param(one, id=f"{path.stem}: {one['situation']}")
    for path in sorted(FOLDER.glob("*.toml"))
    if path.stem != "bases"
    for one in read(path)["scenario"]
]
SCENARIOS = [one.values[0] for one in TABLE]
VERDICTS = [one for one in TABLE if "step" in one.values[0]]
DEADLINES = [one for one in TABLE if "deadline" in one.values[0]]


def vote(told):
    """Return a vote of as many people as told; the first is excused or absent when so told."""
    names = told.get("names") or [f"Người {number}" for number in range(told["roll"])]
    made = dossiers.vote(names, told["favour"], told.get("against", 0), told.get("blank", 0))
    if "excuse" in told:
        excuse = "" if told["excuse"] == "absent" else told["excuse"]
        made["voters"][0] |= {"present": told.get("there", False), "excuse": excuse}
    return made | {"form": told.get("form", "secret")}


def event(told, number=900):
    said = {name: value for name, value in told.items() if name not in {"step", "on", "vote"}}
    said |= vote(told["vote"]) if "vote" in told else {}
    return Event(told["step"], date.fromisoformat(str(told["on"])), said, number)


def base_of(scenario):
    """Return the case a scenario starts from, with its own facts."""
    base = BASES[scenario["base"]]
    good = dossiers.case(ROWS[base["rows"]], upto=base["upto"])
    gone = {*base.get("without", ()), *scenario.get("without", ())}
    days = {**base.get("days", {}), **scenario.get("days", {})}
    later = timedelta(days=scenario.get("shift", 0))
    events = [
        one._replace(on=date.fromisoformat(days[one.kind]) if one.kind in days else one.on + later)
        for one in good.events
        if one.kind not in gone
    ]
    more = [*base.get("extra", ()), *scenario.get("events", ())]
    events += [event(one, 800 + number) for number, one in enumerate(more)]
    return changed(replace(good, events=tuple(sorted(events, key=lambda one: one.on))), scenario)


def changed(case, scenario):
    said = dict(scenario.get("change", {}))
    if "relatives" in said:
        said["relatives"] = tuple(Relative(**one) for one in said["relatives"])
    for name in ("left_on", "cleared_on"):
        if name in said:
            said[name] = date.fromisoformat(said[name])
    for name, kind in (
        ("circumstances", frozenset),
        ("under", tuple),
        ("mass_organisations", tuple),
    ):
        if name in said:
            said[name] = kind(said[name])
    return replace(case, **said)


def asked(scenario):
    """Return the step a scenario asks about; a vote nobody told of has everybody in favour."""
    told = {"step": scenario["step"], "on": scenario["on"], **scenario.get("data", {})}
    if "vote" in scenario:
        told["vote"] = scenario["vote"]
    elif scenario["step"] in {"cell_vote", "recognition_vote"}:
        told["vote"] = {"roll": 9, "favour": 9}
    return event(told)


@pytest.mark.parametrize("scenario", VERDICTS)
def test_a_step_is_judged_as_the_regulations_judge_it(scenario):
    found = check(base_of(scenario), BOOK, asked(scenario))
    assert [one.key for one in found] == scenario["findings"]
    assert scenario["verdict"] == ("bị chặn" if found else "được")


@pytest.mark.parametrize("scenario", [one for one in VERDICTS if one.values[0]["findings"]])
def test_a_refusal_names_the_clause_in_both_languages(scenario):
    found = check(base_of(scenario), BOOK, asked(scenario))
    key = scenario["rule"].partition("step:")[2]
    mine = [one for one in found if one.rule.key in (key, scenario["rule"])]
    assert scenario["clause"] in {str(one.source) for one in mine}
    for one in mine:
        assert one.message(BOOK, "vi").endswith(".")
        assert "{" not in one.message(BOOK, "vi") + one.message(BOOK, "en")


@pytest.mark.parametrize("scenario", [one for one in VERDICTS if one.values[0]["findings"]])
def test_a_refusal_says_what_is_asked_and_what_there_is(scenario):
    found = check(base_of(scenario), BOOK, asked(scenario))
    assert [one.message(BOOK, "vi") for one in found] == scenario["says"]


@pytest.mark.parametrize("scenario", DEADLINES)
def test_a_step_is_due_on_the_day_the_regulations_give(scenario):
    told = assess(base_of(scenario), BOOK, scenario["on"])
    (due,) = [one for one in told.deadlines if one.rule.key == scenario["rule"]]
    assert (due.step, due.due) == (scenario["deadline"], scenario["due"])
    assert str(due.rule.source) == scenario["clause"]


def test_the_table_is_large_and_no_situation_stands_twice():
    told = [(one["situation"], one.get("step", "")) for one in SCENARIOS]
    assert len(told) == len(set(told))
    assert len(SCENARIOS) >= 150


def test_every_rule_that_can_refuse_is_seen_to_refuse_and_to_let_pass():
    refusing = {key for key, rule in BOOK.rules.items() if rule.refusal}
    silent = {  # told by another rule or by the order of the steps
        "age.max", "consent.ceremony_late", "verify.stamp_first", "opinion.residence",
        "newmember.class",
    }  # fmt: skip
    refused = {key for one in SCENARIOS for key in one.get("findings", ())}
    passed = {one["rule"] for one in SCENARIOS if not one.get("findings")}
    assert refusing - silent - refused == set()
    assert refusing - silent - passed - {"age.known", "ceremony.decision", "vote.counted"} == set()


def test_every_circumstance_occurs():
    told = {code for one in SCENARIOS for code in one.get("change", {}).get("circumstances", ())}
    assert told == set(CIRCUMSTANCES)
