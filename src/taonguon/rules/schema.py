"""The JSON Schema of a case file; its codes are those of the rulebook."""

from typing import Any

from taonguon.core.case import CIRCUMSTANCES, LEVELS, Relative
from taonguon.core.rulebook import Rulebook
from taonguon.rules.casefile import SAID_DAYS

YES: dict[str, Any] = {"type": "boolean"}
TEXT: dict[str, Any] = {"type": "string"}
DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}
DAY_OR_NONE: dict[str, Any] = {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"}


def schema(book: Rulebook) -> dict[str, Any]:
    """Return the JSON Schema of a case file, its codes those of the rulebook."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An admission case",
        "description": "What `taonguon assess` reads: the person, the place, what happened when.",
        "type": "object",
        "required": ["person"],
        "additionalProperties": False,
        "properties": {
            "person": _person(),
            "place": _place(),
            "checked_from": {**DAY, "description": "steps before this day stand unchecked"},
            "events": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["step", "on"],
                    "properties": {"step": {"enum": sorted(book.steps)}, "on": DAY, **_told()},
                },
            },
        },
    }  # fmt: skip


def _place() -> dict[str, Any]:
    return {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "under": {
                        "description": "kinds of committees above the cell, lowest first",
                        "type": "array",
                        "items": {"enum": ["section", "base", "commune"]},
                    },
                    "host": {
                        "description": "whose organisation makes the dossier",
                        "enum": [
                            "residence", "school", "host_unit", "employer",
                            "residence_no_employer", "army", "police",
                        ],
                    },
                    "youth_union": YES,
                    "trade_union": YES,
                    "delegated": YES,
                },
            }  # fmt: skip


def _person() -> dict[str, Any]:
    relative = {
        "type": "object",
        "required": ["key", "relation"],
        "additionalProperties": False,
        "properties": {
            "key": {"type": "string"},
            "relation": {
                "enum": [
                    "father", "mother", "raiser", "spouse", "spouse_father", "spouse_mother",
                    "child",
                ]
            },
            **dict.fromkeys(Relative._fields[2:], YES),
        },
    }  # fmt: skip
    return {
        "type": "object",
        "required": ["born"],
        "additionalProperties": False,
        "properties": {
            "born": {
                "type": "string",
                "pattern": r"^\d{4}(-\d{2}-\d{2})?$",
                "description": "a day, or the year alone",
            },
            "schooling": {"enum": list(LEVELS)},
            "youth_union": YES,
            "circumstances": {"type": "array", "items": {"enum": list(CIRCUMSTANCES)}},
            "mass_organisations": {"type": "array", "items": {"type": "string"}},
            "relatives": {"type": "array", "items": relative},
            "left_on": DAY,
            "left_ground": {"type": "string"},
            "cleared_on": DAY,
            "readmitted_before": {"type": "integer", "minimum": 0},
        },
    }


def _told() -> dict[str, Any]:
    """Return what events may say beyond step and day, where it has a form of its own."""
    count = {"type": "integer", "minimum": 0}
    voter = {
        "type": "object",
        "required": ["name", "present"],
        "properties": {
            "name": TEXT,
            "present": YES,
            "member": {**count, "description": "the number in a register, to tell namesakes apart"},
            "excuse": {
                "enum": [
                    "", "temporary_elsewhere", "exempt", "excused", "suspended", "prosecuted",
                    "detained",
                ]
            },
        },
    }  # fmt: skip
    return {
        "form": {"enum": ["secret", "open"]},
        "voters": {"type": "array", "items": voter},
        "tally": {
            "type": "object",
            "required": ["favour", "against"],
            "additionalProperties": False,
            "properties": {"favour": count, "against": count, "blank": count},
        },
        "about": {"type": "array", "items": TEXT},
        "again": {"type": "array", "items": TEXT},
        "days": count,
        "on_paper": {"type": "object", "additionalProperties": TEXT},
        **dict.fromkeys(SAID_DAYS, DAY_OR_NONE),
        **dict.fromkeys(
            ("approved", "qualified", "replacement", "abroad", "verifier_is_relative"), YES
        ),
        **dict.fromkeys(
            ("name", "body", "for", "authority", "paper", "ground", "to", "number", "issued_by"),
            TEXT,
        ),
    }
