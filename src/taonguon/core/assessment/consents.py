"""Checks of written consents: whose, on what paper, and early enough for what they allow."""

from datetime import date

from taonguon.core.assessment.outcome import CONSENT_PAPER, Finding
from taonguon.core.assessment.person import is_over_age, level_below
from taonguon.core.assessment.view import View
from taonguon.core.case import APPLICATION, Event

# A consent of the province is one of a level above the cell's committee as well.
ABOVE = {"level_above": ("level_above", "provincial_standing")}


def consented(view: View, what: str, by: date | None = None) -> list[Finding]:
    """Find a consent that is missing, is not of the body the rule names, or says not on what paper.

    `by` is the last day on which it could be given, this step's own when not told.
    """
    rule = view.rules.values[f"consent.{what}"]
    asked, last = str(rule.value), by or view.on
    given = [
        event for event in view.all("consent")
        if event.on <= last
        and event.data.get("for") == what
        and event.data.get("authority") in ABOVE.get(asked, (asked,))
    ]  # fmt: skip
    if not given:
        return view.finds(f"consent.{what}", None)
    if any(_on_paper(event) for event in given):
        return []
    return [Finding(CONSENT_PAPER, rule, given[-1].on, view.on)]


def _on_paper(consent: Event) -> bool:
    """Tell whether number and issuing body are kept; the day is the event's own."""
    return bool(consent.paper("number") and consent.paper("issued_by"))


def papers(
    view: View, key: str, since: date | None = None, by: date | None = None
) -> list[Finding]:
    """Find the papers a special case asks for that are not there, or were not there in time."""
    rule = view.value(key)
    if rule is None:
        return []
    held = {
        event.data.get("paper")
        for event in view.all("special_paper")
        if (since is None or event.on >= since) and (by is None or event.on <= by)
    }
    missing = [paper for paper in rule.value if paper not in held]
    return view.finds(key, None, missing=missing, moved=since or "–") if missing else []


def over_age(view: View) -> list[Finding]:
    """Above the greatest age: the conditions, and a written consent before the decision.

    Source: QĐ 294-QĐ/TW, 1.1.2; HD 06-HD/TW, 1.1.
    """
    if not is_over_age(view):
        return []
    return papers(view, "over_age.conditions") + consented(view, "over_age")


def elder_schooling(view: View) -> list[Finding]:
    """An elder below the areas' own level needs a consent. Source: HD 06-HD/TW, 1.2b."""
    if not (view.is_so("elder") and view.is_so("hard_area")):
        return []
    below = level_below(view, "edu.exception.hard_area")
    return consented(view, "elder_schooling") if below else []


def political(view: View) -> list[Finding]:
    """A question of the political standard outside one's power. Source: HD 06-HD/TW, 3.7c."""
    return consented(view, "political_standard") if view.is_so("political_question") else []


def readmission_consent(view: View) -> list[Finding]:
    """A re-admission needs the province's consent. Source: QĐ 294-QĐ/TW, 3.5.1b."""
    return consented(view, "readmission") if view.is_so("readmission") else []


def religion(view: View) -> list[Finding]:
    """Request and consent before a religious person's dossier is begun. Source: QĐ 06-QĐi/TW."""
    if not view.is_so("religious") or view.value("consent.religion") is None:
        return []
    begun = _begun(view)
    return papers(view, "request.religion", by=begun) + consented(view, "religion", begun)


def dignitary(view: View) -> list[Finding]:
    """A dignitary needs the province's consent as well. Source: HD 20-HD/BTCTW."""
    if not view.is_so("dignitary") or view.value("consent.dignitary") is None:
        return []
    return consented(view, "dignitary", _begun(view))


def _begun(view: View) -> date | None:
    """Return the day the dossier was begun, that of the application; None while it is not."""
    application = view.last(APPLICATION)
    return application.on if application is not None else None
