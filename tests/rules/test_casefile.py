"""A case given as a file: the schema, what is read of it, and the assessment as plain data."""

import copy
import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from taonguon.core.assessment import assess
from taonguon.core.case import CIRCUMSTANCES, Case, Event, Relative
from taonguon.rules.casefile import read_case, shown
from taonguon.rules.loading import national
from taonguon.rules.schema import schema
from tests import dossiers

BOOK = national()
SCHEMA = schema(BOOK)
FITS = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def given(rows=dossiers.FROM_2025, upto="announced"):
    """Return the good course as a file would hold it."""
    kinds = [kind for kind, *_ in rows]
    last = kinds.index(upto) + 1 if upto in kinds else len(rows)
    return {
        "person": {
            "born": "2000-06-15",
            "schooling": "upper_secondary",
            "youth_union": True,
            "mass_organisations": ["youth"],
            "relatives": [
                {"key": "father", "relation": "father"},
                {"key": "mother", "relation": "mother", "same_commune": False},
            ],
        },
        "events": [{"step": kind, "on": on, **data} for kind, on, data in rows[:last]],
    }


def broken(change):
    data = copy.deepcopy(given())
    change(data)
    return data


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_its_codes_are_those_of_the_rulebook_and_the_core():
    event = SCHEMA["properties"]["events"]["items"]["properties"]
    assert set(event["step"]["enum"]) == set(BOOK.steps)
    person = SCHEMA["properties"]["person"]["properties"]
    assert set(person["circumstances"]["items"]["enum"]) == set(CIRCUMSTANCES)
    hosts = set(SCHEMA["properties"]["place"]["properties"]["host"]["enum"])
    named = {
        host for key, rule in BOOK.rules.items() if key.startswith("host.")
        for value in rule.values for host in value.value
    }  # fmt: skip
    assert named <= hosts


@pytest.mark.parametrize("rows", [dossiers.TO_2025, dossiers.FROM_2025])
def test_whole_courses_fit(rows):
    assert list(FITS.iter_errors(given(rows))) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.pop("person"), []),
        (lambda d: d["person"].pop("born"), ["person"]),
        (lambda d: d["person"].update(born="15/6/2000"), ["person", "born"]),
        (lambda d: d["person"].update(schooling="12/12"), ["person", "schooling"]),
        (lambda d: d["person"].update(colour="red"), ["person"]),
        (lambda d: d["person"].update(circumstances=["moon"]), ["person", "circumstances", 0]),
        (lambda d: d["person"]["relatives"][0].pop("relation"), ["person", "relatives", 0]),
        (lambda d: d["person"].update(readmitted_before=-1), ["person", "readmitted_before"]),
        (lambda d: d["events"][0].update(step="moon"), ["events", 0, "step"]),
        (lambda d: d["events"][0].pop("on"), ["events", 0]),
        (lambda d: d["events"][0].update(on="hôm qua"), ["events", 0, "on"]),
        (lambda d: d["events"][0].update(tally={"favour": -1, "against": 0}),
         ["events", 0, "tally", "favour"]),
        (lambda d: d["events"][0].update(form="loud"), ["events", 0, "form"]),
        (lambda d: d.update(place={"under": ["moon"]}), ["place", "under", 0]),
        (lambda d: d.update(moon=1), []),
        (lambda d: d.update(events={}), ["events"]),
    ],
)  # fmt: skip
def test_a_broken_file_does_not_fit_and_says_where(change, path):
    errors = [list(one.absolute_path) for one in FITS.iter_errors(broken(change))]
    assert path in errors


def test_a_file_is_read_into_the_same_case():
    told = read_case(given(upto="synthesis"))
    good = dossiers.case(upto="synthesis")
    assert [(one.kind, one.on) for one in told.events] == [
        (one.kind, one.on) for one in good.events
    ]
    assert told.relatives == good.relatives
    assert (told.born, told.schooling, told.youth_union) == ("2000-06-15", "upper_secondary", True)
    day = date(2025, 8, 21)
    assert [one.step for one in assess(told, BOOK, day).next] == ["cell_vote"]


def test_what_a_file_leaves_out_is_as_usual():
    assert read_case({"person": {"born": "1999"}}) == Case(born="1999")


def test_everything_a_file_may_say_is_read():
    told = read_case(
        {
            "person": {
                "born": "1980-02-03", "circumstances": ["readmission"], "left_on": "2020-01-02",
                "left_ground": "other_ground", "cleared_on": "2021-03-04", "readmitted_before": 1,
                "relatives": [{"key": "c", "relation": "child", "minor": True}],
            },
            "place": {
                "under": ["base", "commune"], "host": "employer", "youth_union": False,
                "trade_union": True, "delegated": True,
            },
            "checked_from": "2024-05-06",
            "events": [{"step": "listed", "on": "2025-02-02"}, {"step": "introduction", "on": "2025-01-01"}],
        }
    )  # fmt: skip
    assert told == Case(
        born="1980-02-03", circumstances=frozenset({"readmission"}), left_on=date(2020, 1, 2),
        left_ground="other_ground", cleared_on=date(2021, 3, 4), readmitted_before=1,
        relatives=(Relative("c", "child", minor=True),), under=("base", "commune"),
        host="employer", youth_union_here=False, union_here=True, delegated=True,
        checked_from=date(2024, 5, 6),
        events=(Event("introduction", date(2025, 1, 1), {}, 2), Event("listed", date(2025, 2, 2), {}, 1)),
    )  # fmt: skip


def test_an_assessment_is_shown_as_data_with_clause_value_and_both_languages():
    case = read_case(given(upto="cell_vote"))
    told = shown(assess(case, BOOK, date(2025, 9, 1)), BOOK)
    assert json.loads(json.dumps(told)) == told
    assert (told["day"], told["stage"], told["procedure"]) == ("2025-09-01", "decision", "commune")
    (due,) = [one for one in told["deadlines"] if one["step"] == "decision"]
    assert (due["due"], due["value"], due["late"]) == ("2025-10-27", 45, False)
    assert due["source"] == {"instrument": "294-QĐ/TW", "clause": "4.3.1"}
    assert due["verified"] == "text"
    assert due["derivation"]["vi"].startswith("45 ngày làm việc sau 21/8/2025")
    assert [one["step"] for one in told["next"]] == ["appraisal"]


def test_a_blocked_step_is_shown_with_required_and_actual():
    data = given(upto="synthesis")
    data["person"]["schooling"] = "primary"
    told = shown(assess(read_case(data), BOOK, date(2025, 8, 21)), BOOK)
    (blocked,) = told["blocked"]
    (finding,) = blocked["findings"]
    assert (finding["rule"], finding["value"], finding["actual"]) == (
        "edu.min", "lower_secondary", "primary",
    )  # fmt: skip
    assert set(finding["message"]) == {"vi", "en"}


def test_faults_and_the_end_are_shown():
    data = given(upto="cell_vote")
    data["events"] = [one for one in data["events"] if one["step"] != "certificate"]
    data["events"].append({"step": "unlisted", "on": "2025-09-01"})
    told = shown(assess(read_case(data), BOOK, date(2025, 9, 2)), BOOK)
    assert told["ended_on"] == "2025-09-01"
    assert told["next"] == []
