"""The sample's admission cases: recorded step by step through the rules, as an office would."""

import tomllib
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

from django.utils import timezone

from taonguon.cases import actions, facts
from taonguon.ledger import actions as ledger
from taonguon.people import actions as people
from taonguon.people.models import Person

RELATIVES = [
    {"key": "father", "relation": "father"},
    {"key": "mother", "relation": "mother"},
    {"key": "spouse", "relation": "spouse", "same_commune": True},
]
PROFILE = {
    "youth_union_here": False,
    "host": "residence",
    "mass_organisations": ["women"],
    "relatives": RELATIVES,
}
ABOUT = ["father", "mother"]
PAPERS = {"listed": "07-NQ/CB", "permission": "12-NQ/ĐU", "cell_vote": "19-NQ/CB"}


def load(at: datetime) -> None:
    """Record the cases of the sample's file, their days counted back from `at`."""
    told = tomllib.loads(
        (resources.files("taonguon.sample") / "khanh-nhac" / "ho-so.toml").read_text("utf-8")
    )
    for one in told["case"]:
        person = Person.objects.select_related("cell").get(
            name=one["person"], cell__name=one["cell"], standing="prospect"
        )
        _describe(person, one, at)
        for step, before in told["courses"][one["like"]]:
            on = timezone.localdate(at) - timedelta(days=one["shift"] + before)
            _record(person, step, on, at)


def _describe(person: Person, one: dict[str, Any], at: datetime) -> None:
    act = ledger.open_act(kind="sample", source="ho-so.toml", by=None, at=at)
    known = {"born": one["born"], "schooling": one["schooling"]}
    on = timezone.localdate(at)
    ledger.append(act=act, kind="description", on=on, about=(person.pk, None), data=known)
    people.project([person.pk])


def _record(person: Person, step: str, on: date, at: datetime) -> None:
    members = facts.roll(person.cell_id, on)
    second = step.endswith("_2")
    step = step.removesuffix("_2")
    helper = members[1 if second else 0]
    data: dict[str, Any] = {
        "profile": PROFILE,
        "helper": _member(helper),
        "sponsor_paper": _member(helper),
        "verify_sent": {"about": ABOUT, "to": "Đảng ủy xã Khánh Hội"},
        "verify_reply": {"about": ABOUT},
        "cv_certified": {"qualified": True},
        "mass_opinion": {"body": "women"},
        "cell_vote": _vote(members),
    }.get(step, {})
    paper = {
        "form": "",
        "number": PAPERS.get(step, ""),
        "issued_by": person.cell.name if person.cell else "",
        "kept_at": "tủ hồ sơ số 2, văn phòng",
    }
    if step != "profile":
        data = {**data, "on_paper": paper}
    actions.record_step(person=person, step=step, on=on, data=data, by=None, at=at)


def _member(one: tuple[int, str, date | None]) -> dict[str, Any]:
    _pk, name, since = one
    known = since.isoformat() if since else None
    return {"name": name, "official_since": known, "together_since": known}


def _vote(members: list[tuple[int, str, date | None]]) -> dict[str, Any]:
    voters = [
        {"name": name, "present": True, "excuse": "", "member": pk} for pk, name, _since in members
    ]
    tally = {"favour": len(members) - 1, "against": 1, "blank": 0}
    return {"form": "secret", "voters": voters, "tally": tally}
