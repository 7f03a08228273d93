"""From a person's standing facts to the rows kept for fast reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from taonguon.core import description, names, prospects
from taonguon.core.facts import Fact
from taonguon.core.figures import Admission as CoreAdmission
from taonguon.core.membership import Course, Span, course
from taonguon.ledger import store
from taonguon.people.models import Admission, Introduction, Person, Prospect
from taonguon.people.models import Span as SpanRow
from taonguon.rules.bodies import code_of

FORMER, PROSPECT, UNLISTED = "former", "prospect", "unlisted"
END_OF_TIME = date(9999, 12, 31)

FEATURES = (
    "sex", "born", "ethnicity", "religion", "hometown", "schooling", "qualification", "theory",
    "occupation", "card", "national_id", "phone",
)  # fmt: skip
PERSON = (
    "id", "name", "name_key", "sort_key", *FEATURES, "youth_union",
    "standing", "cell_id", "admitted_on", "recognised_on",
)  # fmt: skip
SPAN = (
    "person_id", "cell_id", "status", "start_on", "end_on", "entered", "left", "came_from",
    "went_to",
)  # fmt: skip
ADMISSION = (
    "person_id", "cell_id", "on", "sex", "born", "religious", "minority", "youth_union",
    "religion", "ethnicity", "schooling", "qualification", "occupation", "age",
)  # fmt: skip
PROSPECT_ROW = (
    "person_id", "cell_id", "introduced_on", "introduced_by", "body", "agreed_on", "listed_on",
    "helper", "proposed_on", "certified_on", "certificate", "permitted_on", "ended_on", "ended_why",
)  # fmt: skip
INTRODUCTION = ("person_id", "cell_id", "on", "body", "by", "agreed_on")

Row = tuple[Any, ...]


@dataclass(slots=True)
class Projected:
    """The rows of some people, table by table, in the order of the columns above."""

    people: list[Row]
    spans: list[Row]
    admissions: list[Row]
    prospects: list[Row]
    introductions: list[Row]

    @classmethod
    def empty(cls) -> "Projected":
        """Return one without rows."""
        return cls([], [], [], [], [])

    def add(self, person: int, facts: Sequence[Fact]) -> None:
        """Add the rows of one person, folded from the facts that stand."""
        told = course(facts)
        known = description.described(facts, END_OF_TIME)
        prospect = prospects.prospect(facts, told, code_of)
        self.people.append(_person(person, known, told, prospect))
        self.spans.extend(map(_span, told.spans))
        self.admissions.extend(map(_admission, description.admissions(facts, told)))
        if prospect is not None:
            self.prospects.append(_prospect(prospect))
            self.introductions.extend(map(_introduction, prospects.introductions(facts, code_of)))

    def tables(self) -> tuple[tuple[Any, tuple[str, ...], list[Row]], ...]:
        """Return model, columns and rows of each table, referred-to tables first."""
        return (
            (Person, PERSON, self.people),
            (SpanRow, SPAN, self.spans),
            (Admission, ADMISSION, self.admissions),
            (Prospect, PROSPECT_ROW, self.prospects),
            (Introduction, INTRODUCTION, self.introductions),
        )

    def write(self) -> None:
        """Insert all rows. Call inside a transaction, when the old ones are gone."""
        for model, columns, rows in self.tables():
            if rows:
                store.append(model, columns, rows)


def _person(person: int, known: Any, told: Course, prospect: prospects.Prospect | None) -> Row:
    name = str(known.get("name") or "")
    last = told.spans[-1] if told.spans else None
    if last is not None:
        standing, cell = (last.status if last.end is None else FORMER), last.cell
    elif prospect is not None:
        standing, cell = (UNLISTED if prospect.ended_on else PROSPECT), prospect.cell
    else:
        standing, cell = "", None
    if standing == FORMER and prospect is not None and prospect.ended_on is None:
        standing, cell = PROSPECT, prospect.cell
    return (
        person,
        name,
        names.search_key(name),
        names.sort_key(name),
        *[str(known.get(feature) or "") for feature in FEATURES],
        bool(known.get("youth_union")),
        standing,
        cell,
        _day(told.admitted_on),
        _day(told.recognised_on),
    )


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _span(span: Span) -> Row:
    return (
        span.person,
        span.cell,
        span.status,
        span.start.isoformat(),
        _day(span.end),
        span.entered,
        span.left or "",
        span.came_from,
        span.went_to,
    )


def _admission(told: CoreAdmission) -> Row:
    return (
        told.person, told.cell, told.on.isoformat(), told.sex, told.born, told.religious,
        told.minority, told.youth_union, told.religion, told.ethnicity, told.schooling,
        told.qualification, told.occupation, told.age,
    )  # fmt: skip


def _prospect(told: prospects.Prospect) -> Row:
    return (
        told.person,
        told.cell,
        told.introduced_on.isoformat(),
        told.introduced_by,
        told.body,
        _day(told.agreed_on),
        _day(told.listed_on),
        told.helper,
        _day(told.proposed_on),
        _day(told.certified_on),
        told.certificate,
        _day(told.permitted_on),
        _day(told.ended_on),
        told.ended_why,
    )


def _introduction(told: prospects.Introduction) -> Row:
    return (
        told.person, told.cell, told.on.isoformat(), told.body, told.by, _day(told.agreed_on),
    )  # fmt: skip
