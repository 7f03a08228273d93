"""The sample's meetings: recorded through the rules as cells would, and one review by the committee."""

import tomllib
from datetime import date, datetime
from importlib import resources
from typing import Any

from django.utils import timezone

from taonguon.core.month import Month
from taonguon.meetings import actions, facts, reviewing
from taonguon.meetings.actions import Ruling
from taonguon.meetings.resolving import Resolved, Sitting
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.regulations.book import in_use

DAY_OF_MEETING, DAY_OF_REVIEW = 5, 20
NOTED = ("listed", "classed", "dossier", "remark", "task")


def load(at: datetime) -> None:
    """Record the meetings of the sample's file, their months counted back from `at`."""
    text = (resources.files("taonguon.sample") / "khanh-nhac" / "sinh-hoat.toml").read_text("utf-8")
    told = tomllib.loads(text)
    today = timezone.localdate(at)
    review = told["review"]
    for one in told["meeting"]:
        if one["ago"] == review["ago"]:
            _hold(one, today, at)
    _review(review, today, at)
    for one in told["meeting"]:
        if one["ago"] < review["ago"]:
            _hold(one, today, at)


def _hold(one: dict[str, Any], today: date, at: datetime) -> None:
    month = Month.holding(today).back(one["ago"])
    on = min(month.first.replace(day=DAY_OF_MEETING), today)
    cell = Organisation.objects.get(name=one["cell"])
    sitting = Sitting(cell, month, on, one["resolution"], one["minutes"])
    resolved = [_resolved(cell, told, on) for told in one.get("person", ())]
    actions.record_meeting(sitting=sitting, resolved=resolved, by=None, at=at)


def _resolved(cell: Organisation, told: dict[str, Any], on: date) -> Resolved:
    person = Person.objects.select_related("cell").get(
        name=told["name"], cell=cell, standing="prospect"
    )
    (standing,) = facts.standings([person], on)
    helper = None
    if "helper" in told:
        member = facts.members(cell.pk, on)[told["helper"]]
        helper = facts.helper_data(member, standing)
    said = {name: told[name] for name in NOTED if name in told}
    by = str(helper["name"]) if helper else standing.helper
    return Resolved(person=person, helper=helper, remark_by=by, **said)


def _review(told: dict[str, Any], today: date, at: datetime) -> None:
    month = Month.holding(today).back(told["ago"])
    on = month.first.replace(day=DAY_OF_REVIEW)
    cells = Organisation.objects.filter(kind="cell")
    found = reviewing.waiting([one.pk for one in cells], month, on, in_use())
    commune = Organisation.objects.get(kind="commune", pk=cells[0].parent_id)
    actions.record_review(
        ruling=Ruling(commune, month, on, told["resolution"]),
        answers={
            one.proposal: not (one.person.name in told["back"] and one.proposal.step == facts.CLASS)
            for one in found
        },
        people={one.proposal.person: one.person for one in found},
        by=None,
        at=at,
    )
