"""Checks of the person: age, schooling, certificate, re-admission, and whose case it is."""

from datetime import date

from taonguon.core.assessment.outcome import Finding
from taonguon.core.assessment.view import View
from taonguon.core.case import CERTIFICATE, LEVELS
from taonguon.core.days import add_months, months_by_calendar

FULL_DATE = 10  # characters of an ISO day
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
HOSTED = (
    "student", "secondment", "graduate", "contract_short", "contract_long", "army", "police",
)  # fmt: skip


def age(view: View) -> list[Finding]:
    """Age at the cell's review, by month: at least 18. Source: QĐ 294-QĐ/TW, 1.1.1."""
    if len(view.case.born) != FULL_DATE:
        return view.finds("age.known", view.case.born, born=view.case.born or "–")
    born = date.fromisoformat(view.case.born)
    least = view.rules.values["age.min"].value * 12
    months = months_by_calendar(born, view.on)
    if months >= least:
        return []
    reached = add_months(born, least)
    return view.finds(
        "age.min", months // 12, born=born, from_month=f"{reached.month}/{reached.year}"
    )


def is_over_age(view: View) -> bool:
    """Tell whether the person was over the greatest age at the cell's vote, or is today."""
    if len(view.case.born) != FULL_DATE:
        return False
    vote = view.last("cell_vote")
    on = vote.on if vote is not None else view.on
    most = int(view.rules.values["age.max"].value) * 12
    return months_by_calendar(date.fromisoformat(view.case.born), on) > most


def over_age(view: View) -> list[Finding]:
    """Above the greatest age a written consent comes before the decision. Source: QĐ 294, 1.1.2."""
    return consented(view, "over_age") if is_over_age(view) else []


def consented(view: View, what: str) -> list[Finding]:
    """Find a consent that is missing on this day."""
    if any(event.data.get("for") == what for event in view.all("consent")):
        return []
    return view.finds(f"consent.{what}", None)


def schooling(view: View) -> list[Finding]:
    """Schooling, with the exceptions by area. Source: QĐ 294-QĐ/TW, 1.2; HD 06-HD/TW, 1.2."""
    key = "edu.min"
    if view.is_so("hard_area"):
        key = "edu.exception.elder" if view.is_so("elder") else "edu.exception.hard_area"
    has = view.case.schooling
    if has in _RANK and _RANK[has] >= _RANK[view.rules.values[key].value]:
        return []
    return view.finds(key, has or "unknown_level")


def elder_schooling(view: View) -> list[Finding]:
    """An elder below the areas' own level needs a consent. Source: HD 06-HD/TW, 1.2b."""
    if not (view.is_so("elder") and view.is_so("hard_area")):
        return []
    enough = _RANK[view.rules.values["edu.exception.hard_area"].value]
    if _RANK.get(view.case.schooling, 0) >= enough:
        return []
    return consented(view, "elder_schooling")


def certificate(view: View) -> list[Finding]:
    """The class's certificate, no older than its validity. Source: HD 06-HD/TW, 3.1, 5.4b."""
    held = view.last(CERTIFICATE)
    if held is None:
        return view.finds("class.required", None)
    last = add_months(held.on, view.rules.values["class.validity"].value)
    if view.on <= last:
        return []
    return view.finds("class.validity", held.on, certified=held.on, last=last)


def political(view: View) -> list[Finding]:
    """A question of the political standard outside one's power. Source: HD 06-HD/TW, 3.7c."""
    return consented(view, "political_standard") if view.is_so("political_question") else []


def readmission(view: View) -> list[Finding]:
    """Who left the Party: grounds, number, waiting time. Source: QĐ 294-QĐ/TW, 3.5."""
    case = view.case
    if not view.is_so("readmission"):
        return []
    found: list[Finding] = []
    if case.left_ground in view.rules.values["readmit.never"].value:
        found += view.finds("readmit.never", case.left_ground)
    if case.readmitted_before >= view.rules.values["readmit.max"].value:
        found += view.finds("readmit.max", case.readmitted_before)
    found += _waited(view, "readmit.wait", case.left_on)
    return found + (_waited(view, "readmit.cleared", case.cleared_on) if case.cleared_on else [])


def _waited(view: View, key: str, since: date | None) -> list[Finding]:
    if since is None:
        return view.finds(key, None, left_on="–", earliest="–")
    earliest = add_months(since, view.rules.values[key].value)
    return [] if view.on >= earliest else view.finds(key, since, left_on=since, earliest=earliest)


def readmission_consent(view: View) -> list[Finding]:
    """A re-admission needs the province's consent. Source: QĐ 294-QĐ/TW, 3.5.1b."""
    return consented(view, "readmission") if view.is_so("readmission") else []


def host(view: View) -> list[Finding]:
    """Whose organisation makes the dossier. Source: HD 06-HD/TW, 6.2; QĐ 294-QĐ/TW, 4.3.2d."""
    found: list[Finding] = []
    for what in HOSTED:
        rule = view.value(f"host.{what}")
        if view.is_so(what) and rule is not None and view.case.host not in rule.value:
            found += view.finds(f"host.{what}", view.case.host)
    return found
