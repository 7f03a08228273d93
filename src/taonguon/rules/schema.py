"""The JSON Schema of a case file; its codes are those of the rulebook."""

from typing import Any

from taonguon.core.case import CIRCUMSTANCES, LEVELS, Relative
from taonguon.core.rulebook import Rulebook

YES: dict[str, Any] = {"type": "boolean"}
DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}


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
            "name": {"type": "string"},
            "present": {"type": "boolean"},
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
        "approved": {"type": "boolean"},
        "about": {"type": "array", "items": {"type": "string"}},
        "days": count,
    }
