"""Checks of the dossier: helper, sponsors, papers and their age, verification, special cases."""

from collections.abc import Mapping
from datetime import date

from taonguon.core.assessment.consents import papers
from taonguon.core.assessment.outcome import Finding
from taonguon.core.assessment.person import FULL_DATE
from taonguon.core.assessment.view import View
from taonguon.core.case import MOVED, Event, Relative
from taonguon.core.days import add_months, months_by_calendar
from taonguon.core.rulebook import Value

YOUTH, UNION = "youth", "union"
DATED_PAPERS = (
    "sponsor_paper",
    "union_resolution",
    "mass_opinion",
    "residence_opinion",
    "synthesis",
)
WHOLE, CURRENT, NOTHING = "whole", "current", "nothing"


def _day(event: Event, name: str) -> date | None:
    told = event.data.get(name)
    return date.fromisoformat(told) if told else None


def _official(event: Event) -> bool:
    since = _day(event, "official_since")
    return since is not None and since <= event.on


def helper(view: View) -> list[Finding]:
    """The helper is an official member. Source: HD 38-HD/BTCTW, I.1.2."""
    if view.event is None or _official(view.event):
        return []
    return view.finds("helper.official", view.event.data.get("name", "–"))


def sponsor(view: View) -> list[Finding]:
    """A sponsor is official and was together with the person. Source: QĐ 294-QĐ/TW, 3.2."""
    return [] if view.event is None else _sponsor(view, view.event)


def _sponsor(view: View, paper: Event) -> list[Finding]:
    name = paper.data.get("name", "–")
    if not _official(paper):
        return view.finds("sponsor.official", name)
    if paper.data.get("replacement") and view.rules.values["sponsor.replacement"].value:
        return []
    since = _day(paper, "together_since")
    months = view.rules.values["sponsor.together"].value
    earliest = add_months(since, months) if since else None
    if earliest is not None and earliest <= paper.on:
        return []
    return view.finds("sponsor.together", name, since=since or "–", earliest=earliest or "–")


def introducer(view: View) -> list[Finding]:
    """The resolution comes from Đoàn at youth age, else from the union. Source: QĐ 294, 3.1."""
    due = introduced_by(view)
    if view.event is None or not due or view.event.data.get("body", due) == due:
        return []
    return [
        Finding("intro.body", view.rules.values["intro.body"], view.event.data["body"], view.on,
                {"required": due})
    ]  # fmt: skip


def _of_youth_age(view: View) -> bool:
    born = view.case.born
    if len(born) != FULL_DATE:
        return bool(view.case.youth_union)
    limit = int(view.rules.values["youth.max_age"].value) * 12
    return months_by_calendar(date.fromisoformat(born), view.on) <= limit


def introduced_by(view: View) -> str:
    """Return which body introduces beside the sponsors: Đoàn, union or none (empty)."""
    if not _of_youth_age(view):
        return ""
    if view.case.youth_union_here:
        return YOUTH
    return UNION if view.case.union_here else ""


def youth(view: View) -> list[Finding]:
    """At youth age, where there is Đoàn, one belongs to it. Source: Điều lệ Đảng, Điều 4.1."""
    if introduced_by(view) != YOUTH or view.case.youth_union:
        return []
    return view.finds("youth.max_age", None)


def sponsors_needed(view: View) -> str:
    """Return the rule that says how many sponsors it takes."""
    return f"sponsor.count.{introduced_by(view) or 'default'}"


def sponsor_count(view: View) -> list[Finding]:
    """As many sponsors as the introduction asks for. Source: Điều lệ Đảng, Điều 4.1."""
    key = sponsors_needed(view)
    names = {
        paper.data.get("name") for paper in view.all("sponsor_paper") if not _sponsor(view, paper)
    }
    if len(names) >= view.rules.values[key].value:
        return []
    return view.finds(key, len(names))


def fresh_papers(view: View) -> list[Finding]:
    """Papers older than the limit at the vote are made again. Source: HD 06-HD/TW, 5.4a."""
    months = view.rules.values["dossier.max_age"].value
    found: list[Finding] = []
    for kind in DATED_PAPERS:
        paper = view.last(kind)
        if paper is None or months_by_calendar(paper.on, view.on) < months:
            continue
        last = add_months(paper.on, months)
        if view.on > last:
            found += view.finds("dossier.max_age", paper.on, paper=kind, made=paper.on, last=last)
    return found


def relatives_listed(view: View) -> list[Finding]:
    """The people to verify are listed, parents too. Source: HD 06-HD/TW, 3.4a."""
    listed = {one.relation for one in view.case.relatives} | {"applicant"}
    if "raiser" in listed:
        listed |= {"father", "mother"}
    missing = [one for one in view.rules.values["verify.listed"].value if one not in listed]
    return view.finds("verify.listed", None, missing=missing) if missing else []


def extent(view: View, relative: Relative) -> str:
    """Return how far a relative is verified: whole, current politics only, or nothing."""
    return _extent(view.rules.values, relative)


def _extent(rules: Mapping[str, Value], relative: Relative) -> str:
    if relative.relation not in rules["verify.scope"].value:
        return NOTHING
    if relative.minor and rules["verify.minors"].value:
        return NOTHING
    if relative.same_commune and rules["verify.same_commune"].value:
        return NOTHING
    if relative.armed_forces and rules["verify.armed_forces"].value:
        return NOTHING
    return str(rules["verify.members"].value) if relative.member else WHOLE


def verification(view: View) -> list[Finding]:
    """Whoever must be verified has a result. Source: HD 06-HD/TW, 3.4; HD 38-HD/BTCTW, I.1.5."""
    return _unanswered(view, view.rules.values)


def still_verified(view: View) -> list[Finding]:
    """Whoever was told of after the CV was certified has a result too, by the rules of that day."""
    certified = view.last("cv_certified")
    if certified is None or view.case.opening(certified):
        return []
    return _unanswered(view, view.book.at(certified.on).values)


def _unanswered(view: View, rules: Mapping[str, Value]) -> list[Finding]:
    answered = {key for event in view.all("verify_reply") for key in event.data.get("about", ())}
    missing: dict[str, list[str]] = {WHOLE: [], CURRENT: []}
    for relative in view.case.relatives:
        asked = _extent(rules, relative)
        if asked != NOTHING and relative.key not in answered:
            missing[asked].append(relative.relation)
    return [
        Finding(key, rules[key], None, view.on, {"missing": missing[asked]})
        for key, asked in (("verify.scope", WHOLE), ("verify.members", CURRENT))
        if missing[asked]
    ]


def verifier(view: View) -> list[Finding]:
    """Neither the applicant nor a relative verifies. Source: HD 38-HD/BTCTW, I.1.4.2(23)."""
    if view.event is None or not view.event.data.get("verifier_is_relative"):
        return []
    return view.finds("verify.who_not", None)


def conclusion(view: View) -> list[Finding]:
    """The CV is concluded to qualify. Source: HD 38-HD/BTCTW, I.1.4.2(25, 26)."""
    certified = view.last("cv_certified")
    if certified is None or certified.data.get("qualified", True):
        return []
    return view.finds("verify.conclusion", certified.on)


def opinions(view: View) -> list[Finding]:
    """Every mass organisation the person belongs to has its say. Source: HD 06-HD/TW, 3.5."""
    heard = {event.data.get("body") for event in view.all("mass_opinion")}
    missing = [body for body in view.case.mass_organisations if body not in heard]
    return view.finds("opinion.mass", None, missing=missing) if missing else []


def special_papers(view: View) -> list[Finding]:
    """Papers of those married to foreigners, of Chinese origin, owning a business."""
    found: list[Finding] = []
    for what in ("foreign_spouse", "chinese_origin", "business_owner"):
        if view.is_so(what):
            found += papers(view, f"special.{what}")
    return found


def remarks(view: View) -> list[Finding]:
    """Remarks of the sending unit, residence or employer. Source: HD 06-HD/TW, 6.2."""
    found: list[Finding] = []
    for what in ("student", "secondment", "contract_short"):
        if view.is_so(what):
            found += papers(view, f"remarks.{what}")
    return found


def assigned_cell(view: View) -> list[Finding]:
    """A village without members: a cell is assigned. Source: QĐ 294-QĐ/TW, 3.4.1."""
    return papers(view, "special.no_member_village") if view.is_so("no_member_village") else []


def moved(view: View) -> list[Finding]:
    """After a move before the vote: old unit's certificate, a helper here. Source: HD 06, 3.9a."""
    move = view.last(MOVED)
    vote = view.last("cell_vote")
    if move is None or (vote is not None and vote.on < move.on):
        return []
    found = papers(view, "helper.after_move", move.on)
    if view.first_after("helper", move.on) is None:
        found += view.finds("helper.after_move", None, missing=["helper"], moved=move.on)
    return found
