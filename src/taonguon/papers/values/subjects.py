"""What papers of one person's case may say, put together: person, places, steps, votes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from taonguon.cases import facts as cases
from taonguon.classes.models import Seat
from taonguon.core.case import (
    CELL_VOTE,
    CERTIFICATE,
    INTRODUCTION,
    UNLISTED,
    Case,
    standing,
)
from taonguon.core.facts import Fact
from taonguon.core.rulebook import Rulebook
from taonguon.organisations.models import Organisation
from taonguon.papers.values import ballots, people, places, probation, votes
from taonguon.papers.values import case as steps
from taonguon.people import facts
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from taonguon.rules.classes import shipped


def of_case(
    person: Person, on: date, *, case: Case | None = None, book: Rulebook | None = None
) -> dict[str, Any]:
    """Return every value that a paper of a person's case made on a day may ask for.

    In a fixed number of queries; fewer where the case and the rulebook are at hand already.
    """
    told = facts.standing([person.pk]).get(person.pk, [])
    case = cases.one(person) if case is None else case
    book = in_use() if book is None else book
    cell = people.cell_on(person, told, on)
    values = people.of(person, told, on) | place(cell, on)
    values |= steps.of(case, book, on, person.sex) | votes.of(case, book, on)
    if f"{CELL_VOTE}.on" in values:
        values["cell_vote.probationary"] = votes.probationary(cell, values["cell_vote.on"])
    values["person.youth_union"] = case.on(on).youth_union
    values["sponsors"] = _known(values["sponsors"], cell, on)
    values |= certificate(case, on) | ballots.of(case, book, on)
    return values | after_ceremony(case, book, on, told, cell)


def after_ceremony(
    case: Case, book: Rulebook, on: date, told: Iterable[Fact], cell: int | None
) -> dict[str, Any]:
    """Return the values of the time from the ceremony on, with where it was held, in three queries."""
    values = probation.of(case, book, on)
    if name := values.get("probation_helper.name"):
        helper = people.members([name], cell, on).get(name, {})
        values |= {f"probation_helper.{key}": one for key, one in helper.items() if one}
    values |= probation.ceremony_cell(told, values.get("ceremony.on"))
    if "recognition_vote.on" in values:
        values["recognition_vote.probationary"] = votes.probationary(
            cell, values["recognition_vote.on"]
        )
    return values


def _known(sponsors: list[dict[str, Any]], cell: int | None, on: date) -> list[dict[str, Any]]:
    """Return the sponsors with what the register knows of them as members of the cell."""
    known = people.members((one["name"] for one in sponsors), cell, on)
    return [known.get(one["name"], {}) | one for one in sponsors]


def place(cell: int | None, on: date) -> dict[str, Any]:
    """Return the values of a cell by its id and of all above it on a day; on our own sheets its name."""
    path = Organisation.objects.filter(pk=cell).values_list("path", flat=True).first()
    if path is None:
        return {}
    told = places.of_path(path, on)
    sheet = {
        f"sheet.{part}": told[f"cell.{part}"]
        for part in ("name", "superior")
        if f"cell.{part}" in told
    }
    return told | sheet


def began(person: Person) -> date | None:
    """Return the day on which the present course of a person began; None where no step tells it.

    It begins with an introduction, or anew once taken off the list. Source: QĐ 294-QĐ/TW, 4.4.
    """
    events = standing(cases.one(person).events)
    return max((one.on for one in events if one.kind in (INTRODUCTION, UNLISTED)), default=None)


def certificate(case: Case, on: date) -> dict[str, Any]:
    """Return what the class behind a case's certificate was: where, when, with what result."""
    held = [one for one in standing(case.until(on).events) if one.kind == CERTIFICATE]
    if not held or not held[-1].data.get("class"):
        return {}
    given = {"study_class": held[-1].data["class"], "certificate__number": held[-1].paper("number")}
    seat = Seat.objects.filter(**given).select_related("study_class").first()
    if seat is None:
        return {}
    grade = shipped().grades.get(seat.grade)
    told = {
        "centre": seat.study_class.centre,
        "from": seat.study_class.start_on,
        "to": seat.study_class.end_on,
        "grade": grade.name.vi if grade else "",
    }
    return {f"certificate.{key}": value for key, value in told.items() if value}
