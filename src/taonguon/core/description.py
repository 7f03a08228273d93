"""What is known of a person on a day: the description nearest to it, and the admission it colours."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from taonguon.core.facts import Fact, content_key
from taonguon.core.figures import Admission, age_at
from taonguon.core.membership import ADMISSION, READMISSION, Course

DESCRIPTION = "description"
NO_RELIGION = frozenset({"", "Không"})
MAJORITY = frozenset({"", "Kinh"})


def described(facts: Iterable[Fact], on: date) -> Mapping[str, Any]:
    """Return the description in force on a day; before the first one, the first.

    Later descriptions replace single features: a list that is silent on religion does not erase it.
    """
    told = [f for f in facts if f.kind == DESCRIPTION]
    if len(told) == 1:
        return _said(told[0])
    told.sort(key=lambda f: (f.happened_on, content_key(f)))
    merged: dict[str, Any] = {}
    for fact in told:
        if fact.happened_on <= on:
            merged.update(_said(fact))
        else:
            merged = {**_said(fact), **merged}
    return merged


def _said(fact: Fact) -> Mapping[str, Any]:
    told = fact.data.values()
    if None not in told and "" not in told:
        return fact.data
    return {key: value for key, value in fact.data.items() if value not in (None, "")}


def admissions(facts: Iterable[Fact], told: Course) -> list[Admission]:
    """Return a person's admissions, each with the features of its own day."""
    told_of = [fact for fact in facts if fact.kind == DESCRIPTION]
    return [
        admission(span.person, span.cell, span.start, described(told_of, span.start))
        for span in told.spans
        if span.entered in {ADMISSION, READMISSION}
    ]


def admission(person: int, cell: int, on: date, known: Mapping[str, Any]) -> Admission:
    """Return one admission coloured by a description."""
    religion, ethnicity = str(known.get("religion") or ""), str(known.get("ethnicity") or "")
    born = str(known.get("born") or "")
    return Admission(
        person=person,
        cell=cell,
        on=on,
        sex=str(known.get("sex") or ""),
        born=born,
        religious=religion not in NO_RELIGION,
        minority=ethnicity not in MAJORITY,
        youth_union=bool(known.get("youth_union")),
        religion=religion,
        ethnicity=ethnicity,
        schooling=str(known.get("schooling") or ""),
        qualification=str(known.get("qualification") or ""),
        occupation=str(known.get("occupation") or ""),
        age=age_at(born, on),
    )
