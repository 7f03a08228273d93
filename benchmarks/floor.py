"""The floor of the assessment: one flat function, law as constants, no clause, no message.

It knows the rules from 1/7/2025 on for a hamlet cell under the commune, and no other.
"""

import calendar as months
from datetime import date, timedelta
from typing import Any, NamedTuple

from taonguon.core.case import Case
from taonguon.core.working import Calendar

DOSSIER = ("cv_certified", "sponsor_paper", "union_resolution", "synthesis")
NEEDS: dict[str, tuple[str, ...]] = {
    "introduction": (), "listed": ("introduction",), "helper": ("listed",),
    "class_proposed": ("listed",), "certificate": (),
    "permission": ("listed", "helper", "certificate"), "application": ("permission",),
    "cv": ("application",), "cv_sealed": ("cv",), "cv_certified": ("cv_sealed",),
    "sponsor_paper": ("application",), "union_resolution": ("application",),
    "mass_opinion": ("application",), "residence_opinion": ("application",),
    "synthesis": ("mass_opinion", "residence_opinion"), "cell_vote": DOSSIER,
    "appraisal": ("cell_vote",), "decision": ("appraisal",), "decision_received": ("decision",),
    "ceremony": ("decision", "decision_received"), "member_papers": ("ceremony",),
    "probation_helper": ("ceremony",), "new_member_class": ("ceremony",),
    "self_review": ("ceremony",), "helper_remarks": ("ceremony",),
    "probation_opinions": ("ceremony",),
    "recognition_vote": ("self_review", "helper_remarks", "probation_opinions", "new_member_class"),
    "recognition": ("recognition_vote",), "announced": ("recognition",),
    "verify_sent": ("cv_sealed",), "verify_reply": ("cv_sealed",),
}  # fmt: skip
COURSE = [step for step in NEEDS if not step.startswith("verify")]
PAPERS = ("sponsor_paper", "union_resolution", "mass_opinion", "residence_opinion", "synthesis")
SCHOOLED = ("lower_secondary", "upper_secondary")
PROGRAMME = date(2026, 7, 26)
OVER = ("self_review", "helper_remarks", "probation_opinions")


class Verdict(NamedTuple):
    """What is open and why, what was wrong, what is due, what expires."""

    open: list[tuple[str, str, list[str]]]
    faults: list[tuple[str, str]]
    due: list[tuple[str, date | None]]
    expires: list[tuple[str, date]]


def later(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def age(born: date, on: date) -> int:
    return (on.year - born.year) * 12 + on.month - born.month


def person(case: Case, born: date, on: date) -> list[str]:
    found = []
    if age(born, on) < 216:
        found.append("age.min")
    schooled = SCHOOLED if on < PROGRAMME else ("lower_secondary_programme", *SCHOOLED)
    if case.schooling not in schooled:
        found.append("edu.min")
    return found


def passed(event: Any, share: tuple[int, int]) -> bool:
    roll, tally = len(event.data["voters"]), event.data["tally"]
    favour = tally["favour"]
    if share == (1, 2):
        return bool(favour * 2 > roll)
    return bool(favour * share[1] >= roll * share[0])


def wrong(
    case: Case, born: date, step: str, on: date, seen: Any, event: Any, cal: Calendar
) -> list[str]:
    """Return what the checks of one step find, its earlier steps left aside."""
    if step in ("helper", "probation_helper"):
        told = event is None or event.data["official_since"] <= on.isoformat()
        return [] if told else ["helper.official"]
    if step == "cv_certified":
        reply = seen.get("verify_reply")
        return [] if reply and reply.on <= on else ["verify.scope"]
    if step == "cell_vote":
        return ballot(case, born, on, seen)
    if step in ("appraisal", "decision"):
        vote = seen.get("cell_vote")
        found = ["vote.cell"] if vote and vote.on <= on and not passed(vote, (2, 3)) else []
        if step == "decision" and event is not None and not passed(event, (1, 2)):
            found.append("vote.decide.standing")
        return found
    if step == "ceremony":
        decision = seen.get("decision")
        begun = seen.get(
            "decision" if decision and decision.on >= PROGRAMME else "decision_received"
        )
        if decision is None or begun is None or begun.on > on:
            return []
        return ["ceremony.deadline"] if on > cal.add(begun.on, 30) else []
    return probation(step, on, seen, event)


def probation(step: str, on: date, seen: Any, event: Any) -> list[str]:
    ceremony = seen.get("ceremony")
    if ceremony and (step in OVER or step == "recognition_vote") and on < later(ceremony.on, 12):
        return ["recog.self_review" if event is not None and step in OVER else "probation.length"]
    if step == "recognition":
        vote = seen.get("recognition_vote")
        return ["vote.cell"] if vote and not passed(vote, (2, 3)) else []
    return []


def ballot(case: Case, born: date, on: date, seen: Any) -> list[str]:
    found = person(case, born, on)
    held = seen.get("certificate")
    if held is None or held.on > on:
        found.append("class.required")
    elif on > later(held.on, 60):
        found.append("class.validity")
    for kind in PAPERS:
        paper = seen.get(kind)
        if paper and paper.on <= on and on > later(paper.on, 12):
            found.append("dossier.max_age")
    young = age(born, on) <= 360
    paper = seen.get("sponsor_paper")
    sponsors = 1 if paper and paper.on <= on and sponsored(paper) else 0
    if sponsors < (1 if young else 2):
        found.append("sponsor.count.youth" if young else "sponsor.count.default")
    if young and not case.youth_union:
        found.append("youth.max_age")
    return found


def sponsored(paper: Any) -> bool:
    if paper.data["official_since"] > paper.on.isoformat():
        return False
    return later(date.fromisoformat(paper.data["together_since"]), 12) <= paper.on


def judge(case: Case, cal: Calendar, day: date) -> Verdict:
    """Judge one case by constants."""
    born = date.fromisoformat(case.born)
    events = [event for event in case.events if event.on <= day]
    seen = {event.kind: event for event in events}
    young = age(born, day) <= 360
    faults = []
    for event in events:
        on = event.on
        for need in NEEDS[event.kind]:
            before = seen.get(need)
            if (before is None or before.on > on) and (
                need != "union_resolution" or age(born, on) <= 360
            ):
                faults.append((event.kind, "step.needs"))
                break
        faults += [(event.kind, key) for key in wrong(case, born, event.kind, on, seen, event, cal)]
    certified = seen.get("certificate")
    valid = certified is not None and day <= later(certified.on, 60)
    open_ = []
    for step in COURSE:
        if step in seen and not again(step, seen, day, valid=valid, young=young):
            continue
        if (step == "class_proposed" and valid) or (step == "union_resolution" and not young):
            continue
        missing = [n for n in NEEDS[step] if n not in seen and (n != "union_resolution" or young)]
        foreseen = step == "cell_vote" or (
            step in ("ceremony", "recognition_vote") and "permission" in seen
        )
        if missing and not foreseen:
            open_.append((step, "later", []))
            continue
        found = wrong(case, born, step, day, seen, None, cal)
        if missing:
            found = [
                key for key in found
                if key != "class.required" and not key.startswith("sponsor.count")
                and (key != "probation.length" or "ceremony" in seen)
            ]  # fmt: skip
        open_.append((step, "blocked" if found else "later" if missing else "next", found))
    return Verdict(open_, faults, due(seen, cal), expires(seen, born))


def again(step: str, seen: Any, day: date, *, valid: bool, young: bool) -> bool:
    """Tell whether a step taken must be taken anew: out of date, or not enough of it."""
    if "cell_vote" in seen:
        return False
    if step == "certificate":
        return not valid
    if step in PAPERS and day > later(seen[step].on, 12):
        return True
    return step == "sponsor_paper" and (1 if sponsored(seen[step]) else 0) < (1 if young else 2)


def due(seen: Any, cal: Calendar) -> list[tuple[str, date | None]]:
    found: list[tuple[str, date | None]] = []
    if vote := seen.get("cell_vote"):
        found.append(("decide.deadline.admit", cal.add(vote.on, 45)))
    if vote := seen.get("recognition_vote"):
        found.append(("decide.deadline.recognise", cal.add(vote.on, 30)))
    if decision := seen.get("decision"):
        begun = seen.get("decision" if decision.on >= PROGRAMME else "decision_received")
        if begun:
            found.append(("ceremony.deadline", cal.add(begun.on, 30)))
    if ceremony := seen.get("ceremony"):
        found.append(("member_papers.deadline", cal.add(ceremony.on, 30)))
        found.append(("recog.cell.deadline", cal.add(later(ceremony.on, 12), 30)))
    if sent := seen.get("verify_sent"):
        found.append(("verify.reply.domestic", cal.add(sent.on, 30)))
    return sorted(found)


def expires(seen: Any, born: date) -> list[tuple[str, date]]:
    if "cell_vote" in seen:
        return []
    found = [(kind, later(seen[kind].on, 12)) for kind in PAPERS if kind in seen]
    if "certificate" in seen:
        found.append(("certificate", later(seen["certificate"].on, 60)))
    found.append(("age.max", later(born.replace(day=1), 721) - timedelta(1)))
    return sorted(found)
