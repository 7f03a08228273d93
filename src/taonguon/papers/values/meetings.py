"""What papers say of a cell's meeting on its prospects, and of the committee's review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from taonguon.cases.facts import roll
from taonguon.core.case import CERTIFICATE, INTRODUCTION, PERMISSION, UNLISTED
from taonguon.core.facts import Fact
from taonguon.core.month import Month
from taonguon.core.prospects import HELPER, LISTED
from taonguon.ledger.models import Fact as Row
from taonguon.meetings import lists, telling
from taonguon.meetings.facts import CLASS
from taonguon.meetings.models import Answer, Meeting, Proposal, Review
from taonguon.organisations.models import Organisation, Version
from taonguon.papers.values import places
from taonguon.papers.values.people import born
from taonguon.people import facts
from taonguon.people.models import Person

LANGUAGE = "vi"  # papers are in Vietnamese, whatever the language of the page
Told = Mapping[int, Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class _Known:
    """The people of a meeting, the facts that stand about them, who is kept for whom, and the day."""

    people: Mapping[int, Person]
    told: Told
    into: Mapping[int, int]
    day: date

    def last(self, person: int, kind: str, before: int = 0) -> Fact | None:
        """Return the latest fact of a kind up to the day, with `before` the latest recorded earlier."""
        found = [
            one
            for one in self.told.get(person, ())
            if one.kind == kind
            and one.happened_on <= self.day
            and not (before and one.id >= before)
        ]
        return max(found, key=lambda one: (one.happened_on, one.id), default=None)

    def row(self, person: int) -> dict[str, Any]:
        """Return what a list on a paper tells of somebody: who, from where, how far on the way."""
        who = self.people[person]
        introduced, listed = self.last(person, INTRODUCTION), self.last(person, LISTED)
        helper, held = self.last(person, HELPER), self.last(person, CERTIFICATE)
        return {
            "name": who.name,
            "born": born(who.born),
            "occupation": who.occupation,
            "introduced_by": str(introduced.data.get("by") or "") if introduced else "",
            "introduced_on": introduced.happened_on if introduced else None,
            "listed_on": listed.happened_on if listed else None,
            "helper": str(helper.data.get("name") or "") if helper else "",
            "certificate": str(held.data.get("number") or "") if held else "",
            "certified_on": held.happened_on if held else None,
        }


def _known(people: Iterable[int], day: date) -> _Known:
    into = facts.doubles()
    ids = {into.get(one, one) for one in people}
    rows = Person.objects.in_bulk(ids)
    return _Known(rows, facts.standing(ids), into, day)


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """Return the values of a cell's meeting as it was recorded, in a fixed number of queries.

    The meeting comes with its versions. A list is there only where somebody is on it.
    """
    now, cell = meeting.now, Organisation.objects.get(pk=meeting.cell)
    act = Row.objects.filter(act=meeting.act) if meeting.act else Row.objects.none()
    taken = list(act.values_list("pk", "person"))
    asked = list(Proposal.objects.filter(meeting=meeting, step=PERMISSION).values_list("person"))
    there = _known([*(one for _fact, one in taken if one), *(one for (one,) in asked)], now.held_on)
    told = places.of(cell, now.held_on) | {
        "meeting.on": now.held_on,
        "meeting.number": now.resolution,
        "meeting.official": len(roll(cell.pk, now.held_on)),
    }
    with translation.override(LANGUAGE):
        told |= _resolved(there, {fact for fact, _person in taken})
    told |= _counted(
        "meeting.dossier", _rows(there, {there.into.get(one, one) for (one,) in asked})
    )
    told |= _after(cell.pk, now.held_on)
    return {key: value for key, value in told.items() if value not in (None, "", [])}


def _resolved(there: _Known, taken: set[int]) -> dict[str, Any]:
    """Return what the steps of a meeting came to, as they stand or as they were corrected since."""
    steps: dict[str, list[Fact]] = {}
    for told in there.told.values():
        for one in told:
            if one.id in taken or (one.corrects or 0) in taken:
                steps.setdefault(one.kind, []).append(one)
    helped = [_helped(there, one) for one in steps.get(HELPER, ())]
    unlisted = steps.get(f"case.{UNLISTED}", ())
    return {
        "meeting.listed": _rows(there, _people(steps.get(LISTED, ()))),
        "meeting.helped": _sorted(there, helped),
        "meeting.replaced": _sorted(there, [one for one in helped if one["before"]]),
        "meeting.unlisted": _sorted(there, [_off(there, one) for one in unlisted]),
        **_counted("meeting.classed", _rows(there, _people(steps.get(f"case.{CLASS}", ())))),
    }


def _people(found: Iterable[Fact]) -> set[int]:
    return {one.person for one in found if one.person}


def _helped(there: _Known, step: Fact) -> dict[str, Any]:
    person = step.person or 0
    earlier = there.last(person, HELPER, step.corrects or step.id)
    name = str(step.data.get("name") or "")
    other = earlier is not None and str(earlier.data.get("name") or "") != name
    since = step.data.get("official_since")
    return there.row(person) | {
        "person": person,
        "helper": name,
        "official_on": date.fromisoformat(str(since)) if since else None,
        "before": str(earlier.data.get("name") or "") if earlier is not None and other else "",
        "before_on": earlier.happened_on if earlier is not None and other else None,
    }


def _off(there: _Known, step: Fact) -> dict[str, Any]:
    person = step.person or 0
    reason = telling.reason(str(step.data.get("reason") or ""))
    return there.row(person) | {"person": person, "reason": reason}


def _sorted(there: _Known, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: (there.people[row["person"]].sort_key, row["person"]))
    return [{key: value for key, value in row.items() if key != "person"} for row in ordered]


def _rows(there: _Known, people: Iterable[int]) -> list[dict[str, Any]]:
    found = [one for one in people if one in there.people]
    return _sorted(there, [there.row(one) | {"person": one} for one in found])


def _counted(key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a list and how many are on it; no number for nobody, so that the paper asks for some."""
    return {key: rows, f"{key}_count": len(rows) or None}


def _after(cell: int, day: date) -> dict[str, Any]:
    """Return the list of sympathisers as it was at the end of the day of a meeting."""
    entries = lists.on_day(lists.histories([cell]), day)
    people = lists.people(entries)
    entries.sort(key=lambda one: (people[one.person].sort_key, one.person))
    rows = [
        {"name": people[one.person].name, "born": born(people[one.person].born),
         "since": one.since, "helper": one.helper}
        for one in entries
    ]  # fmt: skip
    return {"meeting.list": rows, "meeting.list_count": len(rows)}


def of_review(review: Review) -> dict[str, Any]:
    """Return the values of a committee's review, in a fixed number of queries."""
    answers = list(
        Answer.objects.filter(review=review)
        .select_related("proposal__meeting")
        .prefetch_related("proposal__meeting__versions")
    )
    there = _known([one.proposal.person for one in answers], review.held_on)
    commune = Organisation.objects.get(pk=review.commune)
    wanted = {one.proposal.meeting.cell for one in answers}
    rows = Version.objects.on(review.held_on).filter(organisation__in=wanted).order_by("path")
    cells = dict(rows.values_list("organisation", "name"))
    with translation.override(LANGUAGE):
        told = [line for one in answers if (line := _answer(there, one, cells))]
    order = {name: n for n, name in enumerate(cells.values())}
    told.sort(key=lambda row: (order.get(row["cell"], 0), row["key"], row["step"]))
    values = places.of(commune, review.held_on) | {
        "review.on": review.held_on,
        "review.number": review.resolution,
        "review.month": str(Month.holding(review.month)),
        "review.cells": ", ".join(cells.values()),
        "review.answers": [_printed(row) for row in told],
        **_counted("review.permitted", _approved(told, PERMISSION)),
        **_counted("review.classed", _approved(told, CLASS)),
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _answer(there: _Known, answer: Answer, cells: Mapping[int, str]) -> dict[str, Any]:
    """Return one answer as a line; an empty one for somebody who is in the register no more."""
    proposal = answer.proposal
    person = there.into.get(proposal.person, proposal.person)
    if person not in there.people:
        return {}
    now = proposal.meeting.now
    return there.row(person) | {
        "key": there.people[person].sort_key,
        "step": proposal.step,
        "approved": answer.approved,
        "cell": cells.get(proposal.meeting.cell, ""),
        "cell_number": now.resolution,
        "cell_on": now.held_on,
        "what": telling.proposal(proposal.step),
        "result": "Đồng ý" if answer.approved else "Chưa đồng ý, trả lại chi bộ",
    }


def _approved(rows: Iterable[Mapping[str, Any]], step: str) -> list[dict[str, Any]]:
    return [_printed(row) for row in rows if row["approved"] and row["step"] == step]


def _printed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("key", "step", "approved")}
