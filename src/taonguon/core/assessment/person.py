"""Checks of the person: age, schooling, certificate, re-admission, and whose case it is."""

from datetime import date

from taonguon.core.assessment.outcome import Finding
from taonguon.core.assessment.view import View
from taonguon.core.case import APPLICATION, CERTIFICATE, LEVELS
from taonguon.core.days import add_months, months_by_calendar

FULL_DATE, YEAR = 10, 4  # characters of an ISO day, of a year
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
HOSTED = (
    "student", "secondment", "graduate", "awaiting_diploma", "contract_short", "contract_long",
    "army", "police",
)  # fmt: skip


def months_of_age(view: View, on: date) -> tuple[int, int] | None:
    """Return the least and most months of age on a day; they differ when only the year is known.

    None when not even the year of birth is.
    """
    born = view.case.born
    if len(born) == FULL_DATE:
        months = months_by_calendar(date.fromisoformat(born), on)
        return months, months
    if not (born.isdecimal() and len(born) == YEAR):
        return None
    since_january = (on.year - int(born)) * 12 + on.month - 1
    return since_january - 11, since_january


def age(view: View) -> list[Finding]:
    """Age at the cell's review, by month: at least 18. Source: QĐ 294-QĐ/TW, 1.1.1."""
    born = view.case.born
    months = months_of_age(view, view.on)
    least = int(view.rules.values["age.min"].value) * 12
    if months is not None and months[0] >= least:
        most = int(view.rules.values["age.max"].value) * 12
        return [] if not months[0] <= most < months[1] else _unknown(view)
    if months is None or months[1] >= least:
        return _unknown(view)
    if len(born) != FULL_DATE:
        return view.finds(
            "age.min", months[1] // 12, born=born, from_month=str(int(born) + least // 12)
        )
    reached = add_months(date.fromisoformat(born), least)
    return view.finds(
        "age.min", months[0] // 12, born=date.fromisoformat(born),
        from_month=f"{reached.month}/{reached.year}",
    )  # fmt: skip


def _unknown(view: View) -> list[Finding]:
    return view.finds("age.known", view.case.born, born=view.case.born or "–")


def is_over_age(view: View) -> bool:
    """Tell whether the person was over the greatest age at the cell's vote, or is today."""
    vote = view.last("cell_vote")
    months = months_of_age(view, vote.on if vote is not None else view.on)
    return months is not None and months[0] > int(view.rules.values["age.max"].value) * 12


def schooling(view: View) -> list[Finding]:
    """Schooling, with the exceptions by area. Source: QĐ 294-QĐ/TW, 1.2; HD 06-HD/TW, 1.2."""
    key = "edu.min"
    if view.is_so("hard_area"):
        key = "edu.exception.elder" if view.is_so("elder") else "edu.exception.hard_area"
    if not level_below(view, key):
        return []
    return view.finds(key, view.case.schooling or "unknown_level")


def level_below(view: View, key: str) -> bool:
    """Tell whether the schooling is unknown or below what a rule asks for."""
    return _RANK.get(view.case.schooling, -1) < _RANK[view.rules.values[key].value]


def certificate(view: View) -> list[Finding]:
    """The class's certificate, no older than its validity. Source: HD 06-HD/TW, 3.1, 5.4b."""
    held = view.last(CERTIFICATE)
    if held is None:
        return view.finds("class.required", None)
    last = add_months(held.on, view.rules.values["class.validity"].value)
    if view.on <= last:
        return []
    return view.finds("class.validity", held.on, certified=held.on, last=last)


def readmission(view: View) -> list[Finding]:
    """Who left the Party: grounds, number, waiting time to the application.

    Source: QĐ 294-QĐ/TW, 3.5.
    """
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
    applied = view.last(APPLICATION)
    if (applied.on if applied is not None else view.on) >= earliest:
        return []
    return view.finds(key, since, left_on=since, earliest=earliest)


def host(view: View) -> list[Finding]:
    """Whose organisation makes the dossier. Source: HD 06-HD/TW, 6.2; QĐ 294-QĐ/TW, 4.3.2d."""
    found: list[Finding] = []
    for what in HOSTED:
        rule = view.value(f"host.{what}") if view.is_so(what) else None
        if rule is not None and view.case.host not in rule.value:
            found += view.finds(f"host.{what}", view.case.host)
    return found
