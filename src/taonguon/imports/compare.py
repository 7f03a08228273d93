"""A row of a list against the register: new, changed, known, or doubtful and why."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from taonguon.core import gate, names
from taonguon.core.membership import ADMISSION, RECOGNITION
from taonguon.imports.register import COMPARED, NOT_LISTED, Register, Someone, Unit, changed, key_of
from taonguon.sources.cells import cell_key
from taonguon.sources.rows import Reason, Row

NEW, CHANGED, KNOWN = "new", "changed", "known"
ALIKE = 92
LEFT = (
    "tu tran", "da mat", "qua doi", "da chuyen", "chuyen di", "chuyen ra", "ra khoi", "roi khoi",
    "ra dang", "khai tru", "xoa ten",
)  # fmt: skip
MEMBERS = frozenset({"members", "csdl"})
GATED = {"admitted_on": ADMISSION, "official_on": RECOGNITION}
PROFILE = (
    "households", "population", "catholic_percent", "youth_away", "youth_present",
    "industrial_workers", "religious", "distance",
)  # fmt: skip


@dataclass(slots=True)
class Finding:
    """What a row does: its effect with what changes, or the reasons why it stays out."""

    effect: str = ""
    reasons: list[Reason] = field(default_factory=list)
    ignored: bool = False
    person: int | None = None
    organisation: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)


def doubt(code: str, value: object = None, **params: str) -> Finding:
    """Return a finding that keeps the row out for one reason."""
    text = None if value is None else str(value)
    return Finding(reasons=[Reason(code, None, text, params)])


def compare(row: Row, register: Register) -> Finding:
    """Compare an accepted row and let the register know it from now on."""
    return _COMPARE[row.kind](row, register)


def _cell(row: Row, register: Register) -> Finding:
    record, key = row.record, cell_key(row.record["name"])
    unit = register.units.get(key)
    profile = {name: record[name] for name in PROFILE if record.get(name) is not None}
    if unit is None:
        founded = record.get("founded_on") or ""
        register.units[key] = Unit(None, record["name"], founded, profile, listed=True)
        return Finding(NEW, changes=profile)
    finding = Finding(KNOWN, organisation=unit.id)
    founded = record.get("founded_on")
    if founded and unit.founded_on and founded != unit.founded_on:
        return doubt("other_founding_day", founded, known=unit.founded_on)
    finding.changes = changed(unit.profile, profile, PROFILE)
    finding.before = {name: unit.profile.get(name) for name in finding.changes}
    if finding.changes and unit.listed:
        return doubt("cell_twice", record["name"])
    if finding.changes:
        finding.effect = CHANGED
        unit.profile = {**unit.profile, **profile}
    unit.listed = True
    return finding


def beside(row: Row, register: Register) -> list[Reason]:
    """Return the doubts that do not depend on what else is wrong with a row: its cell, the gate."""
    name = {"targets": "unit", "cells": ""}.get(row.kind, "cell")
    record, reasons = row.record, []
    asked = record.get(name) if name and not record.get("headline") else None
    if asked and register.unit(asked) is None:
        reasons.append(Reason("cell_unknown", None, asked))
    if row.kind in MEMBERS and record.get("name") and find(record, register)[0] is None:
        reasons += _behind_gate(record, register)
    return reasons


def _member(row: Row, register: Register) -> Finding:
    record = row.record
    unit = register.unit(record.get("cell"))
    if unit is None:
        return Finding(reasons=beside(row, register))
    someone, alike = find(record, register)
    if says_left(record):
        return _left_member(record, someone)
    if someone is None:
        return alike or _new_member(row, register, unit)
    return _known_member(record, register, someone)


def _left_member(record: dict[str, Any], someone: Someone | None) -> Finding:
    if someone is not None and someone.standing == "former":
        return Finding(KNOWN, person=someone.id)
    return doubt("list_says_left", record["name"], state=record.get("state") or "–")


def says_left(record: dict[str, Any]) -> bool:
    """Tell whether a list that keeps those who left says so of this row; the exempt have stayed."""
    state, left = record.get("state"), record.get("left_on")
    if not (state or left):
        return False
    told = names.plain(state or "")
    return any(word in told for word in LEFT) or bool(left and "mien" not in told)


def _new_member(row: Row, register: Register, unit: Unit) -> Finding:
    record = row.record
    behind = _behind_gate(record, register)
    if behind:
        return Finding(reasons=behind)
    if not (record.get("came_on") or register.expects(record, unit)):
        return doubt(NOT_LISTED, record["name"], cell=unit.name)
    remember(row, register, "member")
    return Finding(NEW, organisation=unit.id)


def _behind_gate(record: dict[str, Any], register: Register) -> list[Reason]:
    """Return a doubt for each step told of that needs a dossier; those taken elsewhere need none."""
    elsewhere_until = record["came_on"] if transferred(record) else ""
    return [
        Reason(f"{name}_in_use", None, on, {"first_day": register.first_day.isoformat()})
        for name, kind in GATED.items()
        if (on := record.get(name))
        and on > elsewhere_until
        and gate.finding(kind, date.fromisoformat(on), register.first_day)
    ]


def transferred(record: dict[str, Any]) -> bool:
    """Tell whether a list says that a member came from elsewhere: later than she was admitted."""
    came, admitted = record.get("came_on"), record.get("admitted_on")
    return bool(came and (not admitted or admitted < came))


def _twice(record: dict[str, Any], someone: Someone) -> Finding:
    """Pass over a second row about somebody; doubt it when the two say different things."""
    admitted = record.get("admitted_on") or ""
    if _told_apart(record, someone) or (someone.admitted_on and admitted != someone.admitted_on):
        return _looks_known(record, someone)
    place = {"place": someone.place}
    return Finding(ignored=True, reasons=[Reason("twice_in_list", None, record["name"], place)])


def _known_member(record: dict[str, Any], register: Register, someone: Someone) -> Finding:
    if someone.standing == "prospect":
        return doubt("member_is_prospect", record["name"], cell=someone.cell_name)
    if someone.standing == "former":
        return doubt("member_has_left", record["name"], cell=someone.cell_name)
    if someone.place:
        return _twice(record, someone)
    if cell_key(record["cell"]) != someone.cell:
        return doubt("other_cell", record["cell"], known=someone.cell_name)
    return _news_of_member(record, register, someone)


def _news_of_member(record: dict[str, Any], register: Register, someone: Someone) -> Finding:
    admitted, official = record.get("admitted_on") or "", record.get("official_on") or ""
    if admitted and admitted != someone.admitted_on:
        return doubt("other_admission_day", admitted, known=someone.admitted_on or "–")
    if official and someone.recognised_on and official != someone.recognised_on:
        return doubt("other_recognition_day", official, known=someone.recognised_on)
    changes = changed(someone.seen, record, COMPARED)
    if official and not someone.recognised_on:
        behind = _behind_gate({"official_on": official}, register)
        if behind:
            return Finding(reasons=behind)
        changes["official_on"] = official
    return _of_somebody_known(someone, changes)


def _of_somebody_known(someone: Someone, changes: dict[str, Any]) -> Finding:
    before = {name: someone.seen.get(name) for name in changes}
    effect = CHANGED if changes else KNOWN
    return Finding(effect, person=someone.id, changes=changes, before=before)


def _prospect(row: Row, register: Register) -> Finding:
    record = row.record
    unit = register.unit(record.get("cell"))
    if unit is None:
        return doubt("cell_unknown", record.get("cell") or "–")
    someone, alike = find(record, register)
    if someone is None:
        if alike is not None:
            return alike
        remember(row, register, "prospect")
        return Finding(NEW, organisation=unit.id)
    if someone.standing in {"probationary", "official", "member"}:
        return doubt("prospect_is_member", record["name"], cell=someone.cell_name)
    if someone.standing == "former":
        return doubt("member_has_left", record["name"], cell=someone.cell_name)
    if someone.place:
        return _twice(record, someone)
    if cell_key(record["cell"]) != someone.cell:
        return doubt("other_cell", record["cell"], known=someone.cell_name)
    return _known_prospect(record, someone)


def _known_prospect(record: dict[str, Any], someone: Someone) -> Finding:
    changes = changed(someone.seen, record, COMPARED)
    certified, number = record.get("certified_on"), record.get("certificate")
    if certified and certified != someone.certified_on:
        changes["certified_on"] = certified
    elif number and not someone.certified_on:
        changes["certificate"] = number
    return _of_somebody_known(someone, changes)


def find(record: dict[str, Any], register: Register) -> tuple[Someone | None, Finding | None]:
    """Return the person a row is about, or a doubt when it only looks like somebody known."""
    card, number = record.get("card"), record.get("national_id")
    key = key_of(record["name"])
    for known in (
        card and register.by_number.get(f"card {card}"),
        number and register.by_number.get(number),
    ):
        if known:
            if known.key == key:
                return known, None
            return None, doubt("number_of_another", card or number, name=known.name)
    namesakes = register.by_name.get(key, ())
    for known in namesakes:
        if _same(record, known):
            return known, None
    for known in namesakes:
        if _alike(record, known):
            return None, _looks_known(record, known)
    return None, _misspelt(record, key, register)


def _looks_known(record: dict[str, Any], known: Someone) -> Finding:
    return doubt(
        "looks_known",
        record["name"],
        name=known.name,
        born=known.born or "–",
        cell=known.cell_name,
    )


def _told_apart(record: dict[str, Any], known: Someone) -> bool:
    """Tell whether numbers only one person can have say that these are two people."""
    pairs = ((record.get("card"), known.card), (record.get("national_id"), known.national_id))
    return any(one and other and one != other for one, other in pairs)


def _same(record: dict[str, Any], known: Someone) -> bool:
    born = record.get("born") or ""
    if len(born) == 10 and len(known.born) == 10:
        return born == known.born
    in_one_cell = cell_key(record.get("cell") or "") == known.cell
    return in_one_cell and born[:4] == known.born[:4] and not _told_apart(record, known)


def _alike(record: dict[str, Any], known: Someone) -> bool:
    born = record.get("born") or ""
    if _told_apart(record, known):
        return False
    if not born or not known.born:
        return True
    if len(born) == 10 and len(known.born) == 10:
        return cell_key(record.get("cell") or "") == known.cell and (
            born[:4] == known.born[:4] or born[4:] == known.born[4:]
        )
    return born[:4] == known.born[:4]


def _misspelt(record: dict[str, Any], key: str, register: Register) -> Finding | None:
    for known in register.by_birth.get(record.get("born") or "", ()):
        alike = fuzz.ratio(key, known.key) >= ALIKE
        if alike and not _told_apart(record, known):
            return _looks_known(record, known)
    return None


def remember(row: Row, register: Register, standing: str) -> None:
    """Let the register know the person of a new row, so that a second row of hers is seen."""
    record = row.record
    register.add(
        Someone(
            id=None,
            name=record["name"],
            born=record.get("born") or "",
            cell=cell_key(record.get("cell") or ""),
            cell_name=record.get("cell") or "",
            standing=standing,
            card=record.get("card") or "",
            national_id=record.get("national_id") or "",
            admitted_on=record.get("admitted_on") or "",
            place=f"{row.sheet}, {row.number}",
        )
    )


def target_key(value: dict[str, Any]) -> str:
    """Return what tells the targets of one row apart: the year, and the category where it has one."""
    return f"{value['year']} {value.get('category') or ''}".strip()


def _target(row: Row, register: Register) -> Finding:
    record = row.record
    key = "" if record.get("headline") else cell_key(record["unit"])
    unit = register.units.get(key)
    if unit is None and key:
        return doubt("cell_unknown", record["unit"])
    finding = Finding(KNOWN, organisation=unit.id if unit else None)
    for value in record["values"]:
        at = (key, value["year"], value.get("category") or "")
        before = register.targets.get(at)
        if before is None:
            finding.effect = NEW if finding.effect == KNOWN else finding.effect
            finding.changes[target_key(value)] = value["low"]
        elif before[0] is None:
            if before[1] != _text(value):
                return doubt("target_twice", value["low"], year=str(value["year"]), known=before[1])
        elif _differs(before[0], value):
            finding.effect = CHANGED
            finding.changes[target_key(value)] = value["low"]
            finding.before[target_key(value)] = str(before[0].low)
        register.targets[at] = (None, _text(value))
    return finding


def _text(value: dict[str, Any]) -> str:
    return " ".join(str(value.get(name) or "") for name in ("form", "low", "high")).strip()


def _differs(before: Any, value: dict[str, Any]) -> bool:
    high = value.get("high") or None
    return (
        before.form != value["form"]
        or before.low != type(before.low)(value["low"])
        or (before.high is None) != (high is None)
        or (high is not None and before.high != type(before.low)(high))
    )


_COMPARE = {
    "cells": _cell,
    "members": _member,
    "csdl": _member,
    "prospects": _prospect,
    "targets": _target,
}
