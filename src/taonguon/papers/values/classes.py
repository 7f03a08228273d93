"""What papers say of a class: itself, who sits there, its sessions, and the certificate of each seat."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation

from taonguon.classes import facts, telling
from taonguon.classes.facts import Row
from taonguon.classes.models import StudyClass
from taonguon.organisations.models import Organisation
from taonguon.papers.values import places
from taonguon.papers.values.people import born
from taonguon.rules.classes import shipped

LANGUAGE = "vi"  # papers are in Vietnamese, whatever the language of the page


def of_class(study_class: StudyClass) -> dict[str, Any]:
    """Return the values of a class and of its whole roster, in a fixed number of queries."""
    rows, there = facts.roster(study_class), facts.presence(study_class)
    roster = [_seat(row) | {"present": there.get(row.seat.pk, 0)} for row in rows]
    told = _itself(study_class) | {
        "class.seats": len(rows),
        "class.passed": sum(row.passes for row in rows),
        "class.certified": sum(bool(one["number"]) for one in roster),
        "class.roster": roster,
        "class.sessions": _sessions(study_class),
        f"class.{study_class.kind}_certificates": [
            {"name": one["person.name"], "on": one["certificate.on"], **one}
            for one in _certificates(rows, study_class).values()
        ],
    }
    return {key: value for key, value in told.items() if value not in (None, "")}


def certificates(study_class: StudyClass) -> dict[int, dict[str, Any]]:
    """Return, by seat in the order of the roster, the values of each certificate given.

    The names are those of one person's papers, so that a certificate is one form whether it is
    printed for the whole class or for one; of a guest the unit stands for the cell. In a fixed
    number of queries.
    """
    return _certificates(facts.roster(study_class), study_class)


def _certificates(roster: Sequence[Row], study_class: StudyClass) -> dict[int, dict[str, Any]]:
    rows, itself = [row for row in roster if row.certificate], _itself(study_class)
    days = {row.certificate.on for row in rows if row.certificate}
    paths = {row.person.cell.path for row in rows if row.person and row.person.cell}
    standing = {day: places.of_paths(paths, day) for day in days}
    return {row.seat.pk: itself | _certificate(row, study_class, standing) for row in rows}


def form_of(study_class: StudyClass) -> str:
    """Return the code of the form of a class's certificate, empty where the kind has none."""
    return facts.kind_of(study_class).form


def _certificate(
    row: Row, study_class: StudyClass, standing: dict[date, dict[str, dict[str, Any]]]
) -> dict[str, Any]:
    given, person = row.certificate, row.person
    if given is None:
        return {}
    path = person.cell.path if person and person.cell else ""
    told = dict(standing[given.on].get(path, {})) or {"cell.name": row.unit, "cell.line": row.unit}
    told |= {
        "person.name": row.name,
        "person.born": born(row.born),
        "person.occupation": person.occupation if person else "",
        "certificate.number": given.number,
        "certificate.on": given.on,
        "certificate.centre": study_class.centre,
        "certificate.from": study_class.start_on,
        "certificate.to": study_class.end_on,
        "certificate.grade": _grade(row),
    }
    return {key: value for key, value in told.items() if value not in (None, "")}


def _itself(study_class: StudyClass) -> dict[str, Any]:
    kind = facts.kind_of(study_class)
    place = Organisation.objects.filter(pk=study_class.organisation).first()
    told = places.of(place, study_class.end_on) | {
        "sheet.name": study_class.centre,
        "class.name": study_class.name,
        "class.kind": kind.name.vi,
        "class.programme": kind.certifies.vi,
        "class.place": study_class.place,
        "class.from": study_class.start_on,
        "class.to": study_class.end_on,
        "class.decision_number": study_class.decision_number,
        "class.decision_on": study_class.decision_on,
    }
    told["sheet.superior"] = told.get("committee.name", "")
    return {key: value for key, value in told.items() if value not in (None, "")}


def _seat(row: Row) -> dict[str, Any]:
    given = row.certificate
    return {
        "name": row.name,
        "born": born(row.born),
        "unit": row.unit,
        "grade": _grade(row),
        "number": given.number if given else "",
        "on": given.on if given else None,
    }


def _grade(row: Row) -> str:
    grade = shipped().grades.get(row.seat.grade)
    return grade.name.vi if grade else ""


def _sessions(study_class: StudyClass) -> Sequence[dict[str, Any]]:
    rows = study_class.sessions.order_by("on", "part")
    with translation.override(LANGUAGE):
        return [
            {"name": f"buổi {telling.part(one.part)}", "on": one.on, "subject": one.subject}
            for one in rows
        ]
