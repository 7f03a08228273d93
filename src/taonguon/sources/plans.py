"""What to do with each column of a list, worked out once for all its rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from taonguon.sources import values
from taonguon.sources.cells import tidy_cell
from taonguon.sources.encodings import to_unicode
from taonguon.sources.rows import CELLS, CSDL, MEMBERS, PROSPECTS, Column, Layout, Reason
from taonguon.sources.values import Wrong

Parser = Callable[[Any], Any]

_PERSON = (
    "number",
    "name",
    "sex",
    "born",
    "ethnicity",
    "religion",
    "schooling",
    "qualification",
    "occupation",
    "phone",
    "cell",
    "note",
)
_MEMBER = (
    *_PERSON, "alias", "hometown", "birthplace", "residence", "theory", "youth_union", "admitted_on",
    "official_on", "card", "national_id", "state", "came_on", "left_on",
)  # fmt: skip
FIELDS: Mapping[str, tuple[str, ...]] = {
    CELLS: (
        "number", "name", "category", "founded_on", "households", "population", "catholic_percent",
        "youth_away", "youth_present", "industrial_workers", "religious", "distance", "members_stated",
        "note",
    ),
    MEMBERS: _MEMBER,
    CSDL: _MEMBER,
    PROSPECTS: (
        *_PERSON, "introduced_by", "introduced_on", "helper", "class_opened_on", "certificate",
        "certified_on",
    ),
}  # fmt: skip

_PLACES = ("hometown", "birthplace", "residence")
_PLACE_PARTS = ("country", "province", "detail")
# Columns whose cells become part of another field.
_PARTS = frozenset({"male", "female", "class_period", "value", "unit"}) | {
    f"{place}_{part}" for place in _PLACES for part in _PLACE_PARTS
}
_REMEMBERED = 20_000
_NEVER_DOUBTED = frozenset(("number", "note"))


class Step(NamedTuple):
    """One column's work: read the cell at `place`, keep it under `key`.

    `seen` keeps what texts and days were read as, for most come again.
    """

    place: int
    letter: str
    key: str
    parse: Parser
    encoding: str
    seen: dict[Any, Any]


def _running_number(value: Any) -> Any:
    if type(value) is float and 0 <= value < 1e9 and value.is_integer():
        return int(value)
    found = values.text(value)
    return int(found) if found and found.isdecimal() and len(found) < 10 else found


def _cell(value: Any) -> str | None:
    found = values.text(value)
    return tidy_cell(found) if found else None


def _birth_or_mark(value: Any) -> Any:
    """Read a column named after a sex: a birth, or True for a tick."""
    return True if isinstance(value, str) and values.marked(value) else values.birth(value)


def _ticked(value: Any) -> bool | None:
    return True if values.marked(value) else None


_PARSERS: Mapping[str, Parser] = {
    "number": _running_number,
    "cell": _cell,
    "youth_union": _ticked,
    **dict.fromkeys(("name", "alias"), values.name),
    **dict.fromkeys(("hometown", "birthplace", "residence"), values.place),
    **dict.fromkeys(("male", "female"), _birth_or_mark),
    **dict.fromkeys(
        (
            "admitted_on",
            "official_on",
            "came_on",
            "left_on",
            "introduced_on",
            "certified_on",
            "founded_on",
        ),
        values.day,
    ),
    **dict.fromkeys(("class_opened_on", "class_period"), values.first_day),
    **dict.fromkeys(
        (
            "households",
            "population",
            "youth_away",
            "youth_present",
            "industrial_workers",
            "religious",
            "distance",
            "members_stated",
        ),
        values.number,
    ),
    **{
        name: getattr(values, name)
        for name in ("sex", "ethnicity", "religion", "schooling", "card", "national_id", "phone")
    },
    "born": values.birth,
    "catholic_percent": values.decimal,
}


def is_read(field: str, kind: str) -> bool:
    """Tell whether rows of a kind of list hold a field, or what becomes part of one."""
    base = field.removesuffix("_marked")
    return base in _PARTS or base in FIELDS.get(kind, ("number", "unit", "note"))


def steps(layout: Layout, encodings: Sequence[str]) -> tuple[Step, ...]:
    """Return the work of every column that is read."""
    return tuple(
        Step(
            column.index,
            column.letter,
            column.field.removesuffix("_marked"),
            parser(column, layout.kind),
            encodings[column.index] if column.index < len(encodings) else "",
            {},
        )
        for column in layout.columns
        if column.field and column.field != "value"
    )


def parser(column: Column, kind: str) -> Parser:
    """Return how the cells of a column are read."""
    field = column.field or ""
    if field.endswith("_marked"):
        return _leaf_if_ticked(column.heading.rpartition(" / ")[2])
    if field == "card" and (kind == CSDL or "12" in column.heading):
        return values.card_of_12
    if field == "name" and kind == CELLS:
        return _cell
    return _PARSERS.get(field, values.text)


def _leaf_if_ticked(leaf: str) -> Parser:
    return lambda value: leaf if values.marked(value) else values.text(value)


def carry_out(
    plan: Sequence[Step], row: Sequence[Any], record: dict[str, Any], reasons: list[Reason]
) -> None:
    """Read the planned cells of a row into its record, and what is wrong with them into reasons."""
    for step in plan:
        place, letter, key, parse, encoding, seen = step
        value = row[place]
        if value == "":
            continue
        memorable = type(value) is str or type(value) is date
        if memorable and value in seen:
            record[key] = seen[value]
            continue
        try:
            found = parse(to_unicode(value, encoding) if type(value) is str else value)
        except Wrong as wrong:
            if key not in _NEVER_DOUBTED:
                shown = values.shown(to_unicode(value, encoding) if type(value) is str else value)
                reasons.append(Reason(wrong.code, letter, shown, {"field": key, **wrong.params}))
            continue
        if found is not None:
            record[key] = found
            if memorable and len(seen) < _REMEMBERED:
                seen[value] = found


def join_places(record: dict[str, Any]) -> None:
    """Make one place of its parts: detail, province, and the country when it is another."""
    for place in _PLACES:
        country, province, detail = (record.pop(f"{place}_{part}", None) for part in _PLACE_PARTS)
        abroad = (
            country if country and country.lower() not in {"việt nam", "vn", "viet nam"} else None
        )
        parts = [part for part in (detail, province, abroad) if part]
        if parts and not record.get(place):
            record[place] = ", ".join(parts)


def settle_sex(record: dict[str, Any], letter: str, reasons: list[Reason]) -> None:
    """Take sex, and birth where it stands there, from the columns named after the sexes."""
    male, female = record.pop("male", None), record.pop("female", None)
    if male and female:
        reasons.append(Reason("sex_unclear", letter, None, {"field": "sex"}))
    elif told := male or female:
        record["sex"] = "male" if male else "female"
        if told is not True:
            record["born"] = told
