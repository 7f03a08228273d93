"""What papers say to and of people on the way: the notice at collection, the certificate when they move."""

from datetime import date
from typing import Any

from taonguon.core import whereabouts
from taonguon.core.assessment.derivation import cite
from taonguon.core.erasure import ENDED_RULE, WITHDRAWN_RULE
from taonguon.core.facts import Fact
from taonguon.core.prospects import ACTIVITY, LISTED, REMARK, TASK
from taonguon.core.rulebook import BeforeRulebook
from taonguon.organisations.models import Organisation
from taonguon.people import facts
from taonguon.people.models import Person
from taonguon.regulations.book import in_use
from taonguon.rules import notice

LANGUAGE = "vi"  # papers are in Vietnamese, whatever the language of the page
RECORDED = (
    (REMARK, "nhận xét tháng"),
    (TASK, "việc được giao"),
    (ACTIVITY, "lần tham gia hoạt động"),
)


def of_notice(on: date) -> dict[str, Any]:
    """Return the notice at collection as it is given on a day; nothing before the first there was."""
    try:
        told, book = notice.current(on), in_use()
    except BeforeRulebook:
        return {}
    days = {
        "withdrawn": book.value(WITHDRAWN_RULE, on).value,
        "ended": book.value(ENDED_RULE, on).value,
    }
    return {
        "notice.version": told.version,
        "notice.parts": [
            {"heading": one.heading.vi, "text": one.text.vi.format(**days)} for one in told.parts
        ],
        "notice.law": cite(told.source, LANGUAGE),
    }


def of_handover(person: Person, on: date) -> dict[str, Any]:
    """Return the values of a person's last hand-over up to a day; of none, nothing.

    Process facts alone: no word of opinion, nothing of what was verified. In four queries.
    """
    told = [one for one in facts.standing([person.pk]).get(person.pk, []) if one.happened_on <= on]
    last = next(reversed(whereabouts.handovers(told)), None)
    if last is None:
        return {}
    entered = [one for one in told if one.kind == LISTED]
    listed = max(entered, key=lambda one: (one.happened_on, one.id), default=None)
    wanted = [last.sender, last.receiver, listed.organisation if listed else None]
    names = Organisation.objects.filter(pk__in=[one for one in wanted if one])
    called = dict(names.values_list("pk", "name"))
    values = {
        "handover.number": last.number,
        "handover.on": last.on,
        "handover.sender": called.get(last.sender or 0, last.outside),
        "handover.receiver": called.get(last.receiver or 0, last.outside),
        "handover.listed_by": called.get(listed.organisation or 0, "") if listed else "",
        "handover.recorded": ", ".join(
            f"{_count(told, kind):02d} {words}" for kind, words in RECORDED
        ),
    }
    return {key: value for key, value in values.items() if value}


def _count(told: list[Fact], kind: str) -> int:
    return sum(one.kind == kind and one.data.get("state") != "done" for one in told)
